"""The rulebook in plain words: every method, every missing policy, who reports and who signs."""

import re
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from bot.files import sample_path
from handlers.rules.actions import method_of
from handlers.rules.results import Chapter, Rule, Rules, Turned
from handlers.rules.views import methods as in_words
from handlers.rules.views.pages import MISSING, rules, turned
from handlers.texts import ECHOED
from scoring.rulebook import methods
from scoring.rulebook.load import load
from scoring.rulebook.model import Metric

SAMPLES = {path: load(path.read_bytes()) for path in sorted(sample_path().parent.glob("*.toml"))}
METRIC = next(iter(SAMPLES.values())).metrics[0]
RULE = Rule(
    metric="工单按期回复率",
    arena="市场监管所擂台",
    category="群众满意",
    aliases=("回复率",),
    full="5",
    role="base",
    by_lead=False,
    leads=("消保科",),
    sign_all=False,
    kind="month",
    input="rate",
    percent_ok=False,
    missing="renormalise",
    evidence="optional",
    method=("direct", {"full": "5"}),
    example="98/100",
    earns=("98/100", "4.50"),
)


OFF = method_of(
    replace(METRIC, method=methods.Events({"a": Fraction(1)}, "best", Fraction(5), from_full=True), level_names={})
)[1]


def told(method: methods.Method, **changes: Any) -> str:
    metric = replace(METRIC, method=method, points=Fraction(20), unit="%", level_names={}, **changes)
    return in_words.method(*method_of(metric))


@pytest.mark.parametrize(
    ("method", "parts"),
    [
        (methods.Goalpost(Fraction(80), Fraction(100)), "80% 得 0 分，100% 得满分 20 分"),
        (
            methods.Efficacy(Fraction(6), Fraction(12), Fraction(60), Fraction(40), "top"),
            "不允许值 6%|的 60%|再加 40%|最低 0 分",
        ),
        (methods.Efficacy(Fraction(6), Fraction(12), Fraction(60), Fraction(40), "both"), "最低得满分的 60%"),
        (methods.Efficacy(Fraction(6), Fraction(12), Fraction(60), Fraction(40), "none"), "不封顶"),
        (
            methods.EfficacyBanded((Fraction(9), Fraction(5)), (Fraction(1), Fraction(1, 2))),
            "达到 9% 得 1 倍；达到 5% 得 0.5 倍",
        ),
        (methods.EfficacyBanded((Fraction(1), Fraction(5)), (Fraction(1), Fraction(1, 2))), "不超过 1% 得 1 倍"),
        (methods.Completion(Fraction(100), Fraction(0), Fraction(1), None, "up"), "实际 ÷ 目标，超额不加分"),
        (
            methods.Completion(Fraction(), Fraction(0), Fraction(1), None, "up", own=True),
            "目标 由方案按单位分别定，得分 = 满分 20",
        ),
        (
            methods.Step(Fraction(), Fraction(1), Fraction(2), Fraction(25), True, "up", own=True),
            "目标 由方案按单位分别定，满分 20 分",
        ),
        (
            methods.Completion(Fraction(100), Fraction(1, 2), Fraction(1), Fraction(3, 5), "down"),
            "目标 ÷ 实际|最低得满分的 50%|；完成率不足 60% 得 0 分",
        ),
        (
            methods.Step(Fraction(90), Fraction(1), Fraction(2), Fraction(25), True, "up"),
            "目标 90%|每差 1% 扣 2 分（不足一档不扣），最多扣 25 分",
        ),
        (methods.Step(Fraction(90), Fraction(1), Fraction(2), Fraction(25), False, "down"), "每超 1%|按比例扣"),
        (
            methods.Bands(((Fraction(90), Fraction(20)), (Fraction(80), Fraction(10))), "up"),
            "达到 90% 得 20 分；达到 80% 得 10 分；都不到得 0 分",
        ),
        (methods.Bands(((Fraction(1), Fraction(20)),), "down"), "不超过 1% 得 20 分"),
        (
            methods.RankPoints(Fraction(40), Fraction(2), Fraction(0), "equal", "up"),
            "第 1 名 40 分，每低一名少 2 分，最低 0 分；并列同分",
        ),
        (methods.RankPoints(Fraction(40), Fraction(2), Fraction(0), "average", "down"), "取平均名次，数越小名次越前"),
        (methods.ExternalRank(Fraction(1), None, None), "第 1 名得满分 20 分，最后一名得 0 分"),
        (methods.ExternalRank(Fraction(1), Fraction(16), None), "第 16 名得 0 分"),
        (methods.ExternalRank(Fraction(1), None, ((Fraction(3), Fraction(20)),)), "第 3 名以内得 20 分"),
        (methods.MinMax("half", "up"), "最高的得满分 20 分，最低的得 0 分|一样时得一半"),
        (methods.MinMax("zero", "down"), "最低的得满分|一样时得 0 分"),
        (
            methods.MinMax("half", "up", Fraction(60), Fraction(40)),
            "最低的得满分 20 分的 60%，最高的得 100%|大家一样时得 80%",
        ),
        (methods.RatioToBest("up"), "本单位 ÷ 擂台最高"),
        (methods.RatioToBest("down"), "擂台最低 ÷ 本单位"),
        (methods.Direct(), "在 0 到 20 分之间评定"),
        (methods.Events({"city": Fraction(2)}, "best", Fraction(20)), "city 2 分；同一事项就高不就低，最多 20 分"),
        (methods.Events({"city": Fraction(2)}, "sum", Fraction(20)), "各级别累加"),
        (
            methods.Events({"city": Fraction(2)}, "sum", Fraction(5), from_full=True, repeat=Fraction(2)),
            "满分起扣：满分 20 分，每发生一件扣：city 2 分|分最少的一次照算，其余按 2 倍|最多扣 5 分",
        ),
        (
            methods.Events({"city": Fraction(2)}, "best", Fraction(20), from_full=True),
            "同一事项就高不就低，扣完为止",
        ),
        (
            methods.Checklist(("甲",), ((3, Fraction(9, 10)),)),
            "达标项 ÷ 适用项；达到 90% 得 3 星；必达项有一项不达标就没有星",
        ),
        (methods.Checklist((), ((3, Fraction(9, 10)),)), "90% 得 3 星"),
        (methods.Checklist((), None), "达标项 ÷ 适用项"),
    ],
)
def test_every_method_is_said_in_plain_words(method: methods.Method, parts: str) -> None:
    said = told(method)
    for part in parts.split("|"):
        assert part in said
    assert not re.search(r"[{}\[\]]|None|True|False|Fraction", said)


@pytest.mark.parametrize(("book", "metric"), [(path.stem, m) for path, book in SAMPLES.items() for m in book.metrics])
def test_every_metric_of_every_sample_has_words_for_its_method(book: str, metric: Metric) -> None:
    said = in_words.method(*method_of(metric))
    assert re.search("[\u4e00-\u9fff]", said), book
    assert not re.search(r"[{}\[\]]|None|True|False|[a-z_]{4,}", said)


def one(**changes: Any) -> str:
    (message,) = rules(Rules("五赛五比", (), (replace(RULE, **changes),), ()), 1)
    return message.text


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({}, "各单位报，消保科核实"),
        ({"leads": ("执法大队", "法规科")}, "各单位报，执法大队、法规科任一家核实"),
        ({"leads": ("执法大队", "法规科"), "sign_all": True}, "执法大队、法规科都要签"),
        ({"leads": ()}, "各单位报，管理员核实"),
        ({"by_lead": True}, "消保科统一填报"),
        ({"by_lead": True}, "/report 单位 工单按期回复率 98/100"),
        ({"percent_ok": True}, "也可以只报百分比"),
        ({}, "例：98/100，得 4.50 分"),
        ({"role": "deduction"}, "扣 4.50 分"),
        ({"role": "bonus"}, "加分项"),
        ({"input": "events"}, "/highlight 工单按期回复率"),
        ({"input": "events"}, "没有事项就没有分"),
        ({"input": "events", "role": "deduction"}, "没有事项就不扣分"),
        ({"evidence": "required"}, "必须附佐证"),
        ({"aliases": ()}, "没报：到期没有确认的数，这项不计"),
        ({"metric": "<甲>"}, "&lt;甲&gt;"),
        ({"round_value": 2}, "（数值先取 2 位小数）"),
        ({"source": "<工单>"}, "谁报谁核实：不用报，取“&lt;工单&gt;”的值\n算法"),
        (
            {"aimed": "11月", "targets": (("东湖&所", "12户"), ("西溪所", ""))},
            "\n11月各单位目标：东湖&amp;所 12户；西溪所 未定\n",
        ),
        ({"method": ("events", OFF)}, "没报：没有扣分事项得满分，没有核实的不扣"),
        *(({"missing": policy}, words) for policy, words in MISSING.items()),
    ],
)
def test_one_metric_is_told_with_formula_example_and_what_happens_without_it(
    changes: dict[str, Any], part: str
) -> None:
    assert part in one(**changes)


def test_a_base_that_is_too_small_for_a_bonus_is_told_with_the_whole_rulebook_alone() -> None:
    chapter = Chapter("群众满意", "20", (RULE,))
    (whole,) = rules(Rules("五赛五比", (("市场监管所擂台", (chapter,)),), (), (), "80"), 1)
    assert "\n基础分不到 80 分的，加分不计\n" in whole.text
    (single,) = rules(Rules("五赛五比", (), (RULE,), (), "80"), 1)
    assert "加分不计" not in single.text


def test_where_other_units_decide_the_points_there_is_no_example() -> None:
    assert "例：" not in one(earns=None)


def test_a_category_too_long_for_a_message_leaves_the_methods_to_the_pages_behind_it() -> None:
    chapter = Chapter("群众满意", "20", (replace(RULE, method=("direct", {"full": "5" * 50})),) * 60)
    found = Rules("五赛五比", (("市场监管所擂台", (chapter,)),), (), ())
    page = turned(Turned(7, 1, found, (1, 1, 0))).content
    assert len(page.text) <= 4096
    assert page.text.count("· <b>工单按期回复率</b>") == 60
    assert "直接赋分" not in page.text
    assert [row[0].data for row in page.buttons] == [
        *(f"rules_page:7:1:1:{n}" for n in range(1, 61)),
        "rules_page:7:1:0:0",
    ]
    metric = turned(Turned(7, 1, found, (1, 1, 60))).content
    assert "直接赋分" in metric.text


def test_what_becomes_of_a_missing_figure_is_told_whole_in_both_languages() -> None:
    assert [words for pair in MISSING.pairs.values() for words in pair if len(words) > ECHOED] == []
