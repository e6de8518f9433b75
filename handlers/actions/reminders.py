"""提醒: heads hear in private what is missing two days, one day and two hours before reports are due."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from handlers.actions import claims, slots
from handlers.actions.admins import tell_admins
from handlers.actions.intent import example
from handlers.actions.turn import Turn, names
from handlers.results.reminders import Item, Reminder
from scoring import access, calendar
from scoring.calendar import Period
from scoring.entries import Metric, Rulebook, Unit
from scoring.slots import Slot, ending_with, reminders
from storage import nil_returns, people, preferences, publications, submissions, values
from storage.outbox import Letter

JOB = "remind"
UNREACHED = "unreached"
AT_ONCE = 200
"""Letters owed in one transaction: everybody else's receipts wait no longer than that takes."""
NAMED = 20
"""How many units one sentence names."""
Cell = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Owing:
    """What the units have still to do for the periods that end with a month, by unit.

    `missing` are (unit, metric, period) without a value; `mend` are the numbers of returned events.
    """

    missing: dict[str, list[Cell]]
    mend: dict[str, list[int]]

    @property
    def units(self) -> set[str]:
        """The units that have anything to do."""
        return {*self.missing, *self.mend}


def due(turn: Turn) -> bool:
    """Say whether a reminder is due that nobody settled."""
    return any(slots.of_months(turn, JOB, reminders))


def remind(turn: Turn) -> int:
    """Owe the reminders that are due; a slot is settled with its last letter."""
    said, skipped = slots.of_months(turn, JOB, reminders)
    slots.skip(turn, JOB, skipped)
    return sum(_remind(turn, slot) for slot in said)


def _remind(turn: Turn, slot: Slot) -> int:
    month = period_of(slot.about)
    owing = owing_for(turn, month)
    unreachable, muted = people.down(turn.tx), preferences.chosen_by(turn.tx, preferences.MUTED, today(turn))
    acting = people.acting(turn.tx, "head", owing.units)
    heads: dict[int, set[str]] = {}
    for person, unit in [(entry.telegram_id, entry.unit) for entry in acting if entry.telegram_id is not None]:
        heads.setdefault(person, set()).add(unit)
    owed = 0
    for person, units in heads.items():
        if person in unreachable | muted:
            continue
        payload = {
            "month": str(month),
            "items": [cell for unit in sorted(units) for cell in owing.missing.get(unit, [])],
            "mend": [number for unit in sorted(units) for number in owing.mend.get(unit, [])],
        }
        owed += turn.push(person, "remind", payload, key=slot.key)
        if owed == AT_ONCE:
            return owed
    reached = {unit for person, units in heads.items() if person not in unreachable for unit in units}
    tell_unreached(turn, month, owing.units - reached)
    publications.settle_slot(turn.tx, JOB, slot.key, "done")
    return owed


def today(turn: Turn) -> str:
    """Return the local day as preferences hold it."""
    return turn.local(turn.now).date().isoformat()


def period_of(written: str) -> Period:
    """Return a period that the bot itself wrote."""
    return cast("Period", Period.parse(written))


def tell_unreached(turn: Turn, month: Period, units: Iterable[str]) -> None:
    """Tell the admins once a month's deadline which units no reminder can reach."""
    new = [u for u in sorted(units) if publications.settle_slot(turn.tx, UNREACHED, f"{month}:{u}", "done")]
    if new:
        named = list(names(turn.rulebook, new))[:NAMED]
        tell_admins(turn, "units_unreached", f"{month}:{new[0]}", count=len(new), units=named, period=month.chinese)


def refused(turn: Turn, letter: Letter) -> None:
    """Tell the admins of the units that a refused reminder leaves without anybody who hears."""
    unreachable = people.down(turn.tx)
    units = {entry.unit for entry in people.entries_of(turn.tx, letter.chat) if entry.role == "head"}
    deaf = [u for u in units if all(e.telegram_id in unreachable for e in people.acting(turn.tx, "head", [u]))]
    tell_unreached(turn, period_of(letter.payload["month"]), deaf)


def owing_for(turn: Turn, month: Period) -> Owing:
    """Return what is missing or returned for the periods that end with a month; not what was said to be nil."""
    rulebook = turn.rulebook_on(month.first)
    periods = {period.kind: str(period) for period in ending_with(month)}
    present = {(c.unit, c.metric, c.period) for c in values.as_of(turn.tx, periods.values(), turn.tx.latest())}
    present |= nil_returns.of(turn.tx, periods.values())
    missing: dict[str, list[Cell]] = {}
    for arena in rulebook.arenas:
        asked = [metric for metric in rulebook.metrics_in(arena.id) if metric.period in periods]
        for unit in rulebook.units_in(arena.id):
            cells = [(unit.id, m.id, periods[m.period]) for m in asked if is_asked(m, unit)]
            if left := [cell for cell in cells if cell not in present]:
                missing[unit.id] = left
    mend: dict[str, list[int]] = {}
    for period in periods.values():
        for stored in submissions.every(turn.tx, period=period, state="returned"):
            if stored.claim.title is not None and not stored.claim.by_lead:
                mend.setdefault(stored.claim.unit, []).append(stored.number)
    return Owing(missing, mend)


def is_asked(metric: Metric, unit: Unit) -> bool:
    """Say whether a unit itself reports a value of a metric: no event, of which there may be none, and no lead does."""
    if metric.input == "events":
        return False
    return metric.reporter == "unit" or not access.deciding_leads(metric.leads, unit.id)


def describe(turn: Turn, letter: Letter) -> Reminder | None:
    """Describe a reminder as it is true when it is sent; None where nothing is left to say."""
    payload = letter.payload
    month = period_of(payload["month"])
    rulebook = turn.rulebook_on(month.first)
    report = calendar.deadlines(rulebook.schedule, month, turn.zone, turn.rests(rulebook.schedule))[0]
    items = [
        _item(turn, rulebook, cell, place) for place, cell in enumerate(payload["items"], 1) if is_missing(turn, *cell)
    ]
    known = (submissions.get(turn.tx, number) for number in payload["mend"])
    mend = [claims.claimed(turn, stored) for stored in known if stored is not None and stored.state == "returned"]
    if turn.now >= report or not (items or mend):
        return None
    return Reminder(letter.id, turn.local(turn.now).date(), report, tuple(items), tuple(mend))


def is_missing(turn: Turn, unit: str, metric: str, period: str) -> bool:
    """Say whether a cell is still to be reported: nothing stands there, and nobody said that there is nothing."""
    return not values.stands(turn.tx, period, metric, unit) and not nil_returns.said(turn.tx, unit, metric, period)


def _item(turn: Turn, rulebook: Rulebook, cell: tuple[str, str, str], place: int) -> Item:
    unit, metric_id, period = cell
    metric = rulebook.metric(metric_id)
    stored = submissions.live(turn.tx, unit, metric_id, period)
    number, reason = (None, None) if stored is None else (stored.number, claims.claimed(turn, stored).reason)
    return Item(
        place, rulebook.unit(unit).name, period_of(period).chinese, metric.name, example(metric), number, reason
    )
