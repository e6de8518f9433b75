"""The stage: the cast in the embedded chat, and the bot either in this process or in one of its own."""

from tests.stage.commands import Done, clean, command, furnish, without_posts
from tests.stage.running import NOTICED, WAYS, Errors, InProcess, OwnProcess, both_ways, playing, staged
from tests.stage.story import PATIENCE, Stage, english, labels

__all__ = [
    "NOTICED",
    "PATIENCE",
    "WAYS",
    "Done",
    "Errors",
    "InProcess",
    "OwnProcess",
    "Stage",
    "both_ways",
    "clean",
    "command",
    "english",
    "furnish",
    "labels",
    "playing",
    "staged",
    "without_posts",
]
