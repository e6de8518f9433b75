"""Rights: asked anew from the roster at every word, for signatures, takings-back, withdrawals and presses."""

from datetime import datetime
from pathlib import Path

import pytest

from bot.files import read_sample
from tests.cast import (
    ADMIN,
    CHINA,
    COLLEAGUE,
    GROUP,
    HEAD,
    LEADER,
    LEGAL_REVIEWER,
    OTHER_HEAD,
    PARTS,
    PARTY_HEAD,
    REVIEWER,
    SECOND_ADMIN,
    SECOND_REVIEWER,
    SQUAD_REVIEWER,
    TASK_FORCE,
    Part,
    roster_csv,
)
from tests.stage import Stage, furnish

DECEMBER = datetime(2026, 12, 1, 9, 0, tzinfo=CHINA)


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped rulebook without a weekly post."""
    file = tmp_path_factory.mktemp("quiet") / "quiet.toml"
    file.write_text(read_sample().decode().replace('week_post = "mon 09:00"', 'week_post = ""'), "utf-8")
    return file


@pytest.fixture(scope="module")
def furnished(rulebook: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return furnish(tmp_path_factory.mktemp("furnished") / "data", rulebook, roster_csv())


def employ(stage: Stage, *joining: Part, leaving: tuple[int, ...] = ()) -> None:
    """Put another roster in force: without the old posts of those who leave, and with the new ones."""
    staying = tuple(part for part in PARTS if part.person not in leaving)
    file = stage.folder.with_name("changed.csv")
    file.write_text(roster_csv((*staying, *joining)), encoding="utf-8")
    done = stage.leitai("roster", "import", str(file), "--replace")
    assert done.code == 0, done.err


def refused(stage: Stage, person: int, words: str, **how: int) -> str:
    """Let somebody say what is refused and changes nothing; returns the sentence."""
    before, books = stage.counts(), stage.json("submissions")
    stage.say(person, words, **how)
    assert stage.json("submissions") == books, words
    (sentence,) = stage.new(before)[person]
    assert "没有任何改动" in sentence
    return sentence


# Where all leads sign


def test_who_has_no_standing_signature_takes_nothing_back(stage: Stage) -> None:
    stage.report(HEAD, "铁拳 5")
    card = stage.card(SQUAD_REVIEWER).id
    stage.say(SQUAD_REVIEWER, "确认", reply_to=card)
    stage.say(LEGAL_REVIEWER, "改为 4", reply_to=stage.card(LEGAL_REVIEWER).id)
    assert "冯科长" in refused(stage, SQUAD_REVIEWER, "撤销", reply_to=card)
    assert (stage.books()["value"], stage.books()["signed"]) == ("4", ["fagui"])
    stage.say(LEGAL_REVIEWER, "撤销", reply_to=stage.card(LEGAL_REVIEWER).id)
    assert (stage.books()["value"], stage.books()["signed"]) == ("5", [])


@pytest.mark.parametrize(("words", "state", "value"), [("退回 重复计数", "returned", "5"), ("改为 3", "pending", "3")])
def test_a_lead_that_signed_may_still_return_or_amend(stage: Stage, words: str, state: str, value: str) -> None:
    stage.report(HEAD, "铁拳 5")
    card = stage.card(SQUAD_REVIEWER).id
    stage.say(SQUAD_REVIEWER, "确认", reply_to=card)
    assert stage.books()["signed"] == ["zhifa"]
    stage.say(SQUAD_REVIEWER, words, reply_to=card)
    assert (stage.books()["state"], stage.books()["value"]) == (state, value)


# Who changed posts


def test_a_reviewer_who_became_head_of_the_unit_decides_and_takes_back_no_more(stage: Stage) -> None:
    stage.report(HEAD, "回复率 98/100\n办结率 97/100")
    first, second = (card.id for card in stage.cards(REVIEWER))
    stage.say(REVIEWER, "确认", reply_to=first)
    for leaving in ((), (REVIEWER,)):
        employ(stage, Part(REVIEWER, "李科长", "head", "东湖所"), leaving=leaving)
        assert "您自己单位" in refused(stage, REVIEWER, "撤销", reply_to=first)
        for words in ("确认", "退回 缺少截图", "改为 96/100"):
            assert "您自己单位" in refused(stage, REVIEWER, words, reply_to=second)
    assert [row["state"] for row in stage.json("submissions")] == ["confirmed", "pending"]


def test_a_reviewer_who_moved_elsewhere_takes_nothing_back(stage: Stage) -> None:
    stage.report(HEAD)
    card = stage.card(REVIEWER).id
    stage.say(REVIEWER, "确认", reply_to=card)
    employ(stage, Part(REVIEWER, "李科长", "head", "南桥所"), leaving=(REVIEWER,))
    assert "消保科" in refused(stage, REVIEWER, "撤销", reply_to=card)
    assert stage.books()["state"] == "confirmed"


def test_a_head_who_moved_to_another_unit_withdraws_nothing_of_the_old_one(stage: Stage) -> None:
    stage.report(HEAD)
    receipt = stage.last(HEAD).id
    employ(stage, Part(HEAD, "王所长", "head", "西溪所"), leaving=(HEAD,))
    refused(stage, HEAD, "/undo 1")
    refused(stage, HEAD, "/undo")
    for label in ("撤回", "修改"):
        text, alert = stage.press(HEAD, receipt, label)
        assert alert
        assert "没有任何改动" in text
    stage.say(COLLEAGUE, "/undo 1")
    assert stage.books()["state"] == "withdrawn"


# Who is left to decide


@pytest.mark.parametrize("place", [None, GROUP])
def test_an_admin_decides_what_a_leads_only_reviewer_reported_and_took_back(stage: Stage, place: int | None) -> None:
    stage.say(TASK_FORCE, "/report 东湖所 驻地企业满意度 98/100", to=place)
    where = TASK_FORCE if place is None else GROUP
    reported = stage.last(where).id
    assert stage.books()["state"] == "confirmed"
    stage.say(TASK_FORCE, "撤销", to=place, reply_to=reported)
    assert stage.books()["state"] == "pending"
    refused(stage, TASK_FORCE, "确认", reply_to=reported, **({} if place is None else {"to": GROUP}))
    card = stage.card(ADMIN if place is None else GROUP)
    assert "由 管理员 核实" in card.text
    stage.say(SECOND_ADMIN, "/pending")
    assert "编号 0001" in stage.last(SECOND_ADMIN).text
    stage.say(ADMIN, "确认", to=place, reply_to=card.id)
    assert (stage.books()["state"], stage.books()["decided_by"]) == ("confirmed", ADMIN)


def test_an_admin_decides_where_a_leads_only_reviewer_is_head_of_the_unit(stage: Stage) -> None:
    employ(stage, Part(HEAD, "王所长", "reviewer", "消保科"), leaving=(REVIEWER, SECOND_REVIEWER))
    stage.report(HEAD)
    refused(stage, HEAD, "确认", reply_to=stage.last(HEAD).id)
    assert {place for place in stage.chat.rooms if stage.cards(place)} == {ADMIN, SECOND_ADMIN}
    stage.press(ADMIN, stage.card(ADMIN).id, "确认")
    assert (stage.books()["state"], stage.books()["decided_by"]) == ("confirmed", ADMIN)


def test_an_admin_stays_out_where_a_lead_can_decide(stage: Stage) -> None:
    stage.report(HEAD, to=GROUP)
    assert "消保科" in refused(stage, ADMIN, "确认", to=GROUP, reply_to=stage.card(GROUP).id)


def test_a_unit_does_not_withdraw_what_a_lead_reported_against_it(stage: Stage) -> None:
    employ(stage, Part(OTHER_HEAD, "钱主任", "head", "办公室"), leaving=(OTHER_HEAD,))
    stage.say(PARTY_HEAD, "/highlight 办公室 通报批评 市级 迟报材料")
    assert stage.books()["state"] == "pending"
    for words in ("/undo", "/undo 1", "撤回 0001"):
        refused(stage, OTHER_HEAD, words)
    stage.say(PARTY_HEAD, "/undo 1")
    assert stage.books()["state"] == "withdrawn"


def test_the_head_of_a_unit_that_does_not_compete_sees_every_arena(stage: Stage) -> None:
    employ(stage, Part(TASK_FORCE, "蒋组长", "head", "营商专班"))
    stage.say(TASK_FORCE, "/rank")
    assert len([message for message in stage.said(TASK_FORCE) if message.photo]) == 2


def test_the_head_of_a_unit_that_neither_competes_nor_leads_has_nothing_to_report(stage: Stage) -> None:
    employ(stage, Part(LEADER, "沈局长", "head", "营商专班"))
    stage.say(LEADER, "/report")
    assert "不参加任何擂台" in stage.last(LEADER).text


# In the group


def test_a_leads_own_report_in_the_group_is_shown_as_confirmed(stage: Stage) -> None:
    reported = stage.say(TASK_FORCE, "/report 东湖所 驻地企业满意度 98/100", to=GROUP)
    assert stage.seen(GROUP, reported.id).reactions == ["👌"]
    assert "已确认" in stage.card(GROUP).text


def test_a_message_of_two_lines_is_shown_as_confirmed_when_both_are(stage: Stage) -> None:
    reported = stage.report(HEAD, "回复率 98/100\n办结率 97/100", to=GROUP).id
    first, second = (card.id for card in stage.cards(GROUP))
    for card, shown in ((first, "✍"), (second, "👌")):
        stage.press(REVIEWER, card, "确认", to=GROUP)
        assert stage.seen(GROUP, reported).reactions == [shown]
    stage.say(REVIEWER, "撤销", to=GROUP, reply_to=first)
    assert stage.seen(GROUP, reported).reactions == ["✍"]
    stage.say(REVIEWER, "退回 缺少截图", to=GROUP, reply_to=first)
    assert stage.seen(GROUP, reported).reactions == ["🤔"]


# Presses that no button makes

FORGED = (
    "q:1:7",
    "q:1:-2",
    "q:1:-3",
    f"q:{10**17}:0",
    f"q:{10**30}:0",
    f"q:1:{10**17}",
    "ok:--5:1",
    "ok:-5:1",
    f"ok:{10**23}:1",
    f"ok:1:{10**18}",
    "ok:1:-1",
    "ok:1:0",
    "wd:１:1",
    "wd:2:1",
    "rs:2:1",
    "tb:1:1",
    "mod:1:1",
    "am:1:1",
    "no:1:1",
    "see:1:1",
    "out:1:0",
    "out:-1:1",
    "ok::",
    "ok",
    "::",
    "",
    " ",
    "确认",
    "x" * 64,
)


def forge(stage: Stage, person: int, data: str) -> tuple[str, bool]:
    """Let somebody press what the last message to him never offered; returns the one answer."""
    message = stage.chat.rooms[person].messages[stage.last(person).id]
    assert message.now.markup is not None
    message.now.markup["inline_keyboard"] = [[{"text": "假", "callback_data": data}]]
    return stage.press(person, message.id, "假")


def test_forged_presses_are_answered_aside_and_change_nothing(stage: Stage) -> None:
    stage.report(OTHER_HEAD)
    stage.move(DECEMBER)
    stage.report(HEAD)
    assert "哪一期" in stage.last(HEAD).text
    before, books = stage.counts(), stage.json("submissions")
    for person, data in (*((HEAD, data) for data in FORGED), (OTHER_HEAD, "q:1:0"), (OTHER_HEAD, "q:1:-1")):
        text, alert = forge(stage, person, data)
        assert alert, data
        assert text, data
    assert stage.new(before) == {}
    assert stage.json("submissions") == books
    stage.say(HEAD, "11月")
    assert stage.books(2)["period"] == "2026-11", "the question is still open"
