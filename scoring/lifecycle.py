"""What may happen to a submission: one pure table of acts (who, when, from which state to which), and their folding."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal, Protocol

State = Literal["pending", "confirmed", "returned", "withdrawn"]
Phase = Literal[
    "pending", "confirmed", "returned", "withdrawn", "appealed", "disputed", "correcting", "requested"
]  # fmt: skip
ActName = Literal[
    "report", "confirm", "amend", "return", "take_back", "transfer", "withdraw", "restore",
    "appeal", "uphold", "revise", "propose", "sign", "correct", "decline",
]  # fmt: skip
Role = Literal["head", "lead", "owner", "decider", "author", "judge", "signer"]

TAKE_BACK_WITHIN = timedelta(minutes=30)
RESTORE_WITHIN = timedelta(minutes=10)
# A message sent before the lock and delivered this much later still counts.
DELIVERED_WITHIN = timedelta(hours=24)
NOT_APPLICABLE = "not_applicable"
"""What stands in the place of a value that a lead set to 不涉及."""

# The state that is published; the finer ones say what is open about it.
#   appealed: confirmed, the unit objects · disputed: returned, the unit objects ·
#   correcting: confirmed, a correction is proposed · requested: not confirmed at the lock, a correction asks for it
PUBLIC: dict[Phase, State] = {
    "pending": "pending",
    "confirmed": "confirmed",
    "returned": "returned",
    "withdrawn": "withdrawn",
    "appealed": "confirmed",
    "disputed": "returned",
    "correcting": "confirmed",
    "requested": "pending",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may do an act, whether also after the lock, and what follows from each state in which it may be done."""

    by: frozenset[Role]
    after_lock: bool
    after: Mapping[Phase, Phase]


def _rule(by: str, when: Literal["open", "ever"], **after: Phase) -> Rule:
    return Rule(frozenset(by.split()), when == "ever", after)  # type: ignore[arg-type]


# Who: head, lead: of the unit and of a lead of the metric (never the unit's own people) · owner: acts for the side that
# reported · decider: whose turn it is to review (管理员 where no lead can) · author: whose own decision stands ·
# judge: decides an objection, never who decided before · signer: signs a correction.
# confirm and amend reach "confirmed" with the last signature; a correction is signed first, and corrected by the second
# signature. propose before the lock: only what is confirmed and can no longer be taken back; never in answer to an
# objection to the own decision. After the lock a revision becomes a correction that the judge proposes, and signs as a
# reviewer.
ACTS: dict[ActName, Rule] = {
    "report": _rule("head lead", "open", pending="pending", returned="pending", disputed="pending"),
    "confirm": _rule("decider", "open", pending="confirmed"),
    "amend": _rule("decider", "open", pending="confirmed"),
    "return": _rule("decider", "open", pending="returned"),
    "take_back": _rule(
        "author", "open",
        pending="pending", confirmed="pending", returned="pending", appealed="pending", disputed="pending",
    ),
    "transfer": _rule("decider", "open", pending="pending"),
    "withdraw": _rule("owner", "open", pending="withdrawn", returned="withdrawn", disputed="withdrawn"),
    "restore": _rule("owner", "open", withdrawn="pending"),
    "appeal": _rule("head", "ever", confirmed="appealed", returned="disputed"),
    "uphold": _rule("judge", "ever", appealed="confirmed", disputed="returned"),
    "revise": _rule("judge", "ever", appealed="confirmed", disputed="confirmed"),
    "propose": _rule(
        "head lead", "ever",
        confirmed="correcting", correcting="correcting", appealed="correcting",
        pending="requested", returned="requested", requested="requested", disputed="requested",
    ),
    "sign": _rule("signer", "ever", correcting="correcting", requested="requested"),
    "correct": _rule("signer", "ever", correcting="confirmed", requested="confirmed"),
    "decline": _rule("signer", "ever", correcting="confirmed", requested="returned"),
}  # fmt: skip

# What the words of a decision mean where something is open: 确认 signs a correction, 改为 decides an objection.
MEANT: dict[tuple[Phase, ActName], ActName] = {
    **{(phase, "confirm"): "sign" for phase in ("correcting", "requested")},
    **{(phase, "return"): "decline" for phase in ("correcting", "requested")},
    **{(phase, "amend"): "revise" for phase in ("appealed", "disputed")},
}


def meant(phase: Phase, act: ActName) -> ActName:
    """Return the act that a decision means in a state."""
    return MEANT.get((phase, act), act)


def follows(phase: Phase, act: ActName) -> Phase | None:
    """Return the state that follows an act, or None where the act is refused."""
    return ACTS[act].after.get(phase)


def begins(reporters: Collection[int]) -> "Standing":
    """Return where a version stands before any act, by who reported it."""
    return NEW if reporters else COUNTED


class ActRow(Protocol):
    """What folding needs to know of an act."""

    @property
    def act(self) -> str: ...  # noqa: D102 - as in the table of reviews
    @property
    def lead(self) -> str: ...  # noqa: D102 - as above
    @property
    def person(self) -> int: ...  # noqa: D102 - as above
    @property
    def value(self) -> str | None: ...  # noqa: D102 - as above


@dataclass(frozen=True, slots=True)
class Case:
    """What is open about a submission: the place of the act that opened it, and what was proposed and signed since."""

    opened: int
    value: str | None
    signed: tuple[tuple[str, int], ...] = ()

    @property
    def signers(self) -> frozenset[int]:
        """The people who have signed."""
        return frozenset(person for _, person in self.signed)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one version of a submission stands: signatures as (lead, person), the amended value, what is open.

    `authors` may take their decision back; `holder` is whom it was transferred to; `decided` the place of the act that
    decided last.
    """

    phase: Phase
    signed: tuple[tuple[str, int], ...]
    amended: str | None
    authors: frozenset[int] = frozenset()
    case: Case | None = None
    holder: int | None = None
    decided: int = 0

    @property
    def state(self) -> State:
        """The published state."""
        return PUBLIC[self.phase]

    @property
    def deciders(self) -> frozenset[int]:
        """Everybody whose signature or decision stands."""
        return self.authors | {person for _, person in self.signed}


NEW = Standing("pending", (), None)
COUNTED = Standing("confirmed", (), None)
"""Where something begins that the lock counted of a ledger: nobody reported it, nobody decided it."""


def fold(acts: Iterable[ActRow], needed: frozenset[str], begun: Standing = NEW) -> Standing:
    """Fold the acts on one version, oldest first; `needed` are the leads that must all sign (empty: one signs).

    One return returns; one amendment sets the value and clears the other signatures, the amender's stands;
    taking back clears everything that was decided. `begun` is where the version stood when it was stored.
    """
    where = begun
    for place, act in enumerate(acts, 1):
        where = after(where, act, place, needed)
    return where


def after(where: Standing, act: ActRow, place: int, needed: frozenset[str]) -> Standing:
    """Return where a version stands after one more act, its `place`-th, as folding all of them would."""
    name: ActName = act.act  # type: ignore[assignment]
    then = ACTS[name].after.get(where.phase, where.phase)
    mine = (act.lead, act.person)
    if name in ("confirm", "amend"):
        kept = {} if name == "amend" else dict(where.signed)
        signed = {**kept, act.lead: act.person}
        value = act.value if name == "amend" else where.amended
        phase: Phase = "confirmed" if needed <= signed.keys() else "pending"
        return Standing(phase, tuple(signed.items()), value, frozenset(signed.values()), decided=place)
    if name == "return":
        return Standing("returned", (), None, frozenset({act.person}), decided=place)
    if name == "transfer":
        return replace(where, holder=int(act.value or 0))
    if name in ("appeal", "propose"):
        return replace(where, phase=then, case=Case(place, act.value))
    if where.case is not None and name == "sign":
        # A second signature corrects: where another signs, the first has lapsed.
        return replace(where, case=replace(where.case, signed=(mine,)))
    if where.case is not None and name == "correct":
        return Standing(then, tuple(s for s in (*where.case.signed, mine) if s[0]), where.case.value, decided=place)
    if name == "revise":
        return Standing(then, (mine,) if act.lead else (), act.value, decided=place)
    if name == "uphold" or (name == "decline" and then == "confirmed"):
        return replace(where, phase=then, case=None)
    ended: Phase = {"withdraw": "withdrawn", "decline": "returned"}.get(name, "pending")  # type: ignore[assignment]
    return Standing(ended, (), None, decided=place if name == "decline" else 0)


def judged_at(sent_at: datetime, now: datetime) -> datetime:
    """Return the moment by which a message is judged: when it was sent, unless it came more than a day late."""
    return sent_at if now - sent_at <= DELIVERED_WITHIN else now
