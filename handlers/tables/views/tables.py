"""What is said of a form and of a table that came in: what it would report, and what is wrong with it."""

import html
import re
from collections.abc import Iterator, Sequence
from functools import partial

from handlers.results import Button, Document, Message, Rows, Values
from handlers.submissions.texts import STATES, standing_out
from handlers.submissions.views.lines import in_a_line
from handlers.submissions.views.values import figure
from handlers.tables.results import Form, Imported, Proposal, Proposed
from handlers.tables.texts import REPLACES, placed, take_all
from handlers.tables.views import workbook
from handlers.texts import SENTENCES, escape, listed, messages, open_in, sentence
from scoring.calendar import worded
from scoring.faults import words
from scoring.language import Words, both, named

NAMED = 6
"""At most so many sheets of a form are named."""
NAMED_REPORTERS = 3
"""At most so many people are named on a button."""
_AGAIN = (
    "请用填报表重新填写，或另存为 .xlsx（Excel 工作簿）",
    "please fill in the form again, or save it as .xlsx (Excel workbook)",
)

_TABLES = Words(
    {
        "table_macros_by_name": (
            "{name} 可以带宏，不收：请另存为 .xlsx（Excel 工作簿）",
            "{name} may hold macros and is not taken: please save it as .xlsx (Excel workbook)",
        ),
        "table_macros": ("{name} 里有宏，不收：" + _AGAIN[0], "{name} holds macros and is not taken: " + _AGAIN[1]),
        "table_old": (
            "{name} 是旧版 Excel 格式，请另存为 .xlsx 或 UTF-8 编码的 .csv",
            "{name} is of an old Excel format; please save it as .xlsx or as .csv in UTF-8",
        ),
        "table_other": (
            "{name} 不是表格文件：请发 .xlsx，或 UTF-8 编码的 .csv",
            "{name} is no table: please send .xlsx, or .csv in UTF-8",
        ),
        "table_other_document": ("{name} 不是 Excel 工作簿：" + _AGAIN[0], "{name} is no Excel workbook: " + _AGAIN[1]),
        "table_too_big": (
            "{name} 太大（超过 2 MB）：请删去图片和无关的工作表，" + _AGAIN[0],
            "{name} is too big (more than 2 MB): please delete pictures and other sheets, or " + _AGAIN[1],
        ),
        "table_bomb": (
            "{name} 展开后太大：请删去多余的行、图片和工作表，" + _AGAIN[0],
            "{name} is too big once unpacked: please delete needless rows, pictures and sheets, or " + _AGAIN[1],
        ),
        "table_long": (
            "{name} 超过 {rows} 行或 {cells} 格：请只留要报的行和列",
            "{name} has more than {rows} rows or {cells} cells: please keep only the rows and columns to report",
        ),
        "table_wide": (
            "{name} 超过 {most} 列：请只留要报的列",
            "{name} has more than {most} columns: please keep only those to report",
        ),
        "table_many_sheets": (
            "{name} 超过 {most} 张工作表：请只留要报的",
            "{name} has more than {most} sheets: please keep only those to report",
        ),
        "table_locked": (
            "{name} 设有打开密码，或是旧版格式：请取消密码，" + _AGAIN[0],
            "{name} needs a password to open, or is of an old format: please take the password off, or " + _AGAIN[1],
        ),
        "table_broken": ("{name} 已损坏，打不开：" + _AGAIN[0], "{name} is damaged and cannot be opened: " + _AGAIN[1]),
        "table_strange": (
            "{name} 里有工作簿不该有的内容，不收：" + _AGAIN[0],
            "{name} holds what a workbook should not and is not taken: " + _AGAIN[1],
        ),
        "table_csv": (
            "{name} 读不出来：请另存为 UTF-8 编码的 CSV（CSV UTF-8），引号要成对",
            "{name} cannot be read: please save it as CSV in UTF-8 (CSV UTF-8), with quotes in pairs",
        ),
        "table_formulas": (
            "{name} 里有公式，算出来的数不可靠，不收（{count} 处）：{cells}。请粘贴为数值后再发",
            "{name} holds formulas; their results cannot be relied on and are not taken (cells: {count}): {cells}. Please paste values and send it again",
        ),
        "table_many_values": (
            "{name} 有 {count} 项，聊天里一次最多 {most} 项：请分成几份，或请管理员用命令行导入",
            "{name} has {count} values; in the chat {most} at most at a time: please split it, or ask an admin to import it by the command line",
        ),
        "table_not_fetched": (
            "{name} 没能从聊天服务器取到：请重新发送一次",
            "{name} could not be fetched from the chat server: please send it once more",
        ),
    }
)

_FRAME = (
    r"^\W*没有受理：|，没有任何改动|。没有任何改动(?=。)",
    r"^\W*Not accepted: |; nothing has changed| Nothing has changed\.",
)
"""What a sentence says of a whole message and a list of faults says once."""


def imported(found: Imported) -> tuple[Message, ...]:
    """Tell a lead what a table brought in."""
    count = summary([each.state for each in found.taken], found.unchanged)
    parts = [both(f"✅ 已收到 {count}。", f"✅ Taken in: {count}.")]
    comma = both("，", ", ")
    parts += [f"{in_a_line(each)}{comma}{worded(each.period)} {STATES[each.state]}" for each in found.taken]
    return messages(parts)


def summary(states: Sequence[str], unchanged: int) -> str:
    """Count what a table reports by what becomes of it."""
    confirmed = sum(state == "confirmed" for state in states)
    counted = [both(f"已确认 {confirmed} 项", f"{confirmed} confirmed")] if confirmed else []
    if pending := len(states) - confirmed:
        counted.append(both(f"待核实 {pending} 项", f"{pending} to be reviewed"))
    if unchanged:
        counted.append(
            both(f"与已确认的相同、没有变动 {unchanged} 项", f"{unchanged} as confirmed before, not changed")
        )
    told = listed(counted, "，")
    return both(f"{len(states)} 项", f"{len(states)} values") + (both(f"（{told}）", f" ({told})") if counted else "")


def form(found: Form) -> Document:
    """Hand over a form."""
    told = listed(escape(sheet.title) for sheet in found.sheets[:NAMED])
    more = len(found.sheets) > NAMED
    caption = both(
        f"📄 {told}{'等' if more else ''}。填好后把文件原样发回给我（私聊）：先核对、列出全部，您按一次才上报。",
        f"📄 {told}{' and others' if more else ''}. Fill it in and send the file back to me (in our private chat): it is checked and listed first, and nothing is reported until you tap once.",
    )
    return Document(found.name, caption, partial(workbook.build, found), sentence("form_lost", {}))


def table_refused(code: str, values: Values) -> Message:
    """Tell what is wrong with a table as a whole."""
    fault = escape(table_fault(code, values))
    return Message(both(f"⚠️ 没有受理：{fault}。没有任何改动。", f"⚠️ Not accepted: {fault}. Nothing has changed."))


def table_faults(name: str, faults: Sequence[tuple[int, str, str, Values]]) -> tuple[Message, ...]:
    """Name every faulty row or cell of a table."""
    file, count = escape(name), len(faults)
    parts = [
        both(
            f"⚠️ 没有受理：{file} 有 {count} 处要改，一项都没有上报，没有任何改动。改好后重新发来即可：",
            f"⚠️ Not accepted: {file}, places to mend: {count}; nothing was reported and nothing has changed. Please mend them and send it again:",
        )
    ]
    parts += [escape(value_fault(place, code, values)) for _, place, code, values in faults]
    return messages(parts)


def table_same(name: str, unchanged: int) -> Message:
    """Tell that a table holds nothing new."""
    file = escape(name)
    return Message(
        both(
            f"{file} 里的 {unchanged} 项都与已确认的相同，没有任何改动。",
            f"All {unchanged} values of {file} are as confirmed before; nothing has changed.",
        )
    )


def proposal(found: Proposal) -> tuple[Message, ...]:
    """List what a table would report: by one press what is plain, by another what somebody should look at first too."""
    file, count = escape(found.name), len(found.rows)
    how = listed(_how_taken(found), "；")
    parts = [
        both(
            f"📄 {file} 没有错误，可上报 {count} 项（{how}）：",
            f"📄 {file} has no faults; values to report: {count} ({how}):",
        )
    ]
    plain, held = ([row for row in found.rows if row.held is wanted] for wanted in (False, True))
    parts += [f"{place} {_proposed(row)}" for place, row in enumerate(plain, 1)]
    if held:
        colon = both("：", ": ")
        parts.append(sentence("import_look", {"count": len(held)}))
        parts += [f"{place} {_proposed(row)}{colon}{_why(row)}" for place, row in enumerate(held, len(plain) + 1)]
    rows = _answers(found, len(plain), held)
    return messages([*parts, sentence("import_open", {})], rows, open_in("import_open", {}, rows))


def _how_taken(found: Proposal) -> Iterator[str]:
    """Say what becomes of the rows of a table."""
    at_once, every, unchanged = sum(row.state == "confirmed" for row in found.rows), len(found.rows), found.unchanged
    if at_once:
        yield both(f"{at_once} 项提交即确认", f"{at_once} confirmed at once")
    if rest := every - at_once:
        yield both(f"{rest} 项须另一人核实（下面注明）", f"{rest} to be reviewed by somebody else, as noted below")
    if unchanged:
        yield both(f"另有 {unchanged} 项与已确认的相同，不动", f"{unchanged} more as confirmed before, left alone")


def _proposed(row: Proposed) -> str:
    """Write what a row would report, what it replaces, and whose that is."""
    before = row.replaced
    values = [None if before is None else before.value, row.value]
    value = " → ".join(figure(each, row.metric_unit, row.scale) for each in values if each) or row.event
    what = f"{escape(named(row.unit))} {escape(named(row.metric))} {escape(value)}"
    said = f"{what}{both('，', ', ')}{worded(row.period)}"
    if before is not None:
        said += sentence("import_before", {"name": before.reporter, "state": STATES[before.state]})
    return said if row.state == "confirmed" else said + both("（待另一人核实）", " (to be reviewed)")


def _why(row: Proposed) -> str:
    """Say why a row waits for a word of its own."""
    others = both(*REPLACES).format(name=row.replaced.reporter) if row.replaced and row.replaced.of_other else ""
    return escape(listed(filter(None, (others, standing_out(row.reasons))), "；"))


def _answers(found: Proposal, plain: int, held: Sequence[Proposed]) -> Rows:
    """Return the buttons under a proposal; the one that takes all names whose pending reports it replaces."""
    cancel = Button(both("取消", "Cancel"), f"table_discard:{found.draft}:0")
    submit = (Button(both(f"✅ 确认提交 {plain} 项", f"✅ Submit {plain}"), f"table_submit:{found.draft}:0"), cancel)
    if not held:
        return (submit,)
    names = [row.replaced.reporter for row in held if row.replaced and row.replaced.of_other]
    named = [*dict.fromkeys(names)]
    others = take_all(len(found.rows), named[:NAMED_REPORTERS], len(names), more=len(named) > NAMED_REPORTERS)
    every = Button(others, f"table_all:{found.draft}:0")
    return (submit, (every,)) if plain else ((every,), (cancel,))


def table_fault(code: str, values: Values) -> str:
    """Return what is wrong with a table as a whole as a sentence."""
    shown = {name: listed(value) if isinstance(value, list) else value for name, value in values.items()}
    return _TABLES[code].format_map(shown)


def value_fault(place: str, code: str, values: Values) -> str:
    """Return one fault of a table of values as a sentence with its place: what a cell says, or what a report hears."""
    said = html.unescape(sentence(code, values)) if code in SENTENCES else words(code, values)
    said = re.sub(both(*_FRAME), "", said)
    return both(f"{place}：{said}", f"{placed(place)}: {said}") if place else said
