"""What the tests of matters are made of: terms, acts, a calendar of working days and locks, who does what."""

from datetime import date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo

from scoring.calendar import Due, IsRest, Period, Schedule, lock_of
from scoring.matters.clock import Clock
from scoring.matters.folding import fold
from scoring.matters.judging import Doer, Done, Refused, judge
from scoring.matters.part import Act, Standing, Terms
from scoring.matters.table import ActName, Role

ZONE = ZoneInfo("Asia/Shanghai")
HEAD, COLLEAGUE, VERIFIER, OTHER_VERIFIER, ASSIGNER, LEADER, ADMIN = range(101, 108)
ROLES: dict[int, frozenset[Role]] = {
    HEAD: frozenset({"head"}),
    COLLEAGUE: frozenset({"head"}),
    VERIFIER: frozenset({"verifier"}),
    OTHER_VERIFIER: frozenset({"verifier"}),
    ASSIGNER: frozenset({"assigner"}),
    LEADER: frozenset({"leader"}),
    ADMIN: frozenset({"admin"}),
}
TERMS = Terms("task", ("ducha",), ("ducha",), 2026, ("month",), recheck=30, propose=True)


def weekend(day: date) -> bool:
    """Say whether a day is a Saturday or a Sunday."""
    return day.weekday() > 4


def clock(schedule: Schedule | None = None, rests: IsRest = weekend) -> Clock:
    """Return a clock by which a month is locked on its fifth day after, at noon, as by default."""
    by, free = schedule or Schedule(), cache(rests)
    return Clock(ZONE, free, cache(lambda period: lock_of(by, period, ZONE, free)))


def locks(lock: Due) -> Schedule:
    """Return a schedule with such a lock, before which all else is due."""
    return Schedule(report=Due(0, time(0)), review=Due(0, time(0, 1)), lock=lock)


def at(text: str) -> datetime:
    """Return a local moment of 2026: 11-20 17:00 or 11-20 17:00:01."""
    return datetime.strptime(f"2026-{text}{':00' if text.count(':') < 2 else ''}", "%Y-%m-%d %H:%M:%S").replace(
        tzinfo=ZONE
    )


def act(name: ActName, person: int, when: str, taken: str = "", **more: object) -> Act:
    """Return an act at a local moment, taken over at once or at another one; `deadline` is a local moment, too."""
    if isinstance(deadline := more.get("deadline"), str):
        more["deadline"] = at(deadline)
    return Act(name, person, at(when), at(taken or when), **more)  # type: ignore[arg-type]


def assigned(deadline: str = "11-20 17:00", when: str = "11-02 09:00", **more: object) -> Act:
    """Return the act by which the story begins."""
    return act("assign", ASSIGNER, when, deadline=deadline, **more)  # type: ignore[arg-type]


class Story:
    """A part as people act on it: every act is judged, and what is refused is kept out."""

    def __init__(self, first: Act, terms: Terms = TERMS, by: Clock | None = None) -> None:
        self.acts, self.terms, self.clock = [first], terms, by or clock()

    def tries(self, name: ActName, person: int, when: str, taken: str = "", **more: object) -> Done | Refused:
        """Try one more act, which is kept if it is taken."""
        doer_keys = ("unit_stands", "has_part", "of_target", "out_of", "of_unit")
        doer = Doer(ROLES.get(person, frozenset()), **{key: more.pop(key) for key in doer_keys if key in more})  # type: ignore[arg-type]
        one = act(name, person, when, taken, **more)
        found = judge(self.terms, self.acts, one, doer, self.clock)
        if isinstance(found, Done):
            self.acts.append(one)
        return found

    def then(self, name: ActName, person: int, when: str, taken: str = "", **more: object) -> "Story":
        """Do one more act, which must be taken."""
        found = self.tries(name, person, when, taken, **more)
        assert isinstance(found, Done), found
        return self

    def refused(self, name: ActName, person: int, when: str, taken: str = "", **more: object) -> str:
        """Return the code with which an act is refused."""
        found = self.tries(name, person, when, taken, **more)
        assert isinstance(found, Refused), found
        return found.code

    def stands(self, when: str) -> Standing:
        """Return where the part stands at a local moment."""
        return fold(self.terms, self.acts, self.clock, at(when))


def period(text: str) -> Period:
    """Return a period as written."""
    return Period.written(text)
