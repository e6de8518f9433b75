"""In what condition a file of a database is: torn from its log, damaged, of another schema or another program.

While the bot uses a file, the file itself bears a mark (SQLite's `user_version`): the number of the last change of its
schema. Copied as a file it bears it too, and without its log it lacks what was committed last; copied by SQLite it has
another number of its own. The lock file says which file bears the mark by right, though its log may be gone: SQLite
puts the log into the file when the last reader closes it, also after a crash.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, inspect
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex

from storage import migrations
from storage.tables import metadata

_DIALECT = sqlite.dialect()


def mark(raw: Any, path: Path, lock: int) -> None:  # noqa: ANN401 - the driver's own type
    """Let the file bear the mark, and say in the lock file which one does."""
    os.ftruncate(lock, 0)
    os.pwrite(lock, str(path.stat().st_ino).encode(), 0)
    (changes,) = raw.execute("PRAGMA schema_version").fetchone()
    raw.execute(f"PRAGMA user_version = {changes}")
    raw.execute("PRAGMA wal_checkpoint(PASSIVE)")


def unmark(raw: Any) -> None:  # noqa: ANN401 - as above
    """Take the mark away: from now on the file can be copied as any other."""
    raw.execute("PRAGMA user_version = 0")


def is_torn(path: Path) -> bool:
    """Say whether a file was copied while it was in use, without its log."""
    log = path.with_name(f"{path.name}-wal")
    if (log.exists() and log.stat().st_size) or not _bears_mark(path):
        return False
    lock = path.with_name(f"{path.name}.lock")
    return not lock.exists() or lock.read_bytes() != str(path.stat().st_ino).encode()


def _bears_mark(path: Path) -> bool:
    """Say what the file itself says, whatever its log does; read by SQLite, as a file closed loses SQLite's locks."""
    with closing(sqlite3.connect(f"file:{quote(str(path))}?immutable=1", uri=True)) as itself:
        try:
            (marked,) = itself.execute("PRAGMA user_version").fetchone()
            return bool(marked) and (marked,) == itself.execute("PRAGMA schema_version").fetchone()
        except sqlite3.DatabaseError:  # it is no database at all
            return False


def fault(connection: Connection, *, to_migrate: bool) -> tuple[str, str] | None:
    """Return what is wrong with a file as a code word and a detail; `to_migrate`: an older schema is none."""
    checked = str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar())
    if checked != "ok":
        return "damaged", checked.splitlines()[-1]
    current = migrations.version(connection)
    if current is None:
        if inspect(connection).get_table_names():
            return "foreign", ""
        return None if to_migrate else ("empty", "")
    if current == migrations.head():
        found = _altered(connection)
        return None if found is None else ("altered", found)
    if current not in migrations.known():
        return "newer", current
    return None if to_migrate else ("older", current)


def _altered(connection: Connection) -> str | None:
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
    for table in metadata.sorted_tables:
        if not set(table.columns.keys()) <= columns.get(table.name, set()):
            return f"table {table.name}"
        for index in table.indexes:
            if indexes.get(str(index.name)) != " ".join(str(CreateIndex(index).compile(dialect=_DIALECT)).split()):
                return f"index {index.name}"
    return None
