"""Who is not on the roster, and who only seems to be: nothing leaks and nothing changes."""

import re

import pytest

from tests.cast import ADMIN, GROUP, HEAD, NAMES, OTHER_GROUP, OTHER_HEAD, REVIEWER, STRANGER
from tests.stage import Stage

COMMANDS = (
    "/start",
    "/help",
    "/report 工单按期回复率 98/100",
    "/report 东湖所 工单按期回复率 98/100",
    "/report",
    "/highlight 亮点提报 市级 甲事",
    "/pending",
    "/mine",
    "/rank",
    "/rank 市场监管所擂台",
    "/why",
    "/why 东湖所 工单按期回复率",
    "/undo",
    "/undo 0001",
    "/appeal 0001 不服",
    "/rules",
    "/cancel",
    "/bureau",
    "/feedback 你好",
    "/nonsense",
    "上报 工单按期回复率 98/100",
    "排名",
    "我的",
    "你好",
    "确认",
)

# What nobody outside may learn: units, metrics, arenas, people, numbers of submissions, values.
INSIDE = re.compile(
    "|".join(["东湖", "西溪", "消保", "监管所", "回复率", "擂台 ", "编号", "98", *set(NAMES.values()) - {"路人甲"}])
)


def test_a_stranger_learns_nothing_from_any_command(stage: Stage) -> None:
    stage.report(HEAD)
    before = stage.counts()
    for words in COMMANDS:
        stage.say(STRANGER, words)
        answer = stage.last(STRANGER)
        assert INSIDE.search(answer.text.replace(words, "")) is None, answer.text
        assert answer.photo is None
        assert answer.buttons == []
    assert list(stage.new(before)) == [STRANGER]
    assert len(stage.json("submissions")) == 1


def test_a_stranger_is_told_the_number_by_which_the_office_can_add_him(stage: Stage) -> None:
    stage.say(STRANGER, "/start")
    assert str(STRANGER) in stage.last(STRANGER).text
    assert "局办公室" in stage.last(STRANGER).text


def test_a_stranger_in_the_group_learns_nothing_and_changes_nothing(stage: Stage) -> None:
    stage.say(STRANGER, "/start")
    reported = stage.report(HEAD, to=GROUP)
    card = stage.card(GROUP)
    before = stage.counts()
    for target in (card.id, reported.id):
        for words in ("确认", "退回 不对不对", "改为 1/100", "撤销", "随便说说"):
            stage.say(STRANGER, words, to=GROUP, reply_to=target)
    for words in ("/rank", "/why 东湖所", "/pending", "/undo 0001", "/report 工单按期回复率 1/100"):
        stage.say(STRANGER, words, to=GROUP)
    for label in ("确认", "退回", "修改"):
        text, alert = stage.press(STRANGER, card.id, label, to=GROUP)
        assert alert
        assert INSIDE.search(text) is None, text
    new = stage.new(before)
    assert list(new) == [STRANGER]
    assert [text for text in new[STRANGER] if INSIDE.search(text)] == []
    books = stage.books()
    assert (books["state"], books["version"], books["value"]) == ("pending", 1, "98/100")


def test_a_stranger_whom_private_words_do_not_reach_gets_a_short_line_in_the_group(stage: Stage) -> None:
    asked = stage.say(STRANGER, "/rank", to=GROUP)
    answer = stage.last(GROUP)
    assert answer.reply_to == asked.id
    assert INSIDE.search(answer.text) is None
    assert answer.photo is None


def test_a_username_or_the_title_of_chat_administrator_gives_no_rights(stage: Stage) -> None:
    stage.chat.promote(GROUP, STRANGER)
    stage.report(HEAD, to=GROUP)
    stage.say(STRANGER, "确认", to=GROUP, reply_to=stage.card(GROUP).id)
    assert stage.books()["state"] == "pending"


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ({"anonymous": True}, "匿名管理员"),
        ({"forwarded": HEAD}, "转发"),
        ({"forwarded": True}, "转发"),
        ({"via_bot": True}, "其他机器人"),
    ],
)
def test_words_that_are_not_a_persons_own_decide_nothing(stage: Stage, how: dict[str, object], reason: str) -> None:
    stage.report(HEAD, to=GROUP)
    before = stage.books()
    card = stage.card(GROUP).id
    for words in ("确认", "/report 西溪所 工单按期回复率 1/100", "/undo 0001"):
        stage.say(REVIEWER, words, to=GROUP, **({"reply_to": card} if words == "确认" else {}), **how)
    assert stage.books() == before
    assert len(stage.json("submissions")) == 1
    told = [message.text for place in (GROUP, REVIEWER) for message in stage.said(place)]
    assert any(reason in text and "没有受理" in text for text in told), told


def test_a_forwarded_report_in_private_reports_nothing(stage: Stage) -> None:
    stage.say(HEAD, "/report 工单按期回复率 98/100", forwarded=REVIEWER)
    assert "转发的消息不能作数" in stage.last(HEAD).text
    assert stage.json("submissions") == []


def test_what_a_channel_says_in_the_group_decides_nothing(stage: Stage) -> None:
    stage.chat.add_channel(-1007777700001, "频道")
    stage.report(HEAD, to=GROUP)
    stage.say(REVIEWER, "确认", to=GROUP, reply_to=stage.card(GROUP).id, channel=-1007777700001)
    assert stage.books()["state"] == "pending"


def test_another_group_is_told_once_that_the_bot_serves_elsewhere(stage: Stage) -> None:
    stage.chat.add_group(OTHER_GROUP, "别的群", members=[HEAD, STRANGER])
    stage.chat.add_bot(OTHER_GROUP, HEAD)
    for person, words in (
        (HEAD, "/rank"),
        (HEAD, "/report 工单按期回复率 98/100"),
        (STRANGER, "/start"),
        (HEAD, "/mine"),
    ):
        stage.say(person, words, to=OTHER_GROUP)
    (only,) = stage.said(OTHER_GROUP)
    assert "另一个群" in only.text
    assert INSIDE.search(only.text) is None
    assert stage.said(HEAD) == []
    assert stage.json("submissions") == []


def test_a_command_for_another_bot_is_never_done_and_answered_only_where_nobody_else_can_be_meant(
    stage: Stage,
) -> None:
    stage.chat.add_bot(GROUP, ADMIN, admin=True)
    before = stage.counts()
    for words in ("/rank@other_bot", "/report@other_bot 工单按期回复率 98/100", "/没有@other_bot"):
        stage.say(HEAD, words, to=GROUP)
    stage.say(STRANGER, "/report@other_bot 工单按期回复率 98/100", to=GROUP)
    assert stage.new(before) == {}
    for words in ("/report@Old_Bot 工单按期回复率 98/100", "/上报@Old_Bot 工单按期回复率 98/100", "／help@Old_Bot"):
        stage.say(HEAD, words)
        assert stage.last(HEAD).text.startswith(
            "⚠️ 没有受理：“@Old_Bot”不是本机器人现在的名字，没有任何改动。请去掉“@Old_Bot”再发一次。"
        )
    assert stage.json("submissions") == []
    stage.say(HEAD, "/REPORT@LEITAI_Bot 工单按期回复率 98/100")
    assert stage.books()["value"] == "98/100"


def test_talk_in_the_group_is_left_alone_even_where_the_bot_hears_everything(stage: Stage) -> None:
    stage.chat.add_bot(GROUP, ADMIN, admin=True)
    reported = stage.report(HEAD, to=GROUP)
    before = stage.counts()
    stage.say(HEAD, "今天下午开会", to=GROUP)
    stage.say(STRANGER, "收到", to=GROUP)
    stage.say(REVIEWER, "好的", to=GROUP, reply_to=reported.id)
    stage.say(REVIEWER, sticker=True, to=GROUP)
    assert stage.new(before) == {}
    assert stage.books()["state"] == "pending"


def test_small_talk_in_the_group_stays_unanswered_also_as_a_reply(stage: Stage) -> None:
    stage.chat.add_bot(GROUP, ADMIN, admin=True)
    talk = stage.say(OTHER_HEAD, "明天开会", to=GROUP).id
    before = stage.counts()
    for person, words in ((HEAD, "ok"), (REVIEWER, "退回 改到后天"), (STRANGER, "同意"), (HEAD, "几点？")):
        stage.say(person, words, to=GROUP, reply_to=talk)
    assert stage.new(before) == {}
    assert stage.seen(GROUP, talk).reactions == []
