"""What is said of a form and of a table that came in: what it would report, and what is wrong with it."""

import html
import re
from collections.abc import Sequence
from functools import partial

from handlers.results import Button, Document, Message, Rows, Values
from handlers.submissions.texts import STATES, standing_out
from handlers.submissions.views.lines import in_a_line
from handlers.submissions.views.values import figure
from handlers.tables.results import Form, Imported, Proposal, Proposed
from handlers.tables.texts import REPLACES, take_all
from handlers.tables.views import workbook
from handlers.texts import SENTENCES, escape, listed, messages, open_in, sentence
from scoring.faults import words

NAMED = 6
"""At most so many sheets of a form are named."""
NAMED_REPORTERS = 3
"""At most so many people are named on a button."""
_FILL_AGAIN = "请用填报表重新填写，或另存为 .xlsx（Excel 工作簿）"

_TABLES = {
    "table_macros_by_name": "{name} 可以带宏，不收：请另存为 .xlsx（Excel 工作簿）",
    "table_macros": "{name} 里有宏，不收：" + _FILL_AGAIN,
    "table_old": "{name} 是旧版 Excel 格式，请另存为 .xlsx 或 UTF-8 编码的 .csv",
    "table_other": "{name} 不是表格文件：请发 .xlsx，或 UTF-8 编码的 .csv",
    "table_other_document": "{name} 不是 Excel 工作簿：" + _FILL_AGAIN,
    "table_too_big": "{name} 太大（超过 2 MB）：请删去图片和无关的工作表，" + _FILL_AGAIN,
    "table_bomb": "{name} 展开后太大：请删去多余的行、图片和工作表，" + _FILL_AGAIN,
    "table_long": "{name} 超过 {rows} 行或 {cells} 格：请只留要报的行和列",
    "table_wide": "{name} 超过 {most} 列：请只留要报的列",
    "table_many_sheets": "{name} 超过 {most} 张工作表：请只留要报的",
    "table_locked": "{name} 设有打开密码，或是旧版格式：请取消密码，" + _FILL_AGAIN,
    "table_broken": "{name} 已损坏，打不开：" + _FILL_AGAIN,
    "table_strange": "{name} 里有工作簿不该有的内容，不收：" + _FILL_AGAIN,
    "table_csv": "{name} 读不出来：请另存为 UTF-8 编码的 CSV（CSV UTF-8），引号要成对",
    "table_formulas": "{name} 里有公式，算出来的数不可靠，不收（{count} 处）：{cells}。请粘贴为数值后再发",
    "table_many_values": "{name} 有 {count} 项，聊天里一次最多 {most} 项：请分成几份，或请管理员用命令行导入",
    "table_not_fetched": "{name} 没能从聊天服务器取到：请重新发送一次",
}


def imported(found: Imported) -> tuple[Message, ...]:
    """Tell a lead what a table brought in."""
    parts = [f"✅ 已收到 {summary([each.state for each in found.taken], found.unchanged)}。"]
    parts += [f"{in_a_line(each)}，{each.period} {STATES[each.state]}" for each in found.taken]
    return messages(parts)


def summary(states: Sequence[str], unchanged: int) -> str:
    """Count what a table reports by what becomes of it."""
    confirmed = sum(state == "confirmed" for state in states)
    counted = [f"已确认 {confirmed} 项"] if confirmed else []
    if len(states) > confirmed:
        counted.append(f"待核实 {len(states) - confirmed} 项")
    if unchanged:
        counted.append(f"与已确认的相同、没有变动 {unchanged} 项")
    return f"{len(states)} 项" + (f"（{'，'.join(counted)}）" if counted else "")


def form(found: Form) -> Document:
    """Hand over a form."""
    told = listed(escape(sheet.title) for sheet in found.sheets[:NAMED])
    caption = f"📄 {told}{'等' if len(found.sheets) > NAMED else ''}。填好后把文件原样发回给我（私聊）：先核对、列出全部，您按一次才上报。"
    return Document(found.name, caption, partial(workbook.build, found), sentence("form_lost", {}))


def table_refused(code: str, values: Values) -> Message:
    """Tell what is wrong with a table as a whole."""
    return Message(f"⚠️ 没有受理：{escape(table_fault(code, values))}。没有任何改动。")


def table_faults(name: str, faults: Sequence[tuple[int, str, str, Values]]) -> tuple[Message, ...]:
    """Name every faulty row or cell of a table."""
    parts = [f"⚠️ 没有受理：{escape(name)} 有 {len(faults)} 处要改，一项都没有上报，没有任何改动。改好后重新发来即可："]
    parts += [escape(value_fault(place, code, values)) for _, place, code, values in faults]
    return messages(parts)


def table_same(name: str, unchanged: int) -> Message:
    """Tell that a table holds nothing new."""
    return Message(f"{escape(name)} 里的 {unchanged} 项都与已确认的相同，没有任何改动。")


def proposal(found: Proposal) -> tuple[Message, ...]:
    """List what a table would report: by one press what is plain, by another what somebody should look at first too."""
    at_once = sum(row.state == "confirmed" for row in found.rows)
    how = [f"{at_once} 项提交即确认"] if at_once else []
    if at_once < len(found.rows):
        how.append(f"{len(found.rows) - at_once} 项须另一人核实（下面注明）")
    if found.unchanged:
        how.append(f"另有 {found.unchanged} 项与已确认的相同，不动")
    parts = [f"📄 {escape(found.name)} 没有错误，可上报 {len(found.rows)} 项（{'；'.join(how)}）："]
    plain, held = ([row for row in found.rows if row.held is wanted] for wanted in (False, True))
    parts += [f"{place} {_proposed(row)}" for place, row in enumerate(plain, 1)]
    if held:
        parts.append(sentence("import_look", {"count": len(held)}))
        parts += [f"{place} {_proposed(row)}：{_why(row)}" for place, row in enumerate(held, len(plain) + 1)]
    rows = _answers(found, len(plain), held)
    return messages([*parts, sentence("import_open", {})], rows, open_in("import_open", {}, rows))


def _proposed(row: Proposed) -> str:
    """Write what a row would report, what it replaces, and whose that is."""
    before = row.replaced
    values = [None if before is None else before.value, row.value]
    value = " → ".join(figure(each, row.metric_unit, row.scale) for each in values if each) or row.event
    said = f"{escape(row.unit)} {escape(row.metric)} {escape(value)}，{row.period}"
    if before is not None:
        said += sentence("import_before", {"name": before.reporter, "state": STATES[before.state]})
    return said if row.state == "confirmed" else f"{said}（待另一人核实）"


def _why(row: Proposed) -> str:
    """Say why a row waits for a word of its own."""
    others = REPLACES.format(name=row.replaced.reporter) if row.replaced and row.replaced.of_other else ""
    return escape("；".join(filter(None, (others, standing_out(row.reasons)))))


def _answers(found: Proposal, plain: int, held: Sequence[Proposed]) -> Rows:
    """Return the buttons under a proposal; the one that takes all names whose pending reports it replaces."""
    cancel = Button("取消", f"table_discard:{found.draft}:0")
    submit = (Button(f"✅ 确认提交 {plain} 项", f"table_submit:{found.draft}:0"), cancel)
    if not held:
        return (submit,)
    names = [row.replaced.reporter for row in held if row.replaced and row.replaced.of_other]
    named = [*dict.fromkeys(names)]
    others = take_all(len(found.rows), named[:NAMED_REPORTERS], len(names), more=len(named) > NAMED_REPORTERS)
    every = Button(others, f"table_all:{found.draft}:0")
    return (submit, (every,)) if plain else ((every,), (cancel,))


def table_fault(code: str, values: Values) -> str:
    """Return what is wrong with a table as a whole as a sentence."""
    shown = {name: "、".join(value) if isinstance(value, list) else value for name, value in values.items()}
    return _TABLES[code].format_map(shown)


def value_fault(place: str, code: str, values: Values) -> str:
    """Return one fault of a table of values as a sentence with its place: what a cell says, or what a report hears."""
    said = html.unescape(sentence(code, values)) if code in SENTENCES else words(code, values)
    said = re.sub(r"^\W*没有受理：|，没有任何改动|。没有任何改动(?=。)", "", said)
    return f"{place}：{said}" if place else said
