"""The page for authors of rulebooks is executed in both languages: every method, its example and its chart."""

import csv
import dataclasses
import io
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import scoring
from scoring.language import LANGUAGES, Spoken, Words, both, speaking, spoken
from scoring.rulebook.ledgers import Kind, Source
from scoring.rulebook.load import load
from scoring.rulebook.method import _READERS
from scoring.rulebook.methods import Relative
from scoring.rulebook.model import Keeping
from scoring.standings.output import as_json, as_table
from scoring.standings.points import Raw
from scoring.standings.points import points as points_of
from scoring.standings.score import Standings, score
from scoring.standings.values_table import judge
from tests.scoring.bases import at
from tests.scoring.making import Keys, metric, rules, written
from tests.scoring.sketches import WIDTH, chart

PAGES = {
    language: (Path(scoring.__file__).parent / name).read_text(encoding="utf-8")
    for language, name in (("en", "README.md"), ("zh", "README.zh-CN.md"))
}
SIGNS = Words(
    {"value": ("值", "value"), "points": ("分", "points"), "stars": ("星", "stars"), "chart": ("图", "chart")}
)
"""What the lines of an example begin with."""
BLOCK = re.compile(r"```(?P<language>\w+) (?P<kind>\w+)\n(?P<text>.*?)```", re.DOTALL)
HEADER = "unit,metric,period,value,state,level,event,note"


@dataclass(frozen=True)
class Example:
    """A metric of the page and the lines below it: values and points, perhaps stars, perhaps a chart."""

    keys: Keys
    lines: dict[str, list[str]]
    picture: list[str]

    def __str__(self) -> str:
        return f"{self.keys['method']['kind']}-{self.keys['input']}"


@pytest.fixture(autouse=True, params=LANGUAGES)
def _language(request: pytest.FixtureRequest) -> Iterator[None]:
    with speaking(Spoken(request.param)):
        yield


def blocks(kind: str) -> list[str]:
    return [found["text"] for found in BLOCK.finditer(PAGES[spoken()]) if found["kind"] == kind]


def examples() -> list[Example]:
    found: list[Example] = []
    for written_metric, below in zip(blocks("metric"), blocks("example"), strict=True):
        lines, sign, picture = below.rstrip("\n").partition(SIGNS["chart"])
        rows = [re.split(r" {2,}", line) for line in lines.splitlines()]
        split = {name: row for name, said in SIGNS.items() for first, *row in rows if first == said}
        found.append(Example(metric("m", **tomllib.loads(written_metric)), split, picture.split("\n") if sign else []))
    return found


PLACES = [pytest.param(place, id=str(each)) for place, each in enumerate(examples())]
DRAWN = [pytest.param(place, id=str(each)) for place, each in enumerate(examples()) if each.picture]
"""Where the examples stand, in either language."""


def test_the_page_says_what_a_rulebook_may_say_of_keeping_evidence() -> None:
    (whole,) = blocks("rulebook")
    (said,) = blocks("keeping")
    assert load(whole.encode()).keeping == Keeping(days=None, withdrawn_days=30, quota=None)
    assert load(f"{whole}\n{said}".encode()).keeping == Keeping(days=365, withdrawn_days=30, quota=20_000_000_000)


def test_the_page_says_how_a_name_is_given_an_english_one() -> None:
    (whole,), (said,) = blocks("rulebook"), blocks("english")
    assert load(whole.encode()).english == {}
    assert load(f"{whole}\n{said}".encode()).english == {"南桥所": "Nanqiao Office"}


def standings(example: Example) -> Standings:
    """Score the values of an example, one unit each."""
    rows: list[list[str]] = [HEADER.split(",")]
    for number, text in enumerate(example.lines["value"], 1):
        if example.keys["input"] != "events":
            value, _, failed = text.partition("!")
            rows.append([f"u{number}", "m", "2026-03", value, "", "", "", failed])
            continue
        for event in text.split("+") if text != both("无", "none") else []:
            level, _, name = event.partition(":")
            rows.append([f"u{number}", "m", "2026-03", "", "", level, name, ""])
    rulebook = load(written(rules(example.keys, units=len(example.lines["value"]))))
    return score(rulebook, judge(rulebook, list(enumerate(rows, 1))), at("2026-03"), "a")


def told(example: Example, key: str) -> list[Any]:
    board: Any = as_json(standings(example))
    cells = {row["unit"]: row["metrics"]["m"] for row in board["rows"]}
    return [cells[f"u{number}"].get(key) for number in range(1, len(cells) + 1)]


def drawn(example: Example) -> list[str]:
    """Draw the chart that belongs to an example: over a range of values, or a bar for each of its values."""
    head = example.picture[0].strip()
    rulebook = load(written(rules(example.keys)))
    method, full = rulebook.metric("m").method, rulebook.metric("m").points
    if not head:
        earned = [Fraction(text) for text in told(example, "points")]
        return ["", *chart(earned, full, "", "", wide=WIDTH // len(earned))]
    low, high = head.split("→")
    step = (Fraction(high) - Fraction(low)) / (WIDTH - 1)
    column = [Raw(Fraction(low) + step * number) for number in range(WIDTH)]
    scored = [each for each in points_of(method, full, column) if each is not None]
    return [f"  {head}", *chart(scored, full, low, high)]


@pytest.mark.parametrize("place", PLACES)
def test_every_example_of_the_page_earns_what_the_page_says(place: int) -> None:
    example = examples()[place]
    assert told(example, "points") == [None if text == "-" else text for text in example.lines["points"]]
    if "stars" in example.lines:
        assert [str(count) for count in told(example, "stars")] == example.lines["stars"]


@pytest.mark.parametrize("place", DRAWN)
def test_every_chart_of_the_page_is_what_the_engine_draws(place: int) -> None:
    example = examples()[place]
    assert drawn(example) == example.picture


def test_every_method_has_a_formula_a_chart_and_an_example() -> None:
    sections = dict(re.findall(r"^### `(\w+)` .*?\n(.*?)(?=^##)", PAGES[spoken()], re.DOTALL | re.MULTILINE))
    assert set(sections) == set(_READERS)
    by_kind = {each.keys["method"]["kind"]: each for each in examples()}
    for name, section in sections.items():
        assert "\n    " in section  # the formula
        assert f'kind = "{name}"' in section
        assert len(by_kind[name].lines["value"]) == len(by_kind[name].lines["points"]) >= 3
        assert by_kind[name].picture


def test_the_relative_methods_are_called_so() -> None:
    relative = {kind.kind for kind in Relative}
    sign = re.escape(both("（相对）", " (relative)"))
    assert set(re.findall(rf"^### `(\w+)` .*{sign}$", PAGES[spoken()], re.MULTILINE)) == relative


def test_the_smallest_rulebook_of_the_page_loads_and_gives_its_standings() -> None:
    (text,), (values,), (expected,) = blocks("rulebook"), blocks("values"), blocks("standings")
    rulebook = load(text.encode())
    cells = judge(rulebook, list(enumerate(csv.reader(io.StringIO(values)), 1)))
    assert as_table(score(rulebook, cells, at("2026-03"), "offices", final=True)) == expected.rstrip("\n")


def test_the_smallest_rulebook_with_a_veto_gives_the_standings_of_the_page() -> None:
    (text,), (values,), (expected,) = blocks("rulebook"), blocks("vetoes"), blocks("vetoed")
    rulebook = load(text.encode())
    cells = judge(rulebook, list(enumerate(csv.reader(io.StringIO(values)), 1)))
    assert as_table(score(rulebook, cells, at("2026-03"), "offices", final=True)) == expected.rstrip("\n")


def rows_of(kind: str) -> list[list[str]]:
    """Return the rows of a table of the page, without its head."""
    (text,) = blocks(kind)
    return [re.split(r" {2,}", line) for line in text.splitlines()[1:]]


def test_own_targets_give_the_points_of_the_page() -> None:
    (text,), (own,) = blocks("rulebook"), blocks("own")
    keys = tomllib.loads(text)
    keys |= tomllib.loads(own)
    keys["categories"][0]["points"] = 10
    rulebook = load(written(keys))
    months = {"2026-03": 10, "2026-12": 4}
    reported = [[unit, "visits", at, str(n)] for at, n in months.items() for unit in ("donghu", "xixi")]
    cells = judge(rulebook, list(enumerate([HEADER.split(",")[:4], *reported], 1)))
    for period, *expected in rows_of("targets"):
        rows = {row.unit: row for row in score(rulebook, cells, at(period), "offices").rows}
        assert [rows[unit].metrics["visits"].points for unit in ("donghu", "xixi")] == expected
    bars("own_bars", 10, *rows_of("targets")[0][1:])


def test_one_value_in_two_metrics_gives_the_points_of_the_page() -> None:
    (text,), (derived,) = blocks("rulebook"), blocks("value_of")
    keys = tomllib.loads(text)
    keys["metrics"] += tomllib.loads(derived)["metrics"]
    keys["categories"][0]["points"] = 23
    rulebook = load(written(keys))
    told = rows_of("twice")
    reported = [
        [unit, "reply", "2026-03", f"{row[0][:-1]}/100"] for unit, row in zip(("donghu", "xixi"), told, strict=True)
    ]
    cells = judge(rulebook, list(enumerate([HEADER.split(",")[:4], *reported], 1)))
    rows = {row.unit: row.metrics for row in score(rulebook, cells, at("2026-03"), "offices").rows}
    assert [[rows[u]["reply"].points, rows[u]["reply_rank"].points] for u in ("donghu", "xixi")] == [
        r[1:] for r in told
    ]
    bars("twice_bars", 15, *(str(Fraction(one) + Fraction(other)) for _, one, other in told))


def test_what_a_ledger_counts_gives_the_points_of_the_page() -> None:
    (text,), (sorts,), (counted,) = blocks("rulebook"), blocks("kinds"), blocks("counted")
    keys = tomllib.loads(text)
    keys["units"].append({"id": "ducha", "name": "督查科"})
    keys["metrics"], keys["kinds"] = tomllib.loads(counted)["metrics"], tomllib.loads(sorts)["kinds"]
    keys["categories"][0]["points"] = 25
    told = rows_of("counted_rows")
    keys["units"].append(keys["units"][0] | {"id": "nanqiao", "name": "南桥所"})
    rulebook = load(written(keys))
    assert [one.source for one in rulebook.metrics] == [
        Source(("urgent",)),
        Source(("rectify",), events=("overdue", "rebound")),
    ]
    found = [HEADER.split(",")]
    for unit, (value, _, late, again, _) in zip(("donghu", "xixi", "nanqiao"), told, strict=True):
        found.append([unit, "urgent", "2026-03", value, "", "", "", ""])
        levels = ["overdue"] * int(late) + ["rebound"] * int(again)
        found += [[unit, "rectified", "2026-03", "", "", level, "T0012/1", ""] for level in levels]
    cells = judge(rulebook, list(enumerate(found, 1)))
    rows = {row.unit: row for row in score(rulebook, cells, at("2026-03"), "offices").rows}
    three = [rows[unit] for unit in ("donghu", "xixi", "nanqiao")]
    assert [[row.metrics["urgent"].points, row.metrics["rectified"].points] for row in three] == [
        [row[1], row[4]] for row in told
    ]
    bars("counted_bars", 25, *(row.total for row in three))


def test_every_key_of_a_kind_stands_on_the_page() -> None:
    (sorts,) = blocks("kinds")
    told = {key for kind in tomllib.loads(sorts)["kinds"] for key in kind}
    assert told == {field.name for field in dataclasses.fields(Kind)} - {"english"}, "name_en stands by itself, for all"


def bars(kind: str, full: int, *points: str) -> None:
    """Hold a chart of the page against what is drawn for these points."""
    (picture,) = blocks(kind)
    assert chart([Fraction(each) for each in points], Fraction(full), "", "", wide=WIDTH // len(points)) == (
        picture.rstrip("\n").split("\n")
    )


def test_below_its_threshold_a_bonus_is_nothing_as_the_page_says() -> None:
    (text,), (threshold,) = blocks("rulebook"), blocks("threshold")
    keys = tomllib.loads(text)
    keys["competition"] |= tomllib.loads(threshold)
    keys["metrics"].append(
        metric("extra", category="people", role="bonus", points=3, input="points", method={"kind": "direct"})
    )
    rulebook = load(written(keys))
    told = rows_of("threshold_rows")
    reported = {"15.99": ("973167/1000000", "7"), "16.00": ("986667/1000000", "6"), "18.40": ("100/100", "8")}
    for base, bonus, total in told:
        reply, visits = reported[base]
        rows = [["donghu", name, "2026-03", said] for name, said in (("reply", reply), ("visits", visits))]
        cells = judge(rulebook, list(enumerate([HEADER.split(",")[:4], *rows, ["donghu", "extra", "2026-03", "3"]], 1)))
        row = score(rulebook, cells, at("2026-03"), "offices").rows[0]
        assert (row.base, row.bonus, row.total) == (base, bonus, total)
    bars("threshold_bars", 25, *(total for *_, total in told))


def test_the_mean_of_two_capped_ratios_is_the_sum_of_two_halves() -> None:
    (text,), (halves,) = blocks("rulebook"), blocks("halves")
    keys = tomllib.loads(text) | tomllib.loads(halves)
    keys["categories"][0]["points"] = 10
    rulebook = load(written(keys))
    for inspected, sampled, expected in rows_of("mean"):
        told = [["donghu", "inspected", "2026-03", inspected], ["donghu", "sampled", "2026-03", sampled]]
        cells = judge(rulebook, list(enumerate([HEADER.split(",")[:4], *told], 1)))
        rows = {row.unit: row for row in score(rulebook, cells, at("2026-03"), "offices").rows}
        mean = (min(Fraction(inspected) / 40, Fraction(1)) + min(Fraction(sampled) / 10, Fraction(1))) / 2
        assert Fraction(rows["donghu"].total) == Fraction(expected) == 10 * mean


@pytest.mark.parametrize("key", ["input", "missing", "rollup"])
def test_every_choice_of_a_key_is_explained(key: str) -> None:
    from scoring.rulebook import metric as metric_reader

    choices = {"input": metric_reader._INPUTS, "missing": metric_reader._MISSING, "rollup": metric_reader._ROLLUPS}
    heading = re.search(rf"^## .*`{key}`.*?\n(.*?)(?=^## )", PAGES[spoken()], re.DOTALL | re.MULTILINE)
    assert heading is not None
    assert re.findall(r"^\| `(\w+)`", heading[1], re.MULTILINE) == list(choices[key])
