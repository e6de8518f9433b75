"""What a head answers to a reminder: a value for an item of its list, 本月无, or no more of it today."""

import re
from dataclasses import replace

from handlers.actions import reminders, submissions
from handlers.actions.intent import Intent, read_report
from handlers.actions.turn import Turn
from handlers.results import Answer, Refusal, Sender
from scoring import access, lines
from scoring.access import Person
from storage import nil_returns, outbox, people, preferences
from storage.outbox import Letter

Cell = reminders.Cell
NIL = re.compile(r"(?:(?P<place>\d{1,3})[\s、.:]*)?(?:本[月期])?无")
PLACED = re.compile(r"\d{1,2}[\s、.:]+\S")
NUMBERED = ("remind", "todo")
MUTE = "今天不再提醒"


def said(turn: Turn, sender: Sender, letter: Letter, text: str) -> Answer:
    """Take the reply to a reminder: `1 3/3`, one item a line, `1 本月无`, or 今天不再提醒."""
    whole = lines.clean(text)
    if whole == MUTE:
        return mute(turn, sender, letter.id)
    if found := NIL.fullmatch(whole):
        return nil(turn, sender, letter.id, int(found["place"] or 0))
    items = letter.payload["items"]

    def read(turn: Turn, person: Person, sender: Sender, line: str) -> Intent:
        return _read(turn, person, sender, line, items)

    return submissions.take_lines(turn, sender, tuple(line for line in text.splitlines() if line.strip()), read)


def typed(turn: Turn, sender: Sender, text: str) -> Answer:
    """Take a text that is no reply but written like the answer to a reminder as one to the newest of them.

    Only while nothing else with numbers was sent since: a number is never taken for that of another list.
    """
    letter = outbox.newest(turn.tx, sender.person, NUMBERED) if sender.private and text else None
    placed = all(PLACED.match(lines.clean(line)) for line in text.splitlines() if line.strip())
    if letter is None or letter.kind != "remind" or not placed:
        raise Refusal("not_understood")
    return said(turn, sender, letter, text)


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
    letter = _reminder(turn, sender, number)
    if place > len(letter.payload["items"]):
        raise Refusal("no_such_item", place=str(place), most=len(letter.payload["items"]))
    left = {n: cell for n, cell in enumerate(letter.payload["items"], 1) if reminders.is_missing(turn, *cell)}
    if place == 0 and len(left) > 1:
        turn.owe(sender.person, "nil_choose", {"letter": number, "places": list(left)}, key=str(number))
        return Answer("nil_which")
    meant = list(left.values()) if place in (0, -1) else [left[place]] if place in left else []
    if not meant:
        raise Refusal("nothing_missing")
    for cell in meant:
        _note(turn, sender, cell)
    metrics = [turn.rulebook.metric(metric).name for _, metric, _ in meant]
    turn.answer(sender, "nil_noted", key=f"{number}:{place}", metrics=metrics)
    return Answer("nil_done")


def _note(turn: Turn, sender: Sender, cell: Cell) -> None:
    unit, metric_id, written = cell
    person, metric, period = turn.person(sender), turn.rulebook.metric(metric_id), reminders.period_of(written)
    if not access.may("report", access.relations(person, unit, metric.leads)):
        raise Refusal("not_your_question")
    turn.refuse_when_locked(sender, period)
    nil_returns.add(turn.tx, unit, metric_id, written, person.id)
    turn.record(person.id, "nil_return", unit=unit, metric=metric_id, period=written)
    leads = access.deciding_leads(metric.leads, unit)
    told = people.acting_ids(turn.tx, "reviewer", leads) or people.acting_ids(turn.tx, "admin")
    values = {"unit": turn.rulebook.unit(unit).name, "period": period.chinese, "metric": metric.name, "by": person.name}
    for reviewer in told:
        payload = {"code": "nil_told", "values": values}
        turn.owe(reviewer, "text", payload, key=f"nil:{unit}:{metric_id}:{written}")


def mute(turn: Turn, sender: Sender, number: int) -> Answer:
    """Let a person hear no reminder for the rest of the day."""
    letter = _reminder(turn, sender, number)
    preferences.choose(turn.tx, letter.chat, preferences.MUTED, reminders.today(turn))
    if not sender.pressed:
        turn.answer(sender, "muted")
    return Answer("muted")


def _reminder(turn: Turn, sender: Sender, number: int) -> Letter:
    """Return a reminder that was sent to this person."""
    person, letter = turn.person(sender), outbox.letter(turn.tx, number)
    if letter is None or letter.kind != "remind" or letter.chat != person.id:
        raise Refusal("not_your_question")
    return letter
