"""What every command promises: exit codes, the cause as the last line on stderr, never a traceback or the token."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.files import sample_path
from tests.cast import SECRET, TOKEN
from tests.stage import PATIENCE, Done, clean

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def refused(done: Done, *parts: str, code: int = 1) -> None:
    """Hold what every refusal promises."""
    assert done.code == code, done.err
    assert CHINESE.search(done.reason), done.err
    assert done.out == "" or not done.out.startswith("ready")
    told = done.out + done.err
    assert "Traceback" not in told
    assert SECRET not in told
    for part in parts:
        assert part in told


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return {
        "LEITAI_TOKEN": TOKEN,
        "LEITAI_API_URL": "http://127.0.0.1:9",
        "LEITAI_RULEBOOK": str(sample_path()),
        "LEITAI_DATA_DIR": str(tmp_path / "data"),
        "LEITAI_CLOCK": "2026-11-19T09:00:00+08:00",
    }


@contextmanager
def running(env: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """Run `leitai run` in a process of its own, and end it at the latest with the test."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        env={**clean(os.environ), **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def ended(process: subprocess.Popen[str]) -> Done:
    out, err = process.communicate(timeout=PATIENCE)
    return Done(process.returncode, out, err)
