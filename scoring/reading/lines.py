"""Reading one line of a report from the right: an optional period, the value, and the rest is the name."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scoring.calendar import Period, read_period, whole_periods
from scoring.reading.names import Initials, alike, exactly, find, within_name
from scoring.reading.numerals import CHARACTERS
from scoring.rulebook.model import Arena, Category, Metric, Rulebook, Unit
from scoring.rulebook.spelling import SEPARATORS, bare, in_english
from scoring.terms import COUNTING, measure_words

# Zero-width and bidi controls: invisible, so they must not change what a person is understood to have said.
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")

THINGS = "|".join((*COUNTING, *sorted({word for unit in COUNTING for word in measure_words(unit)}, key=len)[::-1]))
"""What may be counted, as a pattern: the longer words first."""

_FRACTION = re.compile(rf"(?<=[{CHARACTERS}])(?:\s*((?i:{THINGS})))?\s*(/|of)\s*(?=[{CHARACTERS}])")

NOT_APPLICABLE_WORD = "不涉及"
"""What stands in a line in the place of a value that a unit need not have."""
_NOT_APPLICABLE = re.compile(r"(?<!\S)(?:not\s+applicable|n/a)(?![^\s。.!])", re.IGNORECASE)
"""The same in English."""

PLACEHOLDERS = frozenset({"单位", "指标", "类别", "擂台", "期间", "UNIT", "METRIC", "CATEGORY", "ARENA", "PERIOD"})
"""What the help writes in the place of a name: typed as it stands, it names nothing."""

VALUE_WORDS = frozenset({"数值", "VALUE"})
"""The same in the place of a value: typed as it stands, it is none."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A line as understood; where `metric` is None, `name` is the text in question and `candidates` may be meant."""

    name: str
    metric: Metric | None
    value: str | None
    period: Period | None
    candidates: tuple[Metric, ...] = ()


def seen(text: str) -> str:
    """Return the text as people see it: as it was written, without invisible controls and blanks at the ends."""
    return INVISIBLE.sub("", text).strip()


def clean(text: str) -> str:
    """Return the text as it is compared: NFKC, no invisible controls, no blanks at the ends.

    Figures that are not on the line (10², ③, ½) stay as they are: folded they would be another number.
    """
    shown = seen(text)
    if any(map(_is_odd, shown)):
        folded = "".join(char if _is_odd(char) else unicodedata.normalize("NFKC", char) for char in shown)
        return unicodedata.normalize("NFC", folded).strip()
    return unicodedata.normalize("NFKC", shown).strip()


def _is_odd(char: str) -> bool:
    return unicodedata.category(char) in ("No", "So") and unicodedata.normalize("NFKC", char)[0].isnumeric()


def exempting(text: str) -> str:
    """Return a text with 不涉及 where it says that in English."""
    return _NOT_APPLICABLE.sub(NOT_APPLICABLE_WORD, text)


def words(line: str) -> list[str]:
    """Return the words of a line; 、 ： ＝ and tabs part them like blanks, a fraction stays together."""
    text = _FRACTION.sub(r"\1\2", exempting(clean(line)))
    return [word for word in SEPARATORS.split(text) if word]


def leading_unit(parts: list[str], rulebook: Rulebook) -> tuple[Unit | None, list[str]]:
    """Take the longest prefix that is exactly a unit's id, name or alias; returns the unit and what is left."""
    for length in range(len(parts) - 1, 0, -1):
        if len(same := exactly("".join(parts[:length]), rulebook.units)) == 1:
            return same[0], parts[length:]
    return None, parts


def trailing_unit(parts: list[str], rulebook: Rulebook) -> tuple[Unit | None, list[str]]:
    """Take the longest ending that is exactly a unit's id, name or alias; returns the unit and what is left."""
    for length in range(len(parts) - 1, 0, -1):
        if len(same := exactly("".join(parts[-length:]), rulebook.units)) == 1:
            return same[0], parts[:-length]
    return None, parts


def with_period_last(parts: list[str], rulebook: Rulebook, today: date) -> list[str]:
    """Return words with the period that leads them behind them: November Petitions resolved 12/13.

    Not where a name holds both, nor where a period stands behind them already; a year alone may be the value.
    """
    first, *others = whole_periods(parts[:2]) or [""]
    rest, year = [*others, *parts[2:]], rulebook.competition.year
    if not rest or first.isdigit() or read_period(first, today, year) is None:
        return parts
    if within_name(first + rest[0], (*rulebook.metrics, *rulebook.units)):
        return parts
    last = whole_periods(rest)[-1]
    return parts if not last.isdigit() and read_period(last, today, year) is not None else [*rest, first]


def read_line(parts: list[str], rulebook: Rulebook, arena: str, today: date, initials: Initials) -> Reading:
    """Read the words of a line (without a leading unit) as name, value and period.

    A name that is exactly one wins over one that is part of a name, wherever the value may begin.
    """
    metrics = rulebook.metrics_in(arena)
    splits = list(_splits(whole_periods(parts), today, rulebook.competition.year))
    for name, value, period in splits:
        if len(same := exactly(name, metrics)) == 1:
            return Reading(name, same[0], value, period)
    for name, value, period in splits:
        if (value is not None or not _ends_in_number(name)) and (found := find(name, metrics, initials).entry):
            return Reading(name, found, value, period)
    valued = [split for split in splits if split[1] is not None and split[2] == splits[0][2]]
    name, value, period = (valued or splits)[-1]
    strange = any(map(str.isdigit, name)) or any(exactly(part, metrics) for part in name.split()[1:])
    asked = value is not None and _numeral(value) and not strange
    return Reading(name, None, value, period, find(name, metrics, initials).candidates if asked else ())


def _ends_in_number(name: str) -> bool:
    first, _, last = name.rpartition(" ")
    return bool(first) and _numeral(last)


def _splits(parts: list[str], today: date, year: int) -> Iterator[tuple[str, str | None, Period | None]]:
    """Yield every way to part the words into name, value and period, the likeliest first."""
    for rest, period in _without_period(parts, today, year):
        yield " ".join(rest), None, period
        if len(rest) > 1:
            yield " ".join(rest[:-1]), rest[-1], period
        # The second of two words may only be the value's unit: two numbers are never made one.
        if len(rest) > 2 and _numeral(rest[-2]) and not any(map(str.isdigit, rest[-1])):
            yield " ".join(rest[:-2]), " ".join(rest[-2:]), period


def _numeral(word: str) -> bool:
    return any(char in CHARACTERS for char in word)


def _without_period(parts: list[str], today: date, year: int) -> Iterator[tuple[list[str], Period | None]]:
    # A bare year behind a name alone is rather the value.
    if len(parts) > 2 or (len(parts) == 2 and not parts[1].isdigit()):
        period = read_period(parts[-1], today, year)
        if period is not None:
            yield parts[:-1], period
    yield parts, None


def find_arena(text: str, rulebook: Rulebook) -> Arena | None:
    """Find an arena by id or name; the separators that part words do not count inside names."""
    wanted = bare(clean(text))
    named = [arena for arena in rulebook.arenas if wanted in (bare(arena.id), bare(clean(arena.name)))]
    named = named or [arena for arena in rulebook.arenas if _is_english(wanted, arena.name, rulebook)]
    holding = [arena for arena in rulebook.arenas if wanted in bare(clean(arena.name))]
    found = named or holding
    return found[0] if wanted and len(found) == 1 else None


def find_category(text: str, rulebook: Rulebook, arena: Arena) -> Category | None:
    """Find a category of an arena by id or name, or by a part of one name."""
    wanted = bare(clean(text))
    known = rulebook.categories_in(arena.id)
    named = [each for each in known if wanted in (bare(each.id), bare(clean(each.name)))]
    named = named or [each for each in known if _is_english(wanted, each.name, rulebook)]
    found = named or [each for each in known if wanted in bare(clean(each.name))]
    return found[0] if wanted and len(found) == 1 else None


def _is_english(wanted: str, name: str, rulebook: Rulebook) -> bool:
    """Say whether something that the rulebook names is called so in English."""
    return bool(wanted) and in_english(rulebook.english.get(name, "")) == in_english(wanted)


def leading_metric(parts: list[str], rulebook: Rulebook, arena: str) -> tuple[Metric | None, list[str]]:
    """Take the longest prefix that is exactly a metric of the arena; returns it and what is left."""
    for length in range(len(parts), 0, -1):
        same = exactly("".join(parts[:length]), rulebook.metrics_in(arena))
        if len(same) == 1:
            return same[0], parts[length:]
    return None, parts


def read_event(parts: list[str], rulebook: Rulebook, arena: str, initials: Initials) -> tuple[Reading, list[str]]:
    """Read the words of an event's line (without a leading unit): its metric in front, and what is left."""
    metric, rest = leading_metric(parts, rulebook, arena)
    if metric is not None or not parts:
        return Reading("", metric, None, None), rest
    named = find(parts[0], [m for m in rulebook.metrics_in(arena) if m.input == "events"], initials)
    strange = leading_metric(parts[1:], rulebook, arena)[0] is not None
    return Reading(parts[0], named.entry, None, None, () if strange else named.candidates), parts[1:]


def suggestions(name: str, metrics: tuple[Metric, ...]) -> tuple[str, ...]:
    """Return up to three names of metrics that may have been meant; they only suggest and never decide."""
    return tuple(metric.name for metric in alike(clean(name), metrics))


def title_key(title: str) -> str:
    """Return the id of an event by its title: the same title (NFKC, blanks removed) is the same event."""
    return re.sub(r"\s+", "", clean(title))
