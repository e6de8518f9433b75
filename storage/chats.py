"""Chats: which can be reached, how pictures and menus look there, and where a group that migrated is now."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from storage import facts
from storage.database import Transaction, asked_once
from storage.dialect import insert as upsert
from storage.tables.bureau import chats

COUNTS_ITSELF = -1_000_000_000_000
"""Chats below this id (supergroups) number their messages for everybody alike."""


@asked_once(chats)
def _chat(tx: Transaction, chat: int) -> Any:  # noqa: ANN401 - a row of SQLAlchemy
    return tx.one(_CHAT, {"wanted": chat})


_CHAT = select(chats).where(chats.c.chat == bindparam("wanted"))


def is_down(tx: Transaction, chat: int) -> bool:
    """Say whether letters to a chat are known not to arrive."""
    row = _chat(tx, chat)
    return row is not None and row.down is not None


def down(tx: Transaction) -> set[int]:
    """Return every chat that letters are known not to reach."""
    return {row.chat for row in tx.all(_DOWN)}


_DOWN = select(chats.c.chat).where(chats.c.down.is_not(None))


def known(tx: Transaction) -> set[int]:
    """Return every chat that is known to be reached."""
    return {row.chat for row in tx.all(select(chats.c.chat).where(chats.c.down.is_(None)))}


def note_chat(tx: Transaction, chat: int, down: str | None) -> None:
    """Note that a chat can be reached (None), or why it cannot; where it is come back to, its menu is set anew."""
    if is_down(tx, chat) != (down is not None):
        tx.touched.add(reach_of(chat))
    changed: dict[str, object] = {"down": down, "changed_at": tx.now}
    if down is None:
        changed["menu"] = None
    row = {"chat": chat, **changed}
    tx.run(upsert(chats).values(row).on_conflict_do_update(index_elements=["chat"], set_=changed))


def reach_of(chat: int) -> str:
    """Return the topic of what is offered where letters reach a chat."""
    return f"c:{chat}"


def menus(tx: Transaction) -> dict[int, str | None]:
    """Return the menu of commands that every chat was given which is known to be reached."""
    c = chats.c
    rows = tx.all(select(c.chat, c.menu).where(c.down.is_(None), c.migrated_to.is_(None)).order_by(c.chat))
    return {row.chat: row.menu for row in rows}


def note_menu(tx: Transaction, chat: int, menu: str | None) -> None:
    """Note the menu of commands that a chat was given."""
    row = {"chat": chat, "menu": menu, "changed_at": tx.now}
    tx.run(upsert(chats).values(row).on_conflict_do_update(index_elements=["chat"], set_={"menu": menu}))


def up_since(tx: Transaction, chat: int) -> datetime | None:
    """Return since when a chat can be reached that could not be, None where it cannot, or always could."""
    row = _chat(tx, chat)
    return None if row is None or row.down is not None else row.changed_at


def theme(tx: Transaction, chat: int) -> str:
    """Return the theme of the pictures in a chat."""
    row = _chat(tx, chat)
    return str(row.theme) if row is not None and row.theme is not None else "light"


def choose_theme(tx: Transaction, chat: int, theme: str) -> None:
    """Choose the theme of the pictures in a chat."""
    facts.put(tx, chats, {"chat": chat, "theme": theme, "changed_at": tx.now})


def note_migration(tx: Transaction, old: int, new: int) -> None:
    """Remember where a group went; its pictures look there as they did."""
    facts.put(tx, chats, {"chat": old, "migrated_to": new, "changed_at": tx.now})
    choose_theme(tx, new, theme(tx, old))


def current_id(tx: Transaction, chat: int) -> int:
    """Follow migrations to the id that a chat has now."""
    seen: set[int] = set()
    while chat not in seen:
        seen.add(chat)
        row = _chat(tx, chat)
        if row is None or row.migrated_to is None:
            break
        chat = row.migrated_to
    return chat
