"""Names of metrics and units as people write them: what decides which one is meant, and what only suggests.

A name decides where it is exactly an id, a name or an alias, or else a whole English name; or else a part that only
one has; or else the pinyin initials of only one. What merely looks alike is offered and never decides.
"""

import difflib
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from scoring.rulebook.ledgers import Kind
from scoring.rulebook.model import Metric, Unit, names_of
from scoring.rulebook.spelling import bare, in_english, is_blank

Entry = TypeVar("Entry", Metric, Unit, Kind)

Initials = Callable[[str], str]
"""How the pinyin initials of a name are found: 工单按期回复率 is gdaqhfl."""

MOST = 12
"""How many names are offered at most."""

_SHORTEST_PART = 2


@dataclass(frozen=True, slots=True)
class Named(Generic[Entry]):
    """What a name means: the one that is meant, or else those that may be."""

    entry: Entry | None
    candidates: tuple[Entry, ...]


def exactly(name: str, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return what has exactly this id, name or alias, or else is the only one with this English name.

    The separators that part words do not count, nor in an English name which letters are capital.
    """
    wanted, there = bare(name), tuple(entries)
    if not wanted:
        return ()
    found = tuple(entry for entry in there if any(bare(known) == wanted for known in names_of(entry)))
    if found or len(called := _in_english(wanted, there)) != 1:
        return found
    return called


def _in_english(wanted: str, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return what is called so in English; such a name may be that of several."""
    spelt = in_english(wanted)
    return tuple(entry for entry in entries if entry.english and in_english(entry.english) == spelt)


def find(name: str, entries: Sequence[Entry], initials: Initials) -> Named[Entry]:
    """Find what a name (NFKC) means by the rules, in their order; the first rule that fits anything has the say."""
    wanted = letters(name)
    part = len(wanted) >= _SHORTEST_PART
    latin = part and wanted.isascii() and not wanted.isdecimal()
    rules: tuple[Callable[[str], bool], ...] = (
        lambda known: letters(known) == wanted,
        lambda known: part and wanted in letters(known),
        lambda known: latin and letters(initials(known)) == wanted,
    )
    found = exactly(name, entries) or _in_english(bare(name), entries)
    for rule in rules:
        if not found and wanted:
            found = tuple(entry for entry in entries if any(map(rule, _spoken(entry))))
    if len(found) == 1:
        return Named(found[0], ())
    return Named(None, found[:MOST] or alike(name, entries, initials if latin else str))


def alike(name: str, entries: Sequence[Entry], spelling: Callable[[str], str] = str) -> tuple[Entry, ...]:
    """Return up to three that may have been meant: those that hold the name, then those spelt like it."""
    wanted = letters(name)
    holding: list[Entry] = [
        entry for entry in entries if wanted and any(wanted in letters(known) for known in _known(entry))
    ]
    spelt = {letters(spelling(known)): entry for entry in reversed(entries) for known in _known(entry)}
    close: list[Entry] = [spelt[known] for known in difflib.get_close_matches(wanted, list(spelt), n=6, cutoff=0.6)]
    found: list[Entry] = []
    for entry in holding + close:
        if entry not in found:
            found.append(entry)
    return tuple(found[:3])


def spelt_within(name: str, entries: Sequence[Entry], initials: Initials) -> tuple[Entry, ...]:
    """Return what has an id, a name, an alias, initials or an English name that holds this text."""
    wanted = letters(name)
    return tuple(entry for entry in entries if wanted in " ".join(map(letters, _spellings(entry, initials))))


def within_name(text: str, entries: Iterable[Metric | Unit]) -> bool:
    """Say whether an id, a name, an alias or an English name holds this text."""
    known = (name for entry in entries for name in (*names_of(entry), *_known(entry)))
    return any(letters(text) in letters(name) for name in known)


def _spellings(entry: Metric | Unit | Kind, initials: Initials) -> tuple[str, ...]:
    return (*names_of(entry), *_known(entry), *map(initials, _spoken(entry)))


def _spoken(entry: Metric | Unit | Kind) -> tuple[str, ...]:
    return (unicodedata.normalize("NFKC", entry.name), *(unicodedata.normalize("NFKC", name) for name in entry.aliases))


def _known(entry: Metric | Unit | Kind) -> tuple[str, ...]:
    return (*_spoken(entry), *filter(None, (entry.english,)))


def letters(name: str) -> str:
    """Return a name without marks and case: “铁拳”行动实效 is looked for as 铁拳行动实效."""
    return "".join(char for char in name.lower() if char.isalnum() and not is_blank(char))
