"""The drawing process: warm, replaced when it dies or hangs; the text never waits for the picture."""

import os
import signal

from tests.cast import ADMIN, LEADER
from tests.end_to_end.stage import InProcess, Stage

ASKED = "/rank 市场监管所擂台"


def drawing(stage: Stage) -> int:
    """Return the process that draws, when there is one."""
    assert isinstance(stage, InProcess)
    assert stage.bot is not None
    pictures = stage.bot.pictures
    stage.until(lambda: pictures.ready)
    assert pictures.pid is not None
    return pictures.pid


def test_a_drawing_process_that_dies_before_it_is_asked_is_replaced(stage: Stage) -> None:
    first = drawing(stage)
    os.kill(first, signal.SIGKILL)
    stage.say(LEADER, ASKED)
    assert drawing(stage) != first
    stage.say(ADMIN, ASKED)
    assert stage.last(ADMIN).photo is not None
