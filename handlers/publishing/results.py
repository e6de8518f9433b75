"""What posts are about."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Posted:
    """The payload of a post: the number of its publication."""

    publication: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """The payload of the question whether a post arrived: the letter, and the number of its publication."""

    letter: int
    publication: int


@dataclass(frozen=True, slots=True)
class Refused:
    """The payload of the word that a post was refused: the letter, its publication, why, and whether only a picture."""

    letter: int
    publication: int
    reason: str
    picture: bool


@dataclass(frozen=True, slots=True)
class Doubted:
    """A post whose outcome nobody knows, in names; `kind` names the letter that it is."""

    arena: str
    slot: str
    letter: int
    kind: str


@dataclass(frozen=True, slots=True)
class Checked:
    """The payload of the answer to 核对: the number of a publication."""

    publication: int
