"""Where the bureau's group is: it may move to another number, and the one noted first stays."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import engine
from tests.cast import BASIC_GROUP, GROUP, HEAD, OTHER_GROUP, OTHER_HEAD, REVIEWER
from tests.stage import Stage, playing, staged


@pytest.fixture
def basic(furnished: Path, rulebook: Path, tmp_path: Path) -> Iterator[Stage]:
    folder = engine.copy_folder(furnished, tmp_path / "data")
    with staged("in process", folder, rulebook, basic_group=True) as stage, playing(stage):
        yield stage


def menu(stage: Stage, place: int) -> list[str]:
    return [one["command"] for one in stage.chat.menu(place)]


def test_the_bot_follows_its_group_to_a_new_id(basic: Stage) -> None:
    basic.until(lambda: "report" in menu(basic, BASIC_GROUP))
    basic.report(HEAD, to=BASIC_GROUP)
    new = basic.chat.migrate(BASIC_GROUP)
    basic.settle()
    basic.until(lambda: "report" in menu(basic, new))
    basic.report(OTHER_HEAD, to=new)
    (card,) = basic.cards(new)
    assert "编号 0002" in card.text
    basic.say(REVIEWER, "确认", to=new, reply_to=card.id)
    assert basic.books(2)["state"] == "confirmed"
    basic.stop()
    basic.group, basic.settings = new, {"LEITAI_GROUP": str(BASIC_GROUP)}
    basic.start()
    basic.say(HEAD, "/mine", to=new)
    assert "东湖市场监管所" in basic.last(HEAD).text


def test_a_letter_that_meets_the_move_arrives_at_the_new_place(basic: Stage) -> None:
    basic.stop()
    basic.chat.say(HEAD, "/report 工单按期回复率 98/100", to=BASIC_GROUP)
    report = list(basic.chat.updates.pending)
    new = basic.chat.migrate(BASIC_GROUP)
    basic.chat.updates.drop()
    basic.chat.updates.pending.extend(report)
    basic.start()
    basic.settle()
    assert [card.text.count("待核实 编号 0001") for card in basic.cards(new)] == [1]
    basic.say(REVIEWER, "确认", to=new, reply_to=basic.card(new).id)
    assert basic.books()["state"] == "confirmed"


def test_after_the_group_moved_no_message_with_an_old_number_is_touched(basic: Stage) -> None:
    basic.report(HEAD, to=BASIC_GROUP)
    new = basic.chat.migrate(BASIC_GROUP)
    basic.settle()
    for line in ("回复率 90/100", "办结率 91/100", "满意率 92/100"):
        basic.report(OTHER_HEAD, line, to=new)
    others = [(card.id, card.text) for card in basic.cards(new)]
    talk = [message for message in basic.chat.seen(new) if message.sender != basic.chat.bot.id]
    basic.say(REVIEWER, "/pending")
    basic.press(REVIEWER, basic.last(REVIEWER).id, "看 0001 东湖市场监管所")
    basic.say(REVIEWER, "确认", reply_to=basic.card(REVIEWER).id)
    assert basic.books(1)["state"] == "confirmed"
    assert [(card.id, card.text) for card in basic.cards(new)] == others
    assert [basic.seen(new, message.id).reactions for message in talk] == [["✍"]] * 3
    assert basic.chat.calls.of("editMessageText", chat=new) == []


def test_after_the_group_moved_a_value_reported_again_gets_a_new_card_there(basic: Stage) -> None:
    basic.report(HEAD, to=BASIC_GROUP)
    new = basic.chat.migrate(BASIC_GROUP)
    basic.settle()
    basic.report(HEAD, "工单按期回复率 97/100", to=new)
    (card,) = basic.cards(new)
    assert "待核实 编号 0001（第2版）" in card.text
    basic.later(seconds=5)
    basic.say(REVIEWER, "确认", to=new, reply_to=card.id)
    assert (basic.books()["state"], basic.books()["value"]) == ("confirmed", "97/100")


@pytest.mark.parametrize("way", ["own process"], indirect=True)
def test_the_group_that_was_noted_first_stays_the_bureaus_group(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.chat.add_group(OTHER_GROUP, "别的群", members=[HEAD])
    stage.stop()
    changed = {**stage.env(), "LEITAI_GROUP": str(OTHER_GROUP)}
    monkeypatch.setattr(stage, "env", lambda: changed)
    stage.start()  # it says that it is ready for the group it had before
    stage.chat.say(HEAD, "/report 工单按期回复率 98/100", to=OTHER_GROUP)
    stage.report(HEAD, to=GROUP)
    assert "编号 0001" in stage.card(GROUP).text
    assert "另一个群" in stage.last(OTHER_GROUP).text
