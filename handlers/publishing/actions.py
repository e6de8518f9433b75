"""The weekly post: what is due by now and not in the ledger is frozen, settled and owed in one transaction."""

import json
from datetime import date, timedelta

from handlers import due
from handlers.publishing.results import Doubt, Doubted, Posted
from handlers.results import Answer, Owed, Refusal, Sender, Text
from handlers.standings.actions.boards import table_of
from handlers.turn import Turn
from scoring.calendar import Period
from scoring.due import Slot
from storage import audit, outbox, publications, roster

JOB = "week_post"
MOST_A_DAY = 3
"""Posts a day that the bot makes in the group of its own accord; those of one occasion count as one."""


def weeks_due(turn: Turn) -> bool:
    """Say whether a weekly post is due that nobody settled."""
    return any(_open(turn))


def post_weeks(turn: Turn) -> int:
    """Owe the weekly posts that are due; the newest week is posted once an arena, older ones are noted as skipped."""
    said, skipped = _open(turn)
    for slot in skipped:
        turn.record(None, "week_skipped", week=slot.key)
    return sum(_post(turn, slot) for slot in due.take(turn, JOB, (said, skipped)))


def _open(turn: Turn) -> due.Open:
    """Return the weekly posts to be made now and to be skipped; none where the group has had enough for today."""
    if turn.group is None or _posted_today(turn) >= MOST_A_DAY:
        return [], []
    return due.of_weeks(turn, JOB)


def _posted_today(turn: Turn) -> int:
    today = turn.local(turn.now).replace(hour=0, minute=0, second=0, microsecond=0)
    return publications.occasions(turn.tx, today, today + timedelta(days=1))


def _post(turn: Turn, slot: Slot) -> int:
    """Freeze and owe the standings of every arena in which anything counts; returns of how many."""
    group, day = turn.group, slot.day
    if group is None or day is None:
        return 0
    period = Period.holding("month", day)
    posted = 0
    for arena in turn.rulebook.arenas:
        as_of = turn.tx.latest()
        try:
            table = table_of(turn, arena.id, period, as_of)
        except Refusal:
            continue
        subtitle = _subtitle(day)
        moment = turn.record(
            None, "publish", kind="week", arena=arena.id, period=str(period), slot=slot.key, snapshot=table["snapshot"]
        )
        body = json.dumps({"subtitle": subtitle, "standings": table}, ensure_ascii=False)
        code = audit.code(audit.head(turn.tx))
        name = publications.free_slot(turn.tx, "week", arena.id, slot.key)
        number = publications.publish(turn.tx, "week", arena.id, str(period), name, moment, code, body)
        turn.push(group, "week", Posted(number), key=str(number))
        posted += 1
    return posted


def _subtitle(day: date) -> str:
    """Return 第47周 11.16–11.22 for the week that holds the day told of."""
    first = day - timedelta(days=day.weekday())
    last = first + timedelta(days=6)
    return f"第{day.isocalendar().week}周 {first.month}.{first.day}–{last.month}.{last.day}"


def doubted(turn: Turn, owed: Owed[Doubt]) -> Doubted:
    """Describe a post whose outcome nobody knows."""
    post = publications.publication(turn.tx, owed.payload.publication)
    if post is None:
        raise LookupError(owed.payload.publication)
    week = post.slot.rpartition(":")[2]
    return Doubted(turn.rulebook.arena(post.arena).name, week, owed.payload.letter)


def settle_unknown(turn: Turn, sender: Sender, number: int, arrived: int) -> Answer:
    """Let an admin say whether a public post whose outcome nobody knows has arrived, or is to be sent again."""
    person = turn.person(sender)
    if not person.admin:
        raise Refusal("admins_only")
    letter = outbox.letter(turn.tx, number)
    if letter is None or letter.state != "unknown":
        raise Refusal("settled_before")
    turn.record(person.id, "post_arrived" if arrived else "post_again", letter=number)
    if arrived:
        outbox.note_arrival(turn.tx, number)
    else:
        outbox.resend(turn.tx, number)
    payload = Text("post_settled", {"name": person.name, "arrived": bool(arrived), "what": letter.kind})
    for admin in roster.acting_ids(turn.tx, "admin"):
        turn.owe(admin, "text", payload, key=f"settled:{number}")
    return Answer("post_arrived" if arrived else "post_again")
