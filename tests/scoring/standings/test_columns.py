"""Columns read at once say what cells read one by one say, whatever stands between the plain values."""

import json

import pytest

from scoring.calendar import Period
from scoring.standings.cells import Cell
from scoring.standings.score import MetricCell, _as_json, score
from tests.scoring.making import Keys, board, book, column, metric, rate

MARCH = Period(2026, "month", 3)
BANDS: Keys = {"kind": "bands", "edges": [["90.5", 20], ["0.3", 7]]}


def test_one_of_two_cells_that_says_not_applicable_has_the_word() -> None:
    rulebook = book(metric(), units=2)
    twice = [Cell("u1", "m", "2026-03", value="50"), Cell("u1", "m", "2026-03", state="not_applicable")]
    rows = score(rulebook, [*twice, Cell("u2", "m", "2026-03", value="50")], MARCH, "a").rows
    assert {row.unit: row.metrics["m"] for row in rows} == {
        "u1": MetricCell(None, None, "not_applicable"),
        "u2": MetricCell("10.00", "50", "confirmed"),
    }


@pytest.mark.parametrize("method", [BANDS, {"kind": "goalpost", "zero_at": 0, "full_at": "90.5"}, {"kind": "minmax"}])
def test_values_of_different_decimals_are_compared_as_numbers(method: Keys) -> None:
    values = ["90.5", "90.50001", "9", "-0.5", "0.3"]
    together = board(book(metric(method=method, range=["-1", "100"])), column("m", values))
    rated = board(book(metric(method=method, input="rating", range=["-1", "100"])), column("m", values))
    assert [row["total"] for row in together.values()] == [row["total"] for row in rated.values()]
    assert together["u2"]["total"] == "20.00"
    assert together["u4"]["total"] == "0.00"


def test_every_state_keeps_its_value_between_confirmed_ones() -> None:
    text = column("m", ["1/2", "0/0", "3/4,pending", ",not_applicable", "1/1"])
    cells = {name: row["metrics"]["m"] for name, row in board(book(rate(), units=6), text).items()}
    assert {name: (each["points"], each["value"], each["state"]) for name, each in cells.items()} == {
        "u1": ("10.00", "1/2", "confirmed"),
        "u2": (None, "0/0", "missing"),
        "u3": (None, "3/4", "pending"),
        "u4": (None, None, "not_applicable"),
        "u5": ("20.00", "1/1", "confirmed"),
        "u6": (None, None, "missing"),
    }


@pytest.mark.parametrize("level", ['引"号', "反\\斜", "换\n行", "不间断\xa0空格", "市级"])
def test_a_fingerprint_does_not_depend_on_what_needs_escaping(level: str) -> None:
    method = {"kind": "events", "levels": {"city": 1}}
    rulebook = book(metric(input="events", method=method), units=2)
    one = Cell("u1", "m", "2026-03", level="city", event=level)
    two = Cell("u1", "m", "2026-03", level="city", event=f"{level}!")
    told = [score(rulebook, each, MARCH, "a").snapshot for each in ([one, two], [two, one], [one], [two], [])]
    assert told[0] == told[1]
    assert len(set(told)) == 4


@pytest.mark.parametrize("text", ["", "98.5", "市级", 'a"b', '","', "\\", "\n", "\x7f", "\u2028", "\ud83c"])
def test_lines_are_written_as_json_writes_them(text: str) -> None:
    for lines in ([], [[text]], [[text, "1"], ["2", text, text]]):
        assert _as_json(lines) == json.dumps(lines, ensure_ascii=False, separators=(",", ":"))
