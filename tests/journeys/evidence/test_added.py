"""佐证: what is added to a submission afterwards, by reply and by button."""

from tests.cast import COLLEAGUE, GROUP, HEAD, OTHER_HEAD, REVIEWER
from tests.journeys.evidence.test_evidence import PDF, count
from tests.stage import Stage


def test_the_button_on_the_receipt_asks_for_evidence_and_what_comes_is_added(stage: Stage, picture: bytes) -> None:
    stage.report(HEAD)
    assert "0001" in stage.press(HEAD, stage.last(HEAD).id, "补充佐证")[0]
    assert "编号 0001" in stage.last(HEAD).text
    stage.say(HEAD, photo=picture)
    assert "已收到佐证，编号 0001 现有 1 份" in stage.last(HEAD).text
    stage.chat.say_album(HEAD, [picture] * 2)
    stage.settle()
    assert "现有 3 份" in stage.last(HEAD).text
    assert sum("现有" in seen.text for seen in stage.said(HEAD)) == 2
    books = stage.books()
    assert (books["evidence"], books["version"], books["state"]) == (3, 1, "pending")
    assert "佐证 3" in stage.card(REVIEWER).text


def test_a_photo_as_a_reply_is_added_to_what_it_answers(stage: Stage, picture: bytes) -> None:
    original = stage.report(HEAD)
    stage.say(HEAD, photo=picture, reply_to=original.id)
    stage.say(HEAD, document=PDF, caption="系统截图", reply_to=stage.said(HEAD)[0].id)
    stage.say(COLLEAGUE, photo=picture, caption="/report 铁拳 3")
    stage.say(HEAD, "https://example.cn/x", reply_to=stage.said(HEAD)[0].id)
    assert [row["evidence"] for row in stage.json("submissions")] == [3, 1]


def test_in_the_group_a_photo_as_a_reply_is_marked_as_received(stage: Stage, picture: bytes) -> None:
    original = stage.report(HEAD, to=GROUP)
    on_original = stage.say(COLLEAGUE, photo=picture, to=GROUP, reply_to=original.id)
    on_card = stage.say(HEAD, photo=picture, to=GROUP, reply_to=stage.card(GROUP).id)
    assert count(stage) == 2
    for message in (on_original, on_card):
        assert stage.seen(GROUP, message.id).reactions == ["✍"]
    before = stage.counts()
    stage.say(OTHER_HEAD, photo=picture, to=GROUP, reply_to=original.id)
    assert (count(stage), stage.new(before)) == (2, {}), "what people show each other"
    stage.say(OTHER_HEAD, photo=picture, to=GROUP, reply_to=stage.card(GROUP).id)
    assert "没有任何改动" in stage.last(OTHER_HEAD).text
    assert count(stage) == 2


def test_a_returned_report_is_made_again_by_its_evidence(stage: Stage, picture: bytes) -> None:
    stage.report(HEAD)
    stage.say(REVIEWER, "退回 缺少截图", reply_to=stage.card(REVIEWER).id)
    assert "补充佐证" in [button.text[-4:] for row in stage.last(HEAD).buttons for button in row]
    stage.press(HEAD, stage.last(HEAD).id, "补充佐证")
    stage.chat.say_album(HEAD, [picture] * 2)
    stage.settle()
    books = stage.books()
    assert (books["state"], books["version"], books["value"], books["evidence"]) == ("pending", 2, "98/100", 2)
    assert "已收到，编号 0001（第2版）" in stage.last(HEAD).text
    assert "第2版" in stage.card(REVIEWER).text


def test_evidence_of_the_value_reported_again_stays(stage: Stage, picture: bytes) -> None:
    stage.say(HEAD, photo=picture, caption="/report 工单按期回复率 98/100")
    stage.report(HEAD, "工单按期回复率 97/100")
    assert (stage.books()["version"], count(stage)) == (2, 1)
    stage.say(HEAD, photo=picture, caption="/report 工单按期回复率 97/100")
    assert (stage.books()["version"], count(stage)) == (2, 2)


def test_what_is_decided_or_withdrawn_takes_no_evidence(stage: Stage, picture: bytes) -> None:
    stage.report(HEAD)
    receipt = stage.last(HEAD).id
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    assert "已确认" in stage.press(HEAD, receipt, "补充佐证")[0]
    stage.say(HEAD, photo=picture, reply_to=receipt)
    assert "已确认" in stage.last(HEAD).text
    stage.report(HEAD, "铁拳 3")
    receipt = stage.last(HEAD).id
    stage.press(HEAD, receipt, "撤回")
    stage.say(HEAD, photo=picture, reply_to=receipt)
    assert "已撤回" in stage.last(HEAD).text
    assert [row["evidence"] for row in stage.json("submissions")] == [0, 0]


def test_nobody_else_adds_to_a_submission(stage: Stage, picture: bytes) -> None:
    stage.report(HEAD)
    stage.forge(HEAD, stage.last(HEAD).id, "add:1:1")
    stage.say(OTHER_HEAD, photo=picture)
    stage.forge(OTHER_HEAD, stage.last(OTHER_HEAD).id, "add:1:1")
    said, alert = stage.press(OTHER_HEAD, stage.last(OTHER_HEAD).id, "旧")
    assert (alert, "没有任何改动" in said) == (True, True)
    assert count(stage) == 0
