"""An arena in which nobody has reported anything yet, and one in which events are all that could have been."""

from tests.cast import HEAD, LEADER, REVIEWER
from tests.stage import Stage


def test_while_nothing_is_confirmed_nobody_has_a_rank(stage: Stage) -> None:
    stage.report(HEAD)
    stage.say(LEADER, "/rank 市场监管所擂台")
    board = stage.last(LEADER).text
    assert "· 东湖市场监管所 0.00（有待核实）\n" in board
    assert "· 西溪市场监管所 0.00\n" in board
    assert "还没有已确认的数据，暂无名次。" in board
    stage.say(HEAD, "/mine")
    head = stage.last(HEAD).text.splitlines()[0]
    assert head.endswith("0.00 分 / 满分 100.00，暂无名次"), "no coverage by events that nobody reported"
    stage.say(HEAD, "/why")
    assert "东湖市场监管所 2026年11月：0.00 分 / 满分 100.00，暂无名次" in stage.last(HEAD).text
    stage.say(LEADER, "/rank 东湖所")
    told = stage.last(LEADER).text.split("\n")
    assert len([line for line in told if "没有单位得分" in line]) == 1, "what holds of all is said once"
    assert told[1].startswith("作风建设 0.00/20.00、")
    assert told[1].endswith("、群众满意 0.00/20.00，没有单位得分")
    assert not [line for line in told if line.startswith(("强项", "短板"))]
    stage.say(LEADER, "/rank 群众满意 市场监管所擂台")
    assert "\n· 东湖市场监管所 0.00\n· 西溪市场监管所 0.00\n" in stage.last(LEADER).text
    rows = stage.json("standings", "--period", "2026-11", "--arena", "offices")["rows"]
    assert {row["rank"] for row in rows} == {None}

    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    stage.say(LEADER, "/rank 市场监管所擂台")
    board = stage.last(LEADER).text
    assert "1 东湖市场监管所 4.50" in board
    assert "2 西溪市场监管所 0.00" in board
    assert "暂无名次" not in board
    stage.say(LEADER, "/rank 东湖所")
    assert "\n作风建设 0.00/20.00、" in stage.last(LEADER).text
    assert "\n群众满意 4.50/20.00，第 1 名；" in stage.last(LEADER).text


def test_a_category_left_out_of_a_closed_month_is_told_to_be_so(stage: Stage) -> None:
    before = stage.counts()
    stage.say(HEAD, "/rank 群众满意 10月")
    assert stage.new(before) == {
        HEAD: ["⚠️ 2026年10月的群众满意没有单位计分，没有排名可看。请换一个周期，看总榜请发 /rank。"]
    }


def test_events_that_nobody_reported_are_no_items_that_were(stage: Stage) -> None:
    stage.report(HEAD)
    stage.say(LEADER, "/rank 市场监管所擂台")
    assert "已确认 0 项，待核实 1 项，未报 " in stage.last(LEADER).text
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    stage.say(LEADER, "/rank 市场监管所擂台")
    assert "已确认 1 项，其余" not in stage.last(LEADER).text
    assert "已确认 1 项，" in stage.last(LEADER).text
    stage.say(HEAD, "/why 亮点创新提报")
    assert "亮点创新提报：0.00 分，满分 4，没有事项\n数值：0\n" in stage.last(HEAD).text
    stage.say(HEAD, "/mine")
    stage.press(HEAD, stage.last(HEAD).id, "详细")
    assert "亮点创新提报 0.00/4 分，没有事项" in "\n".join(seen.text for seen in stage.said(HEAD))


def test_standings_of_another_year_are_refused_as_in_the_chat(stage: Stage) -> None:
    for period in ("2025-03", "2027"):
        done = stage.leitai("standings", "--period", period)
        assert (done.code, done.out) == (1, "")
        assert done.reason == f"--period {period} 不在本次竞赛（2026年）内，请改正周期"
