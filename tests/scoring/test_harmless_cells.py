"""No text of a table that goes out is a formula to the program that opens it; a number stays one."""

import csv
import io
from decimal import Decimal

import pytest

from scoring.rulebook.load import load
from scoring.standings.form import FIRST_ROW, MARK, column_id, unfold
from scoring.standings.harmless import harmless, meant
from scoring.standings.output import as_csv
from tests.scoring.making import metric, rules, scored, written

FORMULAS = ('=HYPERLINK("http://x","y")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "-", "'=1")


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_begins_like_a_formula_is_marked_as_text(text: str) -> None:
    assert harmless(text) == f"'{text}"
    assert meant(harmless(text)) == text


@pytest.mark.parametrize("text", ["", "东湖所", "a=b", "1-2", "’=1", "'quoted'", "98/100", " 东湖所"])
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == meant(text) == text


def test_standings_as_csv_hold_no_formula_and_their_numbers_stay_numbers() -> None:
    keys = rules(metric("m", category="-c"), units=2)
    keys["units"][0] |= {"id": "-u", "name": "=1+1"}
    found = list(csv.reader(io.StringIO(as_csv([scored(load(written(keys)), "-u,m,2026-03,50\n")]))))
    assert found[0][-1] == "'-c"
    assert [row[1:3] for row in found[1:]] == [["'-u", "'=1+1"], ["u2", "单位2"]]
    assert [Decimal(cell) for cell in found[1][3:]] == [10, 10, 0, 0, 1, 10]


def test_a_form_whose_ids_are_marked_is_read_as_it_was_meant() -> None:
    ids = (1, [MARK, "", harmless(column_id("-m", "2026-11"))])
    row = (FIRST_ROW, [harmless("-u"), harmless("=1+1"), "-5"])
    by_name = (FIRST_ROW + 1, ["", harmless("=1+1"), "7"])
    assert unfold([("页", [ids, row, by_name])]).lines[1:] == (
        (1, ["-u", "-m", "2026-11", "-5"]),
        (2, ["=1+1", "-m", "2026-11", "7"]),
    )
