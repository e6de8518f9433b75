"""What may follow what in the life of a submission: one pure table, and the folding of acts into a state."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol

State = Literal["pending", "confirmed", "returned", "withdrawn"]
ActName = Literal["report", "confirm", "amend", "return", "take_back", "withdraw", "restore"]

TAKE_BACK_WITHIN = timedelta(minutes=30)
RESTORE_WITHIN = timedelta(minutes=10)
# A message sent before the lock and delivered this much later still counts.
DELIVERED_WITHIN = timedelta(hours=24)

# state x act -> the state that follows; a pair that is not here is refused as f"{act}_when_{state}".
# confirm and amend reach "confirmed" with the last signature; until then the submission stays pending.
NEXT: dict[tuple[State, ActName], State] = {
    ("pending", "report"): "pending",
    ("pending", "confirm"): "confirmed",
    ("pending", "amend"): "confirmed",
    ("pending", "return"): "returned",
    ("pending", "take_back"): "pending",
    ("pending", "withdraw"): "withdrawn",
    ("confirmed", "take_back"): "pending",
    ("returned", "report"): "pending",
    ("returned", "take_back"): "pending",
    ("returned", "withdraw"): "withdrawn",
    ("withdrawn", "restore"): "pending",
}


def follows(state: State, act: ActName) -> State | None:
    """Return the state that follows an act, or None where the act is refused."""
    return NEXT.get((state, act))


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
class Standing:
    """Where one version of a submission stands: state, signatures as (lead, person), and the amended value."""

    state: State
    signed: tuple[tuple[str, int], ...]
    amended: str | None


def fold(acts: Iterable[ActRow], needed: frozenset[str]) -> Standing:
    """Fold the acts on one version, oldest first; `needed` are the leads that must all sign (empty: one signs).

    One return returns; one amendment sets the value and clears the other signatures, the amender's stands;
    taking back clears everything that was decided.
    """
    state: State = "pending"
    signed: dict[str, int] = {}
    amended: str | None = None
    for act in acts:
        if act.act in ("confirm", "amend"):
            if act.act == "amend":
                signed, amended = {}, act.value
            signed[act.lead] = act.person
            state = "confirmed" if needed <= signed.keys() else "pending"
        else:
            signed, amended = {}, None
            state = {"return": "returned", "withdraw": "withdrawn"}.get(act.act, "pending")  # type: ignore[assignment]
    return Standing(state, tuple(signed.items()), amended)


def judged_at(sent_at: datetime, now: datetime) -> datetime:
    """Return the moment by which a message is judged: when it was sent, unless it came more than a day late."""
    return sent_at if now - sent_at <= DELIVERED_WITHIN else now
