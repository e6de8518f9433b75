"""The line that assigns a matter."""

import pytest

from scoring.reading.matters import read_entry, read_matter
from scoring.reading.units import read_units
from scoring.reading.unread import UnreadError
from tests.scoring.reading.ledger_book import context

OFFICES = ("donghu", "xixi", "zhulin")


def _fault(line: str, *kinds: str) -> tuple[str, tuple[str, ...]]:
    with pytest.raises(UnreadError) as error:
        read_matter(line, context(*kinds))
    return error.value.code, error.value.candidates


def test_the_first_example_of_the_rules_is_two_units_and_one_deadline() -> None:
    found = read_matter("临时性工作 东湖所、西溪所 11月20日 校园周边食品店排查", context())
    assert (found.kind.id, found.units, f"{found.deadline:%m-%d %H:%M}") == ("urgent", OFFICES[:2], "11-20 17:00")
    assert found.title == "校园周边食品店排查"


def test_the_second_example_is_every_unit_of_an_arena_and_a_quantity_each() -> None:
    found = read_matter("专项检查 全部市场监管所 11月25日 冷链食品专项检查 数量：40户", context())
    assert (found.units, dict(found.quantities)) == (OFFICES, dict.fromkeys(OFFICES, 40))
    assert found.title == "冷链食品专项检查"


def test_the_third_example_is_a_problem_with_measure_and_person() -> None:
    found = read_matter("西溪所 11月22日 快检室未启用 措施：配齐试剂并每日开检 责任人：张明", context("rectify"))
    assert (found.kind.id, found.measure, found.responsible) == ("rectify", "配齐试剂并每日开检", "张明")


@pytest.mark.parametrize(
    "line",
    [
        "专项检查 东湖所、西溪所 11-25 12:00 冷链检查 数量：东湖所40、西溪所38 配合：督查科 来源：办公会 上级：T3",
        "数量：东湖所40、西溪所38 上级：t3 配合：督查科 专项检查 东湖所、西溪所 11-25 12:00 冷链检查 来源：办公会",
        "检查 东湖所,西溪所 25 Nov 12:00 冷链检查 quantity: 东湖所40,西溪所38 helpers: 督查科 Source:办公会 parent:T3",
        "检查 东湖所，西溪所 11月25日 12点 冷链检查 上级: Ｔ３ 数量:东湖所４０户、 西溪所38户 配合:督查科 来源:办公会",
        "专项　dhs、xxs 11月25日１２：００　冷链检查 数量：东湖所四十、西溪所38 配合：督查科　来源：办公会　上级：T3",
        "专项 东湖 、 西溪 11-25 12:00 冷链检查 上级：T3 来源：办公会 配合：督查科 数量：东湖所40、西溪所38",
    ],
)
def test_labels_stand_in_any_order_and_writings_mean_the_same(line: str) -> None:
    found = read_matter(line, context())
    assert (found.kind.id, found.units, f"{found.deadline:%m-%d %H:%M}") == ("inspection", OFFICES[:2], "11-25 12:00")
    assert dict(found.quantities) == {"donghu": 40, "xixi": 38}
    assert (found.helpers, found.source, found.parent, found.title) == (("ducha",), "办公会", 3, "冷链检查")


def test_the_kind_may_be_left_out_where_there_is_one_and_written_twice_with_the_command() -> None:
    assert read_matter("西溪所 11月22日 未开检", context("rectify")).kind.id == "rectify"
    assert read_matter("整改 西溪所 11月22日 未开检", context("rectify")).kind.id == "rectify"
    assert _fault("西溪所 11月22日 未开检") == ("kind_missing", ("urgent", "inspection"))


def test_a_title_keeps_the_marks_of_its_writer() -> None:
    assert (
        read_matter("临时性工作 东湖所 周五 “铁拳”行动（第２轮）：回访", context()).title
        == "“铁拳”行动（第２轮）：回访"
    )


@pytest.mark.parametrize(
    ("line", "code", "candidates"),
    [
        ("", "kind_missing", ("urgent", "inspection")),
        ("临时性工作", "unit_missing", ()),
        ("临时性工作 中山所 周五 排查", "unit_unknown", ()),
        ("临时性工作 市场监管所 周五 排查", "unit_unknown", OFFICES),
        ("临时性工作 旧街所 周五 排查", "unit_unknown", ()),
        ("临时性工作 全部办事处 周五 排查", "arena_unknown", ("offices", "departments")),
        ("临时性工作 东湖所 排查", "deadline_missing", ()),
        ("临时性工作 东湖所 11月12日 排查", "deadline_past", ()),
        ("临时性工作 东湖所 周五", "title_missing", ()),
        (f"临时性工作 东湖所 周五 {'长' * 101}", "title_long", ()),
        ("整改事项 东湖所 周五 排查", "kind_other_form", ("urgent", "inspection")),
        ("临时工作 东湖所 周五 排查", "kind_unknown", ("urgent",)),
        ("临时性工作 东湖所 周五 排查 数量：若干", "quantity_unread", ()),
        ("临时性工作 东湖所 周五 排查 数量：0户", "quantity_unread", ()),
        ("临时性工作 东湖所、西溪所 周五 排查 数量：东湖所40", "quantity_left", ("xixi",)),
        ("临时性工作 东湖所 周五 排查 数量：东湖所40、西溪所38", "quantity_unit", ("xixi",)),
        ("临时性工作 东湖所、西溪所 周五 排查 数量：东湖所40、西溪所", "quantity_unread", ()),
        ("临时性工作 东湖所 周五 排查 配合：中山所", "unit_unknown", ()),
        ("临时性工作 东湖所 周五 排查 上级：三号", "parent_unread", ()),
        ("临时性工作 东湖所 周五 排查 来源：", "label_empty", ()),
        ("临时性工作 东湖所 周五 排查 来源：会议 来源：会议", "label_twice", ()),
        (f"临时性工作 东湖所 周五 排查 来源：{'长' * 301}", "label_long", ()),
    ],
)
def test_a_line_that_cannot_be_taken_says_why(line: str, code: str, candidates: tuple[str, ...]) -> None:
    assert _fault(line) == (code, candidates)


def test_a_kind_of_somebody_else_is_refused_by_its_name() -> None:
    assert _fault("专项检查 东湖所 周五 排查", "urgent") == ("kind_not_yours", ("urgent",))


def test_units_are_taken_once_and_helpers_that_own_a_part_are_none() -> None:
    assert read_units("全部市场监管所擂台、东湖所、督查科", context()) == (*OFFICES, "ducha")
    found = read_matter("临时性工作 全部 市场监管所 周五 排查 配合：东湖所、人事科", context())
    assert (found.units, found.helpers) == (OFFICES, ("renshi",))


@pytest.mark.parametrize(
    "units",
    [
        "Donghu Office, Xixi Office",
        "Donghu Office,Xixi Office",
        "donghu office and Xixi Office",
        "东湖所, Xixi Office",
        "Donghu Office、西溪所",
    ],
)
def test_english_names_are_joined_by_commas_or_by_and(units: str) -> None:
    found = read_matter(f"Ad hoc work {units} 20 Nov check shops, stalls and kiosks quantity: 40", context())
    assert (found.kind.id, found.units, f"{found.deadline:%m-%d %H:%M}") == ("urgent", OFFICES[:2], "11-20 17:00")
    assert found.title == "check shops, stalls and kiosks"
    assert read_units(units, context()) == OFFICES[:2]


def test_what_joins_units_may_stand_in_the_english_name_of_one() -> None:
    assert read_units("Bamboo Grove and Lakes Office and Donghu Office", context()) == ("zhulin", "donghu")
    line = "Ad hoc work Xixi Office, Bamboo Grove and Lakes Office and General Office Fri 27 Nov 12:00 check"
    assert read_matter(line, context()).units == ("xixi", "zhulin", "ducha")


@pytest.mark.parametrize("every", ["all of Supervision Offices", "All supervision offices", "all of the offices"])
def test_all_of_an_arena_is_said_in_english_too(every: str) -> None:
    assert read_units(f"{every}, General Office", context()) == (*OFFICES, "ducha")
    assert read_matter(f"Ad hoc work {every} 20 Nov check the shops", context()).units == OFFICES
    assert read_units("all of Institutions, Departments and Donghu Office", context()) == ("ducha", "renshi", "donghu")


def test_names_in_english_behind_a_label_go_on_to_the_next_one() -> None:
    line = (
        "Ad hoc work Donghu Office, Xixi Office 20 Nov check "
        "quantity: Donghu Office 40, Xixi Office 38 helpers: General Office and 人事科 "
        "responsible: Zhang Ming parent: T3"
    )
    found = read_matter(line, context())
    assert dict(found.quantities) == {"donghu": 40, "xixi": 38}
    assert (found.helpers, found.responsible, found.parent) == (("ducha", "renshi"), "Zhang Ming", 3)
    assert found.title == "check"


@pytest.mark.parametrize(
    ("line", "code", "text"),
    [
        ("Ad hoc work Donghu Office, Moon Office 20 Nov check", "unit_unknown", "Moon"),
        ("Ad hoc work all Moons 20 Nov check", "arena_unknown", "all Moons"),
        ("Ad hoc work Donghu Office check the shops", "deadline_missing", "check"),
    ],
)
def test_what_is_not_read_in_english_is_named(line: str, code: str, text: str) -> None:
    with pytest.raises(UnreadError) as error:
        read_matter(line, context())
    assert (error.value.code, error.value.values["text"]) == (code, text)


def test_the_kind_may_be_left_out_before_an_english_name() -> None:
    assert read_matter("General Office 20 Nov check", context("urgent")).units == ("ducha",)


def test_an_arena_is_found_whole_where_its_name_holds_what_joins_units() -> None:
    found = read_matter("临时性工作 东湖所、全部事业单位、机关科室 周五 自查", context())
    assert found.units == ("donghu", "ducha", "renshi")
    assert read_units("全部事业单位、机关科室擂台、东湖所", context()) == ("ducha", "renshi", "donghu")


@pytest.mark.parametrize(
    ("text", "number"),
    [("T0012", 12), ("t12", 12), ("Ｔ１２", 12), ("T0", None), ("12", None), ("T12a", None), ("", None)],
)
def test_a_number_of_the_ledgers_is_read(text: str, number: int | None) -> None:
    assert read_entry(text) == number
