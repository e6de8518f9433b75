"""Matters by file: the form goes out, comes back, is listed or faulted, and assigned as a whole by one word."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from scoring.reading.orders import COLUMNS, TOLD
from tests.cast import ADMIN, COLLEAGUE, GROUP, HEAD, LEADER, OFFICE_REVIEWER, OTHER_HEAD, STAFF_REVIEWER
from tests.journeys.matters.playing import act, card, told
from tests.stage import Stage, labels

Row = Sequence[object]
NOON = datetime(2026, 11, 25, 12)  # noqa: DTZ001 - a workbook knows no zones
ABOVE: Row = ("1", "临时任务", "食品安全攻坚", "", "", "", "", "张主任", "", "局党组会", "")
LEAF: Row = (
    "2",
    "临时任务",
    "校园周边食品店排查",
    "东湖所、西溪所",
    "11月25日",
    "东湖所40、西溪所38",
    "柳林所",
    "",
    "",
    "",
    "1",
)


def table(*rows: Row, header: Sequence[str] = COLUMNS) -> bytes:
    """Return rows below the names of the columns as a workbook."""
    book, out = Workbook(), io.BytesIO()
    for row in (header, *rows):
        book.worksheets[0].append([None if cell == "" else cell for cell in row])
    book.save(out)
    return out.getvalue()


def send(stage: Stage, person: int, data: bytes, name: str = "交办表1119.xlsx") -> str:
    stage.say(person, document=(name, data))
    return stage.last(person).text


def exported(stage: Stage, person: int, words: str = "台账 导出") -> tuple[bytes, list[dict[str, Any]]]:
    """Let somebody have the ledger as a file: its bytes, and its rows by the names of the columns."""
    stage.say(person, words)
    sent = stage.last(person).document
    assert sent is not None, stage.last(person).text
    assert sent[0] == "台账.xlsx"
    page = load_workbook(io.BytesIO(sent[1])).worksheets[0]
    head, *rows = page.iter_rows(values_only=True)
    assert head == (*COLUMNS, *TOLD)
    return sent[1], [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_the_form_is_filled_sent_back_listed_and_assigned_by_one_press(bureau: Stage) -> None:
    bureau.say(OFFICE_REVIEWER, "台账")
    bureau.press(OFFICE_REVIEWER, bureau.last(OFFICE_REVIEWER).id, "📥 导入")
    sent = bureau.last(OFFICE_REVIEWER).document
    assert sent is not None
    book = load_workbook(io.BytesIO(sent[1]))
    assert (sent[0], book.sheetnames) == ("交办表1119.xlsx", ["交办", "写法"])
    assert [cell.value for cell in book["交办"][1]] == list(COLUMNS)
    assert "临时任务,问题整改" in book["交办"].data_validations.dataValidation[0].formula1

    page = book["交办"]
    for at, row in enumerate(
        (ABOVE, LEAF, ("", "问题整改", "=快检室未启用", "西溪所", NOON, "", "", "张明", "配齐试剂", "", "2")), 2
    ):
        for place, cell in enumerate(row, 1):
            page.cell(at, place, cell or None)
    page["C4"] = "快检室未启用"
    out = io.BytesIO()
    book.save(out)
    said = send(bureau, OFFICE_REVIEWER, out.getvalue(), "随便叫什么.xlsx")
    assert "随便叫什么.xlsx 没有错误，可交办 3 件（其中上级事项 1 件）" in said
    assert "第 2 行 临时任务 上级事项：食品安全攻坚（责任人 张主任）" in said
    assert "第 3 行 临时任务 东湖市场监管所、西溪市场监管所，11月25日（周三）17:00 前，数量共 78：" in said
    assert "校园周边食品店排查（上级 第 2 行）" in said
    assert "第 4 行 问题整改 西溪市场监管所，11月25日（周三）12:00 前：快检室未启用（上级 第 3 行）" in said
    assert "还没有交办" in said
    assert (bureau.json("matters"), told(bureau, HEAD)) == ([], []), "a list changes nothing"

    plan = bureau.last(OFFICE_REVIEWER).id
    assert bureau.press(OFFICE_REVIEWER, plan, "✅ 确认提交 3 件")[0] == "✅ 已交办 3 件，台账号见消息。"
    assert bureau.last(OFFICE_REVIEWER).text == (
        "✅ 已交办 3 件，台账号：\nT0001 上级事项：食品安全攻坚\n"
        "T0002 东湖市场监管所、西溪市场监管所：校园周边食品店排查\nT0003 西溪市场监管所：快检室未启用"
    )
    assert labels(bureau.seen(OFFICE_REVIEWER, plan)) == []
    for head in (HEAD, COLLEAGUE):
        assert "上级：T0001 食品安全攻坚" in card(bureau, head, "T0002").text
    assert "措施：配齐试剂" in card(bureau, OTHER_HEAD, "T0003").text
    found = {(one["number"], one["unit"]): one for one in bureau.json("matters")}
    assert {place: (one["quantity"], one["parent"]) for place, one in found.items()} == {
        (1, None): (None, None),
        (2, "donghu"): (40, 1),
        (2, "xixi"): (38, 1),
        (3, "xixi"): (None, 2),
    }
    assert found[3, "xixi"]["deadline"] == "2026-11-25T12:00:00+08:00"


def test_every_faulty_row_is_told_and_nothing_is_assigned_until_all_are_right(bureau: Stage) -> None:
    wrong = [
        ABOVE,
        ("", "临时任务", "", "东湖所、北山所", "尽快", "", "", "", "", "", "9"),
        ("", "自查整改", "甲", "东湖所", "周五"),
    ]

    said = send(bureau, OFFICE_REVIEWER, table(*wrong))

    assert "交办表1119.xlsx 有 5 处要改，一件都没有交办，没有任何改动" in said
    assert "\n第 3 行：没有写标题。请写清要办什么" in said
    assert "\n第 3 行：没有叫“北山所”的单位" in said
    assert "\n第 3 行：没有看懂时限“尽快”。请填日期，例如 2026-11-25 或 11月25日 12:00" in said
    assert "\n第 3 行：上级“9”不是本表里的序号，也不是台账号" in said
    assert "\n第 4 行：“自查整改”不由您交办。请由 消保科 交办" in said
    assert "第 2 行" not in said
    assert bureau.json("matters") == []
    assert "没有错误，可交办 1 件" in send(bureau, OFFICE_REVIEWER, table(ABOVE), "改好了.xlsx")
    bureau.say(OFFICE_REVIEWER, "确认提交")
    assert [one["title"] for one in bureau.json("matters")] == ["食品安全攻坚"]


def test_a_file_is_assigned_once_and_what_is_there_already_is_pointed_out(bureau: Stage) -> None:
    send(bureau, LEADER, table(LEAF[:10]))
    bureau.say(LEADER, "确认提交")
    bureau.say(LEADER, "确认提交")
    assert len(bureau.json("matters")) == 2

    said = send(bureau, LEADER, table(LEAF[:10], ("", *LEAF[1:10])))
    assert "第 2 行：已有同样的事项 T0001（东湖市场监管所），还没有办结" in said
    first = bureau.last(LEADER).id
    send(bureau, LEADER, table(ABOVE, ("", *ABOVE[1:])))
    assert "第 3 行：与第 2 行相同" in bureau.last(LEADER).text
    assert labels(bureau.seen(LEADER, first)) == [], "of two lists only the last waits"
    bureau.press(LEADER, bureau.last(LEADER).id, "取消")
    bureau.say(LEADER, "确认提交")
    assert "没有等您确认的" in bureau.last(LEADER).text
    assert len(bureau.json("matters")) == 2


def test_what_has_changed_since_it_was_listed_is_listed_anew_and_not_assigned(bureau: Stage) -> None:
    send(bureau, OFFICE_REVIEWER, table(LEAF[:10]))
    plan = bureau.last(OFFICE_REVIEWER).id
    bureau.say(LEADER, "交办 临时任务 东湖所 11月25日 校园周边食品店排查")

    assert "一件都没有交办" in bureau.press(OFFICE_REVIEWER, plan, "✅ 确认提交 1 件")[0]
    assert "已有同样的事项 T0001（东湖市场监管所）" in bureau.last(OFFICE_REVIEWER).text
    assert len(bureau.json("matters")) == 1
    bureau.say(OFFICE_REVIEWER, "确认提交")
    assert len(bureau.json("matters")) == 3


def test_a_list_waits_half_an_hour_and_only_for_whoever_sent_the_file(bureau: Stage) -> None:
    send(bureau, OFFICE_REVIEWER, table(LEAF[:10]))
    plan = bureau.last(OFFICE_REVIEWER).id
    bureau.later(minutes=31)
    bureau.say(OFFICE_REVIEWER, "确认提交")

    assert "已过期：超过30分钟" in bureau.last(OFFICE_REVIEWER).text
    assert labels(bureau.seen(OFFICE_REVIEWER, plan)) == []
    assert bureau.json("matters") == []


@pytest.mark.parametrize("person", [HEAD, STAFF_REVIEWER])
def test_whoever_assigns_nothing_gets_no_form_and_no_button(bureau: Stage, person: int) -> None:
    bureau.say(person, "台账 导入")
    assert "🔒" in bureau.last(person).text
    assert "交办。没有任何改动" in bureau.last(person).text
    bureau.say(person, "台账")
    assert "📥 导入" not in labels(bureau.last(person))
    send(bureau, person, table(LEAF[:10]))
    assert bureau.json("matters") == []


def test_many_parts_come_to_a_head_as_one_list_few_as_cards_and_helpers_are_told(bureau: Stage) -> None:
    rows = [("", "临时任务", f"第{one}件", "东湖所", "周五", "", "柳林所") for one in range(1, 5)]
    send(bureau, ADMIN, table(*rows, ("", "临时任务", "另一件", "西溪所", "周五")))
    bureau.say(ADMIN, "确认提交")

    (shown,) = bureau.said(HEAD)
    assert shown.text.startswith("📌 新交办您单位 4 件")
    assert labels(shown) == [f"看 T000{one} 东湖市场监管所" for one in range(1, 5)]
    assert "另一件" in card(bureau, OTHER_HEAD, "T0005").text
    assert act(bureau, HEAD, "完成", "number", "T0003").startswith("📮 T0003 东湖市场监管所 待核查")


def test_the_ledger_goes_out_with_how_all_stands_and_comes_back_as_a_form(bureau: Stage) -> None:
    send(bureau, LEADER, table(ABOVE, (*LEAF[:2], "=1+1 的写法", *LEAF[3:])))
    assert "有公式" in bureau.last(LEADER).text
    send(bureau, LEADER, table(ABOVE, (*LEAF[:2], " =1+1 的写法", *LEAF[3:])))
    bureau.say(LEADER, "确认提交")
    act(bureau, HEAD, "完成 38/40 已排查", "number", "T0002")
    bureau.say(OFFICE_REVIEWER, "确认 T2 东湖所")
    bureau.say(OTHER_HEAD, "进展 T2 10/38")

    data, rows = exported(bureau, LEADER)
    above, mine, others = rows
    assert [above[name] for name in ("标题", "单位", "时限", "责任人", "来源", "台账号", "状态")] == [
        "食品安全攻坚", None, None, "张主任", "局党组会", "T0001", None,
    ]  # fmt: skip
    names = ("序号", "单位", "时限", "数量", "配合", "上级", "台账号", "状态", "结果", "进展")
    assert [mine[name] for name in names] == [
        2, "东湖市场监管所", "2026-11-25 17:00", 40, "柳林市场监管所", "T0001", "T0002", "已办结", "按期", 38,
    ]  # fmt: skip
    assert (mine["核查人"], mine["报完成"][:10], mine["核查时间"][:10]) == ("吴主任", "2026-11-19", "2026-11-19")
    assert [mine[name] for name in ("延期", "退回", "轮次", "回头看")] == [0, 0, 1, None]
    assert (others["状态"], others["结果"], others["进展"]) == ("办理中", None, 10)
    page = load_workbook(io.BytesIO(data)).worksheets[0]
    assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n"}
    assert mine["标题"] == "=1+1 的写法"

    said = send(bureau, LEADER, data, "台账.xlsx")
    assert "没有错误，可交办 3 件（其中上级事项 1 件）" in said
    assert "（上级 T0001）" in said
    assert "第 4 行：已有同样的事项 T0002（西溪市场监管所）" in said


def test_everybody_exports_what_the_ledger_shows_them_and_nothing_else(bureau: Stage) -> None:
    bureau.say(LEADER, "台账 导出")
    assert "没有文件可发" in bureau.last(LEADER).text
    bureau.say(OFFICE_REVIEWER, "交办 临时任务 东湖所、西溪所 11月25日 甲事")
    bureau.say(OFFICE_REVIEWER, "整改 西溪所 11月23日 乙事 措施：配齐 责任人：张明")

    assert [row["单位"] for row in exported(bureau, HEAD)[1]] == ["东湖市场监管所"]
    assert len(exported(bureau, OFFICE_REVIEWER)[1]) == 3
    assert [row["标题"] for row in exported(bureau, LEADER, "台账 西溪所 问题整改 导出")[1]] == ["乙事"]
    bureau.say(STAFF_REVIEWER, "台账 导出")
    assert bureau.last(STAFF_REVIEWER).document is None

    bureau.say(LEADER, "台账 东湖所")
    bureau.press(LEADER, bureau.last(LEADER).id, "📤 导出")
    sent = bureau.last(LEADER).document
    assert sent is not None
    assert load_workbook(io.BytesIO(sent[1])).worksheets[0].max_row == 2
    before = bureau.counts()
    for person in (LEADER, STAFF_REVIEWER):
        bureau.say(person, "/ledger 导出", to=GROUP)
    assert GROUP not in bureau.new(before)
    assert len(bureau.new(before)[LEADER]) == 1
    assert bureau.last(LEADER).document is not None
    assert bureau.last(STAFF_REVIEWER).document is None, "the group's counts are for all, its file for nobody else"


def test_a_parent_shows_the_leaves_below_it_and_the_worst_light(bureau: Stage) -> None:
    send(
        bureau,
        LEADER,
        table(ABOVE, ("3", "临时任务", "专项行动", "", "", "", "", "李科", "", "", "1"), (*LEAF[:10], "3")),
    )
    bureau.say(LEADER, "确认提交")
    bureau.say(OFFICE_REVIEWER, "交办 临时任务 东湖所 11月20日 明厨亮灶 上级：T1")
    act(bureau, HEAD, "完成 40/40", "number", "T0003")
    bureau.say(OFFICE_REVIEWER, "确认 T3 东湖所")

    bureau.say(LEADER, "台账 上级 T1")
    shown = bureau.last(LEADER).text
    assert "📂 T0001 食品安全攻坚（张主任）：已办结 1/3 🔵临期" in shown
    assert "📂 T0002 专项行动（李科）：已办结 1/2" in shown
    bureau.say(STAFF_REVIEWER, "台账 导出")
    assert bureau.last(STAFF_REVIEWER).document is None, "nothing of it is theirs"
    assert "T0004 东湖市场监管所 办理中 🔵临期" in shown
    rows = exported(bureau, LEADER, "台账 上级 T1 导出")[1]
    assert [row["台账号"] for row in rows] == ["T0001", "T0002", "T0003", "T0003", "T0004"]
    assert len(exported(bureau, LEADER, "台账 T2 导出")[1]) == 3
    bureau.say(LEADER, "台账 T4 导出")
    assert "没有看懂“T4 导出”" in bureau.last(LEADER).text
    bureau.later(days=2)
    bureau.say(LEADER, "台账 T1")
    assert "📂 T0001 食品安全攻坚（张主任）：已办结 1/3 🔴逾期" in bureau.last(LEADER).text
    bureau.say(LEADER, "撤项 T4 另行安排")
    bureau.say(LEADER, "台账 T1")
    assert "📂 T0001 食品安全攻坚（张主任）：已办结 1/2" in bureau.last(LEADER).text
    bureau.say(OFFICE_REVIEWER, "交办 临时任务 东湖所 12月20日 丙事 上级：T9")
    assert "没有上级 T0009" in bureau.last(OFFICE_REVIEWER).text
