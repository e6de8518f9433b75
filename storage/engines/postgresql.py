"""PostgreSQL: a server that several processes share; one transaction writes at a time, as the chain has one end.

Who writes holds a lock of the database until its transaction ends, so that what it reads stays as it was read: nothing
has to be tried again, and numbers have no gaps. Readers hold none, and see all that was committed when they began.
"""

import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import psycopg
from psycopg import IsolationLevel
from sqlalchemy import Connection, Engine, Insert, Integer, Table, create_engine, event, func, make_url, select
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.base import PGDDLCompiler, PGTypeCompiler
from sqlalchemy.dialects.postgresql.psycopg import PGCompiler_psycopg, PGDialect_psycopg, _PGBigInteger
from sqlalchemy.exc import DatabaseError as SqlDatabaseError
from sqlalchemy.exc import PendingRollbackError
from sqlalchemy.util import LRUCache

from storage import private
from storage.engines.ears import CHANNEL, CONNECT, Ear
from storage.place import Address
from storage.tables import metadata

RUNNING, WRITING, CLAIMING = 0x6C656974_61690001, 0x6C656974_61690002, 0x6C656974_61690003
"""The locks of a database: of the one process that leads, the one transaction that writes, and the one that claims."""
REPLICA = 0x6C656974
"""The lock of a process that shares the database; the other half of it is its number."""
REMOVED = ("keyboards",)
"""Tables whose rows are removed for good, and whose numbers something else remembers."""
OLDEST = 140000
"""The oldest server that is tried in the tests of the engines we stand on: all that its makers still mend."""
_OPTIONS = {
    "synchronous_commit": "on",  # whatever the server is set to: what was acknowledged is never lost
    "lock_timeout": "5s",
    "client_min_messages": "warning",
    "tcp_keepalives_idle": "5",  # a server that was cut off lets go of our locks within a quarter of a minute
    "tcp_keepalives_interval": "3",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "15s",  # also where something is on its way to it, and nothing is asked by keepalives
}
FROZEN = 120
"""Seconds without a word after which a server lets go of the locks of a process that shares the database: it may be
stopped, and its machine answers for it. Those that run say something twice a second, or are within a transaction.
"""
# By the code of an error, what it means: see `told`.
_MEANING = {
    "53100": "full",
    "28000": "login",
    "28P01": "login",
    "3D000": "absent",
    "42501": "rights",
    "XX001": "damaged",
    "XX002": "damaged",
}
_PASSING = re.compile(r"08...|53...|57P0[1-5]|57014|55P03|40001|40P01|58...|25P0[34]")
# What a server says, without a code, to whom it does not let in.
_NOT_LET_IN = re.compile(r"authentication failed|no password supplied|role .* does not exist|no pg_hba.conf entry")
_ABSENT = re.compile(r'database ".*" does not exist')
_RIGHTS = re.compile(r"permission denied for database")


class LostLockError(Exception):
    """The connection that held the run lock was lost, and another process has it now."""


class OutdatedError(Exception):
    """While this process was cut off the schema was brought to one that it does not know; the message is that."""


class Postgresql:
    """A database on a server, with one connection that writes and one or two that only read."""

    errors = (SqlDatabaseError, psycopg.Error, LostLockError, OutdatedError, PendingRollbackError)

    def __init__(self, place: Address, *, reading: bool, patience: float) -> None:
        """Open the database; who is only `reading` takes no lock. Nothing is asked of the server by that."""
        if not reading:
            private.make_folder(place.folder)
        self.place = place
        self._held = self._joined = False
        self._number: int | None = None
        self._schema = ""
        self._patience = patience
        self.reader = _engine(place, reading=True)
        self.writer = self.reader if reading else _engine(place, reading=False)
        self._locks = not reading
        if not reading:
            event.listen(self.writer, "connect", self._keep_lock)

    @property
    def holds_lock(self) -> bool:
        """Whether this process has the run lock; it is taken where it is free, and nobody shares the database."""
        if self._locks and not self._held:
            self._held = private.within(self._patience, self._try_lock)
        return self._held

    def _try_lock(self) -> bool:
        with self.writer.connect() as connection:
            raw: Any = connection.connection.driver_connection
            if not _locked(raw):
                return False
            others = {number for (number,) in raw.execute(_LIVE, {"replica": REPLICA})} - {self._number}
            if others:  # the next of them leads in a moment
                raw.execute("SELECT pg_advisory_unlock(%s)", (RUNNING,))
            raw.rollback()
            return not others

    def _keep_lock(self, raw: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own type
        """Let a new connection that writes hold the locks that the one before it did.

        Where another process leads by now this one does not, and what it was about to write as a leader is not written.
        """
        self._joined = self._number is not None and self._sit(raw)
        if self._held and not _locked(raw):
            self._held = False
            raise LostLockError("another process leads on this database now")

    def _sit(self, raw: Any) -> bool:  # noqa: ANN401 - the driver's own type
        """Hold the lock of the number, if it is free, as long as the server hears of this process."""
        (schema,) = raw.execute("SELECT version_num FROM alembic_version").fetchone()
        if schema != self._schema:
            raise OutdatedError(schema)
        for name in ("idle_session_timeout", "idle_in_transaction_session_timeout"):
            raw.execute("SELECT set_config(%s, %s, false)", (name, f"{FROZEN}s"))
        raw.commit()
        return _locked(raw, REPLICA, self._number or 0)

    def join(self, schema: str) -> int:
        """Have a number that nobody else has, held as a lock as long as this process can write, and by this schema."""
        self._schema = schema
        self._number = secrets.randbelow(0x7FFFFFFF) + 1
        return self._number

    def keep_place(self) -> bool:
        """Hold the lock of the number, and the run lock if it is free; says whether this process has that."""
        with self.writer.connect() as connection:
            raw: Any = connection.connection.driver_connection
            try:
                self._joined = self._joined or self._number is None or self._sit(raw)
                if self._held:
                    raw.execute("SELECT 1")
                    raw.rollback()
                else:
                    self._held = _locked(raw)
            except psycopg.Error:
                connection.invalidate()
                raise
        return self._held

    @staticmethod
    def live(connection: Connection) -> set[int]:
        """Return the numbers of the processes that share the database."""
        return {number for (number,) in connection.exec_driver_sql(_LIVE, {"replica": REPLICA})}

    def claimer(self, *, durable: bool) -> Engine:
        """Return the engine for transactions that claim: they wait for each other alone."""
        return self.writer.execution_options(begins=_CLAIM if durable else _CLAIM_AND_FORGET)

    def tell(self, connection: Connection, tables: Iterable[str]) -> None:
        """Let all ears hear, once this is committed, who wrote to which tables."""
        told = " ".join([str(self._number), *sorted(tables)])
        connection.exec_driver_sql("SELECT pg_notify(%s, %s)", (CHANNEL, told))

    def ear(self, number: int | None) -> "Ear":
        """Open an ear."""
        return Ear(self.place, number)

    def begin_use(self) -> None:
        """Do nothing more: the run lock says that the bot uses the database."""

    @contextmanager
    def upgrading(self) -> Iterator[Connection]:
        """Open the transaction in which the schema is changed."""
        with self.writer.begin() as connection:
            yield connection

    def fault(self) -> str | None:
        """Say by a code what keeps the place from being opened at all."""
        with self.reader.connect() as connection:
            version = connection.connection.driver_connection.info.server_version  # type: ignore[union-attr]
        return "old_server" if version < OLDEST else None

    @staticmethod
    def harm(_connection: Connection) -> str | None:
        """Find no harm: the server checks its own pages as they are read."""
        return None

    integrity = harm

    @staticmethod
    def altered(connection: Connection) -> str | None:
        """Return what a hand has altered of the schema: a trigger, a rule, or what is ours and that is gone or another.

        What stands beside our tables without touching them harms nobody.
        """
        named = {"names": list(metadata.tables)}
        for kind, name in connection.exec_driver_sql(_ADDED, named):
            return f"{kind} {name}"
        columns: dict[str, set[str]] = {}
        for table, column in connection.exec_driver_sql(_COLUMNS, named):
            columns.setdefault(table, set()).add(column)
        found = connection.exec_driver_sql(_INDEXES, named)
        indexes = {name: (table, unique, keys, _plain(only or "")) for name, table, unique, keys, only in found}
        for table in metadata.sorted_tables:
            if not set(table.columns.keys()) <= columns.get(table.name, set()):
                return f"table {table.name}"
            for index in table.indexes:
                only = index.dialect_options["sqlite"]["where"]
                ours = (table.name, index.unique, index.columns.keys(), _plain("" if only is None else str(only)))
                if indexes.get(str(index.name)) != ours:
                    return f"index {index.name}"
        return None

    @staticmethod
    def as_stored(_connection: Connection) -> nullcontext[None]:
        """Let texts be read as they are: the server takes nothing that is none."""
        return nullcontext()

    @staticmethod
    def highest(connection: Connection, table: Table) -> int:
        """Return the highest number that was ever given to a row of a table that remembers it; 0 of any other."""
        if table.name not in REMOVED:
            return 0
        found = connection.exec_driver_sql(f"SELECT last_value, is_called FROM {_sequence(table)}").one()  # noqa: S608 - ours
        return int(found.last_value) if found.is_called else 0

    @staticmethod
    def remember(connection: Connection, table: Table, number: int) -> None:
        """Let no row of a table that remembers be given this number again, or a lower one."""
        if table.name in REMOVED and number > Postgresql.highest(connection, table):
            connection.exec_driver_sql("SELECT setval(%s, %s)", (_sequence(table), number))

    @staticmethod
    def told(error: BaseException) -> tuple[str, str] | None:
        """Say by a code what an error means, if it is one of the database: `PASSING` ones pass by themselves."""
        cause = getattr(error, "orig", error)
        detail = (str(cause).strip() or type(cause).__name__).splitlines()[0]
        if isinstance(cause, LostLockError | PendingRollbackError):  # a connection was lost, and nobody noticed
            return "busy", detail
        if isinstance(cause, OutdatedError):
            return "newer", detail
        if not isinstance(cause, psycopg.Error):
            return None
        code = cause.sqlstate or ""
        if code in _MEANING:
            return _MEANING[code], detail
        if _PASSING.fullmatch(code):
            return "busy", detail
        if code or not isinstance(cause, psycopg.OperationalError | psycopg.InterfaceError):
            return None
        for meant, said in (("login", _NOT_LET_IN), ("absent", _ABSENT), ("rights", _RIGHTS)):
            if said.search(str(cause)):
                return meant, detail
        return "unreachable", detail

    def close(self) -> None:
        """Release connections and with them the run lock."""
        self.reader.dispose()
        self.writer.dispose()
        self._locks = self._held = self._joined = False


_LIVE = """
SELECT objid FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 2 AND classid = %(replica)s
AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""

_ADDED = """
SELECT 'trigger', t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace AND c.relname = ANY(%(names)s)
UNION ALL
SELECT 'rule', r.rulename FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND c.relname = ANY(%(names)s)
UNION ALL
SELECT 'policy', p.polname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
WHERE c.relnamespace = current_schema()::regnamespace AND c.relname = ANY(%(names)s)
LIMIT 1
"""
_COLUMNS = """
SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
AND c.relnamespace = current_schema()::regnamespace AND c.relname = ANY(%(names)s)
"""
_INDEXES = """
SELECT i.relname, t.relname, x.indisunique,
ARRAY(SELECT pg_get_indexdef(x.indexrelid, place, true) FROM generate_series(1, x.indnkeyatts) place),
pg_get_expr(x.indpred, x.indrelid)
FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
WHERE x.indisvalid AND t.relnamespace = current_schema()::regnamespace AND t.relname = ANY(%(names)s)
"""


def _plain(condition: str) -> str:
    """Return the condition of an index without what the server writes otherwise than we do."""
    bare = re.sub(r"::\w+(?: varying)?|[()]", "", condition)
    return re.sub(r"= ANY ARRAY\[([^]]*)\]", r"IN \1", bare)


def _sequence(table: Table) -> str:
    """Return what the server calls the sequence of a table's numbers."""
    key: Any = table.autoincrement_column
    return f"{table.name}_{key.name}_seq"


def _locked(raw: Any, *lock: int) -> bool:  # noqa: ANN401 - the driver's own type
    """Take a lock, or the run lock, for a connection if it is free; a connection may have it several times."""
    asked = "SELECT pg_try_advisory_lock(%s, %s)" if lock else "SELECT pg_try_advisory_lock(%s)"
    try:
        return bool(raw.execute(asked, lock or (RUNNING,)).fetchone()[0])
    finally:
        raw.rollback()


class _Types(PGTypeCompiler):
    """Types as SQLite has them: whole numbers of 64 bits, texts in the order of their signs."""

    def visit_INTEGER(self, type_: Any, **_how: Any) -> str:  # noqa: ANN401, ARG002, N802 - as SQLAlchemy has it
        return "BIGINT"

    def visit_TEXT(self, type_: Any, **how: Any) -> str:  # noqa: ANN401, N802 - as above
        return _ordered(super().visit_TEXT(type_, **how), how)

    def visit_VARCHAR(self, type_: Any, **how: Any) -> str:  # noqa: ANN401, N802 - as above
        return _ordered(super().visit_VARCHAR(type_, **how), how)


def _ordered(name: str, how: dict[str, Any]) -> str:
    return f'{name} COLLATE "C"' if "type_expression" in how else name  # of a column, not of a value


class _Schema(PGDDLCompiler):
    def visit_create_index(self, create: Any, **how: Any) -> str:  # type: ignore[override]  # noqa: ANN401 - as above
        told = create.element.dialect_options  # our indexes say to SQLite of which rows they are
        told["postgresql"]["where"] = told["sqlite"]["where"]
        return str(super().visit_create_index(create, **how))  # type: ignore[no-untyped-call]


class _Compiler(PGCompiler_psycopg):
    def _on_conflict_target(self, clause: Any, **how: Any) -> Any:  # noqa: ANN401 - as above
        clause.constraint_target = None  # SQLite's clause, which is ours, knows no names of constraints
        return super()._on_conflict_target(clause, **how)  # type: ignore[no-untyped-call]


class _Dialect(PGDialect_psycopg):
    """The one way to speak to a server: a statement that was written out for one is known to all of this process."""

    supports_statement_cache = True
    statement_compiler = _Compiler
    ddl_compiler = _Schema
    type_compiler_cls = _Types
    colspecs = {**PGDialect_psycopg.colspecs, Integer: _PGBigInteger}  # noqa: RUF012 - as SQLAlchemy has it

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Dialect)

    def __hash__(self) -> int:
        return hash(_Dialect)


_WRITTEN_OUT: LRUCache[Any, Any] = LRUCache(1000)
"""Statements as a server is told them: to write one out takes longer than to run it a dozen times."""
registry.impls.update({"postgresql.leitai": lambda: _Dialect})


_WRITE = f"SELECT pg_advisory_xact_lock({WRITING})"
_CLAIM = f"SELECT pg_advisory_xact_lock({CLAIMING})"
_CLAIM_AND_FORGET = f"{_CLAIM}, set_config('synchronous_commit', 'off', true)"


def _engine(place: Address, *, reading: bool) -> Engine:
    url = make_url(place.url).set(drivername="postgresql+leitai")
    options = " ".join(f"-c {name}={value}" for name, value in _OPTIONS.items())
    engine = create_engine(
        url,
        connect_args={**CONNECT, "options": options},
        execution_options={
            "preserve_rowcount": True,  # also of what was told which number it was given
            "compiled_cache": _WRITTEN_OUT,
        },
        pool_size=2 if reading else 1,
        max_overflow=0,
    )

    @event.listens_for(engine, "connect")
    def _prepare(raw: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own type
        if reading:
            raw.isolation_level, raw.read_only = IsolationLevel.REPEATABLE_READ, True

    if not reading:

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            connection.exec_driver_sql(connection.get_execution_options().get("begins", _WRITE))

        event.listen(engine, "before_execute", _number, retval=True)
    return engine


def _number(_on: Connection, statement: Any, many: Any, given: Any, _how: object) -> tuple[Any, Any, Any]:  # noqa: ANN401
    """Give a new row the number behind the highest: a sequence of the server would leave a gap for what was undone.

    Where rows are removed for good it stays with the sequence, as no number may come twice.
    """
    if not isinstance(statement, Insert):
        return statement, many, given
    table: Any = statement.table
    key = table.autoincrement_column
    told = {*(statement._values or ()), *given, *(many[0] if many else ())}  # noqa: SLF001 - said nowhere else
    if key is None or table.name in REMOVED or key.name in told or key in told:
        return statement, many, given
    if many or statement._multi_values:  # noqa: SLF001 - as above
        raise NotImplementedError("rows that are given a number are added one by one")
    highest = select(func.coalesce(func.max(key), 0) + 1).scalar_subquery()
    return statement.values({key.name: highest}), many, given
