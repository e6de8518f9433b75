"""The reasons for which reports are returned most often, a button each."""

from pathlib import Path

import pytest

from bot.files import read_sample
from tests.cast import COLLEAGUE, GROUP, HEAD, REVIEWER, SECOND_REVIEWER, roster_csv
from tests.stage import Stage, furnish, playing, staged
from tests.stage.story import labels

USUAL = ["↩️ 佐证不全", "↩️ 数据与台账不符", "↩️ 统计口径不对"]


def test_a_common_reason_returns_with_one_press_and_any_other_is_written(stage: Stage) -> None:
    stage.report(HEAD, "回复率 98/100\n办结率 97/100")
    first, second = stage.cards(REVIEWER)
    told, _ = stage.press(REVIEWER, first.id, "退回")
    assert told == "请点选或回复原因，退回才会生效。"
    offer, question = stage.said(REVIEWER)[-2:]
    assert offer.text == "↩️ 退回 编号 0001：还没有退回。常用原因点一下即退回，别的原因请回复下面的消息："
    assert labels(offer) == USUAL
    assert question.force_reply
    assert stage.books(1)["state"] == "pending"
    told, _ = stage.press(REVIEWER, offer.id, "↩️ 数据与台账不符")
    assert told == "↩️ 编号 0001 已退回。"
    assert (stage.books(1)["state"], stage.books(1)["reason"]) == ("returned", "数据与台账不符")
    assert "原因：数据与台账不符" in stage.last(HEAD).text

    stage.press(REVIEWER, second.id, "退回")
    stage.say(REVIEWER, "少一张截图", reply_to=stage.last(REVIEWER).id)
    assert stage.books(2)["reason"] == "少一张截图"


def test_the_usual_reasons_are_said_in_english_and_what_was_typed_stays(stage: Stage) -> None:
    for person in (HEAD, REVIEWER):
        stage.say(person, "/language en")
    stage.report(HEAD, "回复率 98/100\n办结率 97/100")
    first, second = stage.cards(REVIEWER)
    stage.press(REVIEWER, first.id, "Return")
    offer = stage.said(REVIEWER)[-2]
    assert labels(offer)[0] == "↩️ evidence is incomplete"
    stage.press(REVIEWER, offer.id, "↩️ figures differ from the records")
    assert stage.books(1)["reason"] == "数据与台账不符"
    assert "Reason: figures differ from the records\n" in stage.last(HEAD).text
    stage.say(REVIEWER, "return 逾期", reply_to=second.id)
    assert "Reason: 逾期\n" in stage.last(HEAD).text
    stage.report(HEAD, "满意率 96/100")
    stage.say(REVIEWER, "amend to 95/100 统计口径不对", reply_to=stage.card(REVIEWER).id)
    assert "reason: 统计口径不对" in stage.last(HEAD).text
    assert "\nReason: 统计口径不对\n" in stage.card(REVIEWER).text


def test_an_offer_of_reasons_is_for_the_version_it_named_and_for_who_may_decide(stage: Stage) -> None:
    stage.report(HEAD, "回复率 98/100", to=GROUP)
    stage.press(REVIEWER, stage.card(GROUP).id, "退回", to=GROUP)
    offer = next(seen for seen in stage.said(GROUP) if labels(seen) == USUAL)
    stage.say(REVIEWER, "确认 0001 0002", to=GROUP, reply_to=stage.last(GROUP).id)
    assert "一次只能决定一个编号" in stage.last(REVIEWER).text
    told, alert = stage.press(COLLEAGUE, offer.id, "↩️ 佐证不全", to=GROUP)
    assert alert
    assert "须回避" in told
    stage.report(HEAD, "回复率 97/100", to=GROUP)
    assert stage.books(1)["version"] == 2
    told, alert = stage.press(SECOND_REVIEWER, offer.id, "↩️ 佐证不全", to=GROUP)
    assert (alert, "已更新" in told) == (True, True)
    assert stage.books(1)["state"] == "pending"


@pytest.mark.parametrize(
    ("written", "shown"), [('["佐证不全"]', ["↩️ 佐证不全"]), ("[]", [])], ids=["its own reasons", "no reasons"]
)
def test_the_rulebook_says_which_reasons_are_common(written: str, shown: list[str], tmp_path: Path) -> None:
    book = tmp_path / "own.toml"
    text = read_sample().decode().replace("bonus_cap", f"return_reasons = {written}\nbonus_cap", 1)
    book.write_text(text, encoding="utf-8")
    folder = furnish(tmp_path / "data", book, roster_csv())
    with staged("in process", folder, book) as stage, playing(stage):
        stage.say(REVIEWER, "/language en")
        before = len(stage.said(REVIEWER))
        stage.report(HEAD)
        stage.press(REVIEWER, stage.card(REVIEWER).id, "Return")
        offers = [labels(seen) for seen in stage.said(REVIEWER)[before + 1 : -1]]
        assert offers == ([shown] if shown else [])
        assert stage.last(REVIEWER).force_reply
        stage.say(REVIEWER, "return 佐证不全", reply_to=stage.card(REVIEWER).id)
        assert "\nReason: 佐证不全\n" in stage.card(REVIEWER).text
        stage.say(HEAD, "/language en")
        stage.say(HEAD, "/rules")
        assert ("佐证不全" in stage.last(HEAD).text) is bool(shown)
