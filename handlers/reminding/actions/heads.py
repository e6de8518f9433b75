"""提醒: heads hear what is missing before reports are due, and what they answer to that."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from handlers import due
from handlers.journey import owed
from handlers.names import example
from handlers.reminding.results import Item, NilAsked, Reminded, Reminder
from handlers.reporting.actions import submit
from handlers.reporting.actions.reading import Intent, read_report
from handlers.results import Answer, Decision, Owed, Refusal, Sender, Text
from handlers.submissions.actions import submission
from handlers.turn import Turn, names, tell_admins
from scoring import access
from scoring.access import Person
from scoring.calendar import Period
from scoring.due import Slot, ending_with, reminders
from scoring.reading import lines
from scoring.rulebook.model import Metric, Rulebook, Unit
from storage import chats, ledger, nil_returns, outbox, preferences, roster, submissions, values
from storage.outbox import Letter
from storage.submissions import Stored

JOB = "remind"
UNREACHED = "unreached"
AT_ONCE = 200
"""Letters owed in one transaction: everybody else's receipts wait no longer than that takes."""
NAMED = 20
"""How many units one sentence names."""
NIL = re.compile(r"(?:(?P<place>\d{1,3})[\s、.:]*)?(?:(?:本[月期])?无|none)", re.IGNORECASE)
PLACED = re.compile(r"\d{1,2}[\s、.:]+\S")
MUTE = ("今天不再提醒", "no more today")

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


def reminder_due(turn: Turn) -> bool:
    """Say whether a reminder is due that nobody settled."""
    return any(due.of_months(turn, JOB, reminders))


def remind(turn: Turn) -> int:
    """Owe the reminders that are due; a slot is settled with its last letter."""
    said, skipped = due.of_months(turn, JOB, reminders)
    due.skip(turn, JOB, skipped)
    return sum(_remind(turn, slot) for slot in said)


def _remind(turn: Turn, slot: Slot) -> int:
    month = Period.written(slot.about)
    owing = owing_for(turn, month)
    unreachable, muted = chats.down(turn.tx), preferences.chosen_by(turn.tx, preferences.MUTED, today(turn))
    acting = roster.acting(turn.tx, "head", owing.units)
    heads: dict[int, set[str]] = {}
    for person, unit in [(entry.telegram_id, entry.unit) for entry in acting if entry.telegram_id is not None]:
        heads.setdefault(person, set()).add(unit)
    count = 0
    for person in turn.unpushed((p for p in heads if p not in unreachable | muted), "remind", slot.key):
        units = heads[person]
        items = [cell for unit in sorted(units) for cell in owing.missing.get(unit, [])]
        mend = [number for unit in sorted(units) for number in owing.mend.get(unit, [])]
        count += turn.push(person, "remind", Reminded(str(month), items, mend), key=slot.key)
        if count == AT_ONCE:
            return count
    reached = {unit for person, units in heads.items() if person not in unreachable for unit in units}
    tell_unreached(turn, month, owing.units - reached)
    ledger.settle_slot(turn.tx, JOB, slot.key, "done")
    return count


def today(turn: Turn) -> str:
    """Return the local day as preferences hold it."""
    return turn.local(turn.now).date().isoformat()


def tell_unreached(turn: Turn, month: Period, units: Iterable[str]) -> None:
    """Tell the admins once a month's deadline which units no reminder can reach."""
    new = [u for u in sorted(units) if ledger.settle_slot(turn.tx, UNREACHED, f"{month}:{u}", "done")]
    if new:
        named = list(names(turn.rulebook, new))[:NAMED]
        tell_admins(turn, "units_unreached", f"{month}:{new[0]}", count=len(new), units=named, period=month.chinese)


def refused(turn: Turn, letter: Letter, unreachable: bool) -> None:  # noqa: FBT001 - a hook of letters
    """Tell the admins of the units that a refused reminder leaves without anybody who hears."""
    if not unreachable:
        return
    down = chats.down(turn.tx)
    units = {entry.unit for entry in roster.entries_of(turn.tx, letter.chat) if entry.role == "head"}
    deaf = [u for u in units if all(e.telegram_id in down for e in roster.acting(turn.tx, "head", [u]))]
    tell_unreached(turn, Period.written(owed(letter, Reminded).payload.month), deaf)


def to_mend(turn: Turn, letter: Letter) -> list[int]:
    """Return the submissions that a reminder is about: those that are still to be mended."""
    payload = owed(letter, Reminded).payload
    live = (submissions.live(turn.tx, *cell) for cell in payload.items)
    returned = [stored.number for stored in live if stored is not None and stored.state == "returned"]
    return [*returned, *payload.mend]


def owing_for(turn: Turn, month: Period) -> Owing:
    """Return what is missing or returned for the periods that end with a month; not what was said to be nil."""
    rulebook = turn.rulebook_on(month.first)
    ending = {period.kind: period for period in ending_with(month)}
    periods = {kind: str(period) for kind, period in ending.items()}
    present = {(c.unit, c.metric, c.period) for c in values.as_of(turn.tx, periods.values(), turn.tx.latest())}
    present |= nil_returns.of(turn.tx, periods.values())
    missing: dict[str, list[Cell]] = {}
    for arena in rulebook.arenas:
        asked = [metric for metric in rulebook.reported_in(arena.id) if metric.period in periods]
        for unit in rulebook.units_during(arena.id, month):
            mine = [m for m in asked if is_asked(m, unit) and unit.reports(ending[m.period])]
            cells = [(unit.id, m.id, periods[m.period]) for m in mine]
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
    return metric.input != "events" and access.reports_itself(metric.reporter, metric.leads, unit.id)


def describe_reminder(turn: Turn, letter: Owed[Reminded]) -> Reminder | None:
    """Describe a reminder as it is true when it is sent; None where nothing is left to say."""
    payload = letter.payload
    month = Period.written(payload.month)
    rulebook = turn.rulebook_on(month.first)
    report = turn.local(turn.report_due(month))
    left = still_missing(turn, payload.items)
    returned = submissions.live_values(turn.tx, left.values())
    items = [_item(turn, rulebook, cell, place, returned.get(cell)) for place, cell in left.items()]
    known = (submissions.get(turn.tx, number) for number in payload.mend)
    mend = [submission.claimed(turn, stored) for stored in known if stored is not None and stored.state == "returned"]
    if turn.now >= report or not (items or mend):
        return None
    return Reminder(letter.number, turn.local(turn.now).date(), report, tuple(items), tuple(mend))


def still_missing(turn: Turn, cells: Iterable[Cell]) -> dict[int, Cell]:
    """Return by their places the cells still to be reported: nothing stands there, and nobody said there is nothing.

    Not those that nobody reports by the rules of now.
    """
    places = {place: (unit, metric, period) for place, (unit, metric, period) in enumerate(cells, 1)}
    units, metrics, periods = ({cell[at] for cell in places.values()} for at in range(3))
    present = {(c.unit, c.metric, c.period) for c in values.of_metrics(turn.tx, metrics, periods, units)}
    present |= nil_returns.of(turn.tx, periods, units)
    return {place: cell for place, cell in places.items() if cell not in present and _is_reported(turn, cell)}


def _is_reported(turn: Turn, cell: Cell) -> bool:
    _, metric, period = cell
    rules = turn.rulebook_on(Period.written(period).first)
    return any(one.id == metric and one.is_reported for one in rules.metrics)


def _item(turn: Turn, rulebook: Rulebook, cell: Cell, place: int, stored: Stored | None) -> Item:
    unit, metric_id, period = cell
    metric = rulebook.metric(metric_id)
    number, reason = (None, None) if stored is None else (stored.number, submission.claimed(turn, stored).reason)
    return Item(
        place, rulebook.unit(unit).name, Period.written(period).chinese, metric.name, example(metric), number, reason
    )


def nil_asked(turn: Turn, question: Owed[NilAsked]) -> Reminder | None:
    """Describe the reminder that the question is about; None where nothing of it is left."""
    about = outbox.letter(turn.tx, question.payload.letter)
    return None if about is None else describe_reminder(turn, owed(about, Reminded))


def answered(turn: Turn, sender: Sender, letter: Letter, text: str, decision: Decision | None) -> Answer | None:
    """Take the reply to a reminder; a decision is none."""
    return None if decision is not None else _take(turn, sender, letter, text)


def typed(turn: Turn, sender: Sender, letter: Letter, text: str) -> Answer:
    """Take a text that is no reply but written like the answer to this reminder, the newest list with numbers."""
    if not all(PLACED.match(lines.clean(line)) for line in text.splitlines() if line.strip()):
        raise Refusal("not_understood")
    return _take(turn, sender, letter, text)


def _take(turn: Turn, sender: Sender, letter: Letter, text: str) -> Answer:
    """Take the answer to a reminder: `1 3/3`, one item a line, `1 本月无`, or 今天不再提醒."""
    whole = lines.clean(text)
    if whole.lower() in MUTE:
        return mute(turn, sender, letter.id)
    if found := NIL.fullmatch(whole):
        return nil(turn, sender, letter.id, int(found["place"] or 0))
    items = owed(letter, Reminded).payload.items

    def read(turn: Turn, person: Person, sender: Sender, line: str) -> Intent:
        return _read(turn, person, sender, line, items)

    return submit.take_lines(turn, sender, tuple(line for line in text.splitlines() if line.strip()), read)


def _read(turn: Turn, person: Person, sender: Sender, line: str, items: list[Cell]) -> Intent:
    """Read `项号 数值`; the number of the only item may be left out, and a name does as well as a number."""
    words = lines.words(line)
    first = words[0].rstrip(".)") if words else ""
    if not (first.isascii() and first.isdigit() and len(words) > 1):
        if len(items) == 1 and len(words) == 1 and first != "1":
            return _intent(line, items[0], words[0])
        if len(words) == 1:
            raise Refusal("remind_usage")
        return _in_list(read_report(turn, person, sender, line), items)
    if not 1 <= int(first) <= len(items):
        raise Refusal("no_such_item", place=first, most=len(items))
    if len(words) > 3 or (len(words) == 3 and any(sign.isdigit() for sign in words[2])):
        raise Refusal("remind_usage")
    return _intent(line, items[int(first) - 1], " ".join(words[1:]))


def _in_list(named: Intent, items: list[Cell]) -> Intent:
    """Take the period of the list for an item that was named without one."""
    periods = [period for unit, metric, period in items if (unit, metric) == (named.unit, named.metric)]
    return replace(named, period=periods[0]) if periods and named.period is None else named


def _intent(line: str, cell: Cell, value: str) -> Intent:
    unit, metric, period = cell
    return Intent(line, unit, metric, value, period=period)


def nil(turn: Turn, sender: Sender, number: int, place: int) -> Answer:
    """Note that there is nothing to report for an item: no value, no more reminders, and its leads are told.

    Place 0 means the only item left, and asks which one where there are several; -1 means all of them.
    """
    items = _reminder(turn, sender, number).payload.items
    if place > len(items):
        raise Refusal("no_such_item", place=str(place), most=len(items))
    left = still_missing(turn, items)
    if place == 0 and len(left) > 1:
        turn.owe(sender.person, "nil_choose", NilAsked(number, list(left)), key=str(number))
        return Answer("nil_which")
    meant = list(left.values()) if place in (0, -1) else [left[place]] if place in left else []
    if not meant:
        raise Refusal("nothing_missing")
    for cell in meant:
        _note(turn, sender, cell)
    metrics = [turn.metric_known(metric)[1].name for _, metric, _ in meant]
    turn.answer(sender, "nil_noted", key=f"{number}:{place}", metrics=metrics)
    return Answer("nil_done")


def _note(turn: Turn, sender: Sender, cell: Cell) -> None:
    unit, metric_id, written = cell
    person, period = turn.person(sender), Period.written(written)
    rulebook = turn.rulebook_on(period.first)
    metric = rulebook.metric(metric_id)
    if not access.may("report", access.relations(person, unit, metric.leads)):
        raise Refusal("not_your_question")
    turn.refuse_when_locked(sender, period)
    nil_returns.add(turn.tx, unit, metric_id, written, person.id)
    turn.record(person.id, "nil_return")
    leads = access.deciding_leads(metric.leads, unit)
    told = roster.acting_ids(turn.tx, "reviewer", leads) or roster.acting_ids(turn.tx, "admin")
    values = {"unit": rulebook.unit(unit).name, "period": period.chinese, "metric": metric.name, "by": person.name}
    for reviewer in told:
        turn.owe(reviewer, "text", Text("nil_told", values), key=f"nil:{unit}:{metric_id}:{written}")


def units_of(letter: Letter) -> set[str]:
    """Return the units whose cells a reminder lists."""
    return {unit for unit, *_ in owed(letter, Reminded).payload.items}


def press_mute(turn: Turn, sender: Sender, number: int) -> Answer:
    """Let a person hear no reminder for the rest of the day, where the one pressed still reminds of anything."""
    if describe_reminder(turn, _reminder(turn, sender, number)) is None:
        raise Refusal("old_button")
    return mute(turn, sender, number)


def mute(turn: Turn, sender: Sender, number: int) -> Answer:
    """Let a person hear no reminder for the rest of the day."""
    person = _reminder(turn, sender, number).chat
    preferences.choose(turn.tx, person, preferences.MUTED, today(turn))
    turn.record(person, "prefer")
    if not sender.pressed:
        turn.answer(sender, "muted")
    return Answer("muted")


def _reminder(turn: Turn, sender: Sender, number: int) -> Owed[Reminded]:
    """Return a reminder that was sent to this person."""
    person, letter = turn.person(sender), outbox.letter(turn.tx, number)
    if letter is None or letter.kind != "remind":
        raise Refusal("old_button")
    if letter.chat != person.id:
        raise Refusal("not_your_question")
    return owed(letter, Reminded)
