"""What words are: a whole message that decides, a command, a line of a report."""

from itertools import product

import pytest

from handlers.journeys import COMMANDS, MENU, WORDS
from handlers.phrases import decision, numbered, report_lines, several, slash, word
from handlers.results import Decision

CONFIRMING = ("确认", "同意", "通过", "属实", "无误", "ok", "OK", "Ok", "oK", "ＯＫ", "ｏｋ")
ENDS = ("", "。", "．", ".", "！", "!", "～", "~", " ", "。 ", " 。", "\u200b", "\u202c")
BEGINNINGS = ("", " ", "\u3000", "\u200b", "\u202a", "\ufeff", "\n")


def test_a_confirming_word_confirms_whatever_stands_unseen_around_it_and_with_one_final_stop() -> None:
    for begin, said, end in product(BEGINNINGS, CONFIRMING, ENDS):
        assert decision(f"{begin}{said}{end}") == Decision("confirm"), (begin, said, end)


UNDECIDED = """
收到 好的 👍 同意退回 不同意 退回吗 确认？ 确认? 确认！！ 确认。。 请确认 已确认 ok了 okay 不ok 退 退回了 退回原因 驳
改为 改 改成95 撤销吗 请撤销 撤回 确认，退回 同意通过 “确认” （确认） 退回：缺 退回，，缺 98/100 。
"""


@pytest.mark.parametrize(
    "text", ["", " ", "确认 98/100", "确认\n退回 缺图", "改为 ", "撤销 1", "确 认 吗", *UNDECIDED.split()]
)
def test_anything_with_another_word_is_no_decision(text: str) -> None:
    assert decision(text) is None


@pytest.mark.parametrize("verb", ["退回", "驳回"])
@pytest.mark.parametrize("between", [" ", "，", ",", "：", ":", "\n", "  ", "， ", "\t", "：\n"])
def test_a_return_has_its_reason_behind_a_blank_a_comma_a_colon_or_a_line_break(verb: str, between: str) -> None:
    assert decision(f"{verb}{between}缺少截图") == Decision("return", reason="缺少截图")


def test_what_people_say_in_their_own_words_is_handed_on_as_they_wrote_it() -> None:
    said = "缺少截图（第2页）；请补，\n谢谢　王所。"
    assert decision(f"退回：{said}") == Decision("return", reason=said)
    assert decision(f"维持 {said}") == Decision("uphold", reason=said)
    assert decision(f"异议，{said}\u200b") == Decision("appeal", reason=said)
    assert decision(f"更正为 97/100 {said}") == Decision("propose", value=f"97/100 {said}")


@pytest.mark.parametrize("text", ["退回", "驳回", "退回。", " 退回 ", "退回\u200b", "退回 \u200b"])
def test_a_return_without_a_reason_still_has_to_be_asked_for_one(text: str) -> None:
    assert decision(text) == Decision("return", reason=None)


def test_no_reason_of_less_than_two_characters_is_ever_read() -> None:
    for verb, between, reason in product(
        ("退回", "驳回"), (" ", "  ", "，", "：", " ： "), ("", "缺", "缺。", "\u200b")
    ):
        found = decision(f"{verb}{between}{reason}")
        assert found is None or (found.act, found.reason) == ("return", None), (between, reason)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("改为 95.2", "95.2"),
        ("改为95.2", "95.2"),
        ("改为：９５.２", "９５.２"),
        ("改为 97 / 100", "97 / 100"),
        ("改为 97／100，核对台账", "97／100，核对台账"),
        ("改为 97/100 核对台账。", "97/100 核对台账。"),
        ("改为 市级", "市级"),
        ("改为\n97/100", "97/100"),
        ("改为 12 万件", "12 万件"),
    ],
)
def test_an_amendment_hands_on_all_that_follows(text: str, value: str) -> None:
    assert decision(text) == Decision("amend", value=value)


def test_taking_back_is_one_word() -> None:
    for end in ENDS:
        assert decision(f"撤销{end}") == Decision("take_back")


ENGLISH = {
    "confirm": Decision("confirm"),
    "Confirm.": Decision("confirm"),
    "RETURN": Decision("return", reason=None),
    "return: no screenshot": Decision("return", reason="no screenshot"),
    "Return page 2 is missing": Decision("return", reason="page 2 is missing"),
    "amend to 97/100 three were left out": Decision("amend", value="97/100 three were left out"),
    "n/a": Decision("amend", value="不涉及"),
    "Not applicable.": Decision("amend", value="不涉及"),
    "Undo!": Decision("take_back"),
    "transfer 李科长": Decision("transfer", value="李科长"),
    "Transfer to Li Ming": Decision("transfer", value="Li Ming"),
    "correct to 97/100 three were left out": Decision("propose", value="97/100 three were left out"),
    "uphold": Decision("uphold"),
    "uphold the books say so": Decision("uphold", reason="the books say so"),
    "objection, two late cases": Decision("appeal", reason="two late cases"),
}


@pytest.mark.parametrize("text", ENGLISH)
def test_english_words_decide_as_the_chinese_do(text: str) -> None:
    assert decision(text) == ENGLISH[text]


CHATTER = """
thanks|received|fine|agree to return|please confirm|confirmed|confirm it|return?|returned|not ok|amend|amend to|undo it
amended to 95|transfer|transfer to|objection|objection 12 two cases|correct|upheld|no objection
"""


@pytest.mark.parametrize("text", CHATTER.strip().replace("\n", "|").split("|"))
def test_anything_else_in_english_is_no_decision(text: str) -> None:
    assert decision(text) is None


# Commands


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/report 铁拳 3", ("report", " 铁拳 3")),
        ("/report", ("report", "")),
        ("/REPORT@Leitai_Bot 铁拳 3", ("report", " 铁拳 3")),
        ("/report@leitai_bot铁拳 3", ("report", "铁拳 3")),
        ("/report\n铁拳 3", ("report", "\n铁拳 3")),
        ("/report@other_bot 铁拳 3", None),
        ("/上报@LEITAI_bot 铁拳 3", ("report", " 铁拳 3")),
        ("／上报＠leitai_bot铁拳 3", ("report", "铁拳 3")),
        ("/上报@other_bot 铁拳 3", None),
        ("/report铁拳 3", ("report", "铁拳 3")),
        ("/report：铁拳 3", ("report", "铁拳 3")),
        ("／ｒｅｐｏｒｔ 铁拳 3", ("report", " 铁拳 3")),
        ("/ report", ("report", "")),
        (" /report", ("report", "")),
        ("\u200b/report\u200b", ("report", "")),
        ("/report\u200b铁拳\u200b 3", ("report", "铁拳 3")),
        ("/help。", ("help", "")),
        ("/rank！", ("rank", "")),
        ("/rank ！", ("rank", "")),
        ("/feedback ？？怎么报", ("feedback", " ？？怎么报")),
        ("/reports 铁拳 3", ("reports", " 铁拳 3")),
        ("/undo12", ("undo12", "")),
        ("/上报 铁拳 3", ("report", " 铁拳 3")),
        ("/上报铁拳 3", ("report", "铁拳 3")),
        ("/待办", ("pending", "")),
        ("/待办。", ("pending", "")),
        ("／ 为什么：回复率", ("why", "回复率")),
        ("/报", ("", "报")),
        ("/", ("", "")),
        ("/。", ("", "")),
        ("上报 铁拳 3", None),
        ("", None),
    ],
)
def test_a_command_is_one_only_at_the_beginning_and_only_for_this_bot(text: str, found: tuple[str, str] | None) -> None:
    assert slash(text, "leitai_bot", WORDS) == found


def test_every_command_has_chinese_words_that_do_the_same() -> None:
    assert set(WORDS.values()) == COMMANDS.keys()
    assert MENU.keys() <= COMMANDS.keys()
    for name, command in WORDS.items():
        for colon in (False, True):
            for end in ("", "。", "！", " ", "\u200b"):
                assert word(f"{name}{end}", WORDS, colon=colon) == (command, "")
            assert word(f" {name}　东湖所，（二）。 ", WORDS, colon=colon) == (command, "东湖所，（二）。")
            assert word(f"{name}\n第一行\n第二行", WORDS, colon=colon) == (command, "第一行\n第二行")
            assert word(f"{name}了", WORDS, colon=colon) is None
            assert word(f"请{name}", WORDS, colon=colon) is None
        assert word(f"{name}：东湖所", WORDS, colon=True) == (command, "东湖所")
        assert word(f"{name}：东湖所", WORDS, colon=False) is None


def test_no_word_of_a_command_is_a_decision() -> None:
    assert [name for name in WORDS if decision(name)] == []


# Lines


@pytest.mark.parametrize(
    ("rest", "lines"),
    [
        ("", ()),
        ("\n \n", ()),
        (" 铁拳 3", ("铁拳 3",)),
        (" 铁拳 3\n\n信访 1/1\n", ("铁拳 3", "信访 1/1")),
        ("\n铁拳 3", ("铁拳 3",)),
        ("铁拳 3\n/report 信访 1/1\n上报 办结率 1/1", ("铁拳 3", "信访 1/1", "办结率 1/1")),
        ("铁拳 3\n/report@leitai_bot 信访 1/1", ("铁拳 3", "信访 1/1")),
        (
            "铁拳 3\n/report信访 1/1\n/上报：办结率 1/1\n上报：满意率 1/1",
            ("铁拳 3", "信访 1/1", "办结率 1/1", "满意率 1/1"),
        ),
        ("亮点提报 市级 甲\n亮点 亮点提报 市级 乙", ("亮点提报 市级 甲", "亮点提报 市级 乙")),
        ("铁拳 3\n上报", ("铁拳 3",)),
        ("铁拳 3\n上报人 4", ("铁拳 3", "上报人 4")),
    ],
)
def test_every_line_is_one_report_with_or_without_the_command(rest: str, lines: tuple[str, ...]) -> None:
    assert report_lines(rest) == lines


@pytest.mark.parametrize(
    ("text", "words", "number"),
    [
        ("确认 0001", "确认", 1),
        ("确认0001。", "确认", 1),
        ("确认：编号 12", "确认", 12),
        ("OK ０００１", "OK", 1),
        ("通过 7", "通过", 7),
        ("0001 确认", "确认", 1),
        ("编号7，退回 缺少截图", "退回 缺少截图", 7),
        ("退回 0001", "退回", 1),
        ("退回0001：缺少截图", "退回：缺少截图", 1),
        ("amend to 0001 95/100", "amend to 95/100", 1),
        ("No. 0001 return no proof", "return no proof", 1),
        ("撤销 0001", "撤销", 1),
        ("退回 0001 0930 之前请补", "退回 0930 之前请补", 1),
        ("退回 0054 0055 缺少截图", "退回 0055 缺少截图", 54),
        ("确认 第55号", "确认", 55),
        ("确认第 ５５ 号。", "确认", 55),
        ("同意 55号", "同意", 55),
        ("confirm #0055", "confirm", 55),
        ("撤销：＃55", "撤销", 55),
        ("确认 0055 0055", "确认", 55),
        ("同意 第55号、55", "同意", 55),
    ],
)
def test_a_decision_may_name_its_submission_by_number(text: str, words: str, number: int) -> None:
    assert numbered(text) == (words, number)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("退回 0002 缺少截图", 2),
        ("退回 编号 2 缺少截图", 2),
        ("return No. 2024 is wrong", 2024),
        ("确认 0002", 2),
        ("退回 2024 年的数据不全", None),
        ("退回 12345 热线系统没有截图", None),
        ("确认 2", None),
        ("确认 第2号", 2),
        ("确认 #2", 2),
        ("确认 0002 2", 2),
        ("确认 2 2", None),
        ("退回 第2号 佐证看不清", None),
        ("退回 2号楼照片没有", None),
    ],
)
def test_only_a_number_that_can_be_nothing_else_is_surely_one(text: str, number: int | None) -> None:
    found = numbered(text, surely=True)
    assert (found and found[1]) == number


@pytest.mark.parametrize(
    "text",
    [
        "确认",
        "0001",
        "确认 98/100",
        "确认 0001 吗",
        "不确认 0001",
        "确认 0001 0002",
        "确认 0001 98/100",
        "确认 第1号 第2号",
        "退回 第1号 佐证看不清",
        "退回 #1 缺少截图",
        "改为 1号",
        "1 确认",
        "12 退回 缺少截图",
        "退回 2 件缺少截图",
        "改为 95 核对台账",
        "改为 0001",
        "改为 3500 件",
        "amend to 3500 cases",
        "1 不涉及",
        "确认 000000001",
        "0001 很好",
    ],
)
def test_what_is_no_whole_decision_or_no_number_as_it_is_shown_names_none(text: str) -> None:
    assert numbered(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("确认 0054 0055", ("确认", [54, 55])),
        ("确认0054、55号，#56。", ("确认", [54, 55, 56])),
        ("confirm No. 54, No. 55", ("confirm", [54, 55])),
        ("同意 编号54 第 55 号 0054", ("同意", [54, 55])),
        ("确认 0054和0055；56", ("确认", [54, 55, 56])),
        ("confirm 54 and 55", ("confirm", [54, 55])),
        ("确认 0054", None),
        ("确认 0054 54号", None),
        ("确认 98/100 97/100", None),
        ("确认 0054 0055 吗", None),
        ("确认 0054 和平所", None),
        ("退回 0054 0055 缺少截图", None),
        ("退回 0001 0930 之前请补", None),
        ("改为 0054 0055", None),
        ("撤销 0054 0055", None),
        ("确认" + " 1  " * 900 + "x", None),
    ],
)
def test_only_a_confirmation_can_name_several_numbers(text: str, found: tuple[str, list[int]] | None) -> None:
    assert several(text) == found
