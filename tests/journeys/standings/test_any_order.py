"""Words behind /rank and /why in any order, and the words of the help typed as they stand."""

import pytest

from tests.cast import HEAD, LEADER
from tests.stage import Stage

WHY = "西溪市场监管所 工单按期回复率：2.50 分"


@pytest.mark.parametrize(
    "words",
    [
        "西溪所 回复率",
        "回复率 西溪所",
        "回复率 西溪所 本月",
        "本月 回复率 西溪所",
        "西溪 回复率 11月",
        "回复率 西溪",
        "11月 西溪所 回复率",
    ],
)
def test_why_finds_unit_metric_and_period_in_any_order(scored: Stage, words: str) -> None:
    for person in (HEAD, LEADER):
        scored.say(person, f"/why {words}")
        assert "西溪市场监管所" in scored.last(person).text
        assert "工单按期回复率：2.50 分" in scored.last(person).text


def test_a_name_that_several_metrics_have_is_said_about_the_unit_that_was_meant(scored: Stage) -> None:
    scored.say(LEADER, "/why 亮点 西溪所")
    said = "⚠️ 没有叫“亮点”的指标。您要看的是不是：亮点创新提报、亮点创新完成？"
    assert scored.last(LEADER).text == said
    scored.say(LEADER, "/why 亮点提报 西溪所")
    assert "西溪市场监管所" in scored.last(LEADER).text
    assert "亮点创新提报" in scored.last(LEADER).text


@pytest.mark.parametrize(
    "words", ["群众满意 市场监管所擂台", "市场监管所擂台 群众满意", "本月 群众满意", "群众满意 市场监管所擂台 11月"]
)
def test_rank_finds_arena_category_and_period_in_any_order(scored: Stage, words: str) -> None:
    scored.say(LEADER, f"/rank {words}")
    assert scored.last(LEADER).photo is not None
    assert "群众满意" in scored.last(LEADER).text
    assert "市场监管所擂台" in scored.last(LEADER).text


@pytest.mark.parametrize("words", ["单位", "类别", "擂台", "期间", "单位 本月"])
def test_the_words_of_the_help_typed_as_they_stand_explain_themselves(stage: Stage, words: str) -> None:
    stage.say(LEADER, f"/rank {words}")
    told = stage.last(LEADER)
    assert told.photo is None
    assert "换成名字：单位写 /rank 东湖市场监管所，类别写 /rank 作风建设，擂台写 /rank 市场监管所擂台" in told.text
    for person in (HEAD, LEADER):
        stage.say(person, "/why 单位 指标")
        assert "请写明单位：/why 单位 指标" in stage.last(person).text


def test_the_examples_of_the_explanation_work(stage: Stage) -> None:
    for words in ("东湖市场监管所", "作风建设", "市场监管所擂台"):
        stage.say(LEADER, f"/rank {words}")
        assert stage.last(LEADER).photo is not None
