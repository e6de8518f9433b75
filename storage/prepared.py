"""Statements that are run again and again: SQLAlchemy writes one out once, then the driver is told it past SQLAlchemy.

To take a statement through SQLAlchemy and its rows back takes longer than the database needs for it.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Dialect, Executable, Insert
from sqlalchemy.exc import NoResultFound
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ClauseElement

Values = Mapping[str, Any]
SHAPES = 16
"""Ways in which one statement is told: what it leaves open, and how long its lists are."""


class Rows:
    """What a statement found or changed, asked for as of SQLAlchemy's results; rows are read as they are asked for."""

    __slots__ = ("_cursor", "_keys", "_made")

    def __init__(self, cursor: Any, made: Callable[[Any], Any], keys: Iterable[Any]) -> None:  # noqa: ANN401 - the driver's
        self._cursor = cursor
        self._made = made
        self._keys = keys

    def __iter__(self) -> Iterator[Any]:
        """Yield the rows, each a named tuple."""
        return map(self._made, self._cursor)

    def all(self) -> list[Any]:
        """Return every row."""
        return list(map(self._made, self._cursor.fetchall()))

    def first(self) -> Any:  # noqa: ANN401 - a row
        """Return the first row, None where there is none."""
        row = self._cursor.fetchone()
        self._cursor.close()
        return None if row is None else self._made(row)

    def one(self) -> Any:  # noqa: ANN401 - a row
        """Return the row that must be there."""
        row = self.first()
        if row is None:
            raise NoResultFound("no row where one must be")
        return row

    def scalar(self) -> Any:  # noqa: ANN401 - what a column holds
        """Return what the first row begins with, None where there is none."""
        row = self.first()
        return None if row is None else row[0]

    def scalar_one(self) -> Any:  # noqa: ANN401 - as above
        """Return what the row begins with that must be there."""
        return self.one()[0]

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""
        return int(self._cursor.rowcount)

    @property
    def inserted_primary_key(self) -> tuple[Any, ...]:
        """The key of the row that was inserted: as it was told, or as the database counted."""
        return tuple(self._cursor.lastrowid if key is None else key for key in self._keys)


class _Prepared:
    """A statement as it is told to the driver of one dialect, what it leaves open in one shape."""

    def __init__(self, compiled: SQLCompiler, values: Values) -> None:
        written = compiled.construct_expanded_state(values, escape_names=False)
        process: dict[str, Any] = {**compiled._bind_processors, **written.processors}  # noqa: SLF001 - said nowhere else
        names = written.positiontup or list(written.parameters)
        asked: dict[str, tuple[str, int | None]] = {}
        for bind, name in compiled.bind_names.items():
            key = bind.key if bind.key in values else name
            if key in values:
                several = written.parameter_expansion.get(name)
                asked |= {name: (key, None)} if several is None else {n: (key, at) for at, n in enumerate(several)}
        fixed = {n: v if n in asked or n not in process else process[n](v) for n, v in written.parameters.items()}
        self._sql = written.statement
        self._told: Any = fixed if written.positiontup is None else [fixed[name] for name in names]
        places = enumerate(names) if written.positiontup is not None else zip(names, names, strict=True)
        self._asked = [(at, *asked[name], process.get(name)) for at, name in places if name in asked]
        table = compiled.statement.table if isinstance(compiled.statement, Insert) else None
        self._keys = [] if table is None else [column.name for column in table.primary_key]
        self._made = _maker(compiled)

    def run(self, connection: Connection, values: Values) -> Rows:
        told = self._told.copy()
        for at, key, place, process in self._asked:
            value = values[key] if place is None else values[key][place]
            told[at] = value if process is None else process(value)
        cursor = connection.connection.cursor()
        try:
            cursor.execute(self._sql, told)
        except connection.dialect.loaded_dbapi.Error as error:
            # it becomes SQLAlchemy's own, which lets go of what is lost; any other stays what it is
            connection._handle_dbapi_exception(error, self._sql, told, cursor, None)  # noqa: SLF001 - as above
        return Rows(cursor, self._made, [values.get(key) for key in self._keys])


def run(connection: Connection, statement: Executable, values: Values) -> Rows:
    """Execute a statement: from the second time on past SQLAlchemy, unless somebody looks on there."""
    listens, prepared = connection.dispatch, None
    seen = listens.before_cursor_execute or (isinstance(statement, Insert) and listens.before_execute)
    if isinstance(statement, ClauseElement) and not seen:
        shapes = _SHAPES.get(statement)
        if shapes is None:  # most that are built anew every time are never seen again
            _SHAPES[statement] = {}
        else:
            name, lists = connection.dialect.name, (list, tuple)
            shape = (name, *((key, len(each)) if isinstance(each, lists) else key for key, each in values.items()))
            if shape not in shapes and len(shapes) < SHAPES:
                shapes[shape] = _prepared(statement, connection.dialect, values)
            prepared = shapes.get(shape)
    found: Any = connection.execute(statement, values) if prepared is None else prepared.run(connection, values)
    told: Rows = found
    return told


_SHAPES: WeakKeyDictionary[ClauseElement, dict[Any, _Prepared | None]] = WeakKeyDictionary()


def _prepared(statement: ClauseElement, dialect: Dialect, values: Values) -> _Prepared | None:
    """Write a statement out; None where SQLAlchemy does more for it than hand it on."""
    compiled = statement.compile(dialect=dialect, column_keys=sorted(values))
    plain = isinstance(compiled, SQLCompiler) and not (
        compiled.insert_prefetch
        or compiled.update_prefetch
        or compiled.implicit_returning
        or compiled.escaped_bind_names
        or compiled._textual_ordered_columns  # noqa: SLF001 - said nowhere else
    )
    return _Prepared(compiled, values) if plain and isinstance(compiled, SQLCompiler) else None


def _maker(compiled: SQLCompiler) -> Callable[[Any], Any]:
    """Return what makes a named tuple of a row."""
    columns = compiled._result_columns  # noqa: SLF001 - said nowhere else
    made: Callable[[Iterable[Any]], Any] = _row_of(tuple(column.keyname for column in columns))._make
    reads = [column.type._cached_result_processor(compiled.dialect, None) for column in columns]  # noqa: SLF001 - as above
    read = [(at, process) for at, process in enumerate(reads) if process is not None]
    if not read:
        return made

    def make(row: Iterable[Any]) -> Any:  # noqa: ANN401 - a row
        cells = list(row)
        for at, process in read:
            cells[at] = process(cells[at])
        return made(cells)

    return make


@cache
def _row_of(names: tuple[str, ...]) -> Any:  # noqa: ANN401 - a type made here
    return namedtuple("Row", names, rename=True)  # noqa: PYI024 - its fields are known when it is run
