from importlib import resources

import pytest

from scoring.calendar import Period, Schedule
from scoring.cautions import warnings
from scoring.reading.canonical import level_key
from scoring.rulebook.load import load
from scoring.rulebook.methods import Events
from scoring.rulebook.model import Rulebook
from scoring.samples import SAMPLES
from scoring.standings.score import score
from scoring.standings.values_table import judge

# The model of the domain: arena, category, metric, leads.
MODEL = [
    ("offices", "作风建设", "党风廉政及作风建设效能", ["机关党委"]),
    ("offices", "作风建设", "急难险重及临时性工作", None),
    ("offices", "创先争优", "亮点创新提报", ["办公室"]),
    ("offices", "创先争优", "亮点创新完成", ["办公室"]),
    ("offices", "创先争优", "市级以上荣誉", ["办公室"]),
    ("offices", "创先争优", "省级以上媒体宣传报道", ["办公室"]),
    ("offices", "创先争优", "市级以上经验交流", ["办公室"]),
    ("offices", "工作实绩", "一体化平台运用", ["办公室"]),
    ("offices", "工作实绩", "专项检查、督导检查完成", None),
    ("offices", "工作实绩", "“铁拳”行动实效", ["执法大队", "政策法规科"]),
    ("offices", "工作实绩", "案件质量", ["执法大队", "政策法规科"]),
    ("offices", "工作实绩", "典型案例", ["执法大队", "政策法规科"]),
    ("offices", "营商环境", "驻地企业满意度", ["局营商环境专班"]),
    ("offices", "群众满意", "工单按期回复率", ["消保科"]),
    ("offices", "群众满意", "工单办结率", ["消保科"]),
    ("offices", "群众满意", "工单满意率", ["消保科"]),
    ("offices", "群众满意", "信访件化解", ["办公室"]),
    ("departments", "作风建设", "党风廉政及作风建设效能", ["机关党委"]),
    ("departments", "创先争优", "亮点创新提报", ["办公室"]),
    ("departments", "创先争优", "亮点创新完成", ["办公室"]),
    ("departments", "创先争优", "市级以上荣誉", ["办公室"]),
    ("departments", "创先争优", "省级以上媒体宣传报道", ["办公室"]),
    ("departments", "创先争优", "市级以上经验交流", ["办公室"]),
    ("departments", "创先争优", "业务工作全市排名", ["人事科"]),
    ("departments", "业务指导及综合保障", "对监管所的指导力度及效果", ["人事科"]),
    ("departments", "业务指导及综合保障", "后勤保障及时性、有效性", ["人事科"]),
    ("departments", "营商环境", "样本企业参与度", ["局营商环境专班"]),
    ("departments", "营商环境", "样本企业满意度", ["局营商环境专班"]),
]


@pytest.fixture(scope="module")
def sample() -> Rulebook:
    return load(resources.files("scoring.samples").joinpath(SAMPLES[0]).read_bytes())


@pytest.mark.parametrize(("arena", "category", "name", "leads"), MODEL)
def test_the_sample_holds_every_metric_of_the_model(
    sample: Rulebook, arena: str, category: str, name: str, leads: list[str] | None
) -> None:
    found = sample.find_metric(name, arena)
    assert found is not None
    assert sample.category(found.category).name == category
    assert found.leads
    if leads is not None:
        assert [sample.unit(lead).name for lead in found.leads] == leads
        assert found.sign == ("all" if len(leads) > 1 else "any")


def test_each_arena_of_the_sample_totals_a_hundred_points(sample: Rulebook) -> None:
    assert [len(sample.categories_in(arena)) for arena in ("offices", "departments")] == [5, 4]
    for arena in sample.arenas:
        assert sum(category.points for category in sample.categories_in(arena.id)) == 100
        assert score(sample, (), Period(2026, "quarter", 1), arena.id).full_marks == "100.00"


def test_the_sample_needs_no_second_look_and_spells_out_the_default_schedule(sample: Rulebook) -> None:
    assert warnings(sample) == ()
    assert sample.schedule == Schedule()


def test_the_sample_uses_seven_inputs_and_names_its_levels_in_chinese(sample: Rulebook) -> None:
    assert {metric.input for metric in sample.metrics} <= {
        "number",
        "count",
        "rate",
        "rank",
        "points",
        "events",
        "tasks",
    }
    for metric in sample.metrics:
        if isinstance(metric.method, Events):
            assert set(metric.level_names) == set(metric.levels)
    honours = sample.metric("honours")
    assert level_key(honours, "市级") == "city"


def test_an_office_of_the_sample_is_scored_by_its_everyday_names(sample: Rulebook) -> None:
    rows = ["东湖所,按期回复率,2026-11,98/100,,,", "东湖所,荣誉,2026-11,,,市级,锦旗", "西溪所,满意率,2026-11,0/0,,,"]
    lines = [line.split(",") for line in ["unit,metric,period,value,state,level,event", *rows]]
    found = score(sample, judge(sample, list(enumerate(lines, 1))), Period(2026, "month", 11), "offices")
    first = found.rows[0]
    assert (first.unit, first.rank, first.total) == ("donghu", 1, "6.50")
    assert (first.metrics["reply_rate"].points, first.metrics["honours"].points) == ("4.50", "2.00")


def test_everything_that_has_a_name_in_the_sample_has_an_english_one_of_its_own(sample: Rulebook) -> None:
    groups = (sample.arenas, sample.units, sample.categories, sample.metrics, sample.kinds)
    names = {sample.competition.name, *(entry.name for group in groups for entry in group)}
    assert sample.english.keys() == names
    assert len({*sample.english.values()}) == len(names)
    assert all(name.isascii() for name in sample.english.values())
