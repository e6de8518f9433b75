"""Random logs of parts: who does what when, delivered late now and then, with locks and days of rest in between."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random

from scoring.calendar import Due, Period, PeriodKind
from scoring.matters.clock import Clock
from scoring.matters.folding import fold, opening_there
from scoring.matters.judging import Doer, Done, judge
from scoring.matters.part import Act, Standing, Terms
from scoring.matters.table import ACTS, ActName, follows
from tests.scoring.matters import making
from tests.scoring.matters.making import ADMIN, ASSIGNER, HEAD, ROLES, ZONE

NAMES: tuple[ActName, ...] = (
    "accept", "accept", "accept", "refuse", "progress", "finish", "finish", "finish", "recall", "ask", "ask", "grant",
    "deny", "verify", "verify", "amend", "return", "return", "take_back", "take_back", "move", "withdraw", "settle",
    "rebound", "rebound", "hand_over", "urge",
)  # fmt: skip
KINDS: tuple[tuple[PeriodKind, ...], ...] = (("month",), ("quarter",), ("month", "quarter"), ("month", "year"), ())
MONTH_ENDS = tuple(date(2026, month, 28) for month in range(1, 12))


def random_terms(random: Random) -> Terms:
    """Return the terms of some kind."""
    return Terms(
        random.choice(("task", "problem")),
        ("ducha",),
        ("ducha",),
        2026,
        random.choice(KINDS),
        "optional",
        random.choice((0, 1, 1, 10)),
        random.randrange(4),
        random.randrange(4),
        propose=True,
    )


def random_clock(random: Random) -> Clock:
    """Return a calendar with locks at any time soon after a period's end, and holidays of some days."""
    lock = Due(random.randrange(2), time(random.randrange(24)))
    holidays = {random.choice(MONTH_ENDS) + timedelta(days=random.randrange(8)) for _ in range(30)}
    return making.clock(making.locks(lock), lambda day: day.weekday() > 4 or day in holidays)


class RandomParts:
    """One or two parts of a matter as they come about: the second one by hand-over from the first."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.terms, self.clock = random_terms(self.random), random_clock(self.random)
        start = datetime.combine(self.random.choice(MONTH_ENDS), time(8), ZONE)
        self.now = start + timedelta(minutes=self.random.randrange(3000))
        openings: tuple[ActName, ...] = ("assign", "assign", "propose")
        name = self.random.choice(openings)
        quantity = self.random.choice((None, None, 30))
        person = HEAD if name == "propose" else ASSIGNER
        deadline = self._deadline(self.now + timedelta(hours=1))
        first = Act(name, person, self.now, self.now, deadline, quantity, measure="措施", responsible="张明")
        self.logs: list[list[Act]] = [[first]]
        self.undone = 0
        self.kept_out = 0

    def grow(self, tries: int) -> None:
        """Let people try so many acts; what is refused is left out."""
        for _ in range(tries):
            self._pass()
            log = self.random.choice(self.logs)
            self._try(self._name(log), log)

    def _name(self, log: list[Act]) -> ActName:
        """Choose an act, mostly one that its state allows."""
        state = fold(self.terms, log, self.clock, self.now).state
        fitting = [name for name in NAMES if follows(state, name)]
        return self.random.choice(fitting if fitting and self.random.random() < 0.9 else NAMES)

    def _deadline(self, first: datetime) -> datetime:
        day = first.astimezone(ZONE).date() + timedelta(days=self.random.randrange(14))
        if self.random.random() < 0.4:
            day = Period.holding("month", day).last
        moment = datetime.combine(day, time(self.random.choice((9, 12, 17, 17))), ZONE)
        return moment if moment > first else moment + timedelta(days=1)

    def _pass(self) -> None:
        """Let time pass: seconds, hours or days, or up to the very second at which something happens."""
        log = self.random.choice(self.logs)
        where = fold(self.terms, log, self.clock, self.now)
        marks = [where.deadline, *([where.turns] if where.turns else []), *self._locks(where.deadline)]
        marks = [mark + timedelta(seconds=self.random.randrange(-1, 2)) for mark in marks]
        ahead = [mark for mark in marks if mark > self.now]
        if ahead and self.random.random() < 0.25:
            self.now = self.random.choice(ahead)
        else:
            self.now += timedelta(seconds=self.random.choice((20, 20, 900, 900, 1801, 7200, 40000, 90000, 260000)))

    def _locks(self, moment: datetime) -> list[datetime]:
        month = making.period(f"{moment:%Y-%m}")
        return [self.clock.lock_of(month), self.clock.lock_of(month.shifted(1))]

    def _person(self, name: ActName, log: list[Act]) -> int:
        if name == "take_back" and self.random.random() < 0.8:
            return log[-1].person
        fitting = [each for each, its in ROLES.items() if its & ACTS[name].by]
        return self.random.choice(fitting if fitting and self.random.random() < 0.9 else list(ROLES))

    def _said(self, where: Standing, log: list[Act]) -> datetime:
        """Return when the message was written: now, some time before, or just before what happened by itself."""
        said = self.now
        fresh = where.outcome is not None and said - where.deadline < timedelta(days=1)
        if self.random.random() < 0.25:
            said -= timedelta(seconds=self.random.randrange(1, 86400))
        elif self.random.random() < (0.7 if fresh else 0.2):
            just_before = where.deadline - timedelta(seconds=self.random.randrange(3))
            said = max(said - timedelta(days=1), min(said, just_before))
        said = max(said, log[0].at, fold(self.terms, log, self.clock, said).since)
        return min(said, self.now)

    def _act(self, name: ActName, log: list[Act]) -> Act:
        where = fold(self.terms, log, self.clock, self.now)
        person = ADMIN if name == "hand_over" else self._person(name, log)
        act = Act(name, person, self._said(where, log), self.now, to_unit="there")
        if name in ("ask", "move", "rebound"):
            first = where.deadline if name == "ask" else self.now + timedelta(hours=1)
            return replace(act, deadline=self._deadline(first))
        told = name in ("progress", "finish", "amend") and where.quantity is not None
        return replace(act, quantity=self.random.randrange(31)) if told else act

    def _try(self, name: ActName, log: list[Act]) -> None:
        if name == "hand_over" and (len(self.logs) > 1 or self.random.random() < 0.8):
            return
        if name == "withdraw" and self.random.random() < 0.7:
            return
        act, was = self._act(name, log), fold(self.terms, log, self.clock, self.now).outcome
        doer = Doer(ROLES[act.person], unit_stands=False)
        found = judge(self.terms, log, act, doer, self.clock)
        if not isinstance(found, Done):
            self.kept_out += found.code == "locked"
            return
        self.kept_out += found.locked is not None
        undone = was is not None and found.standing.outcome is None
        self.undone += undone and name not in ("take_back", "rebound")
        if name == "hand_over":
            assert found.before is not None
            self.logs.append([opening_there(found.before, act)])
        log.append(act)
