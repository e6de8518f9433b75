"""Settings and database files as every command meets them."""

from pathlib import Path

import pytest

from bot.files import sample_path
from tests.cast import SECRET, TOKEN
from tests.engine import sqlite_alone
from tests.stage import command

ASKING = (
    ("standings", "--period", "2026-11"),
    ("submissions", "--format", "json"),
    ("audit", "verify"),
    ("check", "--offline"),
)


def settings(folder: Path) -> dict[str, str]:
    return {
        "LEITAI_TOKEN": TOKEN,
        "LEITAI_API_URL": "http://127.0.0.1:9",
        "LEITAI_RULEBOOK": str(sample_path()),
        "LEITAI_DATA_DIR": str(folder),
        "LEITAI_CLOCK": "2026-11-19T09:00:00+08:00",
    }


def refused(folder: Path, *words: str, part: str, **changed: str) -> None:
    """Hold that a command ends with 1 and one sentence, without a traceback or the token."""
    done = command(*words, env={**settings(folder), **changed})
    assert done.code == 1, (words, done)
    assert part in done.reason, words
    assert "Traceback" not in done.err
    assert SECRET not in done.out + done.err


@sqlite_alone
@pytest.mark.parametrize(
    "content", [b"not a database at all" * 50, b"SQLite format 3\x00" + b"\xff" * 5000, b"\x00" * 4096]
)
def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "leitai.db"
    file.write_bytes(content)
    for words in (*ASKING, ("migrate",), ("run",), ("roster", "import", str(tmp_path / "none.csv"))):
        refused(tmp_path, *words, part="none.csv" if "roster" in words else str(file))
    assert file.read_bytes() == content


def test_an_empty_file_is_refused_until_it_is_migrated(tmp_path: Path) -> None:
    file = tmp_path / "leitai.db"
    file.touch()
    for words in ASKING:
        refused(tmp_path, *words, part=str(file))
    done = command("migrate", env=settings(tmp_path))
    assert (done.code, done.err) == (0, "")
    refused(tmp_path, "standings", "--period", "2026-11", part="竞赛方案")
    assert command("submissions", env=settings(tmp_path)).out == "[]\n"


NO_ADDRESSES = ("http://", "http://h:port", "http://[::1", "http://h:99999")
NO_SERVERS = ("nonsense", "socks5://127.0.0.1:1", *NO_ADDRESSES)
NO_PROXIES = ("ftp://h:1", *NO_ADDRESSES)


@pytest.mark.parametrize(
    ("setting", "address"),
    [*(("LEITAI_API_URL", one) for one in NO_SERVERS), *(("LEITAI_PROXY", one) for one in NO_PROXIES)],
)
def test_an_address_that_cannot_be_one_is_refused_by_name(tmp_path: Path, setting: str, address: str) -> None:
    for words in (("check", "--offline"), ("migrate",), ("run",)):
        refused(tmp_path, *words, part=setting, **{setting: address})
