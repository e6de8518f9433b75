"""Single facts of the house, by name: where the bureau's group is."""

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert as upsert

from storage import facts
from storage.database import Transaction
from storage.tables.bureau import fixtures


def fixture(tx: Transaction, name: str) -> str | None:
    """Return a single fact about the house, such as `group`."""
    row = tx.one(select(fixtures.c.content).where(fixtures.c.name == name))
    return None if row is None else str(row.content)


def see(tx: Transaction, name: str, content: str) -> None:
    """Note what was seen of the house, which is no fact of its own."""
    seen = {"name": name, "content": content}
    tx.run(upsert(fixtures).values(seen).on_conflict_do_update(index_elements=["name"], set_=seen))


def fix(tx: Transaction, name: str, content: str) -> None:
    """Set a single fact about the house."""
    facts.put(tx, fixtures, {"name": name, "content": content})
