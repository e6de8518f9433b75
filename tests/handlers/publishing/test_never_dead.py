"""Never a dead board: what a weekly post tells around the end of a month, and nothing while the group is frozen."""

from datetime import date, datetime, timedelta

import pytest

from bot.files import read_sample
from bot.outgoing import letters
from handlers.deciding.actions import reviews
from handlers.publishing.actions.posts import post_weeks
from handlers.reporting.actions import submit
from handlers.results import Decision, Picture, Refusal
from handlers.standings.actions import rank
from scoring.calendar import Period
from storage import rulebooks
from tests.cast import CHINA, GROUP, HEAD, LEADER, OTHER_HEAD, REVIEWER
from tests.handlers.bench import Bench

BEFORE_LOCK = datetime(2026, 12, 7, 9, tzinfo=CHINA)
LOCK = datetime(2026, 12, 7, 12, tzinfo=CHINA)
DECEMBER = datetime(2026, 12, 1, tzinfo=CHINA)
FROZEN = datetime(2026, 11, 27, 18, tzinfo=CHINA)


def confirmed(bench: Bench, line: str, number: int) -> None:
    bench.do(submit.report, HEAD, (line,))
    bench.do(reviews.decide, REVIEWER, number, Decision("confirm"))


def post(bench: Bench, now: datetime) -> str:
    """Return the words of the newest post of the first arena."""
    bench.now = now
    with bench.turn() as turn:
        post_weeks(turn)
    letter = bench.owed("week")[-2]
    with bench.turn() as turn:
        content = letters.render(turn, letter).content
    assert isinstance(content, Picture)
    return content.caption


def in_force(bench: Bench, old: str, new: str) -> None:
    """Put the sample in force with something else in it."""
    with bench.turn() as turn:
        body = read_sample().replace(old.encode(), new.encode())
        rulebooks.put_in_force(turn.tx, "sha256:other", body, date(2026, 1, 1))


def test_a_month_that_is_not_locked_is_told_once_more_and_for_as_long_as_the_new_one_is_empty(bench: Bench) -> None:
    confirmed(bench, "工单按期回复率 98/100", 1)
    in_force(bench, 'lock = "+5d 12:00"', 'lock = "+20d 12:00"')
    told = post(bench, BEFORE_LOCK)
    assert told.startswith("【市场监管所擂台】第49周 11.30–12.6\n1 东湖市场监管所 4.50")
    assert "\n2026年11月已确认 1 项，" in told
    with bench.trying():
        assert "\n2026年11月" in post(bench, BEFORE_LOCK + timedelta(days=7))
    confirmed(bench, "工单按期回复率 97/100 12月", 2)
    assert "\n2026年12月已确认 1 项，" in post(bench, BEFORE_LOCK + timedelta(days=7))


def test_a_board_without_points_shows_the_newest_month_that_has_any(bench: Bench) -> None:
    confirmed(bench, "工单按期回复率 98/100", 1)
    told = post(bench, BEFORE_LOCK + timedelta(days=7))
    assert told.startswith("【市场监管所擂台】第50周 12.7–12.13\n最近有成绩的是 2026年11月（锁定待定榜）：\n")
    assert "东湖市场监管所 " in told
    assert "\n2026年12月还没有已确认的数据，暂无名次。\n已确认 0 项" in told


def test_from_the_very_second_of_the_freeze_the_group_is_shown_nothing_provisional(bench: Bench) -> None:
    confirmed(bench, "工单按期回复率 98/100", 1)
    in_force(bench, 'freeze = ""', 'freeze = "-3d 18:00"')
    bench.now = FROZEN - timedelta(seconds=1)
    bench.do(rank.rank, LEADER, "", to=GROUP)
    bench.now = FROZEN
    with pytest.raises(Refusal, match="frozen"):
        bench.do(rank.rank, LEADER, "", to=GROUP)
    bench.do(rank.rank, LEADER, "")
    bench.now = datetime(2026, 11, 30, 9, tzinfo=CHINA)
    with bench.turn() as turn:
        assert post_weeks(turn) == 0
    assert bench.owed("week") == []
    (told,) = [text for text in bench.said(GROUP) if "封榜" in text]
    assert told == "🔒 第48周 11.23–11.29：2026年11月已封榜，暂定排名不再公布；请看锁定、定榜后的正式结果。"
    bench.now = LOCK
    bench.do(rank.rank, LEADER, "11月", to=GROUP)


def asked(bench: Bench, place: int, words: str) -> str:
    """Return the words of the answer to /rank in a chat."""
    bench.do(rank.rank, LEADER, words, to=place)
    with bench.turn() as turn:
        content = letters.render(turn, bench.owed("board")[-1]).content
    assert isinstance(content, Picture)
    return content.caption


def test_the_group_is_shown_as_many_provisional_places_as_the_rulebook_says_and_final_ones_whole(bench: Bench) -> None:
    confirmed(bench, "工单按期回复率 98/100", 1)
    bench.do(submit.report, OTHER_HEAD, ("工单按期回复率 97/100",))
    bench.do(reviews.decide, REVIEWER, 2, Decision("confirm"))
    in_force(bench, 'freeze = ""', 'group = "top:1"')
    first, second = "东湖市场监管所", "西溪市场监管所"
    told = post(bench, datetime(2026, 11, 23, 9, tzinfo=CHINA))
    assert "\n群里只公布前 1 名，其余 8 家请私聊看。\n" in told
    assert first in told
    assert second not in told
    for words in ("", "走势", "群众满意", "第47周"):
        assert second not in asked(bench, GROUP, f"市场监管所擂台 {words}"), words
        assert first in asked(bench, GROUP, f"市场监管所擂台 {words}"), words
        assert second in asked(bench, LEADER, f"市场监管所擂台 {words}"), words
    in_force(bench, 'freeze = ""', 'group = "none"')
    assert bench.code(rank.rank, LEADER, "", to=GROUP) == "withheld"
    assert second in asked(bench, LEADER, "市场监管所擂台")
    bench.now, before = datetime(2026, 11, 30, 9, tzinfo=CHINA), len(bench.owed("week"))
    with bench.turn() as turn:
        assert post_weeks(turn) == 0
    assert len(bench.owed("week")) == before
    bench.now = LOCK
    assert second in asked(bench, GROUP, "市场监管所擂台 11月")


def test_a_past_week_is_shown_as_it_was_posted(bench: Bench) -> None:
    confirmed(bench, "工单按期回复率 98/100", 1)
    post(bench, datetime(2026, 11, 23, 9, tzinfo=CHINA))
    bench.later(days=1)
    confirmed(bench, "工单办结率 97/100", 2)
    bench.do(rank.rank, HEAD, "第47周")
    (letter,) = bench.owed("board")
    with bench.turn() as turn:
        content = letters.render(turn, letter).content
    assert isinstance(content, Picture)
    head, first, *_ = content.caption.splitlines()
    assert head == "市场监管所擂台 第47周 11.16–11.22（当时公布的周榜）（截至 2026-11-23 09:00）"
    assert first.startswith("1 东湖市场监管所 4.50")
    bench.do(rank.rank, LEADER, "局属事业单位、机关科室擂台 47周", to=GROUP)
    assert [one.payload["arena"] for one in bench.owed("board")] == ["offices", "departments"]
    assert bench.code(rank.rank, LEADER, "第46周") == "week_none"
    assert bench.code(rank.rank, LEADER, "第99周") == "week_none"
    assert bench.code(rank.rank, LEADER, "东湖所 第47周") == "week_whole"
    bench.do(rank.rank, LEADER, "2026")
    assert [one.payload["period"] for one in bench.owed("board")][-2:] == ["2026", "2026"]


def test_who_asks_in_the_first_days_of_a_month_is_shown_the_one_before_while_nothing_is_confirmed(bench: Bench) -> None:
    """To the second: its own board until it ends, from then on beside the new one, and final at the lock."""
    confirmed(bench, "工单按期回复率 98/100", 1)
    row = "\n1 东湖市场监管所 4.50"
    bench.now = DECEMBER - timedelta(seconds=1)
    assert asked(bench, GROUP, "市场监管所擂台").startswith("市场监管所擂台 2026年11月（截至 2026-11-30 23:59）" + row)
    with bench.turn() as turn:
        lock = turn.lock_of(Period.written("2026-11"))
    for moment, state in ((DECEMBER, "未锁定"), (lock - timedelta(seconds=1), "未锁定"), (lock, "锁定待定榜")):
        bench.now = moment
        for place in (LEADER, GROUP):
            told = asked(bench, place, "市场监管所擂台")
            newest = f"（截至 {moment:%Y-%m-%d %H:%M}）\n最近有成绩的是 2026年11月（{state}）："
            assert told.startswith(f"市场监管所擂台 2026年12月{newest}")
            assert ("\n1 东湖市场监管所 4.50" in told) == (moment < lock)
            assert "\n2026年12月还没有已确认的数据，暂无名次。" in told
    confirmed(bench, "工单按期回复率 98/100 12月", 2)
    assert asked(bench, GROUP, "市场监管所擂台").startswith(
        f"市场监管所擂台 2026年12月（截至 {lock:%Y-%m-%d %H:%M}）{row}"
    )


def test_the_month_before_is_shown_to_the_group_only_as_far_as_the_rulebook_lets_it_be(bench: Bench) -> None:
    confirmed(bench, "工单按期回复率 98/100", 1)
    bench.now = DECEMBER
    for said in ('freeze = "-3d 18:00"', 'group = "none"', 'group = "top:1"'):
        with bench.trying():
            in_force(bench, 'freeze = ""', said)
            assert "4.50" in asked(bench, LEADER, "市场监管所擂台"), said
            if said == 'group = "none"':
                assert bench.code(rank.rank, LEADER, "", to=GROUP) == "withheld"
            else:
                assert ("4.50" in asked(bench, GROUP, "市场监管所擂台")) == ("top" in said), said


def test_of_a_month_before_it_is_told_how_many_the_group_is_not_shown_and_nothing_once_it_is_whole(
    bench: Bench,
) -> None:
    confirmed(bench, "工单按期回复率 98/100", 1)
    in_force(bench, 'freeze = ""', 'group = "top:1"')
    with bench.turn() as turn:
        lock = turn.lock_of(Period.written("2026-11"))
    bench.now = lock - timedelta(seconds=1)
    assert "\n群里只公布前 1 名，其余 8 家请私聊看。\n" in asked(bench, GROUP, "市场监管所擂台")
    bench.now = lock
    assert "请私聊看" not in asked(bench, GROUP, "市场监管所擂台")
