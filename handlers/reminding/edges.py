"""Edges of what waits: /pending, /digest, reminders, and the answers to them."""

from telegram import Update

from handlers.context import Context
from handlers.journey import Command, Journey, Letter, Press, Tick, Word
from handlers.reminding import views
from handlers.reminding.actions import handing, heads, reviewers, todo
from handlers.reminding.results import NilAsked, Reminded, TodoAsked, Urged, Waiting
from handlers.reminding.texts import TEXTS
from handlers.results import as_known


async def pending(update: Update, context: Context, rest: str) -> None:
    """`/pending`: what waits for me."""
    del rest
    await context.act(todo.todo_asked, update)


async def digest(update: Update, context: Context, rest: str) -> None:
    """`/digest [开|关]`: what waits for a reviewer at fixed hours, or every card at once."""
    await context.act(reviewers.digest_asked, update, rest)


JOURNEY = Journey(
    name="reminding",
    texts=TEXTS,
    commands=(
        Command("pending", pending, ("待办",), menu=3, looks=True),
        Command("digest", digest, ("汇总",), menu=13, readers=("reviewer", "admin"), looks=True),
    ),
    words=(
        Word(todo.TO_DO, alone=todo.todo_asked),
        Word(reviewers.URGE, reply=reviewers.nudge, press="urge"),
    ),
    presses=(
        Press("nil", heads.nil, of="letter"),
        Press("mute", heads.press_mute, takes=1, of="letter"),
        Press("urge", reviewers.nudge, takes=1, names="version", of="reach"),
        Press("urge_lead", reviewers.nudge_lead, of="letter"),
        Press("digest", reviewers.choose, takes=1, before="dig"),
    ),
    letters=(
        Letter(
            "todo",
            TodoAsked,
            lambda turn, owed: todo.todo(turn, owed.payload.person, as_known(owed.payload.as_of)),
            views.todo,
            numbered=True,
            about=todo.listed,
        ),
        Letter(
            "remind",
            Reminded,
            heads.describe_reminder,
            views.reminder,
            numbered=True,
            answered=heads.answered,
            typed=heads.typed,
            refused=heads.refused,
            about=heads.to_mend,
            units=heads.units_of,
        ),
        Letter("nil_choose", NilAsked, heads.nil_asked, views.nil_choose),
        Letter("digest", Waiting, reviewers.describe_digest, views.digest),
        Letter("overdue", Waiting, reviewers.describe_digest, views.overdue),
        Letter("urged", Waiting, reviewers.describe_digest, views.urged),
        Letter("nudge", Urged, reviewers.describe_nudge, views.nudge),
    ),
    ticks=(
        Tick("acting", handing.changed, handing.hand_over),
        Tick("remind", heads.reminder_due, heads.remind),
        Tick("digest", reviewers.digest_due, reviewers.send_digests),
        Tick("review", reviewers.review_due, reviewers.remind_reviewers),
        Tick("overdue", reviewers.overdue, reviewers.escalate),
    ),
)
