"""What the lock counted of the ledger is a submission like any other, which nobody reported and nobody decided."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.commands import data
from handlers.closing.actions import cards as closing
from handlers.closing.results import ClosingAsked
from handlers.closing.views import card as closing_card
from handlers.deciding.actions import cases
from handlers.matters.actions import exporting, verifying
from handlers.results import Owed, Refusal
from handlers.submissions.views.cards import card
from storage import evidence, rulebooks, sealed, transfer
from storage.database import Database
from storage.submissions import every
from tests import engine
from tests.cast import ADMIN, HEAD, LEADER, OFFICE_REVIEWER, OTHER_HEAD, SECOND_ADMIN
from tests.faults.bureau import opened as case_of
from tests.handlers.matters.bureau import Ledgers, day, rulebook

DUE, LOCK = day(11, 25), day(12, 5, 12)


@pytest.fixture
def locked(bench: Ledgers) -> Ledgers:
    """November is locked: a task was on time, one was missed, a problem was missed, and one waits to be verified."""
    bench.assign(OFFICE_REVIEWER, "urgent", "donghu xixi nanqiao", DUE)
    bench.assign(OFFICE_REVIEWER, "rectify", "donghu", DUE, "快检室未启用", measure="配齐试剂", responsible="张明")
    bench.act(HEAD, "finish")
    bench.act(OFFICE_REVIEWER, "verify")
    bench.act(OTHER_HEAD, "finish", "xixi")
    bench.now = LOCK
    bench.tick()
    return bench


def row(bench: Ledgers, number: int) -> dict[str, Any]:
    with bench.turn() as turn:
        stored = next(one for one in every(turn.tx) if one.number == number)
        return data._row(turn, stored, evidence.count(turn.tx, number))


def test_it_is_listed_as_nobodys_and_decided_by_nobody_at_the_lock(locked: Ledgers) -> None:
    shown = {
        name: row(locked, 1)[name] for name in ("unit", "value", "state", "reporter", "decided_by", "late", "signed")
    }
    assert shown == {
        "unit": "donghu",
        "value": "1/1",
        "state": "confirmed",
        "reporter": None,
        "decided_by": None,
        "late": False,
        "signed": [],
    }
    assert row(locked, 1)["decided_at"] == row(locked, 1)["reported_at"] == "2026-12-05T12:00:00+08:00"
    event = row(locked, 3)
    assert (event["title"], event["level"], event["value"]) == ("T0002 第1轮", "overdue", None)
    assert "上报人：督办台账" in card(locked.claimed(1)).text


def test_what_waits_for_its_verifier_is_told_before_closing(locked: Ledgers) -> None:
    with locked.turn() as turn:
        found = closing.dry_run(turn, Owed(1, ADMIN, "closing", ClosingAsked("2026-11", "another", turn.as_of())))
    assert found.matters == (("临时性工作", 2, 1), ("整改事项", 1, 0))
    assert "督办件时限在本期、还没办结：临时性工作 2 件（待核查 1 件）、整改事项 1 件" in closing_card(found).text


def test_an_objection_to_it_is_decided_and_a_correction_is_signed_as_for_any_other(locked: Ledgers) -> None:
    locked.do(cases.appeal, HEAD, 3, "已按期整改")
    assert any("督办台账" in text and "已按期整改" in text for text in locked.said(OFFICE_REVIEWER))
    locked.do(cases.uphold, OFFICE_REVIEWER, 3, case_of(locked, 3), "没有报完成")
    assert locked.where(3).state == "confirmed"
    locked.do(cases.propose, OFFICE_REVIEWER, 2, "1/1 锁定前已完成")
    locked.do(cases.sign, SECOND_ADMIN, 2, case_of(locked, 2))
    assert locked.cells() == [("donghu", "2026-11", "1/1", None, 1), ("nanqiao", "2026-11", "1/1", None, 2)]
    locked.do(cases.propose, OFFICE_REVIEWER, 3, "rebound 属反弹")
    locked.do(cases.sign, ADMIN, 3, case_of(locked, 3))
    assert locked.cells("mended") == [("donghu", "2026-11", "T0002/1", "rebound", 3)]
    assert locked.database.look(sealed.look).differences == []
    with locked.turn() as turn:
        assert verifying.look(turn) == []


def test_what_counts_later_counts_in_the_next_month(locked: Ledgers) -> None:
    locked.act(OFFICE_REVIEWER, "verify", "xixi")
    assert ("xixi", "2026-12", "1/1", None, None) in locked.cells()
    with locked.turn() as turn:
        found = {
            (one.part.unit if one.part else "", one.matter.number): one
            for one in exporting.every(turn, turn.tx.latest())
        }
        before = {one.where.state for one in exporting.every(turn, DUE) if one.where and one.part}
    assert str(found["xixi", 1].counts_in) == "2026-12"
    assert found["donghu", 1].verified == (OFFICE_REVIEWER, day(11, 19, 9))
    assert before == {"closed", "verifying", "open"}
    assert str(found["nanqiao", 1].counts_in) == "2026-11"


def test_a_unit_that_is_no_more_hands_its_part_over_and_what_it_missed_stays_counted(locked: Ledgers) -> None:
    locked.assign(OFFICE_REVIEWER, "urgent", "nanqiao", day(12, 20), "年末值守")
    held = locked.cells()
    with pytest.raises(Refusal) as refused:
        locked.act(ADMIN, "hand_over", "nanqiao", 3, to_unit="donghu", words="撤并")
    assert refused.value.code == "matter_unit_stands"
    ended = rulebook().replace(b'id = "nanqiao"\n', b'id = "nanqiao"\nuntil = "2026-11"\n')
    with locked.turn() as turn:
        rulebooks.put_in_force(turn.tx, "sha256:ended", ended, date(2026, 12, 1))
        turn.record(ADMIN, "rulebook")
    deed = locked.act(ADMIN, "hand_over", "nanqiao", 3, to_unit="donghu", words="撤并")
    assert (deed.after.where.state, deed.after.where.handed_to) == ("withdrawn", "donghu")
    assert deed.there is not None
    assert (deed.there.part.unit, deed.there.where.state, deed.there.where.deadline) == ("donghu", "open", day(12, 20))
    assert [act.act for act in locked.part("donghu", 3).part.acts] == ["receive"]
    locked.act(HEAD, "finish", "donghu", 3)
    locked.act(OFFICE_REVIEWER, "verify", "donghu", 3)
    assert locked.cells() == [*held, ("donghu", "2026-12", "1/1", None, None)]
    assert locked.database.look(sealed.look).differences == []
    with locked.turn() as turn:
        assert verifying.look(turn) == []


def test_a_bureau_is_taken_to_another_database_with_its_ledger(locked: Ledgers, tmp_path: Path) -> None:
    other = Database(engine.place(tmp_path / "other.db"))
    other.migrate()
    counts = transfer.take(locked.database, other, locked.now)
    assert (counts["matters"], counts["parts"], counts["part_standings"]) == (2, 4, 4)
    assert other.look(sealed.look).differences == []
    moved = Ledgers(other, now=locked.now, acts=1000)
    moved.act(OFFICE_REVIEWER, "verify", "xixi")
    assert moved.cells() == [*locked.cells(), ("xixi", "2026-12", "1/1", None, None)]
    assert moved.assign(LEADER, "urgent", "donghu", day(12, 20))[0].after.part.number == 3
    other.close()
