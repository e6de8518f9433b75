import io
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from bot.files import is_no_room, keep, read_bytes, read_rows, read_sample, remove_halves, rows, take_room
from bot.process import RefusedError
from scoring.rulebook.load import load


def refusal(name: str, data: bytes) -> str:
    with pytest.raises(RefusedError) as caught:
        rows(name, data)
    return caught.value.lines[-1]


def workbook(*lines: list[object], percent: str | None = None) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in lines:
        sheet.append(line)
    if percent:
        sheet[percent].number_format = "0.0%"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_csv_is_read_with_or_without_a_byte_order_mark_and_with_either_line_end(mark: bytes, end: str) -> None:
    data = mark + f'单位,"a ""b"", c"{end}{end}x,y'.encode().replace(b"\n", end[-1:].encode())
    assert rows("v.csv", data) == [(1, ["单位", 'a "b", c']), (2, []), (3, ["x", "y"])]


def test_a_row_that_spans_lines_is_named_by_its_first() -> None:
    assert rows("v.csv", b'a,"b\nc"\nd,e\n') == [(1, ["a", "b\nc"]), (3, ["d", "e"])]


def test_csv_that_is_not_utf_8_is_refused_with_the_advice_to_save_as_utf_8() -> None:
    assert (
        refusal("数值.csv", "单位".encode("gb18030")) == "数值.csv 不是 UTF-8 编码，请另存为 UTF-8（CSV UTF-8）后再试"
    )


@pytest.mark.parametrize("data", [b'a,"b\n', b'a\n"b"c,d\n'])
def test_csv_with_stray_quotes_is_refused_with_its_line(data: bytes) -> None:
    assert "引号不成对或多余" in refusal("v.csv", data)


def test_a_file_that_is_not_there_is_refused_with_its_path(tmp_path: Path) -> None:
    for path, words in ((tmp_path / "none.csv", "找不到文件"), (tmp_path, "是文件夹")):
        with pytest.raises(RefusedError) as caught:
            read_bytes(path)
        assert words in caught.value.lines[-1]
        assert str(path) in caught.value.lines[-1]


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as caught:
        read_bytes(tmp_path / ("x" * 300))
    assert "读不出来（OSError）" in caught.value.lines[-1]


def test_a_workbook_gives_what_a_person_sees(tmp_path: Path) -> None:
    path = tmp_path / "v.XLSX"
    path.write_bytes(
        workbook(
            ["名称", 98.5, 12, 12.0, 0.985, None, date(2026, 3, 1)],
            [],
            ["98/100", 0.1, 1e-7, 1e22, True, -0.25, datetime(2026, 3, 6, 8)],  # noqa: DTZ001 - Excel knows no zones
            percent="E1",
        )
    )
    assert read_rows(path) == [
        (1, ["名称", "98.5", "12", "12", "98.5%", "", "2026-03"]),
        (2, []),
        (3, ["98/100", "0.1", "0.0000001", "10000000000000000000000", "True", "-0.25", "2026-03-06"]),
    ]


def test_what_a_formula_left_behind_the_fifteenth_figure_is_not_there() -> None:
    found = rows("v.xlsx", workbook([0.57 * 100, 4.35 * 100, -0.57 * 100, 1 / 3]))
    assert found == [(1, ["57", "435", "-57", "0.333333333333333"])]


def test_a_workbook_that_says_it_is_smaller_than_it_is_is_read_whole() -> None:
    stream = io.BytesIO()
    with ZipFile(io.BytesIO(workbook(["a", 1], ["b", 2]))) as whole, ZipFile(stream, "w") as told:
        for name in whole.namelist():
            told.writestr(name, whole.read(name).replace(b'ref="A1:B2"', b'ref="A1"'))
    assert rows("v.xlsx", stream.getvalue()) == [(1, ["a", "1"]), (2, ["b", "2"])]


def test_formulas_are_never_evaluated() -> None:
    assert rows("v.xlsx", workbook(["a", "=1+1"])) == [(1, ["a", ""])]


def test_a_broken_workbook_and_an_old_one_are_refused_with_the_way_out() -> None:
    assert "不是完好的 .xlsx 文件" in refusal("v.xlsx", b"PK no zip")
    assert "旧版 Excel" in refusal("v.xls", b"")


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
