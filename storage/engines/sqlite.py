"""SQLite: one file, one writer, and a log beside it that only the holder of the run lock puts into the file.

While the bot uses a file, the file itself bears a mark (SQLite's `user_version`): the number of the last change of its
schema. Copied as a file it bears it too, and without its log it lacks what was committed last; copied by SQLite it has
another number of its own. The lock file says which file bears the mark by right, though its log may be gone: SQLite
puts the log into the file when the last reader closes it, also after a crash.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.exc import DatabaseError as SqlDatabaseError
from sqlalchemy.pool import StaticPool
from sqlalchemy.schema import CreateIndex
from sqlalchemy.util import LRUCache

from storage import private
from storage.tables import metadata

_MAGIC = b"SQLite format 3\0"
_SOUND_LOG = (3, 51, 3)
"""The first version in which two connections that put the log into the file at once cannot lose any of it."""
# What SQLite says when the file is locked, the disk is full, or the disk fails.
_PASSING = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
_BROKEN = {sqlite3.SQLITE_CORRUPT: "damaged", sqlite3.SQLITE_NOTADB: "unreadable"}
# What the driver says, without a code, where a hand or the disk left bytes that are no text.
_NO_TEXT = "Could not decode to UTF-8"
# What else it says where a file cannot grow.
_NO_ROOM = (sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE)


class Sqlite:
    """A file with one connection that writes and one that only reads.

    Only the process that holds the run lock checkpoints the write-ahead log; every other one leaves it alone.
    """

    errors = (SqlDatabaseError, sqlite3.Error)

    def __init__(self, place: Path, *, reading: bool, patience: float) -> None:
        """Open the file, under whatever name it is known; who is only `reading` makes nothing and takes no lock."""
        self.place = Path(os.path.realpath(place))
        self._lock_file: int | None = None
        self.holds_lock = self._in_use = False
        if not reading:
            private.make_folder(self.place.parent)
            self._lock_file = private.open_file(private.lock_of(self.place))
            self.holds_lock = private.lock(self._lock_file, patience)
            private.make_file(self.place)
        self.reader = _engine(self.place, reading=True, checkpoints=False)
        self.writer = self.reader if reading else _engine(self.place, reading=False, checkpoints=self.holds_lock)

    def begin_use(self) -> None:
        """Let the file bear the mark of a file in use until it is closed; only who holds the run lock does so."""
        if self.holds_lock and self._lock_file is not None:
            _mark(self._raw(), self.place, self._lock_file)
            self._in_use = True

    def _raw(self) -> Any:  # noqa: ANN401 - the driver's own connection, outside any transaction
        return self.writer.raw_connection().driver_connection

    @contextmanager
    def upgrading(self) -> Iterator[Connection]:
        """Open the transaction in which the schema is changed."""
        with self.writer.connect() as connection:
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.rollback()
            try:
                with connection.begin():
                    yield connection
                    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
                    if broken is not None:
                        raise ValueError(f"a migration left a broken reference: {broken}")
            finally:
                connection.exec_driver_sql("PRAGMA foreign_keys = ON")
                connection.rollback()

    def fault(self) -> str | None:
        """Say by a code what keeps the place from being opened at all."""
        return "torn" if self.place.exists() and _is_torn(self.place) else None

    @staticmethod
    def harm(connection: Connection) -> str | None:
        """Look quickly whether the file is damaged; returns what is."""
        return _checked(connection, "PRAGMA quick_check(1)")

    @staticmethod
    def integrity(connection: Connection) -> str | None:
        """Let SQLite check the whole file; returns what is wrong, None when all is well."""
        return _checked(connection, "PRAGMA integrity_check")

    @staticmethod
    def altered(connection: Connection) -> str | None:
        """Return what a hand has altered of the schema: a trigger, or something of ours that is gone or another.

        What stands beside our tables without touching them harms nobody.
        """
        stored = connection.exec_driver_sql("SELECT type, name, tbl_name, sql FROM sqlite_master").all()
        columns: dict[str, set[str]] = {}
        for table, column in connection.exec_driver_sql(
            "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'"
        ):
            columns.setdefault(table, set()).add(column)
        indexes = {name: " ".join(sql.split()) for kind, name, _, sql in stored if kind == "index" and sql}
        for kind, name, table, _ in stored:
            if kind == "trigger" and table.lower() in metadata.tables:
                return f"trigger {name}"
        for table, names, wanted in _ours():
            if not names <= columns.get(table, set()):
                return f"table {table}"
            for index, sql in wanted.items():
                if indexes.get(index) != sql:
                    return f"index {index}"
        return None

    @staticmethod
    @contextmanager
    def as_stored(connection: Connection) -> Iterator[None]:
        """Let texts be read as they are stored, also where a hand left bytes that are no text."""
        raw: Any = connection.connection.driver_connection
        usual, raw.text_factory = raw.text_factory, lambda stored: stored.decode(errors="surrogateescape")
        try:
            yield
        finally:
            raw.text_factory = usual

    @staticmethod
    def highest(connection: Connection, table: Table) -> int:
        """Return the highest number that was ever given to a row of a table that remembers it; 0 of any other."""
        told = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (table.name,)).scalar()
        return int(told or 0)

    @staticmethod
    def remember(connection: Connection, table: Table, number: int) -> None:
        """Let no row of a table that remembers be given this number again, or a lower one."""
        if table.dialect_options["sqlite"]["autoincrement"] and number > Sqlite.highest(connection, table):
            connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (table.name,))
            connection.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table.name, number))

    @staticmethod
    def told(error: BaseException) -> tuple[str, str] | None:
        """Say by a code what an error means, if it is one of the file: `busy` and `full` pass by themselves."""
        cause: BaseException | None = error
        while cause is not None:  # SQLite may have rolled back by itself, and what then failed hides the fault
            code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_OK)
            if code & 0xFF in _PASSING:
                return "full" if code & 0xFF == sqlite3.SQLITE_FULL or code in _NO_ROOM else "busy", str(cause)
            if code & 0xFF in _BROKEN:
                return _BROKEN[code & 0xFF], str(cause)
            cause = cause.__context__
        if _NO_TEXT in str(getattr(error, "orig", error)):  # never what people wrote
            return "damaged", _NO_TEXT
        return None

    def close(self) -> None:
        """Release connections and the run lock."""
        self.reader.dispose()
        if self._in_use:
            with suppress(sqlite3.Error):  # full or locked: then the mark stays, and its own lock file answers for it
                self._raw().execute("PRAGMA busy_timeout = 500")
                self._raw().execute("PRAGMA user_version = 0")
        self.writer.dispose()
        if self._lock_file is not None:
            os.close(self._lock_file)
        self._lock_file, self.holds_lock, self._in_use = None, False, False


def outdated() -> str | None:
    """Return the version of SQLite where it is one that needs care with its log."""
    return sqlite3.sqlite_version if sqlite3.sqlite_version_info < _SOUND_LOG else None


def is_file_of(path: Path) -> bool:
    """Say whether a file begins as one of SQLite does."""
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def copy(source: Path, target: Path) -> None:
    """Write what is committed to a file that needs no other, in one step: a copy in several never ends under load."""
    with closing(sqlite3.connect(source)) as of, closing(sqlite3.connect(target)) as to:
        of.execute("PRAGMA query_only = ON")
        of.backup(to, pages=-1)
    stand_alone(target)


def stand_alone(path: Path) -> None:
    """Let a file that nobody uses need no other, and bear no mark."""
    with closing(sqlite3.connect(path)) as books:
        books.execute("PRAGMA journal_mode = DELETE")
        books.execute("PRAGMA user_version = 0")


def settle(path: Path) -> None:
    """Put the log of a file that nobody uses into it, if that can be done."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(path)) as books:
        books.execute("PRAGMA user_version = 0")
        books.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _mark(raw: Any, path: Path, lock: int) -> None:  # noqa: ANN401 - the driver's own type
    """Let the file bear the mark, and say in the lock file which one does."""
    os.ftruncate(lock, 0)
    os.pwrite(lock, str(path.stat().st_ino).encode(), 0)
    (changes,) = raw.execute("PRAGMA schema_version").fetchone()
    raw.execute(f"PRAGMA user_version = {changes}")
    raw.execute("PRAGMA wal_checkpoint(PASSIVE)")


def _is_torn(path: Path) -> bool:
    """Say whether a file was copied while it was in use, without its log."""
    log = path.with_name(f"{path.name}-wal")
    if (log.exists() and log.stat().st_size) or not _bears_mark(path):
        return False
    lock = private.lock_of(path)
    return not lock.exists() or lock.read_bytes() != str(path.stat().st_ino).encode()


def _bears_mark(path: Path) -> bool:
    """Say what the file itself says, whatever its log does; read by SQLite, as a file closed loses SQLite's locks."""
    with closing(sqlite3.connect(f"file:{quote(str(path))}?immutable=1", uri=True)) as itself:
        try:
            (marked,) = itself.execute("PRAGMA user_version").fetchone()
            return bool(marked) and (marked,) == itself.execute("PRAGMA schema_version").fetchone()
        except sqlite3.DatabaseError:  # it is no database at all
            return False


@cache
def _ours() -> list[tuple[str, set[str], dict[str, str]]]:
    """List the tables that must be there: each with its columns, and the statements that make its indexes."""
    dialect = _Dialect()
    return [
        (
            table.name,
            set(table.columns.keys()),
            {str(one.name): " ".join(str(CreateIndex(one).compile(dialect=dialect)).split()) for one in table.indexes},
        )
        for table in metadata.sorted_tables
    ]


def _checked(connection: Connection, pragma: str) -> str | None:
    found = str(connection.exec_driver_sql(pragma).scalar())
    return None if found == "ok" else found.splitlines()[-1]


class _Dialect(SQLiteDialect_pysqlite):
    """The one way to speak to SQLite: a statement that one engine has written out is known to all of this process."""

    supports_statement_cache = True
    begins = "BEGIN IMMEDIATE"

    def do_begin(self, dbapi_connection: Any) -> None:  # noqa: ANN401 - the driver's own type
        dbapi_connection.execute(self.begins)

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
        connect_args={"isolation_level": None, "check_same_thread": False, "cached_statements": 512},
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

    if reading:
        engine.dialect.begins = "BEGIN"  # type: ignore[attr-defined]
    return engine
