"""核对: whoever replies so to a post hears whether the chain seals it, and whether it comes out the same again."""

import json

from handlers import phrases
from handlers.publishing.results import Checked
from handlers.results import Answer, Owed, Refusal, Sender, Text
from handlers.standings.actions.boards import standings
from handlers.turn import Turn, read_rulebook
from scoring.calendar import Period
from scoring.faults import FaultyError
from scoring.standings.output import as_json
from storage import audit, publications, rulebooks
from storage.outbox import Letter
from storage.publications import Published

POSTS = ("week", "week_picture", "result", "result_picture", "document")
"""The kinds of letters that are posts, or their pictures and documents."""


def quoted(turn: Turn, sender: Sender, letter: Letter | None, shown: str) -> Answer | None:
    """Take the reply 核对 to a post, or to its picture; one whose letter is not known any more by the code it shows."""
    code = phrases.seal_in(shown)
    number = letter.payload.get("publication") if letter is not None and letter.kind in POSTS else None
    if number is None and (letter is not None or not code):
        return None
    turn.person(sender)
    turn.owe_private(sender, "checked", Checked(number, code))
    return Answer()


def how_to_check(turn: Turn, sender: Sender) -> Answer:
    """Say what 核对 is to be a reply to."""
    turn.person(sender)
    raise Refusal("check_by_reply")


def check(turn: Turn, owed: Owed[Checked]) -> Text:
    """Hold a post against the chain, and score it again under the rulebook that it names.

    The code that it shows in the chat is the witness: what the books say now may have been written since.
    """
    turn.tx.believe_nothing()
    number, shown = owed.payload.publication, owed.payload.shown
    post = publications.with_code(turn.tx, shown) if number is None else publications.publication(turn.tx, number)
    code = shown or ("" if post is None else post.audit_code)
    if not code:
        return Text("post_gone", {})
    link = audit.find(turn.tx, code)
    if link is None or not audit.stands(turn.tx, link):
        return Text("post_not_sealed", {"seal": code})
    at = turn.minute(link.at)
    if post is None or not publications.is_sealed_by(turn.tx, post, link):
        return Text("post_lost" if post is None else "post_forged", {"seal": code, "row": link.seq, "at": at})
    arena = turn.rulebook_on(Period.written(post.period).first).arena(post.arena).name
    found = {"arena": arena, "week": json.loads(post.body)["subtitle"], "seal": code, "row": link.seq, "at": at}
    return Text("post_checked" if comes_out_the_same(turn, post) else "post_differs", found)


def replays(turn: Turn, post: Published) -> bool:
    """Say whether the chain seals a publication as it stands, and whether it comes out the same again."""
    turn.tx.believe_nothing()
    link = audit.find(turn.tx, post.audit_code)
    sealed = link is not None and audit.stands(turn.tx, link) and publications.is_sealed_by(turn.tx, post, link)
    return sealed and comes_out_the_same(turn, post)


def comes_out_the_same(turn: Turn, post: Published) -> bool:
    """Score a publication again, from what was known and under the rulebook that it names, and compare to the byte."""
    body = json.loads(post.body)
    named = [one.body for one in rulebooks.in_force(turn.tx) if one.fingerprint == body["standings"]["rulebook"]]
    if not named:
        return False
    try:
        period, final = Period.written(post.period), body["standings"]["final"]
        found = standings(turn.tx, read_rulebook(named[0]), post.arena, period, post.as_of, final=final)
    except (FaultyError, LookupError, ValueError):  # a hand left what cannot be scored
        return False
    beside = {name: body[name] for name in body.keys() - {"standings"}}
    return publications.frozen(beside, as_json(found)) == post.body
