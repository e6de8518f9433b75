"""The bureau: its owner."""

from handlers.bureau.actions import ensure_owner
from storage import roster
from storage.tables import bureau
from tests.cast import STRANGER
from tests.handlers.bench import Bench


def test_the_owner_becomes_an_admin_once(bare: Bench) -> None:
    for _ in range(2):
        with bare.turn() as turn:
            ensure_owner(turn, STRANGER)
    with bare.turn() as turn:
        assert [row.role for row in roster.entries_of(turn.tx, STRANGER)] == ["admin"]
        changes = turn.tx.all(bureau.audit.select().where(bureau.audit.c.act == "roster"))
    assert len(changes) == 2, "the roster file, and the owner"
