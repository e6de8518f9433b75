"""Where LEITAI_LANGUAGE asks for English, the command line has it: help, what is wrong, and what is checked."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.files import sample_path
from tests.stage import PATIENCE, clean, english
from tests.stage.commands import command

PROGRAM = """
import json, sys
from bot import cli
for words in json.loads(sys.argv[1]):
    print("::", *words, file=sys.stderr, flush=True)
    print("=", cli._run(words), file=sys.stderr, flush=True)
"""
"""One process for all commands: to begin one takes longer than most of them."""
HELP = ("demo", "run", "check", "score", "standings", "submissions", "matters", "publications", "migrate", "backup")
PARTS = (
    ("roster", "import"),
    ("values", "import"),
    ("matters", "import"),
    ("audit", "verify"),
    ("publications", "show"),
)
WRONG = (
    (["nonsense"], 2),
    (["standings"], 2),
    (["demo", "--port", "x"], 2),
    (["score", "there is none.toml", "values.csv", "--period", "2026-11"], 1),
    (["score", "a", "b", "--period", "2026-W47"], 2),
    (["standings", "--period", "2026-11", "--format", "yaml"], 2),
    (["submissions", "--state", "lost"], 2),
    (["audit", "verify"], 1),
    (["backup", "nowhere"], 1),
    (["restore", "there is none.tar"], 1),
    (["invites", "list", "--format", "yaml"], 2),
    (["roster", "import", "people.csv"], 1),
    (["check", "--offline"], 0),
)


def ran(env: dict[str, str], *commands: list[str]) -> tuple[str, list[str]]:
    """Run commands with English settings; returns all that they wrote, and the code and the cause of each."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, json.dumps(commands)],
        env={**clean(os.environ), **env, "LEITAI_LANGUAGE": "en"},
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=4 * PATIENCE,
    )
    return done.stdout, [part.strip() for part in done.stderr.split("::")[1:]]


def test_help_is_in_english(env: dict[str, str]) -> None:
    words = [[], *([name] for name in HELP), *map(list, PARTS)]
    said, codes = ran(env, *([*each, "--help"] for each in words))
    assert all(each.endswith("= 0") for each in codes)
    assert said.count("Usage: leitai") == len(words)
    assert "Options:\n" in said
    english(said)


def test_what_is_wrong_and_what_is_checked_is_said_in_english(env: dict[str, str], tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("unit,name,role\n", encoding="utf-8")
    env["LEITAI_RULEBOOK"] = str(sample_path())
    commands = [[str(people) if word == "people.csv" else word for word in words] for words, _ in WRONG]
    said, told = ran(env, *commands)
    for (words, code), each in zip(WRONG, told, strict=True):
        assert each.endswith(f"= {code}"), words
        assert each.count("\n") >= (2 if code else 1), words
        english(each)
    assert "There is no file there is none.toml; please check the path" in told[3]
    assert "Settings: fine\n" in said
    assert "Rulebook: fine, Five Races 2026, " in said
    assert "Ad hoc work (task): assigned and verified by " in said
    assert not re.search("[\u4e00-\u9fff]", said), "what has an English name is called by it"
    assert re.search(r"\nNo fault; please look at the notes above: \d+\n$", said)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (b"LEITAI_LANGUAGE=en\n", "COMMAND"),
        (b"\xef\xbb\xbfLEITAI_GROUP=-1001\nexport LEITAI_LANGUAGE='en' # ours\n", "COMMAND"),
        (b"LEITAI_LANGUAGE=en\nLEITAI_LANGUAGE=zh\n", "命令"),
        (b"# LEITAI_LANGUAGE=en\n", "命令"),
        (b"LEITAI_LANGUAGE=en\n\xff\xfe", "命令"),
        (None, "命令"),
    ],
)
def test_help_and_what_is_misused_are_in_the_language_of_the_settings_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: bytes | None, told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    if written is not None:
        (tmp_path / ".env").write_bytes(written)
    done = command("--help", env={})
    assert (done.code, told in done.out) == (0, True), done.out
    misused = {"COMMAND": "No such command", "命令": "没有命令"}[told]
    assert misused in command("nonsense", env={}).err
    assert "没有命令" in command("nonsense", env={"LEITAI_LANGUAGE": "zh"}).err
