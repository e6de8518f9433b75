"""Plays the toy journey in a house that has it, for tests/test_new_journey.py; tells what was seen as JSON."""

import json
import sys
from pathlib import Path

from bot.files import sample_path
from handlers.journeys import menu
from tests import engine
from tests.cast import HEAD, roster_csv
from tests.stage import Stage, furnish, labels, playing, staged


def seen(stage: Stage) -> dict[str, object]:
    """Type the command, press the button under the letter, and look into the books."""
    stage.say(HEAD, "/toy 风车")
    letter = stage.last(HEAD)
    told = stage.press(HEAD, letter.id, "收下")
    stage.say(HEAD, "玩具 陀螺")
    acts = [tuple(row.values()) for row in engine.rows(stage.database, "SELECT actor, act FROM audit ORDER BY seq")]
    return {
        "menu": list(menu(["head"])),
        "letter": letter.text,
        "buttons": labels(letter),
        "told": told,
        "act": acts[-1],
        "by word": stage.last(HEAD).text,
    }


if __name__ == "__main__":
    data = furnish(Path(sys.argv[1]), sample_path(), roster_csv())
    with staged("in process", data, sample_path()) as stage, playing(stage):
        found = seen(stage)
    sys.stdout.write(json.dumps(found))
