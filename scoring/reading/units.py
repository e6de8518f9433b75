"""Reading units as people join them: 东湖所、西溪所, Donghu Office, Xixi Office and Hekou Office, 全部市场监管所."""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from scoring.reading.deadlines import When
from scoring.reading.lines import clean
from scoring.reading.names import Initials, exactly, find, letters
from scoring.reading.unread import UnreadError
from scoring.rulebook.ledgers import Kind
from scoring.rulebook.model import Arena, Rulebook, Unit

EVERY = "全部"
"""Stands before the name of an arena for all of its units."""
JOINED = re.compile(r"\s*[、，,;；]\s*")
"""The marks that join units, and the blanks around them."""
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_JOINT = re.compile(rf"{JOINED.pattern}|{_AND.pattern}", re.IGNORECASE)
_WORD = re.compile(r"[^\s、，,;；]+")
_ALL = re.compile(rf"{EVERY}\s*|all\s+(?:of\s+)?(?:the\s+)?", re.IGNORECASE)
_WHOLE = r"(?:擂台)?(?![^\s、，,;；])"
"""What ends the name of an arena."""
_LONGEST = 6
"""So many words the English name of a unit has at most."""

Taken = tuple[tuple[Unit, ...], str]
"""What was taken from the beginning of a text, and what is left of it."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a line is read by. `kinds`: those of the command's form that the speaker may use."""

    rulebook: Rulebook
    kinds: tuple[Kind, ...]
    when: When
    initials: Initials


def leading_units(text: str, context: Context) -> tuple[tuple[str, ...], str]:
    """Take the units from the beginning of a line; returns them and what is left of it."""
    if not text:
        raise UnreadError("unit_missing")
    return _taken(text, context, _leading)


def read_units(said: str, context: Context) -> tuple[str, ...]:
    """Read units joined by 、, commas or `and`, by id, each once; 全部 with an arena's name stands for all of it."""
    found, rest = _taken(said, context, _up_to_mark)
    if rest:
        raise UnreadError("unit_unknown", {"text": rest})
    return found


def _taken(text: str, context: Context, first: Callable[[str, Context], Taken]) -> tuple[tuple[str, ...], str]:
    """Take units from the beginning of a text as long as they are joined; `first` takes one that is no whole arena."""
    found: dict[str, None] = {}
    while True:
        units, text = _whole_arena(text, context) or first(text, context)
        found |= dict.fromkeys(unit.id for unit in units)
        joint = _JOINT.match(text)
        if joint is None:
            return tuple(found), text.strip()
        text = text[joint.end() :]


def _whole_arena(text: str, context: Context) -> Taken | None:
    """Take 全部 and the name of an arena as it is written, which may hold what joins units."""
    every, rulebook = _ALL.match(text), context.rulebook
    if every is None:
        return None
    for arena in rulebook.arenas:
        for name in filter(None, (arena.name.removesuffix("擂台"), rulebook.english.get(arena.name))):
            whole = re.compile(rf"{re.escape(name)}{_WHOLE}", re.IGNORECASE).match(text, every.end())
            if whole:
                return _every(EVERY + arena.id, context), text[whole.end() :]
    return None


def _leading(text: str, context: Context) -> Taken:
    """Take the longest that is exactly the name of a unit, else a word."""
    if (end := exact_end(text, there(context))) is None:
        every = _ALL.match(text)  # 全部 市场监管所
        word = _WORD.search(text[: _mark(text)], every.end() if every else 0)
        end = word.end() if word else 0
    return _meant(clean(text[:end]), context), text[end:]


def _up_to_mark(text: str, context: Context) -> Taken:
    end = _mark(text)
    return _meant(clean(text[:end]), context), text[end:]


def _mark(text: str) -> int:
    """Return where the next mark that joins units is, else the end."""
    found = JOINED.search(text)
    return len(text) if found is None else found.start()


def exact_end(text: str, units: Sequence[Unit]) -> int | None:
    """Return how far several words at the beginning are exactly the name of a unit; None where they are none."""
    words = list(_WORD.finditer(text[: _mark(text)]))
    ends = (word.end() for word in reversed(words[1:_LONGEST]))
    return next((end for end in ends if len(exactly(clean(text[:end]), units)) == 1), None)


def _meant(name: str, context: Context) -> tuple[Unit, ...]:
    """Return the units that a name stands for; `and` joins two where it is in no name."""
    if name.startswith(EVERY):
        return _every(name, context)
    try:
        return (one_unit(name, context),)
    except UnreadError:
        if _ALL.match(name):
            return _every(name, context)
        for joint in _AND.finditer(name):
            with suppress(UnreadError):
                return (one_unit(name[: joint.start()], context), *_meant(name[joint.end() :], context))
        raise


def _every(name: str, context: Context) -> tuple[Unit, ...]:
    rulebook, wanted = context.rulebook, letters(_ALL.sub("", name, count=1)).removesuffix("擂台")
    arenas = [arena for arena in rulebook.arenas if wanted and wanted in _called(arena, rulebook)]
    if len(arenas) != 1:
        raise UnreadError("arena_unknown", {"text": name}, tuple(arena.id for arena in rulebook.arenas))
    return tuple(unit for unit in there(context) if unit.arena == arenas[0].id)


def _called(arena: Arena, rulebook: Rulebook) -> tuple[str, ...]:
    """Return what an arena is called: its id, its name, its English name."""
    chinese = letters(clean(arena.name)).removesuffix("擂台")
    return letters(arena.id), chinese, letters(rulebook.english.get(arena.name, ""))


def there(context: Context) -> list[Unit]:
    """Return the units that have not left."""
    today = context.when.now.date()
    return [unit for unit in context.rulebook.units if not unit.has_left(today)]


def one_unit(name: str, context: Context) -> Unit:
    """Return the unit that a name means; UnreadError where it means none, or one of several."""
    named = find(name, there(context), context.initials)
    if named.entry is None:
        raise UnreadError("unit_unknown", {"text": name}, tuple(unit.id for unit in named.candidates))
    return named.entry
