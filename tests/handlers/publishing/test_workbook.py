"""The workbook of a result: figures are numbers that show what was published, and no text is ever more than a text."""

import io
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from handlers.publishing.results import Corrected, Ranked, Reported, Ruled, Workbook
from handlers.publishing.views.workbook import build, file_name
from tests.cast import CHINA

CELLS = {
    "reply": {"points": "4.50", "value": "98/100", "state": "confirmed"},
    "works": {"points": "0.10", "value": "1234.5", "state": "confirmed", "stars": 3},
    "mail": {"points": None, "value": None, "state": "not_applicable"},
}


def row(rank: object, name: str, total: str, veto: str | None = None) -> dict[str, Any]:
    figures = {"base": total, "bonus": "0.00", "deduction": "-1.10", "coverage": "0.67"}
    return {"rank": rank, "name": name, "total": total, **figures, "veto": veto, "categories": {"work": "92.30"}} | {
        "metrics": CELLS
    }


TABLE = {
    "arena": "offices",
    "full_marks": "100.00",
    "rulebook": "sha256:1",
    "snapshot": "sha256:2",
    "engine": "1",
    "rows": [row(1.5, "东湖所", "92.30"), row(1.5, "西溪所", "92.30"), row(None, "南桥所", "0.00", "ineligible")],
}
EVENT = Reported(
    "所", "东湖所", "荣誉", "2026年11月", 7, "省级", "先进集体", "2026-11-05", "confirmed",
    "王所长", "2026-11-20 09:00", ("李科长", "周科员"), "2026-11-21 10:00", (("photo", ""), ("证书.pdf", "ab12")),
)  # fmt: skip
VALUE = replace(EVENT, metric="回复率", number=1, value="98/100", title="", day="", evidence=())
RULE = Ruled("所", "实绩", "回复率", "4.5", "4.5", "base", ("消保科",), ("direct", {"full": "4.5"}))
BOOK = Workbook(
    competition="五赛五比",
    period="2026年11月",
    version=1,
    published_at=datetime(2026, 12, 7, 12, tzinfo=CHINA),
    as_of="2026-12-07 12:00",
    signed=("韩管理员", "沈局长"),
    notice="2026-12-10T17:00:00+08:00",
    tables=(TABLE,),
    arenas={"offices": "所"},
    categories={"work": ("实绩", "100.00")},
    reported=(VALUE, EVENT),
    corrections=(Corrected(1, "东湖所", "回复率", "", "86/100", "多计"),),
    rules={name: replace(RULE, metric=name) for name in CELLS},
    rulebook='[competition]\nname = "五赛五比"',
    sealed=((12, "7K3M-9QXD-ABCD-EFGH"),),
    ranked=(
        (
            Ranked("1.5", "东湖所", "92.30"),
            Ranked("1.5", "西溪所", "92.30", shared=True),
            Ranked("", "南桥所", "0.00", "veto"),
        ),
    ),
    minimum="2/3",
)


def read(book: Workbook) -> dict[str, list[list[Any]]]:
    """Return the cells of every sheet, opened as a program that computes formulas would."""
    pages = load_workbook(io.BytesIO(build(book))).worksheets
    return {page.title: [[cell.value for cell in line] for line in page.iter_rows()] for page in pages}


def test_every_figure_is_a_number_that_shows_the_decimals_of_the_standings() -> None:
    pages = read(BOOK)
    assert list(pages) == ["排名", "类别", "指标", "数值", "事项", "更正", "方案", "方案原文", "存证"]
    assert pages["排名"][1] == ["所", 1.5, "东湖所", 92.3, 100, 92.3, 0, -1.1, 0.67, None, None]
    assert pages["排名"][2][-1] == "折算，各项得分相加不一定等于总分"
    assert pages["排名"][3][-2:] == ["不参与排名", "因一票否决不参与排名"]
    assert pages["类别"][1] == ["所", 1.5, "东湖所", "实绩", 92.3, 100]
    reply, works, mail = (line[4:] for line in pages["指标"][1:4])
    assert reply == [4.5, 4.5, None, 98, 100, "已确认", None]
    assert works == [0.1, 4.5, 1234.5, None, None, "已确认", 3]
    assert mail == [None, 4.5, None, None, None, "不涉及", None]
    assert pages["数值"][1][4:9] == [1, None, 98, 100, "已确认"]
    assert pages["事项"][1][4:] == [
        7, "省级", "先进集体", "2026-11-05", "已确认", "王所长", "2026-11-20 09:00", "李科长、周科员",
        "2026-11-21 10:00", 2, "1. 照片\n2. 证书.pdf（SHA-256 ab12）",
    ]  # fmt: skip
    assert dict(pages["存证"][1:])["所存证码"] == "7K3M-9QXD-ABCD-EFGH"
    assert [line[1] for line in pages["方案原文"][1:]] == BOOK.rulebook.splitlines()
    page = load_workbook(io.BytesIO(build(BOOK)))["排名"]
    assert [page.cell(2, column).number_format for column in (2, 4, 9)] == ["0.0", "0.00", "0%"]
    assert (page.freeze_panes, page.print_area, page.print_title_rows) == ("A2", "'排名'!$A$1:$K$4", "$1:$1")
    with ZipFile(io.BytesIO(build(BOOK))) as parts:
        assert b"<v>92.30</v>" in parts.read("xl/worksheets/sheet1.xml"), "digit by digit, no float in between"


def test_too_little_coverage_is_told_beside_the_unit_that_has_no_rank_for_it() -> None:
    short = Ranked("", "南桥所", "0.00", "coverage", "67%", shared=True)
    pages = read(replace(BOOK, tables=({**TABLE, "rows": [row(None, "南桥所", "0.00")]},), ranked=((short,),)))
    assert pages["排名"][1][-1].startswith("覆盖率不足2/3，不参与排名；折算，")


def test_every_sheet_is_printed_one_page_wide_below_its_header_and_the_rulebook_upright() -> None:
    pages = load_workbook(io.BytesIO(build(BOOK))).worksheets
    assert {(page.sheet_properties.pageSetUpPr.fitToPage, page.page_setup.fitToHeight) for page in pages} == {(True, 0)}
    assert {page.print_title_rows for page in pages} == {"$1:$1"}
    upright = [page.title for page in pages if page.page_setup.orientation == "portrait"]
    assert upright == ["方案原文", "存证"]


def test_what_a_program_could_not_hold_exactly_is_written_as_text() -> None:
    exact = "1234567890123456.78"
    pages = read(
        replace(BOOK, tables=({**TABLE, "rows": [row(1, "东湖所", exact)]},), ranked=((Ranked("1", "东湖所", exact),),))
    )
    assert pages["排名"][1][3] == exact
    assert Decimal(str(pages["排名"][1][7])) == Decimal("-1.10")


HOSTILE = ('=HYPERLINK("http://example.org","点")', "+1", "-1+1", "@SUM(A1)", "http://example.org", "mailto:a@b.c",
           "internal:排名!A1", "{=1+1}", "a\tb\nc", "<b>&amp;", "0012", "1e5", '&P &"黑体"',
           "甲" * 40_000)  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_a_text_and_nothing_else(name: str) -> None:
    hostile = replace(EVENT, unit=name, title=name, reporter=name, confirmers=(name,), evidence=((name, ""),))
    book = load_workbook(io.BytesIO(build(replace(BOOK, competition=name, reported=(hostile,), rulebook=name))))
    page = book["事项"]
    assert [page.cell(2, column).data_type for column in (2, 7, 10, 12, 15)] == ["s"] * 5
    assert not [cell for each in book for line in each.iter_rows() for cell in line if cell.data_type == "f"]
    assert not [cell for each in book for line in each.iter_rows() for cell in line if cell.hyperlink]


def test_the_same_result_makes_the_same_bytes_and_a_later_version_says_so_in_its_name() -> None:
    assert build(BOOK) == build(BOOK)
    assert file_name(BOOK) == "2026年11月竞赛成绩.xlsx"
    assert file_name(replace(BOOK, version=2)) == "2026年11月竞赛成绩（第2版）.xlsx"
