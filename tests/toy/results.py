"""What is known of a toy."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wanted:
    """The payload of the letter that shows a toy."""

    name: str


@dataclass(frozen=True, slots=True)
class Toy:
    """A toy, and the letter that shows it."""

    letter: int
    name: str
