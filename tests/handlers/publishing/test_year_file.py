"""The file of a unit about a year: in the language of whoever asks, the same bytes every time."""

import io
from dataclasses import replace
from datetime import date, datetime

import pytest
from docx import Document
from openpyxl import load_workbook

from handlers.publishing.results import Corrected, Flagged, Placed, Reported, YearFile
from handlers.publishing.views.year import hand_over
from scoring.language import Spoken, speaking
from tests.cast import CHINA
from tests.stage import english

CALLED = Spoken(
    "en",
    {
        "东湖市场监管所": "Donghu Office",
        "五赛五比": "Five Races",
        "市场监管所擂台": "Supervision Offices",
        "亮点创新提报": "Highlights proposed",
    },
)
EVENT = Reported(
    "市场监管所擂台", "东湖市场监管所", "亮点创新提报", "2026年11月", 1, "市级", "先进集体", "2026-11-05", "pending",
    "王所长", "2026-11-19 09:00", (), "", (("photo", "ab12"),),
)  # fmt: skip
FOUND = YearFile(
    competition="五赛五比",
    year="2026年",
    version=2,
    unit="东湖市场监管所",
    arena="市场监管所擂台",
    sign="",
    published_at=datetime(2027, 1, 8, 12, tzinfo=CHINA),
    placed=(Placed("2026年11月", "1", 9, "2.00", "100.00", 2, ""),),
    reported=(EVENT,),
    flags=(Flagged("2026年11月", "red", "按期办结第一", date(2026, 12, 7), 1),),
    corrections=(("2026年11月", Corrected(1, "东湖市场监管所", "亮点创新提报", "省级", "市级", "级别有误")),),
    seal="AAAA-BBBB",
)
WRITTEN = ("先进集体", "王所长", "按期办结第一", "级别有误")


@pytest.mark.parametrize("kind", ["year_file", "year_book"])
def test_it_is_in_english_but_for_what_people_wrote(kind: str) -> None:
    with speaking(CALLED):
        found = hand_over(kind, FOUND)
        content = found.make()
        assert found.make() == content
    english(f"{found.name} {found.caption}")
    assert isinstance(content, bytes)
    if kind == "year_file":
        paper = Document(io.BytesIO(content))
        told = [line.text for line in paper.paragraphs]
        told += [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
        assert {"3. Flags", "4. Corrections", "red flag", "7 December 2026", "city", "version 2"} <= set(told)
    else:
        pages = load_workbook(io.BytesIO(content)).worksheets
        told = [str(cell.value) for page in pages for row in page.iter_rows() for cell in row]
        assert [page.title for page in pages] == ["Results", "Values", "Events", "Flags", "Corrections"]
        assert {"red flag", "1. photo (SHA-256 ab12)", "Highlights proposed"} <= set(told)
    english("\n".join(told), *WRITTEN)


def test_in_chinese_it_is_as_it_is_kept() -> None:
    assert hand_over("year_file", ("档案.docx", b"kept")).make() == b"kept"
    assert hand_over("year_file", FOUND).name == "2026年东湖市场监管所竞赛档案（第2版）.docx"


@pytest.mark.parametrize("kind", ["year_file", "year_book"])
def test_what_people_wrote_stays_as_they_wrote_it_where_a_level_is_called_so(kind: str) -> None:
    event = replace(EVENT, title="本局", value="国家级", reporter="一等奖")
    corrected = replace(FOUND.corrections[0][1], why="反弹", before="区级")
    flag = replace(FOUND.flags[0], reason="逾期") if FOUND.flags else None
    assert flag is not None
    found = replace(FOUND, reported=(event,), flags=(flag,), corrections=((FOUND.placed[0].period, corrected),))
    with speaking(CALLED):
        content = hand_over(kind, found).make()
        assert isinstance(content, bytes)
    told = _cells(kind, content)
    assert {"本局", "逾期", "反弹", "national", "district"} <= told
    assert not told & {"bureau", "overdue", "relapse", "first-prize"}


def _cells(kind: str, content: bytes) -> set[str]:
    if kind == "year_file":
        return {cell.text for each in Document(io.BytesIO(content)).tables for row in each.rows for cell in row.cells}
    pages = load_workbook(io.BytesIO(content)).worksheets
    return {str(cell.value) for page in pages for row in page.iter_rows() for cell in row}
