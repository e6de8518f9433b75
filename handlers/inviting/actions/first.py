"""The first admin: a code on the console of a house that has none, for fifteen minutes, once, five wrong tries."""

import json
from datetime import datetime, timedelta
from typing import Any

from handlers.results import Answer, Refusal, Sender
from handlers.turn import Turn
from scoring.reading.staff import UNNAMED
from storage import house, invites, roster

FIXTURE = "first_code"
KEPT = timedelta(minutes=15)
TRIES = 5


def is_settled(turn: Turn) -> bool:
    """Say whether there is an admin who acts, so that nobody needs a code."""
    return bool(roster.acting_ids(turn.tx, "admin"))


def begin(turn: Turn, secret: str) -> None:
    """Let a code make the first admin; one of before is good no more."""
    until = (turn.now + KEPT).isoformat()
    _note(turn, {"digest": invites.digest_of(secret), "until": until, "wrong": 0}, "first_code")


def is_open(turn: Turn) -> bool:
    """Say whether a code still waits for its one use."""
    return _code(turn) is not None and not is_settled(turn)


def use(turn: Turn, sender: Sender, digest: str) -> Answer:
    """Make the sender the first admin by the code; a wrong try is counted, and the fifth ends the code."""
    code = _code(turn) or {}
    if turn.judged_at(sender) >= datetime.fromisoformat(code["until"]):
        raise Refusal("first_code_over")
    if digest != code["digest"]:
        wrong = code["wrong"] + 1
        _note(turn, code | {"wrong": wrong} if wrong < TRIES else {}, "first_code_wrong", sender.person)
        turn.answer(sender, "first_code_wrong", left=TRIES - wrong)
        return Answer()
    person = sender.person
    vacant = [post for post in roster.posts(turn.tx) if post.entry.role == "admin" and post.entry.telegram_id is None]
    known = roster.name_of(turn.tx, person)
    mine = [post for post in vacant if known in (None, post.entry.name)]
    if len(mine) == 1:
        roster.bind(turn.tx, mine[0].id, person)
    else:
        roster.add(turn.tx, roster.Entry("", known or UNNAMED, "admin", person))
    _note(turn, {}, "first_admin", person)
    turn.answer(sender, "first_admin")
    return Answer()


def _code(turn: Turn) -> dict[str, Any] | None:
    written = house.fixture(turn.tx, FIXTURE)
    found: dict[str, Any] = {} if written is None else json.loads(written)
    return found or None


def _note(turn: Turn, code: dict[str, Any], act: str, person: int | None = None) -> None:
    house.fix(turn.tx, FIXTURE, json.dumps(code, sort_keys=True))
    turn.record(person, act)
