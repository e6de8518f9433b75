"""Buttons under a message, as a person sees and finds them."""

import unicodedata
from dataclasses import dataclass

from bot.sandbox.refusals import Json


@dataclass(frozen=True, slots=True)
class Button:
    """A button as a person sees it."""

    text: str
    data: str | None = None
    url: str | None = None

    def says(self, label: str) -> bool:
        """Tell whether a person would call the button by this label; an emoji before the words does not matter."""
        return label == self.text or (_plain(label) != "" and _plain(label) == _plain(self.text))


def buttons(markup: Json | None) -> list[list[Button]]:
    """Rows of the buttons under a message."""
    rows = (markup or {}).get("inline_keyboard", [])
    return [[Button(one["text"], one.get("callback_data"), one.get("url")) for one in row] for row in rows]


def _plain(label: str) -> str:
    """Drop what stands before the first letter or digit of a label."""
    for place, letter in enumerate(label):
        if unicodedata.category(letter)[0] in "LN":
            return label[place:].strip()
    return ""
