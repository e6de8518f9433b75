"""Edges of closing: the card at the lock, its buttons, and 定榜."""

from handlers import phrases
from handlers.closing import views
from handlers.closing.actions import cards, settling, signing, versions
from handlers.closing.results import ClosingAsked, ClosingOpen, ClosingSeen
from handlers.closing.texts import TEXTS
from handlers.journey import Journey, Letter, Press, Tick, Word

JOURNEY = Journey(
    name="closing",
    texts=TEXTS,
    words=(Word(phrases.TO_CLOSE, alone=signing.ask_again),),
    presses=(
        Press("closing_look", signing.look, takes=1, numbers=1, of="letter"),
        Press("close", signing.close, takes=1, numbers=1, of="letter"),
        Press("close_anyway", signing.close, takes=1, numbers=1, rest=(True,), of="letter"),
    ),
    letters=(
        Letter(
            "closing",
            ClosingAsked,
            cards.dry_run,
            views.card,
            answered=signing.answered,
            units=signing.topics,
        ),
        Letter(
            "closing_open",
            ClosingOpen,
            cards.what_is_open,
            lambda found: views.still_open(*found),
            answered=signing.answered,
            units=signing.topics,
        ),
        Letter(
            "closing_seen",
            ClosingSeen,
            cards.back,
            lambda found: views.seen(*found),
            answered=signing.answered,
            units=signing.topics,
        ),
    ),
    ticks=(
        Tick("closing", signing.cards_due, signing.ask),
        Tick("correction", versions.corrections_due, versions.publish_corrections),
        Tick("settled", settling.ended, settling.settle),
    ),
)
