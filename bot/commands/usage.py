"""Typer's own words in the language that is spoken: the frame of help, and what is wrong with words of a command."""

import re

from typer import BadParameter, Context
from typer.core import TyperCommand, TyperGroup

from bot.texts import FRAME, MISTAKEN, MISTAKES
from scoring.language import spoken


class Group(TyperGroup):
    """A group of commands whose help is in one language."""

    def get_help(self, ctx: Context) -> str:  # type: ignore[override]
        """Return the help."""
        return _framed(super().get_help(ctx))


class Command(TyperCommand):
    """A command whose help is in one language."""

    def get_help(self, ctx: Context) -> str:  # type: ignore[override]
        """Return the help."""
        return _framed(super().get_help(ctx))


def _framed(text: str) -> str:
    if spoken() == "en":
        return text
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
    if spoken() == "en":
        return _in_english(error)
    param = getattr(error, "param", None)
    name = "" if param is None else next((each for each in param.opts if each.startswith("-")), param.name)
    text = str(error)
    for pattern, words in MISTAKES:
        if found := re.match(pattern, text):
            return words.format(*found.groups(), name=name)
    return MISTAKEN.format(name=name)


def _in_english(error: Exception) -> str:
    """Return Typer's own words, without its full stop: a sentence goes around them."""
    return str(error.format_message() if hasattr(error, "format_message") else error).rstrip(".")
