"""What is done to a part is stored, kept and counted in one step, and sealed with it."""

from datetime import timedelta

import pytest

from handlers.desk.actions import pages
from handlers.matters.actions import cards, doing, keeping, ticking, verifying
from handlers.matters.actions.doing import Seen, Wish
from handlers.results import Refusal
from scoring.calendar import Period
from scoring.standings.cells import Cell
from storage import audit, parts, sealed, submissions, values
from storage.submissions import Claim
from tests.cast import ADMIN, FOOD_REVIEWER, HEAD, LEADER, OFFICE_REVIEWER, OTHER_HEAD
from tests.handlers.matters.bureau import Ledgers, day

DUE = day(11, 25)


def test_a_part_that_is_finished_in_time_and_verified_counts_at_once(bench: Ledgers) -> None:
    bench.assign(OFFICE_REVIEWER, "urgent", "donghu xixi", DUE)
    bench.act(HEAD, "finish", words="已排查")
    assert bench.cells() == []
    bench.act(OFFICE_REVIEWER, "verify")
    assert bench.cells() == [("donghu", "2026-11", "1/1", None, None)]
    assert bench.cells("quarterly") == [("donghu", "2026-Q4", "1/1", None, None)]
    assert bench.part().where.state == "closed"
    assert bench.database.look(sealed.look).differences == []


def test_a_deadline_that_passes_is_noticed_once_by_the_tick(bench: Ledgers) -> None:
    bench.assign(OFFICE_REVIEWER, "urgent", "donghu", DUE)
    bench.now = DUE
    bench.tick()
    assert bench.cells() == [], "its very second is still in time"
    bench.later(seconds=1)
    bench.tick()
    assert bench.cells() == [("donghu", "2026-11", "0/1", None, None)]
    with bench.turn() as turn:
        rows = audit.length(turn.tx)
    bench.tick()
    with bench.turn() as turn:
        assert audit.length(turn.tx) == rows


def test_the_lock_makes_a_confirmed_submission_of_every_cell_and_event_once(bench: Ledgers) -> None:
    bench.assign(OFFICE_REVIEWER, "urgent", "donghu xixi", DUE)
    bench.assign(OFFICE_REVIEWER, "rectify", "xixi", DUE, "快检室未启用", measure="配齐试剂", responsible="张明")
    bench.act(HEAD, "finish")
    bench.act(OFFICE_REVIEWER, "verify")
    bench.now = day(12, 5, 12)
    for _ in range(3):
        bench.tick()
    assert bench.cells() == [("donghu", "2026-11", "1/1", None, 1), ("xixi", "2026-11", "0/1", None, 2)]
    assert bench.cells("mended") == [("xixi", "2026-11", "T0002/1", "overdue", 3)]
    stored = {one.claim.metric + one.claim.unit: one for one in bench.submissions()}
    assert {one.state for one in stored.values()} == {"confirmed"}
    event = stored["mendedxixi"].claim
    assert (event.title, event.level, event.value, event.item) == ("T0002 第1轮", "overdue", None, "T0002/1")
    assert (event.reporter, event.reported_at) == (None, day(12, 5, 12))
    assert bench.database.look(sealed.look).differences == []


def test_nothing_that_happens_later_moves_a_period_that_is_locked(bench: Ledgers) -> None:
    bench.assign(OFFICE_REVIEWER, "urgent", "donghu xixi", DUE)
    bench.act(HEAD, "finish")
    bench.now = day(12, 8, 9)
    bench.tick()
    held = bench.cells()
    assert [cell[:3] for cell in held] == [("xixi", "2026-11", "0/1")]
    bench.act(OFFICE_REVIEWER, "verify")
    bench.act(OTHER_HEAD, "finish", "xixi")
    bench.act(OFFICE_REVIEWER, "verify", "xixi")
    assert bench.cells() == [*held, ("donghu", "2026-12", "1/1", None, None)]
    assert bench.part("xixi").where.outcome == "late"


def test_after_being_down_over_the_lock_what_was_missed_before_it_counts_before_it(bench: Ledgers) -> None:
    bench.assign(OFFICE_REVIEWER, "urgent", "donghu", DUE)
    bench.now = day(12, 20, 9)
    with bench.turn() as turn:
        assert ticking.locking(turn)
        ticking.lock(turn)
    assert [cell[:3] for cell in bench.cells()] == [("donghu", "2026-11", "0/1")]
    assert bench.cells()[0][4] is not None


def test_whatever_turns_at_once_and_is_locked_with_it_has_its_cards_brought_up_to_date(
    bench: Ledgers, monkeypatch: pytest.MonkeyPatch
) -> None:
    units = ["donghu", "xixi", "nanqiao"]
    monkeypatch.setattr(ticking, "MOST", 1)
    bench.assign(OFFICE_REVIEWER, "urgent", " ".join(units), DUE)
    with bench.turn() as turn:
        cards.show(turn, 1, units)
    bench.deliver()
    bench.now = day(12, 20, 9)
    bench.tick()
    assert [cell[:3] for cell in bench.cells()] == [(unit, "2026-11", "0/1") for unit in sorted(units)]
    assert {letter.payload["unit"] for letter in bench.owed(cards.EDIT)} == set(units)


def test_what_was_seen_otherwise_is_not_acted_on(bench: Ledgers) -> None:
    bench.assign(OFFICE_REVIEWER, "urgent", "donghu", DUE)
    seen = bench.part()
    bench.act(HEAD, "progress", words="一半")
    with pytest.raises(LookupError):
        finish(bench, seen)
    assert bench.part().where.state == "open"


def finish(bench: Ledgers, seen: Seen) -> None:
    with bench.turn() as turn:
        doing.do(turn, bench.sender(HEAD), turn.person_by_id(HEAD), seen, Wish("finish"))


def test_what_the_table_does_not_allow_is_refused_with_the_state_and_changes_nothing(bench: Ledgers) -> None:
    bench.assign(OFFICE_REVIEWER, "urgent", "donghu", DUE)
    with pytest.raises(Refusal) as refused:
        bench.act(OFFICE_REVIEWER, "verify")
    assert (refused.value.code, refused.value.values["state"]) == ("matter_not_possible", "open")
    with pytest.raises(Refusal) as refused:
        bench.act(OTHER_HEAD, "finish")
    assert refused.value.code == "matter_no_right"
    assert len(bench.part().part.acts) == 1


def test_lists_count_and_page_without_folding(bench: Ledgers) -> None:
    bench.assign(OFFICE_REVIEWER, "urgent", "donghu xixi nanqiao", DUE)
    bench.assign(FOOD_REVIEWER, "inspection", "donghu:40 xixi:38", DUE + timedelta(days=1), helpers=("nanqiao",))
    bench.act(HEAD, "finish", number=2, quantity=38, words="两户停业")
    asked = parts.Asked(units=("donghu",))
    with bench.turn() as turn:
        assert [(line.stood.number, line.stood.unit) for line in parts.listed(turn.tx, asked)] == [
            (1, "donghu"),
            (2, "donghu"),
        ]
        assert parts.count(turn.tx, parts.Asked(states=("verifying",))) == 1
        assert parts.counts(turn.tx, parts.Asked(), "unit", "state")[("donghu", "open")] == 1
        helped = parts.Asked(sight=(("nanqiao",), ()))
        assert [line.stood.unit for line in parts.listed(turn.tx, helped)] == ["nanqiao", "donghu", "xixi"]
        verified = parts.Asked(sight=((), ("shipin",)))
        assert {line.stood.number for line in parts.listed(turn.tx, verified)} == {2}
        assert parts.listed(turn.tx, parts.Asked(overdue=DUE)) == []
        assert parts.count(turn.tx, parts.Asked(overdue=DUE + timedelta(seconds=1))) == 3
        (waiting,) = parts.listed(turn.tx, parts.Asked(number=2, units=("donghu",)))
        assert (waiting.stood.done, waiting.stood.quantity, waiting.title) == (38, 40, "校园周边食品店排查")


def test_what_was_assigned_in_a_rehearsal_that_is_wiped_never_was(bench: Ledgers) -> None:
    bench.do(pages.desk, ADMIN, "演练 开始")
    bench.assign(OFFICE_REVIEWER, "urgent", "donghu xixi", DUE)
    bench.act(HEAD, "finish")
    bench.act(OFFICE_REVIEWER, "verify")
    bench.do(pages.desk, ADMIN, "演练 结束清空")
    assert bench.cells() == []
    assert {bench.part(unit).where.state for unit in ("donghu", "xixi")} == {"withdrawn"}
    assert bench.database.look(sealed.look).differences == []
    with bench.turn() as turn:
        assert verifying.look(turn) == []
    bench.do(pages.desk, ADMIN, "演练 开始")
    bench.do(pages.desk, ADMIN, "演练 结束留用")
    bench.assign(OFFICE_REVIEWER, "urgent", "donghu", DUE)
    assert bench.code(pages.desk, ADMIN, "演练 开始") == "drill_too_late"


def test_what_is_a_submission_already_is_not_counted_over(bench: Ledgers) -> None:
    cell = Cell("donghu", "urgent", "2026-11", value="3/3")
    with bench.turn() as turn:
        claim = Claim(
            "donghu", "urgent", "2026-11", "", "3/3", None, None, HEAD, "王所长", "donghu", bench.now, "x", 0, None,
            None,
        )  # fmt: skip
        stored = submissions.open_new(turn.tx, claim, turn.tx.next_moment())
        values.put(turn.tx, cell, turn.tx.next_moment(), stored.number)
    bench.assign(OFFICE_REVIEWER, "urgent", "donghu", DUE)
    bench.act(HEAD, "finish")
    bench.act(OFFICE_REVIEWER, "verify")
    assert bench.cells() == [("donghu", "2026-11", "3/3", None, 1)]


def test_a_period_that_is_settled_is_filled_no_more(bench: Ledgers) -> None:
    bench.assign(OFFICE_REVIEWER, "urgent", "donghu", DUE)
    bench.now = day(12, 5, 12)
    bench.tick()
    counted = parts.Counted(1, "xixi", "month", 1, "on_time", "urgent", "2026-11", 1, 1)
    with bench.turn() as turn:
        assert not ticking.locking(turn)
        assert parts.keep_counts(turn.tx, 1, "xixi", [counted]) == {"2026-11"}
        keeping.fill(turn, {(Period.written("2026-11"), "xixi", "urgent")}, turn.tx.next_moment())
    assert [cell[:3] for cell in bench.cells()] == [("donghu", "2026-11", "0/1")]


def test_a_rebound_opens_a_round_that_counts_by_itself(bench: Ledgers) -> None:
    bench.assign(OFFICE_REVIEWER, "rectify", "donghu", DUE, "快检室未启用", measure="配齐试剂", responsible="张明")
    bench.act(HEAD, "finish")
    bench.act(OFFICE_REVIEWER, "verify")
    bench.later(days=1)
    bench.act(LEADER, "rebound", deadline=day(11, 27), words="又停用")
    bench.now = day(11, 27, 18)
    bench.tick()
    assert bench.cells("mended") == [
        ("donghu", "2026-11", "T0001/2", "overdue", None),
        ("donghu", "2026-11", "T0001/2", "rebound", None),
    ]
    bench.now = day(12, 5, 12)
    bench.tick()
    assert [cell[3] for cell in bench.cells("mended")] == ["overdue", "rebound"]
    assert bench.database.look(sealed.look).differences == []
