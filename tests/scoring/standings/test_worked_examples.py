"""Published numbers that the engine must reproduce, each with its source."""

from fractions import Fraction

import pytest

from scoring.reading.canonical import wilson
from scoring.standings.publish import published
from tests.scoring.making import board, book, column, metric, points

SCHOOLING = "10 12 11.4 9.5 10.8 9.4 9.4 11.6 10.9 7.1 10.2 11.9 9.4 9.3 11.7 8.4 7.9 9.6 7.3 7.2 9.5 9.1 7.1"
SCHOOLING_MIN_MAX = ".59 1 .88 .49 .76 .47 .47 .92 .78 0 .63 .98 .47 .45 .94 .27 .16 .51 .04 .02 .49 .41 0"


def test_min_max_of_years_of_schooling_is_that_of_the_oecd_handbook_2008_table_15() -> None:
    rulebook = book(metric(points=1, method={"kind": "minmax"}), units=23)
    expected = [
        published(Fraction(f"0{share}" if share[0] == "." else share), 2, "half_up")
        for share in SCHOOLING_MIN_MAX.split()
    ]
    assert expected == points(rulebook, SCHOOLING.split())


def test_borda_counts_depend_on_who_takes_part_oecd_handbook_2008_tables_31_to_33() -> None:
    ballots = [("cbad", 3), ("badc", 2), ("adcb", 2)]
    assert _borda(ballots) == {"a": 13, "b": 12, "c": 11, "d": 6}
    assert _borda([(order.replace("d", ""), votes) for order, votes in ballots]) == {"a": 6, "b": 7, "c": 8}


def _borda(ballots: list[tuple[str, int]]) -> dict[str, int]:
    """Every ballot is an arena of its own, ranked by `rank_points` from the last place's 0 upwards."""
    names = sorted(ballots[0][0])
    rulebook = book(
        metric(points=len(names), method={"kind": "rank_points", "first": len(names) - 1, "step": 1}), units=len(names)
    )
    found = dict.fromkeys(names, 0)
    for order, votes in ballots:
        given = points(rulebook, [len(names) - order.index(name) for name in names])
        for name, each in zip(names, given, strict=True):
            assert each is not None
            found[name] += votes * int(each.removesuffix(".00"))
    return found


@pytest.mark.parametrize(
    ("zero_at", "full_at", "values", "expected"),
    [(0, 10, [1, 11, -1], ["0.1", "1.0", "0.0"]), (10, 0, [1, -1, 11], ["0.9", "1.0", "0.0"])],
)
def test_goalposts_are_those_of_the_coinr_manual(
    zero_at: int, full_at: int, values: list[int], expected: list[str]
) -> None:
    method = {"kind": "goalpost", "zero_at": zero_at, "full_at": full_at}
    assert expected == points(book(metric(points=1, method=method), places=1), values)


def test_efficacy_coefficient_of_the_chinese_textbook_example() -> None:
    method = {"kind": "efficacy", "unacceptable": 6, "satisfactory": 12, "clip": "none"}
    assert points(book(metric(points=100, method=method)), ["5.81"]) == ["58.73"]


def test_banded_efficacy_of_the_ministry_of_finance_example() -> None:
    method = {"kind": "efficacy_banded", "standards": ["18.8", "9.5", "1.7", "-4.2", "-11.6"]}
    assert points(book(metric(points=20, method=method)), [8]) == ["15.23"]


def test_rank_points_of_40_less_2_a_place() -> None:
    method = {"kind": "rank_points", "first": 40, "step": 2}
    rulebook = book(metric(points=40, method=method), places=0)
    assert points(rulebook, [9, 8, 7, 7, 5]) == ["40", "38", "36", "36", "32"]


def test_bands_of_20_points() -> None:
    edges = [[100, 20], [90, 19], [80, 17], [70, 15], [60, 13]]
    rulebook = book(metric(method={"kind": "bands", "edges": edges}), units=10, places=0)
    values = [101, 100, "99.9", 90, 80, "79.99", 70, 60, "59.9", 0]
    assert points(rulebook, values) == ["20", "20", "19", "19", "17", "15", "15", "13", "0", "0"]


def test_steps_of_25_points_cost_one_a_whole_point() -> None:
    method = {"kind": "step", "target": 90, "step": 1, "deduct": 1}
    rulebook = book(metric(points=25, method=method), places=0)
    assert points(rulebook, [95, 90, "88.5", 60]) == ["25", "25", "24", "0"]


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        (81, 263, "0.2553", "0.3662"),
        (15, 148, "0.0624", "0.1605"),
        (0, 20, "0.0000", "0.1611"),
        (1, 29, "0.0061", "0.1718"),
    ],
)
def test_wilson_bounds_are_those_of_newcombe_1998(k: int, n: int, low: str, high: str) -> None:
    assert low == published(wilson(k, n) / 100, 4, "half_up")
    assert high == published(1 - wilson(n - k, n) / 100, 4, "half_up")


@pytest.mark.parametrize(("number", "expected"), [("1.005", "1.01"), ("2.675", "2.68"), ("88.885", "88.89")])
def test_half_up_rounds_exact_halves_away_from_zero(number: str, expected: str) -> None:
    assert expected == published(Fraction(number), 2, "half_up")


@pytest.mark.parametrize(
    ("number", "places", "expected"),
    [("10.5002", 0, "11"), ("1.050", 1, "1.0"), ("0.35", 1, "0.4"), ("28.175", 2, "28.18"), ("28.165", 2, "28.16")],
)
def test_half_even_rounds_as_gb_t_8170(number: str, places: int, expected: str) -> None:
    assert expected == published(Fraction(number), places, "half_even")


HOTLINE = {
    "done": (20, "98.06% 98.44% 97.95% 96.21% 100.00% 99.25%"),
    "happy": (30, "99.0% 98.37% 98.44% 94.01% 100.00% 97.02%"),
    "back": (20, "100.00% 100.00% 100.00% 100.00% 100.00% 100.00%"),
    "visit": (20, "100.00% 100.00% 99.96% 100.00% 100.00% 100.00%"),
}
HOTLINE_ENTRIES = "10330 10884 16809 12814 2967 2026"


def test_four_rates_of_six_districts_give_the_totals_that_panjin_published_for_its_hotline_in_april_2023() -> None:
    rates = [
        metric(
            name, points=weight, input="rate", percent_ok=True, rollup="mean", unit="%", missing="renormalise"
        )
        for name, (weight, _) in HOTLINE.items()
    ]  # fmt: skip
    entries = metric("kb", points=10, input="count", unit="条", method={"kind": "completion", "target": 2000})
    rulebook = book(*rates, entries, units=6, year=2023, places=1, round_at="total")
    values = [column(name, written.split(), "2023-04") for name, (_, written) in HOTLINE.items()]
    rows = board(rulebook, "\n".join([*values, column("kb", HOTLINE_ENTRIES.split(), "2023-04")]), "2023-04")
    assert [rows[f"u{at}"]["total"] for at in range(1, 7)] == ["99.3", "99.2", "99.1", "97.4", "100.0", "99.0"]
    assert [rows[f"u{at}"]["rank"] for at in range(1, 7)] == [2, 3, 4, 6, 1, 5]
