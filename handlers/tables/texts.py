"""What is said about forms and tables."""

import re
from collections.abc import Sequence

from handlers.texts import Said, listed
from scoring.language import both

_PLACES = (
    (re.compile(r"第 (\d+) 行"), r"line \1"),
    (re.compile("工作表“(.+)”"), r"sheet “\1” "),
)
"""What places of a table are called in English."""
REPLACES = ("会替换 {name} 待核实的申报", "would replace what {name} reported and nobody has reviewed")

TEXTS = {
    "leads_only": Said(
        "🔒 没有受理：成批报数由牵头单位核实人进行，名册上您没有这种身份。没有任何改动。要开通请联系局办公室更新名册。",
        "🔒 Not accepted: many values at once are reported by reviewers of a lead department, which by the roster you are not. Nothing has changed. To become one please ask the office to change the roster.",
    ),
    "no_form": Said(
        "现在没有可以成批报的指标，没有任何改动。事项请发 /highlight。",
        "There is no metric to report in a form now; nothing has changed. For events please send /highlight.",
    ),
    "form_lost": Said(
        "⚠️ 填报表没有发成：聊天服务器没有收这个文件。没有任何改动。请稍后再发 /form；急用请逐项报：/report 单位 指标 数值",
        "⚠️ The form did not get out: the chat server did not take the file. Nothing has changed. Please send /form again later; if it is urgent report one by one: /report UNIT METRIC VALUE",
    ),
    "import_changed": Said(
        "⚠️ 没有受理：核对之后情况有变，一项都没有上报，没有任何改动。请看新发的消息，按现在的情况再定。",
        "⚠️ Not accepted: things have changed since it was checked; nothing was reported and nothing has changed. Please look at the new message and decide by that.",
    ),
    "import_look": Said(
        "⚠️ 下面 {count} 项请先逐项看清，确要上报再按“全部提交”：",
        "⚠️ Please look at each of these {count} first; only if they are meant, tap “Submit all”:",
    ),
    "import_open": Said("", "", open="还没有上报，按一次才上报。", open_en="Nothing is reported until you tap once."),
    "import_before": Said("（原由 {name} 上报，{state}）", " (before by {name}, {state})"),
    "import_held": Said(
        "⚠️ 没有受理：这份表余下的各项会替换别人待核实的申报，或与以往、与其他单位差距较大。没有任何改动。逐项看清后确要上报，请发：全部提交",
        "⚠️ Not accepted: the rest of this table would replace what others reported, or stands out. Nothing has changed. Please look at each; if it is meant, tap “Submit all”.",
    ),
    "import_done": Said("✅ 已收到 {count} 项，详见消息。", "✅ Values received: {count}; see the message."),
    "import_empty": Said(
        "⚠️ 没有受理：表里没有填任何数值。没有任何改动。请填好后重新发送。",
        "⚠️ Not accepted: there is no value in the table. Nothing has changed. Please fill it in and send it again.",
    ),
    "import_state": Said(
        "⚠️ 没有受理：成批报数不能写状态“{state}”，请留空；不涉及的请在核实卡上办理。没有任何改动。",
        "⚠️ Not accepted: a table cannot set the state “{state}”; please leave it empty; what does not apply is settled on its card. Nothing has changed.",
    ),
    "import_event": Said(
        "⚠️ 没有受理：事项请在 event 列写明标题。没有任何改动。",
        "⚠️ Not accepted: please write the title of the event into the column event. Nothing has changed.",
    ),
    "import_repeated": Said(
        "⚠️ 没有受理：表里已有这一件“{title}”，分不清是重复发生还是重复填写。没有任何改动。"
        "请删去这一行；确是重复发生的，请另发 /highlight，写明例如 日期：11月5日。",
        "⚠️ Not accepted: the table has “{title}” already, and I cannot tell whether it happened twice or was written twice. Nothing has changed. Please delete this row; if it did happen twice, send it by /highlight with its day, such as: date: 5 Nov",
    ),
    "import_note": Said(
        "⚠️ 没有受理：未通过的必达项还不能成批登记，请留空 note。没有任何改动。",
        "⚠️ Not accepted: a must-do that failed cannot be noted by a table; please leave note empty. Nothing has changed.",
    ),
    "import_veto": Said(
        "⚠️ 没有受理：一票否决不能随表登记，请由局领导发 /veto 单位 理由，另一人会签后生效。没有任何改动。",
        "⚠️ Not accepted: a veto cannot be noted by a table; please let a leader send /veto UNIT REASON, and it comes into force when another one signs. Nothing has changed.",
    ),
    "menu_form": Said("填报表，填好发回", "A form to fill in and send back"),
}


def placed(place: str) -> str:
    """Return a place of a table in the language that is spoken."""
    found = place
    for pattern, english in _PLACES:
        found = pattern.sub(english, found)
    return both(place, found)


def take_all(count: int, names: Sequence[str], replaced: int, *, more: bool) -> str:
    """Return what the button says that takes all: how many, and whose pending reports it replaces."""
    if not replaced:
        return both(f"⚠️ 全部提交 {count} 项", f"⚠️ Submit all {count}")
    who = listed(names)
    return both(
        f"⚠️ 全部提交 {count} 项（含替换{who}{'等' if more else ''}的 {replaced} 项）",
        f"⚠️ Submit all {count} ({replaced} replace those of {who}{' and others' if more else ''})",
    )
