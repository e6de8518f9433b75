"""/start and /help: who is greeted how, and what each can do."""

from tests.cast import ADMIN, HEAD, LEADER, REVIEWER
from tests.stage import Stage


def test_help_says_what_each_role_can_do_in_at_most_six_lines(stage: Stage) -> None:
    for person, word in ((HEAD, "/report"), (REVIEWER, "确认"), (LEADER, "/rank"), (ADMIN, "/bureau")):
        stage.say(person, "/help")
        answer = stage.last(person).text
        assert word in answer
        assert len(answer.splitlines()) <= 6


def test_start_greets_by_name_and_role(stage: Stage) -> None:
    stage.say(HEAD, "/start")
    assert "王所长" in stage.last(HEAD).text
    assert "东湖市场监管所负责人" in stage.last(HEAD).text
