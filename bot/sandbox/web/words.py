"""What the page says, in two languages: words.json has every word of it, for the browser and for this server."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = json.loads(Path(__file__).with_name("words.json").read_text("utf-8"))
LANGUAGES = ("zh", "en")
Say = Callable[..., str]


def say(language: str) -> Say:
    """Return how a language says a code with its values."""
    at = LANGUAGES.index(language)

    def said(code: str, /, **values: object) -> str:
        return WORDS[code][at].format(**values)

    return said


def asked_in(accepted: str) -> str:
    """Return the language that a browser asks for: English where that is what it names first, else Chinese."""
    return LANGUAGES[1] if accepted.lower().startswith("en") else LANGUAGES[0]
