"""What seldom happens: rosters with gaps, messages that come twice or too late, people and units that stand apart."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

import storage
from bot.files import read_sample
from bot.outgoing import letters
from handlers import door, undelivered
from handlers.bureau.actions import ensure_owner, put_rulebook, set_group
from handlers.conversation.actions import guided, listening, replies
from handlers.deciding.actions import asking, cases, reviews
from handlers.evidence.actions import MOST, kept, not_kept, unfit
from handlers.journeys import LETTERS, OWNERS
from handlers.people.actions import import_roster, send_feedback, start
from handlers.publishing.actions import post_weeks, weeks_due
from handlers.reminding.actions import heads, todo
from handlers.reporting.actions import afterwards, submit
from handlers.reporting.actions.evidence import came
from handlers.results import Answer, Decision, File, Refusal, RepliedTo, Sender
from handlers.standings.actions import boards, rank, why
from handlers.standings.views.why import mine
from handlers.tables.actions import imports
from handlers.turn import Turn
from scoring.calendar import Period
from scoring.standings.cells import Cell
from storage import audit, chats, drafts, evidence, outbox, roster
from storage.database import Database
from storage.evidence import Attachment, Kept
from storage.roster import Entry
from storage.tables import bureau
from tests.cast import (
    ADMIN,
    GROUP,
    HEAD,
    LEADER,
    OFFICE_REVIEWER,
    OTHER_HEAD,
    PARTS,
    REVIEWER,
    SECOND_ADMIN,
    SECOND_REVIEWER,
    STRANGER,
    TASK_FORCE,
)
from tests.handlers.bench import Bench
from tests.handlers.test_own_accord import TWO_DAYS

RATE = "工单按期回复率 98/100"


@pytest.fixture
def apart(bench: Bench) -> Bench:
    """The head of a unit that does not compete, who is also head of one that does."""
    with bench.turn() as turn:
        roster.add(turn.tx, Entry("yingshang", "蒋组长", "head", TASK_FORCE))
        roster.add(turn.tx, Entry("beiying", "蒋组长", "head", TASK_FORCE))
    return bench


# Units that do not compete


def test_a_unit_that_does_not_compete_has_no_explanation(bench: Bench) -> None:
    assert bench.code(why.why, HEAD, "营商专班") == "unit_not_competing"
    assert bench.owed("why") == []


def test_a_head_of_a_unit_that_does_not_compete_is_told_so(bench: Bench) -> None:
    with bench.turn() as turn:
        roster.add(turn.tx, Entry("yingshang", "蒋组长", "head", TASK_FORCE))
    bench.do(why.mine_asked, TASK_FORCE, "")
    with bench.turn() as turn:
        found = why.mine(turn, TASK_FORCE, Period(2026, "month", 11), bench.now)
    assert [one.text for one in mine(found)] == ["您的单位不参加擂台，没有可看的得分。"]


def test_a_head_of_two_units_sees_only_the_one_that_competes(apart: Bench) -> None:
    november = Period(2026, "month", 11)
    with apart.turn() as turn:
        assert [one.unit for one in why.mine(turn, TASK_FORCE, november, apart.now)] == ["北营市场监管所"]
        assert [len(shown) for shown in rank.own_units(turn, TASK_FORCE, november, apart.now)] == [1]
        missing = todo.todo(turn, TASK_FORCE, apart.now).missing
    assert {line[0] for line in missing} == {"北营市场监管所"}


def test_a_unit_that_does_not_compete_is_not_reported_for(apart: Bench) -> None:
    assert "unit_not_competing" in str(outcome(apart, TASK_FORCE, "营商专班 工单按期回复率 98/100"))
    assert apart.owed("card") == []


def outcome(bench: Bench, person: int, line: str) -> object:
    bench.do(submit.report, person, (line,))
    return bench.owed("receipt")[-1].payload


# A house that is not furnished yet


@pytest.fixture
def bare(tmp_path: Path) -> Bench:
    """A house with a rulebook and a roster, and no group."""
    database = Database(tmp_path / "leitai.db")
    database.migrate()
    bench = Bench(database)
    with bench.turn() as turn:
        put_rulebook(turn, read_sample())
        rows = [{"unit": p.unit, "name": p.name, "role": p.role, "telegram_id": str(p.person)} for p in PARTS]
        import_roster(turn, list(enumerate(rows, 2)), replace=True)
    return bench


def test_without_a_group_nothing_is_posted_and_a_card_that_reaches_nobody_is_told_to_the_admins(bare: Bench) -> None:
    bare.do(submit.report, HEAD, (RATE,))
    for card in bare.owed("card"):
        with bare.turn() as turn:
            undelivered.refused(turn, LETTERS, card.id, bare.now, "blocked", unreachable=True)
    assert any("0001" in text for text in bare.said(ADMIN))
    bare.later(days=5)
    with bare.turn() as turn:
        assert not weeks_due(turn)
        assert post_weeks(turn) == 0
    assert bare.owed("week") == []


def test_the_owner_becomes_an_admin_once(bare: Bench) -> None:
    for _ in range(2):
        with bare.turn() as turn:
            ensure_owner(turn, STRANGER)
    with bare.turn() as turn:
        assert [row.role for row in roster.entries_of(turn.tx, STRANGER)] == ["admin"]
        changes = turn.tx.all(bureau.audit.select().where(bureau.audit.c.act == "roster"))
    assert len(changes) == 2, "the roster file, and the owner"


def test_a_word_to_the_admins_is_refused_where_there_are_none(bench: Bench) -> None:
    with bench.turn() as turn:
        for entry in roster.acting(turn.tx, "admin"):
            roster.remove(turn.tx, entry)
    assert bench.code(send_feedback, HEAD, "按钮看不清") == "feedback_nobody"
    with bench.turn() as turn:
        assert audit.count_since(turn.tx, HEAD, "feedback", bench.now - timedelta(days=1)) == 0


def test_an_update_of_nobody_that_fails_is_told_to_the_admins_alone(bench: Bench) -> None:
    with bench.turn() as turn:
        door.incident(turn, 7, None)
    assert {letter.chat for letter in bench.owed("text")} == {ADMIN, SECOND_ADMIN}


def test_start_in_the_group_does_not_claim_that_a_private_chat_works(bench: Bench) -> None:
    with bench.turn() as turn:
        chats.note_chat(turn.tx, HEAD, "blocked")
    bench.do(start, HEAD, to=GROUP)
    with bench.turn() as turn:
        assert chats.is_down(turn.tx, HEAD)


# Cases, by buttons that are out of date


def test_a_case_that_was_closed_and_opened_again_is_not_decided_by_an_old_button(bench: Bench) -> None:
    bench.do(submit.report, HEAD, (RATE,))
    bench.do(reviews.decide, REVIEWER, 1, Decision("confirm"))
    bench.do(cases.appeal, HEAD, 1, "漏计三件")
    assert bench.code(cases.uphold, SECOND_REVIEWER, 1, 0, "台账无误") == "outdated"
    assert bench.code(cases.revise, SECOND_REVIEWER, 1, 0, "96/100 核对") == "outdated"
    assert bench.where().phase == "appealed"
    bench.do(cases.uphold, SECOND_REVIEWER, 1, bench.where().case.opened, "台账无误")  # type: ignore[union-attr]
    bench.later(minutes=31)
    bench.do(cases.propose, HEAD, 1, "97/100 漏计")
    assert bench.code(cases.decline, REVIEWER, 1, 0, "依据不足") == "outdated"
    assert bench.where().phase == "correcting"


def test_a_message_of_ours_that_was_never_noted_is_known_by_the_number_it_names(bench: Bench) -> None:
    bench.do(submit.report, HEAD, (RATE,))
    answered = RepliedTo(77_777, bench.text_of(bench.owed("card")[0]))
    assert bench.code(replies.reply, REVIEWER, answered, Decision("confirm"), "确认", OWNERS) == "confirmed"
    assert bench.where().state == "confirmed"


# Explanations and rankings


def test_a_metric_by_the_quarter_is_explained_by_its_quarter(quarterly: Bench) -> None:
    november = Period(2026, "month", 11)
    with quarterly.turn() as turn:
        unit, metric = turn.rulebook.units[0], next(m for m in turn.rulebook.metrics if m.period == "quarter")
        assert why.explain(turn, unit.id, metric.id, november, quarterly.now).period == "2026年第4季度"


@pytest.fixture
def quarterly(tmp_path: Path) -> Bench:
    """A house whose rulebook has metrics by the quarter, and counts nothing in some months."""
    database = Database(tmp_path / "leitai.db")
    database.migrate()
    bench = Bench(database)
    with bench.turn() as turn:
        put_rulebook(turn, read_sample("yuejishi.toml"))
        set_group(turn, GROUP)
        roster.add(turn.tx, Entry("", "沈局长", "leader", LEADER))
    return bench


def test_the_unit_above_and_what_would_gain_a_place_are_told(bench: Bench) -> None:
    for person, value in ((HEAD, "90/100"), (OTHER_HEAD, "99/100")):
        bench.do(submit.report, person, (f"工单按期回复率 {value}",))
    for number in (1, 2):
        bench.do(reviews.decide, REVIEWER, number, Decision("confirm"))
    november = Period(2026, "month", 11)
    with bench.turn() as turn:
        found = why.explain(turn, "donghu", None, november, turn.tx.latest())
        first = why.explain(turn, "xixi", None, november, turn.tx.latest())
    assert found.above is not None
    assert found.above[1] == "西溪市场监管所"
    assert any(effort.startswith("再有") for _, effort, _ in found.gains)
    assert (first.above, first.gains) == (None, ())


def test_a_unit_is_ranked_by_part_of_its_name_and_a_category_behind_an_arena_that_has_none_is_unknown(
    bench: Bench,
) -> None:
    assert bench.do(rank.rank, LEADER, "东湖").code == ""
    assert bench.owed("unit")[-1].payload["unit"] == "donghu"
    assert bench.code(rank.rank, LEADER, "市场监管所擂台 没有") == "unknown_arena"
    assert bench.code(rank.rank, LEADER, "没有 这个") == "unknown_arena"
    assert bench.owed("board") == []


def test_a_category_that_counts_by_the_quarter_has_no_ranking_of_a_month(quarterly: Bench) -> None:
    assert quarterly.code(rank.rank, LEADER, "季度评比") == "nothing_counts"
    assert quarterly.code(rank.rank, LEADER, "季度评比 第4季度") == ""
    assert [letter.payload["period"] for letter in quarterly.owed("board")] == ["2026-Q4"]


YEARLY = """
[[arenas]]
id = "annual"
name = "年度擂台"
[[units]]
id = "tuixiu"
name = "老干部科"
arena = "annual"
[[categories]]
id = "annual_work"
arena = "annual"
name = "全年工作"
points = 10
[[metrics]]
id = "annual_tasks"
category = "annual_work"
name = "全年任务"
points = 10
leads = ["bangongshi"]
input = "rate"
unit = "%"
period = "year"
method = { kind = "goalpost", zero_at = "60", full_at = "100" }
"""


def test_an_arena_in_which_nothing_counts_this_month_is_left_out_of_the_weekly_post(tmp_path: Path) -> None:
    database = Database(tmp_path / "leitai.db")
    database.migrate()
    bench = Bench(database)
    with bench.turn() as turn:
        put_rulebook(turn, read_sample() + YEARLY.encode())
        set_group(turn, GROUP)
        roster.add(turn.tx, Entry("", "沈局长", "leader", LEADER))
    assert bench.code(rank.rank, LEADER, "年度擂台") == "nothing_counts"
    bench.later(days=5)
    with bench.turn() as turn:
        assert post_weeks(turn) == 2
        assert not weeks_due(turn)
    assert len(bench.owed("week")) == 2


# Questions and steps


def newest(bench: Bench, person: int) -> int:
    with bench.turn() as turn:
        draft = drafts.newest(turn.tx, person, OWNERS.listening)
    assert draft is not None
    return draft.id


def test_a_button_that_a_step_never_had_is_old(bench: Bench) -> None:
    bench.do(guided.begin, HEAD, "report")
    number = newest(bench, HEAD)
    assert bench.code(guided.press, HEAD, number, 999) == "old_button"
    assert newest(bench, HEAD) == number, "the step stays open"


def test_a_step_back_asks_again_what_was_asked_before(bench: Bench) -> None:
    bench.do(guided.begin, HEAD, "report")
    first = newest(bench, HEAD)
    bench.do(guided.press, HEAD, first, 0)
    second = newest(bench, HEAD)
    bench.do(guided.press, HEAD, second, guided.BACK)
    assert bench.code(guided.press, HEAD, second, 0) == "old_step"
    bench.do(guided.press, HEAD, newest(bench, HEAD), 0)
    assert len({first, second, newest(bench, HEAD)}) == 3
    assert bench.owed("card") == [], "nothing was reported yet"


def test_the_words_of_a_decision_answer_the_step_that_is_open(bench: Bench) -> None:
    bench.do(guided.begin, HEAD, "report")
    assert bench.code(listening.decided, HEAD, "同意", OWNERS) == "unknown_metric"
    assert bench.code(listening.decided, REVIEWER, "同意", OWNERS) == "decide_by_reply"


def test_a_complete_decision_in_reply_to_a_question_decides_as_it_says(bench: Bench) -> None:
    bench.do(submit.report, HEAD, (RATE,))
    bench.do(asking.ask, REVIEWER, 1, 1, "ask_value")
    bench.deliver()
    with bench.turn() as turn:
        question = outbox.find(turn.tx, "ask_value", 1)[-1].message or 0
    returning = Decision("return", reason="缺少截图")
    assert (
        bench.code(replies.reply, REVIEWER, RepliedTo(question, "问"), returning, "退回 缺少截图", OWNERS) == "returned"
    )
    assert (bench.claimed().state, bench.claimed().reason) == ("returned", "缺少截图")


def test_an_answer_to_a_question_that_has_expired_reports_nothing(bench: Bench) -> None:
    bench.do(submit.report, HEAD, ("工单 98/100",))
    bench.later(minutes=31)
    bench.do(listening.hear, HEAD, "1", OWNERS)
    assert bench.owed("text")[-1].payload["code"] == "draft_expired"
    with bench.turn() as turn:
        assert drafts.newest(turn.tx, HEAD, OWNERS.listening) is None
        assert storage.submissions.every(turn.tx) == []


# Evidence that comes twice, and too much of it


def photo(name: str) -> File:
    return File("photo", name, "", 1000)


def held(bench: Bench) -> Attachment:
    """Report with a photo; returns the photo."""
    bench.do(with_files(submit.highlight, photo("one")), HEAD, ("亮点提报 省级 一件事一次办",))
    with bench.turn() as turn:
        return evidence.of_number(turn.tx, 1)[0]


def with_files(fn: Callable[..., Answer], *files: File, album: str | None = None) -> Callable[..., Answer]:
    """Let an act come with files."""
    return lambda turn, sender, *args: fn(turn, replace(sender, files=files, album=album), *args)


def facts(bench: Bench) -> int:
    with bench.turn() as turn:
        return len(turn.tx.all(bureau.audit.select()))


def test_what_became_of_a_photo_is_noted_and_told_once(bench: Bench) -> None:
    one = held(bench)
    copy = Kept("a" * 64, "b" * 64, "jpg", 1000)
    with bench.turn() as turn:
        kept(turn, one.id, copy)
    before = facts(bench), len(bench.owed("text"))
    with bench.turn() as turn:
        kept(turn, one.id, copy)
        unfit(turn, one, "broken")
        not_kept(turn, one, "gone")
    assert (facts(bench), len(bench.owed("text"))) == before
    assert bench.claimed().evidence == 1


def test_a_late_item_of_an_album_beyond_what_a_submission_may_have_changes_no_card(bench: Bench) -> None:
    files = tuple(photo(f"f{place}") for place in range(MOST))
    bench.do(with_files(submit.report, *files, album="a"), HEAD, (RATE,))
    assert bench.claimed().evidence == MOST
    before = len(bench.owed("card_edit"))
    bench.do(with_files(came, photo("more"), album="a"), HEAD)
    assert bench.claimed().evidence == MOST
    assert len(bench.owed("card_edit")) == before


def test_an_event_without_names_is_completed_without_names(bench: Bench) -> None:
    bench.do(submit.highlight, HEAD, ("亮点提报 省级 一件事一次办",))
    bench.do(reviews.decide, OFFICE_REVIEWER, 1, Decision("confirm"))
    assert bench.code(afterwards.finish, HEAD, 1) == "received"
    assert (bench.claimed(2).title, bench.claimed(2).contributors) == ("一件事一次办", ())


def test_what_means_something_after_a_step_has_expired_is_refused_for_what_it_is(bench: Bench) -> None:
    bench.now = TWO_DAYS
    with bench.turn() as turn:
        heads.remind(turn)
    bench.deliver()
    bench.do(guided.begin, HEAD, "report")
    bench.later(minutes=31)
    assert bench.code(listening.hear, HEAD, "99 本月无", OWNERS) == "no_such_item"
    bench.do(guided.begin, HEAD, "report")
    bench.later(minutes=31)
    bench.do(listening.hear, HEAD, "九十八", OWNERS)
    assert bench.owed("text")[-1].payload["code"] == "dialogue_expired"


def test_a_table_cannot_report_what_needs_evidence(bench: Bench) -> None:
    cell = Cell("donghu", "honours", "2026-11", None, "confirmed", level="city", event="先进集体")
    with pytest.raises(Refusal) as found:
        bench.do(taking, OFFICE_REVIEWER, [imports.Row(2, "第 2 行", cell)])
    assert [fault[2] for fault in found.value.values["faults"]] == ["evidence_needed"]


def taking(turn: Turn, sender: Sender, rows: list[imports.Row]) -> Answer:
    imports.take(turn, sender, rows)
    return Answer()


def test_a_letter_about_what_the_books_do_not_hold_is_never_written(bench: Bench) -> None:
    bench.do(submit.report, HEAD, (RATE,))
    card = bench.owed("card")[0]
    for kind, payload in (("card", {**card.payload, "number": 99}), ("step", {"draft": 99, "page": 0})):
        with bench.turn() as turn, pytest.raises(LookupError, match="99"):
            letters.render(turn, replace(card, kind=kind, payload=payload))
    with bench.turn() as turn, pytest.raises(LookupError, match="99"):
        boards.posted_board(turn, 99)
