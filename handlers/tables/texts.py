"""What is said about forms and tables."""

from collections.abc import Sequence

from handlers.texts import Said, listed

REPLACES = "会替换 {name} 待核实的申报"

TEXTS = {
    "leads_only": Said(
        "🔒 没有受理：成批报数由牵头单位核实人进行，名册上您没有这种身份。没有任何改动。要开通请联系局办公室更新名册。",
        "",
    ),
    "no_form": Said("现在没有可以成批报的指标，没有任何改动。事项请发 /highlight。", ""),
    "form_lost": Said(
        "⚠️ 填报表没有发成：聊天服务器没有收这个文件。没有任何改动。请稍后再发 /form；急用请逐项报：/report 单位 指标 数值",
        "",
    ),
    "import_changed": Said(
        "⚠️ 没有受理：核对之后情况有变，一项都没有上报，没有任何改动。请看新发的消息，按现在的情况再定。", ""
    ),
    "import_look": Said("⚠️ 下面 {count} 项请先逐项看清，确要上报再按“全部提交”：", ""),
    "import_open": Said("", "", open="还没有上报，按一次才上报。"),
    "import_before": Said("（原由 {name} 上报，{state}）", ""),
    "import_held": Said(
        "⚠️ 没有受理：这份表余下的各项会替换别人待核实的申报，或与以往、与其他单位差距较大。没有任何改动。逐项看清后确要上报，请发：全部提交",
        "",
    ),
    "import_done": Said("✅ 已收到 {count} 项，详见消息。", ""),
    "import_empty": Said("⚠️ 没有受理：表里没有填任何数值。没有任何改动。请填好后重新发送。", ""),
    "import_state": Said(
        "⚠️ 没有受理：成批报数不能写状态“{state}”，请留空；不涉及的请在核实卡上办理。没有任何改动。", ""
    ),
    "import_event": Said("⚠️ 没有受理：事项请在 event 列写明标题。没有任何改动。", ""),
    "import_repeated": Said(
        "⚠️ 没有受理：表里已有这一件“{title}”，分不清是重复发生还是重复填写。没有任何改动。"
        "请删去这一行；确是重复发生的，请另发 /highlight，写明例如 日期：11月5日。",
        "",
    ),
    "import_note": Said("⚠️ 没有受理：未通过的必达项还不能成批登记，请留空 note。没有任何改动。", ""),
    "import_veto": Said(
        "⚠️ 没有受理：一票否决不能随表登记，请由局领导发 /veto 单位 理由，另一人会签后生效。没有任何改动。", ""
    ),
    "menu_form": Said("填报表，填好发回", ""),
}


def take_all(count: int, names: Sequence[str], replaced: int, *, more: bool) -> str:
    """Return what the button says that takes all: how many, and whose pending reports it replaces."""
    others = f"（含替换{listed(names)}{'等' if more else ''}的 {replaced} 项）" if replaced else ""
    return f"⚠️ 全部提交 {count} 项{others}"
