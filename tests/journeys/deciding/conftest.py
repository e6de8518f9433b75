"""A value that waits for its decision."""

import pytest

from tests.cast import HEAD, REVIEWER
from tests.stage import Stage


@pytest.fixture
def reported(stage: Stage) -> Stage:
    stage.report(HEAD)
    return stage


def decide(stage: Stage, words: str, person: int = REVIEWER) -> None:
    stage.say(person, words, reply_to=stage.card(person).id)
