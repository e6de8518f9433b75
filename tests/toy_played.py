"""Plays the toy journey in a house that has it, for tests/test_new_journey.py; tells what was seen as JSON."""

import contextlib
import json
import sqlite3
import sys
from pathlib import Path

from bot.files import sample_path
from handlers.journeys import menu
from tests.cast import HEAD, roster_csv
from tests.stage import Stage, furnish, labels, playing, staged


def seen(stage: Stage) -> dict[str, object]:
    """Type the command, press the button under the letter, and look into the books."""
    stage.say(HEAD, "/toy 风车")
    letter = stage.last(HEAD)
    told = stage.press(HEAD, letter.id, "收下")
    stage.say(HEAD, "玩具 陀螺")
    with contextlib.closing(sqlite3.connect(stage.database)) as books:
        acts = books.execute("SELECT actor, act FROM audit ORDER BY seq").fetchall()
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
