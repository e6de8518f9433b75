"""Opening the database, and the one way to change it: `with database.transaction(now) as tx`."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast

from sqlalchemy import Connection, Executable, Row, Table, func, select
from sqlalchemy.exc import DatabaseError as SqlDatabaseError
from sqlalchemy.sql.dml import UpdateBase

from storage import condition, migrations, prepared
from storage.engines import open_engine
from storage.place import Place, server_of
from storage.prepared import Rows
from storage.tables.bureau import audit
from storage.tables.types import EPOCH, MICROSECOND

if TYPE_CHECKING:
    from storage.engines.ears import Ear
    from storage.engines.postgresql import Postgresql
    from storage.engines.sqlite import Sqlite

T = TypeVar("T")
P = ParamSpec("P")
PASSING = ("busy", "full", "unreachable")
"""Codes of what passes by itself: somebody else has the database, the disk has no room, the server does not answer."""


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
    """The database cannot be used just now, by one of the codes in `PASSING`; nothing was changed: try again."""

    def __init__(self, reason: str, code: str) -> None:
        super().__init__(reason)
        self.code = code

    @property
    def full(self) -> bool:
        """Whether the disk may have no room for what was to be written."""
        return self.code == "full"


@dataclass(frozen=True, slots=True)
class Fact:
    """The newest row of the audit chain: the moment of the last change, and the digest that seals it."""

    moment: datetime
    digest: str


Answers = dict[tuple[Hashable, ...], tuple[frozenset[str], Any]]
"""What was asked of the database (see `asked_once`), with the tables that it was read from."""
MOST_KEPT = 5000


@dataclass(frozen=True, slots=True)
class Kept:
    """Answers that hold as long as the newest fact has this digest; None: nothing is kept."""

    digest: str | None = None
    answers: Answers = field(default_factory=dict)

    def after(self, tx: "Transaction") -> "Kept":
        """Return what holds behind a transaction that was committed: all but what was read from what it wrote to."""
        if len(self.answers) > MOST_KEPT:
            return Kept()
        known = self.answers.copy()  # readers add to it meanwhile
        still = {key: each for key, each in known.items() if tx.written.isdisjoint(each[0])}
        newest = tx.newest()
        return Kept(None if newest is None else newest.digest, still)


@dataclass(slots=True)
class Transaction:
    """One unit of work: everything in it is committed together or not at all. `now` is the clock's moment.

    The newest fact is read once and kept: nobody else can add one while this is open.
    """

    connection: Connection
    now: datetime
    replica: int | None = None
    """The number of this process, where several share the database."""
    _stored: Callable[[Connection], AbstractContextManager[None]] = field(default=lambda _: nullcontext(), repr=False)
    _kept: Kept = field(default_factory=Kept, compare=False, repr=False)
    unsealed: list[tuple[str, dict[str, Any]]] = field(default_factory=list, init=False, compare=False, repr=False)
    """Facts, as (table, columns), that the next row of the chain is to seal."""
    touched: set[str] = field(default_factory=set, init=False, compare=False, repr=False)
    """Topics whose messages may offer something else after this."""
    written: set[str] = field(default_factory=set, init=False, compare=False, repr=False)
    """Tables that were written to."""
    news: set[str] = field(default_factory=set, init=False, compare=False, repr=False)
    """Of updates and letters, what others may have to do something about: a row was added, or given back."""
    asked: bool = field(default=False, init=False, compare=False, repr=False)
    """Whether somebody's answer is waited for since this."""
    answers: Answers = field(default_factory=dict, init=False, compare=False, repr=False)
    """What was asked of the database by now."""
    kept: Kept | None = field(default=None, init=False, compare=False, repr=False)
    """What holds of what was asked before, as of the newest fact when this began; None: nobody wanted to know."""
    _trying: bool = field(default=False, init=False, compare=False, repr=False)
    _newest: Fact | None = field(default=None, init=False, compare=False, repr=False)
    _given: dict[str, int] = field(default_factory=dict, init=False, compare=False, repr=False)
    """The newest id that was given to a row of a table."""

    def run(self, statement: Executable, values: Mapping[str, Any] | None = None) -> Rows:
        """Execute a core statement, with values for what it leaves open; a trial ends with its first write."""
        if isinstance(statement, UpdateBase):
            if self._trying:
                raise WouldWriteError
            table = statement.entity_description["name"]
            self.written.add(table)
            if statement.is_insert:
                self.news.add(table)
            self.answers = {key: known for key, known in self.answers.items() if table not in known[0]}
        return prepared.run(self.connection, statement, values or {})

    def one(self, statement: Executable, values: Mapping[str, Any] | None = None) -> Row[Any] | None:
        """Return the first row, or None."""
        found: Row[Any] | None = self.run(statement, values).first()
        return found

    def all(self, statement: Executable, values: Mapping[str, Any] | None = None) -> list[Row[Any]]:
        """Return every row."""
        return self.run(statement, values).all()

    @property
    def lost(self) -> bool:
        """Whether the connection was lost: nothing more can be done in this, all of it is to be tried again."""
        return self.connection.invalidated

    @contextmanager
    def as_stored(self) -> Iterator[None]:
        """Read texts as they are stored, also where a hand left bytes that are no text."""
        with self._stored(self.connection):
            yield

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
        before, touched = (self._newest, self.unsealed[:]), {*self.touched}
        with self.connection.begin_nested() as nested:
            try:
                yield
            finally:
                self._newest, self.unsealed[:] = before
                self.touched &= touched
                self.answers.clear()
                nested.rollback()

    @contextmanager
    def trial(self) -> Iterator[None]:
        """Run a part up to its first write, where WouldWriteError ends it: nothing is ever changed or touched."""
        self._trying, touched = True, {*self.touched}
        try:
            yield
        finally:
            self._trying = False
            self.touched &= touched

    def newest(self) -> Fact | None:
        """Return the newest fact, None where nothing has been recorded yet."""
        if self._newest is None:
            row = self.one(_NEWEST)
            self._newest = None if row is None else Fact(row.moment, row.digest)
            if self.kept is None:
                digest = None if row is None else row.digest
                self.kept = self._kept if digest is not None and digest == self._kept.digest else Kept(digest)
        return self._newest

    @property
    def head_before(self) -> str | None:
        """The digest of the newest fact when this began, as far as anybody wanted to know: who records one does."""
        return None if self.kept is None else self.kept.digest

    def lasting(self) -> Answers:
        """Return the answers that hold as of the newest fact when this began."""
        self.newest()
        return {} if self.kept is None or self.kept.digest is None else self.kept.answers

    def believe_nothing(self) -> None:
        """Read anew whatever is asked from now on: whoever checks what a hand may have changed."""
        self.answers.clear()
        self.kept = Kept()

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
        Who asks is about to write a row, so that a trial ends here.
        """
        if self._trying:
            raise WouldWriteError
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
    *tables: Table, lasts: bool = False
) -> Callable[[Callable[Concatenate[Transaction, P], T]], Callable[Concatenate[Transaction, P], T]]:
    """Keep what a question to some tables was answered, for its transaction alone and until one of them is written to.

    Nobody else can change it meanwhile. Arguments are hashable, and nobody changes an answer.
    `lasts`: for the transactions behind it too, as long as the chain says that nothing else came: of facts alone, and
    of no question about the moment.
    """
    names = frozenset(table.name for table in tables)

    def kept(ask: Callable[Concatenate[Transaction, P], T]) -> Callable[Concatenate[Transaction, P], T]:
        @wraps(ask)
        def answer(tx: Transaction, /, *args: P.args, **named: P.kwargs) -> T:
            key = (ask, *args, *named.items())
            known = tx.answers.get(key)
            if known is None:
                kept = tx.lasting() if lasts and tx.written.isdisjoint(names) else {}
                known = kept.get(key)
                if known is None:
                    known = kept[key] = (names, ask(tx, *args, **named))
                tx.answers[key] = known
            answered: T = known[1]
            return answered

        return answer

    return kept


QUEUES = frozenset({"inbox", "outbox"})
"""Tables whose rows change without anybody else having to know."""


class Database:
    """One database, on whatever engine it stands: one writer, and readers that change nothing.

    On a server several processes may share it, each a replica by a number of its own.
    """

    def __init__(self, place: Place, *, reading: bool = False, patience: float = 0) -> None:
        """Open it where it is; who is only `reading` makes nothing and takes no lock.

        `patience`: seconds to wait for the run lock where another command holds it for a moment.
        """
        self._engine = open_engine(place, reading=reading, patience=patience)
        self.place: Place = self._engine.place
        self._server: Postgresql | None = None if server_of(self.place) is None else cast("Postgresql", self._engine)
        self.replica: int | None = None
        self._kept = Kept()

    @property
    def holds_lock(self) -> bool:
        """Whether this is the one process that may run the bot."""
        return self._engine.holds_lock

    def join(self) -> None:
        """Be one of those that share the database, where several may."""
        if self._server is not None:
            self.replica = self._server.join(migrations.head())

    def keep_place(self) -> bool:
        """Keep the place among those that share the database; says whether this is the one that leads."""
        if self._server is None:
            return self.holds_lock
        with telling_faults(self._engine):
            return self._server.keep_place()

    def ear(self) -> "Ear":
        """Open an ear for what others commit."""
        with telling_faults(self._engine):
            return self._on_server.ear(self.replica)

    def heard(self, ear: "Ear") -> set[str]:
        """Return the tables that an ear has heard of since it was asked the last time."""
        with telling_faults(self._engine):
            return ear.heard()

    def live(self) -> set[int]:
        """Return the numbers of those that share the database."""
        with telling_faults(self._engine), self._engine.reader.connect() as connection:
            return self._on_server.live(connection)

    @contextmanager
    def claiming(self, now: datetime, *, durable: bool) -> Iterator[Transaction]:
        """Open a transaction that only claims: it waits for no writer; one that is not `durable` may be lost."""
        with telling_faults(self._engine), self._on_server.claimer(durable=durable).begin() as connection:
            yield Transaction(connection, now, self.replica)

    @property
    def _on_server(self) -> "Postgresql":
        if self._server is None:
            raise LookupError("nobody shares a file")
        return self._server

    def migrate(self) -> None:
        """Bring the schema to the newest version, all or nothing; refuse one from a newer program."""
        try:
            with telling_faults(self._engine):
                migrations.upgrade(self._engine)
        except migrations.NewerSchemaError as error:
            raise DatabaseError("newer", str(error)) from error
        except (*self._engine.errors, ValueError) as error:
            raise DatabaseError("not_upgraded", str(error).splitlines()[0]) from error

    def older(self) -> str | None:
        """Return the schema of a database that is to be upgraded; None where there is nothing yet, or nothing to do."""
        with telling_faults(self._engine), self._engine.reader.connect() as connection:
            found = migrations.version(connection)
        return None if found == migrations.head() else found

    def refuse_unless_usable(self, *, to_migrate: bool = False) -> None:
        """Refuse a database that is damaged, was copied without its log, or is of another schema or program.

        `to_migrate`: it may be empty or of an older schema, and is to be brought up.
        """
        with telling_faults(self._engine):
            fault = self._engine.fault()
        if fault is not None:
            raise DatabaseError(fault)
        try:
            with telling_faults(self._engine), self._engine.reader.connect() as connection:
                found = condition.fault(self._engine, connection, to_migrate=to_migrate)
        except SqlDatabaseError as error:
            raise DatabaseError("unreadable") from error
        if found is not None:
            raise DatabaseError(*found)

    def begin_use(self) -> None:
        """Let it be seen that the bot uses it until it is closed."""
        with telling_faults(self._engine):
            self._engine.begin_use()

    @contextmanager
    def transaction(self, now: datetime) -> Iterator[Transaction]:
        """Open the one writing transaction; commit at the end, roll back on any exception.

        What would change a fact without a row of the chain that seals it is refused.
        """
        with telling_faults(self._engine), self._engine.writer.begin() as connection:
            tx = Transaction(connection, now, self.replica, self._engine.as_stored, self._kept)
            yield tx
            if tx.unsealed:
                raise UnsealedError(", ".join(dict.fromkeys(table for table, _ in tx.unsealed)))
            if self._server is not None and (news := tx.news | tx.written - QUEUES):
                self._server.tell(connection, news)
            holds = self._kept if tx.kept is None else tx.kept.after(tx)
        self._kept = holds

    @contextmanager
    def reading(self, now: datetime) -> Iterator[Transaction]:
        """Open a query-only view of what is committed."""
        with telling_faults(self._engine), self._engine.reader.begin() as connection:
            began = self._kept
            tx = Transaction(connection, now, self.replica, self._engine.as_stored, began)
            yield tx
            if tx.kept is not None and self._kept is began:
                self._kept = tx.kept

    def look(self, fn: Callable[[Transaction], T]) -> T:
        """Answer one question that needs no clock."""
        with self.reading(EPOCH) as tx:
            return fn(tx)

    def integrity(self) -> str | None:
        """Let the engine check what it stores; returns what is wrong, None when all is well."""
        with telling_faults(self._engine), self._engine.reader.connect() as connection:
            return self._engine.integrity(connection)

    def highest(self, tx: Transaction, table: Table) -> int:
        """Return the highest number that was ever given to a row of a table; 0 where none ever was, or ever is."""
        return self._engine.highest(tx.connection, table)

    def remember(self, tx: Transaction, table: Table, number: int) -> None:
        """Let no row of a table be given this number again, or a lower one."""
        self._engine.remember(tx.connection, table, number)

    def close(self) -> None:
        """Release connections and the run lock."""
        self._engine.close()


@contextmanager
def telling_faults(engine: "Sqlite | Postgresql | type[Sqlite]") -> Iterator[None]:
    """Tell faults that pass by themselves (UnavailableError) and broken databases (DatabaseError) from all others."""
    try:
        yield
    except engine.errors as error:
        told = engine.told(error)
        if told is None:
            raise
        code, detail = told
        if code in PASSING:
            raise UnavailableError(detail, code) from error
        raise DatabaseError(code, detail) from error
