"""The posts, when they are due, and what an admin answers about one whose outcome nobody knows."""

from handlers.journey import Journey, Letter, Press, Tick, repeated
from handlers.publishing.actions import doubted, post_weeks, settle_unknown, weeks_due
from handlers.publishing.results import Doubt, Posted
from handlers.publishing.texts import TEXTS
from handlers.publishing.views import ask_arrived
from handlers.standings.actions.boards import posted_board
from handlers.standings.views.pictures import post

JOURNEY = Journey(
    name="publishing",
    texts=TEXTS,
    presses=(Press("post_arrived", settle_unknown, before="out"),),
    letters=(
        Letter(
            "week",
            Posted,
            lambda turn, owed: posted_board(turn, owed.payload.publication),
            post,
            public=True,
            late="week_picture",
        ),
        repeated("week_picture", public=True),
        Letter("ask_arrived", Doubt, doubted, ask_arrived),
    ),
    ticks=(Tick("week_post", weeks_due, post_weeks),),
)
