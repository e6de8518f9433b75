import subprocess
import sys
from dataclasses import replace
from decimal import Decimal

import pytest

from handlers.pictures.pages import fingerprint
from handlers.pictures.shown.charts import BumpLine, category_board, gained, spread, unit_card
from handlers.standings.views import pictures
from handlers.standings.views.pictures import caption, messages, page_count
from handlers.texts import CAPTION_LIMIT, length
from tests.handlers.pictures.boards_made import made_board, with_row
from tests.handlers.pictures.cases import CASES, first_period, tied_bump, troubled
from tests.handlers.pictures.pictures_made import made_bump, made_card, made_category, made_past, made_trend

FOOT = "本擂台已确认 118 项，其余 4 项未计分，核实后补计。\n数据截至 2026-11-22 20:00，存证码 3f9a-71c2"
SHORT = "泰安市泰山区岱庙街道办事处市场监督管理所（食品安全综合执法中队）"


def test_a_report_card_in_words() -> None:
    board = with_row(made_board(9, 3, subtitle="2026年11月"), 8, pending=True, movement=-3)
    assert caption(unit_card(board, 8, made_past("9", "85.15", 9, 2))) == (
        "黄前市场监管所成绩单：市场监管所擂台，2026年11月，第 9 名（共 9 家），总分 85.05/100.00（有待核实）\n"
        "较上期 ↓3\n"
        "距第8名 0.49 分\n"
        "作风建设 18.40/20.00，第 5 名；中位数 18.40，中间一半 17.96–18.88，最高 19.79\n"
        "创先争优 12.66/15.00，第 9 名；中位数 13.78，中间一半 13.16–13.98，最高 14.25\n"
        "工作实绩 28.65/35.00，第 9 名；中位数 32.57，中间一半 30.91–33.22，最高 34.02\n"
        "营商环境 13.14/15.00，第 7 名；中位数 13.63，中间一半 13.14–13.99，最高 14.35\n"
        "群众满意 12.20/15.00，第 9 名；中位数 13.39，中间一半 12.87–14.25，最高 14.44\n"
        "强项：没有\n"
        "短板：工作实绩（较中位数 -3.92 分），群众满意（较中位数 -1.19 分），创先争优（较中位数 -1.12 分），"
        "营商环境（较中位数 -0.49 分）\n"
        "近期总分：10月 84.97，11月 85.15\n" + FOOT
    )


def test_the_card_of_the_first_tells_its_lead_and_that_of_a_vetoed_unit_the_veto() -> None:
    first = caption(made_card(made_board(9, 3), 0)).split("\n")
    assert first[2] == "领先第2名 2.00 分"
    vetoed = caption(CASES["card-vetoed"]()[0]).split("\n")
    assert vetoed[0].endswith("没有名次，总分 85.50/100.00")
    assert vetoed[1] == "一票否决：食品安全责任事故"
    assert not [line for line in vetoed if line.startswith(("较上期", "距第", "领先"))]
    assert "作风建设：没有得分（满分 20.00）" in caption(CASES["card-without-points"]()[0])


def test_a_bump_chart_in_words() -> None:
    lines = caption(tied_bump()).split("\n")
    assert lines[0] == "市场监管所擂台名次走势：2026年4月至11月，共 6 家单位"
    assert lines[2] == f"与8月相比下降最多：{SHORT}，0.5 位"
    assert lines[3:6] == ["各期（8月、9月、10月、11月）名次：", "泰前市场监管所 1→2→1→1", "岱庙市场监管所 1→1→2→1"]
    assert lines[8:10] == ["省庄市场监管所 未排名→未排名→5→5", "上高市场监管所 5→4→6→未排名"]


def test_a_rank_trend_in_words() -> None:
    assert caption(CASES["trend-troubled"]()[0]) == (
        f"{SHORT}名次走势：市场监管所擂台，2026年4月至11月（正式）\n"
        "最好第 2.5 名（三季度），最低第 2.5 名（三季度）\n"
        "一季度 第 2.5 名（共 9 家），总分 88.00\n"
        "二季度 没有名次，总分 0.00\n"
        "三季度 第 2.5 名（共 9 家），总分 101.25\n"
        "本擂台已确认 118 项，4 项到锁定时没有确认，按竞赛方案的缺报规则计。\n" + FOOT.split("\n")[1]
    )
    assert caption(replace(made_trend(), past=(), as_of="", audit="")).split("\n")[1] == FOOT.split("\n", maxsplit=1)[0]


def test_a_category_ranking_in_words() -> None:
    lines = caption(category_board(troubled(), 1)).split("\n")
    assert lines[0] == "市场监管所擂台单项排名：创先争优，第47周 11.16–11.22，满分 15.00，中位数 13.35"
    assert lines[1] == "1 省庄市场监管所 21.50（总分第 5 名）"
    assert lines[11:13] == ["· 下港市场监管所 没有得分（总分第 10 名）", "· 祝阳市场监管所 没有得分（总分没有名次）"]
    assert "中位数" not in caption(category_board(made_board(0), 0))


@pytest.mark.parametrize("name", CASES)
def test_every_picture_has_words_within_the_limits_that_begin_with_what_it_shows(name: str) -> None:
    shown, _ = CASES[name]()
    text, parts = caption(shown), messages(shown)
    assert length(text) <= 1024
    assert all(length(part) <= 4096 for part in parts)
    first = text.split("\n")[0]
    assert shown.title in first
    assert shown.subtitle in first
    assert ("见下一条消息" in text) == bool(parts)
    if parts:
        assert parts[0].split("\n")[0] == first
        assert text.split("\n")[-1] == parts[-1].split("\n")[-1]


def test_what_does_not_fit_under_a_large_bump_chart_follows_in_full() -> None:
    bump = made_bump(92)
    text = "\n".join(messages(bump))
    for line in bump.lines:
        assert f"{line.name} {'→'.join(rank or '' for rank in line.ranks)}" in text


def test_the_caption_of_a_great_list_is_not_sought_among_all_its_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    great, tried = made_category(3000), []
    monkeypatch.setattr(pictures, "length", lambda text: tried.append(text) or length(text))

    told = caption(great)

    assert length(told) <= CAPTION_LIMIT
    assert "\n…（完整文字见下一条消息）\n" in told
    assert len(tried) <= 2 + CAPTION_LIMIT


def test_only_lists_have_pages() -> None:
    assert [page_count(shown) for shown in (made_category(92), made_board(20), made_card(), made_bump(92))] == [
        5,
        1,
        1,
        1,
    ]


def test_pictures_of_different_kinds_or_data_have_different_fingerprints() -> None:
    card = made_card()
    shown = [card, made_bump(), made_trend(), made_category(), made_board(20), replace(card, past=card.past[1:])]
    assert len({fingerprint(each, theme) for each in shown for theme in ("light", "dark")}) == 12


def test_the_words_of_pictures_need_no_drawing_library() -> None:
    program = (
        "import sys, handlers.standings.views.pictures;"
        "sys.exit(int('matplotlib' in sys.modules or 'numpy' in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize(
    ("points", "found"),
    [
        (["3.00", "1.00", "2.00"], ("1.50", "2.00", "2.50", "3.00")),
        (["1.00", "2.00", "4.01", "8.00"], ("1.50", "3.01", "6.01", "8.00")),
        (["7.0"], ("7.0", "7.0", "7.0", "7.0")),
        (["0.000001", "0.000000"], ("0.000000", "0.000001", "0.000001", "0.000001")),
        (["5.00", "", "5.00"], ("5.00", "5.00", "5.00", "5.00")),
        (["-1.00", "0.00"], ("-1.00", "-0.50", "0.00", "0.00")),
        (["", ""], ("", "", "", "")),
        ([], ("", "", "", "")),
    ],
)
def test_the_middle_half_the_median_and_the_best_have_the_decimals_of_the_points(
    points: list[str], found: tuple[str, ...]
) -> None:
    assert spread(points, "half_up") == found


def test_the_middle_of_two_is_rounded_as_the_rulebook_rounds() -> None:
    assert spread(["1.00", "1.01"], "half_up")[1] == "1.01"
    assert spread(["1.00", "1.01"], "half_even")[1] == "1.00"


def test_equal_points_share_a_rank_and_a_unit_without_points_comes_last() -> None:
    board = made_board(4)
    for place, share in enumerate(("", "5.00", "9.50", "5.00")):
        board = with_row(board, place, shares=(share, "1.00", "1.00", "1.00", "1.00"))
    ranking = category_board(board, 0)
    assert [(row.rank, row.points, row.overall) for row in ranking.rows] == [
        ("1", "9.50", "3"),
        ("2", "5.00", "2"),
        ("2", "5.00", "4"),
        (None, "", "1"),
    ]
    assert (ranking.title, ranking.arena, ranking.full_marks, ranking.median) == (
        "作风建设",
        "市场监管所擂台",
        "20.00",
        "5.00",
    )
    bullets = [unit_card(board, place, ()).bullets[0] for place in range(4)]
    assert [(bullet.rank, bullet.lead) for bullet in bullets] == [
        (None, ""),
        ("2", "+0.00"),
        ("1", "+4.50"),
        ("2", "+0.00"),
    ]


def test_who_shares_the_first_rank_leads_the_next_one() -> None:
    board = with_row(troubled(), 0, total="97.43")
    cards = [unit_card(board, place, ()) for place in range(3)]
    assert cards[0].below == cards[1].below == ("3", "4.17")
    assert cards[2].below is None
    assert cards[2].above == ("1", "4.17")
    assert unit_card(first_period(made_board(1)), 0, ()).below is None


def test_most_gained_and_most_lost_are_counted_from_the_first_rank_known() -> None:
    bump = made_bump(4, 3)
    ranks = (("4", "3", "1"), (None, "1", "2"), ("1", "2", "3"), ("2", "4", None))
    lines = tuple(replace(line, ranks=each) for line, each in zip(bump.lines, ranks, strict=True))
    assert [gained(line) for line in lines] == [3, -1, -2, 0]
    moved = replace(bump, lines=lines)
    assert moved.riser == lines[0]
    assert moved.faller == lines[2]
    averaged = replace(bump.lines[0], ranks=("4.5", "2", "3.5"))
    assert str(gained(averaged)) == "1"
    still = replace(bump, lines=tuple(replace(line, ranks=("1", "1", "1")) for line in bump.lines))
    assert still.riser is None
    assert still.faller is None
    assert gained(BumpLine("岱庙所", "岱庙", (), own=False)) == Decimal(0)
