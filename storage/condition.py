"""In what condition a database is: damaged, altered by a hand, of another schema or another program."""

from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect

from storage import migrations

if TYPE_CHECKING:
    from storage.engines.postgresql import Postgresql
    from storage.engines.sqlite import Sqlite


def fault(engine: "Sqlite | Postgresql", connection: Connection, *, to_migrate: bool) -> tuple[str, str] | None:
    """Return what is wrong with a database as a code word and a detail; `to_migrate`: an older schema is none."""
    harm = engine.harm(connection)
    if harm is not None:
        return "damaged", harm
    current = migrations.version(connection)
    if current is None:
        if inspect(connection).get_table_names():
            return "foreign", ""
        return None if to_migrate else ("empty", "")
    if current == migrations.head():
        found = engine.altered(connection)
        return None if found is None else ("altered", found)
    if current not in migrations.known():
        return "newer", current
    return None if to_migrate else ("older", current)
