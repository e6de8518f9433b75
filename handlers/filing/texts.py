"""What is said about matters by file."""

from handlers.matters.texts.words import COLUMN, until
from handlers.results import Values
from handlers.texts import Said, cut, listed
from scoring.calendar import worded
from scoring.language import Words, both
from scoring.reading.orders import (
    DEADLINE,
    HELPERS,
    KIND,
    MEASURE,
    ORDINAL,
    PARENT,
    PERSON,
    QUANTITY,
    SOURCE,
    TITLE,
    UNITS,
)

HOW = Words(
    {
        ORDINAL: (
            "自己编，只在被别的行写作“上级”时需要，例如 1",
            "your own number, needed only where another row names it as its parent, for example 1",
        ),
        KIND: ("督办种类；点格子可以选", "the kind of matter; the cell offers those that you can use"),
        TITLE: ("要办什么，100 字以内", "what is to be done, 100 characters at most"),
        UNITS: (
            "承办单位，几家用 、 隔开；全部市场监管所 就是每一家。留空就是上级事项，没有承办单位",
            "the units that do it, several with commas between them; “all of” before the name of an arena means every unit of it. Left empty, the row is a parent matter without a unit",
        ),
        DEADLINE: (
            "日期格（当天 17:00），或 11月25日 12:00、下周五、3个工作日；上级事项留空",
            "a date (17:00 of that day), 25 Nov 12:00, next Friday or 3 working days; empty in the row of a parent matter",
        ),
        QUANTITY: (
            "各家一样写 40；各家不同写 东湖所40、西溪所38；没有数量留空",
            "40 where all have the same, else Donghu Office 40, Xixi Office 38; empty where there is none",
        ),
        HELPERS: (
            "配合单位，几家用 、 隔开；只通知，不计分",
            "units that help, with commas between them; they are told, not scored",
        ),
        PERSON: ("姓名；上级事项必填", "a name; a parent matter needs one"),
        MEASURE: ("整改事项的措施", "how a problem is put right"),
        SOURCE: ("从哪里来，例如 第三次周调度会", "where it comes from, for example the third weekly meeting"),
        PARENT: (
            "本表里的序号，或台账号，例如 T0003",
            "the number of a row of this table, or one of the ledger, for example T0003",
        ),
    }
)
"""How the columns of the form are written."""
BOOKS = (("交办", "写法"), ("Matters", "How to write"))
"""The sheets of the form."""
NOTES = Words(
    {
        "kinds": ("可用的种类", "Kinds that you can use"),
        "arenas": ("擂台", "Arenas"),
        "rows": ("行数", "Rows"),
        "most": ("一次最多 {most} 行", "{most} rows at most"),
    }
)
"""What else the form tells."""
LEDGER = ("台账", "Ledger")
"""What the ledger is called as a file."""
ALONE = ("上级事项", "parent matter")
"""What nobody owes a part of."""
SUBMIT, CANCEL = ("✅ 确认提交 {count} 件", "✅ Assign all: {count}"), ("取消", "Cancel")
LONGEST = 400
"""Characters of a fault that are told."""
NO_MORE = 3
"""So many names are given of what may have been meant."""


def _meant(values: Values) -> dict[str, str]:
    """Name what may have been meant, or is missing."""
    named = values["named"]
    return {
        "meant": both("，您是不是要找：{}", "; did you mean: {}").format(listed(named[:NO_MORE])) if named else "",
        "known": listed(named) or both("本人能交办的种类", "a kind that you can assign"),
    }


def place(row: int) -> str:
    """Name a row of a table; 0 stands for all of it."""
    return both(f"第 {row} 行", f"Row {row}") if row else both("整张表", "The whole table")


def _file(values: Values) -> dict[str, str]:
    return {"file": cut(values["name"])}


def _at(values: Values) -> dict[str, str]:
    return {"at": place(values["row"]), "wrong": values["fault"][:LONGEST]}


def _above(values: Values) -> dict[str, str]:
    alone = values["alone"]
    return {
        "file": cut(values["name"]),
        "above": both(f"（其中上级事项 {alone} 件）", f" (of these, parent matters: {alone})") if alone else "",
    }


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
        "many": "" if quantity is None else _many(quantity, several=len(values["units"]) > 1),
        "over": both(f"（上级 {above}）", f" (parent: {above})") if under else "",
    }


def _many(quantity: int, *, several: bool) -> str:
    return both(f"，数量{'共' if several else ''} {quantity}", f", quantity {quantity}{' in all' if several else ''}")


def _filed(values: Values) -> dict[str, str]:
    return {"owners": listed(values["units"]) or both(*ALONE), "what": cut(values["title"])}


def _cut(values: Values) -> dict[str, str]:
    return {"what": cut(values["text"])}


def _columns(values: Values) -> dict[str, str]:
    """Name columns of the form."""
    return {"columns": cut(listed(COLUMN.get(name, name) for name in values["names"].split("、")))}


def _owed(values: Values) -> dict[str, str]:
    return {"columns": listed(COLUMN.get(name, name) for name in values["text"].split("、"))}


def _label(values: Values) -> dict[str, str]:
    return {"column": COLUMN.get(values["label"], values["label"])}


def _whose(values: Values) -> dict[str, str]:
    unit = worded(values["unit"])
    return {"whose": both(f"（{unit}）", f" ({unit})") if unit else ""}


def _both(values: Values) -> dict[str, str]:
    return {**_meant(values), **_cut(values)}


FAULTS = {
    "columns_missing": Said(
        "没有找到列：{columns}。请用 台账 导入 里的交办表填写，列名不要改",
        "Columns are missing: {columns}. Please fill in the form of /ledger import, and keep the names of its columns",
        _columns,
    ),
    "columns_unknown": Said(
        "不认识的列：{names}。请改回交办表的列名，或删去这些列",
        "Unknown columns: {names}. Please use the columns of the form, or delete these",
    ),
    "columns_twice": Said(
        "列名重复：{columns}。请只留一列", "Columns that are there twice: {columns}. Please keep one of each", _columns
    ),
    "rows_none": Said(
        "没有填任何一行。请在列名下面一行一件地填写",
        "No row is filled in. Please write one matter a row below the names of the columns",
    ),
    "rows_many": Said(
        "有 {count} 行，一次最多 {most} 行。请分成几份",
        "There are {count} rows; at most {most} are taken at once. Please split the table",
    ),
    "ordinal_twice": Said(
        "序号“{text}”与第 {row} 行重复。请各用各的序号",
        "Row {row} has the number “{text}” too. Please give each its own",
    ),
    "kind_missing": Said("没有写种类。请填：{known}", "The kind is missing. Please write one: {known}", _meant),
    "kind_unknown": Said(
        "没有叫“{what}”的督办种类{meant}。请填交办表“写法”里列出的种类",
        "There is no kind of matter called “{what}”{meant}. Please use one that the second sheet of the form lists",
        _both,
    ),
    "kind_not_yours": Said(
        "“{what}”不由您交办。请由 {known} 交办，或改填您能交办的种类",
        "“{what}” is not for you to assign. Please leave it to {known}, or write a kind that you can assign",
        _both,
    ),
    "title_missing": Said("没有写标题。请写清要办什么", "The title is missing. Please write what is to be done"),
    "title_long": Said("标题超过 {most} 字。请缩短", "The title has more than {most} characters. Please shorten it"),
    "unit_missing": Said(
        "没有写单位，却写了{columns}。请补上单位；这一行若是上级事项，请把{columns}留空",
        "The unit is missing, but {columns} is filled in. Please add the unit; in the row of a parent matter please leave that empty",
        _owed,
    ),
    "unit_unknown": Said(
        "没有叫“{what}”的单位{meant}。请填单位全称或简称，几家之间用 、 隔开",
        "There is no unit called “{what}”{meant}. Please write full or short names of units, with commas between them",
        _both,
    ),
    "arena_unknown": Said(
        "没有叫“{what}”的擂台{meant}。请写 全部 加擂台名，例如 全部市场监管所",
        "There is no arena called “{what}”{meant}. Please write “all of” and the arena's name, for example: all of Supervision Offices",
        _both,
    ),
    "own_unit": Said(
        "{known}是您本单位，不能由您交办。请去掉，或由别人交办",
        "{known} is your own unit, you cannot assign to it. Please take it out, or let somebody else assign it",
        _meant,
    ),
    "owner_missing": Said(
        "没有单位，也没有责任人。请补上单位；这一行若是上级事项，请写责任人",
        "There is neither a unit nor a person responsible. Please add the unit; in the row of a parent matter please write who is responsible",
    ),
    "deadline_missing": Said(
        "没有写时限。请填日期，例如 2026-11-25 或 11月25日 12:00",
        "The deadline is missing. Please write a date, for example 2026-11-25 or 11-25 12:00",
    ),
    "deadline_unread": Said(
        "没有看懂时限“{what}”。请填日期，例如 2026-11-25 或 11月25日 12:00",
        "The deadline “{what}” is not understood. Please write a date, for example 2026-11-25 or 11-25 12:00",
        _cut,
    ),
    "deadline_past": Said("时限已经过去。请改成以后的日期", "The deadline has passed. Please write a later day"),
    "deadline_too_soon": Said(
        "时限不到一小时。请改晚一些", "The deadline is less than an hour from now. Please write a later one"
    ),
    "deadline_outside": Said(
        "时限不在 {year} 年内。请改正日期", "The deadline is not in {year}. Please correct the date"
    ),
    "quantity_unread": Said(
        "没有看懂数量“{what}”。请填整数，例如 40，或 东湖所40、西溪所38",
        "The quantity “{what}” is not understood. Please write a whole number, for example 40, or Donghu Office 40, Xixi Office 38",
        _cut,
    ),
    "quantity_unit": Said(
        "数量里的“{what}”不是这一行的单位，或写了两次。请改正",
        "“{what}” in the quantity is not one of the units of this row, or is written twice. Please correct it",
        _cut,
    ),
    "quantity_left": Said(
        "数量没有写全，还缺 {known}。请补上", "The quantity does not name {known}. Please add it", _meant
    ),
    "label_long": Said(
        "{column}超过 {most} 字。请缩短", "{column} has more than {most} characters. Please shorten it", _label
    ),
    "parent_unread": Said(
        "上级“{what}”不是本表里的序号，也不是台账号。请填序号，或台账号，例如 T0003",
        "The parent “{what}” is neither a number of this table nor one of the ledger. Please write one, for example T0003",
        _cut,
    ),
    "parent_unknown": Said(
        "没有上级 {what}。请核对台账号，或填本表里的序号",
        "There is no parent {what}. Please check the number, or write one of this table",
        _cut,
    ),
    "parent_circle": Said(
        "上级“{what}”绕回到这一行自己。请改正上级",
        "The parent “{what}” leads back to this row. Please correct the parent",
        _cut,
    ),
    "same": Said(
        "已有同样的事项 {there}{whose}，还没有办结。不再交办的，请删去这一行",
        "The same matter is there already: {there}{whose}, not completed yet. If it is not meant again, please delete this row",
        _whose,
    ),
    "same_row": Said(
        "与第 {row} 行相同{whose}。不再交办的，请删去这一行",
        "The same as row {row}{whose}. If it is not meant again, please delete this row",
        _whose,
    ),
}
"""What is wrong with a row of a table, and what to write."""

TEXTS = {
    **{f"orders_{code}": said for code, said in FAULTS.items()},
    "orders_at": Said("{at}：{wrong}", "{at}: {wrong}", _at),
    "orders_faulty": Said(
        "⚠️ 没有受理：{file} 有 {count} 处要改，一件都没有交办，没有任何改动。请照下面改好，把文件重新发来：",
        "⚠️ Not accepted: {file} has faults: {count}. Nothing was assigned; nothing has changed. Please correct them as told below and send the file again:",
        _file,
    ),
    "orders_plan": Said(
        "📄 {file} 没有错误，可交办 {count} 件{above}：",
        "📄 {file} has no faults; matters to assign: {count}{above}:",
        _above,
    ),
    "orders_line": Said(
        "{at} {sort} {owners}，{due_told} 前{many}：{what}{over}",
        "{at} {sort} {owners}, due {due_told}{many}: {what}{over}",
        _planned,
    ),
    "orders_above_line": Said(
        "{at} {sort} 上级事项：{what}（责任人 {who}）{over}",
        "{at} {sort}, parent matter: {what} (responsible: {who}){over}",
        _planned,
    ),
    "orders_look": Said(
        "⚠️ 其中 {count} 行已有同样的事项，确要再交办的才提交，请先看清：",
        "⚠️ Rows for which there is the same matter already: {count}. Please look first, and press the button only if they are to be assigned again:",
    ),
    "orders_open": Said(
        "",
        "",
        open="还没有交办，按“确认提交”才交办（30分钟内有效）。",
        open_en="Nothing is assigned yet; the button below does that (within 30 minutes).",
    ),
    "orders_changed": Said(
        "⚠️ 没有受理：核对之后情况有变，一件都没有交办，没有任何改动。请看新发的消息，按现在的情况再定。",
        "⚠️ Not accepted: things have changed since the check. Nothing was assigned; nothing has changed. Please see the new message and decide again.",
    ),
    "orders_done": Said(
        "✅ 已交办 {count} 件，台账号见消息。", "✅ Matters assigned: {count}; their numbers are in the message."
    ),
    "orders_filed": Said("✅ 已交办 {count} 件，台账号：", "✅ Matters assigned: {count}. Their numbers:"),
    "orders_filed_line": Said("{entry} {owners}：{what}", "{entry} {owners}: {what}", _filed),
    "orders_nothing": Said(
        "📒 台账里没有您可以查看的事项，没有文件可发。",
        "📒 The ledger holds no matters that you may see, so there is no file.",
    ),
    "orders_form": Said(
        "📄 交办表：一行一件，填好后把文件发回给我（私聊，30分钟内；文件名里留着“交办”或“台账”的什么时候发都行）。"
        "先核对、列出全部，您按一次才交办。",
        "📄 The form: one matter a row. Fill it in and send the file back to me (in private, within 30 minutes; at any time if its name keeps “Matters” or “Ledger”). I check it and list everything; nothing is assigned until you press the button.",
    ),
    "orders_form_lost": Said(
        "⚠️ 交办表没有发成：聊天服务器没有收这个文件。没有任何改动。请稍后再发 台账 导入；急用请逐件发：交办 种类 单位 时限 标题",
        "⚠️ The form was not sent: the chat server did not take the file. Nothing has changed. Please send /ledger import again later; in a hurry assign one by one: /task KIND UNIT DEADLINE TITLE",
    ),
    "orders_book": Said("📒 台账 {count} 行，截至 {at}", "📒 Ledger, rows: {count}, as of {at}"),
    "orders_book_lost": Said(
        "⚠️ 台账没有发成：聊天服务器没有收这个文件。没有任何改动。请稍后再发 台账 导出。",
        "⚠️ The ledger was not sent: the chat server did not take the file. Nothing has changed. Please send /ledger export again later.",
    ),
    "menu_ledger": Said("督办台账", "Ledger of matters"),
}
