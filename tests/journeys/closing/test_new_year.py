"""The new year: its rulebook is in force while the old year is still reported, confirmed, closed and looked at."""

from datetime import datetime

from tests.cast import ADMIN, CHINA, HEAD, LEADER, OTHER_HEAD, REVIEWER
from tests.journeys.closing.test_closing import cards, confirmed, posts
from tests.journeys.closing.test_year import close_all
from tests.stage import Stage, labels

JANUARY = datetime(2027, 1, 1, 9, tzinfo=CHINA)


def next_year(stage: Stage) -> None:
    """Put a rulebook of the next year in force in which a metric has other points and another is gone."""
    body = stage.rulebook.read_text("utf-8").replace("year = 2026", "year = 2027").replace("wusai-2026", "wusai-2027")
    body = body.replace('name = "工单按期回复率"', 'name = "工单按时回复率"')
    file = stage.folder.with_name("2027.toml")
    file.write_text(body, "utf-8")
    done = stage.leitai("rulebook", "put", str(file), "--from", "2027-01", "--by", str(ADMIN))
    assert done.code == 0, done.err


def test_december_goes_on_by_its_own_rulebook_while_the_new_year_has_begun(ranked_stage: Stage) -> None:
    stage = ranked_stage
    confirmed(stage, HEAD, "工单按期回复率 98/100")
    stage.move(datetime(2026, 12, 20, 9, tzinfo=CHINA))
    next_year(stage)
    stage.move(JANUARY)
    stage.report(HEAD, "工单按时回复率 97/100 2026-12")
    assert "2026年12月" in stage.card(REVIEWER).text
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    stage.report(OTHER_HEAD, "工单按时回复率 90/100")
    assert labels(stage.last(OTHER_HEAD))[:2] == ["2026年12月", "2027年1月"], "both are open"
    stage.press(OTHER_HEAD, stage.last(OTHER_HEAD).id, "2027年1月")
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    assert [(row["period"], row["state"]) for row in stage.json("submissions")][1:] == [
        ("2026-12", "confirmed"),
        ("2027-01", "confirmed"),
    ]
    stage.say(HEAD, "/why 工单按期回复率 2026-12")
    assert "97/100" in stage.last(HEAD).text
    stage.say(LEADER, "/rank 市场监管所擂台")
    assert "市场监管所擂台 2027年1月（截至" in stage.last(LEADER).text
    stage.move(datetime(2027, 1, 8, 12, tzinfo=CHINA))
    stage.say(LEADER, "/rank 市场监管所擂台 2026-12")
    assert "2026年12月（锁定待定榜）" in stage.last(LEADER).text
    close_all(stage, "2026年11月", "2026年12月", "2026年第4季度", "2026年")
    assert posts(stage)[-2].text.startswith("【市场监管所擂台】2026年（正式）")
    assert cards(stage, ADMIN) == [], "none of them asks for anything any more"
    stage.report(HEAD, "工单按时回复率 97/100 2028-01")
    assert "不在本次竞赛（2027年）内" in stage.last(HEAD).text
    stage.say(HEAD, "/mine 2026-12")
    assert "2026年12月" in stage.last(HEAD).text


def test_a_year_that_nobody_prepared_is_told_ahead_and_takes_no_reports_while_the_old_one_goes_on(
    quiet_stage: Stage,
) -> None:
    stage = quiet_stage

    def told() -> list[str]:
        return [one.text.split("，")[0] for one in stage.said(ADMIN) if one.text.startswith("📅")]

    for day, count in ((1, 0), (2, 1), (3, 1), (17, 1), (18, 2), (28, 2), (29, 3), (31, 3)):
        stage.move(datetime(2026, 12, day, 9, tzinfo=CHINA))
        assert len(told()) == count, day
    stage.move(datetime(2027, 1, 1, 8, tzinfo=CHINA))
    assert len(told()) == 3, "in quiet hours nobody is told"
    stage.move(JANUARY)
    assert told()[3:] == ["📅 2027 年已经开始"]
    stage.report(HEAD, "工单按期回复率 97/100 2027-01")
    assert "2027 年还没有竞赛方案，2027年1月的数报不了" in stage.last(HEAD).text
    stage.report(HEAD, "工单按期回复率 97/100")
    assert "2026年12月" in stage.card(REVIEWER).text
    stage.move(datetime(2027, 1, 4, 9, tzinfo=CHINA))
    assert told() == [
        "📅 还有 30 天就是 2027 年",
        "📅 还有 14 天就是 2027 年",
        "📅 还有 3 天就是 2027 年",
        "📅 2027 年已经开始",
    ]
    next_year(stage)
    stage.report(HEAD, "工单按时回复率 97/100 2027-01")
    assert "2027年1月" in stage.card(REVIEWER).text
