"""Opening the database, and the one way to change it: `with database.transaction(now) as tx`."""

import fcntl
import os
import sqlite3
import time
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import URL, Connection, Engine, Row, Table, create_engine, event, func, select
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import CursorResult
from sqlalchemy.exc import DatabaseError as SqlDatabaseError
from sqlalchemy.pool import StaticPool
from sqlalchemy.sql import Executable
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.util import LRUCache

from storage import condition, migrations, private
from storage.tables.bureau import audit
from storage.tables.types import EPOCH, MICROSECOND

T = TypeVar("T")
P = ParamSpec("P")
# What SQLite says when the file is locked, the disk is full, or the disk fails.
_PASSING = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)

_BROKEN = {sqlite3.SQLITE_CORRUPT: "damaged", sqlite3.SQLITE_NOTADB: "unreadable"}
# What the driver says, without a code, where a hand or the disk left bytes that are no text.
_NO_TEXT = "Could not decode to UTF-8"
# What else it says where a file cannot grow.
_NO_ROOM = (sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE)


class DatabaseError(Exception):
    """The database cannot be used as asked; the message is a code word, `detail` a value for the sentence."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


class UnsealedError(Exception):
    """Facts were changed that no row of the audit chain seals; the message names their tables. Nothing was changed."""


class WouldWriteError(Exception):
    """What was tried came as far as its first write: nothing forbids it."""


class UnavailableError(Exception):
    """The database cannot be used just now (locked by another process, disk full); nothing was changed: try again.

    `full`: the disk may have no room for what was to be written.
    """

    def __init__(self, reason: str, *, full: bool) -> None:
        super().__init__(reason)
        self.full = full


@dataclass(frozen=True, slots=True)
class Fact:
    """The newest row of the audit chain: the moment of the last change, and the digest that seals it."""

    moment: datetime
    digest: str


@dataclass(slots=True)
class Transaction:
    """One unit of work: everything in it is committed together or not at all. `now` is the clock's moment.

    The newest fact is read once and kept: nobody else can add one while this is open.
    """

    connection: Connection
    now: datetime
    unsealed: list[tuple[str, dict[str, Any]]] = field(default_factory=list, init=False, compare=False, repr=False)
    """Facts, as (table, columns), that the next row of the chain is to seal."""
    touched: set[str] = field(default_factory=set, init=False, compare=False, repr=False)
    """Topics whose messages may offer something else after this."""
    written: set[str] = field(default_factory=set, init=False, compare=False, repr=False)
    """Tables that were written to."""
    asked: bool = field(default=False, init=False, compare=False, repr=False)
    """Whether somebody's answer is waited for since this."""
    answers: dict[tuple[Hashable, ...], tuple[frozenset[str], Any]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    """What was asked of the database by now (see `asked_once`), with the tables that it was read from."""
    _trying: bool = field(default=False, init=False, compare=False, repr=False)
    _newest: Fact | None = field(default=None, init=False, compare=False, repr=False)
    _given: dict[str, int] = field(default_factory=dict, init=False, compare=False, repr=False)
    """The newest id that was given to a row of a table."""

    def run(self, statement: Executable, values: Mapping[str, Any] | None = None) -> CursorResult[Any]:
        """Execute a core statement, with values for what it leaves open; a trial ends with its first write."""
        if isinstance(statement, UpdateBase):
            if self._trying:
                raise WouldWriteError
            table = statement.entity_description["name"]
            self.written.add(table)
            self.answers = {key: known for key, known in self.answers.items() if table not in known[0]}
        return self.connection.execute(statement, values)

    def one(self, statement: Executable, values: Mapping[str, Any] | None = None) -> Row[Any] | None:
        """Return the first row, or None."""
        return self.run(statement, values).first()

    def all(self, statement: Executable, values: Mapping[str, Any] | None = None) -> list[Row[Any]]:
        """Return every row."""
        return list(self.run(statement, values).all())

    @contextmanager
    def as_stored(self) -> Iterator[None]:
        """Read texts as they are stored, also where a hand left bytes that are no text."""
        raw: Any = self.connection.connection.driver_connection
        usual, raw.text_factory = raw.text_factory, lambda stored: stored.decode(errors="surrogateescape")
        try:
            yield
        finally:
            raw.text_factory = usual

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Run a part that may fail by itself."""
        before = self._newest, self.unsealed[:]
        try:
            with self.connection.begin_nested():
                yield
        except BaseException:
            self._newest, self.unsealed[:] = before
            self.answers.clear()
            raise

    @contextmanager
    def rehearsal(self) -> Iterator[None]:
        """Run a part to see what it would do; nothing of it is kept."""
        before = self._newest, self.unsealed[:]
        with self.connection.begin_nested() as nested:
            try:
                yield
            finally:
                self._newest, self.unsealed[:] = before
                self.answers.clear()
                nested.rollback()

    @contextmanager
    def trial(self) -> Iterator[None]:
        """Run a part up to its first write, where WouldWriteError ends it: nothing is ever changed."""
        self._trying = True
        try:
            yield
        finally:
            self._trying = False

    def newest(self) -> Fact | None:
        """Return the newest fact, None where nothing has been recorded yet."""
        if self._newest is None:
            row = self.one(_NEWEST)
            self._newest = None if row is None else Fact(row.moment, row.digest)
        return self._newest

    def note(self, fact: Fact) -> None:
        """Take note of a fact that was just recorded, with all that was unsealed: it is the newest now."""
        self._newest = fact
        self.unsealed.clear()

    def latest(self) -> datetime:
        """Return the moment as of which everything written so far is visible: now, or the newest fact if later."""
        newest = self.newest()
        return self.now if newest is None else max(self.now, newest.moment)

    def next_id(self, table: Table) -> int:
        """Return the next id of what buttons name: the moment in microseconds, and more than every id that is there.

        So none is given twice, also where a restored backup does not know the newest that were given.
        """
        newest = self._given.get(table.name)
        if newest is None:
            newest = self.run(_newest_id(table)).scalar() or 0
        given = self._given[table.name] = max((self.now - EPOCH) // MICROSECOND, newest + 1)
        return given

    def next_moment(self) -> datetime:
        """Return a moment strictly later than every stored fact (the clock may stand still or go back)."""
        newest = self.newest()
        return self.now if newest is None or self.now > newest.moment else newest.moment + MICROSECOND


_NEWEST = select(audit.c.moment, audit.c.digest).order_by(audit.c.seq.desc()).limit(1)


@cache
def _newest_id(table: Table) -> Executable:
    return select(func.max(table.c.id))


def asked_once(
    *tables: Table,
) -> Callable[[Callable[Concatenate[Transaction, P], T]], Callable[Concatenate[Transaction, P], T]]:
    """Keep what a question to some tables was answered, for its transaction alone and until one of them is written to.

    Nobody else can change it meanwhile. Arguments are hashable, and nobody changes an answer.
    """
    names = frozenset(table.name for table in tables)

    def kept(ask: Callable[Concatenate[Transaction, P], T]) -> Callable[Concatenate[Transaction, P], T]:
        @wraps(ask)
        def answer(tx: Transaction, /, *args: P.args, **named: P.kwargs) -> T:
            key = (ask, *args, *named.items())
            known = tx.answers.get(key)
            if known is None:
                known = tx.answers[key] = (names, ask(tx, *args, **named))
            answered: T = known[1]
            return answered

        return answer

    return kept


@contextmanager
def run_lock(path: Path) -> Iterator[bool]:
    """Hold the run lock of a database without opening it; False where somebody else holds it."""
    private.make_folder(path.parent)
    descriptor = private.open_file(_lock_of(path))
    try:
        yield _try_lock(descriptor, 0)
    finally:
        os.close(descriptor)


def _lock_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.lock")


class Database:
    """A SQLite file with a single writer thread and query-only readers.

    Only the process that holds the run lock checkpoints the write-ahead log; every other one leaves it alone.
    """

    def __init__(self, path: Path, *, reading: bool = False, patience: float = 0) -> None:
        """Open the file, under whatever name it is known; who is only `reading` makes nothing and takes no lock.

        `patience`: seconds to wait for the run lock where another command holds it for a moment.
        """
        self.path = Path(os.path.realpath(path))
        self._lock_file: int | None = None
        self.holds_lock = self._in_use = False
        if not reading:
            private.make_folder(self.path.parent)
            self._lock_file = private.open_file(_lock_of(self.path))
            self.holds_lock = _try_lock(self._lock_file, patience)
            private.make_file(self.path)
        self._reader = _engine(self.path, reading=True, checkpoints=False)
        self._writer = self._reader if reading else _engine(self.path, reading=False, checkpoints=self.holds_lock)

    def migrate(self) -> None:
        """Bring the schema to the newest version, all or nothing; refuse one from a newer program."""
        try:
            with telling_faults():
                migrations.upgrade(self._writer)
        except migrations.NewerSchemaError as error:
            raise DatabaseError("newer", str(error)) from error
        except (SqlDatabaseError, sqlite3.Error, ValueError) as error:
            raise DatabaseError("not_upgraded", str(error).splitlines()[0]) from error

    def older(self) -> str | None:
        """Return the schema of a database that is to be upgraded; None where there is nothing yet, or nothing to do."""
        with telling_faults(), self._reader.connect() as connection:
            found = migrations.version(connection)
        return None if found == migrations.head() else found

    def refuse_unless_usable(self, *, to_migrate: bool = False) -> None:
        """Refuse a file that is damaged, was copied without its log, or is of another schema or program.

        `to_migrate`: it may be empty or of an older schema, and is to be brought up.
        """
        if self.path.exists() and condition.is_torn(self.path):
            raise DatabaseError("torn")
        try:
            with telling_faults(), self._reader.connect() as connection:
                found = condition.fault(connection, to_migrate=to_migrate)
        except SqlDatabaseError as error:
            raise DatabaseError("unreadable") from error
        if found is not None:
            raise DatabaseError(*found)

    def begin_use(self) -> None:
        """Let the file bear the mark of a file in use until it is closed; only who holds the run lock does so."""
        if self.holds_lock and self._lock_file is not None:
            with telling_faults():
                condition.mark(self._raw(), self.path, self._lock_file)
            self._in_use = True

    def _raw(self) -> Any:  # noqa: ANN401 - the driver's own connection, outside any transaction
        return self._writer.raw_connection().driver_connection

    @contextmanager
    def transaction(self, now: datetime) -> Iterator[Transaction]:
        """Open the one writing transaction (BEGIN IMMEDIATE); commit at the end, roll back on any exception.

        What would change a fact without a row of the chain that seals it is refused.
        """
        with telling_faults(), self._writer.begin() as connection:
            tx = Transaction(connection, now)
            yield tx
            if tx.unsealed:
                raise UnsealedError(", ".join(dict.fromkeys(table for table, _ in tx.unsealed)))

    @contextmanager
    def reading(self, now: datetime) -> Iterator[Transaction]:
        """Open a query-only view of what is committed."""
        with telling_faults(), self._reader.begin() as connection:
            yield Transaction(connection, now)

    def look(self, fn: Callable[[Transaction], T]) -> T:
        """Answer one question that needs no clock."""
        with self.reading(EPOCH) as tx:
            return fn(tx)

    def integrity(self) -> str | None:
        """Let SQLite check the file; returns what is wrong, None when all is well."""
        with telling_faults(), self._reader.connect() as connection:
            found = str(connection.exec_driver_sql("PRAGMA integrity_check").scalar())
        return None if found == "ok" else found.splitlines()[-1]

    def close(self) -> None:
        """Release connections and the run lock."""
        self._reader.dispose()
        if self._in_use:
            with suppress(sqlite3.Error):  # a full disk: then the mark stays, and its own lock file answers for it
                condition.unmark(self._raw())
        self._writer.dispose()
        if self._lock_file is not None:
            os.close(self._lock_file)
        self._lock_file, self.holds_lock, self._in_use = None, False, False


@contextmanager
def telling_faults() -> Iterator[None]:
    """Tell faults that pass by themselves (UnavailableError), and a broken file (DatabaseError), from all others."""
    try:
        yield
    except (SqlDatabaseError, sqlite3.DatabaseError) as error:
        cause: BaseException | None = error
        while cause is not None:  # SQLite may have rolled back by itself, and what then failed hides the fault
            code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_OK)
            if code & 0xFF in _PASSING:
                raise UnavailableError(str(cause), full=_is_full(code)) from error
            if code & 0xFF in _BROKEN:
                raise DatabaseError(_BROKEN[code & 0xFF], str(cause)) from error
            cause = cause.__context__
        if _NO_TEXT in str(getattr(error, "orig", error)):  # never what people wrote
            raise DatabaseError("damaged", _NO_TEXT) from error
        raise


def _is_full(code: int) -> bool:
    return code & 0xFF == sqlite3.SQLITE_FULL or code in _NO_ROOM


def _try_lock(descriptor: int, patience: float) -> bool:
    until = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                return False
            time.sleep(0.05)
        else:
            return True


class _Dialect(SQLiteDialect_pysqlite):
    """The one way to speak to SQLite: a statement that one engine has written out is known to all of this process."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Dialect)

    def __hash__(self) -> int:
        return hash(_Dialect)


registry.register("sqlite.leitai", __name__, _Dialect.__name__)
_WRITTEN_OUT: LRUCache[Any, Any] = LRUCache(1000)
"""Statements as SQLite is told them: to write one out takes longer than to run it a dozen times."""


def _engine(path: Path, *, reading: bool, checkpoints: bool) -> Engine:
    engine = create_engine(
        URL.create("sqlite+leitai", database=str(path)),
        connect_args={"isolation_level": None, "check_same_thread": False},
        poolclass=StaticPool,
        execution_options={"compiled_cache": _WRITTEN_OUT},
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own type
        for pragma in (
            "busy_timeout = 5000",
            "synchronous = FULL",
            "foreign_keys = ON",
            *(() if checkpoints else ("wal_autocheckpoint = 0",)),
            "query_only = ON" if reading else "journal_mode = WAL",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:  # noqa: ANN401 - as above
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine
