"""A submission in a line: for those who decide with its unit, for its unit with how it stands."""

from handlers.submissions.results import Claimed
from handlers.submissions.texts import ABOUT, STATES
from handlers.submissions.views import cases
from handlers.submissions.views.values import final, why
from handlers.texts import escape, numbered
from scoring.calendar import worded
from scoring.language import both


def unit_metric(claimed: Claimed) -> str:
    """Name the unit and the metric."""
    return f"{escape(worded(claimed.unit))} {escape(worded(claimed.metric))}"


def in_a_line(claimed: Claimed) -> str:
    """Write a submission: number, unit, metric, value."""
    return f"{numbered(claimed.number)} {unit_metric(claimed)} {escape(final(claimed))}"


def with_state(claimed: Claimed) -> str:
    """Write a submission of the reader's own unit: number, metric, value, state."""
    number, value = numbered(claimed.number), escape(final(claimed))
    text = f"<b>{number}</b> {escape(worded(claimed.metric))} <b>{value}</b> {STATES[claimed.state]}"
    if claimed.state == "returned" and claimed.reason:
        text += f"{both('：', ': ')}{escape(why(claimed))}"
    return text + what_is_open(claimed) + (f" {ABOUT['unreached']}" if claimed.unreached else "")


def what_is_open(claimed: Claimed) -> str:
    """Say what is open about a submission: an objection, or the value that is proposed."""
    case = claimed.case
    if case is None:
        return ""
    value = escape(cases.proposed(claimed, case)) if case.value else ""
    return f" {cases.HEADS[case.phase]}{both('：', ': ') + value if value else ''}"
