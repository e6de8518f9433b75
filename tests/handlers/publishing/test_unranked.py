"""Why a unit has no rank in a result, whose points are shared out, and who had not reported: from what was frozen."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from bot.files import read_sample
from handlers.publishing.actions.circulars import circular, ranked
from handlers.publishing.views.circular import parts_of
from handlers.standings.actions.lacking import percent
from scoring.rulebook.load import load
from tests.handlers.bench import Bench
from tests.handlers.test_acts_sealed import closed

SAMPLE = load(read_sample())
BLOCKING = replace(
    SAMPLE,
    metrics=tuple(replace(each, missing="block") if each.id == "reply_rate" else each for each in SAMPLE.metrics),
)


def row(states: dict[str, str], coverage: str = "0.50", rank: int | None = None, veto: str | None = None) -> Any:
    metrics = {
        name: {"state": state, "points": "1.00" if state == "confirmed" else None} for name, state in states.items()
    }
    return {
        "rank": rank, "name": "东湖市场监管所", "total": "1.00", "coverage": coverage, "veto": veto,
        "metrics": metrics, "categories": {"satisfaction": "1.00"},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (row({"reply_rate": "confirmed"}, "1.00", rank=1), ""),
        (row({"reply_rate": "missing", "closure_rate": "confirmed"}), "coverage"),
        (row({"reply_rate": "missing", "closure_rate": "confirmed"}, "0.90"), "blocked"),
        (row({"reply_rate": "confirmed"}, "0.90", veto="ineligible"), "veto"),
        (row({"reply_rate": "not_applicable", "criticism": "confirmed"}, "0.00"), "nothing"),
        (row({"reply_rate": "confirmed"}, "0.90"), "coverage"),
        (row({"closure_rate": "missing"}, "0.90"), "empty"),
    ],
)
def test_each_reason_is_told_apart(found: Any, told: str) -> None:
    (one,) = ranked(BLOCKING, {"rows": [found]})
    assert one.unranked == told


def test_too_little_is_the_reason_where_others_have_a_rank_whatever_the_rounded_share_says() -> None:
    first, low = row({"reply_rate": "confirmed"}, rank=1), row({"reply_rate": "confirmed"}, "0.67")
    assert [one.unranked for one in ranked(SAMPLE, {"rows": [first, low]})] == ["", "coverage"]
    (alone,) = ranked(SAMPLE, {"rows": [low]})
    assert (alone.unranked, alone.coverage) == ("coverage", "<67%")


def test_what_must_be_there_is_the_reason_where_the_minimum_is_reached_to_the_published_decimals() -> None:
    rulebook = replace(BLOCKING, competition=replace(BLOCKING.competition, minimum_coverage=Fraction(5, 6)))
    (one,) = ranked(rulebook, {"rows": [row({"reply_rate": "missing", "closure_rate": "confirmed"}, "0.83")]})
    assert one.unranked == "blocked"


@pytest.mark.parametrize(
    ("states", "shared"),
    [
        ({"reply_rate": "confirmed"}, False),
        ({"reply_rate": "confirmed", "closure_rate": "missing"}, True),
        ({"reply_rate": "confirmed", "closure_rate": "not_applicable"}, True),
        ({"reply_rate": "missing", "closure_rate": "missing"}, False),
        ({"reply_rate": "confirmed", "closure_rate": "confirmed"}, True),
    ],
)
def test_points_are_shared_out_where_something_does_not_count_or_they_do_not_add_up(
    states: dict[str, str], *, shared: bool
) -> None:
    (one,) = ranked(SAMPLE, {"rows": [row(states)]})
    assert one.shared is shared


def test_the_lowest_coverage_is_written_as_the_rulebook_means_it() -> None:
    rules = SAMPLE.competition
    assert percent(rules.minimum_coverage) == "2/3"
    assert percent(Fraction(3, 4)) == "75%"


def test_the_circular_of_a_month_with_a_single_figure_names_who_lacks_what(bench: Bench) -> None:
    closed(bench)
    with bench.turn() as turn:
        ((_, found),) = circular(turn, 1)
    offices = found.arenas[0]
    assert {one.unranked for one in offices.rows} == {"coverage"}
    told = dict(parts_of(found))
    assert "已确认数据的覆盖率不足2/3，只列得分、不参与排名。" in told["一、总体情况"][0]
    assert offices.unreported[:2] == (("东湖市场监管所", 6), ("西溪市场监管所", 7))
    assert told["三、未报情况"][0].startswith("市场监管所擂台：截至锁定，东湖市场监管所6项、西溪市场监管所7项、")


def test_a_unit_that_is_the_only_lead_of_a_metric_was_to_report_it_itself(bench: Bench) -> None:
    closed(bench)
    with bench.turn() as turn:
        ((_, found),) = circular(turn, 1)
    assert found.arenas[1].unreported == (("机关党委", 1), ("人事科", 2))
