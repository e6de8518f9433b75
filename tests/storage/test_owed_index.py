"""What is owed is found by its index: the planner takes an index of some rows only where its own words are repeated."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from storage import inbox, outbox
from storage.database import Database, Transaction
from tests import engine
from tests.storage.conftest import NOON

LOOKS = {
    "heads": (lambda tx: outbox.heads(tx, ("card",), ("keyboard",)), "ix_outbox_owed"),
    "heads by now": (lambda tx: outbox.heads(tx, ("card",), ("keyboard",), NOON), "ix_outbox_owed"),
    "next": (lambda tx: outbox.next_at(tx, NOON), "ix_outbox_owed"),
    "waiting": (lambda tx: outbox.waiting(tx, ("card",)), "ix_outbox_owed"),
    "depths": (outbox.depths, "ix_outbox_held"),
    "inbox": (inbox.waiting, "ix_inbox_waiting"),
}


@pytest.mark.parametrize("look", LOOKS)
def test_no_look_at_what_waits_reads_what_is_done(tmp_path: Path, look: str) -> None:
    database = Database(engine.place(tmp_path / "leitai.db"))
    database.migrate()
    run: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        run.append((statement, parameters))

    asked, index = LOOKS[look]

    def watched(tx: Transaction) -> None:
        event.listen(Engine, "before_cursor_execute", note)
        try:
            asked(tx)
        finally:
            event.remove(Engine, "before_cursor_execute", note)

    database.look(watched)
    with engine.books(database.place) as books:
        steps = [step for asked in run if "SELECT" in asked[0] for step in engine.plan(books, *asked)]
    database.close()
    assert any(index in step for step in steps), steps
    assert not any(step.startswith("SCAN") and "USING" not in step and "box" in step for step in steps), steps
    assert not any("Seq Scan on" in step and "box" in step for step in steps), steps
    assert not any("ix_outbox_message" in step for step in steps), steps
