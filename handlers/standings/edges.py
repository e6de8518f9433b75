"""Edges of asking for standings: /rank, /why, /mine."""

from collections.abc import Sequence
from itertools import chain

from telegram import Update

from handlers.context import Context
from handlers.journey import Command, Journey, Letter, Press, repeated
from handlers.matters.actions.showing import reader
from handlers.pictures.shown.charts import Shown
from handlers.results import Owed, as_known
from handlers.standings.actions import rank, why
from handlers.standings.results import Mine, MineAsked, PageTurned, Ranked, UnitRanked, Why, WhyAsked
from handlers.standings.texts import TEXTS
from handlers.standings.views import pictures
from handlers.standings.views.why import explanation, mine, turned
from handlers.turn import Turn


async def ask_rank(update: Update, context: Context, rest: str) -> None:
    """`/rank [擂台|类别|单位] [走势] [期间]`: pictures and text; `/rank 深色` how they look."""
    await context.act(rank.rank, update, rest)


async def ask_why(update: Update, context: Context, rest: str) -> None:
    """`/why [单位] [指标] [期间]`: from the score to rule, value and confirmer."""
    await context.act(why.why, update, rest)


async def ask_mine(update: Update, context: Context, rest: str) -> None:
    """`/mine [期间]`: the own unit's submissions and points."""
    await context.act(why.mine_asked, update, rest)


def _mine(turn: Turn, owed: Owed[MineAsked]) -> tuple[list[Sequence[Shown]], list[Mine], int]:
    asked = owed.payload
    as_of = as_known(asked.as_of)
    period = why.period_of(turn, asked.period, as_of)
    shown: list[Sequence[Shown]] = list(rank.own_units(turn, asked.person, period, as_of))
    return shown, why.mine(turn, asked.person, period, as_of), owed.number


def _why(turn: Turn, owed: Owed[WhyAsked]) -> tuple[Why, bool, int]:
    asked = owed.payload
    as_of = as_known(asked.as_of)
    period = why.period_of(turn, asked.period, as_of)
    told = why.explain(turn, asked.unit, asked.metric, period, as_of, reader(turn, owed.chat))
    return told, asked.evidence, owed.number


JOURNEY = Journey(
    name="standings",
    texts=TEXTS,
    commands=(
        Command("mine", ask_mine, ("我的",), menu=6, readers=("head", "group"), looks=True),
        Command("rank", ask_rank, ("排名",), menu=7, looks=True),
        Command("why", ask_why, ("为什么",), menu=8, looks=True),
    ),
    presses=(Press("standing_page", why.turn_page, of="letter"),),
    letters=(
        Letter("board", Ranked, lambda turn, owed: [rank.asked(turn, owed.payload, owed.chat)], pictures.answer),
        Letter("unit", UnitRanked, lambda turn, owed: rank.unit(turn, owed.payload), pictures.answer),
        Letter(
            "mine",
            MineAsked,
            _mine,
            lambda found: (*chain.from_iterable(map(pictures.answer, found[0])), mine(found[1], found[2])),
            about=why.in_mine,
        ),
        Letter(
            "why",
            WhyAsked,
            _why,
            lambda found: explanation(found[0], found[2], evidence=found[1]),
            about=why.in_why,
        ),
        Letter(
            "standing_page",
            PageTurned,
            lambda turn, owed: why.turned(turn, owed.payload),
            turned,
            again=True,
            edits="letter",
        ),
        repeated("picture"),
    ),
)
