"""The roster, and which chats letters reach. Rights come from here alone, by numeric id."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from storage.database import Transaction
from storage.tables import chats, fixtures, roster


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the roster: a person's role for a unit."""

    unit: str
    name: str
    role: str
    telegram_id: int | None


def entries(tx: Transaction) -> list[Entry]:
    """Return the roster in force."""
    rows = tx.all(select(roster).where(roster.c.removed_at.is_(None)).order_by(roster.c.id))
    return [Entry(row.unit, row.name, row.role, row.telegram_id) for row in rows]


def entries_of(tx: Transaction, person: int) -> list[Entry]:
    """Return a person's rows, by numeric id."""
    here = (roster.c.telegram_id == person, roster.c.removed_at.is_(None))
    return [Entry(r.unit, r.name, r.role, r.telegram_id) for r in tx.all(select(roster).where(*here))]


def acting(tx: Transaction, role: str, units: Iterable[str] = ("",)) -> list[Entry]:
    """Return who acts in a role for any of some units, in the order of the roster."""
    here = (roster.c.role == role, roster.c.unit.in_(list(units)), roster.c.removed_at.is_(None))
    rows = tx.all(select(roster).where(*here, roster.c.telegram_id.is_not(None)).order_by(roster.c.id))
    return [Entry(r.unit, r.name, r.role, r.telegram_id) for r in rows]


def acting_ids(tx: Transaction, role: str, units: Iterable[str] = ("",)) -> list[int]:
    """Return the numeric ids of those who act in a role."""
    return [entry.telegram_id for entry in acting(tx, role, units) if entry.telegram_id is not None]


def of_unit(tx: Transaction, unit: str) -> set[int]:
    """Return a unit's own people: its heads and reviewers."""
    c = roster.c
    here = (c.unit == unit, c.role.in_(("head", "reviewer")), c.removed_at.is_(None), c.telegram_id.is_not(None))
    return {row.telegram_id for row in tx.all(select(c.telegram_id).where(*here))}


def add(tx: Transaction, entry: Entry) -> None:
    """Put a row in force."""
    row = {"unit": entry.unit, "name": entry.name, "role": entry.role, "telegram_id": entry.telegram_id}
    tx.run(insert(roster).values(**row, added_at=tx.now))


def remove(tx: Transaction, entry: Entry) -> None:
    """End a row; it stays as a fact of the past."""
    c = roster.c
    same = (c.unit == entry.unit, c.name == entry.name, c.role == entry.role, c.removed_at.is_(None))
    who = c.telegram_id.is_(None) if entry.telegram_id is None else c.telegram_id == entry.telegram_id
    tx.run(update(roster).where(*same, who).values(removed_at=tx.now))


def is_down(tx: Transaction, chat: int) -> bool:
    """Say whether letters to a chat are known not to arrive."""
    row = tx.one(select(chats.c.down).where(chats.c.chat == chat))
    return row is not None and row.down is not None


def down(tx: Transaction) -> set[int]:
    """Return every chat that letters are known not to reach."""
    return {row.chat for row in tx.all(select(chats.c.chat).where(chats.c.down.is_not(None)))}


def note_chat(tx: Transaction, chat: int, down: str | None) -> None:
    """Note that a chat can be reached (None), or why it cannot."""
    row = {"chat": chat, "down": down, "changed_at": tx.now}
    changed = {"down": down, "changed_at": tx.now}
    tx.run(upsert(chats).values(row).on_conflict_do_update(index_elements=["chat"], set_=changed))


def theme(tx: Transaction, chat: int) -> str:
    """Return the theme of the pictures in a chat."""
    row = tx.one(select(chats.c.theme).where(chats.c.chat == chat))
    return str(row.theme) if row is not None and row.theme is not None else "light"


def choose_theme(tx: Transaction, chat: int, theme: str) -> None:
    """Choose the theme of the pictures in a chat."""
    row = {"chat": chat, "theme": theme, "changed_at": tx.now}
    changed = {"theme": theme, "changed_at": tx.now}
    tx.run(upsert(chats).values(row).on_conflict_do_update(index_elements=["chat"], set_=changed))


def note_migration(tx: Transaction, old: int, new: int) -> None:
    """Remember where a group went; its pictures look there as they did."""
    row = {"chat": old, "migrated_to": new, "changed_at": tx.now}
    changed = {"migrated_to": new, "changed_at": tx.now}
    tx.run(upsert(chats).values(row).on_conflict_do_update(index_elements=["chat"], set_=changed))
    choose_theme(tx, new, theme(tx, old))


def current_id(tx: Transaction, chat: int) -> int:
    """Follow migrations to the id that a chat has now."""
    seen: set[int] = set()
    while chat not in seen:
        seen.add(chat)
        row = tx.one(select(chats.c.migrated_to).where(chats.c.chat == chat))
        if row is None or row.migrated_to is None:
            break
        chat = row.migrated_to
    return chat


def fixture(tx: Transaction, name: str) -> str | None:
    """Return a single fact about the house, such as `group`."""
    row = tx.one(select(fixtures.c.content).where(fixtures.c.name == name))
    return None if row is None else str(row.content)


def fix(tx: Transaction, name: str, content: str) -> None:
    """Set a single fact about the house."""
    row = {"name": name, "content": content}
    tx.run(upsert(fixtures).values(row).on_conflict_do_update(index_elements=["name"], set_={"content": content}))
