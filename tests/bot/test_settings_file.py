"""`.env` beside the rulebook, as editors save it."""

from pathlib import Path

import pytest

from bot.files import read_sample
from tests.bot.commands.conftest import refused
from tests.stage import command


@pytest.fixture
def rulebook(tmp_path: Path) -> Path:
    path = tmp_path / "rules.toml"
    path.write_bytes(read_sample())
    return path


def written(rulebook: Path, data: bytes) -> Path:
    path = rulebook.parent / ".env"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf_8_is_read_with_or_without_a_byte_order_mark(rulebook: Path, encoding: str) -> None:
    written(rulebook, "LEITAI_LOG_LEVEL=loud\n# 擂台\n".encode(encoding))
    refused(command("check", "--offline", env={"LEITAI_RULEBOOK": str(rulebook)}), "LEITAI_LOG_LEVEL：应为 DEBUG")


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ("# 擂台的设置\nLEITAI_GROUP=1\n".encode("gb18030"), 1),
        ("LEITAI_GROUP=1\n# 擂台\n".encode("gb18030"), 2),
        ("LEITAI_GROUP=1\n".encode("utf-16"), 1),
        ("LEITAI_GROUP=1\n".encode("utf-16-le"), 1),
        ("LEITAI_GROUP=1\n".encode("utf-16-be"), 1),
    ],
)
@pytest.mark.parametrize("words", [("check",), ("run",), ("backup", "there"), ("standings", "--period", "2026-11")])
def test_another_encoding_is_refused_with_the_file_the_line_and_the_way_to_save_it(
    rulebook: Path, data: bytes, line: int, words: tuple[str, ...]
) -> None:
    path = written(rulebook, data)
    done = command(*words, env={"LEITAI_RULEBOOK": str(rulebook)})
    refused(done, f"{path} 第 {line} 行不是 UTF-8 编码", "编码选 UTF-8")
