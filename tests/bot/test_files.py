import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.files import is_no_room, keep, read_bytes, read_sample, remove_halves, take_room
from bot.process import RefusedError
from scoring.rulebook.load import load


def test_a_file_that_is_not_there_is_refused_with_its_path(tmp_path: Path) -> None:
    for path, words in ((tmp_path / "none.csv", "找不到文件"), (tmp_path, "是文件夹")):
        with pytest.raises(RefusedError) as caught:
            read_bytes(path)
        assert words in caught.value.lines[-1]
        assert str(path) in caught.value.lines[-1]


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as caught:
        read_bytes(tmp_path / ("x" * 300))
    assert "读不出来（文件名太长），请检查路径和权限" in caught.value.lines[-1]


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """Let the machine refuse what would make a file larger, as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_file_for_which_there_is_no_room_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "ab" / "abc.pdf"
    with no_file_larger_than(100_000):
        for write in (lambda: keep(path, bytes(200_000)), lambda: take_room(path, 200_000)):
            with pytest.raises(OSError, match="File too large") as caught:
                write()
            assert is_no_room(caught.value)
            assert list(path.parent.iterdir()) == []
        keep(path, bytes(50_000))
    assert path.stat().st_size == 50_000


def test_what_a_killed_process_was_writing_is_removed_and_nothing_else(tmp_path: Path) -> None:
    keep(tmp_path / "ab" / "abc.pdf", b"whole")
    half = tmp_path / "ab" / ".abd.pdf.half"
    half.write_bytes(b"ha")
    remove_halves(tmp_path)
    assert [path.name for path in (tmp_path / "ab").iterdir()] == ["abc.pdf"]


def test_the_shipped_sample_is_read() -> None:
    assert load(read_sample()).competition.id == "wusai-2026"
