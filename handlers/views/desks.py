"""What the leads' desks say: the preview of a batch, what became of it, and one message for several decisions."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from handlers.results import Button, Claimed, Document, Edit, Message, Values
from handlers.results.desks import Batch, BatchDone, Form, Imported, Proposal, Proposed
from handlers.views import workbook
from handlers.views.boards import split_text
from handlers.views.cards import notice
from handlers.views.imports import table_fault, value_fault
from handlers.views.texts import STATES, escape, listed, numbered, sentence
from handlers.views.values import value_of

BATCH = Button("📋 批量确认（先看清单）", "bat:0:0")
SEEN = 20
"""At most so many buttons for what is left out."""
NAMED = 6
"""At most so many sheets of a form are named."""
_REASONS = {
    "far_from_arena": "偏离全擂台（中位数 {reference}）超过3倍中位绝对偏差",
    "far_from_last": "比上次变动超过20%",
}


def batch(found: Batch) -> tuple[Message, ...]:
    """List what one press would confirm, and what it leaves out; the buttons are under the last message."""
    rows: list[tuple[Button, ...]] = []
    parts = []
    if found.taken:
        parts.append(f"📋 批量确认预览：下面 {len(found.taken)} 项，按一次即逐项生效；现在还没有任何改动。")
        parts += [f"{place} {_line(each)}" for place, each in enumerate(found.taken, 1)]
        label = f"✅ 全部确认 {len(found.taken)} 项"
        rows = [(Button(label, f"bok:{found.draft}:0"), Button("取消", f"bno:{found.draft}:0"))]
    if found.left:
        parts.append(f"⚠️ 另有 {len(found.left)} 项不在这一批，请逐项核实（现在没有任何改动）：")
        parts += [f"{_line(each)}：{_why(each)}" for each in found.left]
        rows += [(_see(each.claimed),) for each in found.left[:SEEN]]
    if found.beyond:
        parts.append(f"还有 {found.beyond} 项，这一批办完再发“批量确认”。")
    texts = split_text("\n".join(parts))
    shown = tuple(rows) if found.draft is not None or not found.taken else ()
    return (*(Message(text) for text in texts[:-1]), Message(texts[-1], shown))


def batch_over(found: Batch, message: int) -> Edit:
    """Take the buttons off a preview that was answered."""
    return Edit(message, replace(batch(found)[-1], buttons=()))


def _see(claimed: Claimed) -> Button:
    return Button(f"看 {claimed.number:04} {claimed.unit}"[:40], f"see:{claimed.number}:{claimed.version}")


def _line(each: Proposed) -> str:
    claimed = each.claimed
    shown = f"{_about(claimed)}，{claimed.period}"
    return shown if each.last is None else f"{shown}｜上次 {escape(value_of(claimed, each.last))}"


def _about(claimed: Claimed) -> str:
    value = escape(value_of(claimed, claimed.amended))
    return f"{numbered(claimed.number)} {escape(claimed.unit)} {escape(claimed.metric)} {value}"


def _why(each: Proposed) -> str:
    return "；".join(_reason(code, values) for code, values in each.reasons)


def _reason(code: str, values: Values) -> str:
    """Say how a value stands out, or else why it is refused."""
    if code not in _REASONS:
        return sentence(code, values)
    return _REASONS[code].format_map({name: escape(value) for name, value in values.items()})


def batch_done(found: BatchDone) -> tuple[Message, ...]:
    """Tell what a batch confirmed, what still waits for another lead, and what was not confirmed and why."""
    confirmed = [each for each in found.done if each.state == "confirmed"]
    signed = [each for each in found.done if each.state != "confirmed"]
    parts = []
    if confirmed:
        parts.append(f"✅ 已确认 {len(confirmed)} 项，30分钟内可回复各自的核实卡“撤销”：")
        parts += [_about(each) for each in confirmed]
    if signed:
        parts.append(f"✍ 已签字 {len(signed)} 项，仍待核实（还需其他牵头单位签字）：")
        parts += [_about(each) for each in signed]
    if found.refused:
        parts.append(f"⚠️ 没有确认 {len(found.refused)} 项：")
        parts += [f"{_about(each)}：{sentence(code, values)}" for each, code, values in found.refused]
    return tuple(Message(text) for text in split_text("\n".join(parts)))


def notices(found: tuple[Claimed, ...]) -> tuple[Message, ...]:
    """Tell somebody in one message what was decided about several submissions."""
    return tuple(Message(text) for text in split_text("\n".join(notice(each).text for each in found)))


def imported(found: Imported) -> tuple[Message, ...]:
    """Tell a lead what a table brought in."""
    parts = [f"✅ 已收到 {summary([each.state for each in found.taken], found.unchanged)}。"]
    parts += [f"{_about(each)}，{each.period} {STATES[each.state]}" for each in found.taken]
    return tuple(Message(text) for text in split_text("\n".join(parts)))


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
    return Document(found.name, caption, partial(workbook.build, found))


def table_refused(code: str, values: Values) -> Message:
    """Tell what is wrong with a table as a whole."""
    return Message(f"⚠️ 没有受理：{escape(table_fault(code, values))}。没有任何改动。")


def table_faults(name: str, faults: Sequence[tuple[int, str, str, Values]]) -> tuple[Message, ...]:
    """Name every faulty row or cell of a table."""
    parts = [f"⚠️ 没有受理：{escape(name)} 有 {len(faults)} 处要改，一项都没有上报，没有任何改动。改好后重新发来即可："]
    parts += [escape(value_fault(place, code, values)) for _, place, code, values in faults]
    return tuple(Message(text) for text in split_text("\n".join(parts)))


def table_same(name: str, unchanged: int) -> Message:
    """Tell that a table holds nothing new."""
    return Message(f"{escape(name)} 里的 {unchanged} 项都与已确认的相同，没有任何改动。")


def proposal(found: Proposal) -> tuple[Message, ...]:
    """List what a table would report, to be done by one press."""
    at_once = sum(state == "confirmed" for *_, state in found.rows)
    how = [f"{at_once} 项提交即确认"] if at_once else []
    if at_once < len(found.rows):
        how.append(f"{len(found.rows) - at_once} 项须另一人核实（下面注明）")
    if found.unchanged:
        how.append(f"另有 {found.unchanged} 项与已确认的相同，不动")
    parts = [f"📄 {escape(found.name)} 没有错误，可上报 {len(found.rows)} 项（{'；'.join(how)}）。还没有上报："]
    for place, (unit, metric, value, period, state) in enumerate(found.rows, 1):
        waits = "" if state == "confirmed" else "（待另一人核实）"
        parts.append(f"{place} {escape(unit)} {escape(metric)} {escape(value)}，{period}{waits}")
    texts = split_text("\n".join(parts))
    submit = Button(f"✅ 确认提交 {len(found.rows)} 项", f"iok:{found.draft}:0")
    buttons = ((submit, Button("取消", f"ino:{found.draft}:0")),) if found.draft is not None else ()
    return (*(Message(text) for text in texts[:-1]), Message(texts[-1], buttons))


def proposal_over(found: Proposal, message: int) -> Edit:
    """Take the buttons off a proposal that was answered."""
    return Edit(message, proposal(replace(found, draft=None))[-1])
