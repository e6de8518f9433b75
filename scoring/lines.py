"""Reading one line of a report from the right: an optional period, the value, and the rest is the name."""

import difflib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scoring.calendar import Period, read_period
from scoring.entries import Arena, Metric, Rulebook, Unit, names_of, normalise

# Zero-width and bidi controls: invisible, so they must not change what a person is understood to have said.
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_SEPARATORS = re.compile(r"[、:=\s]+")


@dataclass(frozen=True, slots=True)
class Reading:
    """A line as understood: `metric` is None where the name is unknown, `name` is then the text in question."""

    name: str
    metric: Metric | None
    value: str | None
    period: Period | None


def clean(text: str) -> str:
    """Return the text as it is compared: NFKC, no invisible controls, no blanks at the ends.

    Figures that are not on the line (10², ③, ½) stay as they are: folded they would be another number.
    """
    seen = _INVISIBLE.sub("", text)
    if any(map(_is_odd, seen)):
        folded = "".join(char if _is_odd(char) else unicodedata.normalize("NFKC", char) for char in seen)
        return unicodedata.normalize("NFC", folded).strip()
    return unicodedata.normalize("NFKC", seen).strip()


def _is_odd(char: str) -> bool:
    return unicodedata.category(char) in ("No", "So") and unicodedata.normalize("NFKC", char)[0].isnumeric()


def words(line: str) -> list[str]:
    """Return the words of a line; 、 ： ＝ and tabs part them like blanks, a fraction stays together."""
    text = re.sub(r"(?<=\d)\s*/\s*(?=\d)", "/", clean(line))
    return [word for word in _SEPARATORS.split(text) if word]


def leading_unit(parts: list[str], rulebook: Rulebook) -> tuple[Unit | None, list[str]]:
    """Take the longest prefix that is exactly a unit's id, name or alias; returns the unit and what is left."""
    for length in range(len(parts) - 1, 0, -1):
        wanted = _bare("".join(parts[:length]))
        for unit in rulebook.units:
            if any(_bare(known) == wanted for known in names_of(unit)):
                return unit, parts[length:]
    return None, parts


def read_line(parts: list[str], rulebook: Rulebook, arena: str, today: date) -> Reading:
    """Read the words of a line (without a leading unit) as name, value and period."""
    year = rulebook.competition.year
    for rest, period in _without_period(parts, today, year):
        for length in (1, 2):
            name = rest[:-length]
            metric = _metric(name, rulebook, arena)
            # The second of two words may only be the value's unit: two numbers are never made one.
            if metric is not None and (length == 1 or not any(sign.isdigit() for sign in rest[-1])):
                return Reading(" ".join(name), metric, "".join(rest[-length:]), period)
    whole = _metric(parts, rulebook, arena)
    if whole is not None:
        return Reading(" ".join(parts), whole, None, None)
    rest, period = next(_without_period(parts, today, year))
    name = rest[:-1] if len(rest) > 1 else rest
    return Reading(" ".join(name), None, rest[-1] if len(rest) > 1 else None, period)


def _without_period(parts: list[str], today: date, year: int) -> Iterator[tuple[list[str], Period | None]]:
    if len(parts) > 2 and (period := read_period(parts[-1], today, year)) is not None:
        yield parts[:-1], period
    yield parts, None


def _metric(name: list[str], rulebook: Rulebook, arena: str) -> Metric | None:
    """Find a metric by its exact name; the separators that part words do not count inside names."""
    wanted = _bare("".join(name))
    same = [m for m in rulebook.metrics_in(arena) if wanted and any(_bare(known) == wanted for known in names_of(m))]
    return same[0] if len(same) == 1 else None


def _bare(name: str) -> str:
    return _SEPARATORS.sub("", name)


def find_arena(text: str, rulebook: Rulebook) -> Arena | None:
    """Find an arena by id or name; the separators that part words do not count inside names."""
    wanted = _bare(clean(text))
    named = [arena for arena in rulebook.arenas if wanted in (_bare(arena.id), _bare(clean(arena.name)))]
    holding = [arena for arena in rulebook.arenas if wanted in _bare(clean(arena.name))]
    found = named or holding
    return found[0] if wanted and len(found) == 1 else None


def leading_metric(parts: list[str], rulebook: Rulebook, arena: str) -> tuple[Metric | None, list[str]]:
    """Take the longest prefix that names a metric of the arena; returns it and what is left."""
    for length in range(len(parts), 0, -1):
        metric = _metric(parts[:length], rulebook, arena)
        if metric is not None:
            return metric, parts[length:]
    return None, parts


def suggestions(name: str, metrics: tuple[Metric, ...]) -> tuple[str, ...]:
    """Return up to three names of metrics that may have been meant; they only suggest and never decide."""
    wanted = normalise(name)
    holding = [metric.name for metric in metrics if wanted and any(wanted in n for n in (metric.name, *metric.aliases))]
    close = difflib.get_close_matches(wanted, [metric.name for metric in metrics], n=3, cutoff=0.4)
    return tuple(dict.fromkeys([*holding, *close]))[:3]


def title_key(title: str) -> str:
    """Return the id of an event by its title: the same title (NFKC, blanks removed) is the same event."""
    return re.sub(r"\s+", "", clean(title))
