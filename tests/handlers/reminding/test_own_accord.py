"""What is said of the bot's own accord, and what people answer to it, where a chat would add nothing."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import Executable

import storage
from handlers.deciding.actions import reviews
from handlers.journey import owed
from handlers.reminding.actions import heads, reviewers
from handlers.reminding.results import Digest, Reminded, Waiting
from handlers.reporting.actions import submit
from handlers.results import Decision
from storage import outbox, roster
from storage.database import Transaction
from storage.outbox import Letter
from storage.roster import Entry
from storage.tables import traffic
from tests.cast import CHINA, HEAD, LEADER, OFFICE_REVIEWER, PARTY_HEAD, REVIEWER, SECOND_REVIEWER
from tests.handlers.bench import Bench, furnished

TWO_DAYS = datetime(2026, 12, 1, 17, 0, tzinfo=CHINA)
LOCK = datetime(2026, 12, 6, 12, 0, tzinfo=CHINA)
REVIEWS_DUE = datetime(2026, 12, 4, 17, 0, tzinfo=CHINA)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return furnished(tmp_path / "leitai.db")


def letters(bench: Bench, kind: str, person: int) -> list[Letter]:
    c = traffic.outbox.c
    with bench.turn() as turn:
        rows = turn.tx.all(traffic.outbox.select().where(c.kind == kind, c.chat == person).order_by(c.id))
        return [outbox.as_letter(row) for row in rows]


def reminder(bench: Bench, person: int = HEAD) -> Letter:
    bench.now = TWO_DAYS
    with bench.turn() as turn:
        heads.remind(turn)
    return letters(bench, "remind", person)[-1]


def report_all(bench: Bench, *left: str) -> None:
    """Report everything that the head is asked for in November but some."""
    for metric, value in (
        ("一体化平台运用", "3/3"),
        ("“铁拳”行动实效", "4"),
        ("案件质量", "3/3"),
        ("工单按期回复率", "3/3"),
        ("工单办结率", "3/3"),
        ("工单满意率", "3/3"),
        ("信访件化解", "3/3"),
    ):
        if metric not in left:
            bench.do(submit.report, HEAD, (f"{metric} {value} 11月",))


def answer(bench: Bench, letter: Letter, text: str, person: int = HEAD) -> str:
    return bench.code(lambda turn, sender: heads.answered(turn, sender, letter, text, None), person)


def values(bench: Bench) -> list[str | None]:
    with bench.turn() as turn:
        return [turn_.claim.value for turn_ in storage.submissions.every(turn.tx)]


def test_the_only_item_needs_no_number_but_a_bare_one_stays_a_question(bench: Bench) -> None:
    report_all(bench, "信访件化解")
    letter = reminder(bench)
    assert [cell[1] for cell in letter.payload["items"]] == ["petitions"]
    before = len(values(bench))
    answer(bench, letter, "1")
    assert len(values(bench)) == before, "the number of the item, or the value?"
    answer(bench, letter, "5/6")
    assert values(bench)[before:] == ["5/6"]


def test_a_nil_return_of_the_only_item_is_noted_without_asking(bench: Bench) -> None:
    report_all(bench, "信访件化解")
    letter = reminder(bench)
    assert bench.code(heads.nil, HEAD, letter.id, 0) == "nil_done"
    assert bench.code(heads.nil, HEAD, letter.id, 0) == "nothing_missing"
    assert bench.code(heads.nil, HEAD, letter.id, 2) == "no_such_item"
    assert any("/report 东湖市场监管所 信访件化解 不涉及 2026年11月" in text for text in bench.said(OFFICE_REVIEWER))
    bench.do(submit.report, OFFICE_REVIEWER, ("东湖市场监管所 信访件化解 不涉及 2026年11月",))
    with bench.turn() as turn:
        assert storage.values.of_metrics(turn.tx, ["petitions"], ["2026-11"], ["donghu"])


def test_who_is_no_head_any_more_or_comes_after_the_lock_says_nothing_for_the_unit(bench: Bench) -> None:
    letter = reminder(bench)
    bench.now = LOCK
    assert bench.code(heads.nil, HEAD, letter.id, 1) == "locked"
    bench.now = TWO_DAYS
    with bench.turn() as turn:
        for entry in roster.entries_of(turn.tx, HEAD):
            roster.remove(turn.tx, entry)
        roster.add(turn.tx, Entry("xixi", "王所长", "head", HEAD))
    assert bench.code(heads.nil, HEAD, letter.id, 1) == "not_your_question"


def test_a_lead_that_alone_leads_what_its_own_unit_reports_tells_the_admins(bench: Bench) -> None:
    letter = reminder(bench, PARTY_HEAD)
    place = [cell[1] for cell in letter.payload["items"]].index("dept_discipline") + 1
    assert bench.code(heads.nil, PARTY_HEAD, letter.id, place) == "nil_done"
    assert not any("党风廉政" in text for text in bench.said(PARTY_HEAD) if text.startswith("ℹ️"))


def test_a_reminder_that_is_sent_late_says_nothing_that_is_over(bench: Bench) -> None:
    letter = reminder(bench)
    bench.now = REVIEWS_DUE
    with bench.turn() as turn:
        assert heads.describe_reminder(turn, owed(letter, Reminded)) is None
    bench.now = TWO_DAYS
    report_all(bench)
    with bench.turn() as turn:
        assert heads.describe_reminder(turn, owed(letter, Reminded)) is None


def test_a_list_that_is_sent_late_holds_only_what_still_waits(bench: Bench) -> None:
    bench.do(submit.report, HEAD, ("工单按期回复率 98/100",))
    bench.do(submit.report, HEAD, ("信访件化解 3/3",))
    bench.now = REVIEWS_DUE
    with bench.turn() as turn:
        assert reviewers.escalate(turn) == 1
        assert reviewers.escalate(turn) == 0
    (letter,) = letters(bench, "overdue", LEADER)
    bench.do(reviews.decide, REVIEWER, 1, Decision("confirm"))
    with bench.turn() as turn:
        told = cast("Digest", reviewers.describe_digest(turn, owed(letter, Waiting)))
    assert [claimed.number for claimed in told.waiting] == [2]
    bench.do(reviews.decide, OFFICE_REVIEWER, 2, Decision("confirm"))
    with bench.turn() as turn:
        assert reviewers.describe_digest(turn, owed(letter, Waiting)) is None


def test_a_number_that_was_never_given_out_cannot_be_nudged(bench: Bench) -> None:
    assert bench.code(reviewers.nudge, HEAD, 7) == "unknown_number"


def test_nobody_is_nudged_about_what_is_locked_and_nobody_who_has_signed(bench: Bench) -> None:
    bench.do(submit.report, HEAD, ("“铁拳”行动实效 4",))
    bench.do(submit.report, HEAD, ("工单按期回复率 98/100",))
    assert bench.code(reviewers.nudge, HEAD, 2, pressed=True) == "nudged"
    assert [len(letters(bench, "nudge", one)) for one in (REVIEWER, SECOND_REVIEWER)] == [1, 1]
    with bench.turn() as turn:
        squad, legal = (roster.acting_ids(turn.tx, "reviewer", [lead])[0] for lead in ("zhifa", "fagui"))
    bench.do(reviews.decide, squad, 1, Decision("confirm"))
    assert bench.code(reviewers.nudge, HEAD, 1) == "nudged"
    assert [len(letters(bench, "nudge", one)) for one in (squad, legal)] == [0, 1]
    bench.now = LOCK
    assert bench.code(reviewers.nudge, HEAD, 2) == "locked"


def test_what_a_reminder_lists_is_not_asked_for_item_by_item(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    run = Transaction.run

    def counted(tx: Transaction, statement: Executable, values: Mapping[str, Any] | None = None) -> Any:
        asked.append(statement)
        return run(tx, statement, values)

    letter = owed(reminder(bench), Reminded)
    one = replace(letter, payload=replace(letter.payload, items=letter.payload.items[:1]))
    monkeypatch.setattr(Transaction, "run", counted)
    counts = []
    for each in (one, letter):
        asked.clear()
        with bench.turn() as turn:
            described = heads.describe_reminder(turn, each)
        assert described is not None
        assert len(described.items) == len(each.payload.items)
        counts.append(len(asked))

    assert len(letter.payload.items) > 5
    assert counts[0] == counts[1]
