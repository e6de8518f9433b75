"""What the bot does while it runs, seen from outside: files entered, statements run, calls of chosen functions.

Nothing of the bot is replaced, and modules are named by the ends of their paths: they may move.
"""

import inspect
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from types import FrameType
from typing import Any

from sqlalchemy import Engine, event

HOUSE = Path(__file__).parent.parent
OURS_NOT = ("tests", "build")
"""Folders of the house that are no part of the bot, beside those whose names begin with a dot."""
WRITES = "BEGIN IMMEDIATE"
"""How the writer's transaction begins; a reader's begins with a plain BEGIN on a connection that is query-only."""
RESUMED = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR


@dataclass(frozen=True, slots=True)
class Watch:
    """Calls to be counted: of one function of a file, or without a name each call from outside into a file or folder.

    `where` is the end of a path, or with a star in it a pattern of whole paths; `about` may tell what a call is about.
    """

    where: str
    name: str = ""
    about: Callable[[FrameType], object] | None = None

    def covers(self, path: str) -> bool:
        """Say whether a file is meant."""
        if "*" in self.where:
            return fnmatch(path, self.where)
        return f"/{path}".endswith(f"/{self.where}")


@dataclass(eq=False)
class Opened:
    """A transaction: the writer's, or one that only reads."""

    writing: bool
    statements: list["Statement"] = field(default_factory=list, repr=False)
    calls: list["Call"] = field(default_factory=list, repr=False)


@dataclass(frozen=True, slots=True)
class Noted:
    """Something that happened: in which transaction, and from where, as `file:function:line`, innermost first."""

    opened: Opened | None
    stack: tuple[str, ...] = field(repr=False)

    @property
    def writing(self) -> bool:
        """Whether it happened inside the writer's transaction."""
        return self.opened is not None and self.opened.writing


@dataclass(frozen=True, slots=True)
class Statement(Noted):
    """A statement that was sent to SQLite."""

    text: str


@dataclass(frozen=True, slots=True)
class Call(Noted):
    """A call that was watched for, and what it was about."""

    watch: Watch
    name: str
    about: object


@dataclass
class Run:
    """What was seen while something was recorded."""

    files: set[str] = field(default_factory=set, repr=False)
    statements: list[Statement] = field(default_factory=list, repr=False)
    calls: list[Call] = field(default_factory=list, repr=False)

    def entered(self, folder: str) -> list[str]:
        """List the files of a folder in which any function was entered."""
        return sorted(path for path in self.files if path.startswith(folder))

    def of(self, *watches: Watch) -> list[Call]:
        """List the calls that were watched for, in their order."""
        return [call for call in self.calls if call.watch in watches]

    def transaction(self, part: str) -> Opened:
        """Return the one transaction in which a statement with such a part was run."""
        found = {id(one.opened): one.opened for one in self.statements if part in one.text}
        (opened,) = found.values()
        assert opened is not None
        return opened


class Recorder:
    """Looks on in every thread that starts while it is installed: install it before the bot is started."""

    def __init__(self, *watches: Watch) -> None:
        self._watches = watches
        self._known: dict[str, tuple[str, tuple[Watch, ...]]] = {}
        self._opened: dict[int, Opened] = {}
        self._run: Run | None = None

    @contextmanager
    def installed(self) -> Iterator["Recorder"]:
        """Hang on to all engines and to all threads that start from now on."""
        before = threading.getprofile()
        listeners: dict[str, Callable[..., None]] = {
            "before_cursor_execute": self._statement,
            "begin": self._begun,
            "commit": self._ended,
            "rollback": self._ended,
        }
        for name, listener in listeners.items():
            event.listen(Engine, name, listener)
        threading.setprofile(self._see)
        try:
            yield self
        finally:
            threading.setprofile(before)
            for name, listener in listeners.items():
                event.remove(Engine, name, listener)

    @contextmanager
    def recording(self) -> Iterator[Run]:
        """Record for the length of a block."""
        self._run = run = Run()
        try:
            yield run
        finally:
            self._run = None

    def _see(self, frame: FrameType, what: str, _arg: object) -> None:
        """Note a function of the bot that is entered."""
        run, code = self._run, frame.f_code
        if run is None or what != "call":
            return
        path, watches = self._known.get(code.co_filename) or self._look_up(code.co_filename)
        if not path or not code.co_flags & inspect.CO_OPTIMIZED:  # the body of a module or a class is no function
            return
        run.files.add(path)
        for watch in watches:
            if self._is_call(watch, frame):
                opened = self._opened.get(threading.get_ident())
                about = watch.about(frame) if watch.about is not None else None
                call = Call(opened, self._stack(frame), watch, code.co_name, about)
                run.calls.append(call)
                if opened is not None:
                    opened.calls.append(call)

    def _is_call(self, watch: Watch, frame: FrameType) -> bool:
        """Say whether a frame is a call that counts: what goes on after a pause was entered before."""
        if frame.f_code.co_flags & RESUMED:
            return False
        if watch.name:
            return frame.f_code.co_name == watch.name
        return frame.f_back is None or not watch.covers(self._path(frame.f_back))

    def _look_up(self, filename: str) -> tuple[str, tuple[Watch, ...]]:
        """Find the path of a file in the house, empty where it is none of the bot's, and who watches it."""
        file = Path(filename)
        path = file.relative_to(HOUSE) if file.is_relative_to(HOUSE) else Path()
        top = path.parts[0] if path.parts else "."
        name = "" if top.startswith(".") or top in OURS_NOT else path.as_posix()
        self._known[filename] = found = (name, tuple(watch for watch in self._watches if name and watch.covers(name)))
        return found

    def _path(self, frame: FrameType) -> str:
        filename = frame.f_code.co_filename
        return (self._known.get(filename) or self._look_up(filename))[0]

    def _stack(self, frame: FrameType | None) -> tuple[str, ...]:
        """Return the bot's functions that led here."""
        found = []
        while frame is not None:
            if path := self._path(frame):
                found.append(f"{path}:{frame.f_code.co_name}:{frame.f_lineno}")
            frame = frame.f_back
        return tuple(found)

    def _statement(self, _connection: object, _cursor: object, text: str, *_rest: Any) -> None:
        run = self._run
        if run is None:
            return
        opened = self._opened.get(threading.get_ident())
        statement = Statement(opened, self._stack(sys._getframe()), text)
        run.statements.append(statement)
        if opened is not None:
            opened.statements.append(statement)

    def _begun(self, connection: Any) -> None:
        self._opened[threading.get_ident()] = Opened(getattr(connection.dialect, "begins", "") == WRITES)

    def _ended(self, _connection: object) -> None:
        self._opened.pop(threading.get_ident(), None)


def argument(type_name: str, attribute: str) -> Callable[[FrameType], object]:
    """Tell calls apart by what the nearest thing of a type, here or in a function that led here, has as attribute."""

    def about(frame: FrameType | None) -> object:
        while frame is not None:
            for value in frame.f_locals.values():
                if type(value).__name__ == type_name:
                    return getattr(value, attribute)
            frame = frame.f_back
        return None

    return about
