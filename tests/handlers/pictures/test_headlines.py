"""The headline of every picture is true of what it shows, whatever that is."""

import random
from dataclasses import replace

import pytest

from handlers.pictures.shown.board import Board, BoardRow
from handlers.pictures.shown.charts import Bump, BumpLine, Past, category_board, unit_card
from handlers.pictures.shown.headline import (
    board_headline,
    bump_headline,
    card_headline,
    category_headline,
    trend_headline,
)
from tests.handlers.pictures.boards_made import CATEGORIES, made_board
from tests.handlers.pictures.pictures_made import frame_of, made_trend
from tests.handlers.pictures.test_random_scenes import some_board

NEW = "new"
Told = tuple[str | None, str, int | str | None]
"""A row as a case tells it: rank, total, and the places moved."""


def told(*rows: Told, **changes: object) -> Board:
    """A board of 甲所, 乙所, …"""
    return replace(
        made_board(0), rows=tuple(_row(name, *row) for name, row in zip("甲乙丙丁", rows, strict=False)), **changes
    )


def _row(name: str, rank: str | None, total: str, moved: int | str | None) -> BoardRow:
    return BoardRow(
        rank=rank,
        name=f"{name}市场监管所",
        short=f"{name}所",
        total=total,
        shares=(total, "", "", "", ""),
        movement=moved if isinstance(moved, int) else None,
        new=moved == NEW,
        pending=False,
        own=False,
        history=(),
        veto="食品安全责任事故" if moved == "veto" else None,
    )


BOARDS: dict[str, tuple[Board, str]] = {
    "risen to the first place": (told(("1", "9.00", 2), ("2", "8.00", -1), ("3", "7.00", -1)), "甲所升至第一"),
    "still first, one rose most": (
        told(("1", "9.00", 0), ("2", "8.00", 2), ("3", "7.00", 1)),
        "甲所保持第一，乙所升2位",
    ),
    "still first, two rose alike": (
        told(("1", "9.00", 0), ("2", "8.00", 1), ("3", "7.00", 1), ("4", "6.00", -2)),
        "甲所保持第一，乙所、丙所升1位",
    ),
    "still first, many rose alike": (
        told(("1", "9.00", 0), ("2", "8.00", 1), ("2", "8.00", 1), ("2", "8.00", 1)),
        "甲所保持第一，3家单位升1位",
    ),
    "nothing moved": (told(("1", "9.00", 0), ("2", "8.00", 0)), "甲所保持第一，各单位名次没有变化"),
    "nothing moved, one came": (told(("1", "9.00", 0), ("2", "8.00", NEW)), "甲所保持第一，领先第2名1.00分"),
    "nothing moved, one is out": (
        told(("1", "9.00", 0), ("2", "8.50", 0), (None, "7.00", "veto")),
        "甲所保持第一，各单位名次没有变化",
    ),
    "others only fell": (told(("1", "9.00", 0), ("3", "8.00", -1)), "甲所保持第一，领先第3名1.00分"),
    "the first week": (told(("1", "28.73", None), ("2", "23.37", None)), "甲所暂列第一，领先第2名5.36分"),
    "the first of a final board": (
        told(("1", "9.00", None), ("2", "8.90", None), provisional=False),
        "甲所位列第一，领先第2名0.10分",
    ),
    "a new unit is first": (told(("1", "9.00", NEW), ("2", "8.00", -1)), "甲所暂列第一，领先第2名1.00分"),
    "a rise to a final first place": (told(("1", "9.00", 1), ("2", "8.00", -1), provisional=False), "甲所升至第一"),
    "as many decimals as the rulebook has": (told(("1", "9", None), ("2", "7", None)), "甲所暂列第一，领先第2名2分"),
    "first by the tie rule alone": (told(("1", "9.00", None), ("2", "9.00", None)), "甲所暂列第一"),
    "first after a veto on a category, with fewer points": (
        told(("1", "8.00", None), ("2", "9.00", None)),
        "甲所暂列第一",
    ),
    "two share the first place": (told(("1", "9.00", 1), ("1", "9.00", 0), ("3", "7.00", 0)), "甲所、乙所并列第一"),
    "two share it by averaged ranks": (
        told(("1.5", "9.00", 0), ("1.5", "9.00", 0), ("3", "7.00", 0)),
        "甲所、乙所并列第一",
    ),
    "three share it": (told(("1", "9.00", 1), ("1", "9.00", 0), ("1", "9.00", 0), ("4", "1.00", 0)), "3家单位并列第一"),
    "all share it": (told(("1", "9.00", 1), ("1", "9.00", 0), ("1", "9.00", 0)), "各单位并列第一"),
    "all who are ranked share it": (
        told(("1", "9.00", 0), ("1", "9.00", 0), ("1", "9.00", 0), (None, "9.00", "veto")),
        "3家单位并列第一",
    ),
    "both share it": (told(("1", "9.00", None), ("1", "9.00", None)), "甲所、乙所并列第一"),
    "a single unit": (told(("1", "9.00", None)), "甲所暂列第一"),
    "a single unit, still": (told(("1", "9.00", 0)), "甲所保持第一"),
    "nobody confirmed, equal ranks": (told(("1", "0.00", 0), ("1", "0.00", 0)), "还没有单位得分"),
    "nobody confirmed, no ranks": (told((None, "0.00", None), (None, "0.00", None)), "还没有单位得分"),
    "nobody has points at the end": (told(("1", "0.00", 0), ("1", "0.00", 0), provisional=False), "还没有单位得分"),
    "only deductions": (told(("1", "0.00", 0), ("2", "-3.50", -1)), "还没有单位得分"),
    "all are out": (told((None, "9.00", "veto"), (None, "8.00", "veto")), "没有单位取得名次"),
    "only who is out has points": (told(("1", "0.00", 0), (None, "8.00", "veto")), "有名次的单位还没有得分"),
    "no units": (told(), "还没有单位"),
}


@pytest.mark.parametrize("case", BOARDS)
def test_the_headline_of_a_leaderboard_is_its_finding(case: str) -> None:
    board, headline = BOARDS[case]
    assert board_headline(board)[0] == headline


def test_a_name_is_cut_before_the_finding_is() -> None:
    board = told(("1", "9.00", 0), ("2", "8.00", 0))
    long = replace(board.rows[0], short="泰安市泰山区岱庙街道办事处市场监督管理所")
    assert board_headline(replace(board, rows=(long, board.rows[1])))[1] == "泰安市泰山区岱庙街道办事处市…保持第一"
    both = (replace(long, rank="1"), replace(board.rows[1], rank="1"))
    assert board_headline(replace(board, rows=both)) == ("2家单位并列第一",)


def test_who_reads_a_board_does_not_change_its_headline() -> None:
    for board, _ in BOARDS.values():
        own = replace(board, rows=tuple(replace(row, own=True) for row in board.rows))
        assert board_headline(own) == board_headline(board)


def test_a_headline_about_the_first_names_exactly_who_is_first() -> None:
    rng = random.Random(1)
    for _ in range(300):
        board = some_board(rng)
        ranked = [row for row in board.rows if row.rank is not None]
        first = [row.short for row in ranked if row.rank == ranked[0].rank]
        for wording in board_headline(board):
            if "第一" in wording and "各单位并列" not in wording and "家单位并列" not in wording:
                assert wording.startswith("、".join(first))
            assert "保持第一" not in wording or ranked[0].movement == 0
            assert "升至第一" not in wording or (ranked[0].movement or 0) > 0


CARDS = {
    "risen": (("5", "9.00", 2), True, "甲市场监管所升至第5名"),
    "fallen": (("5", "9.00", -2), False, "甲市场监管所降至第5名"),
    "as before": (("1", "9.00", 0), True, "甲市场监管所保持第1名"),
    "the first week": (("5", "9.00", None), True, "甲市场监管所暂列第5名"),
    "final without a week before": (("5", "9.00", None), False, "甲市场监管所列第5名"),
    "new": (("5", "9.00", NEW), True, "甲市场监管所暂列第5名"),
    "a shared half rank": (("2.5", "9.00", 0), True, "甲市场监管所暂列第2.5名"),
    "out": ((None, "9.00", "veto"), True, "甲市场监管所被一票否决"),
    "not ranked": ((None, "9.00", None), True, "甲市场监管所没有名次"),
    "without points": ((None, "0.00", None), True, "甲市场监管所还没有得分"),
}


@pytest.mark.parametrize("case", CARDS)
def test_the_headline_of_a_report_card_is_where_the_unit_stands(case: str) -> None:
    row, provisional, headline = CARDS[case]
    card = unit_card(told(row, provisional=provisional), 0, ())
    assert card_headline(card) == (headline, headline.replace("市场监管所", "所"))


@pytest.mark.parametrize(
    ("ranks", "headline"),
    [
        (("3", "5"), "甲所降至第5名"),
        (("5", "3"), "甲所升至第3名"),
        (("5", "2", "5", "5"), "甲所保持第5名"),
        (("2", "2.5"), "甲所暂列第2.5名"),
        ((None, "5"), "甲所暂列第5名"),
        (("5",), "甲所暂列第5名"),
        (("5", None), "甲所没有名次"),
        ((), "甲所还没有排名"),
    ],
)
def test_the_headline_of_a_trend_is_where_the_unit_stands_now(ranks: tuple[str | None, ...], headline: str) -> None:
    past = tuple(Past(f"{number}周", rank, 9, "80.00") for number, rank in enumerate(ranks))
    assert trend_headline(replace(made_trend(), past=past, title="甲所", short="甲所")) == (headline, headline)


@pytest.mark.parametrize(
    ("shares", "provisional", "headline"),
    [
        (("20.00", "9.00"), True, "作风建设：甲所暂列第一"),
        (("20.00", "9.00"), False, "作风建设：甲所位列第一"),
        (("9.00", "9.00"), True, "作风建设：甲所、乙所并列第一"),
        (("9.00", "9.00", "9.00"), True, "作风建设：3家单位并列第一"),
        (("0.00", "0.00"), True, "作风建设：还没有单位得分"),
        (("", ""), True, "作风建设：还没有单位得分"),
        ((), True, "作风建设：还没有单位"),
    ],
)
def test_the_headline_of_a_category_is_who_is_first_in_it(
    shares: tuple[str, ...], provisional: object, headline: str
) -> None:
    board = told(*(("1", share or "0.00", None) for share in shares), provisional=provisional)
    rows = tuple(replace(row, shares=(share, *row.shares[1:])) for row, share in zip(board.rows, shares, strict=True))
    assert category_headline(category_board(replace(board, rows=rows), 0))[0] == headline
    assert CATEGORIES[0][0] == "作风建设"


def told_bump(*ranks: tuple[str | None, ...], **changes: object) -> Bump:
    lines = tuple(
        BumpLine(f"{name}市场监管所", f"{name}所", each, own=False)
        for name, each in zip("甲乙丙丁", ranks, strict=False)
    )
    periods = tuple(f"{number}周" for number in range(44, 44 + len(ranks[0] if ranks else ())))
    return replace(Bump(**frame_of(made_board(0)), periods=periods, lines=lines), **changes)


@pytest.mark.parametrize(
    ("bump", "headline"),
    [
        (told_bump(("3", "1"), ("1", "2"), ("2", "3")), "甲所升2位，较第44周升幅最大"),
        (told_bump(("2", "1"), ("3", "2"), ("1", "3")), "甲所、乙所升1位，较第44周升幅最大"),
        (told_bump(("2", "1"), ("3", "2"), ("4", "3"), ("1", "4")), "3家单位升1位，较第44周升幅最大"),
        (told_bump(("1", "1"), ("2", "3"), (None, "2")), "乙所降1位，较第44周降幅最大"),
        (told_bump((None, "3", "1"), ("1", "1", "2")), "甲所升2位，升幅最大"),
        (told_bump(("1", "1"), ("2", "2")), "没有单位升降"),
        (told_bump(("1",), ("2",)), "甲所暂列第一"),
        (told_bump(("1",), ("2",), provisional=False), "甲所位列第一"),
        (told_bump(("1",), ("1",)), "甲所、乙所并列第一"),
        (told_bump((None,), (None,)), "没有单位取得名次"),
        (told_bump(), "还没有单位"),
    ],
)
def test_the_headline_of_a_bump_chart_is_who_moved_most(bump: Bump, headline: str) -> None:
    assert bump_headline(bump)[0] == headline


def test_points_of_a_lead_are_the_difference_of_the_published_totals() -> None:
    board = told(("1", "100.10", None), ("2", "99.95", None))
    assert board_headline(board)[0] == "甲所暂列第一，领先第2名0.15分"
