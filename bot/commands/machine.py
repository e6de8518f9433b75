"""The machine that a house stands on: folders that the program may write and others may not read, and the clock."""

import glob
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx

from bot.backup import archive
from bot.clock import Clock
from bot.commands.texts import said
from bot.settings import Settings
from storage import private
from storage.place import file_of

WRONG = timedelta(minutes=1)
"""How far the clock may be from the chat server's: within it, deadlines are kept to the minute."""


def folder_faults(settings: Settings, note: Callable[[str], None]) -> list[str]:
    """Name the folders of a house in which the program cannot write; note which files other accounts can open."""
    own = file_of(settings.database).parent
    setting = "LEITAI_DATABASE_URL" if own != settings.data_dir else "LEITAI_DATA_DIR"
    named = [(own, setting)] + ([(settings.backup_dir, "LEITAI_BACKUP_DIR")] if settings.backup_dir else [])
    if wide := list(private.wider(_kept_at(settings))):
        folder = own if wide[0].is_relative_to(own) else settings.backup_dir
        note(said("wide", count=len(wide), path=wide[0], folder=folder))
    faults = []
    for folder, name in named:
        there = next(one for one in (folder, *folder.absolute().parents) if one.exists())
        if not there.is_dir():
            faults.append(said("folder_file", folder=folder, there=there, setting=name))
        elif not os.access(there, os.W_OK | os.X_OK):
            faults.append(said("folder_shut", folder=folder, there=there, setting=name))
    return faults


def _kept_at(settings: Settings) -> Iterator[Path]:
    """Yield what is kept of a house: the folder, the database with what stands beside it, evidence and backups."""
    database = file_of(settings.database)
    yield database.parent
    yield from sorted(database.parent.glob(f"{glob.escape(database.name)}*"))
    shelf = database.parent / "evidence"
    yield shelf
    yield from sorted(shelf.rglob("*"))
    if settings.backup_dir is not None:
        yield settings.backup_dir
        yield from (path for _, path in archive.named(settings.backup_dir))


class Watch:
    """Holds the clock against the one that the chat server dates its answers by."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._asked = clock.now()
        self.off = timedelta()
        """How far the clock is ahead of the chat server's, behind where it is negative."""

    async def hear(self, answer: httpx.Response) -> None:
        """Read what time it is over there; an answer that does not say, or not so that it can be read, says nothing."""
        try:
            there = parsedate_to_datetime(answer.headers["Date"]).astimezone(UTC)
        except (KeyError, ValueError):
            return
        self.off = off(self._asked, there, self._clock.now())

    def faults(self) -> list[str]:
        """Say that the clock is wrong, if it is."""
        if abs(self.off) <= WRONG:
            return []
        code = "clock_fast" if self.off > timedelta() else "clock_slow"
        return [said(code, seconds=abs(self.off) // timedelta(seconds=1))]


def off(asked: datetime, there: datetime, heard: datetime) -> timedelta:
    """Return how far a clock is off one that was read between two moments of its own, in whole seconds.

    The time of the other clock may be that of any moment between asking and hearing: then it is not off.
    """
    ahead, behind = asked.replace(microsecond=0) - there, heard.replace(microsecond=0) - there
    return ahead if ahead > timedelta() else min(behind, timedelta())
