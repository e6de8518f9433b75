"""Several reports on one line, and a report on two lines: read where there is one reading, else told how to write."""

import pytest

from tests.cast import HEAD, REVIEWER
from tests.stage import Stage

BOTH = [("platform", "97/98"), ("reply_rate", "98/100")]


def reported(stage: Stage) -> list[tuple[str, str]]:
    return sorted((row["metric"], row["value"]) for row in stage.json("submissions"))


@pytest.mark.parametrize(
    "said",
    [
        "上报 工单按期回复率：９８ ／100；一体化平台运用97/98",
        "上报 一体化平台运用 97/98，工单按期回复率 98/100",
        "/report 一体化平台运用 97/98, 工单按期回复率 98/100",
        "上报 一体化平台运用 97/98、工单按期回复率 98/100",
        "上报 一体化平台运用 97/98 11月；工单按期回复率 98/100 11月",
        "上报\n一体化平台运用\n97/98\n工单按期回复率\n98/100",
        "上报 一体化平台运用 97/98\n工单按期回复率\n98/100",
    ],
)
def test_several_reports_in_one_message_are_each_taken(stage: Stage, said: str) -> None:
    stage.say(HEAD, said)
    assert reported(stage) == BOTH
    assert "已收到 2 项" in stage.last(HEAD).text


@pytest.mark.parametrize(
    "said", ["工单按期回复率：９８ ／100；一体化平台运用97/98", "一体化平台运用 97/98，工单按期回复率 98/100"]
)
def test_without_a_command_they_are_offered(stage: Stage, said: str) -> None:
    stage.say(HEAD, said)
    stage.press(HEAD, stage.last(HEAD).id, "上报")
    assert reported(stage) == BOTH


def test_a_name_and_its_value_on_two_lines_are_offered_as_one(stage: Stage) -> None:
    stage.say(HEAD, "工单按期回复率\n98/100")
    stage.press(HEAD, stage.last(HEAD).id, "上报")
    assert reported(stage) == BOTH[1:]


@pytest.mark.parametrize(
    "said",
    [
        "满意率 98/100，没有这个指标 3/4",
        "满意率 98/100 10月，铁拳 3",
        "东湖所 满意率 98/100，铁拳 3",
        "满意率 98/100；比上月高 2 个点",
    ],
)
def test_what_cannot_be_parted_for_sure_is_told_to_stand_a_line_each(stage: Stage, said: str) -> None:
    for words in (said, f"上报 {said}"):
        stage.say(HEAD, words)
        assert "请一行一项" in stage.last(HEAD).text, words
    assert stage.json("submissions") == []


def test_a_value_with_a_comma_stays_one_value(stage: Stage) -> None:
    stage.say(HEAD, "上报 铁拳 1,234")
    assert reported(stage) == [("iron_fist", "1234")]
    stage.say(HEAD, "上报 铁拳 98,5")
    assert "“98,5”是不是这个数" in stage.last(HEAD).text


def test_a_reviewer_names_the_unit_of_each(stage: Stage) -> None:
    stage.say(REVIEWER, "上报 东湖所 满意率 98/100，西溪所 满意率 97/100")
    assert reported(stage) == [("satisfaction_rate", "97/100"), ("satisfaction_rate", "98/100")]
    stage.say(REVIEWER, "上报 东湖所 回复率 98/100，办结率 97/100")
    assert "请一行一项" in stage.last(REVIEWER).text
    assert len(stage.json("submissions")) == 2
