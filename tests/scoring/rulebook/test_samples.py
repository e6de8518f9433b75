import csv
import re
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from scoring.cautions import warnings
from scoring.rulebook.load import load
from scoring.rulebook.methods import Checklist, Events
from scoring.rulebook.model import Rulebook
from scoring.samples import SAMPLES
from scoring.standings.cells import Cell
from scoring.standings.output import as_json
from scoring.standings.score import score
from scoring.standings.values_table import judge
from tests.scoring import plain
from tests.scoring.bases import at
from tests.scoring.random_cases import COLUMNS
from tests.test_words import HAN

VALUES = Path(__file__).parent / "values"
OTHERS = ("hongqi", "xingji", "yuejishi")
PUBLISHED = ("nantong", "lianyungang")
STREETS = [
    ("zhongxing", "94.91"),
    ("wenfeng", "94.90"),
    ("gangzha", "94.46"),
    ("xinkai", "94.31"),
    ("zhongxiu", "94.31"),
    ("xiaohai", "94.19"),
    ("qinzao", "94.14"),
    ("chenqiao", "94.08"),
    ("xingfu", "93.88"),
    ("tangzha", "93.51"),
    ("langshan", "93.11"),
    ("jinsha", "92.93"),
    ("jinxin", "92.48"),
    ("hongqiao", "91.83"),
    ("rengang", "91.28"),
    ("hepingqiao", "91.20"),
    ("zhuhang", "91.14"),
    ("xinchengqiao", "91.10"),
    ("xuetian", "90.74"),
]
"""The published totals of the streets, in their published order."""
BULLETINS = {
    "2021-07": {"lianzhi": "89.71", "jianye": "84.00"},
    "2021-08": {"tieta": "78.04"},
    "2022-02": {"wanlian": "76.80", "tiyu": "75.50", "jianye": "66.50"},
}
"""The published totals of the units that the bulletins name."""
# Unit, rank, total, and what each category adds; the plain rules agree below.
EXPECTED: dict[str, list[tuple[str, Any, str, list[str]]]] = {
    "hongqi": [
        ("zhuyuan", 1, "94.60", ["40.00", "20.00", "13.60", "24.00"]),
        ("guixi", 2, "94.08", ["36.57", "17.08", "13.93", "23.50"]),
        ("meiping", 3, "43.33", ["20.00", "3.33", "0.00", "20.00"]),
        ("shiqiao", None, "40.00", ["40.00", "0.00", "0.00", "0.00"]),
        ("bailu", None, "0.00", ["0.00", "0.00", "0.00", "0.00"]),
        ("qingfeng", None, "0.00", ["0.00", "0.00", "0.00", "0.00"]),
    ],
    "xingji": [
        ("songlin", 1, "96.67", ["31.00", "49.00", "16.67"]),
        ("hetang", 2, "89.21", ["29.00", "47.21", "10.00"]),
        ("yuntan", 3, "84.66", ["30.00", "47.42", "9.74"]),
        ("shawan", None, "85.26", ["31.00", "44.26", "10.00"]),
        ("nanshan", None, "17.00", ["7.00", "0.00", "10.00"]),
    ],
    "yuejishi": [
        ("dongcheng", 1, "112.4", ["55.0", "32.4", "26.5"]),
        ("xihe", 2, "109.6", ["60.0", "21.3", "26.3"]),
        ("yaopin", 3, "67.3", ["45.0", "0.0", "22.3"]),
        ("beiguan", None, "14.0", ["0.0", "0.0", "14.0"]),
        ("teshe", None, "14.0", ["0.0", "0.0", "14.0"]),
        ("zhishi", None, "14.0", ["0.0", "0.0", "14.0"]),
    ],
}


def data(name: str) -> bytes:
    return resources.files("scoring.samples").joinpath(f"{name}.toml").read_bytes()


def values(rulebook: Rulebook, name: str) -> tuple[Cell, ...]:
    with (VALUES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return judge(rulebook, list(enumerate(csv.reader(file), 1)))


def board(name: str, period: str = "2026-Q1", *, final: bool = True) -> dict[str, Any]:
    rulebook = load(data(name))
    return as_json(score(rulebook, values(rulebook, name), at(period), rulebook.arenas[0].id, final=final))


def test_every_shipped_rulebook_is_listed() -> None:
    shipped = {entry.name for entry in resources.files("scoring.samples").iterdir() if entry.name.endswith(".toml")}
    assert shipped == set(SAMPLES)
    assert set(OTHERS) < {name.removesuffix(".toml") for name in SAMPLES}


@pytest.mark.parametrize("name", OTHERS)
def test_a_sample_loads_without_fault_or_warning_and_says_that_it_is_one(name: str) -> None:
    assert warnings(load(data(name))) == ()
    head = data(name).decode().partition("[competition]")[0]
    for word in ("示例", "虚构", "leitai check"):
        assert word in head


@pytest.mark.parametrize("name", [name.removesuffix(".toml") for name in SAMPLES])
def test_a_sample_can_be_read_without_chinese(name: str) -> None:
    rules, (head, _, body) = load(data(name)), data(name).decode().partition("[competition]")
    named = (rules.competition, *rules.arenas, *rules.units, *rules.categories, *rules.metrics, *rules.kinds)
    assert [one.name for one in named if one.name not in rules.english] == []
    comments = re.findall(r"(?:^|\s)#(?: -+)? (.+)$", body, re.MULTILINE)
    assert comments
    assert [words for words in comments if HAN.search(words.rpartition(" / ")[2])] == []
    assert "run leitai check on this file" in " ".join(head.replace("#", "").split())


@pytest.mark.parametrize("name", OTHERS)
def test_a_sample_scores_its_quarter_to_the_last_digit(name: str) -> None:
    found = board(name)
    told = [(row["unit"], row["rank"], row["total"], list(row["categories"].values())) for row in found["rows"]]
    assert told == EXPECTED[name]


@pytest.mark.parametrize("final", [True, False])
@pytest.mark.parametrize(
    ("name", "period"),
    [
        *((name, period) for name in OTHERS for period in ("2026-03", "2026-Q1", "2026")),
        *(("lianyungang", period) for period in (*BULLETINS, "2021-Q3")),
        ("nantong", "2017-08"),
    ],
)
def test_the_plain_rules_agree_on_every_sample(name: str, period: str, final: bool) -> None:  # noqa: FBT001 - a parameter
    keys = tomllib.loads(data(name).decode())
    cells = values(load(data(name)), name)
    rows = [{key: getattr(cell, key) or "" for key in COLUMNS} for cell in cells]
    found = board(name, period, final=final)
    for fingerprint in ("rulebook", "snapshot", "engine"):
        del found[fingerprint]
    assert plain.standings(keys, rows, period, keys["arenas"][0]["id"], final=final) == found


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_scheme_loads_without_fault_or_warning_and_says_what_is_published(name: str) -> None:
    assert warnings(load(data(name))) == ()
    head = data(name).decode().partition("[competition]")[0]
    for word in ("公布", "没有找", "leitai check"):
        assert word in head


def test_nineteen_streets_come_out_as_they_were_published() -> None:
    rows = board("nantong", "2017-08")["rows"]
    assert [(row["unit"], row["total"]) for row in rows] == STREETS
    assert [row["rank"] for row in rows] == list(range(1, 20))


@pytest.mark.parametrize("period", BULLETINS)
def test_the_units_named_in_three_bulletins_have_their_published_totals(period: str) -> None:
    rows = {row["unit"]: row for row in board("lianyungang", period, final=False)["rows"]}
    assert {name: rows[name]["total"] for name in BULLETINS[period]} == BULLETINS[period]


@pytest.mark.parametrize(
    ("period", "unit", "metric", "points"),
    [
        ("2021-07", "jianye", "closing", "5.00"),
        ("2022-02", "jianye", "closing", "0.00"),
        ("2022-02", "jianye", "callback", "12.50"),
        ("2022-02", "tiyu", "signing", "0.00"),
        ("2022-02", "tiyu", "callback", "12.50"),
        ("2022-02", "wanlian", "signing", "0.00"),
        ("2022-02", "wanlian", "callback", "12.80"),
    ],
)
def test_the_single_points_that_the_bulletins_give_come_out(period: str, unit: str, metric: str, points: str) -> None:
    rows = {row["unit"]: row for row in board("lianyungang", period, final=False)["rows"]}
    assert rows[unit]["metrics"][metric]["points"] == points


def test_flags_are_for_quarters_months_count_only_monthly_work() -> None:
    month, quarter = board("hongqi", "2026-03", final=False), board("hongqi")
    assert (month["full_marks"], quarter["full_marks"]) == ("60.00", "100.00")
    assert "performance" not in month["rows"][0]["metrics"]
    visits = {row["unit"]: row["metrics"]["contact"]["points"] for row in quarter["rows"]}
    assert (visits["zhuyuan"], visits["meiping"]) == ("10.00", "3.33")  # every month counts, not a burst at the end
    best = next(row for row in quarter["rows"] if row["unit"] == "guixi")
    assert best["bonus"] == "3.00"  # one project, its better level


def test_the_station_standard_has_31_items_and_stars_need_every_mandatory_one() -> None:
    rulebook = load(data("xingji"))
    groups = [metric for metric in rulebook.metrics if metric.category == "selfcheck"]
    assert [metric.points for metric in groups] == [7, 6, 5, 8, 5]
    assert sum(metric.points for metric in groups) == 31
    acceptance = rulebook.metric("acceptance").method
    assert isinstance(acceptance, Checklist)
    mandatory = [item for metric in groups if isinstance(metric.method, Checklist) for item in metric.method.mandatory]
    assert list(acceptance.mandatory) == mandatory
    named = re.findall(r"\b([A-E][1-8]) [^ ★\n]+(★?)", data("xingji").decode())
    counts = zip("ABCDE", (7, 6, 5, 8, 5), strict=True)
    assert [item for item, _ in named] == [f"{group}{at}" for group, count in counts for at in range(1, count + 1)]
    assert [item for item, star in named if star] == mandatory
    stars = {row["unit"]: row["metrics"]["acceptance"].get("stars") for row in board("xingji")["rows"]}
    assert stars == {"songlin": 5, "yuntan": 4, "hetang": 0, "shawan": None, "nanshan": None}


def test_monthly_records_add_up_in_the_quarter_and_half_even_rounds_the_total_only() -> None:
    rulebook = load(data("yuejishi"))
    assert [board("yuejishi", period)["full_marks"] for period in ("2026-03", "2026-Q1")] == ["60.0", "130.0"]
    rows = {row["unit"]: row for row in board("yuejishi")["rows"]}
    assert rows["dongcheng"]["metrics"]["record_points"]["points"] == "55.0"
    assert rows["xihe"]["metrics"]["case_files"] == {"points": "0.0", "value": "2/2", "state": "confirmed"}  # Wilson
    assert rows["dongcheng"]["metrics"]["models"]["stars"] == 2
    assert rows["yaopin"]["metrics"]["models"]["stars"] == 0  # its mandatory item failed
    assert rows["dongcheng"]["deduction"] == "1.5"
    assert (rulebook.competition.rounding, rulebook.competition.round_at) == ("half_even", "total")


@pytest.mark.parametrize("name", OTHERS)
def test_the_events_of_a_sample_have_chinese_level_names(name: str) -> None:
    for metric in load(data(name)).metrics:
        if isinstance(metric.method, Events):
            assert set(metric.level_names) == set(metric.levels)
