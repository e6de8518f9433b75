"""Tables that people send: whatever could do harm is refused at once and in a sentence, without taking memory."""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.incoming.workbooks import LARGEST, LINKS, UnfitError, read_table, refuse_unless_table
from handlers.tables.views.tables import table_fault

MB = 1024 * 1024
TYPES = "[Content_Types].xml"
ROWS = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
ALONE = """
import json, sys, time
from bot.incoming.workbooks import UnfitError, read_table
from handlers.tables.views.tables import table_fault
for line in sys.stdin:
    name, path = json.loads(line)
    data = open(path, "rb").read()
    began = time.process_time()
    try:
        said = str(sum(len(sheet.lines) for sheet in read_table(name, data)))
    except UnfitError as error:
        said = table_fault(error.code, error.values)
    took = time.process_time() - began
    status = open("/proc/self/status").read()  # what getrusage tells of a new process includes its parent
    print(json.dumps([said, took, int(status.split("VmHWM:")[1].split()[0])]), flush=True)
"""


def workbook(fill: Callable[[Worksheet], object] = lambda sheet: sheet.append(["unit"])) -> bytes:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    fill(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def repacked(parts: Mapping[str, str | bytes], *, of: bytes | None = None) -> bytes:
    """Pack a workbook anew with other or additional parts."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(of or workbook())) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in {**dict.fromkeys(old.namelist()), **parts}:
            new.writestr(name, parts[name] if name in parts else old.read(name))
    return stream.getvalue()


def many_rows(count: int) -> bytes:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>' * count
    return repacked({ROWS: f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"})


def rows_by_another_name() -> bytes:
    rows = "".join(f'<x:row r="{n}"><x:c r="A{n}"><x:v>1</x:v></x:c></x:row>' for n in range(1, 7000))
    main = MAIN.replace("xmlns", "xmlns:x")
    return repacked({ROWS: f"<x:worksheet {main}><x:sheetData>{rows}</x:sheetData></x:worksheet>"})


def encrypted() -> bytes:
    data = bytearray(workbook())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + at] |= 1
            start = data.find(mark, start + 4)
    return bytes(data)


def typed(kind: str) -> bytes:
    """Make a workbook that says another type of one of its parts."""
    with zipfile.ZipFile(io.BytesIO(workbook())) as old:
        types = old.read(TYPES)
    return repacked(
        {TYPES: types.replace(b"</Types>", b'<Override PartName="/x" ContentType="%b"/></Types>' % kind.encode())}
    )


def linked(kind: str) -> bytes:
    """Make a workbook that has something of a kind belonging to it."""
    with zipfile.ZipFile(io.BytesIO(workbook())) as old:
        links = old.read(LINKS)
    link = b'<Relationship Id="r9" Type="http://schemas.microsoft.com/office/%b" Target="x.bin"/></Relationships>'
    return repacked({LINKS: links.replace(b"</Relationships>", link % kind.encode()), "xl/x.bin": b"x"})


def formulas(sheet: Worksheet) -> None:
    for row in range(1, 13):
        sheet.append(["a", f"=A{row}&1"])


LAUGHS = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><sst>&b;</sst>'
HARM: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "twenty megabytes": ("a.xlsx", lambda: bytes(20_000_000), "太大（超过 2 MB）"),
    "a million rows": ("a.xlsx", lambda: many_rows(1_000_000), "展开后太大"),
    "a hundred thousand rows": ("a.xlsx", lambda: many_rows(150_000), "超过 5000 行"),
    "rows by another name": ("a.xlsx", rows_by_another_name, "超过 5000 行"),
    "the last row of a sheet": ("a.xlsx", lambda: workbook(lambda s: s.cell(1_048_576, 1, 1)), "超过 5000 行"),
    "the last column of a sheet": ("a.xlsx", lambda: workbook(lambda s: s.cell(1, 16_384, 1)), "超过 300 列"),
    "a bomb": ("a.xlsx", lambda: repacked({"xl/media/image1.png": bytes(40 * MB)}), "展开后太大"),
    "a thousand parts": ("a.xlsx", lambda: repacked({f"xl/x{n}.xml": "" for n in range(1000)}), "展开后太大"),
    "an entity bomb": ("a.xlsx", lambda: repacked({"xl/sharedStrings.xml": LAUGHS}), "不该有的内容"),
    "macros": ("a.xlsx", lambda: repacked({"xl/vbaProject.bin": b"x"}), "里有宏"),
    "a macro sheet": ("a.xlsx", lambda: repacked({"xl/macrosheets/sheet1.xml": "<x/>"}), "里有宏"),
    "macros by their type": ("a.xlsx", lambda: typed("application/vnd.ms-excel.sheet.macroEnabled.main+xml"), "里有宏"),
    "a macro sheet by its type": ("a.xlsx", lambda: typed("application/vnd.ms-excel.macrosheet+xml"), "里有宏"),
    "macros by another name": ("a.xlsx", lambda: linked("2006/relationships/vbaProject"), "里有宏"),
    "macros by name": ("a.xlsm", workbook, "另存为 .xlsx"),
    "formulas": ("a.xlsx", lambda: workbook(formulas), "公式，算出来的数不可靠，不收（12 处）：Sheet B1、Sheet B2"),
    "a password": ("a.xlsx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000), "打开密码"),
    "a password of the archive": ("a.xlsx", encrypted, "打开密码"),
    "a text with another name": ("a.xlsx", "单位,指标".encode, "已损坏"),
    "half a workbook": ("a.xlsx", lambda: workbook()[:2000], "已损坏"),
    "broken insides": ("a.xlsx", lambda: repacked({"xl/workbook.xml": "<workbook"}), "已损坏"),
    "another kind of document": ("a.xlsx", lambda: repacked({}, of=_document()), "不是 Excel 工作簿"),
    "too many sheets": ("a.xlsx", lambda: _sheets(21), "超过 20 张工作表"),
    "an old workbook": ("a.xls", lambda: b"", "旧版 Excel"),
    "a picture": ("a.png", lambda: b"", "不是表格文件"),
    "a long csv": ("a.csv", lambda: b"a,b\n" * 100_000, "超过 5000 行"),
    "a csv that is none": ("a.csv", lambda: bytes(range(256)), "另存为 UTF-8"),
}


def _document() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as new:
        new.writestr("word/document.xml", "<document/>")
    return stream.getvalue()


def _sheets(count: int) -> bytes:
    book = Workbook()
    for _ in range(count - 1):
        book.create_sheet()
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_whatever_could_do_harm_is_refused_in_under_a_second_and_under_200_megabytes(tmp_path: Path) -> None:
    asked = []
    for place, (name, make, _) in enumerate(HARM.values()):
        path = tmp_path / str(place)
        path.write_bytes(make())
        asked.append(json.dumps([name, str(path)]))
    alone = subprocess.run(
        [sys.executable, "-c", ALONE], input="\n".join(asked), capture_output=True, encoding="utf-8", check=True
    )
    told = [json.loads(line) for line in alone.stdout.splitlines()]
    assert len(told) == len(HARM)
    for (case, (_, _, words)), (said, took, memory) in zip(HARM.items(), told, strict=True):
        assert words in said, case
        assert took < 1.0, (case, took)
        assert memory * 1024 < 200 * MB, (case, memory)


@pytest.mark.parametrize(
    "part",
    [
        "xl/printerSettings/printerSettings1.bin",  # every workbook that saw a print preview
        "xl/customProperty1.bin",
        "xl/embeddings/oleObject1.bin",
        "xl/embeddings/Microsoft_Excel_Macro-Enabled_Worksheet.xlsm",
        "docMetadata/LabelInfo.bin",
    ],
)
def test_what_office_leaves_in_a_workbook_is_no_macro(part: str) -> None:
    with zipfile.ZipFile(io.BytesIO(workbook())) as old:
        types = old.read(TYPES)
    embedded = b'<Default Extension="xlsm" ContentType="application/vnd.ms-excel.sheet.macroEnabled.12"/></Types>'
    data = repacked({part: b"\0x", TYPES: types.replace(b"</Types>", embedded)})
    assert [sheet.lines for sheet in read_table("表.xlsx", data)] == [[(1, ["unit"])]]


def test_a_formula_is_named_wherever_it_is_and_its_saved_result_is_not_taken() -> None:
    with pytest.raises(UnfitError) as caught:
        read_table("表.xlsx", workbook(formulas))
    assert "不收（12 处）：Sheet B1、Sheet B2" in table_fault(caught.value.code, caught.value.values)


def test_a_table_gives_every_sheet_with_the_numbers_of_its_rows() -> None:
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "市场监管所"
    first["A1"], first["C4"] = "unit", "98/100"
    book.create_sheet("说明")["A2"] = 98.5
    stream = io.BytesIO()
    book.save(stream)
    found = read_table("表.xlsx", stream.getvalue())
    assert [(sheet.title, sheet.lines) for sheet in found] == [
        ("市场监管所", [(1, ["unit"]), (4, ["", "", "98/100"])]),
        ("说明", [(2, ["98.5"])]),
    ]
    assert [sheet.lines for sheet in read_table("v.csv", b"a,b\n1,2\n")] == [[(1, ["a", "b"]), (2, ["1", "2"])]]


def test_size_and_name_are_judged_before_a_file_is_fetched() -> None:
    refuse_unless_table("表.XLSX", LARGEST)
    refuse_unless_table("表.csv", None)
    for name, size in (("表.xlsx", LARGEST + 1), ("表.pdf", 1), ("表", 1), ("表.xlsm", 1)):
        with pytest.raises(UnfitError):
            refuse_unless_table(name, size)
