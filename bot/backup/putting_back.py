"""Putting a backup back: verified as a whole beside the house, then moved in; what was there is kept aside."""

import errno
import os
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot import files
from bot.backup.archive import DATABASE, REST_DAYS, RULEBOOK, Contents, House, distinct, read
from bot.shelf import Shelf, digest
from storage import copies, private
from storage.copies import Judged
from storage.database import Database
from storage.engines import sqlite
from storage.private import run_lock

_HALF = ".leitai-restore-"


class TakenError(Exception):
    """There is a house already, and nobody said that it may be replaced."""


class RunningError(Exception):
    """Somebody uses the house."""


@dataclass(frozen=True, slots=True)
class PutBack:
    """A house that was put back: when its backup was made, what is missing, and where that which it replaced is."""

    made_at: datetime | None
    judged: Judged
    missing: int
    aside: Path | None


def put_back(archive: Path, house: House, now: datetime, *, force: bool) -> PutBack:
    """Put a backup, or a database of which only the file is left, in the place of a house; nothing or all.

    BrokenError, DatabaseError: it is not sound. RunningError, TakenError: it must not be now. OSError: it could not be
    read or written.
    """
    alone = sqlite.is_file_of(archive)
    path = house.database
    with run_lock(path) as held:
        if not held:
            raise RunningError
        if path.exists() and path.stat().st_size and not force:
            raise TakenError
        remove_halves(path.parent)
        with tempfile.TemporaryDirectory(prefix=_HALF, dir=path.parent) as work:
            new = House(Path(work) / DATABASE)
            if alone:
                copies.copy(archive, new.database)
                contents = Contents()
            else:
                contents = read(archive, Path(work))
            judged = _brought_up(new.database)
            missing = sum(_lacks(kept.place, kept.stored, new, house) for kept in distinct(judged.evidence))
            aside = _Aside(path.parent, now)
            _move_in(new, house, aside)
            _clear(house.shelf, {kept.place for kept in judged.evidence}, aside)
    return PutBack(contents.made_at, judged, missing, aside.folder)


def remove_halves(folder: Path) -> None:
    """Remove what was being put back when a process was killed; for who holds the run lock."""
    for left in folder.glob(f"{_HALF}*"):
        shutil.rmtree(left, ignore_errors=True)


def _brought_up(path: Path) -> Judged:
    """Bring a database to the newest schema, and judge it."""
    database = Database(path)
    try:
        database.refuse_unless_usable(to_migrate=True)
        database.migrate()
    finally:
        database.close()
    if path.with_name(f"{path.name}-wal").exists():  # SQLite says nothing when it cannot put the log into the file
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    return copies.judge(path)


def _lacks(place: str, stored: str, *houses: House) -> bool:
    return all(digest(house.shelf, place) != stored for house in houses)


class _Aside:
    """Where that which is replaced is kept; made when there is something."""

    def __init__(self, parent: Path, now: datetime) -> None:
        self._parent = parent
        self._name = now.astimezone(UTC).strftime("replaced-%Y%m%dT%H%M%SZ")
        self.folder: Path | None = None

    def place(self, name: str) -> Path:
        """Return where something is to be kept."""
        if self.folder is None:
            number, self.folder = 1, self._parent / self._name
            while self.folder.exists():
                number += 1
                self.folder = self._parent / f"{self._name}-{number}"
        place = self.folder / name
        private.make_folder(place.parent)
        return place

    def keep(self, path: Path, name: str) -> None:
        """Keep a file aside that stays where it is until it is replaced."""
        place = self.place(name)
        try:
            os.link(path, place)
        except OSError:  # a file system without links
            shutil.copyfile(path, place)
            place.chmod(private.FILE)

    def sync(self) -> None:
        """Let what is kept be on the disk before that which replaces it."""
        if self.folder is not None:
            private.sync(self.folder)
            private.sync(self._parent)


def _move_in(new: House, old: House, aside: _Aside) -> None:
    """Move what was verified in: evidence is only added, and the database comes last, by one renaming."""
    parent = old.database.parent
    for place in sorted(new.shelf.places()):
        _put(place, new.shelf, old.shelf, aside)
    for name, path in ((RULEBOOK, parent / RULEBOOK), (REST_DAYS, old.rest_days or parent / REST_DAYS)):
        if (new.database.parent / name).exists():
            _replace(new.database.parent / name, path, aside, name)
    if old.database.exists() and old.database.stat().st_size:
        sqlite.settle(old.database)
        aside.keep(old.database, DATABASE)
    for ending in ("-wal", "-shm"):  # where it could not be settled it keeps its log, and the new one gets none
        rest = old.database.with_name(f"{old.database.name}{ending}")
        if rest.exists():
            rest.replace(aside.place(f"{DATABASE}{ending}"))
    aside.sync()
    new.database.replace(old.database)
    private.sync(parent)


def _replace(new: Path, old: Path, aside: _Aside, name: str) -> None:
    if old.exists():
        if files.digest(old) == files.digest(new):
            return
        aside.keep(old, name)
    private.make_folder(old.parent)
    shutil.move(new, old)  # the settings may be on another disk than the database
    private.sync(old.parent)


def _put(place: str, new: Shelf, old: Shelf, aside: _Aside) -> None:
    """Put evidence on the shelf; what stands there and is another thing was changed by a hand."""
    data, there = new.read(place), old.read(place)
    if data is None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))
    if there == data:
        return
    if there is not None:
        old.take_away(place, aside.place(f"evidence/{place}"))
    old.keep(place, data)


def _clear(shelf: Shelf, named: set[str], aside: _Aside) -> None:
    """Take from the shelf what the database that was put back does not name: it came after the backup."""
    for place in sorted(shelf.places() - named):
        shelf.take_away(place, aside.place(f"evidence/{place}"))
