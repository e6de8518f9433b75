"""What takes long is told on a terminal while it is done, and leaves nothing there or in a file."""

import os
import pty
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from tests.cast import HEAD
from tests.engine import sqlite_alone
from tests.stage import Stage, clean, command


def on_a_terminal(*words: str, env: dict[str, str]) -> tuple[int, str, str]:
    """Run a command whose errors go to a terminal; returns how it ended, what it said, and what the terminal got."""
    ours, theirs = pty.openpty()
    environment = {**clean(os.environ), **env, "TERM": "xterm", "COLUMNS": "100"}
    with subprocess.Popen(
        [sys.executable, "-m", "bot", *words], env=environment, stdout=subprocess.PIPE, stderr=theirs, text=True
    ) as ran:
        os.close(theirs)
        shown = b""
        with suppress(OSError):  # the other side was closed
            while read := os.read(ours, 65536):
                shown += read
        assert ran.stdout is not None
        said = ran.stdout.read()
    os.close(ours)
    return ran.returncode, said, shown.decode()


@sqlite_alone
def test_a_move_says_how_far_it_is_and_the_line_goes_when_it_is_over(stage: Stage, tmp_path: Path) -> None:
    stage.report(HEAD)
    stage.stop()
    move = ("migrate", "--to", f"sqlite:///{tmp_path}/moved.db")
    code, said, shown = on_a_terminal(*move, env={**stage.env(), "LEITAI_LANGUAGE": "en"})
    assert code == 0, shown
    assert "Moving every row to the other database" in shown
    assert "100%" in shown
    assert shown.endswith("\x1b[2K"), "the line is taken away"
    assert "Moving every row" not in said


def test_a_chain_is_computed_again_in_sight_on_a_terminal_alone(stage: Stage) -> None:
    stage.report(HEAD)
    stage.stop()
    code, said, shown = on_a_terminal("audit", "verify", env=stage.env())
    assert code == 0, shown
    assert "正在重算存证链" in shown
    assert command("audit", "verify", env=stage.env()).err == ""
    assert "正在" not in said


def test_the_demo_says_on_a_terminal_how_far_its_sample_week_is() -> None:
    ours, theirs = pty.openpty()
    environment = {**clean(os.environ), "LEITAI_LANGUAGE": "en", "TERM": "xterm", "COLUMNS": "100"}
    demo = [sys.executable, "-m", "bot", "demo", "--port", "0"]
    with subprocess.Popen(demo, env=environment, stdout=subprocess.PIPE, stderr=theirs) as ran:
        os.close(theirs)
        shown = ""
        while not re.search(r"Playing the sample week.*[1-9]%", shown):
            shown += os.read(ours, 65536).decode(errors="replace")
        ran.kill()
        assert ran.stdout is not None
        assert re.search(rb"http://[\d.:]+ shows how far it is", ran.stdout.read())
    os.close(ours)
