"""Files, folders and locks for the program's own account alone, whatever the machine grants new ones."""

import fcntl
import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

FILE, FOLDER = 0o600, 0o700


def make_folder(path: Path) -> None:
    """Make a folder and those above it; what is there keeps its rights."""
    for missing in reversed([folder for folder in (path, *path.parents) if not folder.exists()]):
        missing.mkdir(FOLDER, exist_ok=True)
        missing.chmod(FOLDER)


def open_file(path: Path, flags: int = 0) -> int:
    """Open a file for reading and writing, a new one if there is none; returns its descriptor."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | flags, FILE)
    except FileExistsError:
        return os.open(path, os.O_RDWR | flags)
    os.fchmod(descriptor, FILE)
    return descriptor


def sync(folder: Path) -> None:
    """Let the names in a folder be on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_file(path: Path) -> None:
    """Make an empty file where there is none."""
    if not path.exists():
        os.close(open_file(path))


def wider(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files and folders that other accounts may open, too."""
    for path in paths:
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield path


@contextmanager
def run_lock(path: Path) -> Iterator[bool]:
    """Hold the run lock of a file without opening it; False where somebody else holds it."""
    make_folder(path.parent)
    descriptor = open_file(lock_of(path))
    try:
        yield lock(descriptor, 0)
    finally:
        os.close(descriptor)


def lock_of(path: Path) -> Path:
    """Return the file by which another is locked."""
    return path.with_name(f"{path.name}.lock")


def lock(descriptor: int, patience: float) -> bool:
    """Lock an open file until it is closed, within so many seconds; False where somebody else has it."""
    return within(patience, partial(_try_lock, descriptor))


def within(patience: float, attempt: Callable[[], bool]) -> bool:
    """Try once, and again for so many seconds until it succeeds; False where it does not."""
    until = time.monotonic() + patience
    while not attempt():
        if time.monotonic() >= until:
            return False
        time.sleep(0.05)
    return True


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
