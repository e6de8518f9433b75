"""What a report leaves open: which month, which value, and a new value by the button under a receipt."""

from datetime import datetime
from pathlib import Path

import pytest

from bot.files import read_sample
from tests.cast import CHINA, HEAD, LEADER, OFFICE_REVIEWER, REVIEWER, THIRD_HEAD, roster_csv
from tests.stage import Stage, furnish, labels

DECEMBER = datetime(2026, 12, 1, 9, 0, tzinfo=CHINA)

SEPARATED = "南桥、新区 市场监管所"


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped rulebook without a weekly post, with a rate as a percentage, and separators in two names."""
    file = tmp_path_factory.mktemp("percent") / "percent.toml"
    text = read_sample().decode().replace('name = "南桥市场监管所"', f'name = "{SEPARATED}"')
    text = text.replace("一体化平台运用", "平台运用、数据归集")
    text = text.replace('id = "reply_rate"\n', 'id = "reply_rate"\npercent_ok = true\nrollup = "mean"\n')
    file.write_text(text.replace('week_post = "mon 09:00"', 'week_post = ""'), "utf-8")
    return file


@pytest.fixture(scope="module")
def furnished(rulebook: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return furnish(tmp_path_factory.mktemp("furnished") / "data", rulebook, roster_csv())


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
    stage.report(HEAD, "平台运用、数据归集 12/12 11月")
    assert "平台运用、数据归集" in stage.card(OFFICE_REVIEWER).text
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
