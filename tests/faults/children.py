"""Bots as processes of their own: started from a loaded mother, killed by pid, and none left behind."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.faults.swift import Swift

ROOT = Path(__file__).parents[2]
MARK = "LEITAI_TEST_FAMILY"


@dataclass
class Child:
    """A bot process; `ended` is set when it is gone, by whatever."""

    pid: int
    handle: int
    ended: threading.Event = field(default_factory=threading.Event)

    def kill(self) -> None:
        """Kill it as a power cut would."""
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end."""
        self._signal(signal.SIGTERM)

    def _signal(self, word: signal.Signals) -> None:
        if not self.ended.is_set():
            signal.pidfd_send_signal(self.handle, word)


class Mother:
    """Starts bots that are all built alike."""

    def __init__(self, process: subprocess.Popen[str], mark: str, folder: Path, url: str, clock: Swift) -> None:
        self._process = process
        self._mark = mark
        self.log = folder / "bot.log"
        self.clock = clock
        self._life = {
            "database": str(folder / "leitai.db"),
            "log": str(self.log),
            "url": url,
            "origin": clock.origin,
            "speed": clock._speed,
            "level": "WARNING",
        }
        self._watchers: list[threading.Thread] = []
        self.planted: tuple[str, ...] = ()

    def start(self, ring: Callable[[], None], *, dies: tuple[str, int] | None = None) -> Child:
        """Fork a bot; `dies` says before or after which of its commits it is to be killed; `ring` tells its end."""
        death = None if dies is None else {"when": dies[0], "commit": dies[1]}
        life = {**self._life, "at": self.clock.at_origin().isoformat(), "dies": death, "planted": self.planted}
        told, heard = self._process.stdin, self._process.stdout
        assert told is not None
        assert heard is not None
        print(json.dumps(life), file=told, flush=True)
        pid = int(heard.readline())
        child = Child(pid, os.pidfd_open(pid))
        watcher = threading.Thread(target=_watch, args=(child, ring), daemon=True)
        watcher.start()
        self._watchers.append(watcher)
        return child

    def left_behind(self, seconds: float = 10) -> list[int]:
        """List the processes that descend from this mother and do not go by themselves, by the mark they inherit."""
        return [pid for pid in _marked(self._mark) if pid != self._process.pid and not _gone(pid, seconds)]

    def close(self) -> None:
        """End the mother and wait until every descendant is gone; kill what does not go by itself."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=10)
        for pid in _marked(self._mark):
            if not _gone(pid, 10):
                os.kill(pid, signal.SIGKILL)
        for watcher in self._watchers:
            watcher.join(timeout=10)
        assert self._process.stdout is not None
        self._process.stdout.close()


def _watch(child: Child, ring: Callable[[], None]) -> None:
    _await_end(child.handle, None)
    child.ended.set()
    os.close(child.handle)
    ring()


def _await_end(handle: int, seconds: float | None) -> bool:
    """Wait until a process is gone; False when it did not go in time."""
    import select

    poll = select.poll()
    poll.register(handle, select.POLLIN)
    return bool(poll.poll(None if seconds is None else seconds * 1000))


def _gone(pid: int, seconds: float) -> bool:
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return _await_end(handle, seconds)
    finally:
        os.close(handle)


def _marked(mark: str) -> list[int]:
    wanted, found = f"{MARK}={mark}".encode(), []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and wanted in (entry / "environ").read_bytes().split(b"\0"):
                found.append(int(entry.name))
        except (OSError, ValueError):
            continue
    return found


@contextmanager
def mother(folder: Path, url: str, clock: Swift) -> Iterator[Mother]:
    """Start a mother; at the end nothing that it started is alive."""
    mark = f"{os.getpid()}-{folder.name}"
    environment: dict[str, Any] = {
        **os.environ, MARK: mark, "PTB_TIMEDELTA": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.zygote"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment,
    )
    parent = Mother(process, mark, folder, url, clock)
    try:
        yield parent
    finally:
        parent.close()
