"""Every command alike: help in Chinese, and the published code for wrong words."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.commands.conftest import CHINESE, refused
from tests.stage import PATIENCE, Done, Stage, clean, command


def test_before_there_is_a_database_every_question_is_refused_and_creates_none(env: dict[str, str]) -> None:
    for words in (("standings", "--period", "2026-11"), ("submissions", "--format", "json"), ("audit", "verify")):
        refused(command(*words, env=env), "还没有数据库")
    assert not (Path(env["LEITAI_DATA_DIR"]) / "leitai.db").exists()


WRONG = (
    (("standings",), 2),
    (("standings", "--period", "2026-W12"), 2),
    (("standings", "--period", "November"), 2),
    (("standings", "--period", "2026-11", "--format", "yaml"), 2),
    (("standings", "--period", "2026-11", "--as-of", "yesterday"), 2),
    (("standings", "--period", "2026-11", "--as-of", "2027-01-01T00:00"), 1),
    (("standings", "--period", "2026-11", "--arena", "没有擂台"), 1),
    (("submissions", "--format", "table"), 2),
    (("submissions", "--state", "lost"), 2),
    (("submissions", "--period", "soon"), 2),
    (("submissions", "--unit", "没有所"), 1),
    (("nonsense",), 2),
    (("roster", "import"), 2),
    (("audit", "nonsense"), 2),
    (("standings", "--period", "2026-11", "--nonsense"), 2),
)


def test_wrong_words_are_refused_with_the_published_code(stage: Stage) -> None:
    for words, code in WRONG:
        refused(stage.leitai(*words), code=code)


@pytest.mark.parametrize("words", [("--help",), ("run", "--help"), ("roster", "import", "--help"), ()])
def test_help_is_in_chinese(words: tuple[str, ...]) -> None:
    done = command(*words, env={})
    assert CHINESE.search(done.out + done.err)
    assert done.code in (0, 2)


def test_the_program_ends_with_the_code_and_the_cause(env: dict[str, str]) -> None:
    for words, code in ((("audit", "verify"), 1), (("standings",), 2)):
        ran = subprocess.run(
            [sys.executable, "-m", "bot", *words],
            env={**clean(os.environ), **env},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=PATIENCE,
        )
        refused(Done(ran.returncode, ran.stdout, ran.stderr), code=code)
