"""Edges of closing: the card at the lock, its buttons, and 定榜."""

from handlers import phrases
from handlers.closing import actions, views
from handlers.closing.results import ClosingAsked, ClosingOpen
from handlers.closing.texts import TEXTS
from handlers.journey import Journey, Letter, Press, Tick, Word

JOURNEY = Journey(
    name="closing",
    texts=TEXTS,
    words=(Word((phrases.TO_CLOSE,), alone=actions.ask_again),),
    presses=(
        Press("closing_look", actions.look, takes=1, numbers=1, of="letter"),
        Press("close", actions.close, takes=1, numbers=1, of="letter"),
        Press("close_anyway", actions.close, takes=1, numbers=1, rest=(True,), of="letter"),
    ),
    letters=(
        Letter(
            "closing",
            ClosingAsked,
            actions.dry_run,
            views.card,
            answered=actions.answered,
            units=lambda letter: {actions.topic(letter.payload["period"])},
        ),
        Letter(
            "closing_open",
            ClosingOpen,
            actions.what_is_open,
            lambda found: views.still_open(*found),
            answered=actions.answered,
            units=lambda letter: {actions.topic(letter.payload["period"])},
        ),
    ),
    ticks=(Tick("closing", actions.cards_due, actions.ask),),
)
