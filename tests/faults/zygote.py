"""A process that has everything loaded and forks bots on request: a start takes milliseconds instead of a second.

It says the pid of a process that lasts as long as it. Then it reads one JSON object a line (the `Life` of a bot) and
answers with its pid, and that of the process from which its bots fork what draws for them. Whatever it starts is killed
by pid.
"""

import asyncio
import gc
import importlib
import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from multiprocessing import forkserver, resource_tracker
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from storage.place import Place


def main() -> None:
    """Load everything once, then fork a bot a line."""
    from bot.outgoing.drawing import PRELOAD  # what draws imports this module, and must stay small

    forkserver.set_forkserver_preload(PRELOAD)
    forkserver.ensure_running()
    _say(resource_tracker._resource_tracker._pid)  # type: ignore[attr-defined]
    _load()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the machine forgets who has died
    for line in sys.stdin:
        _keep_what_draws()
        pid = os.fork()
        if pid == 0:
            _live(json.loads(line))
        _say(pid, forkserver._forkserver._forkserver_pid)  # type: ignore[attr-defined]


def _keep_what_draws() -> None:
    """Let there be a process that drawing is forked from: a bot that is killed while asking it takes it along."""
    server = forkserver._forkserver  # type: ignore[attr-defined]
    try:
        os.kill(server._forkserver_pid, 0)
    except ProcessLookupError:
        os.close(server._forkserver_alive_fd)
        server._forkserver_address = server._forkserver_alive_fd = server._forkserver_pid = None
        type(server).ensure_running(server)


def _load() -> None:
    """Import what a bot imports in its first second, and build one that is never run."""
    for name in (
        "anyio._backends._asyncio",
        "bot.operating.page",
        "bot.restdays",
        "encodings.idna",
        "sqlalchemy.dialects.sqlite.pysqlite",
        "tests.faults.cast",
        "tests.faults.planted",
        "tests.faults.swift",
        "tzdata.zoneinfo.Asia",
    ):
        importlib.import_module(name)
    from bot.app import Plan, _application
    from bot.files import read_sample
    from handlers.turn import read_rulebook

    _application(Plan("1:warm", "http://127.0.0.1:1", "", b"", None))
    read_rulebook(read_sample())


def _live(life: dict[str, Any]) -> None:
    """Be a bot until killed or told to stop."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    forkserver._forkserver.ensure_running = _keep_what_draws  # type: ignore[attr-defined] # it is the mother's child
    log = os.open(life["log"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(log, 1)
    os.dup2(log, 2)
    code = 1
    try:
        _serve(life)
        code = 0
    except BaseException:  # noqa: BLE001 - the mother must not go on in this process
        import traceback

        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _serve(life: dict[str, Any]) -> None:
    from bot import process as logs
    from bot.app import Bot, Plan
    from bot.files import read_sample
    from bot.outgoing.drawing import Pictures
    from bot.restdays import RestDays
    from storage.place import Address
    from tests.faults import cast, planted
    from tests.faults.swift import Swift

    logs.set_up(life["level"])
    Pictures.keep = _not_yet  # type: ignore[method-assign]  # so short a life draws only what it sends
    for name in life["planted"]:
        planted.BUGS[name]()
    clock = Swift(datetime.fromisoformat(life["at"]), origin=life["origin"], speed=life["speed"])
    path = Path(life["database"])
    database = _mortal(Address(life["server"], path.parent) if life["server"] else path, life["dies"])
    if not life["server"] and not database.holds_lock:
        raise RuntimeError("the one before still holds the run lock")
    backups = life["backups"] and Path(life["backups"])
    plan = Plan(cast.TOKEN, life["url"], "", read_sample(), cast.GROUP, backup_dir=backups)
    if port := life["port"]:
        plan = replace(plan, http=("127.0.0.1", port), webhook=f"http://127.0.0.1:{port}/hook")

    async def serve() -> None:
        stop = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
        bot = Bot(plan, database, clock, RestDays(path.parent))
        if life["server"]:
            _ready(f"process {os.getpid()} is replica {database.replica}")
        bot.intake.haste.most = sys.maxsize  # people here write as fast as the machine does
        await bot.run(stop, _ready)

    asyncio.run(serve())
    database.close()
    sys.stdout.write("stopped\n")


def _say(*pids: int) -> None:
    sys.stdout.write(f"{' '.join(map(str, pids))}\n")
    sys.stdout.flush()


async def _not_yet(*_given: object) -> None:
    """Start no drawing process before something is to be drawn."""


def _ready(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _mortal(place: "Place", dies: dict[str, Any] | None) -> Any:
    """Open the database; `dies` names the commit, counted from 1, right before or after which the process is killed."""
    from storage.database import Database, Transaction

    class Mortal(Database):
        commits = 0

        @contextmanager
        def transaction(self, now: datetime) -> Iterator[Transaction]:
            with super().transaction(now) as tx:
                yield tx
                self.commits += 1
                self._die("before")
            self._die("after")

        @contextmanager
        def claiming(self, now: datetime, *, durable: bool) -> Iterator[Transaction]:
            with super().claiming(now, durable=durable) as tx:
                yield tx
                self.commits += 1
                self._die("before")
            self._die("after")

        def _die(self, when: str) -> None:
            if dies is not None and dies["when"] == when and dies["commit"] == self.commits:
                os.kill(os.getpid(), signal.SIGKILL)

    return Mortal(place)


if __name__ == "__main__":
    main()
