"""What is said about matters by file."""

from collections.abc import Mapping

from handlers.matters.texts.words import until
from handlers.results import Values
from handlers.texts import Said, cut, listed

HOW: Mapping[str, str] = {
    "序号": "自己编，只在被别的行写作“上级”时需要，例如 1",
    "种类": "督办种类；点格子可以选",
    "标题": "要办什么，100 字以内",
    "单位": "承办单位，几家用 、 隔开；全部市场监管所 就是每一家。留空就是上级事项，没有承办单位",
    "时限": "日期格（当天 17:00），或 11月25日 12:00、下周五、3个工作日；上级事项留空",
    "数量": "各家一样写 40；各家不同写 东湖所40、西溪所38；没有数量留空",
    "配合": "配合单位，几家用 、 隔开；只通知，不计分",
    "责任人": "姓名；上级事项必填",
    "措施": "整改事项的措施",
    "来源": "从哪里来，例如 第三次周调度会",
    "上级": "本表里的序号，或台账号，例如 T0003",
}
"""How the columns of the form are written."""
BOOKS = ("交办", "写法")
"""The sheets of the form."""
NOTES = {"kinds": "可用的种类", "arenas": "擂台", "rows": "行数", "most": "一次最多 {most} 行"}
"""What else the form tells."""
LEDGER = "台账"
"""What the ledger is called as a file."""
ALONE = "上级事项"
"""What nobody owes a part of."""
SUBMIT, CANCEL = "✅ 确认提交 {count} 件", "取消"
LONGEST = 400
"""Characters of a fault that are told."""
NO_MORE = 3
"""So many names are given of what may have been meant."""


def _meant(values: Values) -> dict[str, str]:
    """Name what may have been meant, or is missing."""
    named = values["named"]
    return {
        "meant": f"，您是不是要找：{listed(named[:NO_MORE])}" if named else "",
        "known": listed(named) or "本人能交办的种类",
    }


def place(row: int) -> str:
    """Name a row of a table; 0 stands for all of it."""
    return f"第 {row} 行" if row else "整张表"


def _file(values: Values) -> dict[str, str]:
    return {"file": cut(values["name"])}


def _at(values: Values) -> dict[str, str]:
    return {"at": place(values["row"]), "wrong": values["fault"][:LONGEST]}


def _above(values: Values) -> dict[str, str]:
    alone = values["alone"]
    return {"file": cut(values["name"]), "above": f"（其中{ALONE} {alone} 件）" if alone else ""}


def _planned(values: Values) -> dict[str, str]:
    """Say of a row whose it is, how much there is to do, and what is above it."""
    quantity, under = values["quantity"], values["under"]
    above = cut(under) if isinstance(under, str) else place(under)
    return {
        "at": place(values["row"]),
        "owners": listed(values["units"]),
        "what": cut(values["title"]),
        "sort": cut(values["kind"]),
        "who": cut(values["responsible"] or ""),
        "due_told": until(values["due"]) if values["due"] else "",
        "many": "" if quantity is None else f"，数量{'共' if len(values['units']) > 1 else ''} {quantity}",
        "over": f"（上级 {above}）" if under else "",
    }


def _filed(values: Values) -> dict[str, str]:
    return {"owners": listed(values["units"]) or ALONE, "what": cut(values["title"])}


def _cut(values: Values) -> dict[str, str]:
    return {"what": cut(values["text"])}


def _whose(values: Values) -> dict[str, str]:
    return {"whose": f"（{values['unit']}）" if values["unit"] else ""}


def _both(values: Values) -> dict[str, str]:
    return {**_meant(values), **_cut(values)}


FAULTS = {
    "columns_missing": Said("没有找到列：{names}。请用 台账 导入 里的交办表填写，列名不要改", ""),
    "columns_unknown": Said("不认识的列：{names}。请改回交办表的列名，或删去这些列", ""),
    "columns_twice": Said("列名重复：{names}。请只留一列", ""),
    "rows_none": Said("没有填任何一行。请在列名下面一行一件地填写", ""),
    "rows_many": Said("有 {count} 行，一次最多 {most} 行。请分成几份", ""),
    "ordinal_twice": Said("序号“{text}”与第 {row} 行重复。请各用各的序号", ""),
    "kind_missing": Said("没有写种类。请填：{known}", "", _meant),
    "kind_unknown": Said("没有叫“{what}”的督办种类{meant}。请填交办表“写法”里列出的种类", "", _both),
    "kind_not_yours": Said("“{what}”不由您交办。请由 {known} 交办，或改填您能交办的种类", "", _both),
    "title_missing": Said("没有写标题。请写清要办什么", ""),
    "title_long": Said("标题超过 {most} 字。请缩短", ""),
    "unit_missing": Said("没有写单位，却写了{text}。请补上单位；这一行若是上级事项，请把{text}留空", ""),
    "unit_unknown": Said("没有叫“{what}”的单位{meant}。请填单位全称或简称，几家之间用 、 隔开", "", _both),
    "arena_unknown": Said("没有叫“{what}”的擂台{meant}。请写 全部 加擂台名，例如 全部市场监管所", "", _both),
    "own_unit": Said("{known}是您本单位，不能由您交办。请去掉，或由别人交办", "", _meant),
    "owner_missing": Said("没有单位，也没有责任人。请补上单位；这一行若是上级事项，请写责任人", ""),
    "deadline_missing": Said("没有写时限。请填日期，例如 2026-11-25 或 11月25日 12:00", ""),
    "deadline_unread": Said("没有看懂时限“{what}”。请填日期，例如 2026-11-25 或 11月25日 12:00", "", _cut),
    "deadline_past": Said("时限已经过去。请改成以后的日期", ""),
    "deadline_too_soon": Said("时限不到一小时。请改晚一些", ""),
    "deadline_outside": Said("时限不在 {year} 年内。请改正日期", ""),
    "quantity_unread": Said("没有看懂数量“{what}”。请填整数，例如 40，或 东湖所40、西溪所38", "", _cut),
    "quantity_unit": Said("数量里的“{what}”不是这一行的单位，或写了两次。请改正", "", _cut),
    "quantity_left": Said("数量没有写全，还缺 {known}。请补上", "", _meant),
    "label_long": Said("{label}超过 {most} 字。请缩短", ""),
    "parent_unread": Said("上级“{what}”不是本表里的序号，也不是台账号。请填序号，或台账号，例如 T0003", "", _cut),
    "parent_unknown": Said("没有上级 {what}。请核对台账号，或填本表里的序号", "", _cut),
    "parent_circle": Said("上级“{what}”绕回到这一行自己。请改正上级", "", _cut),
    "same": Said("已有同样的事项 {there}{whose}，还没有办结。不再交办的，请删去这一行", "", _whose),
    "same_row": Said("与第 {row} 行相同{whose}。不再交办的，请删去这一行", "", _whose),
}
"""What is wrong with a row of a table, and what to write."""

TEXTS = {
    **{f"orders_{code}": said for code, said in FAULTS.items()},
    "orders_at": Said("{at}：{wrong}", "", _at),
    "orders_faulty": Said(
        "⚠️ 没有受理：{file} 有 {count} 处要改，一件都没有交办，没有任何改动。请照下面改好，把文件重新发来：", "", _file
    ),
    "orders_plan": Said("📄 {file} 没有错误，可交办 {count} 件{above}：", "", _above),
    "orders_line": Said("{at} {sort} {owners}，{due_told} 前{many}：{what}{over}", "", _planned),
    "orders_above_line": Said("{at} {sort} 上级事项：{what}（责任人 {who}）{over}", "", _planned),
    "orders_look": Said("⚠️ 其中 {count} 行已有同样的事项，确要再交办的才提交，请先看清：", ""),
    "orders_open": Said("", "", open="还没有交办，按“确认提交”才交办（30分钟内有效）。"),
    "orders_changed": Said(
        "⚠️ 没有受理：核对之后情况有变，一件都没有交办，没有任何改动。请看新发的消息，按现在的情况再定。", ""
    ),
    "orders_done": Said("✅ 已交办 {count} 件，台账号见消息。", ""),
    "orders_filed": Said("✅ 已交办 {count} 件，台账号：", ""),
    "orders_filed_line": Said("{entry} {owners}：{what}", "", _filed),
    "orders_nothing": Said("📒 台账里没有您可以查看的事项，没有文件可发。", ""),
    "orders_form": Said(
        "📄 交办表：一行一件，填好后把文件发回给我（私聊，30分钟内；文件名里留着“交办”或“台账”的什么时候发都行）。"
        "先核对、列出全部，您按一次才交办。",
        "",
    ),
    "orders_form_lost": Said(
        "⚠️ 交办表没有发成：聊天服务器没有收这个文件。没有任何改动。请稍后再发 台账 导入；急用请逐件发：交办 种类 单位 时限 标题",
        "",
    ),
    "orders_book": Said("📒 台账 {count} 行，截至 {at}", ""),
    "orders_book_lost": Said("⚠️ 台账没有发成：聊天服务器没有收这个文件。没有任何改动。请稍后再发 台账 导出。", ""),
    "menu_ledger": Said("督办台账", ""),
}
