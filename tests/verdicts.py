"""What the table of acts says of a deed, in one word; what the house does is held against it."""

from scoring.lifecycle import ACTS, ActName, Phase, Role


def outcome(phase: Phase, act: ActName, roles: frozenset[Role], *, locked: bool) -> str:
    """Answer from the table: the state that follows, or why not: `not_yours`, `locked`, `{act}_when_{phase}`."""
    rule = ACTS[act]
    if not rule.by & roles:
        return "not_yours"
    if locked and not rule.after_lock:
        return "locked"
    return rule.after.get(phase, f"{act}_when_{phase}")
