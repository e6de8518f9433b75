"""The house keeps its own rules: what the README must say, what no file may hold."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from bot.cli import app
from bot.settings import Settings
from handlers.journeys import COMMANDS

HOUSE = Path(__file__).parent.parent
README = (HOUSE / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))


def test_every_command_stands_in_the_readme() -> None:
    commands = {command.name for command in app.registered_commands} | {group.name for group in app.registered_groups}

    missing = {name for name in commands if f"`leitai {name}" not in README}

    assert missing == set()


def test_every_chat_command_stands_in_the_readme() -> None:
    missing = {command for command in COMMANDS if f"`/{command}" not in README}

    assert missing == set()


def test_every_setting_stands_in_the_readme() -> None:
    missing = {name for name in Settings.model_fields if f"`LEITAI_{name.upper()}`" not in README}

    assert missing == set()


def test_every_dependency_has_its_reason_in_the_readme() -> None:
    lists = [PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"].values()]
    names = {re.split(r"[<>=]", requirement)[0] for requirements in lists for requirement in requirements}
    reasons = README[README.index("依赖，各有理由") :]

    missing = {name for name in names if name not in reasons}

    assert missing == set()


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_lock_files_carry_hashes_and_no_addresses(lock: str) -> None:
    text = (HOUSE / lock).read_text(encoding="utf-8")

    pinned = re.findall(r"^[a-z0-9._-]+==", text, re.MULTILINE | re.IGNORECASE)

    assert len(pinned) > 20
    assert text.count("--hash=sha256:") >= len(pinned)
    assert "://" not in text


@pytest.mark.parametrize("recipe", ["Makefile", "Dockerfile"])
def test_a_release_of_tomorrow_does_not_break_an_install_of_today(recipe: str) -> None:
    """Of a lock only what it pins is installed: an extra that a pin asks for would pull in the newest release."""
    lines = (HOUSE / recipe).read_text(encoding="utf-8").splitlines()

    locked = [number for number, line in enumerate(lines) if re.search(r"-r requirements\S*\.lock", line)]

    assert locked
    for number in locked:
        assert "--no-deps --require-hashes" in lines[number]
        assert "pip check" in "\n".join(lines[number : number + 3])


def test_the_locks_hold_all_that_their_pins_need() -> None:
    """What was installed here came from the locks alone, and nothing is missing among it."""
    checked = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, text=True, check=False)

    assert checked.returncode == 0, checked.stdout


def test_the_clock_is_read_in_one_place_only() -> None:
    readers = [
        str(path.relative_to(HOUSE))
        for package in ("bot", "handlers", "scoring", "storage")
        for path in (HOUSE / package).rglob("*.py")
        if re.search(r"datetime\.(now|utcnow|today)\(|date\.today\(|\btime\.time\(", path.read_text(encoding="utf-8"))
    ]

    assert readers == ["bot/clock.py"]
