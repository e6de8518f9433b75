import pytest

from scoring.faults import FaultyError
from scoring.rulebook.load import load
from scoring.standings.cells import Cell
from scoring.standings.values_table import judge
from tests.scoring.faulty import VALUES_BOOK
from tests.scoring.making import cells, lines, written

BOOK = load(written(VALUES_BOOK))


def test_columns_are_found_by_name_and_the_optional_ones_may_be_left_out() -> None:
    table = lines("98/100,u1,2026-03,回复率", "value,unit,period,metric")
    assert judge(BOOK, table) == (Cell("u1", "rate", "2026-03", value="98/100"),)


@pytest.mark.parametrize("period", ["2026-03", "2026年3月", "2026年03月", "2026 年 3 月", "２０２６年三月份"])
def test_a_period_is_written_as_in_chat(period: str) -> None:
    assert cells(BOOK, f"u1,m,{period},5") == (Cell("u1", "m", "2026-03", value="5"),)


@pytest.mark.parametrize("period", ["3月", "本月", "2026年13月", "0000年3月", "年", "2026年3月5日"])
def test_a_period_in_a_table_says_its_year(period: str) -> None:
    with pytest.raises(FaultyError, match="不是考核周期"):
        cells(BOOK, f"u1,m,{period},5")


def test_one_period_written_in_two_ways_is_given_twice() -> None:
    with pytest.raises(FaultyError, match="已在第 2 行写过"):
        cells(BOOK, "u1,m,2026-03,5\nu1,m,2026年3月,5")


def test_blank_lines_are_skipped_and_blank_columns_are_no_columns() -> None:
    table = [(1, []), (2, ["", " "]), (3, ["unit", "metric", "period", "value", " "]), (4, ["", "", "", ""])]
    table.append((5, [" ｕ1", "m ", "2026-03", "５０", ""]))
    assert judge(BOOK, table) == (Cell("u1", "m", "2026-03", value="50"),)


def test_a_short_row_has_nothing_in_its_last_columns() -> None:
    assert judge(BOOK, [(1, ["unit", "metric", "period", "value", "state"]), (2, ["u1", "m", "2026-03", "5"])]) == (
        Cell("u1", "m", "2026-03", value="5"),
    )


def test_an_empty_value_is_no_report_and_is_not_counted_as_given_twice() -> None:
    assert cells(BOOK, "u1,m,2026-03,\nu1,m,2026-03,5\nu1,m,2026-03,,,,,later") == (
        Cell("u1", "m", "2026-03", value="5"),
    )


def test_states_levels_events_and_notes_are_kept() -> None:
    text = (
        "u1,m,2026-03,5,confirmed,,,a word\n"
        "u2,m,2026-03,6,pending\n"
        "u3,m,2026-03,,not_applicable,,,why\n"
        "u1,events,2026-03,,,市级,e1,a word\n"
        "u1,events,2026-03,,pending,area\n"
        "u1,rating,2026-03,4,,,u2\n"
        "u1,rating,2026-03,4,,,someone\n"
        "u1,list,2026-03,3/5,,,,1.1；1.2\n"
        "o1,other,2026-03,1\n"
    )
    assert cells(BOOK, text) == (
        Cell("u1", "m", "2026-03", value="5", note="a word"),
        Cell("u2", "m", "2026-03", value="6", state="pending"),
        Cell("u3", "m", "2026-03", state="not_applicable", note="why"),
        Cell("u1", "events", "2026-03", level="city", event="e1", note="a word"),
        Cell("u1", "events", "2026-03", state="pending", level="area"),
        Cell("u1", "rating", "2026-03", value="4", event="u2"),
        Cell("u1", "rating", "2026-03", value="4", event="someone"),
        Cell("u1", "list", "2026-03", value="3/5", note="1.1;1.2"),
        Cell("o1", "other", "2026-03", value="1"),
    )


def test_events_and_ratings_may_be_given_many_times() -> None:
    text = "u1,events,2026-03,,,city,e1\n" * 2 + "u1,rating,2026-03,4\n" * 2
    assert len(cells(BOOK, text)) == 4


def test_rows_of_any_year_and_period_are_kept() -> None:
    assert [cell.period for cell in cells(BOOK, "u1,m,2019-03,5\nu1,quarter,2031-Q4,6")] == ["2019-03", "2031-Q4"]
