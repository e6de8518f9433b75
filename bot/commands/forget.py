"""`leitai forget`: name and number of somebody who left become a placeholder, everywhere but in the sealed chain."""

from typing import Annotated

import typer

from bot.commands.open import house, refused
from bot.commands.texts import said
from bot.commands.usage import fits
from bot.process import say
from bot.texts import HELP
from handlers.people.actions import forget as forget_person
from handlers.people.texts import FORGOTTEN
from handlers.results import Refusal


def forget(telegram_id: Annotated[int, typer.Argument(help=HELP["forget_person"], min=1, callback=fits)]) -> None:
    """Forget a person who is on no row of the roster; nobody can take that back."""
    with house(create=True) as (_, work):
        try:
            name = work(lambda turn: forget_person(turn, telegram_id, FORGOTTEN))
        except Refusal as refusal:
            raise refused(refusal) from None
    say(said("forgotten", id=telegram_id, name=name))
