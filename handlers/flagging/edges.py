"""Edges of flagging: the cards of leaders with their buttons, and what the group and the units are told."""

from handlers import phrases
from handlers.flagging import views
from handlers.flagging.actions import deciding, showing
from handlers.flagging.results import FlagAsked, FlagQuestion, FlagTold
from handlers.flagging.texts import TEXTS
from handlers.journey import Journey, Letter, Press, Word
from scoring.flags import FOLLOWS

JOURNEY = Journey(
    name="flagging",
    texts=TEXTS,
    words=(Word(phrases.FLAGS, alone=deciding.waiting),),
    presses=tuple(
        Press(f"flag_{act}", deciding.press, takes=3, numbers=3, rest=(act,), of="letter") for act in FOLLOWS
    ),
    letters=(
        Letter(
            "flag",
            FlagAsked,
            showing.card,
            views.card,
            answered=deciding.answered,
            units=lambda letter: {deciding.topic(letter.payload["flag"])},
        ),
        Letter(
            "flag_why",
            FlagQuestion,
            showing.why,
            views.ask,
            answered=deciding.answer_why,
            asks=deciding.still_asks,
        ),
        Letter("flag_post", FlagTold, showing.post, views.tell, public=True),
        Letter("flag_told", FlagTold, showing.post, views.tell),
    ),
)
