"""What the cells hold that parts of matters fill: k/n of tasks, and events."""

from collections.abc import Iterable
from dataclasses import dataclass

from scoring.calendar import Period
from scoring.matters.counting import Count
from scoring.rulebook.ledgers import Source


@dataclass(frozen=True, slots=True)
class Happened:
    """An event of a cell: its level, and which round of which matter it tells of."""

    number: int
    round: int
    level: str

    @property
    def event(self) -> str:
        """The id of the event: T0012/1."""
        return f"{entry(self.number)}/{self.round}"


def entry(number: int) -> str:
    """Return a number of the ledgers as it is written: T0012."""
    return f"T{number:04}"


def title(event: str) -> str:
    """Return what an event is called as a submission, by its id: T0012 第1轮."""
    number, _, turn = event.partition("/")
    return f"{number} 第{turn}轮"


def tasks(counts: Iterable[Count], source: Source, period: Period) -> str | None:
    """Return k/n of one unit in a period by what its parts count for; None where nothing counted."""
    counted = [count for count in counts if count.period == period and count.what != "rebound"]
    if not counted:
        return None
    if source.count == "quantity":
        return f"{sum(count.done for count in counted)}/{sum(count.quantity for count in counted)}"
    return f"{sum(count.what == 'on_time' for count in counted)}/{len(counted)}"


def events(counts: Iterable[tuple[int, Count]], source: Source, period: Period) -> tuple[Happened, ...]:
    """Return the events of one unit in a period, by number and round; each count with the number of its matter."""
    levels = {"missed": source.overdue, "rebound": source.rebound}
    found: list[Happened] = []
    for number, count in sorted(counts, key=lambda each: (each[0], each[1].round, each[1].what)):
        level = levels.get(count.what)
        if count.period == period and level is not None:
            found.append(Happened(number, count.round, level))
    return tuple(found)
