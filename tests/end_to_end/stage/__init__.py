"""The stage: the cast in the embedded chat, and the bot either in this process or in one of its own."""

from tests.end_to_end.stage.commands import Done, clean, command, furnish
from tests.end_to_end.stage.running import NOTICED, WAYS, Errors, InProcess, OwnProcess, both_ways, playing, staged
from tests.end_to_end.stage.story import PATIENCE, WAITING, Stage, labels

__all__ = [
    "NOTICED",
    "PATIENCE",
    "WAITING",
    "WAYS",
    "Done",
    "Errors",
    "InProcess",
    "OwnProcess",
    "Stage",
    "both_ways",
    "clean",
    "command",
    "furnish",
    "labels",
    "playing",
    "staged",
]
