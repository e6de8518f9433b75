from dataclasses import replace
from decimal import Decimal

import pytest

from handlers.pictures.draw import scene_of
from handlers.pictures.pages import WHOLE
from handlers.pictures.scene import LIGHT, THEMES, Box, Disc, Line, Polygon, Scene
from handlers.pictures.shown.charts import Bump
from handlers.pictures.shown.spoken import in_language
from handlers.pictures.texts import LABELS
from scoring.language import Spoken, speaking
from tests.handlers.pictures.boards_made import PLACES, made_board, with_row
from tests.handlers.pictures.cases import CASES, LONG, tied_bump
from tests.handlers.pictures.checks import faults
from tests.handlers.pictures.pictures_made import made_bump, made_card, made_category, made_trend


def told(scene: Scene, centre: float) -> list[str]:
    """The texts of a row, from left to right."""
    row = [text for text in scene.texts() if abs(text.y - 0.36 * text.size - centre) < 0.01]
    return [text.text for text in sorted(row, key=lambda text: text.x)]


ENGLISH = {
    **{
        f"{place}{side}市场监管所": f"Office {at:02}{side and ' East'}"
        for at, place in enumerate(PLACES)
        for side in ("", "东", "西")
    },
    **dict(
        zip(
            ("作风建设", "创先争优", "工作实绩", "营商环境", "群众满意"),
            ("Conduct", "Excellence", "Results", "Business climate", "Public satisfaction"),
            strict=True,
        )
    ),
    "市场监管所擂台": "Supervision Offices",
    "五赛五比": "Five Races",
    LONG: "Daimiao Subdistrict Office for Market Supervision and Food Safety",
}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", CASES)
def test_every_picture_has_room_for_english_too(name: str, theme: str) -> None:
    shown, page = CASES[name]()
    with speaking(Spoken("en", ENGLISH)):
        scene = scene_of(in_language(shown), page, theme)
    assert faults(scene) == []
    words = {text.text for text in scene.texts()}
    assert not words & {text for text, _ in LABELS.pairs.values()}
    assert not any(found.removesuffix("…") in text for text in words for found in ENGLISH)


def test_what_is_shown_in_chinese_is_shown_as_it_is() -> None:
    board = made_board(12)
    assert in_language(board) is board


def test_in_english_a_short_name_is_the_english_one_and_where_there_is_none_the_chinese_one() -> None:
    board = with_row(made_board(2), 1, name="西关市场监管所", short="西关所")
    with speaking(Spoken("en", {board.rows[0].name: "Daimiao Office"})):
        said = in_language(board)
    assert [(row.name, row.short) for row in said.rows] == [
        ("Daimiao Office", "Daimiao Office"),
        ("西关市场监管所", "西关所"),
    ]
    assert (said.period, said.subtitle) == ("November 2026", "Week 47, 16–22 Nov")


def test_the_figures_of_a_category_are_the_published_strings_in_their_rows() -> None:
    for board in (made_category(), made_category(1, own=None), made_category(92)):
        scene = scene_of(board, WHOLE, "light")
        for index, row in enumerate(board.rows):
            shown = told(scene, 222 + 49 * (index + 0.5))
            assert shown == [row.rank, row.name, row.points, row.overall]


def test_the_figures_of_a_report_card_are_the_published_strings() -> None:
    card = made_card()
    texts = [text.text for text in scene_of(card, 1, "light").texts()]
    wanted = [card.row.rank, f"/ {card.ranked}", card.row.total, f"/ {card.full_marks}"]
    for bullet in card.bullets:
        wanted += [bullet.name, f"满分 {bullet.points}", bullet.own, f"第 {bullet.rank} 名"]
    wanted += [past.total for past in card.past] + [past.label for past in card.past]
    assert card.above is not None
    wanted += [f"距第 {card.above[0]} 名", card.above[1]]
    assert [text for text in wanted if text not in texts] == []


def test_a_bullet_shows_own_points_middle_half_median_and_best_where_they_are() -> None:
    card = made_card()
    shapes = scene_of(card, 1, "light").shapes
    boxes = [shape for shape in shapes if isinstance(shape, Box)]
    tracks = [box for box in boxes if box.colour == LIGHT.track and not box.radius]
    rings = [shape for shape in shapes if isinstance(shape, Disc) and shape.hole and shape.colour == LIGHT.ink][1:]
    assert len(tracks) == len(rings) == len(card.bullets) == 5
    for number, (bullet, track, ring) in enumerate(zip(card.bullets, tracks, rings, strict=True)):
        inside = [box for box in boxes if track.y <= box.y <= track.y + track.height and box is not track]
        own = next(box for box in inside if box.colour == LIGHT.categories[number])
        band = next(box for box in inside if box.colour == LIGHT.band)
        tick = next(box for box in inside if box.colour == LIGHT.ink)

        def at(points: str, track: Box = track, full: str = bullet.points) -> float:
            return track.x + track.width * float(Decimal(points) / Decimal(full))

        assert own.x + own.width == pytest.approx(at(bullet.own), abs=0.5)
        assert band.x == pytest.approx(at(bullet.low), abs=0.5)
        assert band.x + band.width == pytest.approx(at(bullet.high), abs=0.5)
        assert tick.x + tick.width / 2 == pytest.approx(at(bullet.median), abs=0.5)
        assert ring.x == pytest.approx(at(bullet.best), abs=0.5)


def test_the_card_says_where_the_unit_is_furthest_ahead_and_behind_and_what_waits() -> None:
    texts = [text.text for text in scene_of(made_card(made_board(20, 3), 9), 1, "light").texts()]
    card = made_card(made_board(20, 3), 9)
    assert {card.strengths[0].name, f"{card.strengths[0].lead} 分", f"{card.gaps[0].lead} 分"} <= set(texts)
    assert "没有低于中位数的类别" in [text.text for text in scene_of(made_card(), 1, "light").texts()]
    rings = [s for s in scene_of(made_card(), 1, "light").shapes if isinstance(s, Disc) and s.colour == LIGHT.accent]
    assert len(rings) == 2
    assert "有待核实" in [text.text for text in scene_of(made_card(), 1, "light").texts()]


def test_a_vetoed_unit_has_its_veto_in_words_and_no_rank() -> None:
    texts = [text.text for text in scene_of(CASES["card-vetoed"]()[0], 1, "light").texts()]
    assert {"没有名次", "一票否决", "食品安全责任事故"} <= set(texts)
    assert "较上期" not in texts


def test_the_first_period_has_no_line_of_earlier_ones() -> None:
    for name in ("card-first-period", "bump-first-period", "trend-first-period"):
        assert not [shape for shape in scene_of(*CASES[name](), "light").shapes if isinstance(shape, Line)], name
    assert "首期，还没有往期可比" in [t.text for t in scene_of(made_bump(9, 1), 1, "light").texts()]


def lines_of(scene: Scene) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for shape in scene.shapes:
        if isinstance(shape, Line):
            found.setdefault(shape.colour, []).append(shape)
    return found


@pytest.mark.parametrize("count", [12, 20, 92])
def test_a_bump_chart_colours_three_lines_and_labels_them_at_their_right_ends(count: int) -> None:
    bump = made_bump(count, own=count // 2)
    scene = scene_of(bump, 1, "light")
    lines = lines_of(scene)
    assert set(lines) == {LIGHT.band, LIGHT.ink, LIGHT.rise, LIGHT.fall}
    own = next(line for line in bump.lines if line.own)
    marked = ((LIGHT.ink, own), (LIGHT.rise, bump.riser), (LIGHT.fall, bump.faller))
    for colour, unit in marked:
        (drawn,) = lines[colour]
        assert unit is not None
        x, y = max(drawn.points)
        shown = told(scene, y)
        assert shown[shown.index(unit.name) - 1] == unit.ranks[-1]
        assert min(text.x for text in scene.texts() if text.text == unit.name and text.y > 200) > x


def test_the_grey_lines_of_a_bump_chart_stand_at_their_ranks() -> None:
    bump = made_bump(12)
    dots = [shape for shape in scene_of(bump, 1, "light").shapes if isinstance(shape, Disc) and shape.y > 200]
    assert len(dots) == 12 * len(bump.periods)
    across = sorted({dot.x for dot in dots})
    down = sorted({dot.y for dot in dots})
    places = sorted((across.index(dot.x), down.index(dot.y) + 1) for dot in dots)
    assert places == sorted((period, int(r or 0)) for line in bump.lines for period, r in enumerate(line.ranks))


def test_equal_ranks_of_a_bump_chart_stand_one_below_the_other() -> None:
    scene = scene_of(CASES["bump-troubled"]()[0], 1, "light")
    assert [text.text for text in scene.texts() if text.text in ("1", "3.5", "5", "—") and text.x > 100] == [
        "1",
        "1",
        "3.5",
        "3.5",
        "5",
        "—",
    ]


def edge(bump: Bump) -> list[str]:
    """The ranks at the left edge, from top to bottom."""
    texts = [text for text in scene_of(bump, 1, "light").texts() if text.y > 230 and text.x + text.width < 70]
    return [text.text for text in sorted(texts, key=lambda text: text.y)]


def test_a_bump_chart_tells_the_ranks_at_both_edges() -> None:
    assert edge(made_bump(12)) == [str(rank) for rank in range(1, 13)]
    assert edge(tied_bump()) == ["1", "1", "3", "4", "5"]
    large = made_bump(92, own=50)
    below = [line.ranks[0] for line in large.lines if line in (large.lines[50], large.riser, large.faller)]
    assert edge(large) == [*(str(rank) for rank in range(1, 17)), *below]
    assert edge(made_bump(9, 1)) == []


def test_a_bump_chart_explains_no_colour_that_it_does_not_have() -> None:
    bump = made_bump(12, own=None)
    for chosen in (bump.riser, bump.faller):
        lines = tuple(replace(line, own=line == chosen) for line in bump.lines)
        texts = [text.text for text in scene_of(replace(bump, lines=lines), 1, "light").texts()]
        assert "本单位" not in texts
    assert "本单位" in [text.text for text in scene_of(made_bump(12), 1, "light").texts()]


def test_the_numbers_of_a_rank_trend_stand_at_its_points_alone() -> None:
    trend = made_trend()
    scene = scene_of(trend, 1, "light")
    ranks = [past.rank for past in trend.past]
    below = [text.text for text in scene.texts() if text.y > 310]
    assert [text for text in below if text in ranks] == ranks


def test_a_large_arena_shows_the_first_places_and_the_coloured_units_with_their_ranks() -> None:
    bump = made_bump(92, own=50)
    texts = [text.text for text in scene_of(bump, 1, "light").texts()]
    assert "名次走势，共 92 家单位，前 16 名" in texts
    assert [line.name for line in bump.lines[:16]] == [text for text in texts if text.endswith("市场监管所")][:16]
    assert bump.lines[50].name in texts
    assert {rank for rank in bump.lines[50].ranks if rank} <= set(texts)
    assert bump.lines[30].name not in texts
    assert "名次走势，共 20 家单位" in [text.text for text in scene_of(made_bump(20), 1, "light").texts()]


def test_a_rank_trend_numbers_its_discs_and_the_better_rank_stands_higher() -> None:
    trend = made_trend()
    scene = scene_of(trend, 1, "light")
    discs = [shape for shape in scene.shapes if isinstance(shape, Disc) and shape.radius == 20]
    assert len(discs) == len(trend.past)
    for disc, past in zip(discs, trend.past, strict=True):
        (number,) = (
            text
            for text in scene.texts()
            if text.x < disc.x < text.x + text.width and abs(text.y - 0.36 * text.size - disc.y) < 0.01
        )
        assert (number.text, number.ground) == (past.rank, disc.colour)
    ordered = sorted(zip(discs, trend.past, strict=True), key=lambda pair: pair[0].y)
    assert [int(past.rank or 0) for _, past in ordered] == sorted(int(past.rank or 0) for past in trend.past)
    crowded = replace(trend, past=trend.past * 4)
    assert faults(scene_of(crowded, 1, "light")) == []
    assert not [s for s in scene_of(crowded, 1, "light").shapes if isinstance(s, Disc) and s.radius == 20]


def test_every_picture_says_how_far_to_trust_it() -> None:
    for shown in (made_card(), made_bump(), made_trend(), made_category()):
        texts = {text.text for text in scene_of(shown, 1, "light").texts()}
        assert {"数据截至 2026-11-22 20:00", "方案 3b9f02ac", "已确认 118/122 项", "存证码 3f9a-71c2", "暂定"} <= texts


def test_risers_and_fallers_differ_by_their_triangles_too() -> None:
    tips = [shape for shape in scene_of(made_bump(), 1, "dark").shapes if isinstance(shape, Polygon)]
    assert {tip.points[2][1] < tip.points[0][1] for tip in tips} == {True, False}
