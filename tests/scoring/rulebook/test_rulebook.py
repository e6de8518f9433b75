import hashlib
import pickle
from datetime import time
from fractions import Fraction

from scoring.calendar import Due, Schedule, WeekTime
from scoring.rulebook.load import load
from scoring.rulebook.methods import Completion, Events, ExternalRank, Goalpost, RankPoints, Step
from scoring.rulebook.model import Shrink
from tests.scoring.making import book, metric, rate, rules, written

EXAMPLE = """
[competition]
id = "wusai-2022"
name = "五赛五比"
year = 2022
timezone = "Asia/Shanghai"
places = 2                  # decimals of published points
rounding = "half_up"
round_at = "metric"
ties = "competition"
tie_break = []
minimum_coverage = "2/3"
bonus_cap = 20
deduction_cap = 20

[[arenas]]
id = "offices"
name = "市场监管所擂台"

[[units]]
id = "daimiao"
name = "岱庙市场监管所"
arena = "offices"
aliases = ["岱庙所"]

[[units]]
id = "xiaobao"
name = "消保科"

[[categories]]
id = "satisfaction"
arena = "offices"
name = "群众满意"
points = 5

[[metrics]]
id = "reply_rate"
category = "satisfaction"
name = "工单按期回复率"
aliases = ["按期回复率"]
points = 5
role = "base"
leads = ["xiaobao"]
sign = "any"
reporter = "unit"
period = "month"
input = "rate"
unit = "%"
range = ["0", "100"]
rollup = "ratio"
missing = "zero"
evidence = "optional"
method = { kind = "goalpost", zero_at = "80", full_at = "100" }
"""


def test_the_rulebook_of_the_specification_is_read_as_it_is_written() -> None:
    rulebook = load(EXAMPLE.encode())
    assert rulebook.competition.minimum_coverage == Fraction(2, 3)
    assert rulebook.fingerprint == f"sha256:{hashlib.sha256(EXAMPLE.encode()).hexdigest()}"
    found = rulebook.metric("reply_rate")
    assert (found.arena, found.category, found.points, found.leads) == ("offices", "satisfaction", 5, ("xiaobao",))
    assert found.method == Goalpost(Fraction(80), Fraction(100))
    assert (found.method.kind, found.range, found.levels) == ("goalpost", (0, 100), {})
    assert rulebook.arena_of(found).name == "市场监管所擂台"


def test_a_byte_order_mark_and_windows_line_ends_are_read() -> None:
    data = b"\xef\xbb\xbf" + EXAMPLE.replace("\n", "\r\n").encode()
    assert load(data).competition == load(EXAMPLE.encode()).competition


def test_what_is_left_out_has_the_published_default() -> None:
    rulebook = book(metric(), units=1)
    rules_of, found = rulebook.competition, rulebook.metric("m")
    assert (rules_of.timezone, rules_of.places, rules_of.rounding) == ("Asia/Shanghai", 2, "half_up")
    assert (rules_of.round_at, rules_of.ties, rules_of.tie_break) == ("metric", "competition", ())
    assert rules_of.minimum_coverage == 0
    assert (found.aliases, found.role, found.leads, found.sign, found.reporter) == ((), "base", (), "any", "unit")
    assert (found.period, found.unit, found.range, found.missing) == ("month", "", None, "zero")
    assert (found.evidence, found.percent_ok, found.smoothing, found.rollup) == ("optional", False, "raw", "mean")
    assert rulebook.schedule == Schedule()
    assert book(rate()).metric("m").range == (0, 100)


def test_each_input_has_its_own_roll_up_by_default() -> None:
    level = {"kind": "events", "levels": {"city": 1}}
    rulebook = book(
        rate("rate"),
        metric("tasks", input="tasks"),
        metric("count", input="count"),
        metric("events", input="events", method=level),
        metric("rank", input="rank", method={"kind": "external_rank"}),
        metric("points", input="points", method={"kind": "direct"}),
        metric("rating", input="rating", range=[1, 5]),
        metric("list", input="checklist"),
    )
    assert {each.id: each.rollup for each in rulebook.metrics} == {
        "rate": "ratio",
        "tasks": "ratio",
        "count": "sum",
        "events": "sum",
        "rank": "last",
        "points": "mean",
        "rating": "mean",
        "list": "ratio",
    }


def test_methods_have_the_published_defaults() -> None:
    def method(**keys: object) -> object:
        return book(metric(points=8, **keys)).metric("m").method

    assert method(method={"kind": "step", "target": 1, "step": 1, "deduct": 1}) == Step(
        Fraction(1), Fraction(1), Fraction(1), Fraction(8), whole=True, direction="up"
    )
    assert method(method={"kind": "completion", "target": "7.5"}) == Completion(
        Fraction(15, 2), Fraction(0), Fraction(1), None, "up"
    )
    assert method(method={"kind": "rank_points", "first": 8, "step": 1}) == RankPoints(
        Fraction(8), Fraction(1), Fraction(0), "equal", "up"
    )
    assert method(input="events", method={"kind": "events", "levels": {"city": "0.5"}}) == Events(
        {"city": Fraction(1, 2)}, "best", Fraction(8)
    )
    assert method(input="rank", method={"kind": "external_rank"}) == ExternalRank(Fraction(1), None, None)


def test_the_ends_of_what_a_parameter_may_be_are_allowed() -> None:
    for keys in (
        {"method": {"kind": "rank_points", "first": 20, "step": 0, "floor": 20}},
        {"method": {"kind": "efficacy", "unacceptable": 1, "satisfactory": 2, "base": 100, "span": "0.1"}},
        {"method": {"kind": "completion", "target": "0.1", "floor": 1, "cap": 1}},
        {"method": {"kind": "step", "target": 0, "step": "0.1", "deduct": 0, "max": 0}},
        {"method": {"kind": "bands", "edges": [[1, 20], [0, 0]]}},
        {"input": "events", "method": {"kind": "events", "levels": {"city": 0}, "cap": 20}},
        {"input": "rank", "method": {"kind": "external_rank", "table": [[1, 20], [2, 0]]}},
        {"input": "checklist", "method": {"kind": "checklist", "stars": [[0, 0], [5, 1]]}},
        {"input": "rate", "smoothing": {"shrink": [0, "0.1"]}},
        {"range": ["-1.5", "-1.5"]},
    ):
        assert book(metric(**keys), minimum_coverage=1, places=0, bonus_cap=0).metric("m").points == 20
    assert book(metric(points="0.000001"), places=6).metric("m").points == Fraction(1, 1_000_000)


def test_a_shrunk_rate_knows_its_two_numbers() -> None:
    assert book(rate(smoothing={"shrink": ["19", 1]})).metric("m").smoothing == Shrink(Fraction(19), Fraction(1))


def test_the_schedule_is_read_and_may_be_switched_off() -> None:
    schedule = {
        "report": "+0d 09:30",
        "review": "+10d 23:59",
        "lock": "+100d 00:00",
        "week_post": "sun 18:05",
        "post_to": "none",
        "quiet": ["12:00", "13:00"],
        "rest_days": "none",
        "digest": ["08:00"],
    }
    assert book(metric(), schedule=schedule).schedule == Schedule(
        Due(0, time(9, 30)),
        Due(10, time(23, 59)),
        Due(100, time(0)),
        WeekTime(6, time(18, 5)),
        "none",
        (time(12), time(13)),
        "none",
        (time(8),),
    )
    off = book(metric(), schedule={"week_post": "", "quiet": [], "digest": []}).schedule
    assert (off.week_post, off.quiet, off.digest) == (None, None, ())


def test_english_names_are_gathered_from_everything_that_has_a_name() -> None:
    keys = rules(metric(name="回复率", name_en=" Replies "), units=2)
    keys["competition"] |= {"name": "争先", "name_en": "To the Front"}
    keys["arenas"][0]["name_en"] = "First Arena"
    keys["units"][1]["name_en"] = "m" * 60
    keys["categories"][0] |= {"name": "群众", "name_en": "People"}
    keys["kinds"] = [{"id": "k", "name": "整改", "name_en": "Mending", "form": "task", "assigners": ["u1"]}]
    assert load(written(keys)).english == {
        "争先": "To the Front",
        "甲擂台": "First Arena",
        "单位2": "m" * 60,
        "群众": "People",
        "回复率": "Replies",
        "整改": "Mending",
    }


def test_one_name_in_two_places_has_one_english_name_written_once_or_twice() -> None:
    keys = rules(metric(), rate("n", category="d"), units=2)
    for category in keys["categories"]:
        category["name"] = "群众"
    keys["categories"][1]["name_en"] = "People"
    assert load(written(keys)).english == {"群众": "People"}
    keys["categories"][0]["name_en"] = "People"
    assert load(written(keys)).english == {"群众": "People"}


def test_an_english_name_is_found_where_one_alone_has_it_and_nothing_else_is_called_so() -> None:
    keys = rules(metric(name="回复率", name_en="Reply rate"), metric("n", name="甲率", name_en="Twice"), units=4)
    keys["metrics"].append(metric("o", name="乙率", name_en="Twice"))
    keys["categories"][0]["points"] = 60
    keys["arenas"][0]["name_en"] = "Offices"
    for unit, english in zip(keys["units"], ("Xixi  Office", "Both", "both", "u1"), strict=True):
        unit["name_en"] = english
    rulebook = load(written(keys))
    assert rulebook.find_unit(" xixi office") is rulebook.unit("u1")
    assert rulebook.find_unit("U1") is rulebook.unit("u4"), "an id is written as it is"
    assert rulebook.find_unit("u1") is rulebook.unit("u1"), "an id comes before an English name"
    assert rulebook.find_unit("Both") is None
    assert rulebook.find_unit("") is None
    assert rulebook.find_metric("REPLY RATE", "a") is rulebook.metric("m")
    assert rulebook.find_metric("Reply rate", "b") is None
    assert rulebook.find_metric("Twice", "a") is None
    assert rulebook.find_arena("offices") is rulebook.arena("a")


def test_names_are_found_by_id_name_and_alias_after_normalisation() -> None:
    keys = rules(metric(name="回复率", aliases=["ＡＢ１"]), units=2)
    keys["units"].append({"id": "o1", "name": "外单位", "arena": "b"})
    keys["arenas"].append({"id": "b", "name": "a"})
    keys["categories"].append({"id": "other", "arena": "b", "name": "别的", "points": 20})
    keys["metrics"].append(metric("x", category="other", name="回复率"))
    rulebook = load(written(keys))
    assert rulebook.find_unit(" 单位１ ") is rulebook.unit("u1")
    assert rulebook.find_unit("单位9") is None
    assert rulebook.find_metric("AB1", "a") is rulebook.metric("m")
    assert rulebook.find_metric("ab1", "a") is None
    assert rulebook.find_metric("回复率", "b") is rulebook.metric("x")
    assert rulebook.find_arena("甲擂台") is rulebook.arena("a")
    assert rulebook.find_arena("a") is rulebook.arena("a")
    assert rulebook.find_arena("丙") is None
    assert [unit.id for unit in rulebook.units_in("b")] == ["o1"]
    assert [category.id for category in rulebook.categories_in("b")] == ["other"]
    assert [each.id for each in rulebook.metrics_in("b")] == ["x"]
    assert rulebook.category("other").points == 20


def test_a_category_of_bonus_metrics_alone_has_no_points_and_is_not_listed() -> None:
    rulebook = book(metric(), metric("plus", category="d", role="bonus"))
    assert rulebook.category("d").points == 0


def test_a_rulebook_can_be_handed_to_another_process() -> None:
    rulebook = load(EXAMPLE.encode())
    again = pickle.loads(pickle.dumps(rulebook))  # noqa: S301 - our own bytes
    assert again == rulebook
    assert len({rulebook.metric("reply_rate"), again.metric("reply_rate")}) == 1
