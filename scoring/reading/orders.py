"""Reading a table that assigns matters: columns by their names, a row a matter; every faulty row is told."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from scoring.access import Person
from scoring.matters.cast import may_assign
from scoring.matters.trees import would_circle
from scoring.reading.deadlines import read_deadline
from scoring.reading.lines import clean, seen
from scoring.reading.matters import (
    LONGEST_NAME,
    LONGEST_TEXT,
    LONGEST_TITLE,
    read_entry,
    read_quantities,
    text_of,
)
from scoring.reading.names import exactly, find
from scoring.reading.units import Context, read_units
from scoring.reading.unread import UnreadError
from scoring.rulebook.ledgers import Kind

ORDINAL, KIND, TITLE, UNITS, DEADLINE = "序号", "种类", "标题", "单位", "时限"
QUANTITY, HELPERS, PERSON, MEASURE, SOURCE, PARENT = "数量", "配合", "责任人", "措施", "来源", "上级"
COLUMNS = (ORDINAL, KIND, TITLE, UNITS, DEADLINE, QUANTITY, HELPERS, PERSON, MEASURE, SOURCE, PARENT)
"""The columns of the form."""
TOLD = ("台账号", "状态", "结果", "进展", "报完成", "核查人", "核查时间", "延期", "退回", "轮次", "回头看")
"""What a ledger that goes out says beside them; what comes back is not read there."""
IN_ENGLISH: Mapping[str, str] = dict(
    zip(
        (*COLUMNS, *TOLD),
        (
            *("No.", "Kind", "Title", "Units", "Deadline", "Quantity", "Helpers", "Responsible", "Measure", "Source"),
            *("Parent", "Number", "State", "Result", "Progress", "Finished", "Verified by", "Verified at"),
            *("Extensions", "Returns", "Round", "Recheck"),
        ),
        strict=True,
    )
)
"""What the columns are called in English: so they are read too."""
NEEDED = (KIND, TITLE, UNITS)
OWED = (DEADLINE, QUANTITY, HELPERS)
"""What only those owe who have a part: a row without a unit leaves these empty."""
MOST = 500
"""Rows of one table."""
NAMED = ("台账", "交办", "Ledger", "Matters")
"""What the name of a file, or the words with it, hold that assigns matters though it was not asked for."""
FILES = ("交办表", "Matters")
"""What the form is called, by language."""
_COLUMN = {english.lower(): name for name, english in IN_ENGLISH.items()}
_HEADER_WITHIN = 10
_MONTH = re.compile(r"\d{4}-\d{2}")
"""What a workbook makes of the first of a month."""

Line = tuple[int, Sequence[str]]
Sheets = Sequence[tuple[str, Sequence[Line]]]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with a row (0: with the table): a code, the words of its sentence, ids of what may be meant."""

    row: int
    code: str
    values: Mapping[str, str] = field(default_factory=dict)
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RowOrder:
    """A row as understood; without units it only stands above others. `under`: the row of the table that is above it.

    `parent`: a matter that was there before and is above it.
    """

    row: int
    kind: Kind
    title: str
    units: tuple[str, ...]
    deadline: datetime | None
    quantities: Mapping[str, int]
    helpers: tuple[str, ...]
    responsible: str | None
    measure: str | None
    source: str | None
    parent: int | None = None
    under: int | None = None


@dataclass(frozen=True, slots=True)
class Orders:
    """What a table assigns, in its order; nothing of it is to be done where anything is wrong with it."""

    rows: tuple[RowOrder, ...]
    faults: tuple[RowFault, ...]


def is_form(sheets: Sheets) -> bool:
    """Say whether a workbook assigns matters: a sheet has the columns of the form."""
    return _found(sheets) is not None


def read_orders(sheets: Sheets, context: Context, person: Person, known: Callable[[int], bool]) -> Orders:
    """Read a table; `context.kinds` are those that the person may assign, `known` says which matters there are."""
    found = _found(sheets)
    if found is None:
        return Orders((), (RowFault(0, "columns_missing", {"names": "、".join(NEEDED)}),))
    header, lines = found
    faults = list(_header_faults(header))
    if not faults and len(lines) > MOST:
        faults.append(RowFault(0, "rows_many", {"count": str(len(lines)), "most": str(MOST)}))
    if not faults and not lines:
        faults.append(RowFault(0, "rows_none"))
    if faults:
        return Orders((), tuple(faults))
    rows = {number: _cells(header, texts) for number, texts in lines}
    above = _Above(rows, known)
    read = [_row(number, cells, context, person, above) for number, cells in rows.items()]
    orders = tuple(order for order, _ in read if order is not None)
    return Orders(orders, (*above.faults, *(fault for _, wrong in read for fault in wrong)))


def parents_first(rows: Iterable[RowOrder]) -> Iterator[RowOrder]:
    """Yield rows so that what is above another one comes before it, in their order else."""
    waiting = {one.row: one for one in rows}
    while waiting:
        free = [one for one in waiting.values() if one.under not in waiting]
        yield from free
        for one in free:
            del waiting[one.row]


# The table


def _found(sheets: Sheets) -> tuple[list[str], list[Line]] | None:
    """Return the names of the columns, and the lines below them that hold something."""
    for _, lines in sheets:
        for place, (_, texts) in enumerate(lines[:_HEADER_WITHIN]):
            names = [_COLUMN.get(clean(text).lower(), clean(text)) for text in texts]
            if KIND in names and TITLE in names:
                return names, [line for line in lines[place + 1 :] if any(text.strip() for text in line[1])]
    return None


def _header_faults(header: Sequence[str]) -> Iterator[RowFault]:
    missing = [name for name in NEEDED if name not in header]
    unknown = [name for name in header if name and name not in (*COLUMNS, *TOLD)]
    twice = dict.fromkeys(name for name in header if name and header.count(name) > 1)
    for code, names in (("columns_missing", missing), ("columns_unknown", unknown), ("columns_twice", list(twice))):
        if names:
            yield RowFault(0, code, {"names": "、".join(names)})


def _cells(header: Sequence[str], texts: Sequence[str]) -> dict[str, str]:
    told = zip(header, texts, strict=False)
    plain = ((name, " ".join(seen(text).split())) for name, text in told if name in COLUMNS)
    return {name: text for name, text in plain if text}


# What is above what


class _Above:
    """Which row or matter is above a row, by what stands under 上级; what cannot be is a fault of the row."""

    def __init__(self, rows: Mapping[int, Mapping[str, str]], known: Callable[[int], bool]) -> None:
        self.faults: list[RowFault] = []
        self._known = known
        self._named: dict[str, int] = {}
        self._rows: dict[int, int] = {}
        for row, cells in rows.items():
            ordinal = clean(cells.get(ORDINAL, ""))
            if ordinal and ordinal in self._named:
                there = {"text": ordinal, "row": str(self._named[ordinal])}
                self.faults.append(RowFault(row, "ordinal_twice", there))
            elif ordinal:
                self._named[ordinal] = row

    def of(self, row: int, said: str) -> tuple[int | None, int | None]:
        """Return the matter and the row that are above a row."""
        number, there = read_entry(said), self._named.get(clean(said))
        if not said:
            return None, None
        if there is not None:
            if would_circle(row, there, self._rows):
                raise UnreadError("parent_circle", {"text": said})
            self._rows[row] = there
            return None, there
        if number is None:
            raise UnreadError("parent_unread", {"text": said})
        if not self._known(number):
            raise UnreadError("parent_unknown", {"text": said})
        return number, None


# A row


def _row(
    row: int, cells: Mapping[str, str], context: Context, person: Person, above: _Above
) -> tuple[RowOrder | None, list[RowFault]]:
    """Read a row cell by cell; each that cannot be taken is a fault."""
    faults: list[RowFault] = []

    def tried(otherwise: T, read: Callable[..., T], *about: object) -> T:
        try:
            return read(*about)
        except UnreadError as error:
            faults.append(RowFault(row, error.code, error.values, error.candidates))
            return otherwise

    parted = UNITS in cells
    kind = tried(None, _kind, cells.get(KIND, ""), context)
    title = tried("", _title, cells.get(TITLE, ""))
    nothing: tuple[str, ...] = ()
    nowhere: tuple[int | None, int | None] = (None, None)
    units = tried(nothing, _units, cells, kind, context, person)
    deadline = tried(None, _deadline, cells, context) if parted else tried(None, _alone, cells)
    quantities: Mapping[str, int] = tried({}, read_quantities, cells.get(QUANTITY, ""), units, context) if units else {}
    helpers = tried(nothing, read_units, cells[HELPERS], context) if parted and HELPERS in cells else nothing
    responsible = tried(None, text_of, cells, PERSON, LONGEST_NAME)
    measure = tried(None, text_of, cells, MEASURE, LONGEST_TEXT)
    source = tried(None, text_of, cells, SOURCE, LONGEST_TEXT)
    parent, under = tried(nowhere, above.of, row, cells.get(PARENT, ""))
    if faults or kind is None:
        return None, faults
    helping = tuple(unit for unit in helpers if unit not in units)
    told = (responsible, measure, source)
    return RowOrder(row, kind, title, units, deadline, quantities, helping, *told, parent, under), []


def _kind(said: str, context: Context) -> Kind:
    if not said:
        if len(context.kinds) != 1:
            raise UnreadError("kind_missing", {}, tuple(kind.id for kind in context.kinds))
        return context.kinds[0]
    meant_ = exactly(clean(said), context.rulebook.kinds)
    named = None if meant_ else find(clean(said), context.rulebook.kinds, context.initials)
    kind = meant_[0] if meant_ else named.entry if named is not None else None
    if kind is None:
        candidates = () if named is None else tuple(one.id for one in named.candidates)
        raise UnreadError("kind_unknown", {"text": said}, candidates)
    if kind not in context.kinds:
        raise UnreadError("kind_not_yours", {"text": kind.name}, kind.assigners)
    return kind


def _title(said: str) -> str:
    if not said:
        raise UnreadError("title_missing")
    if len(said) > LONGEST_TITLE:
        raise UnreadError("title_long", {"most": str(LONGEST_TITLE)})
    return said


def _units(cells: Mapping[str, str], kind: Kind | None, context: Context, person: Person) -> tuple[str, ...]:
    """Read whose it is: nobody assigns to a unit of his own."""
    if UNITS not in cells:
        return ()
    units = read_units(cells[UNITS], context)
    if kind is not None and (own := [unit for unit in units if not may_assign(person, kind.assigners, unit)]):
        raise UnreadError("own_unit", {}, tuple(own))
    return units


def _deadline(cells: Mapping[str, str], context: Context) -> datetime:
    """Read until when: a day alone ends at 17:00, and what a workbook shows as a month is its first day."""
    said = cells.get(DEADLINE, "")
    return read_deadline(f"{said}-01" if _MONTH.fullmatch(said) else said, context.when)


def _alone(cells: Mapping[str, str]) -> None:
    """Refuse what a row without a unit cannot have, or lacks: it has an owner, and nothing is owed of it."""
    if owed := [name for name in OWED if name in cells]:
        raise UnreadError("unit_missing", {"text": "、".join(owed)})
    if PERSON not in cells:
        raise UnreadError("owner_missing")
