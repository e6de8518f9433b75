"""A month in which some values are decided."""

import pytest

from tests.cast import HEAD, OTHER_HEAD, REVIEWER
from tests.stage import Stage


@pytest.fixture
def scored(stage: Stage) -> Stage:
    stage.report(HEAD, "回复率 98/100\n办结率 97/100\n满意率 1/3")
    cards = stage.cards(REVIEWER)
    stage.say(REVIEWER, "确认", reply_to=cards[0].id)
    stage.say(REVIEWER, "退回 数字不符", reply_to=cards[2].id)
    stage.report(OTHER_HEAD, "回复率 90/100")
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    return stage
