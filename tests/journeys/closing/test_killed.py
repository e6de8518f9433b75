"""A result is published once: of a document that was on its way when the process was killed, the admins are asked."""

from pathlib import Path

from bot.sandbox.watch.faults import hang
from tests import engine
from tests.cast import ADMIN, LEADER, SECOND_ADMIN
from tests.journeys.closing.conftest import without_coverage
from tests.journeys.closing.test_closing import cards, locked, posts
from tests.journeys.closing.test_published import files
from tests.stage import OwnProcess, playing, staged


def test_killed_between_a_document_and_its_outcome_nothing_is_sent_twice_and_the_admins_are_asked(
    ranked_furnished: Path, tmp_path: Path
) -> None:
    folder = engine.copy_folder(ranked_furnished, tmp_path / "data")
    with staged("own process", folder, without_coverage(tmp_path)) as stage, playing(stage):
        assert isinstance(stage, OwnProcess)
        locked(stage)
        stage.until(lambda: cards(stage, ADMIN))
        stage.press(ADMIN, cards(stage, ADMIN)[0].id, "定榜")
        stage.until(lambda: cards(stage, LEADER))
        stage.chat.faults.plan(hang(after=True), method="sendDocument", chat=stage.group)
        stage.chat.say(LEADER, "定榜", reply_to=cards(stage, LEADER)[0].id)
        stage.until(lambda: files(stage))
        stage.kill()
        assert (len(posts(stage)), len(files(stage))) == (2, 1)
        stage.start()
        stage.until(lambda: len(files(stage)) == 2)
        stage.settle()
        given = [one for one in stage.said(stage.group) if one.photo or one.document]
        assert [bool(one.photo) for one in given] == [True, True, False, False], "documents come behind the pictures"
        names = [one.document[0] for one in given if one.document]
        assert names == ["2026年11月竞赛情况通报.docx", "2026年11月竞赛成绩.xlsx"]
        for admin in (ADMIN, SECOND_ADMIN):
            (asked,) = [one for one in stage.said(admin) if "不知是否已发出" in one.text]
            assert "通报的文件" in asked.text
        asked = next(one for one in stage.said(ADMIN) if "不知是否已发出" in one.text)
        stage.press(ADMIN, asked.id, "重发")
        stage.until(lambda: len(files(stage)) == 3)
        assert files(stage)[2].document == files(stage)[0].document, "the same bytes"
