"""How points add up is told where not every metric counts: every point can be followed to the total."""

from datetime import datetime
from typing import TYPE_CHECKING

from bot.files import read_sample
from handlers.deciding.actions import reviews
from handlers.reporting.actions import submit
from handlers.results import Decision
from handlers.standings.actions import adding, why
from handlers.standings.results import Share
from handlers.standings.views.why import explanation
from scoring.calendar import Period
from scoring.rulebook.load import load
from scoring.rulebook.model import VETO
from scoring.standings.cells import Cell
from scoring.standings.output import as_json
from scoring.standings.score import score
from tests.cast import CHINA, HEAD, REVIEWER
from tests.handlers.bench import Bench

if TYPE_CHECKING:
    from handlers.standings.actions.boards import Table

NOVEMBER = Period.written("2026-11")


def told(bench: Bench, page: int = 0) -> list[str]:
    with bench.turn() as turn:
        found = why.explain(turn, "donghu", None, NOVEMBER, bench.now)
    return explanation(found, 0, page, evidence=True).text.splitlines()


def confirmed(bench: Bench, *lines: str) -> None:
    for number, line in enumerate(lines, 1):
        bench.do(submit.report, HEAD, (line,))
        bench.do(reviews.decide, REVIEWER, number, Decision("confirm"))


def test_from_the_lock_on_it_is_told_how_what_was_not_reported_leaves_its_marks_to_the_others(bench: Bench) -> None:
    confirmed(bench, "工单按期回复率 98/100", "工单办结率 97/100")
    assert not any("÷" in line for line in told(bench)), "while it is provisional the lines add up by themselves"
    bench.now = datetime(2026, 12, 10, 9, tzinfo=CHINA)
    for page in (0, 1):
        lines = told(bench, page)
        at = lines.index("没有数、不计的指标，分值由同类别其余指标分担；整个类别不计的，由其余类别分担：")
        assert lines[at + 1 : at + 3] == [
            "群众满意：8.75 ÷ 10 × 20 = 17.50 分",
            "基础分：17.50 ÷ 85 × 100 = <b>20.59 分</b>",
        ]
        assert "<b>20.59 分</b> / 满分 100.00" in lines[0]


RATES = ("reply_rate", "closure_rate", "satisfaction_rate")


def shared(sample: bytes, period: str, *cells: Cell) -> tuple[Share, ...]:
    """Return what is told of 东湖所 in the final standings of a period."""
    rulebook, of = load(sample), Period.written(period)
    table: Table = as_json(score(rulebook, cells, of, "offices", final=True))
    row = next(row for row in table["rows"] if row["unit"] == "donghu")
    return adding.shares(rulebook, "offices", of, row, str(table["full_marks"]))


def rate(metric: str, month: int) -> Cell:
    return Cell("donghu", metric, f"2026-{month}", value="98/100")


def test_a_category_that_a_veto_brings_to_zero_counts_and_adds_nothing() -> None:
    cells = [rate(name, 11) for name in (*RATES, "case_quality")]
    results = Share("工作实绩", ("3.60",), "12", "25", "7.50")
    satisfaction = Share("群众满意", ("14.00",), "15", "20", "18.67")
    base = Share("", ("7.50", "18.67"), "85", "100", "30.79")
    assert shared(read_sample(), "2026-11", *cells) == (results, satisfaction, base)
    veto = Cell("donghu", VETO, "2026-11", value="zero_category:satisfaction")
    assert shared(read_sample(), "2026-11", *cells, veto) == (results, Share("", ("7.50",), "85", "100", "8.82"))


def test_of_a_quarter_whose_points_are_added_up_it_is_told_where_every_month_counted() -> None:
    sample = read_sample()
    for name in (*RATES, "petitions"):
        sample = sample.replace(f'id = "{name}"'.encode(), f'id = "{name}"\nrollup = "points_sum"'.encode())
    cells = [rate(name, month) for name in RATES for month in (10, 11, 12)]
    satisfaction = Share("群众满意", ("42.00",), "45", "60", "56.00")
    assert shared(sample, "2026-Q4", *cells) == (satisfaction, Share("", ("56.00",), "125", "140", "62.72"))
    assert shared(sample, "2026-Q4", *cells[1:]) == (), "how many months counted stands nowhere"
    assert why._full(load(sample).metric("reply_rate"), Period.written("2026-Q4")) == "15"


def test_of_a_month_it_is_told_beside_a_metric_of_the_quarter() -> None:
    petitions = b'id = "petitions"'
    sample = read_sample().replace(petitions, petitions + b'\nperiod = "quarter"')
    satisfaction = Share("群众满意", ("9.00",), "10", "15", "13.50")
    base = Share("", ("13.50",), "80", "95", "16.03")
    assert shared(sample, "2026-11", *(rate(name, 11) for name in RATES[:2])) == (satisfaction, base)
