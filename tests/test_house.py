"""The house keeps its own rules: how it is installed, what it is licensed under, what no file may hold."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
PROJECT = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock", "tests/benchmarks/aiogram.lock"])
def test_lock_files_carry_hashes_and_no_addresses(lock: str) -> None:
    text = (HOUSE / lock).read_text(encoding="utf-8")

    pinned = re.findall(r"^[a-z0-9._-]+==", text, re.MULTILINE | re.IGNORECASE)

    assert len(pinned) > 15
    assert text.count("--hash=sha256:") >= len(pinned)
    assert "://" not in text


@pytest.mark.parametrize("recipe", ["Makefile", "Dockerfile"])
def test_a_release_of_tomorrow_does_not_break_an_install_of_today(recipe: str) -> None:
    """Of a lock only what it pins is installed: an extra that a pin asks for would pull in the newest release."""
    lines = (HOUSE / recipe).read_text(encoding="utf-8").splitlines()

    locked = [number for number, line in enumerate(lines) if re.search(r"-r \S+\.lock", line)]

    assert locked
    for number in locked:
        assert "--no-deps --require-hashes" in lines[number]
        assert "pip check" in "\n".join(lines[number : number + 3])


def test_the_locks_hold_all_that_their_pins_need() -> None:
    """What was installed here came from the locks alone, and nothing is missing among it."""
    checked = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, text=True, check=False)

    assert checked.returncode == 0, checked.stdout


def test_what_only_one_engine_knows_stands_in_its_module_and_in_the_dialect() -> None:
    """Another engine is one module more, and no statement is written twice."""
    known = re.compile(
        r"^\s*(?:import|from) (?:sqlite3|psycopg|sqlalchemy\.dialects)\b|\bPRAGMA\b|\bpg_\w+\(", re.MULTILINE
    )
    knowing = {
        path.relative_to(HOUSE).as_posix()
        for package in ("bot", "handlers", "scoring", "storage")
        for path in (HOUSE / package).rglob("*.py")
        if known.search(path.read_text(encoding="utf-8"))
    }

    assert {path for path in knowing if not path.startswith("storage/engines/")} == {"storage/dialect.py"}


def test_the_clock_is_read_in_one_place_only() -> None:
    readers = [
        str(path.relative_to(HOUSE))
        for package in ("bot", "handlers", "scoring", "storage")
        for path in (HOUSE / package).rglob("*.py")
        if re.search(r"datetime\.(now|utcnow|today)\(|date\.today\(|\btime\.time\(", path.read_text(encoding="utf-8"))
    ]

    assert readers == ["bot/clock.py"]


@pytest.mark.skipif(not (HOUSE / ".git").exists(), reason="no working copy, which alone says what is kept")
def test_what_is_kept_holds_no_links() -> None:
    """A link leads out of the house; where it stands for a folder, whoever takes it over loses what is in that."""
    done = subprocess.run(["git", "ls-files", "-s"], cwd=HOUSE, check=True, capture_output=True, text=True)

    kept = [line.split(maxsplit=3) for line in done.stdout.splitlines()]

    assert len(kept) > 100
    assert [path for mode, _, _, path in kept if mode == "120000"] == []
