"""The bureau: its owner, and a clock that was set back."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from handlers import due
from handlers.bureau.actions import ensure_owner
from handlers.reminding.actions import heads, reviewers
from handlers.reporting.actions import submit
from storage import identities, ledger, roster
from storage.database import Database
from storage.tables import bureau
from tests.cast import ADMIN, BEGIN, CHINA, HEAD, OTHER_HEAD, REVIEWER, SECOND_ADMIN, STRANGER
from tests.engine import newest
from tests.handlers.bench import RATE, Bench

AHEAD = timedelta(days=21)
TWO_DAYS = datetime(2026, 12, 1, 17, 0, tzinfo=CHINA)


def look(bench: Bench) -> None:
    """Do what is due of the clock's own tick."""
    with bench.turn() as turn:
        asked = due.set_back(turn)
    if asked:
        with bench.turn() as turn:
            due.open_again(turn)


def back(bench: Bench, moment: datetime = BEGIN) -> None:
    """Put the clock right, for long enough to be believed."""
    for minutes in (0, 9, 10):
        bench.now = moment + timedelta(minutes=minutes)
        look(bench)


def told(bench: Bench, person: int = ADMIN) -> list[str]:
    return [text for text in bench.said(person) if "时钟" in text]


def noted(bench: Bench) -> list[dict[str, list[str]]]:
    with bench.turn() as turn:
        rows = turn.tx.all(bureau.audit.select().where(bureau.audit.c.act == "clock_back"))
    bodies = [json.loads(row.body) for row in rows]
    return [{name: told for name, told in body.items() if name != "facts"} for body in bodies]


def test_the_owner_becomes_an_admin_once(bench: Bench) -> None:
    for _ in range(2):
        with bench.turn() as turn:
            ensure_owner(turn, STRANGER)
    with bench.turn() as turn:
        assert [row.role for row in roster.entries_of(turn.tx, STRANGER)] == ["admin"]
        changes = turn.tx.all(bureau.audit.select().where(bureau.audit.c.act == "roster"))
    assert len(changes) == 2, "the roster file, and the owner"


def test_who_was_nudged_in_a_future_that_did_not_happen_can_be_nudged_on_that_day(bench: Bench) -> None:
    bench.do(submit.report, HEAD, (RATE,))
    bench.later(days=5)
    day = bench.now
    assert bench.code(reviewers.nudge, HEAD, 1) == "nudged"
    assert bench.code(reviewers.nudge, HEAD, 1) == "nudged_before"
    back(bench)
    marks = bench.database.look(lambda tx: [identities.mark(tx, one) for one in (2001, 2002)])
    assert noted(bench) == [{"slots": sorted(f"nudge 2026-11-24:{mark}" for mark in marks)}]
    for admin in (ADMIN, SECOND_ADMIN):
        assert len(told(bench, admin)) == 1
    bench.now = day
    assert bench.code(reviewers.nudge, HEAD, 1) == "nudged"
    assert bench.code(reviewers.nudge, HEAD, 1) == "nudged_before"
    assert bench.owed("nudge")[0].chat == REVIEWER


def test_admins_hear_again_of_units_that_no_reminder_reaches(bench: Bench) -> None:
    bench.now = TWO_DAYS
    with bench.turn() as turn:
        for entry in roster.entries_of(turn.tx, OTHER_HEAD):
            roster.remove(turn.tx, entry)
        heads.remind(turn)
        assert ledger.is_settled(turn.tx, heads.UNREACHED, "2026-11:xixi")
    back(bench)
    bench.now = TWO_DAYS
    with bench.turn() as turn:
        heads.remind(turn)
    assert len([text for text in bench.said(ADMIN) if "西溪市场监管所" in text]) == 2


def test_a_clock_that_goes_further_back_is_waited_for_anew_and_one_that_is_put_right_forgotten(bench: Bench) -> None:
    bench.now = BEGIN + AHEAD
    with bench.turn() as turn:
        ledger.settle_slot(turn.tx, "digest", "2026-12-10T09:00", "done")
    for days, minutes in ((0, 0), (-1, 0), (-1, 9), (-2, 0), (-2, 9)):
        bench.now = BEGIN + timedelta(days=days, minutes=minutes)
        look(bench)
    assert noted(bench) == []
    bench.now = BEGIN + AHEAD
    look(bench)
    with bench.turn() as turn:
        assert ledger.settled_at(turn.tx, due.CLOCK, due.BACK) is None
        assert not due.set_back(turn)
    back(bench)
    assert noted(bench) == [{"slots": ["digest 2026-12-10T09:00"]}]
    look(bench)
    assert len(noted(bench)) == 1


@pytest.mark.parametrize(("ahead", "opened"), [(timedelta(hours=1), 0), (timedelta(hours=1, seconds=1), 1)])
def test_what_was_settled_within_an_hour_stays_settled(bench: Bench, ahead: timedelta, opened: int) -> None:
    bench.now = BEGIN + timedelta(minutes=10) + ahead
    with bench.turn() as turn:
        ledger.settle_slot(turn.tx, "digest", "2026-11-19T09:00", "done")
    back(bench)
    assert len(noted(bench)) == opened


def test_a_house_taken_into_use_in_a_future_that_did_not_happen_is_in_use_from_now_on(tmp_path: Path) -> None:
    database = Database(newest(tmp_path / "leitai.db"))
    bench = Bench(database, now=BEGIN + AHEAD)
    bench.furnish()
    back(bench, TWO_DAYS - timedelta(hours=1))
    assert "12月10日 09:00" in told(bench)[0]
    bench.now = TWO_DAYS
    with bench.turn() as turn:
        assert heads.reminder_due(turn)
    database.close()
