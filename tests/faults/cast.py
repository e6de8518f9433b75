"""The people of the reliability tests, and the house they live in: a group, a roster, a database."""

import atexit
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path

from bot.files import read_sample
from bot.restdays import RestDays
from bot.sandbox.chat import Chat
from handlers.bureau.actions import put_rulebook, set_group
from handlers.people.actions import import_roster
from handlers.turn import Turn
from scoring.rulebook.load import load
from storage.database import Database
from tests import engine

TOKEN = "100:reliability"
GROUP = -1000500
RULEBOOK = load(read_sample())
OFFICES = tuple(unit.id for unit in RULEBOOK.units if unit.arena == "offices")
HEADS = {unit: 1001 + place for place, unit in enumerate(OFFICES)}
HEAD, COLLEAGUE, OTHER_HEAD = HEADS["donghu"], 1101, HEADS["xixi"]
REVIEWERS = {
    "bangongshi": 2001,
    "jiguandangwei": 2011,
    "zhifa": 2021,
    "fagui": 2031,
    "xiaobao": 2041,
    "shipin": 2051,
    "yingshang": 2061,
}
REVIEWER, OTHER_REVIEWER = REVIEWERS["xiaobao"], REVIEWERS["bangongshi"]
LEADER, ADMIN, OTHER_ADMIN, STRANGER = 3001, 4001, 4002, 9001


def roster() -> list[dict[str, str]]:
    """List who acts for which unit."""
    rows = [(unit, f"{unit}所长", "head", person) for unit, person in HEADS.items()]
    rows += [("donghu", "东湖副所长", "head", COLLEAGUE)]
    rows += [(unit, f"{unit}科长", "reviewer", person) for unit, person in REVIEWERS.items()]
    rows += [("", "局长", "leader", LEADER), ("", "小周", "admin", ADMIN), ("", "小吴", "admin", OTHER_ADMIN)]
    return [{"unit": u, "name": n, "role": r, "telegram_id": str(i)} for u, n, r, i in rows]


def make_chat(
    clock: Callable[[], datetime],
    pace: Callable[[], float],
    *,
    group_kind: str = "supergroup",
    rows: Sequence[dict[str, str]] = (),
) -> Chat:
    """Make the bureau's chat: everybody has started the bot, and all but the stranger are in the group."""
    chat = Chat(clock=clock, pace=pace, token=TOKEN)
    rows = rows or roster()
    for row in rows:
        chat.add_person(int(row["telegram_id"]), row["name"], started=True)
    chat.add_person(STRANGER, "路人", started=True)
    members = [int(row["telegram_id"]) for row in rows]
    chat.add_group(GROUP, "局工作群", members=members, supergroup=group_kind == "supergroup")
    return chat


def move_in(folder: Path, now: datetime, rules: bytes = b"", rows: Sequence[dict[str, str]] = ()) -> Path:
    """Make a database with the rulebook in force (the sample), the roster and the group; returns its path."""
    people = json.dumps(list(rows or roster()))
    folder.mkdir(exist_ok=True)
    path = folder / "leitai.db"
    engine.copy(_moved_in(now.replace(second=0, microsecond=0), rules or read_sample(), people), path)
    return path


@cache
def _moved_in(now: datetime, rules: bytes, people: str) -> Path:
    """Make such a database once, to be copied: making one costs more than most stories; it goes with this process."""
    folder = Path(tempfile.mkdtemp(prefix="leitai-moved-in-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "leitai.db"
    database = Database(engine.place(path))
    try:
        database.migrate()
        with database.transaction(now) as tx:
            turn = Turn(tx, "setup", RestDays(folder))
            put_rulebook(turn, rules)
            set_group(turn, GROUP)
            import_roster(turn, list(enumerate(json.loads(people), 2)), replace=False)
    finally:
        database.close()
    return path
