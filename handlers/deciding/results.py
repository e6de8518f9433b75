"""A batch to confirm, and what became of it."""

from dataclasses import dataclass

from handlers.results import Values
from handlers.submissions.results import Claimed


@dataclass(frozen=True, slots=True)
class Proposed:
    """One submission of a batch and, where it is left out, why (codes with values)."""

    claimed: Claimed
    reasons: tuple[tuple[str, Values], ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """What one press would confirm (`taken`), what is left out, how many wait beyond."""

    draft: int
    taken: tuple[Proposed, ...]
    left: tuple[Proposed, ...]
    beyond: int


@dataclass(frozen=True, slots=True)
class BatchDone:
    """What became of a batch: submissions as they stand now, and those not confirmed with the code that says why."""

    done: tuple[Claimed, ...]
    refused: tuple[tuple[Claimed, str, Values], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """The payload of a question that a button opened: about which version, to whom, and about which open case."""

    number: int
    version: int
    person: int
    name: str
    opened: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question that a button opened: its kind, the submission, and who is asked (numeric id, name)."""

    kind: str
    claimed: Claimed
    person: int
    name: str


@dataclass(frozen=True, slots=True)
class Levels:
    """The question for another level of an event, and the levels that there are, as (what its button carries, name)."""

    question: Question
    levels: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Several:
    """The payload of a letter about several submissions, as (number, version)."""

    items: list[tuple[int, int]]
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class Previewed:
    """The payload of the preview of a batch."""

    draft: int
    as_of: str
    items: list[tuple[int, int]] | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """The payload of what became of a batch; `refused` are (number, version, code, values)."""

    items: list[tuple[int, int]]
    refused: list[tuple[int, int, str, Values]]
    as_of: str
