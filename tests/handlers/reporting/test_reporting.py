"""Reports for units that do not compete, and completions of events without names."""

from handlers.deciding.actions import reviews
from handlers.reporting.actions import afterwards, submit
from handlers.results import Decision
from tests.cast import HEAD, OFFICE_REVIEWER, TASK_FORCE
from tests.handlers.bench import Bench


def test_a_unit_that_does_not_compete_is_not_reported_for(apart: Bench) -> None:
    assert "unit_not_competing" in str(outcome(apart, TASK_FORCE, "营商专班 工单按期回复率 98/100"))
    assert apart.owed("card") == []


def outcome(bench: Bench, person: int, line: str) -> object:
    bench.do(submit.report, person, (line,))
    return bench.owed("receipt")[-1].payload


def test_an_event_without_names_is_completed_without_names(bench: Bench) -> None:
    bench.do(submit.highlight, HEAD, ("亮点提报 省级 一件事一次办",))
    bench.do(reviews.decide, OFFICE_REVIEWER, 1, Decision("confirm"))
    assert bench.code(afterwards.finish, HEAD, 1) == "received"
    assert (bench.claimed(2).title, bench.claimed(2).contributors) == ("一件事一次办", ())
