"""Whoever changes what is kept of matters by hand is found out: it all follows from their acts."""

import pytest
from sqlalchemy import text

from handlers.matters.actions import verifying
from storage import sealed
from tests.cast import HEAD, LEADER, OFFICE_REVIEWER
from tests.handlers.matters.bureau import Ledgers, day

DUE = day(11, 25)
BY_HAND = {
    "UPDATE part_standings SET state = 'closed' WHERE unit = 'nanqiao'": "standing",
    "UPDATE part_standings SET deadline = deadline + 1 WHERE unit = 'nanqiao'": "standing",
    "UPDATE part_standings SET turns = NULL WHERE unit = 'nanqiao'": "standing",
    "UPDATE part_standings SET verifiers = ',shipin,' WHERE unit = 'nanqiao'": "standing",
    "UPDATE part_standings SET acts = acts + 1 WHERE unit = 'nanqiao'": "standing",
    "DELETE FROM part_standings WHERE unit = 'nanqiao'": "standing",
    "UPDATE part_counts SET what = 'missed' WHERE number = 1 AND unit = 'donghu'": "counts",
    "DELETE FROM part_counts WHERE unit = 'xixi'": "counts",
    "UPDATE part_counts SET period = '2026-12' WHERE unit = 'xixi' AND every = 'month'": "counts",
    "UPDATE cell_values SET value = '1/1' WHERE unit = 'xixi' AND valid_to IS NULL": "cell",
    "DELETE FROM cell_values WHERE unit = 'donghu' AND valid_to IS NULL": "cell",
    "UPDATE cell_values SET level = 'rebound' WHERE metric = 'mended'": "cell",
}


@pytest.fixture
def played(bench: Ledgers) -> Ledgers:
    """A part that is closed, one that was missed, one that is open, and a problem that came back."""
    bench.assign(OFFICE_REVIEWER, "urgent", "donghu xixi", DUE)
    bench.assign(OFFICE_REVIEWER, "urgent", "nanqiao", day(12, 15))
    bench.assign(OFFICE_REVIEWER, "rectify", "donghu", DUE, "快检室未启用", measure="配齐试剂", responsible="张明")
    for number in (1, 3):
        bench.act(HEAD, "finish", number=number)
        bench.act(OFFICE_REVIEWER, "verify", number=number)
    bench.later(days=1)
    bench.act(LEADER, "rebound", number=3, deadline=DUE, words="又停用")
    bench.now = day(11, 26)
    bench.tick()
    return bench


def found(bench: Ledgers) -> list[str]:
    with bench.turn() as turn:
        return [one.what for one in verifying.look(turn)]


def test_what_nobody_touched_follows_from_the_acts_also_after_the_lock(played: Ledgers) -> None:
    assert found(played) == []
    played.now = day(12, 5, 12)
    assert found(played) == [], "before the tick has come, too"
    played.tick()
    assert len(played.submissions()) == 4
    assert found(played) == []
    assert played.database.look(sealed.look).differences == []
    played.now = day(12, 20)
    assert found(played) == [], "also what is missed by now, and not kept so yet"
    played.tick()
    assert found(played) == []


@pytest.mark.parametrize("sql", BY_HAND)
def test_what_is_changed_by_hand_is_noticed(played: Ledgers, sql: str) -> None:
    with played.trying():
        with played.turn() as turn:
            turn.tx.run(text(sql))
        assert BY_HAND[sql] in found(played)


def test_what_the_lock_made_otherwise_is_noticed(played: Ledgers) -> None:
    played.now = day(12, 5, 12)
    played.tick()
    with played.turn() as turn:
        turn.tx.run(text("UPDATE versions SET value = '2/2' WHERE number = 1"))
        assert [one.what for one in verifying.look(turn)] == ["cell"]
        turn.tx.run(text("UPDATE versions SET value = '1/1' WHERE number = 1"))
