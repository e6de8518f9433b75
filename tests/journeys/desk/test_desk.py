"""/bureau: the office's desk, one message edited in place; for admins alone."""

from tests.cast import ADMIN, HEAD, LEADER, STRANGER
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
