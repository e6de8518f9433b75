from typing import Any

import pytest

from scoring.faults import FaultyError
from scoring.insight.changes import change
from scoring.insight.explain import contributions, row_of
from scoring.insight.robustness import margin
from scoring.insight.what_if import fitting
from scoring.rulebook.load import load
from scoring.standings.output import as_json, as_table
from tests.scoring.bases import basis
from tests.scoring.making import board, book, cells, column, metric, rules, scored, written

BOOK = book(metric(), metric("n", category="d"), units=4)
VALUES = column("m", [90, 80, 70, 60]) + "\n" + column("n", [90, 80, 70, 60])


def vetoed(*rows: str, **keys: Any) -> dict[str, Any]:
    """Return the rows by unit of four units with 36, 32, 28 and 24 points and these vetoes."""
    return board(book(metric(), metric("n", category="d"), units=4, **keys), "\n".join([VALUES, *rows]))


def ranks(rows: dict[str, Any], key: str = "rank") -> list[Any]:
    return [rows[f"u{number}"][key] for number in range(1, 5)]


def test_a_vetoed_unit_keeps_its_points_and_has_no_rank_and_the_others_are_ranked_as_if_it_were_absent() -> None:
    rows = vetoed("u1,veto,2026-03,,,,,安全事故")
    assert ranks(rows) == [None, 1, 2, 3]
    assert ranks(rows, "rank_without_veto") == [1, 2, 3, 4]
    assert ranks(rows, "veto") == ["ineligible", None, None, None]
    assert rows["u1"]["total"] == "36.00"


def test_without_a_veto_nothing_is_said_of_a_rank_without_one() -> None:
    assert "rank_without_veto" not in vetoed()["u1"]
    assert vetoed()["u1"]["veto"] is None


def test_the_rank_without_veto_stands_behind_the_rank() -> None:
    found: Any = as_json(scored(BOOK, f"{VALUES}\nu1,veto,2026-03,,,,,事故"))
    assert list(found["rows"][0])[:3] == ["rank", "rank_without_veto", "unit"]


@pytest.mark.parametrize("ties", ["competition", "dense", "average"])
def test_those_at_the_bottom_stand_behind_all_others_in_their_own_order(ties: str) -> None:
    rows = vetoed("u1,veto,2026-03,bottom,,,,甲", "u2,veto,2026-03,bottom,,,,乙", ties=ties)
    assert ranks(rows) == [3, 4, 1, 2]


def test_a_category_brought_to_zero_keeps_its_metrics_and_the_full_marks() -> None:
    rows = vetoed("u1,veto,2026-03,zero_category:d,,,,甲")
    assert (rows["u1"]["total"], rows["u1"]["categories"]) == ("18.00", {"c": "18.00", "d": "0.00"})
    assert rows["u1"]["metrics"]["n"]["points"] == "18.00"
    assert ranks(rows) == [4, 1, 2, 3]
    assert rows["u1"]["veto"] == "zero_category:d"


def test_a_category_that_would_have_been_left_out_counts_zero_and_the_base_is_scaled_no_more() -> None:
    without = column("m", [90, 80]) + "\nu1,n,2026-03,,not_applicable\nu2,n,2026-03,80"
    assert board(BOOK, without)["u1"]["base"] == "36.00"
    assert board(BOOK, f"{without}\nu1,veto,2026-03,zero_category:d,,,,甲")["u1"]["base"] == "18.00"


def test_a_category_below_zero_stays_there() -> None:
    steep = {"kind": "efficacy", "unacceptable": 60, "satisfactory": 80, "clip": "none"}
    rulebook = book(metric(), metric("n", category="d", method=steep), units=2)
    rows = board(rulebook, f"{column('n', [0, 80])}\nu1,veto,2026-03,zero_category:d,,,,甲")
    assert rows["u1"]["categories"]["d"] == "-12.00"


def test_bonus_of_a_category_brought_to_zero_still_counts() -> None:
    rulebook = book(metric(), metric("n", category="d"), metric("b", category="d", role="bonus"), units=1)
    rows = board(rulebook, "u1,n,2026-03,50\nu1,b,2026-03,25\nu1,veto,2026-03,zero_category:d,,,,甲")
    assert (rows["u1"]["base"], rows["u1"]["bonus"]) == ("0.00", "5.00")


def test_a_veto_holds_in_its_period_and_in_every_coarser_one_around_it() -> None:
    text = f"{VALUES}\nu1,veto,2026-02,,,,,甲\nu1,veto,2026-Q1,zero_category:d,,,,乙"
    assert "rank_without_veto" not in board(BOOK, text)["u1"]
    assert board(BOOK, text, "2026-Q1")["u1"]["veto"] == "ineligible;zero_category:d"
    assert board(BOOK, text, "2026")["u1"]["veto"] == "ineligible;zero_category:d"


def test_effects_are_told_once_and_in_the_order_of_the_rulebook() -> None:
    imposed = {
        "2026-01": "zero_category:d",
        "2026-02": "zero_category:c",
        "2026-03": "bottom",
        "2026-Q1": "zero_category:d",
    }
    rows = [f"u1,veto,{period},{effect},,,,甲" for period, effect in imposed.items()]
    row = board(BOOK, "\n".join([VALUES, *rows]), "2026-Q1")["u1"]
    assert row["veto"] == "bottom;zero_category:c;zero_category:d"
    assert row["total"] == "0.00"


def test_the_rulebook_says_what_a_veto_does_that_does_not_say_so_itself() -> None:
    assert vetoed("u1,veto,2026-03,,,,,甲", veto="bottom")["u1"]["rank"] == 4
    assert vetoed("u1,veto,2026-03,,,,,甲", veto="zero_category:c")["u1"]["categories"]["c"] == "0.00"


def test_a_veto_of_the_rulebook_on_another_arenas_category_is_refused_with_its_line() -> None:
    keys = rules(metric(), units=1, veto="zero_category:c")
    keys["arenas"].append({"id": "b", "name": "乙擂台"})
    keys["units"].append({"id": "o", "name": "外单位", "arena": "b"})
    keys["categories"].append({"id": "e", "arena": "b", "name": "e", "points": 20})
    keys["metrics"].append(metric("k", category="e"))
    with pytest.raises(FaultyError, match="第 2 行：一票否决不能写“zero_category:c”"):
        cells(load(written(keys)), "o,veto,2026-03,,,,,甲")


def test_who_is_not_ranked_for_another_reason_stays_so_at_the_bottom() -> None:
    rulebook = book(metric(missing="block"), units=2)
    rows = board(rulebook, "u1,m,2026-03,5\nu2,veto,2026-03,bottom,,,,甲", final=True)
    assert (rows["u2"]["rank"], rows["u2"]["rank_without_veto"]) == (None, None)


def test_a_veto_changes_the_fingerprint_of_the_values_of_its_own_arena_alone() -> None:
    plain = scored(BOOK, VALUES)
    assert scored(BOOK, f"{VALUES}\nu1,veto,2026-03,,,,,甲").snapshot != plain.snapshot
    assert scored(BOOK, f"{VALUES}\nu1,veto,2026-04,,,,,甲").snapshot == plain.snapshot


def test_the_table_says_in_words_what_a_veto_does() -> None:
    lines = as_table(
        scored(BOOK, f"{VALUES}\nu1,veto,2026-03,,,,,甲\nu2,veto,2026-03,zero_category:d,,,,甲")
    ).splitlines()
    assert lines[1].split()[-2:] == ["不计否决名次", "一票否决"]
    assert [line.split("  ")[-1].strip() for line in lines[2:]] == ["—", "—", "“d”计 0 分", "不参与排名"]
    assert [line.split()[-2] for line in (lines[2], lines[5])] == ["3", "1"]


def test_what_a_veto_takes_is_a_part_of_its_own_of_the_total() -> None:
    standings = scored(BOOK, f"{VALUES}\nu1,veto,2026-03,zero_category:d,,,,甲")
    row = row_of(standings, "u1")
    parts = contributions(BOOK, row)
    assert [(part.kind, part.name, part.amount) for part in parts if part.kind != "metric"] == [("veto", "d", -18)]
    assert sum(part.amount for part in parts) == 18


def test_a_lead_is_not_threatened_by_a_rival_whom_a_veto_has_put_behind() -> None:
    found = margin(BOOK, scored(BOOK, f"{VALUES}\nu1,veto,2026-03,bottom,,,,甲"))
    assert found is not None
    assert (found.leader, found.rival, found.gap) == ("u2", "u3", 4)


def test_what_a_veto_changed_is_told_as_its_doing() -> None:
    before, after = basis(BOOK, VALUES), basis(BOOK, f"{VALUES}\nu2,veto,2026-03,zero_category:d,,,,甲")
    found = change(before, after, "u2")
    assert found is not None
    assert [(effect.cause, effect.points, effect.rank_after) for effect in found.effects if effect.points] == [
        ("vetoes", -16, 4)
    ]
    other = change(before, after, "u3")
    assert other is not None
    assert [effect.cause for effect in other.effects if effect.rank_before != effect.rank_after] == ["vetoes"]


def test_a_veto_in_another_arena_changes_nothing_here_and_new_rules_keep_what_they_can_say() -> None:
    keys = rules(metric(), units=2)
    keys["arenas"].append({"id": "b", "name": "乙擂台"})
    keys["units"].append({"id": "o", "name": "外单位", "arena": "b"})
    keys["categories"].append({"id": "e", "arena": "b", "name": "e", "points": 20})
    keys["metrics"].append(metric("k", category="e"))
    rulebook = load(written(keys))
    text = f"{column('m', [5, 6])}\no,veto,2026-03,zero_category:e,,,,甲"
    assert "rank_without_veto" not in board(rulebook, text)["u1"]
    told = cells(rulebook, text)
    assert fitting(rulebook, told) == told
    assert [cell.metric for cell in fitting(BOOK, told)] == ["m", "m"]
