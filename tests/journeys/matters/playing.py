"""How people act on parts of matters: in reply to a card, by a button of it, or by the number."""

import re
from typing import Literal

from bot.sandbox.world.messages import Seen
from tests.stage import Stage

Way = Literal["reply", "button", "number"]
WAYS: tuple[Way, ...] = ("reply", "button", "number")
CARD = re.compile(r"\S+ (T\d{4}) (\S+)\n\S+ · ")


def cards(stage: Stage, person: int, entry: str, unit: str = "") -> list[Seen]:
    """List the cards of a part that somebody has, each as it looks now."""
    found = ((one, CARD.match(one.text)) for one in stage.said(person))
    return [one for one, shown in found if shown and shown[1] == entry and shown[2].startswith(unit)]


def card(stage: Stage, person: int, entry: str = "T0001", unit: str = "") -> Seen:
    """Show the last card of a part that somebody has; whoever has none asks for it."""
    if not cards(stage, person, entry, unit):
        stage.say(person, f"台账 {entry}")
    return cards(stage, person, entry, unit)[-1]


def act(stage: Stage, person: int, words: str, way: Way = "reply", entry: str = "T0001") -> str:
    """Let somebody act on the only part of a matter; returns the last that they were told."""
    word, _, rest = words.partition(" ")
    if way == "number":
        stage.say(person, f"{word} {entry} {rest}".strip())
    elif way == "reply":
        stage.say(person, words, reply_to=card(stage, person, entry).id)
    else:
        stage.press(person, card(stage, person, entry).id, word)
        if rest:
            stage.say(person, rest)
    return stage.last(person).text


def told(stage: Stage, person: int) -> list[str]:
    """List all that somebody was told."""
    return [one.text for one in stage.said(person)]
