"""佐证: with a report and before it; what is held for want of it; albums, and what is no evidence."""

import contextlib
from datetime import date

import pytest

from handlers.evidence import actions
from scoring.rulebook.load import load
from storage import audit, rulebooks
from storage.database import Database
from tests.cast import BEGIN, COLLEAGUE, GROUP, HEAD, LEADER, OFFICE_REVIEWER, OTHER_HEAD, REVIEWER, STRANGER
from tests.stage import Stage, playing

HONOUR = "/highlight 市级以上荣誉 市级 先进集体"

PDF = ("台账.pdf", b"%PDF-1.7\n%%EOF")


def count(stage: Stage, number: int = 1) -> int:
    return int(stage.books(number)["evidence"])


# Held for want of evidence


def test_a_report_that_needs_evidence_is_held_until_it_comes(stage: Stage, picture: bytes) -> None:
    stage.say(HEAD, HONOUR)
    assert "还差佐证" in stage.last(HEAD).text
    assert "已收到" not in stage.last(HEAD).text
    assert stage.json("submissions") == []
    stage.say(HEAD, photo=picture)
    assert "已收到，编号 0001" in stage.last(HEAD).text
    assert (stage.books()["state"], count(stage)) == ("pending", 1)
    assert "佐证 1" in stage.card(OFFICE_REVIEWER).text


def test_a_link_is_evidence_too(stage: Stage) -> None:
    stage.say(HEAD, HONOUR)
    stage.say(HEAD, "见 https://example.cn/gongshi?id=7")
    assert "已收到，编号 0001" in stage.last(HEAD).text
    assert count(stage) == 1
    stage.say(HEAD, "/highlight 市级以上荣誉 省级 二等奖 https://example.cn/a https://example.cn/b")
    assert (stage.books(2)["title"], count(stage, 2)) == ("二等奖", 2)


def test_words_are_no_evidence_and_end_nothing(stage: Stage, picture: bytes) -> None:
    stage.say(HEAD, HONOUR)
    stage.say(HEAD, "证书在办公室")
    assert "没有任何改动" in stage.last(HEAD).text
    assert "取消" in stage.last(HEAD).text
    stage.say(HEAD, photo=picture, caption="证书照片")
    assert count(stage) == 1


def test_what_is_held_can_be_cancelled_by_word_and_by_button(stage: Stage, picture: bytes) -> None:
    stage.say(HEAD, HONOUR)
    stage.say(HEAD, "取消")
    assert "已取消" in stage.last(HEAD).text
    stage.say(HEAD, HONOUR)
    assert "已取消" in stage.press(HEAD, stage.last(HEAD).id, "取消")[0]
    stage.say(HEAD, photo=picture)
    assert stage.json("submissions") == []


def test_what_is_held_expires_after_half_an_hour(stage: Stage, picture: bytes) -> None:
    stage.say(HEAD, HONOUR)
    stage.later(minutes=31)
    stage.say(HEAD, photo=picture)
    assert any("已过期" in seen.text for seen in stage.said(HEAD))
    assert stage.json("submissions") == []
    stage.say(HEAD, HONOUR)
    assert "已收到，编号 0001" in stage.last(HEAD).text
    assert count(stage) == 1


def test_several_lines_that_are_held_are_made_by_one_photo(stage: Stage, picture: bytes) -> None:
    stage.say(HEAD, f"{HONOUR}\n市级以上荣誉 省级 二等奖\n亮点提报 市级 一窗通办")
    assert [row["metric"] for row in stage.json("submissions")] == ["highlights_proposed"]
    stage.say(HEAD, photo=picture)
    assert [row["evidence"] for row in stage.json("submissions")] == [0, 1, 1]


def test_a_report_held_in_the_group_is_made_there_when_the_photo_comes_in_private(stage: Stage, picture: bytes) -> None:
    original = stage.say(HEAD, HONOUR, to=GROUP)
    assert stage.cards(GROUP) == []
    assert "还差佐证" in stage.last(HEAD).text
    stage.say(HEAD, photo=picture)
    assert stage.card(GROUP).reply_to == original.id
    assert (stage.books()["evidence"], stage.seen(GROUP, original.id).reactions) == (1, ["✍"])


# Before the report


def test_a_photo_sent_before_the_report_is_its_evidence(stage: Stage, picture: bytes) -> None:
    stage.say(HEAD, photo=picture)
    assert "下一条上报会附上" in stage.last(HEAD).text
    stage.say(HEAD, document=PDF)
    assert "收到 2 份材料" in stage.last(HEAD).text
    stage.report(HEAD)
    assert count(stage) == 2
    stage.report(HEAD, "铁拳 3")
    assert count(stage, 2) == 0, "used once"


def test_what_was_put_down_may_be_used_for_a_submission_or_forgotten(stage: Stage, picture: bytes) -> None:
    stage.report(HEAD)
    stage.say(HEAD, photo=picture)
    stage.press(HEAD, stage.last(HEAD).id, "用于 0001 工单按期回复率")
    assert count(stage) == 1
    assert "现有 1 份" in stage.last(HEAD).text
    stage.say(HEAD, photo=picture)
    offer = stage.last(HEAD).id
    stage.press(HEAD, offer, "取消")
    assert stage.press(HEAD, offer, "取消")[1], "an alert: nothing is there any more"
    stage.report(HEAD, "铁拳 3")
    assert count(stage, 2) == 0


def test_what_was_put_down_too_long_ago_is_not_used_and_that_is_said(stage: Stage, picture: bytes) -> None:
    stage.say(HEAD, photo=picture)
    stage.later(minutes=31)
    before = stage.counts()
    stage.report(HEAD)
    assert any("已过期" in text for text in stage.new(before)[HEAD])
    assert count(stage) == 0


def test_who_reports_for_nobody_is_not_understood_with_a_photo_either(stage: Stage, picture: bytes) -> None:
    stage.say(LEADER, photo=picture)
    assert "没有看懂" in stage.last(LEADER).text
    stage.say(STRANGER, photo=picture)
    assert "名册" in stage.last(STRANGER).text


# Albums


@pytest.mark.parametrize("place", [0, 1, 2])
def test_every_photo_of_an_album_counts_wherever_its_words_stand(stage: Stage, picture: bytes, place: int) -> None:
    with stage.chat.bell.lock:
        album = stage.chat.say_album(HEAD, [picture] * 3, "/report 工单按期回复率 98/100")
        updates = stage.chat.updates.pending
        first = updates.popleft()
        updates.insert(place, first)
    stage.settle()
    assert len(album) == 3
    assert [seen.text for seen in stage.said(HEAD) if "已收到，编号 0001" in seen.text]
    assert len(stage.said(HEAD)) == 1, "one answer to one album"
    assert count(stage) == 3
    assert "佐证 3" in stage.card(REVIEWER).text


def test_an_album_of_documents_counts_whole(stage: Stage) -> None:
    stage.chat.say_album(HEAD, [PDF, ("另一份.pdf", b"%PDF-1.5")], "/report 工单按期回复率 98/100")
    stage.settle()
    assert count(stage) == 2


def test_an_album_in_the_group_counts_whole(stage: Stage, picture: bytes) -> None:
    stage.chat.world.privacy = False
    stage.chat.say_album(HEAD, [picture] * 3, "/report 工单按期回复率 98/100", to=GROUP)
    stage.settle()
    assert count(stage) == 3
    assert (stage.said(HEAD), len(stage.said(GROUP))) == ([], 1)


def test_an_album_without_words_is_offered_once(stage: Stage, picture: bytes) -> None:
    stage.chat.say_album(HEAD, [picture] * 3)
    stage.settle()
    (offer,) = stage.said(HEAD)
    assert "收到 3 份材料" in offer.text
    stage.report(HEAD)
    assert count(stage) == 3


def test_an_album_of_strangers_or_about_nothing_in_the_group_stays_unanswered(stage: Stage, picture: bytes) -> None:
    stage.chat.world.privacy = False
    before = stage.counts()
    stage.chat.say_album(STRANGER, [picture] * 2, to=GROUP)
    stage.chat.say_album(REVIEWER, [picture] * 2, to=GROUP)
    photo = stage.say(OTHER_HEAD, photo=picture, to=GROUP)
    stage.say(HEAD, photo=picture, to=GROUP, reply_to=photo.id)
    stage.settle()
    assert stage.new(before) == {}


def test_evidence_for_nobody_knows_which_or_for_nothing_that_fits_is_refused(
    stage: Stage, picture: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.report(HEAD, "工单按期回复率 98/100\n铁拳 3")
    receipt = stage.last(HEAD).id
    stage.say(HEAD, photo=picture, reply_to=receipt)
    assert "0001、0002 几项" in stage.last(HEAD).text
    card = stage.card(REVIEWER).id
    stage.say(HEAD, photo=picture)
    stage.press(HEAD, stage.last(HEAD).id, "用于 0001 工单按期回复率")
    monkeypatch.setattr(actions, "MOST", 1)
    added = stage.last(HEAD).id
    for how in ({"photo": picture}, {"document": ("病毒.exe", b"MZ")}):
        stage.say(HEAD, reply_to=added, **how)
        assert "没有受理" in stage.last(HEAD).text
    stage.say(HEAD, document=("病毒.exe", b"MZ"))
    assert "不是能收的类型" in stage.last(HEAD).text
    stage.say(HEAD, "完成", reply_to=added)
    assert "没有“完成”这一步" in stage.last(HEAD).text
    assert "佐证 1" in stage.seen(REVIEWER, card).text


def test_a_photo_may_come_with_the_answer_to_a_question(stage: Stage, picture: bytes) -> None:
    stage.report(HEAD, "铁拳 三万五")
    assert "还没有上报" in stage.last(HEAD).text
    stage.say(HEAD, photo=picture, caption="30005")
    assert (stage.books()["value"], count(stage)) == ("30005", 1)


def test_what_was_held_and_then_reported_by_a_colleague_is_refused_when_evidence_comes(
    stage: Stage, picture: bytes
) -> None:
    stage.say(HEAD, HONOUR)
    stage.say(COLLEAGUE, photo=picture, caption=HONOUR)
    stage.say(OFFICE_REVIEWER, "确认", reply_to=stage.card(OFFICE_REVIEWER).id)
    stage.say(HEAD, photo=picture)
    assert "没有任何改动" in stage.last(HEAD).text
    assert count(stage) == 1


# A metric that takes none


def test_a_metric_without_evidence_takes_none(waiting_stage: Stage, picture: bytes) -> None:
    stage = waiting_stage
    rules = stage.rulebook.read_text(encoding="utf-8")
    without = rules.replace('id = "reply_rate"', 'id = "reply_rate"\nevidence = "none"')
    with contextlib.closing(Database(stage.database)) as books, books.transaction(BEGIN) as tx:
        rulebooks.put_in_force(tx, load(without.encode()).fingerprint, without.encode(), date(2026, 1, 1))
        audit.append(tx, None, "rulebook", {})
    with playing(stage):
        stage.say(HEAD, photo=picture, caption="/report 工单按期回复率 98/100")
        stage.say(HEAD, "补充佐证", reply_to=stage.last(HEAD).id)
        assert "不收佐证" in stage.last(HEAD).text
        assert count(stage) == 0


# What is no evidence


def test_a_file_that_cannot_be_evidence_is_refused_and_the_report_goes_on(stage: Stage) -> None:
    wrong = (
        ("病毒.exe", 10, "不是能收的类型"),
        ("录像.pdf", 20_000_001, "超过 20 MB"),
        ("没有后缀", 10, "不是能收的类型"),
    )
    for number, (name, size, said) in enumerate(wrong, 1):
        stage.say(HEAD, document=(name, bytes(size)), caption=f"/highlight 亮点提报 市级 {number}")
        refusal, receipt = stage.said(HEAD)[-2:]
        assert f"没有受理：“{name}”" in refusal.text
        assert said in refusal.text
        assert f"已收到，编号 {number:04}" in receipt.text
        assert count(stage, number) == 0


def test_a_file_that_cannot_be_evidence_makes_nothing_that_is_held(stage: Stage, picture: bytes) -> None:
    stage.say(HEAD, document=("病毒.exe", b"MZ"), caption=HONOUR)
    assert "还差佐证" in stage.last(HEAD).text
    stage.say(HEAD, document=("病毒.exe", b"MZ"))
    assert "不是能收的类型" in stage.last(HEAD).text
    assert stage.json("submissions") == []
    stage.say(HEAD, photo=picture)
    assert count(stage) == 1
