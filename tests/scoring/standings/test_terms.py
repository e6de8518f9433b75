"""Units that join and leave: they stand in the periods in which they are there, and roll up over those alone."""

import pytest

from scoring import season
from scoring.calendar import Period
from scoring.cautions import warnings
from scoring.faults import FaultyError
from scoring.insight.gains import gains
from scoring.insight.what_if import Basis
from scoring.rulebook.load import load
from scoring.rulebook.model import Rulebook
from tests.scoring.making import Keys, board, cells, metric, rate, rules, scored, written

MAY, SEPTEMBER = "2026-05", "2026-09"


def dated(*metrics: Keys, begins: str = MAY, ends: str = SEPTEMBER, units: int = 3, **competition: object) -> Rulebook:
    """Return a rulebook in which u2 joins and u3 leaves."""
    keys = rules(*metrics, units=units, **competition)
    keys["units"][1]["from"] = begins
    keys["units"][2]["until"] = ends
    return load(written(keys))


def listed(book: Rulebook, period: str, text: str = "") -> list[str]:
    return sorted(board(book, text, period))


def months(unit: str, first: int, last: int, value: int) -> str:
    return "\n".join(f"{unit},m,2026-{month:02},{value}" for month in range(first, last + 1))


def test_a_unit_is_listed_in_its_own_periods_to_the_very_month() -> None:
    book = dated(metric())
    assert listed(book, "2026-04") == ["u1", "u3"]
    assert listed(book, "2026-05") == listed(book, "2026-09") == ["u1", "u2", "u3"]
    assert listed(book, "2026-10") == ["u1", "u2"]
    assert [listed(book, each) for each in ("2026-Q1", "2026-Q2", "2026-Q4")] == [
        ["u1", "u3"], ["u1", "u2", "u3"], ["u1", "u2"],
    ]  # fmt: skip
    assert listed(book, "2026") == ["u1", "u2", "u3"]
    wide = dated(metric(), begins="2026-Q2", ends="2026")
    assert (listed(wide, "2026-03"), listed(wide, "2026-04")) == (["u1", "u3"], ["u1", "u2", "u3"])
    assert listed(wide, "2026-12") == ["u1", "u2", "u3"]


def test_a_year_goes_over_the_periods_in_which_a_unit_was_there_and_costs_it_nothing_for_the_others() -> None:
    text = "\n".join([months("u1", 1, 12, 60), months("u2", 5, 12, 90), months("u3", 1, 9, 30)])
    for rollup, own in (("mean", "18.00"), ("points_mean", "18.00"), ("last", "18.00")):
        rows = board(dated(metric(rollup=rollup)), text, "2026", final=True)
        assert rows["u2"]["metrics"]["m"]["points"] == own, rollup
        assert (rows["u2"]["coverage"], rows["u3"]["coverage"]) == ("1.00", "1.00"), rollup
    rows = board(dated(metric(rollup="points_sum")), text, "2026", final=True)
    assert [rows[unit]["total"] for unit in ("u1", "u2", "u3")] == ["144.00", "216.00", "72.00"], "of 240 full marks"
    rows = board(dated(rate(missing="zero")), "u2,m,2026-06,9/10\nu1,m,2026-06,1/2", "2026-Q2", final=True)
    assert rows["u2"]["metrics"]["m"] == {"points": "18.00", "value": "9/10", "state": "confirmed"}


def test_a_longer_metric_is_that_of_whoever_is_there_at_its_end() -> None:
    book = dated(metric(), metric("q", period="quarter"), ends="2026-08")
    rows = board(book, "u1,q,2026-Q3,50\nu1,m,2026-08,50\nu2,q,2026-Q3,50", "2026-Q3", final=True)
    assert rows["u3"]["metrics"]["q"] == {"points": None, "value": None, "state": "not_applicable"}
    assert rows["u3"]["metrics"]["m"]["state"] == "missing"
    assert rows["u2"]["metrics"]["q"]["points"] == "10.00", "u2 joined in the quarter before"
    assert (
        board(dated(metric(), metric("q", period="quarter")), "u2,q,2026-Q2,50", "2026-Q2")["u2"]["metrics"]["q"][
            "points"
        ]
        == "10.00"
    )


def test_what_stands_outside_of_a_units_time_counts_nowhere_and_moves_nobody() -> None:
    book = dated(metric(method={"kind": "minmax"}))
    early = "u1,m,2026-04,50\nu3,m,2026-04,10"
    known = (*cells(dated(metric(), begins="2026-01"), f"{early}\nu2,m,2026-04,99"),)
    basis = Basis(book, known, Period.written("2026-04"), "a", final=True)
    same = scored(book, early, "2026-04", final=True)
    assert basis.standings().rows == same.rows
    assert basis.standings().snapshot == same.snapshot
    quarter = Basis(book, known, Period.written("2026-Q2"), "a").standings()
    assert {row.unit: row.metrics["m"].state for row in quarter.rows} == {
        "u1": "confirmed", "u2": "missing", "u3": "confirmed",
    }  # fmt: skip


def test_a_relative_method_and_the_mean_of_the_arena_know_only_who_is_there() -> None:
    text = "u1,m,2026-10,50\nu2,m,2026-10,100"
    assert board(dated(metric(method={"kind": "minmax"})), text, "2026-10")["u1"]["total"] == "0.00"
    book = dated(metric(missing="arena_mean"), metric("n"), minimum_coverage=0)
    assert board(book, "u1,m,2026-10,50\nu1,n,2026-10,9", "2026-10", final=True)["u2"]["total"] == "10.00"


def test_a_row_outside_of_a_units_time_is_refused_with_its_line_and_so_is_a_veto() -> None:
    book = dated(metric())
    for row, faulty in (("u2,m,2026-04,5", True), ("u2,m,2026-05,5", False), ("u3,m,2026-10,5", True)):
        try:
            assert len(cells(book, row)) == 1
        except FaultyError as error:
            assert faulty, row
            (fault,) = error.faults
            assert fault.sentence().startswith("第 2 行：单位“单位")
            assert "不在竞赛中（见方案里的 from、until）" in fault.sentence()
    with pytest.raises(FaultyError, match="不在竞赛中"):
        cells(book, "u3,veto,2026-Q4,,,,,迟报")
    assert len(cells(book, "u3,veto,2026,,,,,迟报")) == 1


def test_an_arena_in_which_nobody_is_there_has_no_standings() -> None:
    keys = rules(metric(), units=1)
    keys["units"][0]["from"] = MAY
    book = load(written(keys))
    assert season.arenas_of(book, Period.written("2026-04")) == ()
    assert season.arenas_of(book, Period.written("2026-05")) == ("a",)
    with pytest.raises(FaultyError, match="没有可计的基础指标"):
        scored(book, "", "2026-04")


def test_what_gains_a_place_is_looked_for_where_the_unit_is_there_and_targets_are_asked_for_only_there() -> None:
    book = dated(metric(rollup="mean"))
    known = cells(book, "u1,m,2026-06,50\nu2,m,2026-06,40\nu3,m,2026-06,30")
    (gain,) = gains(Basis(book, known, Period.written("2026-Q2"), "a"), "u2")
    assert (gain.metric, gain.period) == ("m", "2026-06")
    own = metric(method={"kind": "completion", "target": "own"})
    lacking = {each.values["unit"]: each.values["periods"] for each in warnings(dated(own)) if "periods" in each.values}
    assert lacking["单位2"].split("、")[0] == "2026-05"
    assert lacking["单位3"].split("、")[-1] == "2026-09"
