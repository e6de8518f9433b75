"""How people want to be told: each choice a row of its person, the last one holds."""

from datetime import datetime

from sqlalchemy import bindparam, select

from storage import facts
from storage.database import Transaction, asked_once
from storage.tables.bureau import preferences

CARDS = "cards"
"""`digest` where somebody wants what waits listed at fixed hours, instead of every card at once."""
LANGUAGE = "language"
"""The language that is spoken in a chat, by the chat's number: in private that is the person's."""
MUTED = "muted"
"""The local day on which somebody wants to hear no reminder."""


def choose(tx: Transaction, person: int, name: str, content: str) -> None:
    """Note what somebody chose."""
    facts.put(tx, preferences, {"person": person, "name": name, "content": content, "changed_at": tx.now})


def forget(tx: Transaction, name: str, after: datetime) -> None:
    """Let what was chosen later than a moment be nothing."""
    c = preferences.c
    for row in tx.all(select(c.person).where(c.name == name, c.changed_at > after)):
        choose(tx, row.person, name, "")


def chosen_by(tx: Transaction, name: str, content: str) -> set[int]:
    """Return everybody who has chosen this."""
    return set(_chosen_by(tx, name, content))


def has_chosen(tx: Transaction, person: int, name: str, content: str) -> bool:
    """Say whether somebody has chosen this; of thousands who have, nobody else is looked at."""
    return person in _chosen_by(tx, name, content)


@asked_once(preferences, lasts=True)
def _chosen_by(tx: Transaction, name: str, content: str) -> frozenset[int]:
    return frozenset(row.person for row in tx.run(_CHOSEN, {"as_name": name, "as_content": content}))


_CHOSEN = select(preferences.c.person).where(
    preferences.c.name == bindparam("as_name"), preferences.c.content == bindparam("as_content")
)
