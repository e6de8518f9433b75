"""What a signature needs: evidence where the metric asks for it, and another person for every lead."""

from pathlib import Path

from handlers.deciding.actions.reviews import confirm, decide
from handlers.evidence.actions import unfit
from handlers.reporting.actions import submit
from handlers.results import Decision
from storage import evidence
from tests.cast import HEAD, OFFICE_REVIEWER, PARTS, SQUAD_REVIEWER, Part
from tests.handlers.bench import Bench, furnished
from tests.handlers.evidence.test_evidence import photo, with_files

BOTH = 8001


def test_what_lost_its_evidence_is_not_confirmed_but_may_be_returned(bench: Bench) -> None:
    bench.do(with_files(submit.highlight, photo("one")), HEAD, ("荣誉 省级 先进集体",))
    with bench.turn() as turn:
        (lost,) = evidence.of_number(turn.tx, 1)
        unfit(turn, lost, "broken")
    assert bench.claimed().evidence == 0

    assert bench.code(confirm, OFFICE_REVIEWER, 1, 1) == "evidence_missing"
    assert bench.stored().state == "pending"
    assert bench.code(decide, OFFICE_REVIEWER, 1, Decision("return", reason="请补佐证"), 1) == "returned"


def test_who_reviews_for_two_leads_signs_for_one_of_them_only(tmp_path: Path) -> None:
    both = tuple(Part(BOTH, "两边的人", "reviewer", lead) for lead in ("执法大队", "政策法规科"))
    bench = furnished(tmp_path / "leitai.db", (*PARTS, *both))
    bench.do(submit.report, HEAD, ("铁拳 4",))

    assert bench.code(confirm, BOTH, 1, 1) == "signed"
    assert bench.code(confirm, BOTH, 1, 1) == "signed_before"
    assert bench.stored().state == "pending"
    assert bench.where().signed == (("zhifa", BOTH),)
    assert bench.code(confirm, SQUAD_REVIEWER, 1, 1) == "signed_before"
