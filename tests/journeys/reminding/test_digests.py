"""核实人: cards at once or a digest, 催办, the word before reviews are due, and what leaders hear."""

from datetime import datetime, timedelta

import pytest

from bot.sandbox.watch.faults import too_many
from bot.sandbox.world.messages import Seen
from tests.cast import (
    ADMIN,
    BEGIN,
    CHINA,
    COLLEAGUE,
    GROUP,
    HEAD,
    LEADER,
    OFFICE_REVIEWER,
    OTHER_HEAD,
    REVIEWER,
    SECOND_REVIEWER,
    STRANGER,
)
from tests.stage import Stage, labels

AFTERNOON = BEGIN.replace(hour=15)
NIGHT = BEGIN.replace(hour=21)
MORNING = datetime(2026, 11, 20, 8, 30, tzinfo=CHINA)
REVIEWS_SOON = datetime(2026, 12, 3, 17, 0, tzinfo=CHINA)
REVIEWS_DUE = datetime(2026, 12, 4, 17, 0, tzinfo=CHINA)


@pytest.fixture
def stage(quiet_stage: Stage) -> Stage:
    return quiet_stage


def digests(stage: Stage, person: int) -> list[Seen]:
    return [message for message in stage.said(person) if "等您核实" in message.text and "编号" in message.text]


def test_who_chose_the_digest_gets_no_single_cards_but_one_list_at_nine_and_at_three(stage: Stage) -> None:
    stage.say(REVIEWER, "/pending")
    assert labels(stage.last(REVIEWER)) == ["📄 下载填报表", "改为 09:00、15:00 汇总"]
    told, _ = stage.press(REVIEWER, stage.last(REVIEWER).id, "改为 09:00、15:00 汇总")
    assert "09:00、15:00 汇总一次" in told
    stage.report(HEAD)
    stage.report(OTHER_HEAD, "工单办结率 97/100")
    assert (stage.cards(REVIEWER), len(stage.cards(SECOND_REVIEWER)), stage.cards(GROUP)) == ([], 2, [])
    stage.move(AFTERNOON)
    (digest,) = digests(stage, REVIEWER)
    assert digests(stage, SECOND_REVIEWER) == [], "cards at once are the default"
    assert "编号 0001 东湖市场监管所 工单按期回复率 98/100（98%）" in digest.text
    assert labels(digest) == ["📋 批量确认（先看清单）", "看 0001 东湖市场监管所", "看 0002 西溪市场监管所"]
    stage.say(REVIEWER, "确认", reply_to=digest.id)
    assert [stage.books(number)["state"] for number in (1, 2)] == ["pending", "pending"]
    assert "刚才没有任何改动" in stage.last(REVIEWER).text
    stage.press(REVIEWER, digest.id, "看 0001 东湖市场监管所")
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    assert stage.books(1)["state"] == "confirmed"
    stage.move(MORNING.replace(hour=9, minute=0))
    assert "编号 0001" not in digests(stage, REVIEWER)[1].text
    stage.say(REVIEWER, "确认", reply_to=digests(stage, REVIEWER)[1].id)
    assert stage.books(2)["state"] == "confirmed", "only one was left"
    stage.move(AFTERNOON + timedelta(days=1))
    assert len(digests(stage, REVIEWER)) == 2, "nothing waits, nothing is said"
    stage.say(REVIEWER, "汇总 关")
    stage.report(HEAD, "工单满意率 96/100")
    assert len(stage.cards(REVIEWER)) == 2


def test_a_digest_is_sent_once_however_often_the_bot_starts_and_the_newest_of_those_missed(stage: Stage) -> None:
    stage.say(REVIEWER, "汇总 开")
    stage.report(HEAD)
    stage.stop()
    stage.clock.move(datetime(2026, 11, 24, 16, 0, tzinfo=CHINA))
    for _ in range(2):
        stage.start()
        stage.settle()
        stage.stop()
    stage.clock.move(BEGIN.replace(hour=15, minute=30))
    stage.start()
    stage.settle()
    assert len(digests(stage, REVIEWER)) == 1


def test_the_digest_is_for_those_who_decide(stage: Stage) -> None:
    stage.say(HEAD, "汇总")
    assert "没有任何改动" in stage.last(HEAD).text
    stage.say(REVIEWER, "汇总 明天")
    assert "没有任何改动" in stage.last(REVIEWER).text
    stage.say(REVIEWER, "汇总 开")
    assert "09:00、15:00 汇总一次" in stage.last(REVIEWER).text
    stage.say(REVIEWER, "/pending")
    assert labels(stage.last(REVIEWER)) == ["📄 下载填报表", "每张核实卡都立即发我"]
    stage.press(REVIEWER, stage.last(REVIEWER).id, "每张核实卡都立即发我")
    stage.report(HEAD)
    assert len(stage.cards(REVIEWER)) == 1
    stage.say(STRANGER, "/digest")
    assert "不在名册上" in stage.last(STRANGER).text


def nudges(stage: Stage, person: int) -> list[str]:
    return [message.text for message in stage.said(person) if "催办：" in message.text]


def test_a_reviewer_is_nudged_at_most_once_a_day(stage: Stage) -> None:
    stage.report(HEAD)
    receipt = stage.last(HEAD).id
    stage.say(HEAD, "催办", reply_to=receipt)
    assert "已为 编号 0001 催办" in stage.last(HEAD).text
    for reviewer in (REVIEWER, SECOND_REVIEWER):
        assert "王所长 催办：编号 0001 东湖市场监管所 工单按期回复率" in nudges(stage, reviewer)[0]
    stage.say(COLLEAGUE, "/pending")
    told, alert = stage.press(COLLEAGUE, stage.last(COLLEAGUE).id, "催办 0001 工单按期回复率")
    assert alert
    assert "每人每天一次" in told
    stage.report(OTHER_HEAD)
    stage.say(OTHER_HEAD, "催办", reply_to=stage.last(OTHER_HEAD).id)
    assert "没有任何改动" in stage.last(OTHER_HEAD).text
    assert [len(nudges(stage, one)) for one in (REVIEWER, SECOND_REVIEWER)] == [1, 1]
    stage.later(days=1)
    stage.say(HEAD, "催办", reply_to=receipt)
    assert [len(nudges(stage, one)) for one in (REVIEWER, SECOND_REVIEWER)] == [2, 2]
    stage.say(REVIEWER, "确认", reply_to=stage.last(REVIEWER).id)
    assert stage.books()["state"] == "confirmed"
    stage.later(days=3)
    stage.say(HEAD, "催办", reply_to=receipt)
    assert "编号 0001 已核实完毕，无需催办（已更新）" in stage.last(HEAD).text


def test_heads_of_the_unit_the_office_and_leaders_may_nudge_and_nobody_else(stage: Stage) -> None:
    stage.report(HEAD, to=GROUP)
    card = stage.card(GROUP).id
    for other in (OTHER_HEAD, REVIEWER):
        stage.say(other, "催办", to=GROUP, reply_to=card)
        assert "没有任何改动" in stage.last(other).text
    assert nudges(stage, REVIEWER) == []
    stage.say(ADMIN, "催办", to=GROUP, reply_to=card)
    assert "韩管理员 催办" in nudges(stage, REVIEWER)[0]


def test_who_cannot_be_reached_cannot_be_nudged(stage: Stage) -> None:
    for reviewer in (REVIEWER, SECOND_REVIEWER):
        stage.chat.block(reviewer)
    stage.report(HEAD)
    stage.say(HEAD, "催办", reply_to=stage.last(HEAD).id)
    assert "没有催成" in stage.last(HEAD).text


def test_a_nudge_at_night_waits_for_the_morning_and_is_void_where_it_is_no_longer_true(stage: Stage) -> None:
    stage.report(HEAD)
    stage.report(HEAD, "信访件化解 3/3")
    first, second = (message.id for message in stage.said(HEAD)[-2:])
    stage.move(NIGHT)
    stage.say(HEAD, "催办", reply_to=first)
    assert "11月20日 08:30 送达" in stage.last(HEAD).text
    stage.say(COLLEAGUE, "/pending")
    told, _ = stage.press(COLLEAGUE, stage.last(COLLEAGUE).id, "催办 0001 工单按期回复率")
    assert "前一次催办 11月20日 08:30 送达" in told
    stage.say(HEAD, "催办", reply_to=second)
    assert (nudges(stage, REVIEWER), nudges(stage, OFFICE_REVIEWER)) == ([], [])
    stage.say(OFFICE_REVIEWER, "确认", reply_to=stage.card(OFFICE_REVIEWER).id)
    stage.move(MORNING)
    assert (len(nudges(stage, REVIEWER)), nudges(stage, OFFICE_REVIEWER)) == (1, [])


def test_what_could_not_be_sent_by_day_is_not_pushed_at_night(stage: Stage) -> None:
    stage.report(HEAD)
    stage.move(datetime(2026, 11, 19, 20, 29, tzinfo=CHINA))
    stage.chat.faults.plan(too_many(120), method="sendMessage", chat=REVIEWER)
    stage.say(HEAD, "催办", reply_to=stage.last(HEAD).id)
    assert nudges(stage, REVIEWER) == []
    stage.move(MORNING)
    assert len(nudges(stage, REVIEWER)) == 1


def test_before_reviews_are_due_reviewers_hear_once_and_at_the_deadline_all_leaders_once(stage: Stage) -> None:
    stage.report(HEAD)
    stage.report(OTHER_HEAD, "信访件化解 3/3")
    stage.move(REVIEWS_SOON)
    assert "核实将于明天（12月4日）17:00 截止，还有 1 项等您核实" in digests(stage, REVIEWER)[0].text
    stage.say(REVIEWER, "确认", reply_to=digests(stage, REVIEWER)[0].id)
    stage.move(REVIEWS_DUE - timedelta(minutes=1))
    assert stage.said(LEADER) == []
    stage.move(REVIEWS_DUE)
    (told,) = stage.said(LEADER)
    assert "还有 1 项没有核实" in told.text
    assert "编号 0002 西溪市场监管所 信访件化解 3/3" in told.text
    assert told.text.splitlines()[1] == "▍办公室 1 项"
    stage.stop()
    stage.start()
    stage.move(REVIEWS_DUE + timedelta(days=3))
    stage.move(REVIEWS_SOON)
    stage.move(REVIEWS_DUE + timedelta(hours=1))
    assert len(stage.said(LEADER)) == 1
    assert [len(digests(stage, one)) for one in (REVIEWER, OFFICE_REVIEWER)] == [1, 1]


def test_where_everything_is_decided_nobody_hears_of_deadlines(stage: Stage) -> None:
    stage.report(HEAD)
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    stage.move(REVIEWS_SOON)
    stage.move(REVIEWS_DUE)
    assert (digests(stage, REVIEWER), stage.said(LEADER)) == ([], [])


def test_digest_alone_tells_how_it_is_and_asks(stage: Stage) -> None:
    stage.say(REVIEWER, "/digest")
    asked = stage.last(REVIEWER)
    assert asked.text == "现在：每张核实卡立即发给您。要改为每个工作日 09:00、15:00 汇总一次吗？"
    stage.report(HEAD)
    assert len(stage.cards(REVIEWER)) == 1, "asking has changed nothing"
    stage.press(REVIEWER, asked.id, "改为 09:00、15:00 汇总")
    stage.say(REVIEWER, "汇总")
    asked = stage.last(REVIEWER)
    assert asked.text == "现在：每个工作日 09:00、15:00 汇总一次，不逐张发核实卡。要改为每张核实卡立即发给您吗？"
    assert labels(asked) == ["每张核实卡都立即发我"]
    stage.say(HEAD, "/digest")
    assert "汇总是给核实人的" in stage.last(HEAD).text


def test_leaders_call_for_what_is_overdue_lead_by_lead(stage: Stage) -> None:
    stage.report(HEAD, "回复率 98/100\n信访 2/3\n办结率 97/100")
    stage.move(REVIEWS_DUE)
    told = stage.last(LEADER)
    lines = told.text.splitlines()
    assert lines[0] == "⚠️ 核实已到期，还有 3 项没有核实（未计分）："
    assert [line for line in lines if line.startswith("▍")] == ["▍办公室 1 项", "▍消保科 2 项"]
    assert labels(told) == ["催办 办公室（1 项）", "催办 消保科（2 项）"]
    before = stage.counts()
    answer, _ = stage.press(LEADER, told.id, "催办 消保科（2 项）")
    assert answer.startswith("⏰ 已催办 2 项。")
    called = stage.new(before)
    assert sorted(called) == [REVIEWER, SECOND_REVIEWER]
    for person in called:
        head, first, _ = called[person][0].splitlines()
        assert head == "⏰ 沈局长 催办 2 项，请尽快核实："
        assert first.startswith("编号 0001 东湖市场监管所 工单按期回复率")
    answer, _ = stage.press(LEADER, told.id, "催办 消保科（2 项）")
    assert "没有再催" in answer
    stage.say(OFFICE_REVIEWER, "确认", reply_to=stage.card(OFFICE_REVIEWER).id)
    assert "催办 办公室（1 项）" not in labels(stage.seen(LEADER, told.id))
    answer, _ = stage.press(LEADER, told.id, "催办 办公室（1 项）")
    assert answer == "编号 0002 已核实完毕，无需催办（已更新），没有任何改动。"
