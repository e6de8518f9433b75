"""A value that waits for its decision; another account of the bot."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from tests.cast import HEAD, REVIEWER
from tests.stage import Stage, playing, running, staged, story

OTHER_TOKEN = "200:anotherAccountsSecret"
Again = Callable[[], AbstractContextManager[Stage]]


@pytest.fixture
def reported(stage: Stage) -> Stage:
    stage.report(HEAD)
    return stage


@pytest.fixture
def again(quiet_stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Again:
    """Stop the bot and start one with another account, to whose chats nobody has written yet."""

    @contextmanager
    def other() -> Iterator[Stage]:
        quiet_stage.stop()
        with monkeypatch.context() as patch:
            for module in (running, story):
                patch.setattr(module, "TOKEN", OTHER_TOKEN)
            with staged("in process", quiet_stage.folder, quiet_stage.rulebook) as stage:
                stage.clock.move(quiet_stage.clock.now())
                with playing(stage):
                    yield stage

    return other


def numbered(stage: Stage, message: int) -> None:
    """Let the next message of a private chat have a number."""
    stage.chat.world._inbox_id = message - 1


def decide(stage: Stage, words: str, person: int = REVIEWER) -> None:
    stage.say(person, words, reply_to=stage.card(person).id)
