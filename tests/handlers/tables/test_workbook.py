"""The form as a workbook: what can be filled, what a slip is told, and that it comes back as it was filled."""

import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.incoming.workbooks import read_table
from handlers.tables.results import Form, FormColumn, FormSheet
from handlers.tables.views.workbook import build, how
from scoring.language import Spoken, speaking
from scoring.standings.form import column_id, is_form, unfold

VALUES = {"example": "98/100", "unit": "%", "low": "", "high": ""}
COLUMNS = (
    FormColumn(column_id("rate", "2026-11"), "按期回复率", ("rate", VALUES), "pair", None, None),
    FormColumn(column_id("cases", "2026-11"), "办案数", ("whole", {**VALUES, "unit": "件"}), "whole", None, None),
    FormColumn(column_id("few", "2026-11"), "少量", ("whole", {**VALUES, "unit": ""}), "whole", "0", "9"),
    FormColumn(column_id("pace", "2026-11"), "进度", ("number", {**VALUES, "unit": "点"}), "number", None, None),
    FormColumn(
        column_id("marks", "2026-11"), "评分", ("number", {**VALUES, "low": "0", "high": "15"}), "number", "0", "15"
    ),
)
SHEET = FormSheet(
    "甲/乙擂台" * 8, COLUMNS, (("u1", "一所", (None, "12", None, None, None)), ("u2", "二所", (None,) * 5))
)


@pytest.fixture(scope="module")
def data() -> bytes:
    return build(Form("填报表.xlsx", (SHEET,)))


@pytest.fixture(scope="module")
def page(data: bytes) -> Worksheet:
    found = load_workbook(io.BytesIO(data)).worksheets[0]
    assert isinstance(found, Worksheet)
    return found


def test_a_title_is_made_fit_for_a_workbook(page: Worksheet) -> None:
    assert page.title == " ".join(["甲", *["乙擂台甲"] * 6])
    for title, told in (("November 2026 Supervision Offices", "November 2026 Supervision"), ("擂" * 40, "擂" * 31)):
        form = Form("填报表.xlsx", (replace(SHEET, title=title),))
        assert load_workbook(io.BytesIO(build(form))).sheetnames == [told]


def test_every_column_says_how_to_write_and_checks_what_is_typed(page: Worksheet) -> None:
    assert [page.cell(4, at).value for at in range(3, 8)] == [
        "办成数/总数，例如 98/100",
        "整数（件）",
        "整数",
        "数字（点）",
        "数字（%）0 至 15",
    ]
    with speaking(Spoken("en")):
        assert [how(column) for column in COLUMNS[1:]] == [
            "a whole number (cases)",
            "a whole number",
            "a number (点)",
            "a number (%) 0 to 15",
        ]
    checks = page.data_validations.dataValidation
    assert [(check.type, str(check.sqref)) for check in checks] == [
        ("custom", "C5:C6"),
        ("whole", "D5:D6"),
        ("whole", "E5:E6"),
        ("decimal", "F5:F6"),
        ("decimal", "G5:G6"),
    ]
    assert (checks[2].formula1, checks[2].formula2) == ("0", "9")
    assert {check.errorStyle for check in checks} == {"warning"}, "who insists may, the bot judges"


def test_only_what_is_open_can_be_filled(page: Worksheet) -> None:
    locked = {cell.coordinate for row in page["A1:G6"] for cell in row if cell.protection.locked}
    assert page.protection.sheet
    assert {"C5", "C6", "D6", "G6"} & locked == set()
    assert {"A5", "B5", "C1", "C3", "D5"} <= locked


def test_an_empty_form_comes_back_with_what_was_confirmed_and_nothing_else(data: bytes) -> None:
    sheets = [(sheet.title, sheet.lines) for sheet in read_table("填报表.xlsx", data)]
    assert is_form(sheets)
    assert unfold(sheets).lines[1:] == ((1, ["u1", "cases", "2026-11", "12"]),)
