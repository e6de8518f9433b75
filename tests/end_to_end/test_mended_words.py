"""Words: what is read as a value, a reason, a period or an answer, and what is not."""

from datetime import datetime
from pathlib import Path

import pytest

from bot.files import read_sample
from tests.cast import (
    ADMIN,
    CHINA,
    FOOD_REVIEWER,
    GROUP,
    HEAD,
    LEADER,
    LEGAL_REVIEWER,
    OFFICE_REVIEWER,
    OTHER_HEAD,
    REVIEWER,
    SQUAD_REVIEWER,
    STRANGER,
    THIRD_HEAD,
    roster_csv,
)
from tests.stage import Stage, furnish, labels

DECEMBER = datetime(2026, 12, 1, 9, 0, tzinfo=CHINA)
SEPARATED = "南桥、新区 市场监管所"
DEPARTMENTS = "局属事业单位、机关科室擂台"


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped rulebook without a weekly post, with a rate as a percentage and separators in a name of a unit."""
    file = tmp_path_factory.mktemp("percent") / "percent.toml"
    text = read_sample().decode().replace('name = "南桥市场监管所"', f'name = "{SEPARATED}"')
    text = text.replace('id = "reply_rate"\n', 'id = "reply_rate"\npercent_ok = true\nrollup = "mean"\n')
    file.write_text(text.replace('week_post = "mon 09:00"', 'week_post = ""'), "utf-8")
    return file


@pytest.fixture(scope="module")
def furnished(rulebook: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return furnish(tmp_path_factory.mktemp("furnished") / "data", rulebook, roster_csv())


# Values


def test_two_words_are_never_joined_into_one_number(stage: Stage) -> None:
    for line in ("办结率 98/100 11", "铁拳 3 5", "办结率 9/10 2 11月", "铁拳 3 2026", "案件质量 9 /10 11"):
        stage.report(HEAD, line)
        assert "没有受理" in stage.last(HEAD).text, line
    assert stage.json("submissions") == []
    stage.report(HEAD, "办结率 98 / 100 11月\n铁拳 3 件")
    assert [row["value"] for row in stage.json("submissions")] == ["98/100", "3"]


def test_an_amended_value_is_read_whole_or_not_at_all(stage: Stage) -> None:
    stage.report(HEAD, "铁拳 7")
    card = stage.card(SQUAD_REVIEWER).id
    for words in (
        "改为 12 万件",
        "改为 1,23,4",
        "改为 12，5 件",
        "改为 1 234",
        "改为 3.5 件",
        "改为 三万 五千",
        "改为 3 件左右",
    ):
        stage.say(SQUAD_REVIEWER, words, reply_to=card)
        assert "没有任何改动" in stage.last(SQUAD_REVIEWER).text, words
        assert (stage.books()["value"], stage.books()["signed"]) == ("7", []), words


def test_what_follows_an_amended_value_is_its_reason(stage: Stage) -> None:
    stage.report(HEAD, "办结率 98/100")
    for words, reason in (
        ("改为 97/100，核对台账", "核对台账"),
        ("改为 97/100 核对台账", "核对台账"),
        ("改为 97/100", None),
    ):
        stage.say(REVIEWER, words, reply_to=stage.card(REVIEWER).id)
        books = stage.books()
        assert (books["state"], books["value"], books["reason"]) == ("confirmed", "97/100", reason)
        stage.say(REVIEWER, "撤销", reply_to=stage.card(REVIEWER).id)


# Reasons


def test_a_return_without_a_reason_never_goes_through(stage: Stage) -> None:
    stage.report(HEAD)
    card = stage.card(REVIEWER).id
    stage.press(REVIEWER, card, "退回")
    question = stage.last(REVIEWER)
    assert question.force_reply
    for words in ("退回", "驳回", "\u200b\u200b", "缺", " 缺 ", "缺。" * 151):
        stage.say(REVIEWER, words, reply_to=question.id)
        assert stage.books()["state"] == "pending", words
        assert "没有任何改动" in stage.last(REVIEWER).text
    for words in ("退回  缺", "退回 \u200b\u200b", "退回：", f"退回 {'缺' * 301}"):
        stage.say(REVIEWER, words, reply_to=card)
        assert stage.books()["state"] == "pending", words
    stage.say(REVIEWER, "缺" * 300, reply_to=question.id)
    assert (stage.books()["state"], stage.books()["reason"]) == ("returned", "缺" * 300)


def test_an_answer_that_begins_with_a_command_word_is_still_the_answer(stage: Stage) -> None:
    for number, words in enumerate(("规则 第三条不符", "排名 表没有附上", "撤回 重报"), 1):
        stage.report(HEAD, f"办结率 {number}/100", to=GROUP)
        stage.press(REVIEWER, stage.card(GROUP).id, "退回", to=GROUP)
        stage.say(REVIEWER, words, to=GROUP, reply_to=stage.last(GROUP).id)
        assert (stage.books()["state"], stage.books()["reason"]) == ("returned", words)


def test_a_question_is_answered_only_by_who_was_asked(stage: Stage) -> None:
    stage.report(HEAD, to=GROUP)
    stage.press(REVIEWER, stage.card(GROUP).id, "退回", to=GROUP)
    stage.say(LEGAL_REVIEWER, "缺少截图", to=GROUP, reply_to=stage.last(GROUP).id)
    assert "没有任何改动" in stage.last(LEGAL_REVIEWER).text
    assert stage.books()["state"] == "pending"


# Periods and questions


def test_after_a_return_the_month_is_asked_again(stage: Stage) -> None:
    stage.report(HEAD)
    stage.say(REVIEWER, "退回 缺少截图", reply_to=stage.card(REVIEWER).id)
    stage.move(DECEMBER)
    stage.report(HEAD, "工单按期回复率 97/100")
    assert labels(stage.last(HEAD))[:2] == ["2026年11月", "2026年12月"]
    assert [row["version"] for row in stage.json("submissions")] == [1]
    stage.press(HEAD, stage.last(HEAD).id, "2026年11月")
    books = stage.books()
    assert (books["period"], books["version"], books["value"]) == ("2026-11", 2, "97/100")


def test_a_new_report_ends_an_open_question(stage: Stage) -> None:
    stage.move(DECEMBER)
    stage.report(HEAD, "办结率 90/100")
    question = stage.last(HEAD).id
    stage.report(HEAD, "办结率 95/100 11月")
    before = stage.json("submissions")
    text, alert = stage.press(HEAD, question, "2026年11月")
    assert alert
    assert "已更新" in text
    stage.say(HEAD, "12月")
    assert stage.json("submissions") == before
    assert [(row["value"], row["period"]) for row in before] == [("95/100", "2026-11")]


def test_a_question_is_answered_by_typing(stage: Stage) -> None:
    stage.move(DECEMBER)
    stage.report(HEAD, "回复率 0.98")
    stage.say(HEAD, "97%")
    assert labels(stage.last(HEAD))[:2] == ["2026年11月", "2026年12月"], "the month is asked next"
    stage.say(HEAD, "随便")
    assert "没有任何改动" in stage.last(HEAD).text
    assert stage.json("submissions") == []
    stage.say(HEAD, "上月")
    books = stage.books()
    assert (books["value"], books["period"], books["state"]) == ("97", "2026-11", "pending")
    stage.say(HEAD, "12月")
    assert "没有任何改动" in stage.last(HEAD).text
    assert len(stage.json("submissions")) == 1


def test_a_question_is_answered_by_replying_to_it(stage: Stage) -> None:
    stage.move(DECEMBER)
    stage.report(HEAD, "办结率 90/100\n信访 3/3 11月")
    stage.say(HEAD, "11月", reply_to=stage.last(HEAD).id)
    assert [(row["metric"], row["period"]) for row in stage.json("submissions")] == [
        ("petitions", "2026-11"),
        ("closure_rate", "2026-11"),
    ]


def test_the_button_under_a_receipt_asks_for_a_new_value_also_where_names_hold_separators(stage: Stage) -> None:
    stage.report(HEAD, "专项检查、督导检查完成 12/12 11月")
    assert "专项检查、督导检查完成" in stage.card(FOOD_REVIEWER).text
    for number, value in ((2, "11/12"), (3, "10／12")):
        stage.press(HEAD, stage.last(HEAD).id, "修改")
        stage.say(HEAD, value, reply_to=stage.last(HEAD).id)
        books = stage.books()
        assert (books["number"], books["version"], books["value"]) == (1, number, value.replace("／", "/"))
    stage.press(HEAD, stage.last(HEAD).id, "修改")
    stage.say(HEAD, "2 0", reply_to=stage.last(HEAD).id)
    assert "没有受理" in stage.last(HEAD).text
    assert stage.books()["version"] == 3


def test_a_unit_whose_name_holds_separators_is_named_and_changes_its_value_like_any_other(stage: Stage) -> None:
    stage.report(THIRD_HEAD, "办结率 97/100")
    stage.press(THIRD_HEAD, stage.last(THIRD_HEAD).id, "修改")
    stage.say(THIRD_HEAD, "96/100", reply_to=stage.last(THIRD_HEAD).id)
    assert (stage.books()["unit"], stage.books()["version"], stage.books()["value"]) == ("nanqiao", 2, "96/100")
    stage.report(REVIEWER, f"{SEPARATED} 满意率 9/10")
    assert (stage.books(2)["unit"], stage.books(2)["state"]) == ("nanqiao", "confirmed")
    stage.say(LEADER, f"/why {SEPARATED} 满意率")
    assert "编号 0002" in stage.last(LEADER).text


# Asking


def test_rank_of_an_arena_by_its_full_name_and_never_of_another_year(stage: Stage) -> None:
    stage.say(LEADER, f"/rank {DEPARTMENTS}")
    assert stage.last(LEADER).text.startswith(f"{DEPARTMENTS} 2026年11月")
    before = stage.counts()
    stage.say(LEADER, "/rank 2025-03")
    ((answer,),) = stage.new(before).values()
    assert "不在本次竞赛（2026年）内" in answer


# Replies


def test_a_reply_to_a_later_message_that_names_exactly_one_number_decides_it(stage: Stage) -> None:
    stage.report(HEAD)
    stage.say(REVIEWER, "好的", reply_to=stage.card(REVIEWER).id)
    hint = stage.last(REVIEWER)
    assert "编号 0001" in hint.text
    stage.say(REVIEWER, "确认", reply_to=hint.id)
    assert stage.books()["state"] == "confirmed"
    stage.report(OTHER_HEAD)
    stage.say(REVIEWER, "/pending")
    stage.say(REVIEWER, "退回 缺少截图", reply_to=stage.last(REVIEWER).id)
    assert stage.books(2)["state"] == "returned"


def test_a_reply_to_a_message_that_names_several_numbers_decides_none(stage: Stage) -> None:
    stage.report(HEAD, "办结率 97/100\n满意率 96/100")
    stage.say(REVIEWER, "/pending")
    stage.say(REVIEWER, "确认", reply_to=stage.last(REVIEWER).id)
    assert "还没有任何改动" in stage.last(REVIEWER).text
    assert {row["state"] for row in stage.json("submissions")} == {"pending"}


def test_a_number_inside_other_words_withdraws_nothing(stage: Stage) -> None:
    stage.report(HEAD)
    for words in ("撤回 1号的会议通知", "撤回 1 2", "/undo 1号", "/undo -1"):
        stage.say(HEAD, words)
        assert stage.books()["state"] == "pending", words
    stage.say(HEAD, "撤回 编号 0001")
    assert stage.books()["state"] == "withdrawn"


def test_small_talk_in_the_group_stays_unanswered_also_as_a_reply(stage: Stage) -> None:
    stage.chat.add_bot(GROUP, ADMIN, admin=True)
    talk = stage.say(OTHER_HEAD, "明天开会", to=GROUP).id
    before = stage.counts()
    for person, words in ((HEAD, "ok"), (REVIEWER, "退回 改到后天"), (STRANGER, "同意"), (HEAD, "几点？")):
        stage.say(person, words, to=GROUP, reply_to=talk)
    assert stage.new(before) == {}
    assert stage.seen(GROUP, talk).reactions == []


# Events


def test_an_album_is_reported_once_and_its_other_pictures_get_no_answer(stage: Stage, picture: bytes) -> None:
    stage.chat.say_album(HEAD, [picture] * 3, "/highlight 荣誉 市级 获评全市先进集体")
    stage.settle()
    (answer,) = stage.said(HEAD)
    assert "已收到，编号 0001" in answer.text
    assert stage.books()["evidence"] >= 1


def test_an_event_that_was_reported_again_is_not_restored_beside_itself(stage: Stage) -> None:
    stage.say(HEAD, "/highlight 亮点提报 市级 一件事")
    stage.say(HEAD, "/undo 1")
    withdrawn = stage.last(HEAD).id
    stage.say(HEAD, "/highlight 亮点提报 市级 一 件事")
    text, alert = stage.press(HEAD, withdrawn, "恢复")
    assert alert
    assert "已有新的申报" in text
    assert [row["state"] for row in stage.json("submissions")] == ["withdrawn", "pending"]


def test_an_event_at_the_level_it_was_amended_to_is_the_same_event(stage: Stage) -> None:
    stage.say(HEAD, "/highlight 亮点提报 市级 一件事")
    stage.say(OFFICE_REVIEWER, "改为 省级", reply_to=stage.card(OFFICE_REVIEWER).id)
    stage.say(HEAD, "/highlight 亮点提报 省级 一件事")
    assert "没有受理" in stage.last(HEAD).text
    assert "编号 0001" in stage.last(HEAD).text
    assert [row["level"] for row in stage.json("submissions")] == ["province"]
