"""How what people write is compared with what a rulebook names."""

import re
import unicodedata

SEPARATORS = re.compile(r"[、:=\s]+")
"""What parts words."""

_FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""What counts as a letter or a sign, and shows nothing."""


def normalise(text: str) -> str:
    """Return the text as names and values are compared: NFKC, trimmed (９８．５ becomes 98.5)."""
    return unicodedata.normalize("NFKC", text).strip()


def bare(name: str) -> str:
    """Return a name (NFKC) without the separators that part words."""
    return SEPARATORS.sub("", name)


def in_english(name: str) -> str:
    """Return an English name as it is compared: neither separators nor capital letters count."""
    return bare(normalise(name)).lower()


def is_blank(text: str) -> bool:
    """Say whether nobody sees anything of a text, so that it names nothing: blanks, controls, bare marks, fillers."""
    return all(char in _FILLERS or unicodedata.category(char)[0] in "CMZ" for char in text)
