"""Templates of circulars (通报模板): the bureau's own .docx files, kept as they came."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage import facts
from storage.database import Transaction
from storage.tables.bureau import templates


@dataclass(frozen=True, slots=True)
class Template:
    """A template: the name of its file, its bytes, and when it came."""

    id: int
    name: str
    content: bytes
    put_at: datetime


def keep(tx: Transaction, name: str, content: bytes) -> int:
    """Keep a template; one that is the newest of its name already is not kept twice. Returns its number."""
    last = newest(tx, name)
    if last is not None and last.content == content:
        return last.id
    return int(facts.add(tx, templates, {"name": name, "content": content, "put_at": tx.now})["id"])


def newest(tx: Transaction, name: str) -> Template | None:
    """Return the newest template of a name."""
    row = tx.one(select(templates).where(templates.c.name == name).order_by(templates.c.id.desc()).limit(1))
    return None if row is None else Template(*tuple(row))


def get(tx: Transaction, number: int) -> Template:
    """Return a template that is there: none is ever removed."""
    row = tx.one(select(templates).where(templates.c.id == number))
    if row is None:
        raise LookupError(number)
    return Template(*tuple(row))
