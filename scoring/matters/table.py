"""What may happen to a part of a matter: one pure table of acts (who, and from which state to which)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

State = Literal["proposed", "open", "asking", "verifying", "closed", "withdrawn"]
ActName = Literal[
    "assign", "propose", "receive", "accept", "refuse", "progress", "finish", "recall", "ask", "grant", "deny",
    "verify", "amend", "return", "take_back", "move", "withdraw", "settle", "rebound", "hand_over", "urge",
]  # fmt: skip
Role = Literal["head", "verifier", "assigner", "leader", "admin"]
Outcome = Literal["on_time", "late", "missed"]

TAKE_BACK_WITHIN = timedelta(minutes=30)
RECHECKED_WITHIN = timedelta(days=90)
"""So long after the recheck day 巩固 and 反弹 may still be said."""
AHEAD_TO_MOVE_EARLIER = 2
"""So many working days ahead a deadline must lie that is earlier than the one before."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may do an act, and what follows from each state in which it may be done; None stands for no part yet."""

    by: frozenset[Role]
    after: Mapping[State | None, State]


def _rule(by: str, *first: State, **after: State) -> Rule:
    return Rule(frozenset(by.split()), {**dict.fromkeys([None], *first), **after} if first else after)  # type: ignore[arg-type,dict-item]


_STAYS: dict[str, State] = {"open": "open", "asking": "asking", "verifying": "verifying"}
_ENDS: dict[str, State] = dict.fromkeys(("proposed", "open", "asking", "verifying"), "withdrawn")

# Who: head: of the owner unit · verifier, assigner: a reviewer of the units that verify and assign, never of the owner
# unit (管理员 where none is left); whoever assigned the matter is an assigner too · leader, admin: outside the owner
# unit. scoring.matters.judging says what more an act asks for: that it comes before the deadline, from somebody else
# than the one who finished, within the limits.
# receive opens there what hand_over ended here; both are one deed. take_back leads to where the part stood before.
ACTS: dict[ActName, Rule] = {
    "assign": _rule("assigner leader admin", "open"),
    "propose": _rule("head", "proposed"),
    "receive": _rule("admin", "open"),
    "accept": _rule("verifier", proposed="open"),
    "refuse": _rule("verifier", proposed="withdrawn"),
    "progress": _rule("head", open="open", asking="asking"),
    "finish": _rule("head", open="verifying", asking="verifying"),
    "recall": _rule("head", proposed="withdrawn", verifying="open"),
    "ask": _rule("head", open="asking"),
    "grant": _rule("verifier", asking="open"),
    "deny": _rule("verifier", asking="open"),
    "verify": _rule("verifier", verifying="closed"),
    "amend": _rule("verifier", verifying="closed"),
    "return": _rule("verifier", verifying="open"),
    "take_back": _rule(
        "verifier assigner leader",
        proposed="proposed", open="open", asking="asking", verifying="verifying", closed="closed",
    ),
    "move": _rule("assigner", open="open", asking="open"),
    "withdraw": _rule("assigner leader", **_ENDS),
    "settle": _rule("verifier leader", closed="closed"),
    "rebound": _rule("verifier leader", closed="open"),
    "hand_over": _rule("admin", **_ENDS),
    "urge": _rule("head verifier assigner leader admin", **_STAYS),
}  # fmt: skip

TAKEN_BACK: frozenset[ActName] = frozenset(
    {"assign", "accept", "grant", "deny", "verify", "amend", "return", "move", "settle", "rebound"}
)
"""What its author may take back; a part that was withdrawn or refused stays so."""

# What a word of somebody means where the part stands so: 确认 accepts, grants or verifies, 退回 refuses, denies or
# returns.
_CONFIRM: dict[State, ActName] = {"proposed": "accept", "asking": "grant"}
_RETURN: dict[State, ActName] = {"proposed": "refuse", "asking": "deny"}


def meant(state: State, act: ActName) -> ActName:
    """Return the act that 确认 (`verify`) or 退回 (`return`) means in a state; any other act means itself."""
    found = {"verify": _CONFIRM, "return": _RETURN}.get(act, {})
    return found.get(state, act)


def follows(state: State | None, act: ActName) -> State | None:
    """Return the state that follows an act, or None where the act is refused; `state` None: there is no part yet."""
    return ACTS[act].after.get(state)


def possible(state: State, roles: frozenset[Role]) -> tuple[ActName, ...]:
    """Return what these roles may do in a state, in the order of the table; 撤销 hangs on the last act instead."""
    return tuple(act for act, rule in ACTS.items() if state in rule.after and rule.by & roles and act != "take_back")
