"""Every command alike: help in Chinese, and the published code for wrong words."""

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.bot.commands.conftest import refused
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


COMMANDS = ("demo", "run", "check", "score", "standings", "submissions", "migrate", "backup", "restore")
PARTS = (("roster",), ("roster", "import"), ("values",), ("values", "import"), ("audit",), ("audit", "verify"))


@pytest.mark.parametrize("words", [(), *((name,) for name in COMMANDS), *PARTS])
def test_help_is_in_chinese(words: tuple[str, ...]) -> None:
    done = command(*words, "--help", env={})
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"用法：{' '.join(('leitai', *words))} [选项]")
    assert "--help" in done.out
    assert "显示这段说明" in done.out
    for english in ("Options", "Arguments", "Commands", "required", "default", "Show", "Usage"):
        assert english not in done.out


def test_the_program_tells_its_version() -> None:
    done = command("--version", env={})
    assert (done.code, done.out, done.err) == (0, f"leitai {version('leitai')}\n", "")


@pytest.mark.parametrize(
    ("words", "mistake"),
    [
        (("nonsense",), "没有命令 nonsense"),
        ((), "命令没有写完，后面还要写做什么"),
        (("roster",), "命令没有写完，后面还要写做什么"),
        (("roster", "import"), "缺少 file"),
        (("standings",), "缺少 --period"),
        (("standings", "--period"), "选项 --period 后面要写内容"),
        (("standings", "--perio", "x"), "没有选项 --perio"),
        (("check", "--offline=1"), "选项 --offline 后面不写内容"),
        (("run", "a", "b"), "多写了 a b"),
        (("demo", "--port", "x"), "--port 应为整数"),
        (("demo", "--port", "65536"), "--port 不能大于 65535"),
        (("demo", "--port", "-1"), "--port 不能小于 0"),
        (("values", "import", "a.csv", "--by", "x"), "--by 应为整数"),
    ],
)
def test_what_is_wrong_with_the_words_of_a_command_is_said_in_chinese(words: tuple[str, ...], mistake: str) -> None:
    done = command(*words, env={})
    assert (done.code, done.out) == (2, "")
    assert done.err == f"用法不对，没有执行：{mistake}（看用法：leitai --help）\n"


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
