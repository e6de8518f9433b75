"""What somebody is shown before closing a period."""

from dataclasses import dataclass, field
from typing import Literal

Closed = Literal["done", "otherwise"]
"""How the period of a card was closed: with what the card shows, or with another reckoning."""


@dataclass(frozen=True, slots=True)
class ClosingAsked:
    """The payload of the card: the period, the fingerprint of its final standings, and the moment both are of."""

    period: str
    fingerprint: str
    as_of: str


@dataclass(frozen=True, slots=True)
class ClosingOpen:
    """The payload of the word that something is open: the card that was answered, and the numbers of what is.

    `vetoes` are the units about which one waits for a signature.
    """

    card: int
    period: str
    open: list[int]
    vetoes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ClosingSeen:
    """The payload of the way back from the boards of a period to its card."""

    card: int
    period: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A unit that closing moves: rank and total before and then (None: no rank), and what it lacks if it is below."""

    name: str
    before: tuple[str | None, str]
    then: tuple[str | None, str]
    lacks: tuple[str, ...]


ArenaRun = tuple[str, tuple[tuple[str, str], ...], tuple[Moved, ...], int, int, tuple[tuple[str, str], ...], bool]
"""An arena: its name, who is first with what, who is moved, how many cells are pending and missing, vetoes in words,
and whether points of what is lacking are shared out.
"""


@dataclass(frozen=True, slots=True)
class DryRun:
    """What closing a period would make public; `signed_by` has signed first, `open` are objections and corrections.

    `vetoes` are the units about which a veto waits for a signature; `matters`: by kind, how many parts were due in the
    period and are not closed, and how many of them wait for their verifier; `waits`: what nobody reviewed by the lock:
    number, unit, metric, whose review it lacks. `closed`: None until it is; `own`: who reads it has signed this first.
    """

    letter: int
    period: str
    fingerprint: str
    signed_by: str
    arenas: tuple[ArenaRun, ...]
    open: tuple[int, ...]
    vetoes: tuple[str, ...]
    matters: tuple[tuple[str, int, int], ...] = ()
    waits: tuple[tuple[int, str, str, tuple[str, ...]], ...] = ()
    closed: Closed | None = None
    own: bool = False
