"""The form of matters, what a table would assign, what it assigned, and the ledger as a workbook."""

from dataclasses import dataclass
from datetime import date, datetime

from handlers.results import Values


@dataclass(frozen=True, slots=True)
class OrderFormFor:
    """The payload of a form: for whom."""

    person: int


@dataclass(frozen=True, slots=True)
class OrderForm:
    """The form that assigns matters, of a day: the kinds that its reader may assign, units and arenas to be written."""

    day: date
    kinds: tuple[str, ...]
    units: tuple[str, ...]
    arenas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OrderFaults:
    """The payload of what is wrong with a table, as (row, code, values)."""

    name: str
    faults: list[tuple[int, str, Values]]


@dataclass(frozen=True, slots=True)
class OrdersAsked:
    """The payload of the question whether a table is meant."""

    draft: int


@dataclass(frozen=True, slots=True)
class Planned:
    """What a row would assign; one without units only stands above others.

    `under`: the number of the matter that is above it, or the row.
    """

    row: int
    kind: str
    title: str
    units: tuple[str, ...]
    deadline: datetime | None
    quantity: int | None
    responsible: str | None
    under: str | int


@dataclass(frozen=True, slots=True)
class Plan:
    """What a table would assign, and rows that are there already as (row, code, values)."""

    draft: int
    name: str
    rows: tuple[Planned, ...]
    same: tuple[tuple[int, str, Values], ...]


@dataclass(frozen=True, slots=True)
class OrdersFiled:
    """The payload of what a table assigned, as (row, number)."""

    items: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class FiledRow:
    """A matter that a row assigned."""

    row: int
    entry: str
    title: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BookRow:
    """A part as a workbook tells it; a matter that is only above others has no unit, and stands nowhere."""

    entry: str
    kind: str
    title: str
    unit: str
    deadline: datetime | None
    quantity: int | None
    helpers: tuple[str, ...]
    responsible: str | None
    measure: str | None
    source: str | None
    parent: str
    problem: bool = False
    state: str | None = None
    outcome: str | None = None
    done: int | None = None
    progress: str | None = None
    finished: datetime | None = None
    verifier: str = ""
    verified: datetime | None = None
    extensions: int | None = None
    returns: int | None = None
    round: int | None = None
    recheck: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """The ledger as it stood at a moment."""

    made_at: datetime
    rows: tuple[BookRow, ...]
