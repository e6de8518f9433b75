"""A table that assigns matters, row by row: what it means, and every fault of it."""

from collections.abc import Callable, Sequence
from datetime import datetime

import pytest

from scoring.access import Person
from scoring.reading.orders import COLUMNS, IN_ENGLISH, MOST, TOLD, Orders, is_form, parents_first, read_orders
from tests.scoring.matters.making import ZONE
from tests.scoring.reading.ledger_book import context

REVIEWER = Person(1, "督查", frozenset(), frozenset({"ducha"}), leader=False, admin=False)
GOOD = {"种类": "专项检查", "标题": "冷链食品", "单位": "东湖所", "时限": "11月25日"}


def read(*rows: dict[str, str], person: Person = REVIEWER, header: Sequence[str] = COLUMNS) -> Orders:
    """Read rows below the names of the columns; the ledger knows T0003."""
    lines = [(1, header), *((at, [row.get(name, "") for name in header]) for at, row in enumerate(rows, 2))]
    return read_orders([("写法", []), ("交办", lines)], context("inspection", "rectify"), person, {3}.__contains__)


def faults(*rows: dict[str, str], **how: object) -> list[tuple[int, str]]:
    return [(fault.row, fault.code) for fault in read(*rows, **how).faults]  # type: ignore[arg-type]


def test_a_row_means_what_a_line_of_the_chat_means() -> None:
    row = {
        "种类": "检查", "标题": "冷链 食品\n排查", "单位": "东湖所、西溪所，东湖所", "时限": "2026-11-25 12:00",
        "数量": "东湖所40、西溪所38", "配合": "西溪所、竹林", "责任人": "张明", "措施": "逐户", "来源": "周会",
        "上级": "t3",
    }  # fmt: skip
    (found,) = read(row).rows

    assert (found.row, found.kind.id, found.title, found.units) == (
        2,
        "inspection",
        "冷链 食品 排查",
        ("donghu", "xixi"),
    )
    assert found.deadline == datetime(2026, 11, 25, 12, tzinfo=ZONE)
    assert (dict(found.quantities), found.helpers) == ({"donghu": 40, "xixi": 38}, ("zhulin",))
    assert (found.responsible, found.measure, found.source, found.parent, found.under) == (
        "张明",
        "逐户",
        "周会",
        3,
        None,
    )


@pytest.mark.parametrize("written", [str, str.upper])
def test_the_columns_are_known_by_their_english_names_too(written: Callable[[str], str]) -> None:
    header, row = [written(IN_ENGLISH[name]) for name in COLUMNS], [GOOD.get(name, "") for name in COLUMNS]

    found = read_orders([("Matters", [(1, header), (2, row)])], context("inspection"), REVIEWER, {3}.__contains__)

    assert found == read(GOOD)
    assert found.rows != ()


@pytest.mark.parametrize(
    ("said", "deadline"),
    [
        ("2026-11-25", datetime(2026, 11, 25, 17, tzinfo=ZONE)),
        ("2026-12", datetime(2026, 12, 1, 17, tzinfo=ZONE)),
        ("2026-12-01 09:30", datetime(2026, 12, 1, 9, 30, tzinfo=ZONE)),
        ("下周五", datetime(2026, 11, 27, 17, tzinfo=ZONE)),
        ("3个工作日", datetime(2026, 11, 24, 17, tzinfo=ZONE)),
    ],
)
def test_a_deadline_is_a_day_of_a_workbook_or_written_as_in_the_chat(said: str, deadline: datetime) -> None:
    assert [one.deadline for one in read({**GOOD, "时限": said}).rows] == [deadline]


def test_a_row_without_a_unit_stands_above_others_and_is_assigned_before_them() -> None:
    leaf = {**GOOD, "上级": "1.1"}
    found = read(
        leaf,
        {"序号": "1.1", "种类": "检查", "标题": "专项行动", "责任人": "李明", "上级": "1"},
        {"序号": "１", "种类": "检查", "标题": "攻坚行动", "责任人": "王明"},
    )

    assert found.faults == ()
    assert [(one.row, one.units, one.under) for one in found.rows] == [(2, ("donghu",), 3), (3, (), 4), (4, (), None)]
    assert [one.row for one in parents_first(found.rows)] == [4, 3, 2]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"种类": ""}, "kind_missing"),
        ({"种类": "大检查组"}, "kind_unknown"),
        ({"种类": "临时性工作"}, "kind_not_yours"),
        ({"标题": ""}, "title_missing"),
        ({"标题": "长" * 101}, "title_long"),
        ({"单位": ""}, "unit_missing"),
        ({"单位": "", "时限": ""}, "owner_missing"),
        ({"单位": "北山所"}, "unit_unknown"),
        ({"单位": "旧街所"}, "unit_unknown"),
        ({"单位": "全部派出所"}, "arena_unknown"),
        ({"单位": "东湖所、督查科"}, "own_unit"),
        ({"时限": ""}, "deadline_missing"),
        ({"时限": "尽快"}, "deadline_unread"),
        ({"时限": "11月3日"}, "deadline_past"),
        ({"时限": "今天10:30"}, "deadline_too_soon"),
        ({"时限": "2027-01-05"}, "deadline_outside"),
        ({"数量": "若干"}, "quantity_unread"),
        ({"数量": "0"}, "quantity_unread"),
        ({"数量": "1.5"}, "quantity_unread"),
        ({"数量": "西溪所40"}, "quantity_unit"),
        ({"单位": "东湖所、西溪所", "数量": "东湖所40"}, "quantity_left"),
        ({"配合": "北山所"}, "unit_unknown"),
        ({"责任人": "长" * 21}, "label_long"),
        ({"措施": "长" * 301}, "label_long"),
        ({"上级": "9"}, "parent_unread"),
        ({"上级": "T0009"}, "parent_unknown"),
        ({"序号": "1", "上级": "1"}, "parent_circle"),
    ],
)
def test_every_faulty_cell_is_a_fault_of_its_row(row: dict[str, str], code: str) -> None:
    assert faults(GOOD, {**GOOD, **row}) == [(3, code)]


def test_every_fault_of_a_table_is_found_at_once() -> None:
    found = faults({"标题": "甲"}, {**GOOD, "单位": "北山所", "时限": "尽快", "数量": "若干"}, {**GOOD, "上级": "T8"})

    assert found == [
        (2, "kind_missing"),
        (2, "owner_missing"),
        (3, "unit_unknown"),
        (3, "deadline_unread"),
        (4, "parent_unknown"),
    ]


def test_nothing_stands_above_itself_however_far_around() -> None:
    rows = [{**GOOD, "序号": one, "上级": above} for one, above in (("1", "2"), ("2", "3"), ("3", "1"))]

    assert faults(*rows) == [(4, "parent_circle")]
    assert faults({**GOOD, "序号": "1"}, {**GOOD, "序号": "1"}) == [(3, "ordinal_twice")]


def test_the_columns_may_stand_in_any_order_and_those_of_the_ledger_beside_them() -> None:
    header = ("台账号", "时限", "单位", "标题", "种类", *TOLD[1:])

    assert [one.units for one in read({**GOOD, "台账号": "T0009", "状态": "办理中"}, header=header).rows] == [
        ("donghu",)
    ]


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (("种类", "标题", "时限"), "columns_missing"),
        (("种类", "标题", "单位", "时限", "负责人"), "columns_unknown"),
        (("种类", "标题", "单位", "时限", "单位"), "columns_twice"),
    ],
)
def test_a_table_with_other_columns_is_refused(header: Sequence[str], code: str) -> None:
    assert faults(GOOD, header=header) == [(0, code)]


def test_a_table_has_at_least_one_row_and_at_most_so_many() -> None:
    assert faults() == [(0, "rows_none")]
    assert faults(*[GOOD] * MOST) == []
    assert faults(*[GOOD] * (MOST + 1)) == [(0, "rows_many")]
    assert read_orders([("", [(1, ["unit", "metric"])])], context(), REVIEWER, bool).faults[0].code == "columns_missing"
    assert not is_form([("", [(1, ["unit", "metric", "period", "value"])])])
