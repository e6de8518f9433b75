"""A backup is one file, a tar: the database, the evidence that it names, the rulebook, at its end a list of it all."""

import errno
import hashlib
import io
import json
import os
import re
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from bot.shelf import Bucket, Shelf, beside
from storage import copies, private
from storage.copies import Judged
from storage.evidence import Kept
from storage.place import Address
from storage.private import run_lock

DATABASE, RULEBOOK, REST_DAYS, LIST = "leitai.db", "rulebook.toml", "restdays.txt", "backup.json"
FORMAT = 1
_MEMBER = re.compile(
    r"leitai\.db|rulebook\.toml|restdays\.txt|backup\.json|evidence/[0-9a-f]{2}/[0-9a-f]{64}\.[a-z0-9]{1,8}"
)
_MOMENT = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"leitai-(?:([0-9a-f]+)-)?(\d{8}T\d{6}Z)\.tar")
_HALF = ".leitai-backup-"
_AT_WORK = "backup"
_CHUNK = 1 << 20


class BrokenError(Exception):
    """A file is not a backup, or not as it was made."""


@dataclass(frozen=True, slots=True)
class House:
    """What is kept of a house: its database with the evidence beside it, its rulebook, its own days of rest.

    `server`: where the rows are if not in the file; what is beside that stands there all the same. `bucket`: where the
    evidence is if not there.
    """

    database: Path
    rulebook: bytes | None = None
    rest_days: Path | None = None
    server: Address | None = None
    bucket: Bucket | None = None

    @property
    def shelf(self) -> Shelf:
        """Where the copies of evidence stand."""
        return self.bucket or beside(self.database)


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made; `missing`: evidence that the database names and that was not there as it names it."""

    path: Path
    judged: Judged
    missing: int


@dataclass(slots=True)
class Contents:
    """The members of a backup by their SHA-256, and what its list says of it."""

    digests: dict[str, str] = field(default_factory=dict)
    made_at: datetime | None = None


def name(moment: datetime, house: str = "") -> str:
    """Return what a backup of a moment is called; the daily ones bear the id of their house."""
    return "-".join(filter(None, ("leitai", house, f"{moment.astimezone(UTC):{_MOMENT}}.tar")))


def named(folder: Path, *houses: str) -> list[tuple[datetime, Path]]:
    """Return the backups in a folder that bear such a name, oldest first: of some houses, or of whatever house."""
    found = []
    for path in folder.glob("leitai-*.tar"):
        match = _NAME.fullmatch(path.name)
        if match and path.is_file() and (not houses or (match[1] or "") in houses):
            with suppress(ValueError):
                found.append((datetime.strptime(match[2], _MOMENT).replace(tzinfo=UTC), path))
    return sorted(found)


def make(house: House, target: Path, now: datetime) -> Made:
    """Write a backup whole or not at all, and read it again; FileExistsError where there is one.

    DatabaseError where the database is not sound, UnavailableError where it cannot be read now, OSError where the
    backup cannot be written, or a bucket of evidence cannot be reached.
    """
    if target.exists():
        raise FileExistsError(target)
    private.make_folder(target.parent)
    _remove_stale(target.parent)
    with tempfile.TemporaryDirectory(prefix=_HALF, dir=target.parent) as work, run_lock(Path(work) / _AT_WORK):
        database, half = Path(work) / DATABASE, Path(work) / "half"
        copies.copy(house.server or house.database, database)
        judged = copies.judge(database)
        with os.fdopen(private.open_file(half), "r+b") as file:
            missing = _pack(file, house, database, judged, now)
            file.flush()
            os.fsync(file.fileno())
        try:
            read(half)
        except BrokenError as error:
            raise OSError(errno.EIO, "it is not read as it was written") from error
        half.replace(target)
    private.sync(target.parent)
    return Made(target, judged, missing)


def _remove_stale(folder: Path) -> None:
    """Remove what a killed process left half done: nobody is at work on it."""
    for half in folder.glob(f"{_HALF}*"):
        with suppress(OSError), run_lock(half / _AT_WORK) as held:
            if held:
                shutil.rmtree(half)


def _pack(file: IO[bytes], house: House, database: Path, judged: Judged, now: datetime) -> int:
    """Write the members of a backup; returns how much evidence is missing."""
    digests: dict[str, str] = {}
    with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:

        def add(member: str, size: int, source: IO[bytes]) -> None:
            info = tarfile.TarInfo(member)
            info.size, info.mode, info.mtime = size, private.FILE, int(now.timestamp())
            tar.addfile(info, source)

        def add_bytes(member: str, data: bytes) -> None:
            digests[member] = hashlib.sha256(data).hexdigest()
            add(member, len(data), io.BytesIO(data))

        with database.open("rb") as source:
            digests[DATABASE] = hashlib.file_digest(source, "sha256").hexdigest()
            source.seek(0)
            add(DATABASE, database.stat().st_size, source)
        if house.rulebook is not None:
            add_bytes(RULEBOOK, house.rulebook)
        if house.rest_days is not None and house.rest_days.is_file():
            add_bytes(REST_DAYS, house.rest_days.read_bytes())
        missing, shelf = 0, house.shelf
        for kept in distinct(judged.evidence):
            data = shelf.read(kept.place) or b""
            if hashlib.sha256(data).hexdigest() == kept.stored:
                add_bytes(f"evidence/{kept.place}", data)
            else:
                missing += 1
        listed = {"format": FORMAT, "made_at": now.isoformat(), "schema": judged.schema, "head": judged.head}
        data = json.dumps({**listed, "files": digests}, indent=1).encode()
        add(LIST, len(data), io.BytesIO(data))
    return missing


def distinct(evidence: tuple[Kept, ...]) -> list[Kept]:
    """Return each place on the shelf once: what was sent twice stands there once."""
    return list({kept.place: kept for kept in evidence}.values())


def read(archive: Path, folder: Path | None = None) -> Contents:
    """Read a backup from end to end, into a folder if one is given; BrokenError where it is not as it was made."""
    with _broken(), tarfile.open(archive, "r:") as tar:
        found, listed = Contents(), b""
        for member in tar:
            source = tar.extractfile(member) if member.isreg() else None
            known = _MEMBER.fullmatch(member.name) and member.name not in found.digests
            if source is None or not known or member.issparse():  # holes could be larger than any disk
                raise BrokenError(member.name)
            if member.name == LIST:
                listed = source.read(_CHUNK * 64)
                continue
            found.digests[member.name] = _take(source, None if folder is None else folder / member.name)
        list_of = json.loads(listed)
        if list_of["format"] != FORMAT or list_of["files"] != found.digests or DATABASE not in found.digests:
            raise BrokenError(LIST)
        found.made_at = datetime.fromisoformat(list_of["made_at"])
    return found


@contextmanager
def _broken() -> Iterator[None]:
    """Tell what is wrong with the file from what is wrong with the disk."""
    try:
        yield
    except (tarfile.TarError, EOFError, ValueError, LookupError, TypeError, RecursionError) as error:
        raise BrokenError(str(error)) from error


def _take(source: IO[bytes], target: Path | None) -> str:
    """Read a member, and write it where it is wanted; returns its SHA-256."""
    digest = hashlib.sha256()
    if target is None:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
        return digest.hexdigest()
    private.make_folder(target.parent)
    with os.fdopen(private.open_file(target, os.O_TRUNC), "r+b") as file:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()
