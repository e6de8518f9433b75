import csv
import io
import json

from scoring.language import Spoken, speaking
from scoring.standings.output import as_csv, as_json, as_table
from tests.scoring.making import book, column, metric, scored

BOOK = book(metric(), metric("n", category="d"), units=3, ties="average")
TEXT = column("m", [50, 50, 90]) + "\nu3,n,2026-03,,not_applicable"


def test_the_object_has_the_published_keys_in_their_order() -> None:
    found = as_json(scored(BOOK, TEXT))
    assert list(found) == [
        "competition",
        "arena",
        "period",
        "final",
        "full_marks",
        "rulebook",
        "snapshot",
        "engine",
        "rows",
    ]
    rows = found["rows"]
    assert isinstance(rows, list)
    assert json.dumps(rows[0], ensure_ascii=False) == (
        '{"rank": 1, "unit": "u3", "name": "单位3", "total": "36.00", "base": "36.00", "bonus": "0.00", '
        '"deduction": "0.00", "coverage": "1.00", "veto": null, "categories": {"c": "18.00"}, "metrics": '
        '{"m": {"points": "18.00", "value": "90", "state": "confirmed"}, '
        '"n": {"points": null, "value": null, "state": "not_applicable"}}}'
    )
    assert [row["rank"] for row in rows] == [1, 2.5, 2.5]


def test_the_table_is_aligned_with_chinese_characters_two_columns_wide() -> None:
    table = as_table(scored(BOOK, TEXT))
    assert table.splitlines() == [
        "测试 甲擂台 2026-03 临时排名（满分 40.00）",
        "名次  单位    总分  基础分  加分  扣分  覆盖率  c(20.00)  d(20.00)",
        "   1  单位3  36.00   36.00  0.00  0.00    1.00     18.00         —",
        " 2.5  单位1  10.00   10.00  0.00  0.00    0.50     10.00      0.00",
        " 2.5  单位2  10.00   10.00  0.00  0.00    0.50     10.00      0.00",
    ]


def test_the_table_is_in_english_where_english_is_spoken() -> None:
    with speaking(Spoken("en", {"测试": "Trial", "甲擂台": "Arena A", "单位3": "Unit 3"})):
        table = as_table(scored(BOOK, TEXT), {}).splitlines()
        final = as_table(scored(BOOK, TEXT, final=True)).splitlines()[0]
    assert table[0] == "Trial Arena A 2026-03 provisional standings (full marks 40.00)"
    assert table[1].split("  ")[0] == "rank"
    assert table[1].endswith("  rank by the other  total by the other")
    assert table[2].startswith("   1  Unit 3  36.00")
    assert final == "Trial Arena A 2026-03 final standings (full marks 40.00)"


def test_final_standings_say_so_and_show_who_is_not_ranked() -> None:
    rulebook = book(metric(missing="block"), units=1)
    assert "终榜" in as_table(scored(rulebook, "", final=True))
    assert as_table(scored(rulebook, "", final=True)).splitlines()[2].startswith("   —  单位1")
    assert as_csv([scored(rulebook, "", final=True)]).splitlines()[1] == ",u1,单位1,0.00,0.00,0.00,0.00,0.00,0.00"


def test_csv_has_a_column_for_every_category_of_every_arena() -> None:
    other = book(metric("o", category="e"), units=1)
    found = list(csv.reader(io.StringIO(as_csv([scored(BOOK, TEXT), scored(other, "")]))))
    assert found[0] == ["rank", "unit", "name", "total", "base", "bonus", "deduction", "coverage", "c", "d", "e"]
    assert found[1] == ["1", "u3", "单位3", "36.00", "36.00", "0.00", "0.00", "1.00", "18.00", "", ""]
    assert found[2][0] == "2.5"
    assert found[4][8:] == ["", "", "0.00"]


def test_another_rulebook_stands_beside() -> None:
    found = scored(BOOK, TEXT)
    others = {row.unit: row for row in scored(book(metric(), units=2, ties="average"), column("m", [1, 1])).rows}
    rows = as_json(found, others)["rows"]
    assert isinstance(rows, list)
    assert [list(row)[-1] for row in rows] == ["against"] * 3
    assert [row["against"] for row in rows] == [
        {"rank": None, "total": None},
        {"rank": 1.5, "total": "0.20"},
        {"rank": 1.5, "total": "0.20"},
    ]
    table = as_table(found, others).splitlines()
    assert table[1].endswith("另一方案名次  另一方案总分")
    assert table[2].split()[-2:] == ["—", "—"]
    assert table[3].split()[-2:] == ["1.5", "0.20"]
    lines = as_csv([found], others).splitlines()
    assert lines[0].endswith("c,d,against_rank,against_total")
    assert lines[1].endswith("18.00,,,")
    assert lines[2].endswith("1.5,0.20")
