"""What a dialogue asks."""

from dataclasses import dataclass

from handlers.results import Values
from handlers.submissions.results import Claimed


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a dialogue: what it asks for, what is known by then, and a label for every option.

    `asked` is (person, name) in a group, where only a reply of theirs is heard; None in a private chat.
    """

    draft: int
    step: str
    values: Values
    labels: tuple[str, ...]
    page: int
    back: bool
    asked: tuple[int, str] | None


@dataclass(frozen=True, slots=True)
class StepShown:
    """The payload of a step: its draft, the page of its options, and the `message` that turns to it."""

    draft: int
    page: int = 0
    message: int | None = None


@dataclass(frozen=True, slots=True)
class KeyboardShown:
    """The payload of a letter that brings the buttons of a message up to date."""

    keyboard: int


@dataclass(frozen=True, slots=True)
class Offered:
    """The payload of words that may be about several submissions, as (number, version): a button each does them.

    `press` is the word of that button, or "" where the draft holds a decision. `answered` is the submission that the
    words replied to, where they name another one.
    """

    said: str
    items: list[tuple[int, int]]
    as_of: str
    draft: int | None = None
    press: str = ""
    number: int | None = None
    answered: int | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """What was said, each submission that it may be about, and the other one that it replied to."""

    said: str
    items: tuple[Claimed, ...]
    draft: int
    press: str
    answered: int | None


@dataclass(frozen=True, slots=True)
class EditAsked:
    """The payload of the question about an edited report: (number, version, new value)."""

    draft: int
    items: list[tuple[int, int, str]]


@dataclass(frozen=True, slots=True)
class Change:
    """What an edit would change: the submission as it is, and the new value as it was written."""

    draft: int
    changes: tuple[tuple[Claimed, str], ...]


@dataclass(frozen=True, slots=True)
class Working:
    """The letter that is being made."""

    of: int


@dataclass(frozen=True, slots=True)
class Worked:
    """The message that said so, and whether the letter arrived."""

    message: int
    arrived: bool
