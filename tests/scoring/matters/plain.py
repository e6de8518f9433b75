"""A second account of parts, written from the rules in words: it strikes out what was taken back, draws the stretches
of time in which a part stood so, and reads the outcome off them. It shares no step with scoring.matters."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from scoring.calendar import Period, PeriodKind
from scoring.matters.part import Act, Terms

NEXT = {
    "proposed": {"accept": "open", "refuse": "withdrawn", "recall": "withdrawn"},
    "open": {"finish": "verifying", "ask": "asking"},
    "asking": {"finish": "verifying", "grant": "open", "deny": "open", "move": "open"},
    "verifying": {"recall": "open", "return": "open", "verify": "closed", "amend": "closed"},
}
ENDINGS = ("withdraw", "hand_over")
TELLING = ("progress", "urge")
"""Nothing is settled by these: what time did before them is still undone by what was written earlier."""


@dataclass
class World:
    """The calendar: local time, days of rest, and when each period is locked."""

    zone: ZoneInfo
    rests: Callable[[date], bool]
    lock_of: Callable[[Period], datetime]

    def five(self, moment: datetime, working_days: int) -> datetime:
        """Return 17:00 of the so many-th working day after a moment's day."""
        day = moment.astimezone(self.zone).date()
        while working_days:
            day += timedelta(days=1)
            if not self.rests(day):
                working_days -= 1
        return datetime.combine(day, time(17), self.zone)


@dataclass
class Turn:
    """One round as drawn: when it came to stand so, which deadline held from when on, what ended a wait too late."""

    number: int
    stretches: list[tuple[datetime, str]]
    deadlines: list[tuple[datetime, datetime]]
    enders: list[tuple[datetime, datetime]] = field(default_factory=list)
    verified: datetime | None = None
    figure: int | None = None
    wished: datetime | None = None
    returned: int = 0
    rebound: Act | None = None
    carried: bool = False

    @property
    def state(self) -> str:
        return self.stretches[-1][1]

    @property
    def deadline(self) -> datetime:
        return self.deadlines[-1][1]

    def stood(self, moment: datetime) -> str | None:
        """Return how it stood at a moment, acts of that very second done."""
        held = [state for begin, state in self.stretches if begin <= moment]
        return held[-1] if held else None

    def missed(self, now: datetime) -> datetime | None:
        """Return when it was missed by now: at a deadline while it was open, or by what ended a wait behind one."""
        if self.carried:
            return self.stretches[0][0]
        found = [moment for moment, deadline in self.enders if moment > deadline]
        for place, (_, deadline) in enumerate(self.deadlines):
            replaced = self.deadlines[place + 1][0] if place + 1 < len(self.deadlines) else None
            held = deadline < now and (replaced is None or deadline < replaced)
            if held and self.stood(deadline) == "open":
                found.append(deadline)
        return min(found, default=None)

    def outcome(self, now: datetime) -> str | None:
        """Return its outcome by now."""
        if self.missed(now) is not None:
            return "late" if self.verified else "missed"
        return "on_time" if self.verified else None


@dataclass
class Drawn:
    """A part as drawn from its acts."""

    rounds: list[Turn]
    quantity: int | None
    withdrawn: datetime | None = None


Dated = tuple[datetime, Act]


def draw(terms: Terms, held: Sequence[Dated], now: datetime, world: World) -> Drawn:
    """Draw a part from the acts that hold, each with the moment at which it is held to be done."""
    begun, first = held[0]
    state = "proposed" if first.act == "propose" else "open"
    part = Drawn([Turn(first.round, [(begun, state)], [(begun, _set(first))])], first.quantity)
    part.rounds[0].carried = first.counted_there
    for moment, act in held[1:]:
        turn = part.rounds[-1]
        if act.act not in TELLING:
            _lapse(turn, moment, world)
        if act.act in ENDINGS or (act.act in ("refuse", "recall") and turn.state == "proposed"):
            turn.stretches.append((moment, "withdrawn"))
            part.withdrawn = None if act.act == "hand_over" else act.taken
        elif act.act == "rebound":
            begins = [(moment, "open")], [(moment, _set(act))]
            part.rounds.append(Turn(turn.number + 1, *begins, rebound=act))
        else:
            _draw_on(terms, part, moment, act, world)
    _lapse(part.rounds[-1], now, world)
    return part


def _set(act: Act) -> datetime:
    assert act.deadline is not None
    return act.deadline


def _draw_on(terms: Terms, part: Drawn, moment: datetime, act: Act, world: World) -> None:
    """Draw one more act into the round that is on."""
    turn = part.rounds[-1]
    if act.quantity is not None and part.quantity is not None and act.act in ("progress", "finish", "amend"):
        turn.figure = act.quantity
    if act.act == "return":
        mended = world.five(moment, terms.mend)
        if turn.returned == 0 and turn.missed(moment) is None and mended > turn.deadline:
            turn.deadlines.append((moment, mended))
        turn.returned += 1
    if act.act in ("finish", "recall", "deny", "return"):
        turn.enders.append((moment, turn.deadline))
    if act.act == "ask":
        turn.wished = act.deadline
    if act.act == "grant" and turn.wished is not None:
        turn.deadlines.append((moment, turn.wished))
    if act.act == "move":
        turn.deadlines.append((moment, _set(act)))
    if act.act in ("verify", "amend"):
        turn.verified = moment
    if (after := NEXT.get(turn.state, {}).get(act.act)) is not None:
        turn.stretches.append((moment, after))


def _lapse(turn: Turn, moment: datetime, world: World) -> None:
    """Let a request lapse that nobody answered by 17:00 of the working day after the deadline."""
    lapse = world.five(turn.deadline, 1)
    if turn.state == "asking" and lapse < moment:
        turn.enders.append((lapse, turn.deadline))
        turn.stretches.append((lapse, "open"))


@dataclass(frozen=True)
class Told:
    """What the account says of a part: what it counts for is (own period's kind, period, round, what, done, of)."""

    state: str
    round: int
    deadline: datetime
    outcome: str | None
    counts: frozenset[tuple[str, str, int, str, int, int]]


class Account:
    """The acts on one part as they came, and what is to be said of it at any moment."""

    def __init__(self, terms: Terms, world: World) -> None:
        self.terms, self.world = terms, world
        self.log: list[Act] = []
        self.held_after: list[list[Dated]] = []
        self.marks: set[datetime] = set()
        """Every moment at which the part may have come to stand otherwise."""
        self._drawings: dict[datetime, Drawn] = {}

    def take(self, act: Act) -> None:
        """Take over one more act."""
        held = list(self.held_after[-1]) if self.held_after else []
        if act.act == "take_back":
            place = max(i for i, (_, each) in enumerate(held) if each.act != "urge")
            struck = held.pop(place)[1]
            if place == 0:  # the assignment itself
                held = [(struck.at, struck), (act.at, Act("withdraw", act.person, act.at, act.taken))]
        else:
            held.append((act.taken if held and self._locks_out(held, act) else act.at, act))
        self.log.append(act)
        self.held_after.append(held)
        self.marks.add(act.taken)
        self._drawings.clear()
        for turn in self.drawn(act.taken).rounds:
            for _, deadline in turn.deadlines:
                self.marks |= {deadline, self.world.five(deadline, 1)}

    def _locks_out(self, held: list[Dated], act: Act) -> bool:
        """Say whether a part was missed between an act's message and its coming, in a period that is locked by now."""
        now = draw(self.terms, held, act.taken, self.world)
        then = draw(self.terms, held, act.at, self.world)
        if now.rounds[-1].missed(act.taken) is None or then.rounds[-1].missed(act.at) is not None:
            return False
        counted = self.told(act.taken).counts
        number = now.rounds[-1].number
        return any(
            self.world.lock_of(Period.written(period)) <= act.taken
            for _, period, which, what, _, _ in counted
            if which == number and what == "missed"
        )

    def drawn(self, now: datetime) -> Drawn:
        """Draw the part as it was known at a moment."""
        if now not in self._drawings:
            known = max(bisect_left(self.log, True, key=lambda act: act.taken > now), 1)
            self._drawings[now] = draw(self.terms, self.held_after[known - 1], now, self.world)
        return self._drawings[now]

    def _classes(self, now: datetime, number: int) -> str | None:
        part = self.drawn(now)
        for turn in part.rounds:
            if turn.number == number:
                known = turn.outcome(now)
                return {"late": "missed"}.get(known or "", known)
        return None

    def known_since(self, now: datetime, number: int) -> datetime:
        """Return since when the outcome of a round has been known without a break."""
        final, since = self._classes(now, number), now
        for moment in sorted((mark for mark in self.marks if self.log[0].taken <= mark <= now), reverse=True):
            if self._classes(moment + timedelta(microseconds=1), number) != final:
                break
            since = moment
        return since

    def told(self, now: datetime) -> Told:
        """Say what is to be said of the part at a moment."""
        part = self.drawn(now)
        last = part.rounds[-1]
        counts: set[tuple[str, str, int, str, int, int]] = set()
        for turn in part.rounds:
            outcome = turn.outcome(now)
            for kind in self.terms.periods:
                if turn.rebound is not None:
                    period = self._period(kind, turn.rebound.at, turn.rebound.taken, part)
                    if period:
                        counts.add((kind, period, turn.number, "rebound", 0, 1))
                if outcome is None or turn.carried:
                    continue
                period = self._period(kind, turn.deadline, self.known_since(now, turn.number), part)
                whole = part.quantity or 1
                done = whole if turn.figure is None else turn.figure
                if period and outcome == "on_time":
                    counts.add((kind, period, turn.number, "on_time", done, whole))
                elif period:
                    counts.add((kind, period, turn.number, "missed", 0, whole))
        return Told(last.state, last.number, last.deadline, last.outcome(now), frozenset(counts))

    def _period(self, kind: PeriodKind, of: datetime, since: datetime, part: Drawn) -> str | None:
        """Return the period of a day, or the first one behind it that was open; None outside the year, or withdrawn."""
        steps = {"month": 1, "quarter": 3, "year": 12}[kind]
        day = of.astimezone(self.world.zone).date()
        months = 12 * day.year + (day.month - 1) // steps * steps
        while True:
            year, month = divmod(months, 12)
            if year != self.terms.year:
                return None
            period = Period.holding(kind, date(year, month + 1, 1))
            lock = self.world.lock_of(period)
            if lock > since:
                break
            months += steps
        if part.withdrawn is not None and part.withdrawn < lock:
            return None
        return str(period)
