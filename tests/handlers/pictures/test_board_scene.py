import itertools
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from handlers.pictures.frame import adjusted
from handlers.pictures.glyphs import Weight
from handlers.pictures.pages import WHOLE, pages
from handlers.pictures.scene import DARK, LIGHT, THEMES, Box, Disc, Line, Polygon, Scene, Text, Theme, fitted
from handlers.pictures.scenes.board import board_scene
from handlers.pictures.scenes.category import category_scene
from handlers.pictures.shown.board import Board, BoardRow, Lack
from handlers.pictures.shown.charts import category_board
from handlers.pictures.shown.spoken import in_language
from scoring.language import Spoken, speaking
from tests.handlers.pictures.boards_made import made_board, with_row
from tests.handlers.pictures.checks import faults

NAMES = st.text(
    st.sampled_from("泰安市岱庙财源上高徐家楼省庄㙍峄郯鄄崮监管所科室（）AaWi1 𠀀🏆"), min_size=1, max_size=40
)


def decimals(low: int, high: int, places: int) -> st.SearchStrategy[str]:
    scale = 10**places
    return st.integers(low * scale, high * scale).map(
        lambda number: (
            f"{'-' if number < 0 else ''}{abs(number) // scale}"
            + (f".{abs(number) % scale:0{places}}" if places else "")
        )
    )


@st.composite
def boards(draw: st.DrawFn) -> Board:
    places = draw(st.integers(0, 4))
    count = draw(st.integers(1, 12))
    points = decimals(0, 40, places)
    row = st.builds(
        BoardRow,
        rank=st.one_of(st.none(), st.integers(1, 999).map(str), st.just("1.5"), st.just("9999.5")),
        name=NAMES,
        short=NAMES,
        total=decimals(-50, 1500, places),
        shares=st.tuples(*[st.one_of(st.just(""), points)] * count),
        movement=st.one_of(st.none(), st.integers(-9999, 9999)),
        new=st.booleans(),
        pending=st.booleans(),
        own=st.booleans(),
        history=st.lists(decimals(0, 120, places), max_size=8).map(tuple),
        veto=st.one_of(st.none(), st.just("一票否决")),
    )
    length = draw(st.sampled_from([1, 3, 10, 11, 20, 21]))
    rows = draw(st.lists(row, min_size=length, max_size=length))
    return Board(
        title=draw(NAMES),
        badge=draw(NAMES),
        period="2026年11月",
        subtitle=draw(NAMES),
        categories=tuple(draw(st.tuples(NAMES, points)) for _ in range(count)),
        full_marks=draw(decimals(1, 200, places)),
        rows=tuple(rows),
        as_of="2026-11-22 20:00",
        confirmed=draw(st.integers(0, 310_000)),
        cells=draw(st.integers(0, 310_000)),
        rulebook="3b9f02ac",
        audit="3f9a-71c2",
        provisional=draw(st.booleans()),
    )


def scenes(board: Board) -> list[Scene]:
    numbers = [*range(1, len(pages(len(board.rows))) + 1), WHOLE]
    return [board_scene(board, page, theme) for page in numbers for theme in THEMES]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(boards())
def test_every_board_is_legible(board: Board) -> None:
    for scene in scenes(board):
        assert faults(scene) == []


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(boards())
def test_the_figures_in_the_picture_are_the_published_strings(board: Board) -> None:
    scene = board_scene(board, WHOLE)
    bold = [text for text in scene.texts() if text.weight == "Bold"]
    totals = [row.total for row in board.rows]
    right = max(text.x + text.width for text in bold if text.text == totals[0])
    column = [text for text in bold if abs(text.x + text.width - right) < 0.01 and text.y > 180]
    assert totals == [text.text for text in sorted(column, key=lambda text: text.y)]
    ranks = [row.rank for row in board.rows if row.rank]
    centre = 60 if len(board.rows) <= 10 else 52
    written = [text for text in bold if abs(text.x + text.width / 2 - centre) < 0.01 and text.y > 180]
    assert ranks == [text.text for text in sorted(written, key=lambda text: text.y)]


@pytest.mark.parametrize("count", [1, 10, 11, 20, 92])
@pytest.mark.parametrize("categories", [1, 5, 12])
def test_a_page_is_800_by_at_most_1280_units(count: int, categories: int) -> None:
    names = tuple((f"类别第{number}项", "8.00") for number in range(categories))
    board = made_board(count, categories=names)
    rows = tuple(replace(row, shares=("5.00",) * categories) for row in board.rows)
    for page in range(1, len(pages(count)) + 1):
        scene = board_scene(replace(board, rows=rows), page)
        assert scene.width == 800
        assert scene.height <= 1280


def test_a_page_of_an_album_says_which_it_is() -> None:
    board = made_board(92)
    assert "第 2/5 页" in [text.text for text in board_scene(board, 2).texts()]
    assert not [text.text for text in board_scene(board, WHOLE).texts() if "页" in text.text]
    assert not [text.text for text in board_scene(made_board(20), 1).texts() if "页" in text.text]


def medals(board: Board) -> list[str]:
    return [shape.colour for shape in board_scene(board, 1).shapes if getattr(shape, "colour", "") in LIGHT.medals]


def test_the_first_three_have_medals_and_equal_ranks_equal_ones() -> None:
    gold, silver, bronze = LIGHT.medals
    assert [gold, silver, bronze] == medals(made_board(12))
    assert [gold, gold, bronze] == medals(with_row(made_board(12), 1, rank="1"))
    assert [gold, gold, bronze] == medals(with_row(with_row(made_board(12), 0, rank="1.5"), 1, rank="1.5"))


def test_nobody_has_a_medal_for_nothing() -> None:
    board = made_board(12)
    rows = tuple(replace(row, rank="1", total="0.00") for row in board.rows)
    assert medals(replace(board, rows=rows)) == []


def test_the_first_period_has_no_columns_for_what_nobody_knows() -> None:
    board = made_board(20)
    rows = tuple(replace(row, movement=None, history=()) for row in board.rows)
    titles = {text.text for text in board_scene(replace(board, rows=rows), 1).texts() if text.size == 18}
    assert {"名次", "单位", "分项构成", "总分"} <= titles
    assert not {"升降", "近 8 期"} & titles
    assert {"升降", "近 8 期"} <= {text.text for text in board_scene(board, 1).texts()}


def test_a_unit_that_is_not_ranked_says_so_instead_of_a_rank() -> None:
    for count in (5, 20):
        board = with_row(made_board(count), 4, rank=None)
        assert "没有名次" in [text.text for text in board_scene(board, 1).texts()]
        vetoed = with_row(board, 4, veto="一票否决：食品安全责任事故")
        assert "一票否决" in [text.text for text in board_scene(vetoed, 1).texts()]


def test_movement_is_told_by_shape_and_number_not_by_colour_alone() -> None:
    board = with_row(with_row(made_board(20), 0, movement=3), 1, movement=-4)
    shapes = board_scene(board, 1).shapes
    triangles = [shape for shape in shapes if isinstance(shape, Polygon)][:2]
    for triangle, colour, tip in zip(triangles, (LIGHT.rise, LIGHT.fall), (min, max), strict=True):
        heights = [y for _, y in triangle.points]
        assert triangle.colour == colour
        assert heights.count(tip(heights)) == 1
    assert {"3", "4"} <= {
        text.text for text in board_scene(board, 1).texts() if text.colour in (LIGHT.rise, LIGHT.fall)
    }


def test_bars_are_as_long_as_the_shares_on_a_track_of_the_full_marks() -> None:
    board = made_board(1, full_marks="100.00")
    board = with_row(board, 0, shares=("20.00", "10.00", "0.00", "", "15.50"), total="45.50")
    boxes = [shape for shape in board_scene(board, 1).shapes if isinstance(shape, Box) and not shape.radius]
    track = next(box for box in boxes if box.colour == LIGHT.track)
    lengths = {box.colour: box.width for box in boxes if box.colour in LIGHT.categories}
    assert set(lengths) == {LIGHT.categories[0], LIGHT.categories[1], LIGHT.categories[4]}
    for colour, share in zip(LIGHT.categories, board.rows[0].shares, strict=False):
        if colour in lengths:
            assert lengths[colour] == pytest.approx(float(Fraction(share)) / 100 * track.width, abs=2.1)


@pytest.mark.parametrize("count", [9, 12])
def test_more_points_than_the_full_marks_end_in_a_tip_and_make_no_other_bar_shorter(count: int) -> None:
    def bars(board: Board) -> list[Box]:
        shapes = board_scene(board, 1).shapes
        return [
            shape for shape in shapes if isinstance(shape, Box) and shape.colour in LIGHT.categories and shape.y > 230
        ]

    def tips(board: Board) -> list[Polygon]:
        shapes = board_scene(board, 1).shapes
        return [shape for shape in shapes if isinstance(shape, Polygon) and shape.colour in LIGHT.categories]

    board = made_board(count)
    more = with_row(board, 0, shares=("60.00", "60.00", "0.00", "0.00", "5.00"))
    assert bars(more)[2:] == bars(board)[5:]
    assert tips(board) == []
    (tip,) = tips(more)
    track = next(box for box in board_scene(more, 1).shapes if isinstance(box, Box) and box.colour == LIGHT.track)
    first, second = bars(more)[:2]
    assert first.width == pytest.approx(0.6 * track.width, abs=2)
    assert second.x + second.width == min(tip.points)[0] == track.x + track.width
    assert tip.colour == LIGHT.categories[1]


@pytest.mark.parametrize("count", [9, 12])
def test_a_veto_moves_nothing_in_the_rows_of_others(count: int) -> None:
    quiet = [replace(row, movement=None, pending=False) for row in made_board(count).rows]
    board = made_board(count, rows=tuple(quiet))
    for changes in ({"rank": None, "veto": "食品安全责任事故"}, {"rank": None}, {"veto": "群众满意：一票否决"}):
        vetoed = set(board_scene(with_row(board, count - 1, **changes), 1).shapes)
        lost = [shape for shape in board_scene(board, 1).shapes if shape not in vetoed]
        last = max(text.y for text in board_scene(board, 1).texts() if text.text == quiet[-1].total)
        assert [shape for shape in lost if isinstance(shape, Text | Box) and shape.y < last - 45] == []


@pytest.mark.parametrize("count", [9, 12])
def test_whoever_has_no_rank_is_told_why_beside_the_bar_of_its_points(count: int) -> None:
    def bars(board: Board) -> list[str]:
        shapes = board_scene(board, 1).shapes
        return [shape.colour for shape in shapes if isinstance(shape, Box) and shape.colour in LIGHT.categories]

    board = made_board(count)
    reasons = {
        Lack("58%", "2/3"): "覆盖率 58%，不足 2/3",
        Lack(required=("案件质量",)): "必报的案件质量没有确认",
        Lack(): "没有适用的指标",
        None: "没有名次",
    }
    for lack, said in reasons.items():
        out = with_row(board, 4, rank=None, lack=lack, name="东湖所", movement=None)
        assert said in [text.text for text in board_scene(out, 1).texts()]
        assert bars(out) == bars(board)
    assert len(bars(with_row(board, 4, rank=None, veto="安全事故"))) < len(bars(board))
    narrow = with_row(board, 4, rank=None, lack=Lack(required=("很长的指标名称" * 9,)))
    assert "必报的没有确认" in [text.text for text in board_scene(narrow, 1).texts()]


def test_a_vetoed_unit_has_its_veto_in_the_place_of_its_bar() -> None:
    board = with_row(made_board(12), 4, rank=None, veto="安全事故")
    texts = list(board_scene(board, 1).texts())
    (words,) = (text for text in texts if text.text == "一票否决：安全事故")
    (total,) = (text for text in texts if text.text == board.rows[4].total)
    assert abs(words.y - total.y) < 5
    assert "否决" in [text.text for text in board_scene(with_row(board, 4, rank="5"), 1).texts()]


def test_bonus_and_deduction_outside_the_bars_are_mentioned_and_rounding_is_not() -> None:
    board = with_row(made_board(2), 0, shares=("20.00", "15.00", "35.00", "15.00", "11.50"), total="96.50")
    assert not adjusted(board)
    assert not adjusted(with_row(board, 0, total="96.52"))
    assert adjusted(with_row(board, 0, total="98.50"))
    texts = [text.text for text in board_scene(with_row(board, 0, total="98.50"), 1).texts()]
    assert "满分 100.00，色条不含加减分" in texts


def test_a_line_beside_its_points_tells_the_scale_of_the_lines_of_posts() -> None:
    board = with_row(made_board(3), 0, history=("90.00", "91.00"))
    board = with_row(with_row(board, 1, history=("70.00", "74.00")), 2, history=("80.00",))
    for rows, words in ((3, "1 分（近 2 期）"), (12, "2 分")):
        shown = replace(board, rows=(*board.rows, *(replace(board.rows[2], history=()),) * (rows - 3)))
        scene = board_scene(shown, 1)
        assert words in [text.text for text in scene.texts()]
        (beam,) = (s for s in scene.shapes if isinstance(s, Box) and s.colour == LIGHT.line and s.width == 2)
        line = next(shape for shape in scene.shapes if isinstance(shape, Line))
        rise = line.points[0][1] - line.points[1][1]
        assert beam.height == pytest.approx(int(words[0]) * rise)
    assert "分（近" not in "".join(text.text for text in board_scene(first_week(board), 1).texts())


def first_week(board: Board) -> Board:
    return replace(board, rows=tuple(replace(row, history=()) for row in board.rows))


def test_as_long_as_nobody_has_points_the_last_final_board_stands_below_a_sentence() -> None:
    last = made_board(12, 3, provisional=False, period="2026年10月")
    nothing = tuple(replace(row, rank=None, total="0.00", history=()) for row in made_board(12).rows)
    board = made_board(12, rows=nothing, confirmed=0, last=last)
    texts = [text.text for text in board_scene(board, 1).texts()]
    assert {"还没有单位得分", "最近一次正式排名：2026年10月", "暂定", "正式", "11月已确认 0/122 项"} <= set(texts)
    assert {row.total for row in last.rows} <= set(texts)
    assert "0.00" not in texts
    with speaking(Spoken("en")):
        english = [text.text for text in board_scene(in_language(board), 1).texts()]
    assert {"Newest official standings: October 2026", "Official", "November: 0/122 confirmed"} <= set(english)
    alone = [text.text for text in board_scene(replace(board, last=None), 1).texts()]
    assert "核实后得分，名次随后显示在这里" in alone
    assert "0.00" not in alone
    assert not {row.name for row in board.rows} & set(alone)


def test_a_final_board_without_points_is_shown_as_it_is() -> None:
    nothing = tuple(replace(row, rank="1", total="0.00", history=()) for row in made_board(12).rows)
    board = made_board(12, rows=nothing, provisional=False, last=made_board(12))
    assert [text.text for text in board_scene(board, 1).texts()].count("0.00") == 12


def test_one_point_is_as_high_in_every_line_of_posts() -> None:
    board = with_row(made_board(3), 0, history=("90.00", "91.00"))
    board = with_row(with_row(board, 1, history=("70.00", "74.00")), 2, history=("80.00",))
    lines = [shape for shape in board_scene(board, 1).shapes if isinstance(shape, Line)]
    rises = [line.points[0][1] - line.points[1][1] for line in lines]
    assert len(rises) == 2
    assert rises[1] == pytest.approx(4 * rises[0])


def test_the_own_unit_stands_on_a_tint_with_an_edge() -> None:
    def tints(board: Board) -> list[str]:
        colours = (LIGHT.tint, LIGHT.accent)
        return [
            shape.colour
            for shape in board_scene(board, 1).shapes
            if isinstance(shape, Box) and shape.x == 16 and shape.colour in colours
        ]

    assert tints(made_board(20)) == []
    assert tints(with_row(made_board(20), 6, own=True)) == [LIGHT.tint, LIGHT.accent]


def test_pending_points_carry_a_ring_that_the_footer_explains() -> None:
    board = made_board(12)
    quiet = replace(board, rows=tuple(replace(row, pending=False) for row in board.rows))
    waiting = with_row(quiet, 3, pending=True)

    def rings(board: Board) -> int:
        return sum(isinstance(shape, Disc) and shape.hole > 0 for shape in board_scene(board, 1).shapes)

    assert rings(quiet) == 0
    assert rings(waiting) == 2
    assert "有待核实" in [text.text for text in board_scene(waiting, 1).texts()]
    assert "有待核实" not in [text.text for text in board_scene(quiet, 1).texts()]


def test_a_long_name_becomes_smaller_then_the_alias_then_is_cut() -> None:
    room = 10 * 26
    wide = Weight.BOLD
    assert fitted(("岱庙市场监管所", "岱庙所"), room, 26, 20, wide) == ("岱庙市场监管所", 26)
    assert fitted(("泰山区岱庙街道市场监管所", "岱庙所"), room, 26, 20, wide) == ("泰山区岱庙街道市场监管所", 21)
    assert fitted(("泰安市泰山区岱庙街道市场监管所", "岱庙所"), room, 26, 20, wide) == ("岱庙所", 26)
    text, size = fitted(("泰安市泰山区岱庙街道市场监管所", "泰山区岱庙街道市场监管所执法中队"), room, 26, 20, wide)
    assert (text, size) == ("泰山区岱庙街道市场监管所"[:12] + "…", 20)


def test_the_audit_code_the_rulebook_and_the_coverage_stand_below() -> None:
    texts = [text.text for text in board_scene(made_board(20), 1).texts()]
    assert {"数据截至 2026-11-22 20:00", "方案 3b9f02ac", "已确认 118/122 项", "存证码 3f9a-71c2", "暂定"} <= set(texts)
    final = [text.text for text in board_scene(made_board(20, provisional=False), 1).texts()]
    assert "正式" in final
    assert "暂定" not in final


def test_one_sheet_for_more_rows_than_can_be_drawn_is_refused() -> None:
    row = made_board(1).rows[0]
    assert board_scene(made_board(1, rows=(row,) * 400), WHOLE).height < 65_536 / 2
    for draw in (board_scene, lambda board, page: category_scene(category_board(board, 0), page)):
        with pytest.raises(ValueError, match="请按页发送"):
            draw(made_board(1, rows=(row,) * 401), WHOLE)


def test_an_arena_without_units_says_so() -> None:
    assert "还没有单位" in [text.text for text in board_scene(made_board(0), 1).texts()]


VISIONS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
"""How linear light is seen (Machado, Oliveira and Fernandes 2009, full severity)."""


def seen(colour: str, vision: str) -> NDArray[np.float64]:
    """CIE Lab of a colour as a kind of sight sees it."""
    parts = np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    light = np.clip(np.array(VISIONS[vision]) @ linear, 0, 1)
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ light
    x, y, z = np.cbrt(xyz / (0.9505, 1, 1.089))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_neighbours_in_a_bar_stay_apart_for_every_kind_of_sight(theme: Theme, vision: str) -> None:
    assert len(theme.categories) == 12
    for one, other in itertools.pairwise((*theme.categories, theme.categories[0])):
        assert np.linalg.norm(seen(one, vision) - seen(other, vision)) >= 15, (one, other)


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_lines_of_a_bump_chart_stay_apart_for_every_kind_of_sight(theme: Theme, vision: str) -> None:
    for one, other in itertools.combinations((theme.rise, theme.fall, theme.ink, theme.band, theme.ground), 2):
        assert np.linalg.norm(seen(one, vision) - seen(other, vision)) >= 15, (one, other)
