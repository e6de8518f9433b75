"""Another account, another house, a restored backup: what stands in the chat names what it named, or nothing."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.sandbox.watch.faults import server_error
from bot.sandbox.world.messages import Seen, Version
from tests import engine
from tests.cast import GROUP, HEAD, NAMES, OTHER_HEAD, REVIEWER, SECOND_REVIEWER, roster_csv
from tests.journeys.deciding.conftest import Again, numbered
from tests.stage import Stage, furnish, without_posts


def nothing_decided(stage: Stage, person: int, words: str, message: int) -> str:
    """Let somebody reply; nothing changes. Returns what the bot says."""
    books, before = stage.json("submissions"), stage.counts()
    stage.say(person, words, reply_to=message)
    assert stage.json("submissions") == books, words
    told = "\n".join(stage.new(before)[person])
    assert "没有任何改动" in told or "没有生效" in told
    return told


# Another account


def test_messages_to_another_account_are_new_though_their_numbers_were_used_before(
    quiet_stage: Stage, again: Again
) -> None:
    before = quiet_stage.report(HEAD)
    with again() as stage:
        numbered(stage, before.id)
        assert stage.report(HEAD, "工单办结率 98/100").id == before.id
        assert "编号 0002" in stage.last(HEAD).text


def test_a_message_of_another_account_is_not_the_card_that_had_its_number(quiet_stage: Stage, again: Again) -> None:
    quiet_stage.report(HEAD)
    card = quiet_stage.card(REVIEWER).id
    with again() as stage:
        numbered(stage, card - 1)
        stage.say(REVIEWER, "/help")
        assert stage.last(REVIEWER).id == card
        for words in ("确认", "退回 缺少截图", "退回", "改为 97/100"):
            nothing_decided(stage, REVIEWER, words, card)


def test_a_card_of_another_account_is_not_edited_but_sent_anew(quiet_stage: Stage, again: Again) -> None:
    quiet_stage.report(HEAD)
    with again() as stage:
        stage.report(HEAD, "工单按期回复率 97/100")
        for reviewer in (REVIEWER, SECOND_REVIEWER):
            assert ["编号 0001（第2版）" in card.text for card in stage.cards(reviewer)] == [True]
        assert stage.chat.calls.of("editMessageText") == []
        stage.later(seconds=5)
        stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
        assert (stage.books()["state"], stage.books()["value"]) == ("confirmed", "97/100")


def test_an_own_message_to_another_account_is_not_the_report_that_had_its_number(
    quiet_stage: Stage, again: Again
) -> None:
    reported = quiet_stage.report(HEAD)
    quiet_stage.say(REVIEWER, "确认", reply_to=quiet_stage.card(REVIEWER).id)
    with again() as stage:
        numbered(stage, reported.id)
        said = stage.say(HEAD, "/help")
        assert said.id == reported.id
        before = stage.counts()
        stage.say(HEAD, "异议 漏计一件", reply_to=said.id)
        ((answer,),) = stage.new(before).values()
        assert "不知道您要决定哪一项" in answer
        assert stage.books()["phase"] == "confirmed"


def test_what_was_sent_before_accounts_were_noted_is_known_to_any(quiet_stage: Stage, again: Again) -> None:
    reported = quiet_stage.report(HEAD)
    card = quiet_stage.card(REVIEWER).id
    quiet_stage.stop()
    before_accounts(quiet_stage)
    quiet_stage.start()
    quiet_stage.say(REVIEWER, "确认", reply_to=card)
    assert quiet_stage.books()["state"] == "confirmed"
    quiet_stage.say(HEAD, "异议 漏计一件", reply_to=reported.id)
    assert quiet_stage.books()["phase"] == "appealed"
    with again() as stage:
        numbered(stage, card)
        stage.chat.faults.plan(server_error(500, after=True), method="sendMessage", chat=REVIEWER, times=2)
        stage.report(OTHER_HEAD)
        lost = next(seen for seen in stage.cards(REVIEWER) if seen.id > card)
        move(stage, lost, card)
        assert "已更新" in nothing_decided(stage, REVIEWER, "确认", card)


def test_a_card_is_about_the_number_in_its_head_though_a_reason_on_it_names_the_other(
    quiet_stage: Stage, again: Again
) -> None:
    quiet_stage.report(HEAD)
    card = quiet_stage.card(REVIEWER).id
    quiet_stage.stop()
    before_accounts(quiet_stage)
    with again() as stage:
        numbered(stage, card)
        stage.chat.faults.plan(server_error(500, after=True), method="sendMessage", chat=REVIEWER, times=2)
        stage.report(OTHER_HEAD)
        lost = next(seen for seen in stage.cards(REVIEWER) if seen.id > card)
        stage.say(REVIEWER, "退回 与编号 0001 重复", reply_to=lost.id)
        stage.chat.rooms[REVIEWER].messages[lost.id].versions.append(returned(stage, lost))
        move(stage, lost, card)
        assert "已更新" in nothing_decided(stage, REVIEWER, "确认", card)


def returned(stage: Stage, lost: Seen) -> Version:
    """Show a lost card as it would look had its edit arrived."""
    text = lost.text.replace("📋 待核实", "↩️ 已退回") + "\n原因：与编号 0001 重复"
    return replace(stage.chat.rooms[REVIEWER].messages[lost.id].now, text=text)


def before_accounts(stage: Stage) -> None:
    """Let the books look as an earlier version left them."""
    for update in ("UPDATE inbox SET bot = NULL", "UPDATE outbox SET bot = NULL", "UPDATE versions SET bot = NULL"):
        engine.change(stage.database, update)


def move(stage: Stage, message: Seen, number: int) -> None:
    """Let a message have another number, as it may have with another account."""
    room = stage.chat.rooms[message.chat]
    found = room.messages.pop(message.id)
    found.id = number
    room.messages[number] = found


# A restored backup


@pytest.fixture
def restored(quiet_stage: Stage) -> Stage:
    """A bureau whose last hour is lost: 编号 0001 in its second version and 编号 0002 are in the chat alone."""
    quiet_stage.report(HEAD)
    quiet_stage.stop()
    backup = engine.copy_folder(quiet_stage.folder, quiet_stage.folder.with_name("backup"))
    quiet_stage.start()
    quiet_stage.later(minutes=10)
    quiet_stage.report(HEAD, "工单按期回复率 97/100")
    quiet_stage.report(HEAD, "工单办结率 98/100")
    quiet_stage.later(minutes=10)
    quiet_stage.stop()
    shutil.rmtree(quiet_stage.folder)
    engine.copy_folder(backup, quiet_stage.folder)
    wait(quiet_stage)
    quiet_stage.start()
    quiet_stage.settle()
    return quiet_stage


def wait(stage: Stage) -> None:
    """Let real time pass: the books do not know what was sent last."""
    stage.clock._real += timedelta(minutes=2)  # type: ignore[attr-defined]


def test_a_card_that_shows_a_version_which_the_backup_does_not_know_decides_nothing(restored: Stage) -> None:
    shown = restored.cards(REVIEWER)[0]
    assert "编号 0001（第2版）" in shown.text
    assert restored.books()["version"] == 1
    for words in ("确认", "退回", "改为 95/100"):
        assert "已更新" in nothing_decided(restored, REVIEWER, words, shown.id)
    told, alert = restored.press(REVIEWER, shown.id, "确认")
    assert (alert, "已更新" in told) == (True, True)
    assert restored.books()["state"] == "pending"
    assert "编号 0001（第1版）" in restored.card(REVIEWER).text
    restored.say(REVIEWER, "确认", reply_to=restored.card(REVIEWER).id)
    assert (restored.books()["state"], restored.books()["value"]) == ("confirmed", "98/100")


@pytest.mark.parametrize("report", ["工单满意率 96/100", "工单办结率 98/100"])
def test_a_lost_card_decides_nothing_about_what_has_its_number_now(restored: Stage, report: str) -> None:
    lost = restored.cards(REVIEWER)[1]
    assert "编号 0002（第1版）" in lost.text
    for _ in range(2):  # before that number is given out again, and after
        for words in ("确认", "退回", "改为 95/100", "撤销"):
            assert "已更新" in nothing_decided(restored, REVIEWER, words, lost.id)
        for label in ("确认", "退回", "转交"):
            told, alert = restored.press(REVIEWER, lost.id, label)
            assert (alert, "已更新" in told) == (True, True)
        restored.report(HEAD, report)
    assert restored.books(2)["state"] == "pending"
    restored.press(REVIEWER, restored.card(REVIEWER).id, "确认")
    assert restored.books(2)["state"] == "confirmed"


def test_a_lost_receipt_withdraws_nothing_that_has_its_number_now(restored: Stage) -> None:
    lost = restored.last(HEAD)
    assert "编号 0002" in lost.text
    restored.report(HEAD, "工单满意率 96/100")
    for label in ("撤回", "修改", "补充佐证", "催办"):
        told, alert = restored.press(HEAD, lost.id, label)
        assert (alert, "已更新" in told) == (True, True)
    assert restored.books(2)["state"] == "pending"


# Another house


def test_a_button_of_another_house_does_nothing(quiet_stage: Stage, tmp_path: Path) -> None:
    moment = quiet_stage.clock.now()
    quiet_stage.report(HEAD)
    books, card, receipt = quiet_stage.books(), quiet_stage.card(REVIEWER), quiet_stage.last(HEAD)
    quiet_stage.stop()
    shutil.rmtree(quiet_stage.folder)
    engine.throw_away(quiet_stage.folder)
    furnish(quiet_stage.folder, without_posts(tmp_path), roster_csv())
    wait(quiet_stage)
    quiet_stage.clock.move(moment)
    quiet_stage.start()
    quiet_stage.report(HEAD)
    assert quiet_stage.books() == books, "to the very second"
    for person, message, label in ((REVIEWER, card.id, "确认"), (HEAD, receipt.id, "撤回")):
        told, alert = quiet_stage.press(person, message, label)
        assert (alert, "已更新" in told) == (True, True)
    assert quiet_stage.books()["state"] == "pending"
    quiet_stage.press(REVIEWER, quiet_stage.card(REVIEWER).id, "确认")
    assert quiet_stage.books()["state"] == "confirmed"


# Buttons


def datas(message: Seen) -> list[str]:
    return [button.data or "" for row in message.buttons for button in row]


def test_a_button_names_number_and_version_and_is_sealed(quiet_stage: Stage) -> None:
    quiet_stage.report(HEAD)
    quiet_stage.report(OTHER_HEAD)
    first, second = (datas(card) for card in quiet_stage.cards(REVIEWER))
    seals = {data.rpartition(":")[2] for data in first}
    assert [len(seal) for seal in seals] == [4]
    assert first == [f"{word}:1:1:{seal}" for seal in seals for word in ("confirm", "return", "amend", "transfer")]
    assert seals.isdisjoint(data.rpartition(":")[2] for data in second)
    quiet_stage.later(seconds=5)
    quiet_stage.report(HEAD, "工单按期回复率 97/100")
    assert seals.isdisjoint(data.rpartition(":")[2] for data in datas(quiet_stage.cards(REVIEWER)[0]))


def pressed(stage: Stage, person: int, data: str) -> str:
    """Let somebody press a button with some data under the last message; returns the alert, "" where it was none."""
    message = stage.last(person)
    stage.forge(person, message.id, data)
    told, alert = stage.press(person, message.id, "旧")
    return told if alert else ""


def test_a_button_whose_seal_is_not_that_of_its_submission_does_nothing(quiet_stage: Stage) -> None:
    quiet_stage.report(HEAD)
    quiet_stage.report(OTHER_HEAD)
    others = datas(quiet_stage.cards(REVIEWER)[1])[0].rpartition(":")[2]
    for seal in ("aaaa", others, "1", "确认"):
        for word in ("confirm", "return", "amend", "transfer", "see", "take_back"):
            assert "已更新" in pressed(quiet_stage, REVIEWER, f"{word}:1:1:{seal}"), (word, seal)
    assert [row["state"] for row in quiet_stage.json("submissions")] == ["pending", "pending"]


@pytest.mark.parametrize("word", ["withdraw", "wd", "report_again", "evidence_add", "urge"])
def test_a_button_of_before_seals_is_good_until_the_version_changes(quiet_stage: Stage, word: str) -> None:
    quiet_stage.report(HEAD)
    quiet_stage.later(seconds=5)
    quiet_stage.report(HEAD, "工单按期回复率 97/100")
    assert "已更新" in pressed(quiet_stage, HEAD, f"{word}:1:1")
    assert quiet_stage.books()["state"] == "pending"
    assert pressed(quiet_stage, HEAD, f"{word}:1:2") == ""


@pytest.mark.parametrize("word", ["confirm", "ok"])
def test_a_card_of_before_seals_is_decided_by_its_button(quiet_stage: Stage, word: str) -> None:
    quiet_stage.report(HEAD)
    assert pressed(quiet_stage, REVIEWER, f"{word}:1:1") == ""
    assert quiet_stage.books()["state"] == "confirmed"


def test_the_buttons_of_something_open_are_sealed_too(quiet_stage: Stage) -> None:
    quiet_stage.report(HEAD)
    quiet_stage.say(REVIEWER, "确认", reply_to=quiet_stage.card(REVIEWER).id)
    quiet_stage.later(minutes=31)
    quiet_stage.say(HEAD, "更正为 97/100 漏计一件", reply_to=quiet_stage.last(HEAD).id)
    card = quiet_stage.card(SECOND_REVIEWER)
    sign = datas(card)[0]
    for seal in ("aaaa", "1"):
        assert "已更新" in pressed(quiet_stage, REVIEWER, f"{sign.rpartition(':')[0]}:{seal}")
    assert quiet_stage.books()["phase"] == "correcting"
    quiet_stage.press(SECOND_REVIEWER, card.id, "确认更正")
    assert "已签：周科员" in quiet_stage.card(REVIEWER).text


def test_buttons_that_a_sentence_offers_are_sealed(quiet_stage: Stage) -> None:
    quiet_stage.report(HEAD)
    quiet_stage.say(HEAD, "/undo")
    (offered,) = datas(quiet_stage.last(HEAD))
    assert (offered.startswith("withdraw:1:1:"), len(offered.rpartition(":")[2])) == (True, 4)
    quiet_stage.press(REVIEWER, quiet_stage.card(REVIEWER).id, "转交")
    (handed,) = datas(quiet_stage.last(REVIEWER))
    assert (handed.startswith(f"transfer_to:1:1:{SECOND_REVIEWER}:"), handed.count(":")) == (True, 4)
    quiet_stage.press(REVIEWER, quiet_stage.last(REVIEWER).id, NAMES[SECOND_REVIEWER])
    quiet_stage.say(REVIEWER, "确认", reply_to=quiet_stage.card(REVIEWER).id)
    quiet_stage.say(HEAD, "/appeal")
    (objecting,) = datas(quiet_stage.last(HEAD))
    assert (objecting.startswith("appeal:1:1:"), len(objecting.rpartition(":")[2])) == (True, 4)
    quiet_stage.report(HEAD, "工单按期回复率 97/100")
    assert datas(quiet_stage.last(HEAD)) == [], "as long as the decision can be taken back"
    quiet_stage.later(minutes=30)
    (correcting,) = datas(quiet_stage.last(HEAD))
    assert (correcting.startswith("propose:1:1:"), len(correcting.rpartition(":")[2])) == (True, 4)
    assert quiet_stage.said(GROUP) == []
