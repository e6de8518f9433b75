"""The audit chain: each row's digest covers its own canonical JSON and the digest before it."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, insert, select

from storage.database import Fact, Transaction
from storage.tables.bureau import audit
from storage.tables.types import EPOCH, MICROSECOND

ROOT = "0" * 64


def append(tx: Transaction, actor: int | None, act: str, body: Mapping[str, object]) -> datetime:
    """Write what was done by whom; returns its moment, strictly later than that of every earlier fact."""
    moment = tx.next_moment()
    text = canonical(body)
    digest = _seal(head(tx), moment, actor, act, text)
    tx.run(insert(audit).values(moment=moment, actor=actor, act=act, body=text, digest=digest))
    tx.note(Fact(moment, digest))
    return moment


def count_between(tx: Transaction, actor: int, act: str, since: datetime, until: datetime) -> int:
    """Count how often somebody did something in a span of time."""
    here = (audit.c.moment.between(since, until), audit.c.actor == actor, audit.c.act == act)
    return int(tx.run(select(func.count()).select_from(audit).where(*here)).scalar_one())


def head(tx: Transaction) -> str:
    """Return the digest of the newest row."""
    newest = tx.newest()
    return ROOT if newest is None else newest.digest


def head_as_of(tx: Transaction, moment: datetime) -> str:
    """Return the digest of the newest row at a moment."""
    row = tx.one(select(audit.c.digest).where(audit.c.moment <= moment).order_by(audit.c.seq.desc()).limit(1))
    return ROOT if row is None else row.digest


def code(digest: str) -> str:
    """Return the short code (存证码) that is shown to people."""
    return f"{digest[:4]}-{digest[4:8]}"


def first_difference(tx: Transaction) -> int | None:
    """Recompute the chain; return the sequence number of the first row that does not fit, or None."""
    previous, expected = ROOT, 1
    for row in tx.run(select(audit).order_by(audit.c.seq)):
        if row.seq != expected or row.digest != _seal(previous, row.moment, row.actor, row.act, row.body):
            return int(row.seq)
        previous, expected = row.digest, expected + 1
    return None


def canonical(body: Mapping[str, object]) -> str:
    """Return JSON with sorted keys and no blanks: the same facts, the same bytes."""
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _seal(previous: str, moment: datetime, actor: int | None, act: str, body: str) -> str:
    instant = (moment - EPOCH) // MICROSECOND
    return hashlib.sha256(f"{previous}\n{instant}\n{actor}\n{act}\n{body}".encode()).hexdigest()
