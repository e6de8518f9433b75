"""The audit chain: each row's digest covers its own canonical JSON and the digest before it."""

import hashlib
import json
import operator
import re
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Select, func, insert, select, type_coerce

from storage import identities
from storage.database import Fact, Transaction
from storage.dialect import insert as upsert
from storage.facts import CHECKPOINT, moment_of
from storage.tables.bureau import audit, fixtures
from storage.tables.people import identities as marks
from storage.tables.types import EPOCH, MICROSECOND

ROOT = "0" * 64
SEALED = "sealed"
"""The act by which all facts of a database of an earlier version were sealed."""
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 letters and figures, without those that are taken for each other: 0 and O, 1 and I."""

_NOTED = re.compile(r"(?P<seq>\d{1,18}):(?P<digest>[0-9a-f]{64})", re.ASCII)


class Link(NamedTuple):
    """A row of the chain as it is stored: its moment is microseconds since 1970.

    `mark` is sealed for the actor, and stands for `who`; in rows of before it was, the actor's number itself is.
    """

    seq: int
    moment: int
    actor: int | None
    act: str
    body: str
    digest: str
    mark: str | None = None
    who: str | None = None

    @property
    def at(self) -> datetime:
        """The moment as such."""
        return moment_of(self.moment)

    def fits(self, previous: str, seq: int) -> bool:
        """Say whether this row stands in its place, and seals itself and the one before it."""
        sealed = self.actor if self.mark is None else self.mark
        numbered = self.actor is None or isinstance(self.actor, int)  # a mark, or a word for nobody, seals the same
        known = numbered and (self.mark is None or self.who == str(self.actor))
        return known and self.seq == seq and self.digest == seal(previous, self.moment, sealed, self.act, self.body)


def append(tx: Transaction, actor: int | None, act: str, body: Mapping[str, object]) -> datetime:
    """Write what was done by whom, and seal every fact that it changed; returns its moment.

    That is strictly later than the moment of every earlier fact. What was changed stands in the body as `facts`.
    """
    moment = tx.next_moment()
    mark, facts = identities.masked(tx, actor, tx.unsealed)
    text = canonical({**body, "facts": facts} if facts else body)
    digest = seal(head(tx), (moment - EPOCH) // MICROSECOND, mark, act, text)
    row = {"moment": moment, "actor": actor, "act": act, "body": text, "digest": digest, "mark": mark}
    tx.run(_APPEND, row)
    tx.note(Fact(moment, digest))
    return moment


_APPEND = insert(audit)


def count_between(tx: Transaction, actor: int, act: str, since: datetime, until: datetime) -> int:
    """Count how often somebody did something in a span of time."""
    here = (audit.c.moment.between(since, until), audit.c.actor == actor, audit.c.act == act)
    return int(tx.run(select(func.count()).select_from(audit).where(*here)).scalar_one())


def newest(
    tx: Transaction,
    actors: Collection[int] | None,
    since: datetime | None,
    until: datetime | None,
    before: int | None,
) -> Iterator[Link]:
    """Yield rows newest first: of some people, from one moment until another, before a place, where it is asked."""
    c = audit.c
    query = _links().order_by(None).order_by(c.seq.desc())
    query = query if actors is None else query.where(c.actor.in_(actors))
    for value, column, compared in (
        (since, c.moment, operator.ge),
        (until, c.moment, operator.lt),
        (before, c.seq, operator.lt),
    ):
        query = query if value is None else query.where(compared(column, value))
    return (Link._make(row) for row in tx.run(query))


def length(tx: Transaction) -> int:
    """Return how many rows the chain has."""
    found: int | None = tx.run(select(func.max(audit.c.seq))).scalar()
    return found or 0


def head(tx: Transaction) -> str:
    """Return the digest of the newest row."""
    newest = tx.newest()
    return ROOT if newest is None else newest.digest


def head_as_of(tx: Transaction, moment: datetime) -> str:
    """Return the digest of the newest row at a moment."""
    row = tx.one(select(audit.c.digest).where(audit.c.moment <= moment).order_by(audit.c.seq.desc()).limit(1))
    return ROOT if row is None else row.digest


def code(digest: str) -> str:
    """Return the code (存证码) that is shown to people: the first 80 bits, as four groups of four."""
    bits = int(digest[:20], 16)
    signs = [ALPHABET[bits >> shift & 31] for shift in range(75, -1, -5)]
    return "-".join("".join(signs[start : start + 4]) for start in (0, 4, 8, 12))


def find(tx: Transaction, shown: str) -> Link | None:
    """Return the row whose code this is; the short codes of earlier versions (eight figures) name theirs too."""
    signs = "".join(shown.replace("-", " ").split())
    if len(signs) == 16 and set(signs.upper()) <= set(ALPHABET):
        bits = sum(ALPHABET.index(sign) << 5 * place for place, sign in enumerate(reversed(signs.upper())))
        start = f"{bits:020x}"
    elif len(signs) == 8 and set(signs.lower()) <= set("0123456789abcdef"):
        start = signs.lower()
    else:
        return None
    row = tx.one(_links().where(audit.c.digest.startswith(start)).limit(1))
    return None if row is None else Link._make(row)


def stands(tx: Transaction, link: Link) -> bool:
    """Say whether a row seals itself and the one before it."""
    before = tx.one(select(audit.c.digest).where(audit.c.seq == link.seq - 1))
    return link.fits(ROOT if before is None else before.digest, link.seq)


def sealing(tx: Transaction, link: Link) -> list[tuple[str, dict[str, Any]]]:
    """Return the facts that a row seals; those of one of an earlier version stand in the row that sealed them all."""
    facts = json.loads(link.body).get("facts")
    if facts is None:
        later = tx.one(select(audit.c.body).where(audit.c.act == SEALED, audit.c.seq > link.seq).limit(1))
        facts = [] if later is None else json.loads(later.body)["facts"]
    return [(table, row) for table, row in facts]


def links(tx: Transaction, since: int = 1) -> Iterator[Link]:
    """Yield the rows of the chain in order, from one on."""
    for row in tx.run(_links().where(audit.c.seq >= since) if since > 1 else _links()):
        yield Link._make(row)


def first_difference(tx: Transaction) -> int | None:
    """Recompute the chain; return the sequence number of the first row that does not fit, or None."""
    with tx.as_stored():
        return _broken(links(tx), ROOT, 1)


def first_new_difference(tx: Transaction) -> int | None:
    """Recompute what was added since the chain was last found good, as `first_difference` does all of it."""
    with tx.as_stored():
        row = tx.one(select(fixtures.c.content).where(fixtures.c.name == CHECKPOINT))
        noted = None if row is None else _NOTED.fullmatch(str(row.content))
        if noted is None:
            return first_difference(tx)
        known, digest = int(noted["seq"]), noted["digest"]
        added = links(tx, known)
        last = next(added, None)
        if last is None or (last.seq, last.digest) != (known, digest):
            return known
        return _broken(added, digest, known + 1)


def note_good(tx: Transaction) -> None:
    """Note that the chain was found good up to its newest row."""
    row = tx.one(select(audit.c.seq, audit.c.digest).order_by(audit.c.seq.desc()).limit(1))
    if row is not None:
        good = {"name": CHECKPOINT, "content": f"{row.seq}:{row.digest}"}
        tx.run(upsert(fixtures).values(good).on_conflict_do_update(index_elements=["name"], set_=good))


def canonical(body: Mapping[str, object]) -> str:
    """Return JSON with sorted keys and no blanks: the same facts, the same bytes."""
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def seal(previous: str, instant: int, actor: int | str | None, act: str, body: str) -> str:
    """Return the digest of a row behind another; `instant` is microseconds since 1970."""
    said = f"{previous}\n{instant}\n{actor}\n{act}\n{body}"
    return hashlib.sha256(said.encode(errors="surrogateescape")).hexdigest()


def _links() -> Select[tuple[Any, ...]]:
    moment = type_coerce(audit.c.moment, BigInteger)
    c = audit.c
    who = audit.outerjoin(marks, marks.c.mark == c.mark)
    found = select(c.seq, moment, c.actor, c.act, c.body, c.digest, c.mark, marks.c.content).select_from(who)
    return found.order_by(c.seq)


def _broken(found: Iterator[Link], previous: str, seq: int) -> int | None:
    for link in found:
        if not link.fits(previous, seq):
            return link.seq
        previous, seq = link.digest, seq + 1
    return None
