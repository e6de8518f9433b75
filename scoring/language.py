"""In which language words are said: whoever writes a word writes it in each of them, side by side; here one is chosen.

Chinese comes first: it is what is said where nobody chose.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TypeVar

from scoring.terms import MEASURES, TERMS

LANGUAGES = ("zh", "en")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A language, and the names in it of what the rulebook names, by the Chinese ones; there may be none.

    `reasons`: the usual reasons of returns, where the rulebook leaves it at those.
    """

    language: str
    names: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)


_SPOKEN: ContextVar[Spoken] = ContextVar("SPOKEN")
_by_default = Spoken(LANGUAGES[0])


def speak(language: str) -> None:
    """Let this process say everything in a language where nobody chose another one: what LEITAI_LANGUAGE says."""
    global _by_default  # noqa: PLW0603 - the settings of a process are told once
    _by_default = Spoken(language)


def by_default() -> str:
    """Return the language of whoever chose none."""
    return _by_default.language


def spoken() -> str:
    """Return the language that is spoken now: `zh` or `en`."""
    return _SPOKEN.get(_by_default).language


@contextmanager
def speaking(found: Spoken | None) -> Iterator[None]:
    """Say what is said within in a language; None: in that of whoever chose none."""
    before = _SPOKEN.set(found or _by_default)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


@contextmanager
def naming(english: Mapping[str, str]) -> Iterator[None]:
    """Call what a rulebook names as it does in the language that is spoken now; `english`: its names in that one."""
    language = spoken()
    with speaking(Spoken(language, english if language == "en" else {})):
        yield


def both(zh: T, en: T) -> T:
    """Return the one of two writings of the same words that is spoken now."""
    return en if spoken() == "en" else zh


@dataclass(frozen=True, slots=True)
class Words(Mapping[str, str]):
    """A table of words in each language: what is taken from it is said in the one that is spoken."""

    pairs: Mapping[str, tuple[str, str]]

    def __getitem__(self, key: str) -> str:
        """Return the word in the language that is spoken."""
        return both(*self.pairs[key])

    def __iter__(self) -> Iterator[str]:
        """Go through the keys in their order."""
        return iter(self.pairs)

    def __len__(self) -> int:
        """Count the words."""
        return len(self.pairs)


def named(name: str) -> str:
    """Return what something of the rulebook is called in the language that is spoken now, else in Chinese.

    A level or a unit of measure of which it says no more is called as in every other rulebook.
    """
    now = _SPOKEN.get(_by_default)
    return now.names.get(name) or (TERMS.get(name, name) if now.language == "en" else name)


def reasoned(reason: str) -> str:
    """Say why a report was returned: a usual reason in the language that is spoken, another one as it was written."""
    return _SPOKEN.get(_by_default).reasons.get(reason, reason)


def measured(number: str, unit: str) -> str:
    """Write a number with its unit of measure: 5件, in English 5 cases; 95.5% in both."""
    if spoken() == "zh" or not (unit in MEASURES or _is_word(unit)):
        return f"{number}{named(unit)}"
    one, several = MEASURES.get(unit, (named(unit),) * 2)
    return f"{number} {one if number == '1' else several}"


def _is_word(unit: str) -> bool:
    """Say whether a unit of measure is written in English already, as by who keeps a rulebook in English."""
    return unit[:1].isascii() and unit[:1].isalpha()
