"""From a line of text to an intent: unit, metric, value or event, period, day and people; what stays open is asked."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from handlers.evidence.actions import without_links
from handlers.names import counted_by, example, initials, unit_named
from handlers.phrases import ordered
from handlers.results import Refusal, Sender
from handlers.turn import Turn
from scoring.access import Person
from scoring.calendar import Period, read_period, whole_periods
from scoring.reading import lines, unspaced
from scoring.reading.days import read_day
from scoring.reading.lines import Reading, clean
from scoring.rulebook.model import Metric, Rulebook, Unit
from storage import submissions

MOST_NAMES, LONGEST_NAME = 20, 20
_PEOPLE, _DAY = ("人员", "参与", "贡献人", "people"), ("日期", "时间", "date")
_LABEL = re.compile(rf"(?:^|(?<=[\s,，;；。]))({'|'.join((*_PEOPLE, *_DAY))})\s*[:：]\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s、,，;；/]+")
_MARKS = re.compile(r"\s*[,;/]\s*|\s+and\s+")
"""What stands between names in English, which have blanks themselves."""
_NAME = re.compile(rf"(?=.{{2,{LONGEST_NAME}}}$)[^\W\d_]+(?:[·•. ]+[^\W\d_]+)*")
Located = tuple[Unit, Reading, list[str]]


@dataclass(frozen=True, slots=True)
class Intent:
    """What a line means; ids and texts. `message` is set when a button continued an earlier message.

    `item` tells the ratings of one unit, metric and period apart; `edited_at`: the edit of the message that is meant;
    `replaces`: the event that it is another version of, whatever its level.
    """

    line: str
    unit: str
    metric: str
    value: str | None = None
    level: str | None = None
    title: str | None = None
    period: str | None = None
    message: int | None = None
    item: str = ""
    event_date: str | None = None
    contributors: tuple[str, ...] = ()
    edited_at: str | None = None
    replaces: int | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the intent as a draft stores it."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Intent":
        """Read an intent back from a draft."""
        return cls(**stored | {"contributors": tuple(stored.get("contributors", ()))})


class Unclear(Exception):  # noqa: N818 - as Refusal
    """A name that may mean several: who wrote it chooses, and the intent goes on with what was chosen."""

    def __init__(self, code: str, intent: Intent, found: Sequence[Metric | Unit], **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.intent = intent
        self.options = [entry.id for entry in found]
        self.labels = [entry.name for entry in found]
        self.values = values


def read_report(turn: Turn, person: Person, sender: Sender, line: str) -> Intent:
    """Read `[单位] 指标 值 [期间]`; a period may lead the line or the metric instead.

    The word for reporting in front is none of it, unless a name begins with it: 上报率 98/100, 上报满意率98/100.
    """
    behind = ordered(line)
    try:
        return _read_as_written(turn, person, sender, line)
    except (Refusal, Unclear):
        if not behind:
            raise
    return _read_as_written(turn, person, sender, behind)


def is_ordered(turn: Turn, person: Person, sender: Sender, line: str) -> bool:
    """Say whether a line begins with the word for reporting, and not with a name that does."""
    if ordered(line) is None:
        return False
    try:
        _read_as_written(turn, person, sender, line)
    except (Refusal, Unclear):
        return True
    return False


def _read_as_written(turn: Turn, person: Person, sender: Sender, line: str) -> Intent:
    said = _period_said(turn, sender, line)
    return _by_rules(turn, sender, said, line, lambda rulebook: _read_report(turn, person, sender, line, rulebook))


def _by_rules(turn: Turn, sender: Sender, said: Period | None, line: str, read: Callable[[Rulebook], Intent]) -> Intent:
    """Read a line by the rules of the period that it names, else of today; else by those of the month before.

    Where it means nothing by any, it is said what is wrong by the first.
    """
    wrong: Refusal | Unclear | None = None
    for rulebook in _rules_for(turn, sender, said):
        try:
            return read(rulebook)
        except (Refusal, Unclear) as error:
            wrong = wrong or error
    raise wrong or LookupError(line)


def _period_said(turn: Turn, sender: Sender, line: str) -> Period | None:
    """Return the period that a report names: at its end, in front, or behind the unit."""
    words = whole_periods(lines.words(line))
    today, year = turn.local(turn.judged_at(sender)).date(), turn.rulebook.competition.year
    behind_unit = (word for word in words[1:4] if not word.isdigit())
    told = (read_period(word, today, year) for word in (*words[-1:], *words[:1], *behind_unit))
    return next(filter(None, told), None)


def _rules_for(turn: Turn, sender: Sender, said: Period | None) -> list[Rulebook]:
    """Return the rules by which a line may be read, the likeliest first."""
    judged = turn.judged_at(sender)
    month = turn.month(judged).shifted(-1)
    found = [turn.rulebook, *([turn.rulebook_on(month.first)] if judged < turn.lock_of(month) else [])]
    if said is not None and turn.has_rules_for(said):
        found = [turn.rulebook_on(said.first), *found]
    return list({rulebook.fingerprint: rulebook for rulebook in found}.values())


def metric_meant(turn: Turn, intent: Intent) -> tuple[Rulebook, Metric]:
    """Return what an intent is about by the rules of its period, where they have it; and those rules."""
    period = Period.parse(intent.period or "")
    own = turn.rulebook if period is None else turn.rulebook_on(period.first)
    by_id = next((metric for metric in own.metrics if metric.id == intent.metric), None)
    if by_id is not None:
        return own, by_id
    rulebook, metric = turn.metric_known(intent.metric)
    same = metric_as(own, metric)
    return (rulebook, metric) if same is None else (own, same)


def metric_as(rulebook: Rulebook, metric: Metric) -> Metric | None:
    """Return what a metric of other rules is in a rulebook: by its id, else by its name."""
    found = rulebook.metrics_in(metric.arena)
    by_id = next((one for one in found if one.id == metric.id), None)
    return by_id or next((one for one in found if one.name == metric.name), None)


def _read_report(turn: Turn, person: Person, sender: Sender, line: str, rulebook: Rulebook) -> Intent:
    today = turn.local(turn.judged_at(sender)).date()

    def period_last(parts: list[str]) -> list[str]:
        return lines.with_period_last(parts, rulebook, today)

    def read(unit: Unit, parts: list[str]) -> tuple[Reading, list[str]]:
        return unspaced.read(period_last(parts), rulebook, unit.arena or "", today, initials), []

    words = lines.words(line)
    moved = period_last(words)
    said = line if moved == words else " ".join(moved)
    unit, reading, _ = _locate(rulebook, person, said, read, events=False)
    period = None if reading.period is None else str(reading.period)
    if reading.metric is None:
        found = [metric for metric in reading.candidates if metric.input != "events" and metric.is_reported]
        if found:
            intent = Intent(line, unit.id, "", reading.value, period=period)
            raise Unclear("which_metric", intent, found, name=reading.name, choices=_listed(found))
        raise _unknown_metric(rulebook, unit, reading.name)
    refuse_unless_reported(rulebook, reading.metric)
    if reading.metric.input == "events":
        raise Refusal("use_highlight", metric=reading.metric.name)
    if reading.value is None or reading.value in lines.VALUE_WORDS:
        raise Refusal("value_missing", metric=reading.metric.name, example=example(reading.metric))
    period = period or _last_reported(turn, sender, reading.metric)
    return Intent(line, unit.id, reading.metric.id, reading.value, period=period)


def _last_reported(turn: Turn, sender: Sender, metric: Metric) -> str | None:
    """Return the period before, where a metric of its rules is reported by nobody any more; else None."""
    now = metric_as(turn.rulebook, metric)
    if now is None or now.is_reported:
        return None
    return str(Period.holding(metric.period, turn.month(turn.judged_at(sender)).shifted(-1).first))


def read_highlight(turn: Turn, person: Person, sender: Sender, line: str) -> Intent:
    """Read `[单位] 指标 级别 标题`; a month in a title is no period."""
    return _by_rules(turn, sender, None, line, lambda rulebook: _read_highlight(person, line, rulebook))


def _read_highlight(person: Person, line: str, rulebook: Rulebook) -> Intent:
    def read(unit: Unit, parts: list[str]) -> tuple[Reading, list[str]]:
        return lines.read_event(parts, rulebook, unit.arena or "", initials)

    unit, reading, rest = _locate(rulebook, person, line, read, events=True)
    metric = reading.metric
    candidates = [one for one in reading.candidates if one.is_reported]
    if metric is None and not (candidates and len(rest) >= 2):
        raise _unknown_metric(rulebook, unit, reading.name)
    if metric is not None:
        refuse_unless_reported(rulebook, metric)
    if metric is not None and metric.input != "events":
        raise Refusal("use_report", metric=metric.name, example=example(metric))
    if metric is not None and len(rest) < 2:
        listed = [metric.level_names.get(key, key) for key in metric.levels]
        raise Refusal("highlight_incomplete", metric=metric.name, levels=listed)
    title = read_title(_after(line, len(lines.words(line)) - len(rest) + 1))
    intent = Intent(line, unit.id, "" if metric is None else metric.id, level=rest[0], title=title)
    if metric is None:
        raise Unclear("which_metric", intent, candidates, name=reading.name, choices=_listed(candidates))
    return intent


def refuse_unless_reported(rulebook: Rulebook, metric: Metric) -> None:
    """Refuse a metric whose values nobody reports, and say where they come from."""
    if kinds := counted_by(rulebook, metric):
        raise Refusal("counted", metric=metric.name, kinds=kinds)
    if metric.value_of is not None:
        raise Refusal("value_of", metric=metric.name, source=rulebook.metric(metric.value_of).name)


def read_title(text: str) -> str:
    """Read the title of an event: it keeps its punctuation, on one line."""
    title = " ".join(_visible(text).split())
    if len(title) > 100:
        raise Refusal("title_too_long", length=len(title))
    return title


def _visible(text: str) -> str:
    return "".join(char for char in text if unicodedata.category(char) != "Cf")


def _after(line: str, words: int) -> str:
    """Return what follows so many words as it was written: a title keeps its punctuation."""
    return re.sub(rf"[、:：=＝\s]*(?:[^、:：=＝\s]+[、:：=＝\s]+){{{words}}}", "", _visible(line), count=1).strip()


def _locate(
    rulebook: Rulebook,
    person: Person,
    line: str,
    read: Callable[[Unit, list[str]], tuple[Reading, list[str]]],
    *,
    events: bool,
) -> Located:
    """Find the unit a line is about and read the rest: the unit stands in front, or is the one a person is head of."""
    words = lines.words(line)
    unit, parts = lines.leading_unit(words, rulebook)
    if not person.own:
        raise Refusal("nothing_to_report")
    if unit is None and len(person.heads) == 1:
        own = next((one for one in rulebook.units if one.id in person.heads), None)
        if own is None:
            raise Refusal("nothing_to_report")
        reading, rest = read(own, words)
        other, behind = _loosely(rulebook, words) if reading.metric is None else (None, words)
        if other is None or read(other, behind)[0].metric is None:
            _refuse_unless_competing(own)
            # Where another unit may be meant, its figures are not offered to be reported for this one.
            return own, reading if other is None else replace(reading, candidates=()), rest
        unit, parts = other, behind
    elif unit is None:
        unit, parts = _loosely(rulebook, words)
        if unit is None:
            raise _unknown_unit(rulebook, line, words, events=events)
    if not person.reviews and len(person.heads) == 1 and unit.id not in person.heads:
        reading, _ = read(unit, parts)
        raise Refusal("other_unit", unit=unit.name, text=reading.value if reading.metric else None)
    _refuse_unless_competing(unit)
    return unit, *read(unit, parts)


def _refuse_unless_competing(unit: Unit) -> None:
    if unit.arena is None:
        raise Refusal("unit_not_competing", unit=unit.name)


def _loosely(rulebook: Rulebook, words: list[str]) -> tuple[Unit | None, list[str]]:
    """Take the longest prefix of a few words that names a unit by the rules for names."""
    for length in range(min(len(words) - 1, 3), 0, -1):
        unit = unit_named(rulebook, "".join(words[:length])).entry
        if unit is not None:
            return unit, words[length:]
    return None, words


def _unknown_unit(rulebook: Rulebook, line: str, words: list[str], *, events: bool) -> Exception:
    name = words[0] if words else ""
    found = unit_named(rulebook, name).candidates
    if not found or len(words) < 3:
        return Refusal("unit_needed", text=name)
    rest = _after(line, 1)
    intent = Intent(line, "", "", value=rest, title=rest if events else None)
    return Unclear("which_unit", intent, found, name=name, choices=_listed(found))


def _listed(found: Sequence[Metric | Unit]) -> list[str]:
    return [f"{place} {entry.name}" for place, entry in enumerate(found, 1)]


def _unknown_metric(rulebook: Rulebook, unit: Unit, name: str) -> Refusal:
    metrics = rulebook.metrics_in(unit.arena or "")
    return Refusal("unknown_metric", name=name, suggestions=list(lines.suggestions(name, metrics)))


def choose_period(turn: Turn, sender: Sender, unit: str, metric: Metric) -> list[str]:
    """Return the periods a value without one could be meant for, the older first.

    The metric's own period that holds the message's date; also the one before, where that is not yet locked and the
    unit's value there is missing. Not one whose rules do not have unit and metric, where another's do.
    """
    found = _meant_for(turn, sender, unit, metric)
    return [period for period in found if _there(turn, period, unit, metric)] or found[-1:]


def _there(turn: Turn, written: str, unit: str, metric: Metric) -> bool:
    period = Period.written(written)
    return there_in(turn, unit, period) and metric_as(turn.rulebook_on(period.first), metric) is not None


def there_in(turn: Turn, unit: str, period: Period) -> bool:
    """Say whether a unit has values of its own in a period, by the rules of that period."""
    found = turn.rulebook_on(period.first).find_unit(unit)
    return found is not None and found.reports(period)


def _meant_for(turn: Turn, sender: Sender, unit: str, metric: Metric) -> list[str]:
    judged = turn.judged_at(sender)
    day = turn.local(judged).date()
    current = Period.holding(metric.period, day)
    before = current.shifted(-1)
    if metric.input == "events" or not turn.has_rules_for(before) or judged >= turn.lock_of(before):
        return [str(current)]
    then = metric_as(turn.rulebook_on(before.first), metric) or metric
    present = submissions.live(turn.tx, unit, then.id, str(before))
    if present is not None and present.state in ("pending", "confirmed"):
        return [str(current)]
    return [str(before), str(current)] if turn.has_rules_for(current) else [str(before)]


def joined(lines: Iterable[str]) -> tuple[str, ...]:
    """Join a line that only adds to the one before it, by addresses or by labels."""
    found: list[str] = []
    for line in lines:
        if found and not bare(line):
            found[-1] = f"{found[-1]} {line}"
        else:
            found.append(line)
    return tuple(found)


def bare(text: str) -> str:
    """Return the words of a line alone: what stands before the first label, without addresses."""
    before, *behind = _LABEL.split(without_links(text), maxsplit=1)
    return before.strip(" ，,;；") if behind else before.strip()


def _labelled(text: str, labels: tuple[str, ...]) -> str:
    """Return what stands behind one of some labels, up to the next label."""
    parts = _LABEL.split(without_links(text))
    return " ".join(said for label, said in zip(parts[1::2], parts[2::2], strict=True) if label.lower() in labels)


def names_in(text: str) -> tuple[str, ...] | None:
    """Return the names in a text, each once; None where there is none, too many, or something that is no name."""
    said = clean(text)
    found = tuple(dict.fromkeys(name for name in (_MARKS if said.isascii() else _BETWEEN).split(said) if name))
    fit = 0 < len(found) <= MOST_NAMES and all(_NAME.fullmatch(name) for name in found)
    return found if fit else None


def contributors(text: str) -> tuple[str, ...]:
    """Return the names behind 人员; what cannot be read is refused."""
    said = _labelled(text, _PEOPLE)
    if not said.strip():
        return ()
    found = names_in(said)
    if found is None:
        raise Refusal("contributors", text=said, most=MOST_NAMES)
    return found


def event_date(turn: Turn, sender: Sender, text: str) -> str | None:
    """Return the day behind 日期; one that cannot be is refused."""
    said = clean(_labelled(text, _DAY)).strip(" ,;。")
    if not said:
        return None
    found = day(turn, sender, said)
    if found is None:
        raise Refusal("event_date", text=said)
    return found


def day(turn: Turn, sender: Sender, text: str) -> str | None:
    """Return the day that a text names, where an event may have been then: in the competition's year, up to today."""
    today = turn.local(turn.judged_at(sender)).date()
    found = read_day(text, today)
    fits = found is not None and found <= today and turn.has_rules_for(Period.holding("month", found))
    return str(found) if fits else None
