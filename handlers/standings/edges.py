"""Edges of asking for standings: /rank, /why, /mine."""

from collections.abc import Sequence
from itertools import chain

from telegram import Update

from handlers.context import Context
from handlers.journey import Command, Journey, Letter, repeated
from handlers.pictures.shown.charts import Shown
from handlers.results import Owed, as_known
from handlers.standings.actions import rank as ranking
from handlers.standings.actions import why as explaining
from handlers.standings.results import Mine, MineAsked, Ranked, UnitRanked, Why, WhyAsked
from handlers.standings.texts import TEXTS
from handlers.standings.views import pictures
from handlers.standings.views import why as views
from handlers.turn import Turn


async def rank(update: Update, context: Context, rest: str) -> None:
    """`/rank [擂台|类别|单位] [走势] [期间]`: pictures and text; `/rank 深色` how they look."""
    await context.act(ranking.rank, update, rest)


async def why(update: Update, context: Context, rest: str) -> None:
    """`/why [单位] [指标] [期间]`: from the score to rule, value and confirmer."""
    await context.act(explaining.why, update, rest)


async def mine(update: Update, context: Context, rest: str) -> None:
    """`/mine [期间]`: the own unit's submissions and points."""
    await context.act(explaining.mine_asked, update, rest)


def _mine(turn: Turn, owed: Owed[MineAsked]) -> tuple[list[Sequence[Shown]], list[Mine]]:
    asked = owed.payload
    as_of = as_known(asked.as_of)
    period = explaining.period_of(turn, asked.period, as_of)
    shown: list[Sequence[Shown]] = list(ranking.own_units(turn, asked.person, period, as_of))
    return shown, explaining.mine(turn, asked.person, period, as_of)


def _why(turn: Turn, owed: Owed[WhyAsked]) -> tuple[Why, bool]:
    asked = owed.payload
    as_of = as_known(asked.as_of)
    period = explaining.period_of(turn, asked.period, as_of)
    return explaining.explain(turn, asked.unit, asked.metric, period, as_of), asked.evidence


JOURNEY = Journey(
    name="standings",
    texts=TEXTS,
    commands=(
        Command("mine", mine, ("我的",), menu=4),
        Command("rank", rank, ("排名",), menu=5),
        Command("why", why, ("为什么",), menu=6),
    ),
    letters=(
        Letter("board", Ranked, lambda turn, owed: [ranking.asked(turn, owed.payload)], pictures.asked),
        Letter("unit", UnitRanked, lambda turn, owed: ranking.unit(turn, owed.payload), pictures.asked),
        Letter(
            "mine",
            MineAsked,
            _mine,
            lambda found: (*chain.from_iterable(map(pictures.asked, found[0])), *views.mine(found[1])),
        ),
        Letter("why", WhyAsked, _why, lambda found: views.why(found[0], evidence=found[1])),
        repeated("picture"),
    ),
)
