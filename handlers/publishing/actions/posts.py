"""Posts: what is due by now and not in the ledger is frozen, settled and owed in one transaction."""

import json
from datetime import date, timedelta
from typing import Any

from handlers import due
from handlers.pictures.shown.board import Board
from handlers.publishing.results import Corrected, Posted, Result
from handlers.results import Owed, Refusal, Text
from handlers.season import has_values, is_frozen, is_withheld
from handlers.standings.actions.boards import Table, for_chat, posted_board, table_of
from handlers.turn import Turn, tell_admins
from scoring.calendar import Period
from scoring.due import Slot
from storage import audit, identities, publications

JOB = "week_post"
STAYS = timedelta(days=7)
"""How long a post that did not arrive is worth anything."""
MOST_A_DAY = 3
"""Posts a day that the bot makes in the group of its own accord; those of one occasion count as one."""


def weeks_due(turn: Turn) -> bool:
    """Say whether a weekly post is due that nobody settled."""
    return any(_open(turn))


def post_weeks(turn: Turn) -> int:
    """Owe the weekly posts that are due; the newest week is posted once an arena, older ones are noted as skipped."""
    said, skipped = _open(turn)
    for slot in skipped:
        due.skip(turn, JOB, [slot])
        turn.record(None, "week_skipped")
    return sum(_post(turn, slot) for slot in due.take(turn, JOB, (said, [])))


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
    day = slot.day
    if day is None:
        return 0
    period = _told(turn, day)
    if is_frozen(turn, period):
        turn.record(None, "week_frozen")
        if turn.group is not None:
            told = Text("week_frozen", {"week": _subtitle(day), "period": period.chinese})
            turn.push(turn.group, "text", told, key=f"frozen:{slot.key}")
        return 0
    if is_withheld(turn, period):
        turn.record(None, "week_withheld")
        return 0
    posted = 0
    for arena in turn.rulebook_on(period.first).arenas:
        as_of = turn.tx.latest()
        try:
            table = table_of(turn, arena.id, period, as_of)
        except Refusal as refusal:
            if refusal.code == "target_lacking":
                tell_admins(turn, "post_lacking", f"lacking:{slot.key}:{arena.id}", arena=arena.name, **refusal.values)
            continue
        kind = "week" if turn.drill is None else "drill"
        name = publications.free_slot(turn.tx, kind, arena.id, slot.key)
        publish(turn, kind, name, table, {"subtitle": _subtitle(day)})
        posted += 1
    if not posted:
        turn.record(None, "week_empty")
    return posted


def _told(turn: Turn, day: date) -> Period:
    """Return the month that a weekly post tells of: that of its day, or the one before, which is not locked yet.

    That one is told once more after its last day, and for as long as nothing is confirmed of the new one.
    """
    month = Period.holding("month", day)
    before = month.shifted(-1)
    if not turn.has_rules_for(before) or turn.is_locked(before) or not has_values(turn, before):
        return month
    last = publications.last_of(turn.tx, None, str(before))
    told = last is not None and turn.local(last.published_at).date() > before.last
    return month if told and has_values(turn, month) else before


def publish(
    turn: Turn,
    kind: str,
    slot: str,
    table: Table,
    beside: dict[str, Any],
    *,
    act: str = "publish",
    by: int | None = None,
) -> None:
    """Freeze the standings of an arena with what stands beside them, seal them, and owe them to the group."""
    moment = turn.tx.next_moment()
    body = publications.frozen(beside, table)
    number = publications.publish(turn.tx, kind, table["arena"], table["period"], slot, moment, body)
    turn.record(by, act, **beside)
    publications.stamp(turn.tx, number, audit.code(audit.head(turn.tx)))
    if turn.group is not None:
        turn.push(turn.group, "week" if kind in publications.WEEKLY else "result", Posted(number), key=str(number))


def may_post(turn: Turn) -> bool:
    """Say whether the group has not had enough for today."""
    return not turn.quiet and _posted_today(turn) < MOST_A_DAY


def _subtitle(day: date) -> str:
    """Return 第47周 11.16–11.22 for the week that holds the day told of."""
    first = day - timedelta(days=day.weekday())
    last = first + timedelta(days=6)
    return f"第{day.isocalendar().week}周 {first.month}.{first.day}–{last.month}.{last.day}"


def week(turn: Turn, owed: Owed[Posted]) -> Board:
    """Describe a weekly post, as far as its chat is shown it."""
    board = posted_board(turn, owed.payload.publication)
    period = Period.written(publications.known(turn.tx, owed.payload.publication).period)
    return for_chat(turn, board, period, owed.chat)


def result(turn: Turn, owed: Owed[Posted]) -> Result:
    """Describe the result of a period from what was frozen of it."""
    number = owed.payload.publication
    post = publications.known(turn.tx, number)
    body = json.loads(post.body)
    corrections = tuple(corrected(turn, one) for one in body.get("corrections", ()))
    return Result(posted_board(turn, number), post.version, body.get("notice"), corrections)


def signers(turn: Turn, body: dict[str, Any]) -> list[str]:
    """Return the names of those who signed what was made public, from the marks that stand for them."""
    return [identities.read(turn.tx, mark) for mark in body.get("signed", ())]


def corrected(turn: Turn, told: dict[str, Any]) -> Corrected:
    """Describe a correction that a publication holds, in names."""
    rulebook = turn.rulebook_on(Period.written(told["period"]).first)
    metric = rulebook.metric(told["metric"])
    before, after = (metric.level_names.get(value, value) for value in (told["before"] or "", told["after"]))
    unit = rulebook.unit(told["unit"]).name
    return Corrected(told["number"], unit, metric.name, before, after, told["why"])
