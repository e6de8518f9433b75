"""What the leads' desks show: a batch to confirm, and what became of one."""

from dataclasses import dataclass

from handlers.results import Claimed, Values


@dataclass(frozen=True, slots=True)
class Proposed:
    """One submission of a batch, the unit's last value, and, where it is left out, why (codes with values)."""

    claimed: Claimed
    last: str | None
    reasons: tuple[tuple[str, Values], ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """What one press would confirm (`taken`), what is left out, how many wait beyond; `draft` None when it is over."""

    draft: int | None
    taken: tuple[Proposed, ...]
    left: tuple[Proposed, ...]
    beyond: int


@dataclass(frozen=True, slots=True)
class BatchDone:
    """What became of a batch: submissions as they stand now, and those not confirmed with the code that says why."""

    done: tuple[Claimed, ...]
    refused: tuple[tuple[Claimed, str, Values], ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What a table reports: the submissions as they stand (or would), and how many values were confirmed before."""

    taken: tuple[Claimed, ...]
    unchanged: int
