"""/veto: a leader asks, another leader or an admin agrees, and only then a unit is out of the ranking."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from docx import Document

from bot.files import read_sample
from tests.cast import (
    ADMIN,
    CHINA,
    COLLEAGUE,
    GROUP,
    HEAD,
    LEADER,
    OTHER_HEAD,
    REVIEWER,
    SECOND_ADMIN,
    STRANGER,
    Part,
    roster_csv,
)
from tests.stage import Stage, furnish, labels, playing, staged

LOCK = datetime(2026, 12, 7, 12, 0, tzinfo=CHINA)
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=CHINA)
DECEMBER = datetime(2026, 12, 1, 9, 0, tzinfo=CHINA)
REASON = "发生较大安全事故：3人受伤，见“云市监〔2026〕12号”！"
AGREE, DECLINE, SEE = "✅ 同意", "↩️ 不同意", "📎 查看佐证"
ANOTHER_LEADER = Part(3002, "许局长", "leader")


def changed(folder: Path, old: str, new: str) -> Iterator[Stage]:
    """Play in a bureau without posts whose rulebook says something else in one place."""
    rulebook = folder / "changed.toml"
    rulebook.write_text(read_sample().decode().replace(old, new, 1).replace('"mon 09:00"', '""'), "utf-8")
    furnished = furnish(folder / "data", rulebook, roster_csv())
    with staged("in process", furnished, rulebook) as stage, playing(stage):
        yield stage


@pytest.fixture
def zeroing(tmp_path: Path) -> Iterator[Stage]:
    """A bureau whose vetoes bring a category of one arena to zero."""
    yield from changed(tmp_path, "[competition]", '[competition]\nveto = "zero_category:satisfaction"')


@pytest.fixture
def unclosed(tmp_path: Path) -> Iterator[Stage]:
    """A bureau that never closes a month."""
    yield from changed(tmp_path, "month = true", "month = false")


@pytest.fixture
def ranked(tmp_path: Path) -> Iterator[Stage]:
    """A bureau in which nobody needs any coverage for a rank; two units have points."""
    for stage in changed(tmp_path, 'minimum_coverage = "2/3"', "minimum_coverage = 0"):
        report(stage)
        yield stage


@pytest.fixture
def scored(quiet_stage: Stage) -> Stage:
    """The unit of HEAD is first, that of OTHER_HEAD second."""
    report(quiet_stage)
    return quiet_stage


def report(stage: Stage) -> None:
    for head, value in ((HEAD, "98/100"), (OTHER_HEAD, "90/100")):
        stage.report(head, f"工单按期回复率 {value}")
        stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)


def asked(stage: Stage, words: str = f"东湖所 {REASON}") -> None:
    stage.say(LEADER, f"/veto {words}")
    assert "已提请会签" in stage.last(LEADER).text, stage.last(LEADER).text


def decide(stage: Stage, label: str = AGREE, person: int = ADMIN) -> tuple[str, bool]:
    card = next(one for one in reversed(stage.said(person)) if "待会签" in one.text)
    return stage.press(person, card.id, label)


def vetoed(stage: Stage) -> None:
    asked(stage)
    assert decide(stage) == ("已会签，现在生效。", False)


def unchanged(stage: Stage) -> None:
    assert (stage.row()["rank"], stage.row()["veto"]) == (1, None)
    assert "rank_without_veto" not in stage.row()


def test_who_signs_sees_who_asked_and_why_and_the_standings_with_and_without_it(scored: Stage) -> None:
    before = scored.counts()
    asked(scored)
    told = scored.new(before)
    assert told.keys() == {LEADER, ADMIN, SECOND_ADMIN}, "neither the unit nor the group hears of what may never be"
    becomes = (
        "现在：第 1 名，4.50 分\n"
        "同意后：没有名次，4.50 分\n"
        "其他单位：西溪市场监管所第 2 名→第 1 名、南桥市场监管所第 3 名→第 2 名、"
        "北营市场监管所第 3 名→第 2 名，等 8 家\n"
    )
    asking = (
        f"⚖️ 已提请会签：一票否决，东湖市场监管所2026年11月（不参与排名）。理由：{REASON}\n{becomes}"
        "请 韩管理员、杨管理员 会签，任一人同意后才生效；现在还没有任何改动。"
        "补充佐证请回复本条发照片或文件；不提了请回复：撤销"
    )
    assert told[LEADER] == [asking]
    assert labels(scored.last(LEADER)) == ["↶ 撤销提请"], "nothing was sent along that could be looked at"
    card = (
        "⚖️ 待会签：一票否决\n"
        "东湖市场监管所 · 2026年11月\n"
        "沈局长 11月19日 09:00 提出，后果：不参与排名\n"
        f"理由：{REASON}\n"
        f"{becomes}"
        "现在还没有任何改动，一人决定即可。回复本条：同意 ／ 驳回"
    )
    assert told[ADMIN] == told[SECOND_ADMIN] == [card]
    unchanged(scored)


def test_with_the_second_word_it_counts_and_the_heads_and_the_group_are_told(scored: Stage) -> None:
    asked(scored)
    card, before = scored.last(ADMIN), scored.counts()
    assert decide(scored) == ("已会签，现在生效。", False)
    assert scored.seen(ADMIN, card.id).text.endswith("，等 8 家\n☑️ 已经办过，该提问已失效。")
    said = (
        f"⚖️ 一票否决：东湖市场监管所2026年11月不参与排名。理由：{REASON}\n"
        "沈局长提出，韩管理员会签，现在生效。有疑问请联系局办公室。"
    )
    told = scored.new(before)
    assert told.keys() == {HEAD, COLLEAGUE, LEADER, ADMIN, SECOND_ADMIN, GROUP}
    assert all(texts == [said] for texts in told.values())
    row = scored.row()
    assert (row["rank"], row["veto"], row["rank_without_veto"], row["total"]) == (None, "ineligible", 1, "4.50")
    other = scored.row("xixi")
    assert (other["rank"], other["veto"], other["rank_without_veto"]) == (1, None, 2)
    for person in (ADMIN, SECOND_ADMIN):
        assert AGREE not in [label for seen in scored.said(person) for label in labels(seen)]


def test_boards_cards_and_explanations_say_it_in_words(scored: Stage) -> None:
    vetoed(scored)
    words = "一票否决：不参与排名（不计否决为第 1 名）"
    scored.say(LEADER, "/rank 市场监管所擂台")
    assert f"· 东湖市场监管所 4.50（{words}" in scored.last(LEADER).text
    scored.say(HEAD, "/why")
    assert words in scored.last(HEAD).text
    assert f"否决理由：{REASON}" in scored.last(HEAD).text
    scored.say(HEAD, "/mine")
    assert any("一票否决" in seen.text for seen in scored.said(HEAD)[-2:])
    done = scored.leitai("standings", "--period", "2026-11", "--arena", "offices", "--format", "table")
    assert "不参与排名" in done.out


def test_a_post_from_before_stays_as_it_was_and_one_after_says_it(stage: Stage) -> None:
    stage.report(HEAD)
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    stage.move(MONDAY)
    stage.settle()
    first = [seen for seen in stage.said(GROUP) if "东湖市场监管所 4.50" in seen.text]
    assert len(first) == 1
    vetoed(stage)
    stage.move(MONDAY + timedelta(days=7))
    stage.settle()
    posts = [seen for seen in stage.said(GROUP) if "东湖市场监管所 4.50" in seen.text]
    assert posts[0] == first[0]
    assert "一票否决" not in posts[0].text
    assert "一票否决：不参与排名（不计否决为第 1 名）" in posts[1].text
    for post in posts:
        stage.say(HEAD, "核对", reply_to=post.id, to=GROUP)
        assert "名次和得分与公布的完全一致" in stage.last(HEAD).text


def test_it_is_lifted_the_same_way(scored: Stage) -> None:
    vetoed(scored)
    asked(scored, "东湖所 解除 复查未认定责任")
    card = scored.last(SECOND_ADMIN).text
    assert "待会签：解除一票否决" in card
    assert "现在：没有名次，4.50 分\n同意后：第 1 名，4.50 分\n其他单位：西溪市场监管所第 1 名→第 2 名" in card
    assert scored.row()["veto"] == "ineligible", "it stands until the second word"
    before = scored.counts()
    decide(scored, person=SECOND_ADMIN)
    said = (
        "⚖️ 一票否决已解除：东湖市场监管所2026年11月（原为不参与排名）。理由：复查未认定责任\n"
        "沈局长提出，杨管理员会签，现在生效。"
    )
    told = scored.new(before)
    assert told[GROUP] == told[HEAD] == [said]
    unchanged(scored)
    vetoed(scored)
    assert scored.row()["rank"] is None, "it can be imposed again"


def test_who_does_not_agree_leaves_everything_as_it_was(scored: Stage) -> None:
    asked(scored)
    before = scored.counts()
    assert decide(scored, DECLINE) == ("已记为不同意，没有任何改动。", False)
    told = scored.new(before)
    assert told.keys() == {LEADER, ADMIN, SECOND_ADMIN}
    said = (
        "↩️ 韩管理员不同意一票否决：东湖市场监管所2026年11月（不参与排名）。没有任何改动，得分和名次不变。"
        "确有必要，沈局长可以重新提出。"
    )
    assert told[LEADER] == [said]
    unchanged(scored)
    assert decide(scored, person=SECOND_ADMIN) == ("已由韩管理员处理（已更新），没有新的改动。", True)
    unchanged(scored)


def test_a_reply_to_the_card_decides_as_its_buttons_do(scored: Stage) -> None:
    for words, effect in (("驳回", None), ("同意", "ineligible")):
        asked(scored)
        scored.say(ADMIN, "好的", reply_to=scored.last(ADMIN).id)
        assert scored.row()["veto"] is None, "anything else decides nothing"
        card = next(one for one in reversed(scored.said(ADMIN)) if "待会签" in one.text)
        scored.say(ADMIN, words, reply_to=card.id)
        assert "韩管理员" in scored.last(ADMIN).text
        assert scored.row()["veto"] == effect


def test_until_the_month_is_closed_it_can_be_imposed_and_whoever_closes_sees_it(ranked: Stage) -> None:
    ranked.move(LOCK)
    asked(ranked, f"东湖所 2026-11 {REASON}")
    waits = ranked.last(ADMIN)
    ranked.say(ADMIN, "待定榜")
    closing = ranked.last(ADMIN)
    assert "请先处理：东湖市场监管所一票否决（等会签）" in closing.text
    asked(ranked, f"西溪所 2026-11 {REASON}")
    decide(ranked, person=SECOND_ADMIN)
    ranked.say(ADMIN, "定榜", reply_to=closing.id)
    assert "您看过以后结果有变动" in "".join(one.text for one in ranked.said(ADMIN)[-2:])
    closing = next(one for one in reversed(ranked.said(ADMIN)) if "待定榜" in one.text and "核对码" in one.text)
    assert "西溪市场监管所一票否决：不参与排名（不计否决为第 2 名）" in closing.text
    ranked.say(ADMIN, "定榜", reply_to=closing.id)
    card = next(one for one in reversed(ranked.said(SECOND_ADMIN)) if "核对码" in one.text)
    ranked.say(SECOND_ADMIN, "定榜", reply_to=card.id)
    named = ranked.last(SECOND_ADMIN)
    assert "还有没处理的异议、更正或一票否决 东湖市场监管所一票否决（等会签）" in named.text
    ranked.press(SECOND_ADMIN, named.id, "仍然定榜")
    posts = [one.text for one in ranked.said(GROUP) if "（正式）" in one.text]
    assert "· 西溪市场监管所 11.76（一票否决：不参与排名（不计否决为第 2 名）" in posts[0]
    assert "1 东湖市场监管所 21.18" in posts[0]
    assert labels(ranked.seen(ADMIN, waits.id)) == []
    over = (
        "⚠️ 没有受理：2026年11月已定榜，不能再提出、会签或解除一票否决，没有任何改动。"
        "要计入2026年第4季度，请写明期间：/veto 东湖市场监管所 2026年第4季度 理由"
    )
    ranked.say(ADMIN, "同意", reply_to=waits.id)
    assert ranked.last(ADMIN).text == over
    ranked.say(LEADER, "/veto 西溪所 2026-11 解除 查清了")
    assert ranked.last(LEADER).text == over.replace("东湖", "西溪")
    asked(ranked, f"东湖市场监管所 2026年第4季度 {REASON}")
    shown = ranked.leitai("publications", "show", "1").out
    assert "·\t西溪市场监管所\t11.76\t一票否决：不参与排名（不计否决为第 2 名）\n" in shown
    assert ranked.leitai("publications", "export", "1", str(ranked.folder.parent)).code == 0
    told = [line.text for line in Document(str(next(ranked.folder.parent.glob("*.docx")))).paragraphs]
    assert "市场监管所擂台：西溪市场监管所，不参与排名（不计否决为第 2 名）。" in told
    post = next(one for one in ranked.said(GROUP) if "（正式）" in one.text)
    ranked.say(HEAD, "核对", reply_to=post.id, to=GROUP)
    assert "完全一致" in ranked.last(HEAD).text


def test_where_nothing_is_closed_the_second_word_comes_too_late_from_the_lock_on(unclosed: Stage) -> None:
    for unit in ("东湖所", "西溪所"):
        asked(unclosed, f"{unit} {REASON}")
    unclosed.clock.move(LOCK - timedelta(seconds=1))
    assert decide(unclosed) == ("已会签，现在生效。", False)
    assert unclosed.row("xixi")["veto"] == "ineligible"
    unclosed.move(LOCK)
    card = next(one for one in unclosed.said(SECOND_ADMIN) if "待会签" in one.text and "东湖" in one.text)
    assert labels(card) == []
    told, alert = unclosed.press(SECOND_ADMIN, card.id, AGREE)
    assert "2026年11月已锁定，不能再提出、会签或解除一票否决" in told
    assert alert
    assert unclosed.row()["veto"] is None


def test_another_period_can_be_named_and_one_of_a_month_holds_in_the_quarter(scored: Stage) -> None:
    asked(scored, f"东湖所 四季度 {REASON}")
    decide(scored)
    unchanged(scored)
    assert scored.row(period="2026-Q4")["veto"] == "ineligible"
    scored.say(LEADER, "/veto 西溪所 10月 迟报")
    assert "2026年10月已锁定，不能再提出" in scored.last(LEADER).text


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("", "一票否决：/veto 单位 理由；解除：/veto 单位 解除 理由。不写期间就是2026年11月"),
        ("东湖所", "请写明理由"),
        ("东湖所 ！！", "请写明理由"),
        ("东湖所 11月", "请写明理由"),
        ("东湖所 " + "长" * 301, "请缩短到 300 字以内"),
        ("天上所 发生事故", "没有叫“天上所”的单位"),
        ("监管所 发生事故", "没有叫“监管所”的单位，没有任何改动。您是不是要找："),
        ("营商专班 发生事故", "局营商环境专班不参加任何擂台，不能一票否决"),
        ("东湖所 2027-01 发生事故", "不在本次竞赛（2026年）内"),
        ("东湖所 12月 发生事故", "2026年12月还没有开始"),
        ("东湖所 解除 查清了", "没有一票否决，不用解除"),
        ("解除 东湖所 查清了", "没有一票否决，不用解除"),
        ("解除", "一票否决：/veto 单位 理由"),
    ],
)
def test_what_cannot_be_taken_says_so_and_changes_nothing(quiet_stage: Stage, words: str, told: str) -> None:
    before = quiet_stage.counts()
    quiet_stage.say(LEADER, f"/veto {words}".strip())
    said = quiet_stage.new(before)
    assert said.keys() == {LEADER}
    assert told in said[LEADER][0]
    assert quiet_stage.row()["veto"] is None


def test_one_line_is_about_one_unit(quiet_stage: Stage) -> None:
    for words in (
        "东湖所、西溪所 发生事故",
        "东湖所， 西溪 发生事故",
        "东湖所 西溪所 发生事故",
        "东湖所 11月 西溪所 发生事故",
        "东湖所 发生事故\n西溪所 发生事故",
        "解除 东湖所、西溪所 查清了",
    ):
        quiet_stage.say(LEADER, f"/veto {words}")
        assert "一次只能提一家单位，您写了东湖市场监管所和西溪市场监管所" in quiet_stage.last(LEADER).text, words
    quiet_stage.say(LEADER, "/veto 东湖所 食品、药品事故，瞒报")
    assert "待会签" in quiet_stage.last(ADMIN).text


def test_twice_is_refused_while_it_waits_and_while_it_stands(scored: Stage) -> None:
    asked(scored)
    scored.say(LEADER, f"一票否决 东湖所 {REASON}")
    assert "东湖市场监管所2026年11月已由沈局长提请会签，还没有人处理" in scored.last(LEADER).text
    decide(scored)
    scored.say(LEADER, f"/veto 东湖所 {REASON}")
    assert "已经被一票否决（不参与排名）" in scored.last(LEADER).text
    assert len([one for one in scored.said(ADMIN) if "待会签" in one.text]) == 1


def test_only_a_leader_asks(scored: Stage) -> None:
    for person in (HEAD, REVIEWER, ADMIN):
        scored.say(person, f"/veto 西溪所 {REASON}")
        assert "一票否决只能由局领导提出" in scored.last(person).text
    before = scored.counts()
    scored.say(STRANGER, f"/veto 西溪所 {REASON}", to=GROUP)
    assert ADMIN not in scored.new(before)
    unchanged(scored)


def test_what_was_sent_along_is_seen_by_whoever_signs_and_by_the_unit(scored: Stage, picture: bytes) -> None:
    scored.chat.say_album(LEADER, [picture] * 2, f"/veto 东湖所 {REASON}")
    scored.settle()
    receipt, card = scored.last(LEADER), scored.last(ADMIN)
    assert labels(receipt) == [SEE, "↶ 撤销提请"]
    assert labels(card) == [AGREE, DECLINE, SEE]
    assert scored.press(ADMIN, card.id, SEE) == ("📎 佐证发到您的私聊了。", False)
    heading = f"📎 一票否决的佐证 2 份：东湖市场监管所2026年11月，理由：{REASON}\n1 照片（沈局长 11月19日 09:00）"
    assert scored.said(ADMIN)[-3].text.startswith(heading)
    assert [one.photo is None for one in scored.said(ADMIN)[-2:]] == [False, False]
    scored.say(LEADER, photo=picture, reply_to=receipt.id)
    assert "已收作一票否决的佐证，现有 3 份" in scored.last(LEADER).text
    scored.say(ADMIN, photo=picture, reply_to=card.id)
    assert "只有提出的沈局长可以补充佐证或撤销" in scored.last(ADMIN).text
    scored.say(SECOND_ADMIN, "佐证", reply_to=scored.last(SECOND_ADMIN).id)
    assert "一票否决的佐证 3 份" in "".join(one.text for one in scored.said(SECOND_ADMIN)[-4:])
    assert decide(scored) == ("已会签，现在生效。", False)
    told = scored.last(HEAD)
    assert labels(told) == [SEE]
    assert labels(scored.last(GROUP)) == []
    scored.press(HEAD, told.id, SEE)
    assert "一票否决的佐证 3 份" in "".join(one.text for one in scored.said(HEAD)[-4:])
    scored.say(REVIEWER, "/feedback")
    scored.forge(REVIEWER, scored.last(REVIEWER).id, str(told.buttons[0][0].data))
    assert "只给该单位、局领导和管理员看" in scored.press(REVIEWER, scored.last(REVIEWER).id, "旧")[0]
    scored.say(LEADER, photo=picture, reply_to=receipt.id)
    assert "已由韩管理员处理" in scored.last(LEADER).text


def test_whoever_asked_takes_it_back_until_somebody_answered(scored: Stage) -> None:
    asked(scored)
    receipt, card = scored.last(LEADER), scored.last(ADMIN)
    scored.say(ADMIN, "撤销", reply_to=card.id)
    assert "只有提出的沈局长可以补充佐证或撤销" in scored.last(ADMIN).text
    before = scored.counts()
    assert scored.press(LEADER, receipt.id, "↶ 撤销提请") == ("不再提请，得分和名次不变。", False)
    said = "↶ 沈局长撤销了提请：一票否决，东湖市场监管所2026年11月（不参与排名）。没有任何改动，不用会签了。"
    told = scored.new(before)
    assert told.keys() == {LEADER, ADMIN, SECOND_ADMIN}
    assert all(texts == [said] for texts in told.values())
    assert labels(scored.seen(ADMIN, card.id)) == labels(scored.seen(LEADER, receipt.id)) == []
    scored.say(ADMIN, "同意", reply_to=card.id)
    assert "已由沈局长处理" in scored.last(ADMIN).text
    unchanged(scored)
    asked(scored)
    scored.say(LEADER, "撤销", reply_to=scored.last(LEADER).id)
    assert "沈局长撤销了提请" in scored.last(LEADER).text
    asked(scored)
    receipt = scored.last(LEADER)
    decide(scored)
    scored.say(LEADER, "撤销", reply_to=receipt.id)
    assert "已由韩管理员处理" in scored.last(LEADER).text
    assert scored.row()["veto"] == "ineligible"


def test_nobody_signs_alone_nor_about_the_own_unit(scored: Stage) -> None:
    scored.employ(Part(LEADER, "沈局长", "admin"), Part(ADMIN, "韩管理员", "head", "东湖所"), ANOTHER_LEADER)
    asked(scored)
    assert "请 许局长、杨管理员 会签" in scored.last(LEADER).text
    card = next(one for one in scored.said(SECOND_ADMIN) if "待会签" in one.text)
    data = str(card.buttons[0][0].data)
    for person, told in (
        (LEADER, "是您提出的，要由另一位局领导或管理员会签"),
        (ADMIN, "东湖市场监管所是您本单位"),
        (REVIEWER, "一票否决只能由局领导或管理员会签"),
    ):
        scored.say(person, "/feedback")
        message = scored.last(person).id
        scored.forge(person, message, data)
        answer, alert = scored.press(person, message, "旧")
        assert told in answer
        assert alert
    unchanged(scored)


def test_what_somebody_asked_who_is_no_leader_any_more_can_only_be_declined(scored: Stage) -> None:
    asked(scored)
    scored.employ(leaving=(LEADER,))
    scored.later(seconds=1)
    card = next(one for one in reversed(scored.said(ADMIN)) if "待会签" in one.text)
    assert AGREE not in labels(card)
    scored.say(ADMIN, "同意", reply_to=card.id)
    assert "提出的沈局长已不是局领导" in scored.last(ADMIN).text
    unchanged(scored)
    scored.say(ADMIN, "驳回", reply_to=card.id)
    assert "韩管理员不同意一票否决" in scored.last(ADMIN).text
    unchanged(scored)


def test_a_leader_of_the_unit_itself_and_one_without_anybody_to_sign_are_refused(scored: Stage) -> None:
    scored.employ(Part(LEADER, "沈局长", "head", "西溪所"), leaving=(ADMIN, SECOND_ADMIN))
    scored.say(LEADER, f"/veto 西溪所 {REASON}")
    assert "西溪市场监管所是您本单位，您不能提出" in scored.last(LEADER).text
    scored.say(LEADER, f"/veto 东湖所 {REASON}")
    assert "名册上没有别人可以会签" in scored.last(LEADER).text
    unchanged(scored)


def test_a_veto_does_what_the_rulebook_says_and_only_where_it_can(zeroing: Stage) -> None:
    zeroing.report(HEAD)
    zeroing.say(REVIEWER, "确认", reply_to=zeroing.card(REVIEWER).id)
    zeroing.say(HEAD, "/rules")
    name = "群众满意"
    assert f"一票否决的单位（没有另行写明的）：“{name}”计 0 分" in zeroing.last(HEAD).text
    asked(zeroing)
    assert "现在：第 1 名，4.50 分\n同意后：第 1 名，0.00 分" in zeroing.last(ADMIN).text
    decide(zeroing)
    row = zeroing.row()
    assert (row["veto"], row["total"], row["categories"]["satisfaction"]) == (
        "zero_category:satisfaction",
        "0.00",
        "0.00",
    )
    zeroing.say(LEADER, f"/veto 消保科 {REASON}")
    assert f"竞赛方案规定的一票否决（“{name}”计 0 分）不适用于消保科所在的擂台" in zeroing.last(LEADER).text


def test_the_rules_say_what_a_veto_does(quiet_stage: Stage) -> None:
    quiet_stage.say(HEAD, "/rules")
    told = "不参与排名。由局领导提出，另一位局领导或管理员会签后生效，解除也一样；本单位的回避"
    assert f"一票否决的单位（没有另行写明的）：{told}" in quiet_stage.last(HEAD).text
    quiet_stage.say(HEAD, "/rules 回复率")
    assert "一票否决" not in quiet_stage.last(HEAD).text
    quiet_stage.say(LEADER, "/help")
    assert "一票否决：/veto 单位 理由" in quiet_stage.last(LEADER).text


def test_a_unit_is_one_by_the_rules_of_the_period_and_new_rules_do_not_lose_what_was_asked(scored: Stage) -> None:
    asked(scored, f"云峰所 {REASON}")
    new = scored.rulebook.read_text("utf-8").replace("yunfeng", "xincheng").replace("云峰", "新城")
    scored.say(ADMIN, document=("新方案.toml", new.encode()))
    offered = scored.last(ADMIN)
    assert "2026年11月及以前不能选：已有的（一票否决等）" in offered.text
    assert labels(offered) == ["2026年12月起", "取消"]
    scored.press(ADMIN, offered.id, "2026年12月起")
    scored.move(DECEMBER)
    assert decide(scored) == ("已会签，现在生效。", False)
    assert "一票否决：云峰市场监管所2026年11月不参与排名" in scored.last(GROUP).text
    scored.say(LEADER, f"/veto 新城所 四季度 {REASON}")
    not_then = "2026年第4季度的竞赛方案里没有新城市场监管所，没有任何改动。请写它参赛的期间"
    assert not_then in scored.last(LEADER).text
    scored.say(LEADER, f"/veto 云峰所 {REASON}")
    assert "没有叫“云峰所”的单位" in scored.last(LEADER).text
    asked(scored, "云峰所 11月 解除 查清了")
    asked(scored, f"新城所 {REASON}")
    assert scored.row("yunfeng")["veto"] == "ineligible"
