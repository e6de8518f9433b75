"""Values by a table: what it cannot report."""

import pytest

from handlers.results import Answer, Refusal, Sender
from handlers.tables.actions import imports
from handlers.turn import Turn
from scoring.standings.cells import Cell
from tests.cast import OFFICE_REVIEWER
from tests.handlers.bench import Bench


def test_a_table_cannot_report_what_needs_evidence(bench: Bench) -> None:
    cell = Cell("donghu", "honours", "2026-11", None, "confirmed", level="city", event="先进集体")
    with pytest.raises(Refusal) as found:
        bench.do(taking, OFFICE_REVIEWER, [imports.Row(2, "第 2 行", cell)])
    assert [fault[2] for fault in found.value.values["faults"]] == ["evidence_needed"]


def test_a_table_cannot_veto(bench: Bench) -> None:
    cell = Cell("donghu", "veto", "2026-11", "bottom", note="安全事故")
    with pytest.raises(Refusal) as found:
        bench.do(taking, OFFICE_REVIEWER, [imports.Row(2, "第 2 行", cell)])
    assert [fault[2] for fault in found.value.values["faults"]] == ["import_veto"]


def taking(turn: Turn, sender: Sender, rows: list[imports.Row]) -> Answer:
    imports.take(turn, sender, rows)
    return Answer()
