"""/rules: how points are made, in plain words."""

from bot.sandbox.world.messages import Seen
from tests.cast import GROUP, HEAD, LEADER, REVIEWER, STRANGER
from tests.stage import Stage, labels


def turn(stage: Stage, person: int, label: str, to: int | None = None) -> Seen:
    """Press a button under the rules, and return them as they are then."""
    place = to or person
    shown = stage.last(place)
    stage.press(person, shown.id, label, to=to)
    assert stage.last(place).id == shown.id, "the rules stay one message"
    return stage.last(place)


def test_the_rules_are_told_from_arena_to_category_to_metric_and_back(stage: Stage) -> None:
    stage.say(HEAD, "/rules")
    arena = stage.last(HEAD)
    for part in (
        "【市场监管所擂台】",
        "▍群众满意 ",
        "2026年11月：12月3日 17:00 前上报，12月4日 17:00 前核实，12月7日 12:00 锁定",
        "一票否决的单位（没有另行写明的）：不参与排名",
        "常见退回原因：",
    ):
        assert part in arena.text
    assert "机关科室擂台" not in arena.text
    assert "各单位报" not in arena.text, "metrics are a page behind"
    category = turn(stage, HEAD, "群众满意")
    for part in ("· 工单按期回复率 5 分（按月）各单位报，消保科核实", "固定区间：80% 得 0 分，100% 得满分 5 分"):
        assert part in category.text
    assert category.text.count("这项不计，分值由其余指标按比例承担") == 1, "what holds for several is said once"
    metric = turn(stage, HEAD, "工单按期回复率")
    assert "例：98/100，得 4.50 分" in metric.text
    assert labels(metric) == ["返回"]
    assert turn(stage, HEAD, "返回").text == category.text
    assert turn(stage, HEAD, "返回").text == arena.text


def test_who_competes_in_none_chooses_among_the_arenas(stage: Stage) -> None:
    stage.say(LEADER, "规则")
    assert labels(stage.last(LEADER)) == ["市场监管所擂台", "局属事业单位、机关科室擂台"]
    assert "【局属事业单位、机关科室擂台】" in turn(stage, LEADER, "局属事业单位、机关科室擂台").text
    assert labels(turn(stage, LEADER, "返回")) == ["市场监管所擂台", "局属事业单位、机关科室擂台"]


def test_in_the_group_whoever_is_on_the_roster_turns_the_pages_and_nobody_else(stage: Stage) -> None:
    stage.say(HEAD, "/rules", to=GROUP)
    shown = stage.last(GROUP)
    told, alert = stage.press(STRANGER, shown.id, "群众满意", to=GROUP)
    assert (alert, "消保科" in told, stage.last(GROUP).text) == (True, False, shown.text)
    assert "消保科核实" in turn(stage, REVIEWER, "群众满意", to=GROUP).text


def test_a_button_of_other_rules_turns_no_page(stage: Stage) -> None:
    for person in (HEAD, LEADER):
        stage.say(person, "/rules")
    shown = stage.last(LEADER)
    stage.forge(LEADER, shown.id, stage.last(HEAD).buttons[0][0].data)
    assert stage.press(LEADER, shown.id, "旧")[1]
    assert stage.last(LEADER).text == shown.text
    word, letter, *_ = shown.buttons[0][0].data.split(":")
    for place in ("99:1:1", "-1:0:0"):
        stage.forge(LEADER, shown.id, f"{word}:{letter}:{place}")
        stage.press(LEADER, shown.id, "旧")
        assert stage.last(LEADER).text == shown.text, "what is not there any more is the first page"


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
    assert stage.last(HEAD).text == "⚠️ 没有叫“没有的指标”的指标。指标都在 /rules 里。"


def test_in_the_group_the_rules_answer_whoever_is_on_the_roster(stage: Stage) -> None:
    asked = stage.say(HEAD, "/rules 回复率", to=GROUP)
    assert stage.last(GROUP).reply_to == asked.id
    assert "消保科核实" in stage.last(GROUP).text
    before = stage.counts()
    stage.say(STRANGER, "/rules", to=GROUP)
    assert all("消保科" not in text for texts in stage.new(before).values() for text in texts)
