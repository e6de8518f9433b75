"""Buttons of a day that a restored backup does not know decide nothing about what is asked now."""

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests import engine
from tests.cast import CHINA, HEAD, OTHER_HEAD, REVIEWER
from tests.stage import Stage

DECEMBER = datetime(2026, 12, 1, 9, 0, tzinfo=CHINA)


@pytest.fixture
def losing(quiet_stage: Stage) -> Callable[[Callable[[], int]], int]:
    """Let something happen that a restored backup does not know; returns the message that is left of it."""

    def lose(happens: Callable[[], int]) -> int:
        quiet_stage.stop()
        backup = engine.copy_folder(quiet_stage.folder, quiet_stage.folder.with_name("backup"))
        quiet_stage.start()
        quiet_stage.later(minutes=1)
        message = happens()
        quiet_stage.later(minutes=1)
        quiet_stage.stop()
        shutil.rmtree(quiet_stage.folder)
        engine.copy_folder(backup, quiet_stage.folder)
        quiet_stage.clock._real += timedelta(minutes=2)  # type: ignore[attr-defined]
        quiet_stage.start()
        return message

    return lose


def test_a_lost_list_confirms_nothing_of_the_list_that_waits_now(
    quiet_stage: Stage, losing: Callable[[Callable[[], int]], int]
) -> None:
    quiet_stage.report(HEAD)

    def listed() -> int:
        quiet_stage.say(REVIEWER, "/batch")
        return quiet_stage.last(REVIEWER).id

    lost = losing(listed)
    quiet_stage.report(OTHER_HEAD)
    now = listed()
    for label in ("✅ 全部确认 1 项", "取消"):
        _, alert = quiet_stage.press(REVIEWER, lost, label)
        assert alert
    assert {row["state"] for row in quiet_stage.json("submissions")} == {"pending"}
    quiet_stage.press(REVIEWER, now, "✅ 全部确认 2 项")
    assert {row["state"] for row in quiet_stage.json("submissions")} == {"confirmed"}


def test_a_lost_question_answers_nothing_that_is_asked_now(
    quiet_stage: Stage, losing: Callable[[Callable[[], int]], int]
) -> None:
    quiet_stage.move(DECEMBER)

    def asked(line: str = "工单按期回复率 98/100") -> int:
        quiet_stage.report(HEAD, line)
        assert "哪一期" in quiet_stage.last(HEAD).text
        return quiet_stage.last(HEAD).id

    lost = losing(asked)
    now = asked("工单办结率 50/100")
    _, alert = quiet_stage.press(HEAD, lost, "2026年11月")
    assert alert
    assert quiet_stage.json("submissions") == []
    quiet_stage.press(HEAD, now, "2026年11月")
    assert (quiet_stage.books()["metric"], quiet_stage.books()["period"]) == ("closure_rate", "2026-11")


def test_a_lost_edit_changes_nothing_of_what_is_edited_now(
    quiet_stage: Stage, losing: Callable[[Callable[[], int]], int]
) -> None:
    first, second = quiet_stage.report(HEAD), quiet_stage.report(HEAD, "工单办结率 98/100")

    def edited(message: int, line: str) -> int:
        quiet_stage.chat.edit(HEAD, message, f"/report {line}")
        quiet_stage.settle()
        return quiet_stage.last(HEAD).id

    lost = losing(lambda: edited(first.id, "工单按期回复率 99/100"))
    now = edited(second.id, "工单办结率 60/100")
    assert lost != now
    _, alert = quiet_stage.press(HEAD, lost, "用新值")
    assert alert
    assert [row["value"] for row in quiet_stage.json("submissions")] == ["98/100", "98/100"]
    quiet_stage.press(HEAD, now, "用新值")
    assert [row["value"] for row in quiet_stage.json("submissions")] == ["98/100", "60/100"]
