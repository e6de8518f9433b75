"""Before `make demo` installs anything it asks for the port of its page, and says what is to be waited for."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stage import clean

HOUSE = Path(__file__).parents[3]


def make(venv: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Make the demo in an environment that is not there yet."""
    command = ["make", "--silent", *words, "demo", f"VENV={venv}", f"PYTHON={sys.executable}"]
    env = {**clean(os.environ), **env}
    return subprocess.run(command, cwd=HOUSE, env=env, capture_output=True, text=True, check=False)


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("zh", "127.0.0.1:{port} 打不开（端口已被占用）：请换一个端口：make demo PORT=8765"),
        ("en", "127.0.0.1:{port} cannot be opened (the port is taken): please run make demo PORT=8765"),
    ],
)
def test_a_port_that_is_taken_is_told_before_anything_is_installed(
    tmp_path: Path, taken: int, language: str, told: str
) -> None:
    made = make(tmp_path / "venv", f"PORT={taken}", LEITAI_LANGUAGE=language)

    assert made.returncode == 2
    assert made.stderr.startswith(told.format(port=taken))
    assert made.stdout == ""
    assert not [*tmp_path.glob("venv/lib/python3*/site-packages/*")]


@pytest.mark.parametrize(("language", "told"), [("zh", "300 MB，只有第一次"), ("en", "300 MB and 1 to 3 minutes")])
def test_what_takes_long_is_said_before_it_begins(tmp_path: Path, language: str, told: str) -> None:
    lines = make(tmp_path / "venv", "--dry-run", LEITAI_LANGUAGE=language).stdout.splitlines()
    said = next(number for number, line in enumerate(lines) if told in line)
    first = next(number for number, line in enumerate(lines) if "pip install" in line)

    assert lines[said].startswith("echo ")
    assert said < first
