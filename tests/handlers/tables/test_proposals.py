"""What a table would report, as an earlier version kept it."""

from handlers.results import Button
from handlers.tables.actions import proposals
from handlers.tables.views import tables
from scoring.standings.cells import Cell
from storage import drafts
from tests.cast import REVIEWER
from tests.handlers.bench import Bench


def test_what_an_earlier_version_listed_can_be_read_and_is_listed_anew_before_it_is_taken(bench: Bench) -> None:
    cell = Cell("donghu", "reply_rate", "2026-11", value="98/100")
    rows = [[2, "第 2 行", [getattr(cell, name) for name in Cell.__slots__]]]
    told = [["donghu", "reply_rate", "2026-11", "98/100", None, None, "confirmed"]]
    with bench.turn() as turn:
        payload = {"name": "a.csv", "unchanged": 0, "message": 1, "rows": rows, "told": told}
        number = drafts.begin(turn.tx, REVIEWER, proposals.IMPORT, payload)
        (shown,) = tables.proposal(proposals.proposal(turn, number))
    assert "\n1 东湖市场监管所 工单按期回复率 98/100（98%），2026年11月" in shown.text
    assert shown.buttons[0][0] == Button("✅ 确认提交 1 项", f"table_submit:{number}:0")
    answer = bench.do(proposals.hand_in, REVIEWER, number)
    assert (answer.code, answer.alert) == ("import_changed", True)
    with bench.turn() as turn:
        (anew,) = drafts.open_of(turn.tx, REVIEWER, proposals.IMPORT)
    assert bench.do(proposals.hand_in, REVIEWER, anew.id).values == {"count": 1}
