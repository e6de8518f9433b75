import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from handlers.pictures.draw import scene_of
from handlers.pictures.pages import WHOLE
from handlers.pictures.scene import THEMES
from handlers.pictures.shown.board import Board, BoardRow
from handlers.pictures.shown.charts import Bump, BumpLine, Past, Shown, Trend, category_board, unit_card
from handlers.standings.views.pictures import page_count
from tests.handlers.pictures.boards_made import made_board
from tests.handlers.pictures.cases import CASES
from tests.handlers.pictures.checks import faults
from tests.handlers.pictures.pictures_made import frame_of

WIDEST = "WWWW-WWWW-WWWW-WWWW"
"""The code of the audit chain that takes most room."""
SIGNS = "泰安市岱庙财源上高徐家楼省庄㙍峄郯鄄崮监管所科室（）AaWi1 𠀀🏆\u200f"


def some_name(rng: random.Random) -> str:
    return "".join(rng.choice(SIGNS) for _ in range(rng.choice([1, 2, 4, 7, 8, 12, 20, 40]))) + "所"


def some_points(rng: random.Random, low: int, high: int, places: int) -> str:
    number = rng.choice([0, low, high, rng.randint(low, high), rng.randint(low, high)]) * 10**places
    return str(Decimal(number + rng.choice([0, rng.randint(0, 10**places)])).scaleb(-places))


def some_board(rng: random.Random) -> Board:
    """Standings of any size and shape; now and then all totals or all shares are equal."""
    places = rng.choice([0, 1, 2, 2, 2, 6])
    categories = tuple((some_name(rng), some_points(rng, 1, 40, places)) for _ in range(rng.randint(1, 12)))
    rows = []
    for place in range(rng.choice([1, 2, 3, 9, 10, 11, 20, 21, 30])):
        total = some_points(rng, -50, 1500, places)
        name = some_name(rng)
        rows.append(
            BoardRow(
                rank=rng.choice([None, str(place + 1), str(place + 1), "1", f"{place}.5", "1000"]),
                name=f"{place}{name}",
                short=name[:3],
                total=total,
                shares=tuple(rng.choice(["", some_points(rng, -2, 60, places)]) for _ in categories),
                movement=rng.choice([None, 0, 1, -12, 999]),
                new=rng.random() < 0.1,
                pending=rng.random() < 0.3,
                own=rng.random() < 0.2,
                history=(*tuple(some_points(rng, 0, 120, places) for _ in range(rng.choice([0, 1, 7]))), total),
                veto=rng.choice([None, None, "食品安全责任事故", "一票否决"]),
            )
        )
    return made_board(
        0,
        title=some_name(rng),
        badge=some_name(rng),
        subtitle=some_name(rng),
        categories=categories,
        full_marks=some_points(rng, 1, 200, places),
        rows=tuple(rows),
        cells=rng.choice([0, 1, 122, 310_000]),
        audit=rng.choice(["", "3f9a-71c2", WIDEST]),
        as_of=rng.choice(["", "2026-11-22 20:00"]),
        provisional=rng.random() < 0.5,
    )


def all_kinds(rng: random.Random, board: Board) -> Iterator[Shown]:
    """A picture of each kind from the same standings."""
    count = len(board.rows)
    periods = rng.choice([1, 2, 8, 12, 13])
    labels = tuple(rng.choice(["11月", "第47周", "第四季度", "2026年"]) for _ in range(periods))
    ranks = [None, "1", "2.5", str(count), "87", "1000"]
    past = tuple(Past(label, rng.choice(ranks), count, some_points(rng, -9, 150, 2)) for label in labels)
    yield board
    yield category_board(board, rng.randrange(len(board.categories)))
    yield unit_card(board, rng.randrange(count), past)
    name = board.rows[0].name
    yield Trend(**frame_of(board, title=name), short=name[:3], arena=board.title, past=past)
    columns = [rng.sample(range(1, count + 1), count) for _ in range(periods - 1)]
    owner = rng.randrange(count)
    lines = tuple(
        BumpLine(row.name, row.short, (*(str(column[place]) for column in columns), row.rank), place == owner)
        for place, row in enumerate(board.rows)
    )
    yield Bump(**frame_of(board), periods=labels, lines=lines)


@pytest.mark.parametrize("name", CASES)
def test_the_code_of_the_chain_is_shown_whole_however_wide_it_is(name: str) -> None:
    shown, page = CASES[name]()
    scene = scene_of(replace(shown, audit=WIDEST), page, "light")
    assert f"存证码 {WIDEST}" in {text.text for text in scene.texts()}
    assert faults(scene) == []


@pytest.mark.parametrize("seed", range(5))
def test_500_random_standings_are_legible_in_every_kind_of_picture(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(100):
        for shown in all_kinds(rng, some_board(rng)):
            page = rng.choice([*range(1, page_count(shown) + 1), WHOLE])
            scene = scene_of(shown, page, rng.choice(tuple(THEMES)))
            assert faults(scene) == [], shown
            assert scene.height <= 1280 or page == WHOLE, shown


@pytest.mark.parametrize("name", CASES)
def test_the_pictures_of_the_gallery_are_legible(name: str) -> None:
    shown, page = CASES[name]()
    for theme in THEMES:
        assert faults(scene_of(shown, page, theme)) == []
