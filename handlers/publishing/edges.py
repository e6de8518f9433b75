"""The posts, when they are due, how they are checked, and what an admin answers about one that may not have arrived."""

from dataclasses import replace
from itertools import chain
from typing import Any

from handlers import phrases
from handlers.journey import Journey, Letter, Press, Tick, Word, repeated
from handlers.publishing.actions import (
    answered,
    check,
    doubted,
    how_to_check,
    post_weeks,
    refused,
    refused_due,
    settle_unknown,
    try_again,
    weeks_due,
)
from handlers.publishing.results import Checked, Doubt, Posted, Refused
from handlers.publishing.texts import TEXTS
from handlers.publishing.views import ask_arrived, tell_refused
from handlers.standings.actions.boards import posted_board
from handlers.standings.views.pictures import post
from handlers.texts import text


def _posts(kind: str) -> tuple[Letter[Any, Any], Letter[Any, Any]]:
    """Declare a kind of post, and the picture that follows one whose text went out without it."""
    whole = Letter(
        kind,
        Posted,
        lambda turn, owed: posted_board(turn, owed.payload.publication),
        post,
        public=True,
        late=f"{kind}_picture",
        answered=answered,
    )
    return whole, replace(repeated(f"{kind}_picture", public=True), answered=answered)


JOURNEY = Journey(
    name="publishing",
    texts=TEXTS,
    words=(Word((phrases.CHECK,), alone=how_to_check),),
    presses=(Press("post_arrived", settle_unknown, before="out", of="letter"),),
    letters=(
        *chain.from_iterable(map(_posts, ("week", "result"))),
        Letter("checked", Checked, check, lambda found: text(found.code, found.values), in_group=True),
        Letter("ask_arrived", Doubt, doubted, ask_arrived),
        Letter("post_refused", Refused, refused, lambda found: tell_refused(*found)),
    ),
    ticks=(Tick("week_post", weeks_due, post_weeks), Tick("post_again", refused_due, try_again)),
)
