"""A veto that waits for another person's word, and what the standings become."""

from dataclasses import dataclass

Place = tuple[str | None, str]
"""A rank, None where there is none, and a total."""


@dataclass(frozen=True, slots=True)
class VetoAsked:
    """The payload of the letter that asks for a signature, and of the receipt; `unit` is whose standing it is about."""

    veto: int
    unit: str
    as_of: str


@dataclass(frozen=True, slots=True)
class VetoShown:
    """The payload of the letter that shows what was sent along."""

    veto: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is asked (`act`: impose or lift), by whom, and the unit's place as things stand and once it counts.

    `effect` is what the veto does, `zeroed` what the categories are called that it may bring to zero, by their ids;
    `others` are the units whose rank changes: name, rank now, rank then; `signers` whose word may let it count.
    """

    letter: int
    veto: int
    act: str
    unit: str
    period: str
    effect: str
    zeroed: dict[str, str]
    reason: str
    by: str
    at: str
    now: Place
    then: Place
    others: tuple[tuple[str, str, str], ...]
    signers: tuple[str, ...]
