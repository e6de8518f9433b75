"""Flags: whom a period's final standings propose them for, who stands at the bottom, and what the rulebook says."""

from fractions import Fraction
from itertools import product
from typing import get_args

import pytest

from scoring import season
from scoring.cautions import warnings
from scoring.flags import FOLLOWS, Act, State, at_bottom, proposed, state_after
from scoring.rulebook.load import load
from scoring.rulebook.model import Flags
from tests.scoring.making import Keys, metric, rules, written


def flagged(*, period: str = "month", **keys: object) -> Keys:
    return rules(metric(period=period)) | {"flags": keys}


def table(*places: tuple[object, str], vetoed: str = "") -> list[dict[str, object]]:
    """Return rows u1, u2 … with these ranks and totals."""
    rows = [{"unit": f"u{at}", "rank": rank, "total": total} for at, (rank, total) in enumerate(places, 1)]
    return [row | {"veto": "bottom" if row["unit"] == vetoed else None} for row in rows]


def told(flags: Flags, rows: list[dict[str, object]]) -> str:
    return " ".join(f"{one.colour}:{one.unit}" for one in proposed(flags, rows))


def test_a_rulebook_without_the_table_has_no_flags_and_an_empty_one_has_the_published_defaults() -> None:
    without = rules(metric())
    assert load(written(without)).flags is None
    assert "红黑旗" not in season.in_words(load(written(without)))
    assert load(written(flagged())).flags == Flags("quarter", 1, 1, Fraction(70), 2)
    assert load(written(flagged(black_below="69.95", streak=0))).flags == Flags(black_below=Fraction("69.95"), streak=0)


def test_the_rules_say_who_gets_which_flag_and_check_warns_where_nobody_ever_would() -> None:
    book = load(written(flagged(red=2, black_below="69.5")))
    assert season.in_words(book).endswith(
        "。红黑旗：每季度定榜时，每个擂台提名前 2 名红旗、后 1 名且总分低于 69.5 黑旗，由局领导决定发不发"
        "；连续 2 期排在末位，只告诉局领导"
    )
    only_told = season.in_words(load(written(flagged(red=0, black=0, streak=3))))
    assert only_told.endswith("。红黑旗：不提名；连续 3 期排在末位，只告诉局领导")
    assert season.in_words(load(written(flagged(black=0, streak=0)))).endswith("前 1 名红旗，由局领导决定发不发")
    assert {each.code for each in warnings(book)} == {"category_heavy"}
    (_, idle) = warnings(load(written(flagged(period="year"))))
    assert idle.place == "flags.period"
    assert idle.sentence() == ("flags.period：没有指标计入每季度的成绩，这样的周期不定榜，也就提不出红黑旗，请确认")


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        (((1, "95.00"), (2, "80.00"), (3, "69.99")), "red:u1 black:u3"),
        (((1, "95.00"), (2, "80.00"), (3, "70.00")), "red:u1"),
        (((1, "90.00"), (1, "90.00"), (3, "60.00"), (3, "60.00")), "red:u1 red:u2 black:u3 black:u4"),
        (((1.5, "90.00"), (1.5, "90.00"), (3.5, "60.00"), (3.5, "60.00")), "red:u1 red:u2 black:u3 black:u4"),
        (((1, "60.00"), (1, "60.00"), (1, "60.00")), ""),
        (((1, "50.00"),), ""),
        (((1, "60.00"), (2, "50.00")), "red:u1 black:u2"),
        (((1, "60.00"), (2, "50.00"), (None, "10.00")), "red:u1 black:u2"),
        (((None, "60.00"), (None, "50.00")), ""),
        ((), ""),
    ],
    ids=str,
)
def test_flags_go_by_the_published_rank_and_who_is_first_and_last_at_once_gets_none(
    places: tuple[tuple[object, str], ...], expected: str
) -> None:
    assert told(Flags(), table(*places)) == expected


def test_more_than_one_of_each_end_takes_equal_ranks_together() -> None:
    rows = table((1, "90.00"), (2, "80.00"), (2, "80.00"), (3, "75.00"), (4, "60.00"), (4, "60.00"))
    assert told(Flags(red=2, black=1), rows) == "red:u1 red:u2 red:u3 black:u5 black:u6"
    assert told(Flags(red=0, black=3), rows) == "black:u5 black:u6"
    assert told(Flags(red=4, black=4), rows) == "red:u1 black:u5 black:u6", "u2 to u4 are both"
    assert told(Flags(red=1, black=0), rows) == "red:u1"


def test_a_vetoed_unit_gets_no_red_flag_and_nobody_moves_up_but_its_last_place_counts() -> None:
    rows = table((1, "95.00"), (2, "80.00"), (3, "65.00"), vetoed="u1")
    assert told(Flags(), rows) == "black:u3"
    assert told(Flags(), table((1, "95.00"), (2, "80.00"), (3, "65.00"), vetoed="u3")) == "red:u1 black:u3"


def test_the_bottom_is_the_last_by_rank_whatever_the_total_and_nobody_where_all_are_equal() -> None:
    rows = table((1, "99.00"), (2, "98.00"), (3, "97.00"), (None, "1.00"))
    assert at_bottom(Flags(), rows) == {"u3"}
    assert at_bottom(Flags(red=0, black=0), rows) == {"u3"}
    assert at_bottom(Flags(black=2), rows) == {"u2", "u3"}
    assert at_bottom(Flags(), table((1, "60.00"), (1, "60.00"))) == frozenset()


def test_what_leaders_decide_follows_the_one_table_and_nothing_else_is_possible() -> None:
    allowed = {(state, act) for state, act in product(get_args(State), get_args(Act)) if state in FOLLOWS[act]}
    assert allowed == {
        ("proposed", "issue"), ("proposed", "refuse"), ("proposed", "change"), ("issued", "change"),
        ("issued", "withdraw"), ("refused", "issue"), ("withdrawn", "issue"),
    }  # fmt: skip
    assert state_after(()) == "proposed"
    assert state_after(("issue", "change", "withdraw", "issue")) == "issued"
    assert state_after(("refuse",)) == "refused"
