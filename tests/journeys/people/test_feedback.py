"""/feedback: a word to the admins."""

import pytest

from tests.cast import ADMIN, GROUP, HEAD, SECOND_ADMIN
from tests.stage import Stage


@pytest.mark.parametrize("way_of_saying", ["/feedback 排行榜 <b>字</b> 太小", "反馈 排行榜 <b>字</b> 太小", "asked"])
def test_a_word_reaches_every_admin_with_name_and_unit(stage: Stage, way_of_saying: str) -> None:
    if way_of_saying == "asked":
        stage.say(HEAD, "/feedback")
        assert "请写下" in stage.last(HEAD).text
        stage.say(HEAD, "排行榜 <b>字</b> 太小")
    else:
        stage.say(HEAD, way_of_saying)
    for admin in (ADMIN, SECOND_ADMIN):
        assert stage.last(admin).text == "✉️ 王所长（东湖市场监管所负责人）留言：\n排行榜 <b>字</b> 太小"
    assert "已转给管理员" in stage.last(HEAD).text


def test_who_writes_too_much_at_once_is_told_kindly_and_may_write_again_later(stage: Stage) -> None:
    for count in range(3):
        stage.say(HEAD, f"/feedback 第 {count} 条", to=GROUP)
    stage.say(HEAD, "/feedback 再一条")
    assert "请过一会儿再发" in stage.last(HEAD).text
    assert len(stage.said(ADMIN)) == 3
    stage.say(HEAD, f"/feedback {'很长' * 300}")
    assert "有 600 个字，请缩短到 500 字以内" in stage.last(HEAD).text
    stage.later(minutes=61)
    stage.say(HEAD, "/feedback 再一条")
    assert len(stage.said(ADMIN)) == 4
