"""核对: whoever replies so to a post hears whether the chain seals it, and whether it comes out the same again."""

import json

from handlers import phrases
from handlers.publishing.results import Checked
from handlers.results import Answer, Decision, Owed, Refusal, Sender, Text
from handlers.standings.actions.boards import standings
from handlers.turn import Turn, read_rulebook
from scoring.calendar import Period
from scoring.faults import FaultyError
from scoring.standings.output import as_json
from storage import audit, publications, rulebooks
from storage.outbox import Letter
from storage.publications import Published


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
    post = publications.known(turn.tx, owed.payload.publication)
    body = json.loads(post.body)
    arena, week, code = turn.rulebook.arena(post.arena).name, body["subtitle"], post.audit_code
    link = audit.find(turn.tx, code)
    if link is None:
        return Text("post_not_sealed", {"arena": arena, "week": week, "seal": code})
    same, at = comes_out_the_same(turn, post), turn.minute(link.at)
    found = {"arena": arena, "week": week, "seal": code, "row": link.seq, "at": at}
    return Text("post_checked" if same else "post_differs", found)


def comes_out_the_same(turn: Turn, post: Published) -> bool:
    """Score a publication again, from what was known and under the rulebook that it names, and compare to the byte."""
    body = json.loads(post.body)
    named = [one.body for one in rulebooks.in_force(turn.tx) if one.fingerprint == body["standings"]["rulebook"]]
    if not named:
        return False
    try:
        period, final = Period.written(post.period), body["standings"]["final"]
        found = standings(turn.tx, read_rulebook(named[0]), post.arena, period, post.as_of, final=final)
    except FaultyError:
        return False
    beside = {name: body[name] for name in body.keys() - {"standings"}}
    return publications.frozen(beside, as_json(found)) == post.body
