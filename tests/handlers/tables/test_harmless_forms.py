"""A form that goes out holds no formula, whatever units and metrics are called."""

import io

from openpyxl import load_workbook

from bot.incoming.workbooks import read_table
from handlers.tables.results import Form, FormColumn, FormSheet
from handlers.tables.views.workbook import build
from scoring.standings.form import column_id, unfold

HOW = ("number", {"unit": "=x", "low": "", "high": "", "example": ""})
COLUMN = FormColumn(column_id("-m", "2026-11"), '=HYPERLINK("http://x")', HOW, "number", None, None)  # type: ignore[arg-type]
FORM = Form("填报表.xlsx", (FormSheet("=页", (COLUMN,), (("-u", "@SUM(A1)", ("-5",)), ("u2", "+1", (None,)))),))


def test_no_cell_of_a_form_is_a_formula_and_the_form_comes_back_as_it_was_meant() -> None:
    data = build(FORM)
    cells = [cell for row in load_workbook(io.BytesIO(data)).worksheets[0].iter_rows() for cell in row if cell.value]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert {cell.value for cell in cells} >= {'\'=HYPERLINK("http://x")', "'-u", "'@SUM(A1)", "'+1"}
    sheets = [(sheet.title, sheet.lines) for sheet in read_table(FORM.name, data)]
    assert unfold(sheets).lines[1:] == ((1, ["-u", "-m", "2026-11", "-5"]),)
