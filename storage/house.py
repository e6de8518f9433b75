"""Single facts of the house, by name: where the bureau's group is, and whether it is a rehearsal (演练)."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from storage import facts
from storage.database import Transaction, asked_once
from storage.dialect import insert as upsert
from storage.tables.bureau import fixtures

_FIXTURE = select(fixtures.c.content).where(fixtures.c.name == bindparam("wanted"))


@asked_once(fixtures, lasts=True)
def fixture(tx: Transaction, name: str) -> str | None:
    """Return a single fact about the house, such as `group`."""
    row = tx.one(_FIXTURE, {"wanted": name})
    return None if row is None else str(row.content)


def seen(tx: Transaction, name: str) -> Any:  # noqa: ANN401 - JSON
    """Return what was seen of the house; None where nothing was, or a hand left what cannot be read."""
    return facts.as_seen(name, tx.run(_FIXTURE, {"wanted": name}).scalar())


def see(tx: Transaction, name: str, content: str) -> None:
    """Note what was seen of the house, which is no fact of its own."""
    seen = {"name": name, "content": content}
    tx.run(upsert(fixtures).values(seen).on_conflict_do_update(index_elements=["name"], set_=seen))


def fix(tx: Transaction, name: str, content: str) -> None:
    """Set a single fact about the house."""
    facts.put(tx, fixtures, {"name": name, "content": content})


@dataclass(frozen=True, slots=True)
class Drill:
    """A rehearsal: the how manyth, who began it (a mark), since when and until when (None: still).

    `wiped_at`: when one was last wiped, this or an earlier one; what was said before that was never said.
    """

    number: int
    by: str
    since: datetime
    until: datetime | None = None
    wiped_at: datetime | None = None

    def holds_at(self, moment: datetime) -> bool:
        """Say whether a moment is within it."""
        return self.since <= moment and (self.until is None or moment < self.until)


def drill(tx: Transaction) -> Drill | None:
    """Return the last rehearsal, over or not."""
    written = fixture(tx, "drill")
    if written is None:
        return None
    found = json.loads(written)
    moments = (found[name] and datetime.fromisoformat(found[name]) for name in ("since", "until", "wiped_at"))
    return Drill(found["number"], found["by"], *moments)


def wiped_at(tx: Transaction) -> datetime | None:
    """Return when a rehearsal was last wiped: what was reported before that does not count any more."""
    found = drill(tx)
    return None if found is None else found.wiped_at


def fix_drill(tx: Transaction, found: Drill) -> None:
    """Let a rehearsal begin or end; whatever is offered to anybody may be another thing then."""
    fix(tx, "drill", json.dumps(asdict(found), ensure_ascii=False, default=datetime.isoformat))
    tx.touched.add(facts.EVERYTHING)
