"""The seal of a button: another for everything that its submission claims."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.reporting.actions import submit
from handlers.submissions.actions.seals import LENGTH, seal
from tests.cast import HEAD
from tests.handlers.bench import RATE, Bench


@pytest.mark.parametrize(
    "change",
    [
        {"unit": "chengguan"},
        {"metric": "wo_closed"},
        {"period": "2026-10"},
        {"value": "97/100"},
        {"level": "city"},
        {"title": "一件事"},
        {"reporter": 1},
        {"reported_at": timedelta(microseconds=1)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_another_claim_has_another_seal(bench: Bench, change: dict[str, object]) -> None:
    bench.do(submit.report, HEAD, (RATE,))
    stored = bench.stored()
    claim = stored.claim
    told = {name: claim.reported_at + new if isinstance(new, timedelta) else new for name, new in change.items()}
    with bench.turn() as turn:
        own = seal(turn, stored)
        assert len(own) == LENGTH
        assert seal(turn, replace(stored, claim=replace(claim, **told))) != own  # type: ignore[arg-type]
        assert seal(turn, replace(stored, version=2)) != own
        assert seal(turn, stored) == own
