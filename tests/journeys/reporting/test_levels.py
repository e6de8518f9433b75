"""修改 on an event offers its levels; and an edit of what is confirmed says how to correct it."""

from datetime import date, datetime

import pytest

from scoring.rulebook.load import load
from storage import audit, rulebooks
from storage.database import Database
from tests.cast import CHINA, COLLEAGUE, GROUP, HEAD, OFFICE_REVIEWER, OTHER_HEAD, REVIEWER
from tests.stage import Stage, labels

LEVELS = ["国家级", "省级", "市级", "区级"]


@pytest.fixture
def event(stage: Stage) -> Stage:
    stage.say(HEAD, "/highlight 亮点提报 市级 一窗通办 人员：张三、李四 日期：11月5日")
    return stage


def test_a_head_changes_the_level_by_a_press_and_all_else_stays(event: Stage) -> None:
    event.press(HEAD, event.last(HEAD).id, "修改")
    asked = event.last(HEAD)
    assert "编号 0001“一窗通办”改为哪一级？" in asked.text
    assert labels(asked) == LEVELS
    event.press(HEAD, asked.id, "省级")
    assert "已收到，编号 0001（第2版）" in event.last(HEAD).text
    books = event.books()
    assert (books["level"], books["title"], books["version"], books["state"]) == (
        "province", "一窗通办", 2, "pending",
    )  # fmt: skip
    assert "时间：11月5日 ｜ 参与：张三、李四" in event.card(OFFICE_REVIEWER).text
    assert "省级 一窗通办" in event.card(OFFICE_REVIEWER).text
    assert len(event.json("submissions")) == 1
    assert "已更新" in event.press(HEAD, asked.id, "区级")[0]
    assert event.books()["level"] == "province"


@pytest.mark.parametrize("words", ["省级", "改为 省级"])
def test_a_head_changes_the_level_by_a_reply(event: Stage, words: str) -> None:
    receipt = event.last(HEAD).id
    event.press(HEAD, receipt, "修改")
    event.say(HEAD, words, reply_to=event.last(HEAD).id)
    assert (event.books()["level"], event.books()["version"]) == ("province", 2)
    event.say(HEAD, "改为 区级", reply_to=receipt)
    assert (event.books()["level"], event.books()["version"]) == ("district", 3)
    event.say(HEAD, "改为 村级", reply_to=receipt)
    assert "没有“村级”这一级别" in event.last(HEAD).text
    assert event.books()["version"] == 3


def test_a_reviewer_amends_the_level_by_a_press(event: Stage) -> None:
    event.press(OFFICE_REVIEWER, event.card(OFFICE_REVIEWER).id, "修改")
    asked = event.last(OFFICE_REVIEWER)
    assert labels(asked) == LEVELS
    event.press(OFFICE_REVIEWER, asked.id, "区级")
    assert event.books()["state"] == "confirmed"
    assert event.row()["metrics"]["highlights_proposed"]["state"] == "confirmed"
    assert "改为 区级" in event.card(OFFICE_REVIEWER).text


def test_a_level_is_chosen_by_who_may_and_for_the_version_that_was_shown(event: Stage) -> None:
    event.press(OFFICE_REVIEWER, event.card(OFFICE_REVIEWER).id, "修改")
    asked = event.last(OFFICE_REVIEWER).id
    event.press(HEAD, event.last(HEAD).id, "修改")
    event.press(HEAD, event.last(HEAD).id, "省级")
    assert "已更新" in event.press(OFFICE_REVIEWER, asked, "区级")[0]
    assert (event.books()["state"], event.books()["level"]) == ("pending", "province")


def test_a_level_is_the_one_that_was_read_whatever_the_rulebook_says_since(event: Stage) -> None:
    event.press(HEAD, event.last(HEAD).id, "修改")
    asked = event.last(HEAD).id
    body = event.rulebook.read_text(encoding="utf-8")
    for old, new in (
        ('national = "国家级"', 'national = "部级"'),
        ('levels = { national = "4", province = "3"', 'levels = { city = "2", province = "3", national = "4"'),
        ('province = "3", national = "4", city = "2"', 'province = "3", national = "4"'),
    ):
        assert old in body
        body = body.replace(old, new)
    event.stop()
    database = Database(event.database)
    with database.transaction(event.clock.now()) as tx:
        rulebooks.put_in_force(tx, load(body.encode()).fingerprint, body.encode(), date(2026, 1, 1))
        audit.append(tx, None, "rulebook", {})
    database.close()
    event.start()
    told, alert = event.press(HEAD, asked, "国家级")
    assert (alert, "没有任何改动" in told) == (True, True), "what is called otherwise now is another level"
    event.press(HEAD, asked, "省级")
    assert (event.books()["level"], event.books()["version"]) == ("province", 2)


def test_a_level_that_was_asked_for_in_the_group_is_chosen_by_the_unit(stage: Stage) -> None:
    stage.say(HEAD, "/highlight 亮点提报 市级 一窗通办", to=GROUP)
    stage.say(HEAD, "改为 省级", to=GROUP, reply_to=stage.card(GROUP).id)
    assert (stage.books()["level"], stage.books()["version"]) == ("province", 2)
    stage.press(OFFICE_REVIEWER, stage.card(GROUP).id, "修改", to=GROUP)
    asked = stage.last(GROUP).id
    assert stage.press(OTHER_HEAD, asked, "区级", to=GROUP)[1]
    assert stage.books()["state"] == "pending"
    stage.press(COLLEAGUE, asked, "区级", to=GROUP)
    assert (stage.books()["level"], stage.books()["version"], stage.books()["state"]) == ("district", 3, "pending")


def test_an_edit_of_what_is_confirmed_says_how_to_correct_it(stage: Stage) -> None:
    reported = stage.report(HEAD)
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    stage.later(minutes=31)
    stage.chat.edit(HEAD, reported.id, "/report 工单按期回复率 97/100")
    stage.settle()
    told = stage.last(HEAD)
    assert "更正为 数值 原因（须两人签字）" in told.text
    assert "重新发送" not in told.text
    stage.press(HEAD, told.id, "申请更正 0001 工单按期回复率")
    stage.say(HEAD, "97/100 漏计3件")
    assert "更正" in stage.card(REVIEWER).text
    assert "97/100" in stage.card(REVIEWER).text


def test_an_edit_of_what_the_lock_left_says_so_from_that_second_on(quiet_stage: Stage) -> None:
    stage = quiet_stage
    lock = datetime(2026, 12, 7, 12, 0, tzinfo=CHINA)
    stage.move(lock.replace(hour=10))
    reported = stage.report(HEAD, "工单按期回复率 98/100 2026-11")
    stage.move(lock.replace(hour=11, minute=59, second=50))
    stage.chat.edit(HEAD, reported.id, "/report 工单按期回复率 97/100 2026-11")
    stage.settle()
    assert "用新值" in labels(stage.last(HEAD))
    stage.move(lock)
    stage.chat.edit(HEAD, reported.id, "谢谢")
    stage.settle()
    assert labels(stage.last(HEAD)) == ["🔁 申请更正 0001 工单按期回复率"]
