"""The weekly post: what is due by now and not in the ledger is frozen, settled and owed in one transaction.

Whoever replies 核对 to a post hears whether the audit chain seals it, and whether it comes out the same again.
"""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from handlers import due, phrases
from handlers.publishing.results import Checked, Doubt, Doubted, Posted, Refused
from handlers.results import Answer, Decision, Owed, Refusal, Sender, Text
from handlers.standings.actions.boards import standings, table_of
from handlers.turn import Turn, read_rulebook, tell_admins
from scoring.calendar import Period
from scoring.due import Slot
from scoring.faults import FaultyError
from scoring.standings.output import as_json
from storage import audit, chats, ledger, outbox, publications, roster, rulebooks
from storage.outbox import Letter
from storage.publications import Published

JOB = "week_post"
REFUSED = "post_refused"
PAUSE, STAYS = timedelta(minutes=5), timedelta(days=7)
"""How long a post that was refused waits before it is tried again, and how long it is worth anything."""
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
    group, day = turn.group, slot.day
    if group is None or day is None:
        return 0
    period = Period.holding("month", day)
    posted = 0
    for arena in turn.rulebook.arenas:
        as_of = turn.tx.latest()
        try:
            table = table_of(turn, arena.id, period, as_of)
        except Refusal as refusal:
            if refusal.code == "target_lacking":
                tell_admins(turn, "post_lacking", f"lacking:{slot.key}:{arena.id}", arena=arena.name, **refusal.values)
            continue
        subtitle, moment = _subtitle(day), turn.tx.next_moment()
        body = publications.frozen({"subtitle": subtitle}, table)
        kind = "week" if turn.drill is None else "drill"
        name = publications.free_slot(turn.tx, kind, arena.id, slot.key)
        number = publications.publish(turn.tx, kind, arena.id, str(period), name, moment, body)
        turn.record(None, "publish", subtitle=subtitle)
        publications.stamp(turn.tx, number, audit.code(audit.head(turn.tx)))
        turn.push(group, "week", Posted(number), key=str(number))
        posted += 1
    if not posted:
        turn.record(None, "week_empty")
    return posted


def _subtitle(day: date) -> str:
    """Return 第47周 11.16–11.22 for the week that holds the day told of."""
    first = day - timedelta(days=day.weekday())
    last = first + timedelta(days=6)
    return f"第{day.isocalendar().week}周 {first.month}.{first.day}–{last.month}.{last.day}"


def note_refused(turn: Turn, publication: int, letter: Letter, reason: str) -> None:
    """Note that a post was refused, which is to be tried again, and tell every admin so once."""
    ledger.reopen(turn.tx, REFUSED, str(letter.id))
    ledger.settle_slot(turn.tx, REFUSED, str(letter.id), "done")
    payload = Refused(letter.id, publication, reason, picture=bool(letter.payload.get("of")))
    for admin in roster.acting_ids(turn.tx, "admin"):
        turn.push(admin, "post_refused", payload, key=str(letter.id))


def refused_due(turn: Turn) -> bool:
    """Say whether a post that was refused may be tried again."""
    return not turn.quiet and any(_refused(turn))


def try_again(turn: Turn) -> int:
    """Let the posts go out that were refused for a reason that may be gone; returns how many."""
    found = list(_refused(turn))
    for number in found:
        outbox.resend(turn.tx, number)
    return len(found)


def _refused(turn: Turn) -> Iterator[int]:
    """Yield the letters of posts of the last days that were refused, and are now due again or can be reached again."""
    for slot in ledger.settled(turn.tx, REFUSED, turn.now - STAYS):
        letter, at = outbox.known(turn.tx, int(slot)), ledger.settled_at(turn.tx, REFUSED, slot)
        if letter.state != "dead" or at is None or turn.now - letter.owed_at >= STAYS:
            continue
        up = chats.up_since(turn.tx, letter.chat)
        if turn.now >= at + PAUSE or (up is not None and up >= at):
            yield letter.id


def refused(turn: Turn, owed: Owed[Refused]) -> tuple[Doubted, str, bool]:
    """Describe a post that was refused, why, and whether only its picture was."""
    found = owed.payload
    return _named(turn, found.letter, found.publication), found.reason, found.picture


def doubted(turn: Turn, owed: Owed[Doubt]) -> Doubted:
    """Describe a post whose outcome nobody knows."""
    return _named(turn, owed.payload.letter, owed.payload.publication)


def _named(turn: Turn, letter: int, publication: int) -> Doubted:
    post = publications.publication(turn.tx, publication)
    if post is None:
        raise LookupError(publication)
    kind = "week" if post.kind in publications.WEEKLY else "result"
    return Doubted(turn.rulebook.arena(post.arena).name, post.slot.rpartition(":")[2], letter, kind)


def settle_unknown(turn: Turn, sender: Sender, number: int, arrived: int) -> Answer:
    """Let an admin say whether a post whose outcome nobody knows has arrived, or that it is to be sent again."""
    person = turn.person(sender)
    if not person.admin:
        raise Refusal("admins_only")
    letter = outbox.letter(turn.tx, number)
    if letter is None or letter.state not in (("unknown",) if arrived else ("unknown", "dead")):
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


def answered(turn: Turn, sender: Sender, letter: Letter, text: str, _decision: Decision | None) -> Answer | None:
    """Take the reply 核对 to a post, or to its picture; a post asks nothing else."""
    if phrases.compared(text) != phrases.CHECK:
        return None
    turn.owe_private(sender, "checked", Checked(letter.payload["publication"]))
    return Answer()


def how_to_check(turn: Turn, sender: Sender) -> Answer:
    """Say what 核对 is to be a reply to."""
    turn.person(sender)
    raise Refusal("check_by_reply")


def check(turn: Turn, owed: Owed[Checked]) -> Text:
    """Look up the code of a post in the audit chain, and score it again under the rulebook that it names."""
    post = publications.publication(turn.tx, owed.payload.publication)
    if post is None:
        raise LookupError(owed.payload.publication)
    body = json.loads(post.body)
    arena, week, code = turn.rulebook.arena(post.arena).name, body["subtitle"], post.audit_code
    link = audit.find(turn.tx, code)
    if link is None:
        return Text("post_not_sealed", {"arena": arena, "week": week, "seal": code})
    same, at = _again(turn, post, body) == post.body, turn.minute(link.at)
    found = {"arena": arena, "week": week, "seal": code, "row": link.seq, "at": at}
    return Text("post_checked" if same else "post_differs", found)


def _again(turn: Turn, post: Published, body: dict[str, Any]) -> str | None:
    """Return what a post would hold if it were made again from what was known; None where it cannot be made."""
    named = [one.body for one in rulebooks.in_force(turn.tx) if one.fingerprint == body["standings"]["rulebook"]]
    if not named:
        return None
    try:
        period, final = Period.written(post.period), body["standings"]["final"]
        found = standings(turn.tx, read_rulebook(named[0]), post.arena, period, post.as_of, final=final)
    except FaultyError:
        return None
    return publications.frozen({name: body[name] for name in body.keys() - {"standings"}}, as_json(found))
