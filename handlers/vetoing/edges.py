"""Edges of vetoing: /veto, and the word of whoever signs."""

from telegram import Update

from handlers.context import Context
from handlers.journey import Command, Journey, Letter, Press
from handlers.vetoing import actions, views
from handlers.vetoing.results import VetoAsked
from handlers.vetoing.texts import TEXTS


async def veto(update: Update, context: Context, rest: str) -> None:
    """`/veto 单位 [期间] [解除] 理由`: asks for a veto or for its end; another person signs."""
    await context.act(actions.ask, update, rest)


JOURNEY = Journey(
    name="vetoing",
    texts=TEXTS,
    commands=(Command("veto", veto, ("一票否决",)),),
    presses=(
        Press("veto_agree", actions.answer, rest=("agree",), of="letter"),
        Press("veto_decline", actions.answer, rest=("decline",), of="letter"),
    ),
    letters=(
        Letter(
            "veto",
            VetoAsked,
            actions.proposal,
            views.card,
            answered=actions.answered,
            units=lambda letter: {letter.payload["unit"]},
        ),
    ),
)
