"""上线: a house from nothing, by the steps of docs/going-live.md in their order, each command as it stands there."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.files import read_sample
from bot.sandbox.api.server import serve_in_thread
from bot.sandbox.chat import Chat
from tests.cast import ADMIN, BEGIN, BOT, GROUP, HEAD, NAMES, REVIEWER, TOKEN
from tests.stage import PATIENCE, clean, command

HOUSE = Path(__file__).parents[3]
LIVE = (HOUSE / "docs" / "going-live.md").read_text(encoding="utf-8").partition("\n## ")[0]
COMMANDS = re.findall(r"(?:^ *|bin/)leitai ([a-z].*)$", LIVE, re.MULTILINE)
LATER = (BEGIN + timedelta(hours=1)).isoformat()


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Let the service run, with nothing but what its folder says; gives the line that says it is ready."""
    words, env = [sys.executable, "-m", "bot", "run"], {**clean(os.environ), "PYTHONPATH": str(HOUSE)}
    with (
        (folder / "log").open("a") as log,
        subprocess.Popen(words, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=log, text=True) as service,
    ):
        try:
            assert service.stdout is not None
            yield service.stdout.readline()
        finally:
            service.send_signal(signal.SIGTERM)
            assert service.wait(PATIENCE) == 0


def ask(chat: Chat, person: int, text: str, to: int | None = None) -> str:
    """Let somebody write, and return what the bot answers there."""
    place = to or person

    def said() -> list[str]:
        return [seen.text for seen in chat.seen(place) if seen.sender == chat.bot.id]

    before = len(said())
    chat.say(person, text, to=to)
    chat.block_until(lambda: len(said()) > before, PATIENCE)
    return said()[-1]


def add(folder: Path, setting: str) -> None:
    with (folder / ".env").open("a", encoding="utf-8") as file:
        file.write(f"{setting}\n")


def leitai(words: str, **env: str) -> str:
    """Run a command of the page in the folder of the house."""
    done = command(*words.replace("/srv/leitai/", "").split(), env=env)
    assert done.code == 0, done.err
    return done.out


def test_a_house_goes_live_from_nothing_by_the_steps_of_its_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [BEGIN]
    chat = Chat(clock=lambda: clock[-1], token=TOKEN, username=BOT)
    for person in (HEAD, REVIEWER, ADMIN):
        chat.add_person(person, NAMES[person], started=False)
    chat.add_group(GROUP, "局工作群", members=[HEAD, REVIEWER], admins=[ADMIN])
    monkeypatch.chdir(tmp_path)
    check_rulebook, import_roster, check, backup = COMMANDS

    with serve_in_thread(chat) as server:
        (tmp_path / "rulebook.toml").write_bytes(read_sample())
        assert "检查通过" in leitai(check_rulebook)

        for setting in re.findall(r"^ +(LEITAI_\w+=.*)$", LIVE, re.MULTILINE):
            add(tmp_path, setting.replace("…", TOKEN))
        for setting in (f"LEITAI_API_URL={server.url}", f"LEITAI_CLOCK={BEGIN.isoformat()}"):
            add(tmp_path, setting)

        with serving(tmp_path) as ready:
            assert f"bot=@{BOT} group=- " in ready
            ids = {person: ask(chat, person, "/start").rpartition("：")[2] for person in (HEAD, REVIEWER, ADMIN)}
            group = re.findall(r"-\d+", ask(chat, ADMIN, f"/start@{BOT}", GROUP))

        add(tmp_path, f"LEITAI_GROUP={group[0]}")
        with serving(tmp_path) as ready:
            assert f"group={GROUP} " in ready
            posts = ((HEAD, "东湖所", "head"), (REVIEWER, "消保科", "reviewer"), (ADMIN, "", "admin"))
            rows = [f"{unit},{NAMES[person]},{role},{ids[person]}" for person, unit, role in posts]
            (tmp_path / "roster.csv").write_text("\n".join(["unit,name,role,telegram_id", *rows]), encoding="utf-8")
            assert "新增 3 行" in leitai(import_roster, LEITAI_CLOCK=LATER)
            clock.append(datetime.fromisoformat(LATER))  # it looks whether the chat server has the same time
            assert f"@{BOT}" in leitai(check, LEITAI_CLOCK=LATER)
            clock.pop()
            assert "已备份：backups/" in leitai(backup, LEITAI_CLOCK=LATER)

            assert "编号 0001" in ask(chat, HEAD, "/report 工单按期回复率 98/100")
            chat.block_until(lambda: (card := chat.newest(REVIEWER)) and "待核实" in card.text, PATIENCE)
            card = chat.newest(REVIEWER)
            assert card is not None
            chat.say(REVIEWER, "确认", reply_to=card.id)
            chat.block_until(lambda: "已确认" in chat.seen(HEAD)[-1].text, PATIENCE)
            assert "1 东湖市场监管所" in ask(chat, HEAD, "/rank", GROUP)
