"""Mistakes: every one ends in a clear sentence, and nothing has changed."""

from datetime import datetime

import pytest

from tests import engine
from tests.cast import ADMIN, CHINA, GROUP, HEAD, LEADER, OTHER_HEAD, REVIEWER
from tests.stage import Stage

DECEMBER = datetime(2026, 12, 1, 9, 0, tzinfo=CHINA)


REFUSED = (
    ("没有这个指标 98/100", "没有叫“没有这个指标”的指标"),
    ("工单 98/100", "工单按期回复率"),
    ("工单按期回复率 101/100", "前面的数大于后面的数"),
    ("工单按期回复率 98", "98/100"),
    ("工单按期回复率 98%", "98/100"),
    ("工单按期回复率 98.5/100", ""),
    ("工单按期回复率 -1/100", ""),
    ("工单按期回复率 约98/100", ""),
    ("工单按期回复率 九十八", ""),
    ("工单按期回复率 1e2", ""),
    ("工单按期回复率 98/100/2", ""),
    ("工单按期回复率", "没有数值"),
    ("铁拳 3.5", ""),
    ("铁拳 -3", ""),
    ("铁拳 3户", "件"),
    ("铁拳 约3件", ""),
    ("没有所 工单按期回复率 98/100", ""),
    ("亮点提报 3", "/highlight"),
)


def test_every_mistake_in_a_report_gets_a_sentence_and_reports_nothing(stage: Stage) -> None:
    for line, part in REFUSED:
        before = stage.counts()
        stage.report(HEAD, line)
        ((answer,),) = stage.new(before).values()
        assert "没有受理" in answer, line
        assert part in answer, line
    assert stage.json("submissions") == []


def test_a_head_does_not_report_for_another_unit(stage: Stage) -> None:
    stage.report(HEAD, "西溪所 工单按期回复率 98/100")
    assert stage.json("submissions") == []
    assert "没有受理" in stage.last(HEAD).text


@pytest.mark.parametrize("person", [LEADER, ADMIN])
def test_who_is_neither_head_nor_reviewer_reports_nothing(stage: Stage, person: int) -> None:
    stage.report(person, "东湖所 工单按期回复率 98/100")
    assert "没有受理：上报由各单位负责人和牵头单位核实人进行" in stage.last(person).text
    assert stage.json("submissions") == []


def test_a_lead_is_told_which_unit_is_unknown(stage: Stage) -> None:
    stage.report(REVIEWER, "没有所 工单按期回复率 98/100")
    assert "没有叫“没有所”的单位" in stage.last(REVIEWER).text
    assert stage.json("submissions") == []


def test_too_many_lines_are_refused_as_a_whole(stage: Stage) -> None:
    stage.report(HEAD, "\n".join(["工单按期回复率 98/100"] * 31))
    assert "30 行" in stage.last(HEAD).text
    assert stage.json("submissions") == []


def test_an_edited_message_never_executes_anything(stage: Stage) -> None:
    reported = stage.report(HEAD)
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    for words in ("/report 工单按期回复率 50/100", "/report 办结率 50/100", "/undo 1", "谢谢"):
        stage.chat.edit(HEAD, reported.id, words)
        stage.settle()
        assert "修改过的消息不会执行" in stage.last(HEAD).text
    assert (stage.books()["value"], stage.books()["version"]) == ("98/100", 1)
    assert len(stage.json("submissions")) == 1


def test_an_edited_reply_decides_nothing(stage: Stage) -> None:
    stage.report(HEAD)
    said = stage.say(REVIEWER, "看看", reply_to=stage.card(REVIEWER).id)
    stage.chat.edit(REVIEWER, said.id, "确认")
    stage.settle()
    assert stage.books()["state"] == "pending"


def test_an_edited_message_in_the_group_is_answered_only_where_it_reported(stage: Stage) -> None:
    talk = stage.chat.say(OTHER_HEAD, "/nothing", to=GROUP)
    reported = stage.report(HEAD, to=GROUP)
    before = stage.counts()
    stage.chat.edit(OTHER_HEAD, talk.id, "/nothing 什么", to=GROUP)
    stage.chat.edit(HEAD, reported.id, "/report 工单按期回复率 50/100", to=GROUP)
    stage.settle()
    assert list(stage.new(before)) == [HEAD]


def test_words_about_nothing_get_one_line_of_help(stage: Stage) -> None:
    for words in ("今天天气不错", "98/100", "确认", "/nonsense", "……"):
        before = stage.counts()
        stage.say(HEAD, words)
        ((answer,),) = stage.new(before).values()
        assert "没有任何改动" in answer
        assert "/help" in answer


def test_a_sticker_a_voice_and_a_bare_photo_in_private_get_one_line_of_help(stage: Stage, picture: bytes) -> None:
    for how in ({"sticker": True}, {"voice": True}, {"photo": picture}):
        before = stage.counts()
        stage.say(HEAD, **how)
        ((answer,),) = stage.new(before).values()
        assert "没有任何改动" in answer


def test_a_reply_to_something_the_bot_does_not_know_says_so(stage: Stage) -> None:
    stage.say(REVIEWER, "/help")
    stage.say(REVIEWER, "确认", reply_to=stage.last(REVIEWER).id)
    assert "没有看懂您回复的是哪一条" in stage.last(REVIEWER).text


def test_an_old_button_says_that_it_is_old(stage: Stage) -> None:
    stage.report(HEAD)
    card = stage.card(REVIEWER).id
    for data in (
        "ok:1",
        "ok:x:y",
        "nonsense",
        "ok:999:1",
        "zz:1:1",
        "ok:--1:1",
        f"ok:{10**23}:1",
        "ok:1:1:1",
        "q:77:0",
        "d:77:0",
        "e:77:1",
        "out:1:1:1",
    ):
        stage.forge(REVIEWER, card, data)
        text, alert = stage.press(REVIEWER, card, "旧")
        assert alert, data
        assert text
    assert stage.books()["state"] == "pending"


def test_an_update_that_fails_three_times_is_parked_with_a_number_and_the_rest_goes_on(stage: Stage) -> None:
    stage.expected = ["failed"]
    reported = stage.report(HEAD, to=GROUP)
    card = stage.card(GROUP)
    with engine.shut(stage.database, "reviews"):
        text, alert = stage.press(REVIEWER, card.id, "确认", to=GROUP)
        stage.say(REVIEWER, "确认", to=GROUP, reply_to=reported.id)
        stage.say(HEAD, "/help")
    assert alert
    assert "没有受理" in text
    told = [message.text for message in stage.said(REVIEWER)]
    assert len(told) == 2
    assert all("没有受理" in each and "事件号" in each for each in told)
    assert "事件号" in stage.last(ADMIN).text
    assert "/report" in stage.last(HEAD).text
    assert stage.books()["state"] == "pending"
    stage.press(REVIEWER, card.id, "确认", to=GROUP)
    assert stage.books()["state"] == "confirmed"


def test_an_objection_to_nothing_is_answered_instead_of_being_silent(stage: Stage) -> None:
    before = stage.counts()
    stage.say(ADMIN, "/appeal 0001 不服")
    ((answer,),) = stage.new(before).values()
    assert "没有任何改动" in answer


def test_no_answer_is_in_english_or_shows_the_inside_of_the_program(stage: Stage) -> None:
    for line, _ in REFUSED:
        stage.report(HEAD, line)
    for message in stage.said(HEAD):
        for word in ("Error", "Traceback", "None", "{", "}", "reply_rate", "donghu"):
            assert word not in message.text


FORGED = (
    f"q:{10**17}:0",
    f"q:{10**30}:0",
    "ok:--5:1",
    "ok:-5:1",
    f"ok:{10**23}:1",
    f"ok:1:{10**18}",
    "ok:1:-1",
    "ok:1:0",
    "wd:１:1",
    "wd:2:1",
    "rs:2:1",
    "tb:1:1",
    "mod:1:1",
    "am:1:1",
    "no:1:1",
    "see:1:1",
    "out:1:1:0",
    "out:-1:1:1",
    "ok::",
    "ok",
    "::",
    "",
    " ",
    "确认",
    "x" * 64,
)


def pressed(stage: Stage, person: int, data: str) -> tuple[str, bool]:
    """Let somebody press what the last message to him never offered; returns the one answer."""
    message = stage.last(person).id
    stage.forge(person, message, data)
    return stage.press(person, message, "旧")


def test_forged_presses_are_answered_aside_and_change_nothing(quiet_stage: Stage) -> None:
    quiet_stage.report(OTHER_HEAD)
    quiet_stage.move(DECEMBER)
    quiet_stage.report(HEAD)
    assert "哪一期" in quiet_stage.last(HEAD).text
    before, books = quiet_stage.counts(), quiet_stage.json("submissions")
    asked = str(quiet_stage.last(HEAD).buttons[0][0].data).rpartition(":")[0]
    forged = [*FORGED, *(f"{asked}:{option}" for option in (7, -2, -3, 10**17))]
    for person, data in (*((HEAD, data) for data in forged), (OTHER_HEAD, f"{asked}:0"), (OTHER_HEAD, f"{asked}:-1")):
        text, alert = pressed(quiet_stage, person, data)
        assert alert, data
        assert text, data
    assert quiet_stage.new(before) == {}
    assert quiet_stage.json("submissions") == books
    quiet_stage.say(HEAD, "11月")
    assert quiet_stage.books(2)["period"] == "2026-11", "the question is still open"
