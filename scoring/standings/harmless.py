"""Texts in tables that go out: one that begins like a formula is marked as text by an apostrophe, as a person would."""

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def harmless(text: str) -> str:
    """Return a text as no program will compute it; not for numbers, which may begin with a minus."""
    return f"'{text}" if _FORMULA.match(text) else text


def meant(text: str) -> str:
    """Return a text that came back as it was before it was marked."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
