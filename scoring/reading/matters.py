"""Reading the line that assigns a matter: 种类 单位 时限 标题, with labels in any order."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from scoring.reading.deadlines import leading_deadline
from scoring.reading.lines import clean, seen
from scoring.reading.names import exactly, find
from scoring.reading.numerals import CHARACTERS, numbers
from scoring.reading.units import EVERY, JOINED, Context, exact_end, leading_units, one_unit, read_units, there
from scoring.reading.unread import UnreadError
from scoring.rulebook.ledgers import Kind

LABELS = ("数量", "配合", "责任人", "措施", "来源", "上级")
_SHORT = ("数量", "配合", "责任人", "上级")
"""What stands behind these labels ends with the word; 措施 and 来源 go on to the next label, as do names in English."""
_IN_ENGLISH = dict(zip(("quantity", "helpers", "responsible", "measure", "source", "parent"), LABELS, strict=True))
LONGEST_TITLE, LONGEST_TEXT, LONGEST_NAME = 100, 300, 20
MOST = 10**6
"""The greatest quantity."""
LABEL = re.compile(
    rf"(?:(?<=\s)|^)(?P<label>{'|'.join((*LABELS, *_IN_ENGLISH))})\s*[:：]\s*",
    re.IGNORECASE,
)
"""A label as it begins what stands behind it."""
_CLOSED_UP = re.compile(r"\s*([、，,;；])\s*")
_ENTRY = re.compile(r"[Tt]0*(?P<number>[1-9]\d{0,9})")
_COUNTS = re.compile(rf"{JOINED.pattern}|(?<=\d)\s+and\s+", re.IGNORECASE)
"""What joins how much each unit has to do."""
_COUNT = re.compile(rf"(?P<name>.*?)(?P<count>[{CHARACTERS}][{CHARACTERS},]*)(?P<measure>[^\d]{{0,3}})")


@dataclass(frozen=True, slots=True)
class MatterLine:
    """A line as understood. `quantities`: how much there is to do, by unit, of those that have any to do."""

    kind: Kind
    units: tuple[str, ...]
    deadline: datetime
    title: str
    quantities: Mapping[str, int] = field(default_factory=dict)
    helpers: tuple[str, ...] = ()
    responsible: str | None = None
    measure: str | None = None
    source: str | None = None
    parent: int | None = None


def read_entry(text: str) -> int | None:
    """Return the number that a text is as ledgers write it: T0012, t12, Ｔ12."""
    found = _ENTRY.fullmatch(clean(text))
    return int(found["number"]) if found else None


def read_matter(line: str, context: Context) -> MatterLine:
    """Read a line without its command; UnreadError says what is missing, unknown or not possible."""
    rest, labels = labelled(seen(line))
    words = _CLOSED_UP.sub(r"\1", rest).split()
    kind, behind = _kind(words, context)
    units, rest = leading_units(_without(rest, words[: len(words) - len(behind)]), context)
    words = rest.split()
    deadline, length = leading_deadline([clean(word) for word in words], context.when)
    title = " ".join(words[length:])
    if not title:
        raise UnreadError("title_missing")
    if len(title) > LONGEST_TITLE:
        raise UnreadError("title_long", {"most": str(LONGEST_TITLE)})
    return MatterLine(
        kind,
        units,
        deadline,
        title,
        read_quantities(labels.get("数量", ""), units, context),
        tuple(unit for unit in _helpers(labels.get("配合", ""), context) if unit not in units),
        text_of(labels, "责任人", LONGEST_NAME),
        text_of(labels, "措施", LONGEST_TEXT),
        text_of(labels, "来源", LONGEST_TEXT),
        _parent(labels.get("上级", "")),
    )


def labelled(text: str, known: Sequence[str] = LABELS) -> tuple[str, dict[str, str]]:
    """Part a text into what stands under no label, and what stands behind each; a label twice is refused."""
    marks = [mark for mark in LABEL.finditer(text) if _label(mark) in known]
    rest, found = [text[: marks[0].start()] if marks else text], {}
    ends = [*(mark.start() for mark in marks[1:]), len(text)][: len(marks)]
    for mark, end in zip(marks, ends, strict=True):
        said, label = text[mark.end() : end].strip(), _label(mark)
        if label in found:
            raise UnreadError("label_twice", {"label": label})
        if label in _SHORT and not _goes_on(mark["label"], label, said):
            said, _, behind = _CLOSED_UP.sub(r"\1", said).partition(" ")
            rest.append(behind)
        if not said:
            raise UnreadError("label_empty", {"label": label})
        found[label] = said
    return " ".join(part.strip() for part in rest if part.strip()), found


def _label(mark: re.Match[str]) -> str:
    return _IN_ENGLISH.get(mark["label"].lower(), mark["label"])


def _goes_on(written: str, label: str, said: str) -> bool:
    """Say whether names stand behind a label that is written in English: they have blanks."""
    return written.isascii() and label != "上级" and not said[:1].isdigit()


def _without(text: str, words: Sequence[str]) -> str:
    """Return a text without the words that it begins with, which have no blanks around their marks."""
    signs, at = sum(map(len, words)), 0
    while signs:
        signs -= not text[at].isspace()
        at += 1
    return text[at:].strip()


def text_of(labels: Mapping[str, str], label: str, most: int) -> str | None:
    """Return what stands behind a label, no longer than may be."""
    said = labels.get(label)
    if said is not None and len(said) > most:
        raise UnreadError("label_long", {"label": label, "most": str(most)})
    return said


def _kind(words: list[str], context: Context) -> tuple[Kind, list[str]]:
    """Take the kind from the beginning; left out, it is the only one that the speaker has."""
    for length in range(min(3, len(words)), 0, -1):
        if len(same := exactly(clean("".join(words[:length])), context.rulebook.kinds)) == 1:
            return _mine(same[0], context), words[length:]
    first = words[0] if words else ""
    if first and not _is_units(first, context) and not exact_end(" ".join(words), there(context)):
        named = find(clean(first), context.kinds, context.initials)
        if named.entry is not None:
            return named.entry, words[1:]
        if named.candidates and not _starts_with_unit(first, context):
            raise UnreadError("kind_unknown", {"text": first}, tuple(kind.id for kind in named.candidates))
    if len(context.kinds) != 1:
        raise UnreadError("kind_missing", {"text": first}, tuple(kind.id for kind in context.kinds))
    return context.kinds[0], words


def _mine(kind: Kind, context: Context) -> Kind:
    if kind not in context.kinds:
        other = context.kinds and all(kind.form != mine.form for mine in context.kinds)
        code = "kind_other_form" if other else "kind_not_yours"
        raise UnreadError(code, {"text": kind.name}, tuple(mine.id for mine in context.kinds))
    return kind


def _is_units(word: str, context: Context) -> bool:
    try:
        return bool(read_units(word, context))
    except UnreadError:
        return False


def _starts_with_unit(word: str, context: Context) -> bool:
    return any(_is_units(part, context) for part in JOINED.split(word)) or word.startswith(EVERY)


def _helpers(said: str, context: Context) -> tuple[str, ...]:
    return read_units(said, context) if said else ()


def _parent(said: str) -> int | None:
    number = read_entry(said)
    if said and number is None:
        raise UnreadError("parent_unread", {"text": said})
    return number


def read_quantities(said: str, units: tuple[str, ...], context: Context) -> dict[str, int]:
    """Read how much there is to do: 40户 for every unit, or 东湖所40、西溪所38 for each by name."""
    if not said:
        return {}
    if (count := _whole(said)) is not None:
        return dict.fromkeys(units, count)
    parts = [part for part in _COUNTS.split(said) if part]
    found: dict[str, int] = {}
    for part in parts:
        split = _COUNT.fullmatch(clean(part))
        count = _whole(split["count"]) if split else None
        if split is None or count is None or not any(map(str.isalpha, split["name"])):
            raise UnreadError("quantity_unread", {"text": part})
        unit = one_unit(split["name"].strip(" :："), context)
        if unit.id not in units or unit.id in found:
            raise UnreadError("quantity_unit", {"text": part}, (unit.id,))
        found[unit.id] = count
    if left := tuple(unit for unit in units if unit not in found):
        raise UnreadError("quantity_left", {"text": said}, left)
    return found


def _whole(said: str) -> int | None:
    found = _COUNT.fullmatch(clean(said))
    if found is None or found["name"]:
        return None
    counts = numbers(found["count"])
    if len(counts) != 1 or counts[0].denominator != 1 or not 0 < counts[0] <= MOST:
        raise UnreadError("quantity_unread", {"text": said})
    return int(counts[0])
