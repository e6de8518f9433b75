"""Judging the rows of a values file: every faulty row is named by its line, and it is all or nothing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from scoring.calendar import Period, dated_period, whole_periods
from scoring.faults import Fault, FaultyError
from scoring.reading.canonical import ValueRefusedError, level_key, parts, read
from scoring.rulebook.methods import Checklist
from scoring.rulebook.model import VETO, ZERO_CATEGORY, Metric, Rulebook, Unit
from scoring.rulebook.spelling import normalise
from scoring.standings.cells import Cell, failed_items

Line = tuple[int, Sequence[str]]

REQUIRED = ("unit", "metric", "period", "value")

COLUMNS = (*REQUIRED, "state", "level", "event", "note")

Note = Callable[..., None]  # fault(code, **values) for the row in hand

_STATES = ("", "confirmed", "pending", "not_applicable")

_SEVERAL = ("events", "rating")

_PERIOD_WORDS = {"month": "月份，如 2026-03", "quarter": "季度，如 2026-Q1", "year": "年份，如 2026"}


def place_of(number: int) -> str:
    """Return the place of a fault in a file of lines."""
    return f"第 {number} 行"


@dataclass(frozen=True, slots=True)
class Judged:
    """The rows of a values table, by their number in the file: what they report, and what is wrong with others."""

    rows: tuple[tuple[int, Cell], ...]
    faults: tuple[tuple[int, Fault], ...]


def judge(rulebook: Rulebook, lines: Iterable[Line]) -> tuple[Cell, ...]:
    """Return the cells of a values table; FaultyError names every fault.

    A line is its number in the file and its texts; the first line that is not blank is the header.
    """
    judged = judge_rows(rulebook, lines)
    if judged.faults:
        raise FaultyError(fault for _, fault in judged.faults)
    return tuple(cell for _, cell in judged.rows)


def judge_rows(
    rulebook: Rulebook,
    lines: Iterable[Line],
    place: Callable[[int], str] = place_of,
    rules: Callable[[Period], Rulebook] | None = None,
) -> Judged:
    """Judge a values table row by row; `place` names a row.

    `rules` gives the rulebook of its period, where the rows are reports and no file that is scored: what a ledger
    counts is refused then. FaultyError where the header alone refuses the table.
    """
    filled = [(number, [normalise(text) for text in texts]) for number, texts in lines]
    filled = [(number, texts) for number, texts in filled if any(texts)]
    if not filled:
        raise FaultyError([Fault("第 1 行", "header_missing")])
    number, header = filled[0][0], [_heading(text) for text in filled[0][1]]
    _check_header(number, header)
    judged = _Sheet(rulebook, place, rules)
    for number, texts in filled[1:]:
        judged.take(number, header, texts)
    return Judged(tuple(judged.rows), tuple(judged.faults))


def _heading(text: str) -> str:
    """Return the name of a column; those that we know may have capital letters."""
    return text.lower() if text.lower() in COLUMNS else text


def _check_header(number: int, header: Sequence[str]) -> None:
    place, known = place_of(number), " ".join(COLUMNS)
    named = [text for text in header if text]
    faults = [Fault(place, "column_missing", {"text": text}) for text in REQUIRED if text not in named]
    faults += [Fault(place, "column_unknown", {"text": text, "known": known}) for text in named if text not in COLUMNS]
    faults += [Fault(place, "column_twice", {"text": text}) for text in COLUMNS if named.count(text) > 1]
    if faults:
        raise FaultyError(faults)


@dataclass(slots=True)
class _Sheet:
    """The rows judged so far, and who has been reported on which line."""

    rulebook: Rulebook
    place: Callable[[int], str]
    rules: Callable[[Period], Rulebook] | None = None
    rows: list[tuple[int, Cell]] = field(default_factory=list)
    faults: list[tuple[int, Fault]] = field(default_factory=list)
    _seen: dict[tuple[str, str, str], tuple[int, str]] = field(default_factory=dict)

    def take(self, number: int, header: Sequence[str], texts: Sequence[str]) -> None:
        """Judge one row: note its faults, or keep its cell."""
        before = len(self.faults)

        def fault(code: str, **values: str) -> None:
            self.faults.append((number, Fault(self.place(number), code, values)))

        row = dict.fromkeys(COLUMNS, "")
        for at, text in enumerate(texts):
            if at < len(header) and header[at]:
                row[header[at]] = text
            elif text:
                fault("row_long", text=text)
        self._go_by(row["period"])
        if row["metric"] == VETO:
            self._veto(number, row, fault)
            return
        unit, metric = self._names(row, fault)
        period = _period(unit, metric, row["period"], fault)
        row["period"] = str(period)
        if row["state"] not in _STATES:
            fault("row_state", text=row["state"])
        if unit is None or metric is None:
            return
        if period is not None and (metric.input == "events" or row["value"] or row["state"]):
            self._check_twice((unit, metric, str(period)), number, row["state"], fault)
        cell = _cell(self.rulebook, unit, metric, row, fault)
        if cell is not None and len(self.faults) == before:
            self.rows.append((number, cell))

    def _go_by(self, written: str) -> None:
        """Judge by the rules of a period from here on."""
        period = _dated(written)
        if self.rules is not None and period is not None:
            self.rulebook = self.rules(period)

    def _veto(self, number: int, row: Mapping[str, str], fault: Note) -> None:
        """Judge a row that vetoes a unit; whoever reads it sees to the right to do so."""
        before = len(self.faults)
        unit = self._unit(row, fault)
        period = _period(unit, None, row["period"], fault)
        if row["state"] not in ("", "confirmed"):
            fault("row_veto_state", text=row["state"])
        if extra := row["level"] or row["event"]:
            fault("row_veto_extra", text=extra)
        if not row["note"]:
            fault("row_veto_reason")
        if unit is None:
            return
        effect = row["value"] or self.rulebook.competition.veto
        if not self.rulebook.can_veto(effect, unit.arena):
            categories = self.rulebook.categories_in(unit.arena or "")
            known = ["ineligible", "bottom", *(f"{ZERO_CATEGORY}{category.id}" for category in categories)]
            fault("row_veto_effect", text=effect, known=" ".join(known))
        if period is not None:
            line, _ = self._seen.setdefault((unit.id, VETO, str(period)), (number, ""))
            if line != number:
                fault("row_twice", unit=unit.name, metric=VETO, period=str(period), line=self.place(line))
        if len(self.faults) == before:
            self.rows.append((number, Cell(unit.id, VETO, str(period), value=effect, note=row["note"])))

    def _unit(self, row: Mapping[str, str], fault: Note) -> Unit | None:
        unit = self.rulebook.find_unit(row["unit"])
        if unit is None:
            fault("row_unit_unknown", text=row["unit"])
        elif unit.arena is None:
            fault("row_unit_no_arena", text=row["unit"])
            return None
        return unit

    def _names(self, row: Mapping[str, str], fault: Note) -> tuple[Unit | None, Metric | None]:
        unit = self._unit(row, fault)
        if unit is None or unit.arena is None:
            return None, None
        metric = self.rulebook.find_metric(row["metric"], unit.arena)
        if metric is None:
            arena = self.rulebook.arena(unit.arena).name
            others = (each.id for each in self.rulebook.arenas if each.id != unit.arena)
            elsewhere = any(self.rulebook.find_metric(row["metric"], other) for other in others)
            code = "row_metric_elsewhere" if elsewhere else "row_metric_unknown"
            fault(code, text=row["metric"], unit=unit.name, arena=arena)
        elif metric.value_of is not None:
            source = self.rulebook.metric(metric.value_of).name
            fault("row_value_of", text=metric.name, source=source)
            return unit, None
        elif metric.source is not None and self.rules is not None:
            kinds = "、".join(self.rulebook.kind(kind).name for kind in metric.source.matters)
            fault("row_counted", text=metric.name, kinds=kinds)
            return unit, None
        return unit, metric

    def _check_twice(self, key: tuple[Unit, Metric, str], number: int, state: str, fault: Note) -> None:
        unit, metric, period = key
        line, first = self._seen.setdefault((unit.id, metric.id, period), (number, state))
        if line != number and (metric.input not in _SEVERAL or "not_applicable" in (first, state)):
            fault("row_twice", unit=unit.name, metric=metric.name, period=period, line=self.place(line))


def _dated(written: str) -> Period | None:
    """Read the period of a row: 2026-03, 2026年3月, March 2026."""
    return dated_period("".join(whole_periods(written.split())))


def _period(unit: Unit | None, metric: Metric | None, text: str, fault: Note) -> Period | None:
    """Judge the period of a value, or of a veto (no metric), of a unit that is there then."""
    period = _dated(text)
    if period is None:
        fault("row_period", text=text)
    elif metric is not None and period.kind != metric.period:
        fault("row_period_kind", text=text, metric=metric.name, wanted=_PERIOD_WORDS[metric.period])
    elif unit is not None and not (unit.takes_part(period) if metric is None else unit.reports(period)):
        fault("row_unit_not_there", unit=unit.name, period=str(period))
    return period


def _cell(rulebook: Rulebook, unit: Unit, metric: Metric, row: Mapping[str, str], fault: Note) -> Cell | None:
    """Judge what is reported in a row whose unit and metric are known; None where nothing is."""
    if row["state"] == "not_applicable":
        extra = row["value"] or row["level"] or row["event"]
        if extra:
            fault("row_not_applicable", text=extra)
        return Cell(unit.id, metric.id, row["period"], state="not_applicable", note=row["note"])
    state: Literal["confirmed", "pending"] = "pending" if row["state"] == "pending" else "confirmed"
    if metric.input == "events":
        level = _level(metric, row, fault)
        return Cell(unit.id, metric.id, row["period"], state=state, level=level, event=row["event"], note=row["note"])
    _check_extra(metric, row, fault)
    if not row["value"]:
        if row["state"]:
            fault("row_value_missing", state=row["state"])
        return None
    try:
        value = read(metric, row["value"])
    except ValueRefusedError as error:
        fault(error.code, **error.values)
        return None
    if metric.input == "rating" and rulebook.find_unit(row["event"]) is unit:
        fault("row_own_rating", text=row["event"])
    if metric.input == "checklist":
        _check_items(metric, value, row["note"], fault)
    return Cell(unit.id, metric.id, row["period"], value=value, state=state, event=row["event"], note=row["note"])


def _check_extra(metric: Metric, row: Mapping[str, str], fault: Note) -> None:
    if row["level"]:
        fault("row_level_extra", text=row["level"], metric=metric.name)
    if row["event"] and metric.input != "rating":
        fault("row_event_extra", text=row["event"], metric=metric.name)


def _level(metric: Metric, row: Mapping[str, str], fault: Note) -> str | None:
    if row["value"]:
        fault("row_event_value", text=row["value"])
    known = " ".join(metric.level_names.get(key, key) for key in metric.levels)
    if not row["level"]:
        fault("row_level_missing", known=known)
        return None
    level = level_key(metric, row["level"])
    if level is None:
        fault("row_level_unknown", text=row["level"], known=known)
    return level


def _check_items(metric: Metric, value: str, note: str, fault: Note) -> None:
    known = metric.method.mandatory if isinstance(metric.method, Checklist) else ()
    items = failed_items(note)
    for item in items:
        if item not in known:
            fault("row_item_unknown", text=item, known=" ".join(known) or "（本指标没有必达项）")
    passed, applicable = parts(value)
    if len(items) > applicable - passed:
        fault("row_items_failed", count=str(len(items)), failed=str(applicable - passed))
