"""Edges of vetoing: /veto, and the word of whoever signs."""

from collections.abc import Callable

from telegram import Update

from handlers.context import Context
from handlers.journey import Command, Journey, Letter, Press
from handlers.results import Message
from handlers.vetoing import views
from handlers.vetoing.actions import asking, proof, signing
from handlers.vetoing.results import Proposal, VetoAsked, VetoShown
from handlers.vetoing.texts import TEXTS


async def veto(update: Update, context: Context, rest: str) -> None:
    """`/veto 单位 [期间] [解除] 理由`: asks for a veto or for its end; another person signs."""
    await context.act(asking.ask, update, rest)


def _card(kind: str, view: Callable[[Proposal], Message]) -> Letter[VetoAsked, Proposal]:
    """Declare what shows a request to whoever may sign it, or to whoever asked."""
    return Letter(
        kind,
        VetoAsked,
        signing.proposal,
        view,
        answered=signing.answered,
        wants_files=lambda _turn, _letter: True,
        units=lambda letter: {letter.payload["unit"]},
    )


JOURNEY = Journey(
    name="vetoing",
    texts=TEXTS,
    commands=(Command("veto", veto, ("一票否决",)),),
    presses=(
        Press("veto_agree", signing.answer, rest=("agree",), of="letter"),
        Press("veto_decline", signing.answer, rest=("decline",), of="letter"),
        Press("veto_withdraw", signing.withdraw, of="letter"),
        Press("veto_evidence", proof.show, takes=1, numbers=1),
    ),
    letters=(
        _card("veto", views.card),
        _card("veto_asked", views.receipt),
        Letter("veto_evidence", VetoShown, proof.shown, lambda found: views.evidence(*found)),
    ),
)
