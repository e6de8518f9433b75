"""The form that a lead fills in (填报表): a row a unit, a column a metric and period; unfolded to the values format."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scoring.faults import Fault
from scoring.standings.harmless import meant
from scoring.standings.values_table import REQUIRED, Line

MARK = "leitai-form-1"
"""What stands in the first, hidden cell of every sheet of a form."""

IDS_ROW = 1

FIRST_ROW = 5
"""Rows of units begin here; above are the hidden ids, a hint, names, and how to write."""

ID_COLUMN, NAME_COLUMN, FIRST_COLUMN = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Unfolded:
    """A form as lines of the values format, numbered through, the cell of each, and cells that are no line."""

    lines: tuple[Line, ...]
    places: tuple[str, ...]
    faults: tuple[tuple[int, Fault], ...]

    def place(self, number: int) -> str:
        """Return where a line stands."""
        return self.places[number]


def column_id(metric: str, period: str) -> str:
    """Return what the hidden row says of a column."""
    return f"{metric} {period}"


def is_form(sheets: Sequence[tuple[str, Sequence[Line]]]) -> bool:
    """Say whether a workbook is a form: any of its sheets bears the mark."""
    return any(_ids(lines) is not None for _, lines in sheets)


def unfold(sheets: Sequence[tuple[str, Sequence[Line]]]) -> Unfolded:
    """Return every filled cell of a form as a line `unit,metric,period,value`; sheets without the mark are notes."""
    lines: list[Line] = [(0, REQUIRED)]
    places = [""]
    faults: list[tuple[int, Fault]] = []
    for title, rows in sheets:
        for place, texts in _cells(title, rows):
            if texts[1]:
                lines.append((len(places), texts))
            else:
                faults.append((len(places), Fault(place, "cell_extra", {"text": texts[-1]})))
            places.append(place)
    return Unfolded(tuple(lines), tuple(places), tuple(faults))


def _ids(rows: Sequence[Line]) -> Sequence[str] | None:
    number, texts = rows[0] if rows else (0, ())
    return texts if number == IDS_ROW and "".join(texts[:1]).strip() == MARK else None


def _cells(title: str, rows: Sequence[Line]) -> Iterator[tuple[str, list[str]]]:
    ids = _ids(rows)
    if ids is None:
        return
    for number, texts in rows:
        if number < FIRST_ROW:
            continue
        unit = meant(next((text for text in texts[: FIRST_COLUMN - 1] if text.strip()), ""))
        for at, text in enumerate(texts[FIRST_COLUMN - 1 :], FIRST_COLUMN):
            if text.strip():
                metric, _, period = meant((ids[at - 1] if at <= len(ids) else "").strip()).partition(" ")
                yield f"工作表“{title}”{letters(at)}{number}", [unit, metric, period, text]


def letters(column: int) -> str:
    """Return how a workbook names a column, counted from 1."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
