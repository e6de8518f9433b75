"""A bureau of one's own on `leitai run` beside the chat of the demo, by the words of docs/going-live."""

import asyncio
import json
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import aiohttp
import pytest

from bot.demo.alone import accounts
from bot.demo.bureau import GROUP
from tests.bot.sandbox.web.conftest import Page
from tests.cast import ADMIN, HEAD, REVIEWER
from tests.stage import PATIENCE, clean, command

HOUSE = Path(__file__).parents[3]
ENVIRONMENT = {**clean(os.environ), "PYTHONPATH": str(HOUSE)}
THIS_YEAR = "$(date +%Y)"
T = TypeVar("T")
LEITAI = f"{shlex.quote(sys.executable)} -m bot"
TOLD = {
    "going-live.md": ("is confirmed", "1 Donghu Office"),
    "going-live.zh-CN.md": ("已确认", "1 东湖市场监管所"),
}
"""What each page's bot says of a confirmed report, and what its leaderboard begins with."""
PAGES = {"going-live.md": "## Tried without Telegram", "going-live.zh-CN.md": "## 不用 Telegram，先试自己的局"}


def lines_of(page: str) -> tuple[list[str], str]:
    """Return the commands of the section, and the report that it tells people to send."""
    _, _, text = (HOUSE / "docs" / page).read_text("utf-8").partition(f"{PAGES[page]}\n")
    section = text.partition("\n## ")[0]
    block = re.findall(r"```sh\n(.*?)```", section, re.DOTALL)[0]
    return block.splitlines(), re.findall(r"`(/report [^`]+)`", section)[0]


def prepared(page: str, trial: Path) -> tuple[str, str]:
    """Do what the section says until it opens the chat; returns how it does that, and the report to be sent."""
    (mkdir, *lines, chat), report = lines_of(page)
    assert mkdir == "mkdir trial && cd trial"
    assert f"s/2026/{THIS_YEAR}/" in lines[0], "the rulebook is one of this year, whichever that is"
    (trial.parent / "scoring").symlink_to(HOUSE / "scoring")
    trial.mkdir()
    for line in lines:
        words = line.replace("../.venv/bin/leitai", LEITAI).replace(THIS_YEAR, "2026")
        subprocess.run(words, shell=True, cwd=trial, env=ENVIRONMENT, check=True, capture_output=True)  # noqa: S602
    return chat, report


def clock_of(told: str) -> str:
    """Return what stands in the file of the clock."""
    return Path(re.findall(r"LEITAI_CLOCK=(\S+)", told)[0]).read_text("utf-8")


@contextmanager
def running(line: str, folder: Path) -> Iterator[Iterator[str]]:
    """Run what goes on until it is ended; gives the lines that it says."""
    words = f"exec env {line}"
    with subprocess.Popen(words, shell=True, cwd=folder, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True) as it:  # noqa: S602
        try:
            assert it.stdout is not None
            yield iter(it.stdout)
        finally:
            it.send_signal(signal.SIGINT)
            assert it.wait(PATIENCE) == 0


@pytest.mark.asyncio
@pytest.mark.parametrize(("page", "day"), [("going-live.md", "12-02"), ("going-live.zh-CN.md", "11-20")])
async def test_a_bureau_of_ones_own_has_its_first_confirmed_report_by_the_words_of_the_page(
    page: str, day: str, tmp_path: Path
) -> None:
    """In the first days of a month, when it is asked which month is meant, and later in it."""
    trial, (confirmed, first) = tmp_path / "trial", TOLD[page]
    chat, report = prepared(page, trial)
    begins = f"LEITAI_API_URL=http://127.0.0.1 LEITAI_CLOCK=2026-{day}T12:00+08:00 {LEITAI}"
    with running(chat.replace("../.venv/bin/leitai", begins) + " --port 0", trial) as said:
        told = next(line for line in said if line.startswith("LEITAI_API_URL="))
        url, opened = re.findall(r"LEITAI_API_URL=(\S+)", told)[0], clock_of(told)
        with running(told.strip().removesuffix("leitai run") + f"{LEITAI} run", trial) as service:
            assert f"group={GROUP} " in next(service)
            async with asyncio.timeout(2 * PATIENCE), aiohttp.ClientSession() as http:
                assert clock_of(told) > opened, "a bot that begins later is told the time then"
                there = Page(url, http)
                assert (await there.send(HEAD, HEAD, report))[0] == 200
                if page == "going-live.md":
                    month = await seen(there, HEAD, lambda one: to_press(one, "answer:"))
                    assert (await there.post("press", person=HEAD, chat=HEAD, **month))[0] == 200
                card = await seen(there, REVIEWER, lambda one: to_press(one, "confirm:"))
                assert (await there.post("press", person=REVIEWER, chat=REVIEWER, **card))[0] == 200
                await answered(there, HEAD, confirmed)
                await there.send(HEAD, HEAD, "/rank")
                await answered(there, HEAD, first)
                await there.post("clock", at=f"2026-12-{day[-2:]}T13:00")
                assert (await there.state(HEAD))["now"].startswith(f"2026-12-{day[-2:]}T13:00")
                assert clock_of(told).startswith(f"2026-12-{day[-2:]}T13:00"), "the bot reads it every second"
                refused = await there.post("clock", at=f"2026-12-{day[-2:]}T12:00")
                assert refused[0] == 409
                assert "换一个新文件夹" in refused[1]["error"]
                assert clock_of(told).startswith(f"2026-12-{day[-2:]}T13:00")


async def seen(page: Page, person: int, what: Callable[[dict[str, Any]], T | None]) -> T:
    """Wait for a message in somebody's chat; returns what it holds."""
    while True:
        told = await page.state(person, person)
        if (found := next(filter(None, map(what, told["open"]["messages"])), None)) is not None:
            return found
        await page.state(person, person, since=told["version"], boot=told["boot"])


async def answered(page: Page, person: int, words: str) -> None:
    """Wait until the bot has said something to somebody."""
    await seen(page, person, lambda one: words in one["text"])


def to_press(one: dict[str, Any], what: str) -> dict[str, Any] | None:
    """Return what to press under a message: its first button that does this."""
    keys = (button["data"] for row in one["buttons"] for button in row if button["data"].startswith(what))
    return next(({"message": one["id"], "data": data} for data in keys), None)


def test_who_has_no_number_yet_gets_an_account_and_who_has_several_rows_is_one_person() -> None:
    rows = [
        (2, {"unit": "东湖所", "name": "王所长", "role": "head", "telegram_id": "1001"}),
        (3, {"unit": "消保科", "name": "李科长", "role": "reviewer", "telegram_id": ""}),
        (4, {"unit": "东湖所", "name": "王所长", "role": "reviewer", "telegram_id": "1001"}),
        (5, {"unit": "", "name": "韩管理员", "role": "admin", "telegram_id": str(ADMIN)}),
    ]
    *found, stranger = [(one.person, one.name, one.role) for one in accounts(rows)]
    assert found == [(1001, "王所长", "head"), (1002, "李科长", "reviewer"), (ADMIN, "韩管理员", "admin")]
    assert stranger[2] == "stranger"


@pytest.mark.asyncio
async def test_the_chat_speaks_as_the_bot_beside_it_by_the_settings_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text("unit,name,role,telegram_id\n东湖所,Wang,head,1001\n", encoding="utf-8")
    (tmp_path / ".env").write_text("LEITAI_LANGUAGE=en\n", encoding="utf-8")
    with running(f"{LEITAI} demo --roster roster.csv --port 0", tmp_path) as said:
        assert next(said).startswith("The chat is ready: open http://127.0.0.1:")
        url = re.findall(r"LEITAI_API_URL=(\S+)", next(line for line in said if "LEITAI_API_URL=" in line))[0]
        async with aiohttp.ClientSession() as http:
            shown = json.dumps(await Page(url, http).state(HEAD), ensure_ascii=False)
    for name in ("Bureau group", "Passer-by", '"Leitai"'):
        assert name in shown
    for name in ("局工作群", "路人甲", "擂台"):
        assert name not in shown


def test_a_port_that_is_taken_is_told_with_what_to_add_to_the_command(tmp_path: Path) -> None:
    file = tmp_path / "roster.csv"
    file.write_text("unit,name,role,telegram_id\n东湖所,王所长,head,1001\n", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as held:
        done = command("demo", "--roster", str(file), "--port", str(held.getsockname()[1]), env={})
    assert done.code == 1
    assert done.reason.endswith("请在原来的命令后面加 --port 8765")


def test_a_roster_that_is_none_is_refused_and_goes_with_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "roster.csv"
    file.write_text("谁,什么\n", encoding="utf-8")
    done = command("demo", "--roster", str(file), env={})
    assert done.code == 1
    assert "名册" in done.reason
    done = command("demo", "--roster", str(file), "--empty", env={})
    assert (done.code, done.reason) == (2, "--roster 不能和 --tour、--empty 一起用")
