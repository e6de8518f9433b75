"""/bureau: the office's desk, one message edited in place; for admins alone."""

from datetime import datetime, timedelta

from tests.cast import ADMIN, CHINA, HEAD, LEADER, SECOND_REVIEWER, STRANGER
from tests.journeys.closing.test_new_year import next_year
from tests.journeys.closing.test_published import ENDS, closed
from tests.stage import Stage, labels

PAGES = ["方案", "名册", "工作群", "日程", "定榜", "通报", "记录", "演练"]


def test_an_admin_sees_what_is_missing_and_turns_the_pages_in_one_message(stage: Stage) -> None:
    stage.say(ADMIN, "管理")
    desk = stage.last(ADMIN)
    assert "五赛五比" in desk.text
    assert "还没有给机器人发过消息" in desk.text
    assert [label.removeprefix("❗") for label in labels(desk)] == PAGES
    told = {"方案": "现行方案", "名册": "负责人 5 行", "工作群": "能发文字、图片和文件", "日程": "锁定 12月7日 12:00"}
    for page, words in told.items():
        before = len(stage.said(ADMIN))
        mark = next(label for label in labels(stage.seen(ADMIN, desk.id)) if label.endswith(page))
        assert stage.press(ADMIN, desk.id, mark) == ("", False)
        assert words in stage.seen(ADMIN, desk.id).text, page
        stage.press(ADMIN, desk.id, "返回")
        assert len(stage.said(ADMIN)) == before, "the one message was edited"
        stage.say(ADMIN, f"/bureau {page}")
        assert words in stage.last(ADMIN).text, "what a button shows, words show too"
    stage.say(ADMIN, "/bureau 天气")
    assert "没有“天气”这一页，没有任何改动" in stage.last(ADMIN).text


def test_others_get_one_sentence_and_a_stranger_nothing_of_the_house(stage: Stage) -> None:
    for person in (HEAD, LEADER):
        before = len(stage.said(person))
        stage.say(person, "/bureau")
        (refused,) = stage.said(person)[before:]
        assert "只有管理员" in refused.text
        assert refused.text.count("\n") == 0
    stage.say(STRANGER, "/bureau 名册")
    assert "王所长" not in stage.last(STRANGER).text
    assert "五赛五比" not in stage.last(STRANGER).text


def missing(stage: Stage) -> str:
    stage.say(ADMIN, "/bureau")
    return stage.last(ADMIN).text


def test_the_desk_names_the_next_year_without_a_rulebook_from_the_day_of_the_reminder_until_it_has_one(
    quiet_stage: Stage,
) -> None:
    stage = quiet_stage
    stage.move(datetime(2026, 12, 1, 23, 59, 59, tzinfo=CHINA))
    assert "2027" not in missing(stage)
    stage.move(datetime(2026, 12, 2, 9, tzinfo=CHINA))
    assert any("📅 还有 30 天就是 2027 年" in one.text for one in stage.said(ADMIN))
    assert "\n· 2027 年还没有竞赛方案，那一年的数一律不收：把新方案（.toml）发到这里" in missing(stage)
    assert "❗方案" in labels(stage.last(ADMIN))
    next_year(stage)
    assert "2027" not in missing(stage)


def test_the_desk_names_what_keeps_a_result_from_being_final_from_the_end_of_its_notice_on(quiet_stage: Stage) -> None:
    stage = quiet_stage
    closed(stage)
    stage.say(HEAD, "/appeal 1 多计十二件")
    stage.move(ENDS - timedelta(seconds=10))
    assert "公示期满" not in missing(stage)
    stage.move(ENDS)
    line = "· 2026年11月公示期满，结果暂不生效，还有没处理的异议或更正：编号 0001。"
    assert line in missing(stage)
    stage.press(ADMIN, stage.last(ADMIN).id, "❗定榜")
    assert line in stage.last(ADMIN).text
    stage.say(SECOND_REVIEWER, "维持 核对无误", reply_to=stage.card(SECOND_REVIEWER).id)
    assert "公示期满" not in missing(stage)
