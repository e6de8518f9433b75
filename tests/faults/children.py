"""Bots as processes of their own: started from a loaded mother, killed by pid, and none left behind."""

import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
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
    lock: threading.Lock = field(default_factory=threading.Lock)

    def kill(self) -> None:
        """Kill it as a power cut would."""
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end."""
        self._signal(signal.SIGTERM)

    def _signal(self, word: signal.Signals) -> None:
        with self.lock, suppress(ProcessLookupError):
            if not self.ended.is_set():
                signal.pidfd_send_signal(self.handle, word)


class Mother:
    """The process that forks bots, and the mark by which everything that descends from it can be found."""

    def __init__(self) -> None:
        self._mark = f"{os.getpid()}-{id(self)}"
        environment = {**os.environ, MARK: self._mark, "PTB_TIMEDELTA": "1", "OPENBLAS_NUM_THREADS": "1"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.zygote"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=environment,
        )
        assert self._process.stdout is not None
        self._lasting = {self._process.pid, int(self._process.stdout.readline())}

    def fork(self, life: dict[str, Any]) -> int:
        """Start a bot; returns its pid."""
        told, heard = self._process.stdin, self._process.stdout
        assert told is not None
        assert heard is not None
        told.write(json.dumps(life) + "\n")
        told.flush()
        pid, server = map(int, heard.readline().split())
        self._lasting.add(server)
        return pid

    def left_behind(self, seconds: float = 10) -> list[int]:
        """List the processes that descend from this mother and do not go by themselves; she and what draws stay."""
        return [pid for pid in _marked(self._mark) if pid not in self._lasting and not _gone(pid, seconds)]

    def close(self) -> None:
        """End the mother, and kill what is left of her family."""
        for pid in self.left_behind():
            os.kill(pid, signal.SIGKILL)
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            stream.close()
        self._process.wait(timeout=10)


class Home:
    """Where the bots of one test live: a database, a log, a chat server, a clock."""

    def __init__(self, mother: Mother, folder: Path, url: str, clock: Swift) -> None:
        self._mother = mother
        self._clock = clock
        self.path = folder / "leitai.db"
        self.log = folder / "bot.log"
        self.log.touch()
        self._life = {
            "database": str(self.path),
            "log": str(self.log),
            "url": url,
            "origin": clock.origin,
            "speed": clock.speed,
            "level": "WARNING",
            "backups": None,
            "server": None,
        }
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port: int = free.getsockname()[1]
        self._children: list[Child] = []
        self.planted: tuple[str, ...] = ()

    def share(self, url: str) -> None:
        """Let every bot from now on share a database on a server."""
        self._life["server"] = url

    def back_up_to(self, folder: Path) -> None:
        """Let every bot from now on make backups."""
        self._life["backups"] = str(folder)

    def start(self, ring: Callable[[], None], *, dies: tuple[str, int] | None = None, brought: bool = False) -> Child:
        """Fork a bot; `dies` says before or after which of its commits it is to be killed; `ring` tells its end.

        `brought`: it does not poll, updates are brought to it.
        """
        death = None if dies is None else {"when": dies[0], "commit": dies[1]}
        port = self._port if brought else None
        life = {
            **self._life,
            "port": port,
            "at": self._clock.at_origin().isoformat(),
            "dies": death,
            "planted": self.planted,
        }
        pid = self._mother.fork(life)
        child = Child(pid, os.pidfd_open(pid))
        threading.Thread(target=_watch, args=(child, ring), daemon=True).start()
        self._children.append(child)
        return child

    def close(self) -> None:
        """Kill whatever still lives here."""
        for child in self._children:
            child.kill()
            assert child.ended.wait(10)


def _watch(child: Child, ring: Callable[[], None]) -> None:
    _await_end(child.handle, None)
    with child.lock:
        child.ended.set()
        os.close(child.handle)
    ring()


def _await_end(handle: int, seconds: float | None) -> bool:
    """Wait until a process is gone; False when it did not go in time."""
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
def home(mother: Mother, folder: Path, url: str, clock: Swift) -> Iterator[Home]:
    """Let bots live somewhere; at the end none of them is alive."""
    here = Home(mother, folder, url, clock)
    try:
        yield here
    finally:
        here.close()
