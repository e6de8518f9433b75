import subprocess
import sys
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.closing.actions.cards import _lacks as _lacking
from handlers.pictures.pages import fingerprint, pages
from handlers.pictures.shown.board import Board, behind
from handlers.pictures.shown.spoken import in_language
from handlers.standings.actions.boards import describe_board
from handlers.standings.actions.why import _lacks
from handlers.standings.views import boards
from handlers.standings.views.boards import caption, messages
from handlers.texts import CAPTION_LIMIT, length, split_text
from scoring.language import Spoken, speaking
from scoring.rulebook.model import Rulebook
from scoring.standings.output import as_json
from tests.handlers.pictures.boards_made import made_board, with_row
from tests.scoring.making import book, column, metric, scored


def small() -> Board:
    board = made_board(4)
    names = ("岱庙所", "财源所", "泰前所", "上高所")
    totals = ("92.35", "91.80", "91.80", "86.40")
    ranks = ("1", "2", "2", "4")
    moves = (1, -1, 0, 2)
    rows = tuple(
        replace(row, name=name, total=total, rank=rank, movement=move, pending=False)
        for row, name, total, rank, move in zip(board.rows, names, totals, ranks, moves, strict=True)
    )
    return replace(board, rows=rows, waiting=4)


def test_the_weekly_post_says_what_the_picture_shows() -> None:
    assert caption(small()) == (
        "【市场监管所擂台】第47周 11.16–11.22\n"
        "1 岱庙所 92.35（↑1）\n"
        "2 财源所 91.80（↓1）\n"
        "2 泰前所 91.80（—）\n"
        "4 上高所 86.40（↑2）\n"
        "2026年11月已确认 118 项，待核实 4 项（未计分，核实后补计）。异议请私聊发“异议”。\n"
        "存证码 3f9a-71c2"
    )


def test_the_answer_to_rank_tells_the_own_gap() -> None:
    assert caption(with_row(small(), 3, own=True), asked=True) == (
        "市场监管所擂台 第47周 11.16–11.22（当时公布的周榜）（截至 2026-11-22 20:00）\n"
        "1 岱庙所 92.35 ↑1\n"
        "2 财源所 91.80 ↓1\n"
        "2 泰前所 91.80 —\n"
        "4 上高所 86.40 ↑2（距第2名 5.40 分）\n"
        "已确认 118 项，待核实 4 项（未计分，核实后补计）。\n"
        "想知道原因，发“为什么”。"
    )


def test_new_pending_unranked_and_vetoed_units_are_told_in_words() -> None:
    board = with_row(with_row(small(), 0, new=True), 1, pending=True, movement=None)
    board = with_row(with_row(board, 2, rank=None), 3, rank=None, veto="不参与排名", barred=True)
    lines = caption(board).split("\n")[1:5]
    assert lines == [
        "1 岱庙所 92.35（新）",
        "2 财源所 91.80（有待核实）",
        "· 泰前所 91.80（没有名次）",
        "· 上高所 86.40（一票否决：不参与排名）",
    ]


def told_of(rulebook: Rulebook, text: str, *, final: bool = True) -> str:
    """The post of an arena's standings of March."""
    return caption(described(rulebook, text, final=final))


def described(rulebook: Rulebook, text: str, *, final: bool = True) -> Board:
    return describe_board(rulebook, as_json(scored(rulebook, text, final=final)), [], "3月", "", "", None)


def test_a_final_board_says_which_coverage_a_rank_takes_and_what_every_unit_without_one_has() -> None:
    rulebook = book(metric(points=133), metric("n", category="d", points=67), units=3, minimum_coverage="2/3")
    text = f"{column('m', [90, 80])}\n{column('n', [90])}"
    assert told_of(rulebook, text).splitlines()[2:5] == [
        "· 单位2 106.40（没有名次，覆盖率 <67%）",
        "· 单位3 0.00（没有名次，覆盖率 0%）",
        "覆盖率（已确认的指标按分值占多少）不足 2/3 的没有名次，共 2 家。",
    ]
    assert "没有名次" not in told_of(rulebook, text, final=False), "coverage acts at the lock"
    with speaking(Spoken("en")):
        board = caption(in_language(described(rulebook, text)))
        assert "· 单位2 106.40 (no rank, coverage <67%)" in board
        assert "A rank takes a coverage (confirmed metrics by their points) of 2/3; units below it: 2." in board


def test_a_unit_to_which_nothing_applies_is_told_so_before_the_lock_too() -> None:
    text = f"{column('m', [9, 8])}\nu3,m,2026-03,,not_applicable,,,"
    assert "· 单位3 0.00（没有名次，没有适用的指标）" in told_of(book(metric(), units=3), text, final=False)


def test_a_final_board_says_that_totals_are_converted_where_metrics_are_lacking_that_the_rulebook_leaves_out() -> None:
    said = "缺报的指标按方案折算，得分与锁定前的暂定榜可能不同（发“为什么”看每一项）。"
    text = f"{column('m', [9, 8])}\n{column('n', [9])}"
    for missing, final, is_told in (("renormalise", True, True), ("renormalise", False, False), ("zero", True, False)):
        rulebook = book(metric(), metric("n", category="d", missing=missing), units=2)
        assert (said in told_of(rulebook, text, final=final)) == is_told
    assert said not in told_of(rulebook, f"{column('m', [9, 8])}\n{column('n', [9, 8])}")


def test_a_provisional_board_says_who_shares_a_rank_with_nothing_confirmed() -> None:
    rulebook = book(metric(), metric("n", category="d"), units=4)
    assert "\n并列第 2 名的 3 家还没有已确认的数据。\n" in told_of(rulebook, column("m", [9]), final=False)
    two = f"{column('m', [9, 0])}\nu3,n,2026-03,5,pending,,,"
    assert "\n有 2 家还没有已确认的数据。\n" in told_of(rulebook, two, final=False), "one at zero is confirmed"
    for text, final in ((column("m", [9, 0, 0, 0]), False), ("", False), (column("m", [9]), True)):
        assert " 家还没有已确认的数据" not in told_of(rulebook, text, final=final)
    board = replace(described(rulebook, two, final=False), withheld=(3, 5))
    assert " 家还没有已确认的数据" not in caption(board), "nobody sees how many of the others there are"


def test_what_ledgers_have_still_to_count_is_told_beside_what_is_reported() -> None:
    board = replace(small(), counting=8)
    assert "（未计分，核实后补计）。另有 8 项由台账计数，有可计的才计入。异议" in caption(board)
    assert "\n已确认 118 项，待核实 4 项（未计分，核实后补计）。另有 8 项由台账计数" in caption(board, asked=True)
    with speaking(Spoken("en")):
        assert " Besides, 1 from ledgers: counted once there is anything to count." in caption(
            replace(board, counting=1)
        )


def test_what_is_said_of_the_month_that_has_nothing_names_it_below_the_month_before() -> None:
    nothing = tuple(replace(row, rank=None, total="0.00") for row in small().rows)
    last = replace(small(), period="2026年10月", subtitle="2026年10月")
    board = replace(small(), rows=nothing, subtitle="2026年11月", confirmed=0, last=last)
    named = "2026年11月还没有已确认的数据，暂无名次。\n已确认 0 项"
    assert named in caption(board)
    assert named in caption(board, asked=True)
    with speaking(Spoken("en")):
        told = caption(in_language(board), asked=True)
    assert "November 2026: Nothing is confirmed yet, so there are no ranks.\n0 confirmed" in told


@pytest.mark.parametrize("why", ["coverage", "block", "both"])
def test_whoever_has_no_rank_is_told_for_which_reason(why: str) -> None:
    demanded = {"minimum_coverage": "0.8"} if why != "block" else {}
    missing = "zero" if why == "coverage" else "block"
    rulebook = book(metric(), metric("n", category="d", missing=missing), units=3, **demanded)
    text = f"{column('m', [9, 8, 7])}\n{column('n', [9, 8])}"
    reasons = {"coverage": "覆盖率 50%", "block": "必报的n没有确认", "both": "覆盖率 50%，必报的n没有确认"}
    told = told_of(rulebook, text)
    assert f"· 单位3 1.40（没有名次，{reasons[why]}）\n" in told
    assert ("不足 80% 的没有名次，共 1 家。" in told) == (why != "block")
    table = as_json(scored(rulebook, f"{text}\nu3,veto,2026-03,zero_category:d,,,,乙", final=True))
    vetoed = caption(describe_board(rulebook, table, [], "3月", "", "", None))
    assert f"（一票否决：“d”计 0 分，没有名次，{reasons[why]}）\n" in vetoed, "that veto takes no rank"
    (row,) = (row for row in table["rows"] if row["rank"] is None)
    assert (_lacks(table, row), _lacking(rulebook, row)) == (True, (rulebook.metric("n").name,))
    barred = told_of(rulebook, f"{text}\nu3,veto,2026-03,,,,,乙")
    assert "没有名次" not in barred, "a veto is told by itself"


def test_a_veto_is_told_by_what_it_does_and_by_the_rank_without_it() -> None:
    rulebook = book(metric(), metric("n", category="d"), units=3)
    vetoes = "u1,veto,2026-03,,,,,甲\nu2,veto,2026-03,zero_category:d,,,,乙\nu2,veto,2026-02,bottom,,,,乙"
    text = f"{column('m', [9, 8, 7])}\n{column('n', [9, 8, 7])}\n{vetoes}"
    told = describe_board(rulebook, as_json(scored(rulebook, text)), [], "3月", "", "", None)
    assert caption(told).split("\n")[1:4] == [
        "1 单位3 2.80",
        "2 单位2 1.60（一票否决：“d”计 0 分（不计否决为第 2 名））",
        "· 单位1 3.60（一票否决：不参与排名（不计否决为第 1 名））",
    ]


@pytest.mark.parametrize(
    ("confirmed", "cells", "waiting", "said"),
    [
        (122, 122, 0, "122 项全部已确认。"),
        (118, 122, None, "已确认 118 项，其余 4 项未计分，核实后补计。"),
        (118, 122, 4, "已确认 118 项，待核实 4 项（未计分，核实后补计）。"),
        (110, 122, 4, "已确认 110 项，待核实 4 项，未报 8 项（待核实、未报的暂不计分）。"),
        (110, 122, 0, "已确认 110 项，未报 12 项（未报的暂不计分）。"),
        (0, 0, 0, "还没有上报。"),
    ],
)
def test_coverage_is_told_as_far_as_it_is_known(confirmed: int, cells: int, waiting: int | None, said: str) -> None:
    board = replace(small(), confirmed=confirmed, cells=cells, waiting=waiting)
    assert said in caption(board)
    assert said in caption(board, asked=True)


def test_the_gap_is_to_the_rank_above_and_never_below_nothing() -> None:
    board = small()
    gaps = [behind(board, row) for row in board.rows]
    assert gaps == [None, ("1", "0.55"), ("1", "0.55"), ("2", "5.40")]
    sunk = with_row(board, 3, total="95.00")
    assert behind(sunk, sunk.rows[3]) is None
    unranked = with_row(board, 3, rank=None)
    assert behind(unranked, unranked.rows[3]) is None


@pytest.mark.parametrize("asked", [False, True])
def test_a_long_list_goes_on_in_a_message_that_has_all_of_it(asked: bool) -> None:  # noqa: FBT001 - the two forms
    board = made_board(92)
    text = caption(board, asked=asked)
    assert length(text) <= 1024
    assert "…（完整名单见下一条消息）" in text
    assert text.split("\n")[1].startswith(f"1 {board.rows[0].name} {board.rows[0].total}")
    (message,) = messages(board, asked=asked)
    lines = message.split("\n")
    for row, line in zip(board.rows, lines[1:], strict=False):
        assert line.startswith(f"{row.rank} {row.name} {row.total}")
    assert text.split("\n")[-1] == lines[-1]
    assert messages(made_board(20)) == ()


def test_a_caption_fits_even_where_the_frame_alone_is_too_long() -> None:
    board = replace(small(), title="擂" * 2000)
    assert length(caption(board)) <= 1024
    assert all(length(part) <= 4096 for part in messages(board))


def test_ten_thousand_units_become_messages_within_the_limit() -> None:
    board = made_board(3)
    many = replace(board, rows=tuple(replace(board.rows[0], rank=str(place)) for place in range(1, 10_001)))
    parts = messages(many)
    assert all(length(part) <= 4096 for part in parts)
    assert "\n".join(parts).count("市场监管所 ") == 10_000


@given(st.text(st.sampled_from("岱庙\n 1\U00030edd"), max_size=300), st.integers(4, 40))
def test_splitting_keeps_every_character_and_cuts_at_line_ends(text: str, limit: int) -> None:
    parts = split_text(text, limit)
    assert all(0 < length(part) <= limit for part in parts)
    assert "".join(parts).replace("\n", "") == text.replace("\n", "")
    if all(length(line) <= limit for line in text.split("\n")):
        whole = set(text.split("\n"))
        assert all(line in whole for part in parts for line in part.split("\n"))


@pytest.mark.parametrize(
    ("rows", "sizes"),
    [
        (0, [0]),
        (1, [1]),
        (20, [20]),
        (21, [11, 10]),
        (41, [15, 13, 13]),
        (59, [20, 20, 19]),
        (92, [20, 18, 18, 18, 18]),
    ],
)
def test_pages_are_balanced_and_hold_every_row_once(rows: int, sizes: list[int]) -> None:
    slices = pages(rows)
    assert [part.stop - part.start for part in slices] == sizes
    assert [index for part in slices for index in range(rows)[part]] == list(range(rows))


@given(st.integers(1, 3000))
def test_no_page_holds_more_than_twenty_rows(rows: int) -> None:
    sizes = [part.stop - part.start for part in pages(rows)]
    assert sum(sizes) == rows
    assert max(sizes) <= 20
    assert len(sizes) == -(-rows // 20)


def test_everything_shown_is_in_the_fingerprint() -> None:
    board = made_board(3)
    known = {fingerprint(board, "light"), fingerprint(board, "dark")}
    assert len(known) == 2
    assert fingerprint(made_board(3), "light") in known
    for field in fields(board):
        value = getattr(board, field.name)
        changes: dict[type, Any] = {str: "另", int: 7, bool: not value, tuple: ()}
        changed: dict[str, Any] = {field.name: changes.get(type(value), 5)}
        other = replace(board, **changed)
        assert fingerprint(other, "light") not in known, field.name


def test_the_words_need_no_drawing_library() -> None:
    program = (
        "import sys; from handlers.standings.views.boards import caption, messages;"
        "from handlers.pictures.pages import fingerprint, pages;"
        "sys.exit(int('matplotlib' in sys.modules or 'numpy' in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_the_caption_of_a_great_arena_is_not_sought_among_all_its_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    board, tried = made_board(3000), []
    monkeypatch.setattr(boards, "length", lambda text: tried.append(text) or length(text))

    told = caption(board)

    assert length(told) <= CAPTION_LIMIT
    assert "\n…（完整名单见下一条消息）\n" in told
    assert len(tried) <= 1 + CAPTION_LIMIT
