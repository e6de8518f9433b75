"""The receipt: what was taken of a report and what was not, line by line."""

from handlers.deciding.views import QUESTION
from handlers.reporting.results import LineOutcome, PlainOffer, Receipt, WouldReport
from handlers.reporting.texts import UNCHANGED
from handlers.results import Button, Message, Open
from handlers.submissions.results import Claimed
from handlers.submissions.texts import ABOUT, STATES
from handlers.submissions.views import cases
from handlers.submissions.views.cards import BUTTONS, about, details, hint, waiting_buttons
from handlers.submissions.views.sealed import sealed
from handlers.submissions.views.values import by_whom, figure, value_of
from handlers.texts import ECHOED, escape, listed, messages, numbered, open_in, sentence, when
from scoring.calendar import worded
from scoring.language import both
from scoring.standings.publish import Scale

CORRECTABLE = ("locked_claim", "report_when_confirmed")
"""Refusals of a line that a correction signed by two people may mend."""


def receipt(found: Receipt) -> tuple[Message, ...]:
    """Tell what was taken and what was not, line by line; in several messages where one is too short."""
    if len(found.taken) == 1 and not found.others:
        claimed, same = found.taken[0]
        return (_single(claimed, same=same),)
    parts: list[str] = []
    buttons: list[tuple[Button, ...]] = []
    opened: list[Open] = []
    if found.taken:
        parts.append(both(f"✅ 已收到 {len(found.taken)} 项：", f"✅ Received {len(found.taken)}:"))
        parts += [
            f"{numbered(c.number)} {escape(worded(c.metric))} {escape(value_of(c))} {_state(c)}{_proven(c)}"
            for c, _ in found.taken
        ]
    for outcome in found.others:
        line = _open_line(outcome, alone=not found.taken and len(found.others) == 1)
        parts.append(_of_one(line) if found.taken else line)
        if outcome.draft is not None:
            rows = _options(outcome)
            buttons += rows
            opened += open_in(outcome.code or "", outcome.values, tuple(rows))
        if outcome.code in CORRECTABLE:
            key = f"{outcome.values['number']}:{outcome.values['version']}"
            buttons.append((sealed(ABOUT["correct"], f"propose:{key}", outcome.values.get("seal", "")),))
    return messages(parts, tuple(buttons), tuple(opened))


def offered(found: PlainOffer) -> tuple[Message, ...]:
    """Tell what lines without a command would report, and ask whether that is meant."""
    asks = {"asks": both(*QUESTION)}
    parts = [sentence("plain", asks), *(_would(one, scale) for one, scale in found.would)]
    parts += [f"{escape(line[:ECHOED])}\n　{sentence(code, values)}" for line, code, values in found.others]
    yes, no = both("上报", "Report"), both("取消", "Cancel")
    rows = ((Button(yes, f"plain:{found.draft}:1"), Button(no, f"plain:{found.draft}:0")),)
    return messages(parts, rows, open_in("plain", asks, rows))


def _would(one: WouldReport, scale: Scale | None) -> str:
    value = escape(figure(one.value, one.metric_unit, scale))
    rest = listed((value, one.period, escape(worded(one.unit))), "，")
    shown = f"{escape(worded(one.metric))}{both('：', ': ')}{rest}"
    return shown if one.number is None else f"{shown}{sentence('plain_new_value', {'number': one.number})}"


def _proven(claimed: Claimed) -> str:
    return sentence("proven", {"count": claimed.evidence}) if claimed.evidence else ""


def _state(claimed: Claimed) -> str:
    if claimed.state == "confirmed":
        return STATES["confirmed"]
    who = escape(by_whom(claimed))
    shown = both(f"待核实（{who}）", f"to be reviewed ({who})")
    return f"{shown} {ABOUT['unreached']}" if claimed.unreached else shown


def _open_line(outcome: LineOutcome, *, alone: bool) -> str:
    shown = sentence(outcome.code or "", outcome.values)
    return shown if alone else f"{escape(outcome.line[:ECHOED])}\n　{shown}"


def _of_one(line: str) -> str:
    """Say of one line alone that it changes nothing, where others of the same message do."""
    return line.replace(UNCHANGED["all"], UNCHANGED["one"])


def _options(outcome: LineOutcome) -> list[tuple[Button, ...]]:
    if outcome.code == "locked_missing":
        return [(Button(ABOUT["correct"], f"answer:{outcome.draft}:0"),)]
    shown = [worded(option) for option in outcome.options]
    labels = [option if len(option) <= 40 else f"{option[:39]}…" for option in shown]
    buttons = tuple(Button(label, f"answer:{outcome.draft}:{index}") for index, label in enumerate(labels))
    again = both("取消", "Cancel") if outcome.code == "evidence_held" else both("重新输入", "Write it anew")
    other = Button(again, f"answer:{outcome.draft}:-1")
    return [*((button,) for button in buttons), (other,)] if "choices" in outcome.values else [(*buttons, other)]


def _single(claimed: Claimed, *, same: bool) -> Message:
    head = both("✅ 已收到，", "✅ Received, ") + numbered(claimed.number)
    if same:
        head += both("（与先前相同，没有重复计入）", " (the same as before, counted once)")
    elif claimed.version > 1:
        head += both(f"（第{claimed.version}版）", f" (version {claimed.version})")
    lines = [head, about(claimed) + _proven(claimed), *details(claimed)]
    if claimed.case is not None:
        signing = both(
            "已请核实人签字：两人签字后才计分。", "The reviewers were asked to sign: it counts once two have signed."
        )
        asked = [*cases.lines(claimed, claimed.case)[:-1], signing]
        return Message("\n".join([*lines, *asked]))
    if claimed.late:
        lines.append(
            both(
                "⏰ 迟报：已过上报截止时间，锁定前仍然受理。",
                "⏰ Late: the deadline has passed; until the lock it is still taken.",
            )
        )
    if claimed.state == "confirmed":
        lines.append(both("牵头单位填报，已确认。", "Reported by the lead department, confirmed. ") + hint(claimed))
        key = f"{claimed.number}:{claimed.version}"
        return Message("\n".join(lines), ((sealed(BUTTONS["undo"], f"take_back:{key}", claimed.seal),),))
    who, due = escape(by_whom(claimed)), when(claimed.due)
    lines.append(
        both(
            f"由 {who} 核实，{due} 前完成。核实前可修改、撤回或补充佐证。",
            f"To be reviewed by {who} before {due}. Until then it can be changed or withdrawn, or evidence added.",
        )
    )
    if claimed.unreached:
        lines.append(ABOUT["unreached"] + both("。", "."))
    return Message("\n".join(lines), waiting_buttons(claimed))
