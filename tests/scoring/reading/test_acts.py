"""What somebody says to a part of a matter."""

import pytest

from scoring.reading.acts import SaidAct, read_act
from scoring.reading.deadlines import read_deadline
from scoring.reading.unread import UnreadError
from tests.scoring.reading.ledger_book import WHEN, context

FRIDAY = read_deadline("11月27日", WHEN)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("完成", SaidAct("finish")),
        ("完成。", SaidAct("finish")),
        ("完成 38/40", SaidAct("finish", done=38, out_of=40, told="38/40")),
        ("完成38/40", SaidAct("finish", done=38, out_of=40, told="38/40")),
        (
            "完成 ３８／４０户 两户停业",
            SaidAct("finish", done=38, out_of=40, words="两户停业", told="３８/４０户 两户停业"),
        ),
        ("完成 38", SaidAct("finish", done=38, told="38")),
        ("完成：已全部整改", SaidAct("finish", words="已全部整改", told="已全部整改")),
        ("完成 3家门店已关停", SaidAct("finish", words="3家门店已关停", told="3家门店已关停")),
        (
            "完成 已整改 措施：配齐试剂 责任人：张明",
            SaidAct("finish", words="已整改", told="已整改", measure="配齐试剂", responsible="张明"),
        ),
        ("进展 25/40", SaidAct("progress", done=25, out_of=40, told="25/40")),
        ("进展 正在排查", SaidAct("progress", words="正在排查", told="正在排查")),
        ("延期", SaidAct("ask")),
        ("延期 11月27日 人手不足", SaidAct("ask", deadline=FRIDAY, words="人手不足")),
        ("延期到11月27日，人手不足", SaidAct("ask", deadline=FRIDAY, words="人手不足")),
        ("延期至 下周五", SaidAct("ask", deadline=FRIDAY)),
        ("改期 11-27 17:00 会议调整", SaidAct("move", deadline=FRIDAY, words="会议调整")),
        ("反弹 11月27日 复查又停用", SaidAct("rebound", deadline=FRIDAY, words="复查又停用")),
        ("退回", SaidAct("return")),
        ("退回 缺照片", SaidAct("return", words="缺照片")),
        ("驳回：缺照片", SaidAct("return", words="缺照片")),
        ("改为", SaidAct("amend")),
        ("改为 27/30", SaidAct("amend", done=27, out_of=30)),
        ("改为27户", SaidAct("amend", done=27)),
        ("撤项 抽调支援乡镇", SaidAct("withdraw", words="抽调支援乡镇")),
        ("移交 西溪所 机构合并", SaidAct("hand_over", to_unit="xixi", words="机构合并")),
        ("移交", SaidAct("hand_over")),
        ("移交给 西溪所", None),
        ("移交至西溪所 机构合并", None),
        ("巩固", SaidAct("settle")),
        ("催办", SaidAct("urge")),
        ("撤销", SaidAct("take_back")),
        ("撤回", SaidAct("recall")),
        ("确认", SaidAct("verify")),
        ("OK", SaidAct("verify")),
        ("属实！", SaidAct("verify")),
        ("完成 T12", SaidAct("finish", 12)),
        ("完成 T0012 38/40", SaidAct("finish", 12, done=38, out_of=40, told="38/40")),
        ("确认 T14 竹林所", SaidAct("verify", 14, "zhulin")),
        ("confirm T14 Donghu Office", SaidAct("verify", 14, "donghu")),
        ("Donghu Office T14 confirm", SaidAct("verify", 14, "donghu")),
        ("withdraw T0014 General Office sent to help", SaidAct("withdraw", 14, "ducha", words="sent to help")),
        ("hand over to Xixi Office units merged", SaidAct("hand_over", to_unit="xixi", words="units merged")),
        (
            "hand over T3 Donghu Office General Office merged",
            SaidAct("hand_over", 3, "donghu", to_unit="ducha", words="merged"),
        ),
        ("hand over T3 General Office merged", SaidAct("hand_over", 3, to_unit="ducha", words="merged")),
        ("extend Fri 27 Nov too few people", SaidAct("ask", deadline=FRIDAY, words="too few people")),
        (
            "finish mended measure: reagents bought responsible: Zhang Ming",
            SaidAct("finish", words="mended", told="mended", measure="reagents bought", responsible="Zhang Ming"),
        ),
        ("确认 竹林所 Ｔ14", SaidAct("verify", 14, "zhulin")),
        ("t14 竹林所 确认", SaidAct("verify", 14, "zhulin")),
        ("竹林所 T14 确认", SaidAct("verify", 14, "zhulin")),
        ("T14 退回 缺照片", SaidAct("return", 14, words="缺照片")),
        ("撤项 T14 竹林所 抽调支援乡镇", SaidAct("withdraw", 14, "zhulin", words="抽调支援乡镇")),
        ("延期 T14 11月27日 人手不足", SaidAct("ask", 14, deadline=FRIDAY, words="人手不足")),
        ("移交 T14 西溪所 机构合并", SaidAct("hand_over", 14, to_unit="xixi", words="机构合并")),
        ("移交 T14 竹林所 西溪所 机构合并", SaidAct("hand_over", 14, "zhulin", to_unit="xixi", words="机构合并")),
        ("finish", SaidAct("finish")),
        (
            "Finish 38/40 two shops closed",
            SaidAct("finish", done=38, out_of=40, words="two shops closed", told="38/40 two shops closed"),
        ),
        (
            "finish mended Measure: reagents bought responsible: 张明",
            SaidAct("finish", words="mended", told="mended", measure="reagents bought", responsible="张明"),
        ),
        ("progress half of it", SaidAct("progress", words="half of it", told="half of it")),
        ("extend 11-27 too few people", SaidAct("ask", deadline=FRIDAY, words="too few people")),
        ("extend to 11-27, too few people", SaidAct("ask", deadline=FRIDAY, words="too few people")),
        ("move 11-27 17:00 joined", SaidAct("move", deadline=FRIDAY, words="joined")),
        ("relapse 11-27 closed again", SaidAct("rebound", deadline=FRIDAY, words="closed again")),
        ("Return photos are missing", SaidAct("return", words="photos are missing")),
        ("amend to 27/30", SaidAct("amend", done=27, out_of=30)),
        ("amend 27", SaidAct("amend", done=27)),
        ("withdraw not needed", SaidAct("withdraw", words="not needed")),
        ("hand over 西溪所 units merged", SaidAct("hand_over", to_unit="xixi", words="units merged")),
        ("hand over to 西溪所 units merged", SaidAct("hand_over", to_unit="xixi", words="units merged")),
        ("hand over T14 竹林所 西溪所 merged", SaidAct("hand_over", 14, "zhulin", to_unit="xixi", words="merged")),
        ("settle", SaidAct("settle")),
        ("urge", SaidAct("urge")),
        ("Undo.", SaidAct("take_back")),
        ("recall", SaidAct("recall")),
        ("confirm", SaidAct("verify")),
        ("confirm T14 竹林所", SaidAct("verify", 14, "zhulin")),
        ("confirm please", None),
        ("returned by post", None),
        ("finished?", None),
        ("确认吗", None),
        ("确认？", None),
        ("确认 很好", None),
        ("不确认", None),
        ("完成吗", None),
        ("已完成 共32家", SaidAct("finish", words="共32家", told="共32家")),
        ("完成了", None),
        ("撤销吧", None),
        ("T14", None),
        ("", None),
    ],
)
def test_an_act_is_the_whole_message(text: str, said: SaidAct | None) -> None:
    assert read_act(text, context()) == said


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("延期 人手不足", "deadline_missing"),
        ("延期 11月12日 人手不足", "deadline_past"),
        ("退回 缺", "reason_short"),
        ("改为 二十七户左右", "figure_unread"),
        ("改为 27.5", "figure_unread"),
        ("移交 中山所 机构合并", "unit_unknown"),
        (f"退回 {'长' * 301}", "words_long"),
        (f"完成 责任人：{'长' * 21}", "label_long"),
    ],
)
def test_an_act_whose_rest_cannot_be_taken_says_why(text: str, code: str) -> None:
    with pytest.raises(UnreadError) as error:
        read_act(text, context())
    assert error.value.code == code
