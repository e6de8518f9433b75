"""A flag that waits for a leader, what became of it, and what the group is told."""

from dataclasses import dataclass

from scoring.flags import Act, Colour, State

Place = tuple[str | None, str]
"""A rank, None where there is none, and a total."""


@dataclass(frozen=True, slots=True)
class FlagAsked:
    """The payload of a card: the flag, and how many decisions about it the card shows."""

    flag: int
    seen: int


@dataclass(frozen=True, slots=True)
class FlagQuestion:
    """The payload of the question for a reason: who wants to do what about a flag, having seen so many decisions."""

    flag: int
    seen: int
    act: Act
    person: int
    name: str


@dataclass(frozen=True, slots=True)
class FlagTold:
    """The payload of what the group and a unit are told: the publication it rests on, the flag, and which decision."""

    publication: int
    flag: int
    place: int


@dataclass(frozen=True, slots=True)
class Done:
    """One decision in names: whose and which flag it is from then on."""

    by: str
    at: str
    act: Act
    unit: str
    colour: Colour
    reason: str


@dataclass(frozen=True, slots=True)
class FlagCard:
    """A flag as a leader is shown it: as it was proposed, by which rule, and what was decided about it since.

    `later`: of a result that was corrected since its version, the place then, and whether the rule still proposes it.
    """

    letter: int
    flag: int
    seen: int
    state: State
    period: str
    arena: str
    unit: str
    colour: Colour
    place: Place
    publication: int
    count: int
    below: str
    streak: int
    done: tuple[Done, ...]
    later: tuple[int, Place, bool] | None


@dataclass(frozen=True, slots=True)
class FlagWhy:
    """What is asked for: why somebody wants to do something about whose flag."""

    person: int
    name: str
    act: Act
    unit: str
    colour: Colour
    period: str


@dataclass(frozen=True, slots=True)
class FlagPost:
    """What the group and a unit are told of a decision; `before`: unit and colour as they were told before, if any."""

    period: str
    arena: str
    act: Act
    unit: str
    colour: Colour
    place: Place
    reason: str
    publication: int
    before: tuple[str, Colour] | None
