"""How commands are written on a phone with a Chinese keyboard; and that people's words stay as they wrote them."""

import pytest

from tests.cast import ADMIN, GROUP, HEAD, REVIEWER, SECOND_REVIEWER
from tests.stage import Stage

REPORTS = (
    "/上报 工单按期回复率 98/100",
    "/上报工单按期回复率 98/100",
    "/report工单按期回复率 98/100",
    "/report：工单按期回复率 98/100",
    "/report\u200b 工单按期回复率 98/100",
    "/ report 工单按期回复率 98/100",
    "／上报：工单按期回复率：98／100",
    "上报：工单按期回复率 98/100",
)


@pytest.mark.parametrize("words", REPORTS)
def test_a_report_is_taken_however_its_command_is_written(stage: Stage, words: str) -> None:
    stage.say(HEAD, words)
    assert "已收到，编号 0001" in stage.last(HEAD).text
    assert stage.books()["value"] == "98/100"


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("/待办", "还有 7 项未报"),
        ("/待办。", "还有 7 项未报"),
        ("/pending\u200b", "还有 7 项未报"),
        ("待办。", "还有 7 项未报"),
        ("/help。", "/pending"),
        ("/帮助！", "/pending"),
        ("/ help", "/pending"),
        ("／ｈｅｌｐ", "/pending"),
        ("/report\u200b", "要上报哪一项"),
        ("/上报", "要上报哪一项"),
    ],
)
def test_a_command_is_known_by_its_chinese_word_too_and_ends_at_a_stop_or_an_unseen_control(
    stage: Stage, words: str, part: str
) -> None:
    stage.say(HEAD, words)
    assert part in stage.last(HEAD).text


def test_in_private_the_english_name_of_a_command_needs_no_stroke_where_it_stands_alone(stage: Stage) -> None:
    stage.say(HEAD, "/language en")
    stage.say(HEAD, "rank first of all")
    assert "Not understood" in stage.last(HEAD).text
    for words, part in (
        ("Pending", "not reported yet"),
        ("help", "/report"),
        ("report", "Please choose, or write the metric"),
        ("why Requests replied in time", "Requests replied in time"),
    ):
        stage.say(HEAD, words)
        assert part in stage.last(HEAD).text, words
        assert "Not understood" not in stage.last(HEAD).text, words
    stage.say(HEAD, "undo")
    assert "undo" in stage.last(HEAD).text, "a word that decides is asked about as ever"
    before = stage.counts()
    stage.say(HEAD, "rank", to=GROUP)
    assert stage.new(before).get(GROUP, []) == []


def test_a_rank_with_an_exclamation_mark_is_a_rank(stage: Stage) -> None:
    stage.say(HEAD, "/rank！")
    assert stage.last(HEAD).photo is not None


@pytest.mark.parametrize("words", ["/", "/。", "/reports 1", "/undo12", "/没有这个", "／确认", "/ 98"])
def test_whatever_else_begins_with_a_stroke_gets_one_line_of_help_in_private(stage: Stage, words: str) -> None:
    before = stage.counts()
    stage.say(HEAD, words)
    ((answer,),) = stage.new(before).values()
    assert answer == "没有这个命令，没有任何改动。看看能做什么：/help"
    stage.chat.add_bot(GROUP, ADMIN, admin=True)
    before = stage.counts()
    stage.say(HEAD, words, to=GROUP)
    assert stage.new(before) == {}


def test_in_the_group_the_commands_of_other_bots_stay_untouched(stage: Stage) -> None:
    stage.chat.add_bot(GROUP, ADMIN, admin=True)
    before = stage.counts()
    for words in ("/weather北京", "/weather：北京", "/report@other_bot回复率 98/100", "/rank@other_bot。"):
        stage.say(HEAD, words, to=GROUP)
    assert stage.new(before) == {}
    assert stage.json("submissions") == []
    stage.say(HEAD, "/上报 回复率 98/100", to=GROUP)
    assert stage.books()["value"] == "98/100"


def test_where_the_bot_hears_the_group_chinese_words_are_commands_also_behind_a_mention(stage: Stage) -> None:
    for words in ("/上报 回复率 98/100", "@leitai_bot 上报 满意率 97/100", "@Leitai_Bot，上报 办结率 96/100"):
        stage.say(HEAD, words, to=GROUP)
    assert stage.json("submissions") == [], "Telegram shows the bot none of it"
    stage.chat.world.privacy = False
    for words in ("/上报 回复率 98/100", "@leitai_bot 上报 满意率 97/100", "@Leitai_Bot，上报 办结率 96/100"):
        stage.say(HEAD, words, to=GROUP)
    stage.say(HEAD, "@other_bot 上报 铁拳 3", to=GROUP)
    assert [row["value"] for row in stage.json("submissions")] == ["98/100", "97/100", "96/100"]


def test_peoples_words_are_stored_with_their_punctuation_and_inner_width(stage: Stage) -> None:
    said = "缺少截图（第２页）；请补，谢谢！"
    stage.report(HEAD, "回复率 98/100")
    card = stage.card(REVIEWER).id
    stage.say(REVIEWER, f"退回：{said}", reply_to=card)
    assert stage.books()["reason"] == said
    assert f"原因：{said}" in stage.last(HEAD).text
    stage.say(REVIEWER, "撤销", reply_to=card)
    stage.press(REVIEWER, card, "退回")
    stage.say(REVIEWER, said, reply_to=stage.last(REVIEWER).id)
    assert stage.books()["reason"] == said
    stage.say(REVIEWER, "撤销", reply_to=card)
    stage.say(REVIEWER, f"改为 ９７／１００，{said}", reply_to=card)
    assert (stage.books()["value"], stage.books()["reason"]) == ("97/100", said)
    stage.say(HEAD, f"异议：1，{said}")
    assert f"：{said}" in stage.card(SECOND_REVIEWER).text
    stage.say(HEAD, f"反馈：{said}")
    assert stage.last(ADMIN).text.endswith(said)
    stage.say(HEAD, f"亮点：亮点提报 市级 {said}")
    assert stage.books(2)["title"] == said
