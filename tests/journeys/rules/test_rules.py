"""/rules: how points are made, in plain words."""

from tests.cast import GROUP, HEAD, LEADER, REVIEWER, STRANGER
from tests.stage import Stage


def test_the_rules_of_the_own_arena_are_told_in_plain_words(stage: Stage) -> None:
    stage.say(HEAD, "/rules")
    told = stage.last(HEAD).text
    for part in (
        "【市场监管所擂台】",
        "· 工单按期回复率 5 分（按月）各单位报，消保科核实",
        "固定区间：80% 得 0 分，100% 得满分 5 分",
        "“铁拳”行动实效 5 分（按月）各单位报，执法大队、政策法规科都要签",
        "2026年11月：12月3日 17:00 前上报，12月4日 17:00 前核实，12月7日 12:00 锁定",
    ):
        assert part in told
    assert "机关科室擂台" not in told
    stage.say(LEADER, "规则")
    assert "【局属事业单位、机关科室擂台】" in "".join(seen.text for seen in stage.said(LEADER))


def test_the_rules_of_one_metric_have_the_formula_and_an_example(stage: Stage) -> None:
    stage.say(HEAD, "/rules 回复率")
    told = stage.last(HEAD).text
    assert "例：98/100，得 4.50 分" in told
    assert "没报：到期没有确认的数，这项不计" in told
    stage.say(HEAD, "/rules 样本企业满意度")
    assert "局属事业单位、机关科室擂台" in stage.last(HEAD).text, "another arena's metric is found too"
    stage.say(REVIEWER, "/rules 亮点提报")
    assert stage.last(REVIEWER).text.count("📘") == 2, "a metric of both arenas"
    stage.say(HEAD, "/rules 没有的指标")
    assert "没有叫“没有的指标”的指标" in stage.last(HEAD).text


def test_in_the_group_the_rules_answer_whoever_is_on_the_roster(stage: Stage) -> None:
    asked = stage.say(HEAD, "/rules 回复率", to=GROUP)
    assert stage.last(GROUP).reply_to == asked.id
    assert "消保科核实" in stage.last(GROUP).text
    before = stage.counts()
    stage.say(STRANGER, "/rules", to=GROUP)
    assert all("消保科" not in text for texts in stage.new(before).values() for text in texts)
