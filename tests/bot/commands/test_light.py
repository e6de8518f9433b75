"""What a command loads: only what it needs, so that the command line answers at once."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.files import sample_path

VALUES = Path(__file__).parents[2] / "scoring" / "rulebook" / "values" / "hongqi.csv"
SCORE = ("score", str(sample_path("hongqi.toml")), str(VALUES), "--period", "2026-03")
HEAVY = {
    "numpy",
    "matplotlib",
    "PIL",
    "sqlalchemy",
    "sqlmodel",
    "alembic",
    "pydantic_settings",
    "telegram",
    "httpx",
    "aiohttp",
}
HEAVY |= {"asyncio", "openpyxl", "apscheduler", "handlers"}
LATER = {"numpy", "matplotlib", "PIL", "alembic", "aiohttp", "obstore", "psycopg"}
LATER |= {"openpyxl", "xlsxwriter", "docx", "docxtpl", "jinja2", "segno", "pypinyin"}
"""What is loaded by whoever first needs it: tables, documents, pictures, a bucket, a server, an older database."""
PROGRAM = """
import sys
from bot import cli
code = cli._run(sys.argv[1:])
print(*sys.modules, file=sys.stderr)
sys.exit(code)
"""


def loaded(*words: str) -> tuple[str, set[str]]:
    """Run a command in a process of its own; returns what it said, and every module that it loaded."""
    done = subprocess.run([sys.executable, "-c", PROGRAM, *words], capture_output=True, text=True, check=True)
    return done.stdout, set(done.stderr.split())


def test_help_loads_no_command_and_nothing_that_a_command_needs() -> None:
    said, modules = loaded("--help")
    assert "按竞赛方案给一张数值表计分" in said
    assert {name for name in modules if name.startswith("bot.commands.")} == {"bot.commands.usage"}
    said_with = {"scoring", "scoring.language", "scoring.terms"}
    assert {name.partition(".")[0] for name in modules - said_with} & (HEAVY | {"scoring", "storage"}) == set()


def test_scoring_a_table_loads_neither_chat_nor_database_nor_pictures_nor_numpy() -> None:
    said, modules = loaded(*SCORE)
    assert "临时排名" in said
    assert {name.partition(".")[0] for name in modules} & HEAVY == set()
    assert {name for name in modules if name.startswith("bot.commands.")} == {
        "bot.commands.score",
        "bot.commands.usage",
    }


def test_the_bot_loads_nothing_before_its_first_poll_that_only_later_work_needs() -> None:
    code = "import sys, bot.commands.run; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    found = {name.partition(".")[0] for name in done.stdout.split()}
    assert {"telegram", "sqlalchemy", "handlers"} <= found
    assert found & LATER == set()


@pytest.mark.parametrize("words", [("scor",), ("--nothing",), ()])
def test_what_is_no_command_is_said_as_before(words: tuple[str, ...]) -> None:
    found = subprocess.run(
        [sys.executable, "-m", "bot", *words], capture_output=True, text=True, check=False, cwd=Path.cwd()
    )
    assert found.returncode == 2
    assert found.stderr.startswith("用法不对，没有执行：")
