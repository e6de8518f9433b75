"""The form that a lead fills in, unfolded to the lines of a values table."""

import pytest
from openpyxl.utils import get_column_letter

from scoring.rulebook.load import load
from scoring.standings.cells import Cell
from scoring.standings.form import MARK, column_id, is_form, letters, unfold
from scoring.standings.values_table import Line, judge_rows
from tests.scoring.faulty import VALUES_BOOK
from tests.scoring.making import written

BOOK = load(written(VALUES_BOOK))
IDS = [MARK, "", column_id("rate", "2026-03"), column_id("m", "2026-03")]
HEAD: list[Line] = [(1, IDS), (2, ["", "填好后发回"]), (3, ["", "单位", "回复率", "甲"]), (4, ["", "", "98/100", "3"])]


def test_every_filled_cell_is_a_line_and_empty_ones_are_not_reported() -> None:
    rows: list[Line] = [*HEAD, (5, ["u1", "一所", "９８／１００", ""]), (7, ["u2", "二所", "", "5"])]
    form = unfold([("三月", rows), ("说明", [(1, ["怎么填"])])])

    judged = judge_rows(BOOK, form.lines, form.place)

    assert [cell for _, cell in judged.rows] == [
        Cell("u1", "rate", "2026-03", value="98/100"),
        Cell("u2", "m", "2026-03", value="5"),
    ]
    assert [form.place(number) for number, _ in judged.rows] == ["工作表“三月”C5", "工作表“三月”D7"]
    assert judged.faults == ()


def test_a_faulty_cell_is_named_by_its_address() -> None:
    rows: list[Line] = [
        *HEAD,
        (5, ["u1", "一所", "98", "5"]),
        (6, ["", "没有所", "", "5"]),
        (7, ["u2", "", "", "", "备注"]),
    ]
    form = unfold([("三月", rows), ("三月 (2)", [*HEAD, (5, ["u1", "一所", "", "6"])])])

    said = [fault.sentence() for _, fault in judge_rows(BOOK, form.lines, form.place).faults]

    assert said[0].startswith("工作表“三月”C5：“98”请写成 办成数/总数")
    assert said[1].startswith("工作表“三月”D6：没有叫“没有所”的单位")
    assert "已在工作表“三月”D5写过" in said[2]
    assert [fault.sentence() for _, fault in form.faults] == ["工作表“三月”E7：“备注”不在要填的列里，请删去"]


def test_a_unit_whose_hidden_id_was_lost_is_found_by_its_name() -> None:
    form = unfold([("三月", [*HEAD, (5, ["", "u1", "98/100"])])])

    assert [cell.unit for _, cell in judge_rows(BOOK, form.lines, form.place).rows] == ["u1"]


def test_only_a_workbook_with_the_mark_is_a_form() -> None:
    assert is_form([("说明", [(1, ["说明"])]), ("三月", HEAD)])
    assert not is_form([("三月", [(1, ["unit", "metric"])]), ("空", [])])
    assert not is_form([("三月", [(2, IDS)])])


@pytest.mark.parametrize("column", [1, 2, 26, 27, 52, 53, 300, 702, 703, 16384])
def test_columns_are_named_as_workbooks_name_them(column: int) -> None:
    assert letters(column) == get_column_letter(column)
