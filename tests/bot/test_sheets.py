"""What is read of tables: a workbook's cells as a person sees them, and the lines of CSV."""

import io
from datetime import date, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from bot.process import RefusedError
from bot.sheets import read_rows, rows


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


NAMES = "unit,metric\n东湖市场监管所,工单按期回复率\n镕基所,办结率\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("told", [False, True])
def test_csv_is_read_as_offices_save_it(encoding: str, separator: str, told: bool) -> None:  # noqa: FBT001 - a case
    text = (f"sep={separator}\r\n" if told else "") + NAMES.replace(",", separator)
    assert rows("v.csv", text.encode(encoding)) == [
        (1 + told, ["unit", "metric"]),
        (2 + told, ["东湖市场监管所", "工单按期回复率"]),
        (3 + told, ["镕基所", "办结率"]),
    ]


def test_a_byte_order_mark_in_gb18030_is_no_part_of_the_first_name() -> None:
    assert rows("v.csv", ("\ufeff" + NAMES).encode("gb18030"))[0] == (1, ["unit", "metric"])


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)),
        NAMES.encode()[:-3] + b"\n",  # UTF-8 that was cut
        "unit,metric\n東湖市場監管所,辦結率與滿意率\n".encode("big5"),
        "unit,metric\nMünchen,Größe\n".encode("latin-1"),
        NAMES.encode("utf-16")[:-1],
    ],
)
def test_csv_in_an_encoding_that_is_in_doubt_is_refused_in_one_line(data: bytes) -> None:
    assert refusal("数值.csv", data) == (
        "数值.csv 的编码认不出（不是 UTF-8、UTF-16 或 GB18030），请另存为 UTF-8（CSV UTF-8）后再试"
    )


def test_csv_with_two_kinds_of_separators_is_refused_but_a_comma_decides() -> None:
    assert "既有分号又有制表符" in refusal("v.csv", b"unit;metric\tperiod\n")
    assert rows("v.csv", b"unit,a;b\n1;2,3\n") == [(1, ["unit", "a;b"]), (2, ["1;2", "3"])]


@pytest.mark.parametrize("data", [b'a,"b\n', b'a\n"b"c,d\n'])
def test_csv_with_stray_quotes_is_refused_with_its_line(data: bytes) -> None:
    assert "引号不成对或多余" in refusal("v.csv", data)


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
        (3, ["98/100", "0.1", "0.0000001", "10000000000000000000000", "True", "-0.25", "2026-03-06 08:00"]),
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


def test_a_formula_is_never_evaluated_nor_its_cell_taken_for_an_empty_one() -> None:
    assert "v.xlsx 的 B2 是公式，没有存下算出的结果" in refusal("v.xlsx", workbook(["a", ""], ["b", "=1+1"]))


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("v.xlsx", b"PK no zip", "不是完好的 .xlsx 文件"),
        ("v.xls", b"", "旧版 Excel"),
        ("v.xlsx", OLD, "加了密码，或是旧版 Excel 格式"),
        ("v.et", OLD, "加了密码，或是旧版 Excel 格式"),
        ("v.ods", b"PK\x03\x04", "v.ods 不是能读的表格"),
    ],
)
def test_what_is_no_table_that_can_be_read_is_refused_with_the_way_out(name: str, data: bytes, why: str) -> None:
    assert why in refusal(name, data)


def shown(number_format: str, *values: object) -> list[str]:
    """Read a row of cells that have a number format."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(values))
    for cell in sheet[1]:
        cell.number_format = number_format
    stream = io.BytesIO()
    book.save(stream)
    ((_, texts),) = rows("v.xlsx", stream.getvalue())
    return texts


@pytest.mark.parametrize(
    "number_format",
    [
        '0.00"%"', "0.00\\%", '0.0;"-"0.0;"0%"', '0.0"%', "0.0_%", "0.0*%", "0.0[$%]", "[<0]0.0%;0.0", "0.0;0.0%",
        "[>1]0%;[>0.9]0%;0.0", "General",
    ],
)  # fmt: skip
def test_a_per_cent_sign_that_only_stands_there_changes_no_number(number_format: str) -> None:
    assert shown(number_format, 0.5) == ["0.5"]


@pytest.mark.parametrize(
    "number_format",
    ["0%", "0.00%", '"率"0.0%', "0.0;0.0%", "[Red]0%;0", "[>0.1]0;0%", '0.0"\\"%', "0.0;-0%;0", "[=-0.5]0.0%;0"],
)
def test_a_number_shown_in_per_cent_is_read_in_per_cent(number_format: str) -> None:
    value = 0.5 if number_format in ("0%", "0.00%", '"率"0.0%', "[Red]0%;0", '0.0"\\"%') else -0.5
    assert shown(number_format, value) == [f"{value * 100:.0f}%"]


def test_a_zero_in_the_section_of_zero_is_zero() -> None:
    assert shown('0.0%;-0.0%;"0%"', 0.25, -0.25, 0) == ["25%", "-25%", "0"]


def by_number(number: int, *days: int) -> list[str]:
    """Read days whose cells have one of Excel's own formats, which files name by its number alone."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(days))
    for cell in sheet[1]:
        cell.number_format = "0.0000"
    stream = io.BytesIO()
    book.save(stream)
    told = io.BytesIO()
    with ZipFile(io.BytesIO(stream.getvalue())) as whole, ZipFile(told, "w") as renumbered:
        for name in whole.namelist():
            data = whole.read(name)
            if name == "xl/styles.xml":
                assert b'numFmtId="164" ' in data
                data = data.replace(b'<xf numFmtId="164" ', b'<xf numFmtId="%d" ' % number)
            renumbered.writestr(name, data)
    ((_, texts),) = rows("v.xlsx", told.getvalue())
    return texts


@pytest.mark.parametrize("number", [*range(27, 32), 36, *range(50, 55), 57, 58])
def test_the_first_of_a_month_is_a_month_in_every_date_format_of_a_chinese_excel(number: int) -> None:
    assert by_number(number, 46327) == ["2026-11"]


@pytest.mark.parametrize(("number", "text"), [(27, "2026-11"), (36, "2026-11"), (57, "2026-11"), (31, "2026-11-19")])
def test_a_day_is_read_as_exactly_as_it_is_shown(number: int, text: str) -> None:
    assert by_number(number, 46345) == [text]


@pytest.mark.parametrize(
    ("number_format", "text"),
    [('yyyy"年"m"月"', "2026-11"), ("[$-804]yyyy/mm", "2026-11"), ('yyyy"年"', "2026"), ("yyyy-mm-dd", "2026-11-19")],
)
def test_a_day_in_a_format_of_ones_own_is_read_as_it_is_shown(number_format: str, text: str) -> None:
    assert shown(number_format, date(2026, 11, 19)) == [text]
