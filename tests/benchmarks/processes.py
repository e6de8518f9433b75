"""Bots as processes of their own, and what those have spent and hold; the chat is served by this process."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tests.stage import clean

ROOT = Path(__file__).parents[2]
AIOGRAM = ROOT / ".venv" / "aiogram" / "bin" / "python"
"""Another environment: aiogram and we ask for different releases of pydantic (see the Makefile)."""
PATIENCE = 300
"""Seconds in which a bot must have done everything."""
TICK = os.sysconf("SC_CLK_TCK")

Words = tuple[str, ...]


def ours(url: str, folder: Path, *how: str) -> Words:
    """Say how our bot is begun whose letters wait for no pace."""
    return sys.executable, "-m", "tests.benchmarks.bots", "ours", url, str(folder), *how


def echoes() -> dict[str, Callable[[str], Words]]:
    """Say how the echo bots are begun that there are, by name."""
    module, script = "tests.benchmarks.bots", str(Path(__file__).with_name("aiogram_echo.py"))
    found: dict[str, Callable[[str], Words]] = {"PTB echo bot": lambda url: (sys.executable, "-m", module, "ptb", url)}
    if AIOGRAM.exists():
        found["aiogram echo bot"] = lambda url: (str(AIOGRAM), script, url)
    return found


@contextlib.contextmanager
def running(words: Words, env: Mapping[str, str] | None = None) -> Iterator[subprocess.Popen[str]]:
    """Run a bot; it is asked for something by a line, and answers by one (see `asked`)."""
    settings = {**clean(os.environ), **(env or {})}
    with subprocess.Popen(
        words, cwd=ROOT, env=settings, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)


def asked(process: subprocess.Popen[str], line: str) -> str:
    """Ask a bot for something."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{line}\n")
    process.stdin.flush()
    return process.stdout.readline().strip()


def until(condition: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Wait until something holds."""
    give_up = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < give_up, "not done in time"
        threading.Event().wait(0.005)


def spent(process: int) -> float:
    """Return the seconds of processor time that a process has spent."""
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def memory(process: int, kind: str = "Pss") -> float:
    """Return the MB of memory that a process has: of what it shares its part, or with "Rss" all."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text("utf-8").splitlines()
    return int(next(line for line in lines if line.startswith(f"{kind}:")).split()[1]) / 1000


def family(process: int) -> list[int]:
    """List a process, those that it has begun, and those that they have."""
    tasks = Path(f"/proc/{process}/task").iterdir()
    begun = [int(each) for task in tasks for each in (task / "children").read_text("utf-8").split()]
    return [process, *(each for one in begun for each in family(one))]
