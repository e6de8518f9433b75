"""What the chat shows of a locked period is what `leitai standings --final` says of it, whatever was confirmed."""

import random
from datetime import datetime

import pytest

from bot.outgoing import letters
from handlers.results import Picture
from handlers.standings.actions import rank, why
from handlers.standings.actions.boards import standings
from handlers.turn import Turn
from scoring.calendar import Period
from scoring.lifecycle import NOT_APPLICABLE
from scoring.rulebook.model import Metric
from scoring.standings.cells import Cell
from scoring.standings.output import as_json
from storage import values
from tests.cast import CHINA, HEAD, LEADER
from tests.handlers.bench import Bench

NOW = datetime(2026, 12, 8, 9, tzinfo=CHINA)
"""January to November are locked."""
STATES = ("confirmed", "confirmed", "confirmed", "pending", NOT_APPLICABLE, "missing")


def planted(turn: Turn, rng: random.Random, period: Period) -> None:
    """Let every cell of a month hold something at random, or nothing."""
    for arena in turn.rulebook.arenas:
        for unit in turn.rulebook.units_in(arena.id):
            for metric in turn.rulebook.metrics_in(arena.id):
                state = rng.choice(STATES)
                if metric.period == "month" and metric.reported_as == metric.id and state != "missing":
                    cell = Cell(unit.id, metric.id, str(period), "", *held(rng, metric, state))
                    values.put(turn.tx, cell, turn.tx.next_moment())


def held(rng: random.Random, metric: Metric, state: str) -> tuple[str | None, str, str | None, str]:
    """Return value, state, level and event of a cell."""
    if state == NOT_APPLICABLE:
        return None, state, None, ""
    if metric.input == "events":
        return None, state, rng.choice(list(metric.levels)), "1"
    if metric.input in ("rate", "tasks", "checklist"):
        return f"{rng.randrange(101)}/100", state, None, ""
    return str(rng.randrange(1, 6)), state, None, ""


def told(bench: Bench, kind: str) -> str:
    """Return everything that the newest letter of a kind says."""
    letter = bench.owed(kind)[-1]
    with bench.turn() as turn:
        parts = letters._parts(turn, letter)
    return "\n".join(part.caption if isinstance(part, Picture) else getattr(part, "text", "") for part in parts)


@pytest.mark.parametrize("seed", range(4))
def test_every_locked_month_is_told_as_its_final_standings(bench: Bench, seed: int) -> None:
    rng = random.Random(seed)
    period = Period(2026, "month", rng.randrange(1, 12))
    bench.now = NOW
    with bench.turn() as turn:
        planted(turn, rng, period)
    for arena in ("offices", "departments"):
        with bench.turn() as turn:
            name = turn.rulebook.arena(arena).name
            table = as_json(standings(turn.tx, turn.rulebook, arena, period, turn.tx.latest(), final=True))
        bench.do(rank.rank, LEADER, f"{name} {period.index}月")
        shown = told(bench, "board")
        for row in table["rows"]:
            assert f"\n{row['rank'] or '·'} {row['name']} {row['total']}" in shown, (seed, row)
        mine = next((row for row in table["rows"] if row["unit"] == "donghu"), None)
        if mine is not None:
            place = f"第 {mine['rank']} 名" if mine["rank"] else "没有名次：已确认的数据不够"
            for ask, kind in ((why.why, "why"), (why.mine_asked, "mine")):
                bench.do(ask, HEAD, f"{period.index}月")
                assert f"<b>{mine['total']} 分</b> / 满分 {table['full_marks']}，{place}" in told(bench, kind)
