"""Typer's own words in Chinese: the frame of its help, and what is wrong with the words of a command."""

import re

from typer import BadParameter, Context
from typer.core import TyperCommand, TyperGroup

from bot.texts import FRAME, MISTAKEN, MISTAKES


class Group(TyperGroup):
    """A group of commands whose help is Chinese."""

    def get_help(self, ctx: Context) -> str:  # type: ignore[override]
        """Return the help."""
        return _framed(super().get_help(ctx))


class Command(TyperCommand):
    """A command whose help is Chinese."""

    def get_help(self, ctx: Context) -> str:  # type: ignore[override]
        """Return the help."""
        return _framed(super().get_help(ctx))


def _framed(text: str) -> str:
    for pattern, words in FRAME:
        text = re.sub(pattern, words, text, flags=re.MULTILINE)
    return text


def fits(value: int) -> int:
    """Take a number of a person, or of what the house has counted; none of these is greater than those of the chat."""
    from scoring.reading.people import BIGGEST_ID  # noqa: PLC0415 - help loads nothing of the house

    if value > BIGGEST_ID:
        raise BadParameter(f"Input should be less than or equal to {BIGGEST_ID}")
    return value


def mistake(error: Exception) -> str:
    """Say what is wrong with the words of a command, from what Typer raised: its own words are English."""
    param = getattr(error, "param", None)
    name = "" if param is None else next((each for each in param.opts if each.startswith("-")), param.name)
    text = str(error)
    for pattern, words in MISTAKES:
        if found := re.match(pattern, text):
            return words.format(*found.groups(), name=name)
    return MISTAKEN.format(name=name)
