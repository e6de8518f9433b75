"""How points add up is told where not every metric counts: every point can be followed to the total."""

from datetime import datetime

from handlers.deciding.actions import reviews
from handlers.reporting.actions import submit
from handlers.results import Decision
from handlers.standings.actions import why
from handlers.standings.views.why import explanation
from scoring.calendar import Period
from tests.cast import CHINA, HEAD, REVIEWER
from tests.handlers.bench import Bench

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
