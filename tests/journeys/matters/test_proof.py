"""Photos and files of what was finished: said beforehand, sent along, or added until it is verified."""

from tests.cast import COLLEAGUE, GROUP, HEAD, OFFICE_REVIEWER, OTHER_HEAD
from tests.journeys.matters.playing import card, cards
from tests.stage import Stage, labels

LINE = "交办 临时任务 东湖所、西溪所 11月25日 校园周边食品店排查"


def finished(stage: Stage) -> None:
    """Assign a matter and let one head finish by the button, with nothing sent along."""
    stage.say(OFFICE_REVIEWER, LINE)
    stage.press(HEAD, card(stage, HEAD).id, "完成")


def test_a_card_and_the_answer_to_the_button_say_that_photos_may_come_along(bureau: Stage) -> None:
    bureau.say(OFFICE_REVIEWER, LINE)
    assert "照片、文件可随“完成”一起发" in card(bureau, HEAD).text
    bureau.press(HEAD, card(bureau, HEAD).id, "完成")
    assert "核查前，回复本条发照片或文件可补充佐证" in bureau.last(HEAD).text
    assert "补充佐证" not in card(bureau, OFFICE_REVIEWER).text
    assert labels(card(bureau, HEAD)) == ["↶ 撤回", "⏰ 催办", "📎 补充佐证"]
    assert "📎 补充佐证" not in labels(card(bureau, OFFICE_REVIEWER))


def test_the_verifier_is_told_that_nothing_was_sent_along(bureau: Stage) -> None:
    finished(bureau)
    assert "\n佐证：无" in card(bureau, OFFICE_REVIEWER).text
    assert "佐证：无" not in card(bureau, OTHER_HEAD, unit="西溪").text, "what is not finished lacks nothing"


def test_photos_in_reply_to_the_answer_or_the_card_join_what_waits_and_the_verifier_sees_them(
    bureau: Stage, picture: bytes
) -> None:
    finished(bureau)
    bureau.say(HEAD, photo=picture, reply_to=bureau.last(HEAD).id)
    assert bureau.last(HEAD).text == "📎 T0001 东湖市场监管所 已补充佐证，现有 1 份，待核查。"
    assert len(cards(bureau, OFFICE_REVIEWER, "T0001")) == 1, "the card is edited"
    shown = card(bureau, OFFICE_REVIEWER)
    assert "佐证 1 份" in shown.text
    assert "佐证：无" not in shown.text
    assert "📎 查看佐证" in labels(shown)
    bureau.say(COLLEAGUE, "门头照片 https://example.com/a", reply_to=card(bureau, COLLEAGUE).id)
    bureau.chat.say_album(HEAD, [picture, picture], "现场", reply_to=card(bureau, HEAD).id)
    bureau.settle()
    assert bureau.last(HEAD).text.endswith("现有 4 份，待核查。")
    assert "佐证 4 份" in card(bureau, OFFICE_REVIEWER).text
    bureau.press(OFFICE_REVIEWER, shown.id, "确认")
    assert bureau.json("matters")[0]["state"] == "closed"


def test_a_photo_that_replies_to_nothing_is_offered_a_button_for_what_waits(bureau: Stage, picture: bytes) -> None:
    finished(bureau)
    bureau.say(HEAD, photo=picture)
    offered = bureau.last(HEAD)
    assert "用于 T0001 东湖市场监管所" in labels(offered)
    bureau.press(HEAD, offered.id, "用于 T0001 东湖市场监管所")
    assert "现有 1 份" in bureau.last(HEAD).text
    assert "佐证 1 份" in card(bureau, OFFICE_REVIEWER).text
    assert labels(bureau.seen(HEAD, offered.id)) == []


def test_the_button_of_the_card_asks_and_what_replies_to_that_joins(bureau: Stage, picture: bytes) -> None:
    finished(bureau)
    bureau.press(HEAD, card(bureau, HEAD).id, "补充佐证")
    asked = bureau.last(HEAD)
    assert "请回复这条消息发照片、文件或网页链接" in asked.text
    bureau.say(HEAD, "照片在路上", reply_to=asked.id)
    assert "现在等的是佐证" in bureau.last(HEAD).text
    bureau.say(HEAD, photo=picture, reply_to=asked.id)
    bureau.say(HEAD, photo=picture, reply_to=asked.id)
    assert "现有 2 份" in bureau.last(HEAD).text


def test_only_heads_of_the_unit_add_and_only_while_it_waits(bureau: Stage, picture: bytes) -> None:
    finished(bureau)
    sheet = next(one for one in bureau.said(OFFICE_REVIEWER) if "交办：" in one.text)
    bureau.say(OFFICE_REVIEWER, photo=picture, reply_to=card(bureau, OFFICE_REVIEWER).id)
    bureau.say(OTHER_HEAD, photo=picture)
    assert "用于 T0001 东湖市场监管所" not in labels(bureau.last(OTHER_HEAD))
    bureau.press(HEAD, card(bureau, HEAD).id, "补充佐证")
    asked = bureau.last(HEAD)
    bureau.press(OFFICE_REVIEWER, card(bureau, OFFICE_REVIEWER).id, "确认")
    assert "📎 补充佐证" not in labels(card(bureau, HEAD))
    bureau.say(HEAD, photo=picture, reply_to=asked.id)
    assert "现在不收您补充的佐证，没有任何改动" in bureau.last(HEAD).text
    assert "佐证" not in card(bureau, OFFICE_REVIEWER).text
    assert "已办结 1、办理中 1" in bureau.seen(OFFICE_REVIEWER, sheet.id).text


def test_in_the_group_a_photo_in_reply_to_the_sheet_joins_the_part_of_its_sender(bureau: Stage, picture: bytes) -> None:
    bureau.say(OFFICE_REVIEWER, f"/task {LINE[3:]}", to=GROUP)
    sheet = bureau.last(GROUP)
    bureau.press(HEAD, card(bureau, HEAD).id, "完成")
    bureau.say(HEAD, photo=picture, to=GROUP, reply_to=sheet.id)
    assert "佐证 1 份" in card(bureau, OFFICE_REVIEWER).text


def test_a_photo_with_the_word_for_what_is_finished_already_is_kept_as_further_evidence_and_nothing_is_finished_again(
    bureau: Stage, picture: bytes
) -> None:
    finished(bureau)
    bureau.say(COLLEAGUE, "完成", photo=picture, reply_to=card(bureau, COLLEAGUE).id)
    said = bureau.last(COLLEAGUE).text
    assert said.startswith(
        "📎 T0001 东湖市场监管所 已报过完成，待核查，这次没有再报；照片、文件已补充为佐证，现有 1 份。"
    )
    assert "请先回复：撤回" in said
    assert "佐证 1 份" in card(bureau, OFFICE_REVIEWER).text
    bureau.say(HEAD, "完成 T1 已排查40家", photo=picture)
    assert "现有 2 份" in bureau.last(HEAD).text
    assert "已排查40家" not in card(bureau, OFFICE_REVIEWER).text
    bureau.chat.say_album(HEAD, [picture, picture], "完成", reply_to=card(bureau, HEAD).id)
    bureau.settle()
    assert "这次没有再报" in bureau.said(HEAD)[-2].text
    assert bureau.last(HEAD).text.endswith("现有 4 份，待核查。")
    before = bureau.json("matters")[0]
    bureau.say(HEAD, "完成", reply_to=card(bureau, HEAD).id)
    assert "现在待核查，不能报完成，没有任何改动" in bureau.last(HEAD).text, "without anything new it is refused"
    assert bureau.json("matters")[0] == before


def test_a_photo_that_answers_what_the_button_asked_is_kept_where_a_colleague_was_faster(
    bureau: Stage, picture: bytes
) -> None:
    bureau.say(OFFICE_REVIEWER, "交办 临时任务 东湖所 11月25日 冷库排查 数量：40户")
    bureau.press(HEAD, card(bureau, HEAD).id, "完成")
    asked = bureau.last(HEAD)
    bureau.say(COLLEAGUE, "完成 T1 40/40")
    bureau.say(HEAD, "38/40", photo=picture, reply_to=asked.id)
    assert "这次没有再报" in bureau.last(HEAD).text
    assert "佐证 1 份" in card(bureau, OFFICE_REVIEWER).text
    assert bureau.json("matters")[0]["done"] == 40


def test_in_the_group_it_is_said_in_private_that_nothing_was_finished_again(bureau: Stage, picture: bytes) -> None:
    bureau.say(OFFICE_REVIEWER, f"/task {LINE[3:]}", to=GROUP)
    sheet = bureau.last(GROUP)
    bureau.press(HEAD, card(bureau, HEAD).id, "完成")
    bureau.say(HEAD, "完成 T1", photo=picture, to=GROUP, reply_to=sheet.id)
    assert "这次没有再报" in bureau.last(HEAD).text
    assert "佐证 1 份" in card(bureau, OFFICE_REVIEWER).text


def test_of_thirty_pieces_one_more_is_refused_once_and_an_album_keeps_what_still_fits(
    bureau: Stage, picture: bytes
) -> None:
    finished(bureau)
    for count in (10, 20, 28):
        bureau.chat.say_album(HEAD, [picture] * min(10, count % 10 or 10), reply_to=card(bureau, HEAD).id)
        bureau.settle()
        assert f"现有 {count} 份" in bureau.last(HEAD).text
    full = "⚠️ 没有受理：T0001 东湖市场监管所的佐证已有 30 份，到了上限，再发的没有收下。请把其余的直接交给核查单位。"
    for sent in ([picture] * 4, [picture] * 3):
        before = bureau.counts()
        bureau.chat.say_album(HEAD, sent, reply_to=card(bureau, HEAD).id)
        bureau.settle()
        assert bureau.new(before)[HEAD] == [full]
        assert "佐证 30 份" in card(bureau, OFFICE_REVIEWER).text
    bureau.say(HEAD, photo=picture, reply_to=card(bureau, HEAD).id)
    assert bureau.last(HEAD).text == full
    assert "佐证 30 份" in card(bureau, OFFICE_REVIEWER).text
    bureau.say(HEAD, photo=picture)
    assert "收到 1 份材料" in bureau.last(HEAD).text, "what was left out is not put down for something else"
