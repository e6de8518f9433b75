"""The history of the schema: one Alembic tree; `versions/` holds a file a step, named NNNN_what.py."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

if TYPE_CHECKING:
    from storage.engines.postgresql import Postgresql
    from storage.engines.sqlite import Sqlite

_FOLDER = Path(__file__).parent


class NewerSchemaError(Exception):
    """The database was written by a newer program."""


def head() -> str:
    """Return the newest schema version this program knows, from the names of the steps."""
    return max(known())


def known() -> set[str]:
    """Return the schema versions that this program knows."""
    return {step.name[:4] for step in (_FOLDER / "versions").glob("[0-9]*.py")}


def version(connection: Connection) -> str | None:
    """Return the schema version of a database, or None when it has none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def upgrade(engine: "Sqlite | Postgresql") -> None:
    """Bring the schema to the newest version in one transaction; a database of a newer program is refused."""
    with engine.writer.connect() as connection:
        found, newest = version(connection), head()
    if found == newest:
        return
    if found is not None and found > newest:
        raise NewerSchemaError(found)
    with engine.upgrading() as connection:
        _run(connection)


def _run(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - a process whose schema is current never pays for Alembic
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
