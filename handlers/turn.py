"""What every action is given: the transaction, the moment, and the house as it stands."""

from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache, reduce
from typing import Any
from zoneinfo import ZoneInfo

from handlers.results import Payload, Refusal, Sender, Text
from scoring import calendar, language, lifecycle
from scoring.access import Person
from scoring.calendar import IsRest, Period, Schedule
from scoring.language import LANGUAGES, Spoken
from scoring.reading.canonical import decimal_text
from scoring.reading.names import exactly
from scoring.rulebook.load import load
from scoring.rulebook.model import Metric, Rulebook, Unit
from scoring.rulebook.schedule import amend, put_off
from scoring.rulebook.spelling import normalise
from scoring.terms import REASONS
from storage import audit, changes, chats, house, outbox, preferences, roster, rulebooks
from storage.changes import Change
from storage.database import Transaction
from storage.house import Drill
from storage.rulebooks import InForce
from storage.submissions import Claim


@lru_cache(maxsize=32)
def read_rulebook(body: bytes, amended: tuple[str, ...] = ()) -> Rulebook:
    """Parse a stored rulebook, with its schedule as amended; derived from rows alone, so that keeping it is safe."""
    if not amended:
        return load(body)
    rulebook = read_rulebook(body)
    return replace(rulebook, schedule=reduce(amend, amended, rulebook.schedule))


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of work: what caused it (`inbox:12`, `tick:post`), the transaction, and the rest days as a question.

    `rest_days` answers for the rulebook's word (cn, weekends, none) and a local day; `covers` whether the statutory
    holidays of a year are known; `bot` is the account whose message ids the cause names, None where nobody asks the
    chat; `sends_as` the one that letters go out by: another, where an update waited when the account was changed, and
    `username` what it is called. `vault` holds what may be told and never be written: secrets of invites by their
    numbers, as long as the program runs.
    """

    tx: Transaction
    cause: str
    rest_days: Callable[[str, date], bool]
    covers: Callable[[int], bool] = lambda _year: True
    bot: int | None = None
    sends_as: int | None = None
    username: str = ""
    vault: dict[int, str] = field(default_factory=dict, compare=False, repr=False)
    _in_force: list[InForce] = field(default_factory=list, init=False, compare=False, repr=False)
    _amended: list[Change] = field(default_factory=list, init=False, compare=False, repr=False)
    _house: list[str] = field(default_factory=list, init=False, compare=False, repr=False)
    _deadlines: dict[Period, tuple[datetime, datetime, datetime]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    _rulebooks: dict[date, Rulebook] = field(default_factory=dict, init=False, compare=False, repr=False)
    _allowed: list[datetime] = field(default_factory=list, init=False, compare=False, repr=False)

    @property
    def now(self) -> datetime:
        """The clock's moment."""
        return self.tx.now

    @property
    def rulebook(self) -> Rulebook:
        """The rulebook that holds today; a house without one is refused."""
        newest = self.rulebook_on(date.max)
        return self.rulebook_on(self.now.astimezone(ZoneInfo(newest.competition.timezone)).date())

    def rulebook_on(self, day: date) -> Rulebook:
        """Return the rulebook in force on a day: the last one put in force whose first day is not later."""
        if day not in self._rulebooks:
            held = rulebooks.holding_on(day, self._known())
            self._rulebooks[day] = read_rulebook(held.body, _lines(self._amending(held, lambda one: one.holds_on(day))))
        return self._rulebooks[day]

    def rulebooks_so_far(self) -> tuple[Rulebook, ...]:
        """Return the rulebook that holds today, then those that hold for earlier days, the newest first."""
        known, today = self._known(), self.local(self.now).date()
        days = {today, *(one.from_day for one in known if one.from_day < today)}
        held = (rulebooks.holding_on(day, known) for day in sorted(days, reverse=True))
        return (self.rulebook, *(read_rulebook(body) for body in list(dict.fromkeys(one.body for one in held))[1:]))

    def metric_known(self, metric: str) -> tuple[Rulebook, Metric]:
        """Return a metric by id as the newest rules have it that know it, with those."""
        return next((rules, one) for rules in self._ever() for one in rules.metrics if one.id == metric)

    def find_unit(self, written: str) -> Unit | None:
        """Return the unit whose id, name or alias this is, or the one called so in English, by the newest rules."""
        for rules in self.rulebooks_so_far():
            found = exactly(normalise(written), rules.units)
            if (unit := rules.find_unit(written) or (found[0] if len(found) == 1 else None)) is not None:
                return unit
        return None

    def unit_name(self, unit: str) -> str:
        """Return what a unit of the roster is called, "" where none is written; its id where no rules know it."""
        return next((name for rules in self.rulebooks_so_far() for name in names(rules, [unit])), unit)

    def unit_known(self, unit: str) -> Unit:
        """Return a unit by id as the newest rules have it that know it."""
        return next(found for rules in self._ever() for found in rules.units if found.id == unit)

    def _ever(self) -> Iterator[Rulebook]:
        """Yield the rulebooks so far, then every one again: some were replaced before they held for any day."""
        yield from self.rulebooks_so_far()
        yield from (read_rulebook(one.body) for one in reversed(self._known()))

    def schedule_of(self, period: Period) -> Schedule:
        """Return the schedule by which a period's deadlines go: the rulebook's, as the office has amended it."""
        held = rulebooks.holding_on(period.first, self._known())
        return self.extended(period, read_rulebook(held.body, _lines(self.amended(period))).schedule)

    def amended(self, period: Period) -> list[Change]:
        """Return what the office has amended of the schedule by which a period's deadlines go."""
        held = rulebooks.holding_on(period.first, self._known())
        return self._amending(held, lambda one: one.covers(period))

    def extended(self, period: Period, schedule: Schedule) -> Schedule:
        """Return a schedule with the lock of a period as late as it was put off at least (延期锁定)."""
        return reduce(put_off, self._extensions(period), schedule)

    def is_extended(self, period: Period) -> bool:
        """Say whether the lock of a period was put off."""
        return bool(self._extensions(period))

    def _extensions(self, period: Period) -> list[str]:
        self._known()
        return [one.content for one in self._amended if one.kind == "extension" and one.covers(period)]

    def _amending(self, held: InForce, meant: Callable[[Change], bool]) -> list[Change]:
        """Return what amends the schedule of a rulebook: what came in force behind it."""
        found = (one for one in self._amended if one.kind == "schedule" and meant(one))
        return [one for one in found if one.is_behind(held.put_at)]

    def metric_of(self, claim: Claim) -> Metric:
        """Return the metric of a claim by the rules of its own period."""
        return self.rulebook_on(claim.in_period.first).metric(claim.metric)

    def _known(self) -> list[InForce]:
        if not self._in_force:
            self._in_force.extend(rulebooks.in_force(self.tx))
            self._amended.extend(changes.of_schedule(self.tx))
        if not self._in_force:
            raise Refusal("no_rulebook")
        return self._in_force

    @property
    def zone(self) -> ZoneInfo:
        """The competition's time zone."""
        return ZoneInfo(self.rulebook.competition.timezone)

    def local(self, moment: datetime) -> datetime:
        """Return a moment on the bureau's wall clock."""
        return moment.astimezone(self.zone)

    def rests(self, schedule: Schedule) -> IsRest:
        """Return the question whether a day is a rest day under a schedule."""
        return lambda day: self.rest_days(schedule.rest_days, day)

    def deadlines_of(self, period: Period) -> tuple[datetime, datetime, datetime]:
        """Return the moments at which reports, reviews and the lock of a period are due."""
        if period not in self._deadlines:
            schedule = self.schedule_of(period)
            self._deadlines[period] = calendar.deadlines(schedule, period, self.zone, self.rests(schedule))
        return self._deadlines[period]

    def lock_of(self, period: Period) -> datetime:
        """Return the moment from which nothing in a period changes but by correction."""
        return self.deadlines_of(period)[2]

    def is_locked(self, period: Period) -> bool:
        """Say whether a period is locked by now."""
        return self.now >= self.lock_of(period)

    def report_due(self, period: Period) -> datetime:
        """Return the moment by which reports of a period are due; later ones are marked late."""
        return self.deadlines_of(period)[0]

    def review_due(self, period: Period) -> datetime:
        """Return the moment by which reviews of a period are due."""
        return self.deadlines_of(period)[1]

    def judged_at(self, sender: Sender) -> datetime:
        """Return the moment by which the sender's deed is judged."""
        return lifecycle.judged_at(sender.sent_at, sender.taken_at)

    def refuse_when_locked(self, sender: Sender, period: Period) -> None:
        """Refuse a change to a period that is locked."""
        lock = self.lock_of(period)
        if self.judged_at(sender) >= lock:
            raise Refusal("locked", period=period.chinese, lock=self.stamp(lock))

    def stamp(self, moment: datetime) -> str:
        """Return a moment as stored in a letter: ISO 8601 on the bureau's wall clock."""
        return self.local(moment).isoformat()

    def minute(self, moment: datetime) -> str:
        """Return a moment as boards show it, on the bureau's wall clock.

        Facts are ahead of a clock that was set back; nobody is shown a time that has not come.
        """
        return self.local(min(moment, self.now)).strftime("%Y-%m-%d %H:%M")

    def as_of(self) -> str:
        """Return the moment of everything written so far, for a letter that shows it."""
        return self.tx.latest().isoformat()

    @property
    def house(self) -> str:
        """What tells this house from every other; "" where it never opened."""
        if not self._house:
            known = house.fixture(self.tx, "house")
            if known is None:
                return ""
            self._house.append(known)
        return self._house[0]

    @property
    def drill(self) -> Drill | None:
        """The rehearsal (演练) that is on."""
        found = house.drill(self.tx)
        return found if found is not None and found.until is None else None

    @property
    def group(self) -> int | None:
        """The bureau's group, where it is now."""
        stored = house.fixture(self.tx, "group")
        return None if stored is None else chats.current_id(self.tx, int(stored))

    def spoken_in(self, chat: int) -> Spoken:
        """Return the language that is spoken in a chat: the one that was chosen there, else the default."""
        chosen = (one for one in LANGUAGES if preferences.has_chosen(self.tx, chat, preferences.LANGUAGE, one))
        return self._spoken(next(chosen, language.by_default()))

    @property
    def spoken_by_default(self) -> Spoken:
        """The language of whoever chose none, as commands are."""
        return self._spoken(language.by_default())

    def _spoken(self, found: str) -> Spoken:
        return self._in_english() if found == "en" else Spoken(found)

    def _in_english(self) -> Spoken:
        """Return English with the names of what the rulebooks name, as the newest has them; without a rulebook none."""
        try:
            known = self.rulebooks_so_far()
        except Refusal:
            return Spoken("en")
        usual = REASONS if known[0].competition.return_reasons == tuple(REASONS) else {}
        return Spoken("en", ChainMap(*(dict(rules.english) for rules in known)), usual)

    def owe(
        self,
        chat: int,
        kind: str,
        payload: Payload,
        *,
        key: str = "",
        reply_to: int | None = None,
        topic: int | None = None,
        fallback: Sender | None = None,
        quoting: bool = True,
        here: bool = False,
    ) -> None:
        """Owe a letter, silent in quiet hours and on rest days; the same letter of the same cause is owed once.

        `fallback`: who asked in the group, which hears of it where it does not reach its reader in private; `quoting`:
        as a reply to what they sent; `here`: only this process knows what it says (see `vault`).
        """
        dedupe = self._key(chat, kind, key)
        found = as_json(payload)
        if fallback is not None and not fallback.private:
            found["fallback"] = {"chat": fallback.chat, "reply_to": fallback.message if quoting else None}
        if here:
            found[outbox.HERE] = True
        outbox.owe(
            self.tx, chat, kind, found, dedupe=dedupe, silent=self.quiet, reply_to=reply_to, topic=topic, bot=self.bot
        )  # fmt: skip

    def push(self, chat: int, kind: str, payload: Payload, *, key: str = "") -> bool:
        """Owe a letter of the bot's own accord, kept back over quiet hours and rest days; False when owed before."""
        dedupe = self._key(chat, kind, key)
        return (
            outbox.owe(self.tx, chat, kind, {**as_json(payload), "pushed": True}, dedupe=dedupe, held=self.quiet)
            is not None
        )

    def unpushed(self, chats: Iterable[int], kind: str, key: str) -> list[int]:
        """Return the chats to which a letter of the bot's own accord is not owed as yet, in one read."""
        keys = {self._key(chat, kind, key): chat for chat in chats}
        known = outbox.known_keys(self.tx, keys)
        return [chat for dedupe, chat in keys.items() if dedupe not in known]

    def _key(self, chat: int, kind: str, key: str) -> str:
        """Return the key under which a letter of this cause is owed once."""
        return f"{self.cause}:{kind}:{chat}:{key}"

    @property
    def quiet(self) -> bool:
        """Whether nothing is said now of the bot's own accord: quiet hours or a day of rest."""
        return self.allowed_at() > self.now

    def allowed_at(self) -> datetime:
        """Return the moment from now on at which something may be said of the bot's own accord."""
        if not self._allowed:
            schedule = self.rulebook.schedule
            self._allowed.append(calendar.next_allowed(schedule, self.local(self.now), self.rests(schedule)))
        return self._allowed[0]

    @property
    def in_use_since(self) -> datetime:
        """The moment when the first rulebook was put in force: nothing was due before."""
        self.rulebook_on(date.max)
        return self._in_force[0].put_at

    def answer(self, sender: Sender, code: str, /, *, key: str = "", **values: Any) -> None:  # noqa: ANN401 - JSON values
        """Owe a sentence to a person in private, with a short line in the group if private does not reach them."""
        self.owe_private(sender, "text", Text(code, values), key=key or code)

    def owe_private(
        self, sender: Sender, kind: str, payload: Payload, *, key: str = "", quoting: bool = True, here: bool = False
    ) -> None:
        """Owe an answer in private, wherever it was asked for; the group hears if private does not reach the person."""
        reply_to = sender.message if sender.private else None
        self.owe(sender.person, kind, payload, key=key, reply_to=reply_to, fallback=sender, quoting=quoting, here=here)

    def person(self, sender: Sender) -> Person:
        """Return who sent this by the roster, by numeric id alone; strangers and forged words are refused."""
        if sender.forged:
            raise Refusal("forged", how=sender.forged)
        return self.person_by_id(sender.person)

    def person_by_id(self, telegram_id: int) -> Person:
        """Return who a numeric id is by the roster; strangers are refused."""
        rows = roster.entries_of(self.tx, telegram_id)
        if not rows:
            raise self._unknown(telegram_id)
        known = {unit.id for rulebook in self.rulebooks_so_far() for unit in rulebook.units}
        return Person(
            telegram_id,
            rows[0].name,
            frozenset(row.unit for row in rows if row.role == "head" and row.unit in known),
            frozenset(row.unit for row in rows if row.role == "reviewer" and row.unit in known),
            any(row.role == "leader" for row in rows),
            any(row.role == "admin" for row in rows),
        )

    def _unknown(self, telegram_id: int) -> Refusal:
        """Return why somebody has no right now: frozen, not yet, not any more, or never known."""
        known = roster.ever(self.tx, telegram_id)
        if any(post.frozen_at is not None and post.removed_at is None for post in known):
            return Refusal("person_frozen")
        begins = [post.begins_at for post in known if post.removed_at is None and post.begins_at is not None]
        if any(begin > self.now for begin in begins):
            first = self.local(min(b for b in begins if b > self.now)).date().isoformat()
            return Refusal("person_not_yet", first=first, year=self.local(self.now).year)
        return Refusal("person_left") if known else Refusal("stranger", id=telegram_id)

    def month(self, moment: datetime) -> Period:
        """Return the month that a moment asks for: its own, within the year of the competition of that day."""
        day = self.local(moment).date()
        year = self.rulebook_on(day).competition.year
        return Period.holding("month", min(max(day, date(year, 1, 1)), date(year, 12, 31)))

    def has_rules_for(self, period: Period) -> bool:
        """Say whether a rulebook of the year of a period is in force for it."""
        return self.rulebook_on(period.first).competition.year == period.year

    def record(self, actor: int | None, act: str, **body: Any) -> datetime:  # noqa: ANN401 - JSON values
        """Append to the audit chain; returns the moment of the fact."""
        return audit.append(self.tx, actor, act, body)


def _lines(found: Iterable[Change]) -> tuple[str, ...]:
    return tuple(one.content for one in found)


def as_json(payload: Payload) -> dict[str, Any]:
    """Return what a letter holds as it is stored; what is None is left out."""
    found = ((each.name, getattr(payload, each.name)) for each in fields(payload))
    return {name: value for name, value in found if value is not None}


def names(rulebook: Rulebook, ids: Iterable[str]) -> tuple[str, ...]:
    """Return the names of units; an unknown id (an admin's signature) stays out."""
    known = {unit.id: unit.name for unit in rulebook.units}
    return tuple(known[unit] for unit in ids if unit in known)


def number_text(number: Fraction) -> str:
    """Write a number of the rulebook as a person would: a short decimal, or a fraction where no decimal ends."""
    rest = number.denominator
    for factor in (2, 5):
        while rest % factor == 0:
            rest //= factor
    return decimal_text(number) if rest == 1 else str(number)


def tell_admins(turn: Turn, code: str, key: str, **values: object) -> None:
    """Owe every admin one sentence, in the hours in which people are told things."""
    for admin in roster.acting_ids(turn.tx, "admin"):
        turn.push(admin, "text", Text(code, values), key=key)
