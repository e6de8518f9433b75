"""Cards of matters that do not arrive: somebody else hears of it, and what may be lost is sent anew."""

from bot.sandbox.watch.faults import refuse, reset
from tests.cast import ADMIN, COLLEAGUE, GROUP, HEAD, OFFICE_REVIEWER, SECOND_ADMIN, SQUAD_REVIEWER
from tests.journeys.matters.playing import act, card, cards
from tests.stage import Stage, labels

BLOCKED = refuse(403, "Forbidden: bot was blocked by the user")
LINE = "交办 临时任务 东湖所 11月25日 校园周边食品店排查"


def test_what_waits_for_a_verifier_whom_nothing_reaches_goes_to_the_group(bureau: Stage) -> None:
    bureau.say(OFFICE_REVIEWER, LINE)
    bureau.chat.faults.plan(BLOCKED, method="sendMessage", chat=OFFICE_REVIEWER)
    act(bureau, HEAD, "完成 已排查")
    (shown,) = cards(bureau, GROUP, "T0001")
    assert "待核查" in shown.text
    assert labels(shown) == ["✅ 确认", "↩️ 退回"]
    act(bureau, HEAD, "撤回")
    act(bureau, HEAD, "完成 已排查40家")
    assert len(cards(bureau, GROUP, "T0001")) == 1, "it is edited, not repeated"
    assert "已排查40家" in card(bureau, GROUP).text
    bureau.press(OFFICE_REVIEWER, card(bureau, GROUP).id, "确认", to=GROUP)
    assert "已办结" in card(bureau, HEAD).text
    assert labels(card(bureau, GROUP)) == ["↶ 撤销"]


def test_who_assigned_hears_once_that_no_head_can_be_reached(bureau: Stage) -> None:
    for head in (HEAD, COLLEAGUE):
        bureau.chat.block(head)
    bureau.say(OFFICE_REVIEWER, LINE)
    told = [one.text for one in bureau.said(OFFICE_REVIEWER) if "都还没有启用机器人" in one.text]
    assert len(told) == 1
    assert "T0001 东湖市场监管所" in told[0]
    assert "请直接联系" in told[0]


def test_who_assigned_hears_nothing_while_one_head_is_reached(bureau: Stage) -> None:
    bureau.chat.block(HEAD)
    bureau.say(OFFICE_REVIEWER, LINE)
    assert not any("没有启用机器人" in one.text for one in bureau.said(OFFICE_REVIEWER))
    assert cards(bureau, COLLEAGUE, "T0001")


def test_a_card_of_which_nobody_knows_whether_it_arrived_is_sent_anew_when_the_part_changes(bureau: Stage) -> None:
    bureau.chat.faults.plan(reset(), method="sendMessage", chat=HEAD, times=2)
    bureau.say(OFFICE_REVIEWER, LINE)
    assert cards(bureau, HEAD, "T0001") == []
    act(bureau, COLLEAGUE, "进展 已过半")
    assert "已过半" in cards(bureau, HEAD, "T0001")[0].text
    act(bureau, COLLEAGUE, "进展 快完了")
    assert len(cards(bureau, HEAD, "T0001")) == 1, "from then on it is edited"
    assert "快完了" in card(bureau, HEAD).text


def test_a_sheet_of_which_nobody_knows_whether_it_arrived_is_sent_anew_once_the_matter_changes(bureau: Stage) -> None:
    bureau.chat.faults.plan(reset(), method="sendMessage", chat=OFFICE_REVIEWER, times=3)
    bureau.say(OFFICE_REVIEWER, LINE)
    for words in ("进展 已过半", "进展 快完了"):
        act(bureau, COLLEAGUE, words)
    assert sum("吴主任 交办：" in one.text for one in bureau.said(OFFICE_REVIEWER)) == 1


def test_a_new_head_gets_the_cards_of_what_the_unit_has_open_once(bureau: Stage) -> None:
    bureau.say(OFFICE_REVIEWER, LINE)
    bureau.say(ADMIN, "/people 换人 王所长 郑队长")
    for _ in range(2):
        bureau.later(seconds=2)
    assert len(cards(bureau, SQUAD_REVIEWER, "T0001")) == 1
    assert "✅ 完成" in labels(card(bureau, SQUAD_REVIEWER))
    assert len(cards(bureau, COLLEAGUE, "T0001")) == 1


def test_of_more_than_three_open_parts_a_new_head_gets_one_list_that_opens_each(bureau: Stage) -> None:
    for place in range(4):
        bureau.say(OFFICE_REVIEWER, f"{LINE}{place}")
    act(bureau, HEAD, "完成", "number", "T0002")
    bureau.say(ADMIN, "/people 换人 王所长 郑队长")
    for _ in range(2):
        bureau.later(seconds=2)
    (taken,) = (one for one in bureau.said(SQUAD_REVIEWER) if "您单位还没有办结 4 件" in one.text)
    assert [line[:5] for line in taken.text.splitlines()[1:]] == [f"T000{place}" for place in range(1, 5)]
    assert "T0002 东湖市场监管所 待核查" in taken.text
    assert [cards(bureau, SQUAD_REVIEWER, f"T000{place}") for place in range(1, 5)] == [[]] * 4
    bureau.press(SQUAD_REVIEWER, taken.id, "看 T0003 东湖市场监管所")
    assert "✅ 完成" in labels(card(bureau, SQUAD_REVIEWER, "T0003"))


def test_when_the_last_verifier_leaves_what_waits_goes_to_the_admins_and_the_desk_says_who_is_missing(
    bureau: Stage,
) -> None:
    bureau.say(OFFICE_REVIEWER, LINE)
    act(bureau, HEAD, "完成 已排查")
    bureau.say(ADMIN, "/people 离任 吴主任")
    bureau.later(seconds=2)
    (shown,) = cards(bureau, ADMIN, "T0001")
    assert "由 管理员 核查" in shown.text
    assert cards(bureau, SECOND_ADMIN, "T0001")
    bureau.say(ADMIN, "/bureau")
    assert "家牵头单位没有核实人：" in bureau.last(ADMIN).text
    bureau.say(ADMIN, "确认", reply_to=shown.id)
    assert "已办结" in card(bureau, HEAD).text


def test_a_deputy_of_a_verifier_gets_the_cards_of_what_waits_once(bureau: Stage) -> None:
    bureau.say(OFFICE_REVIEWER, LINE)
    act(bureau, HEAD, "完成 已排查")
    bureau.say(ADMIN, "/people 代理 吴主任 郑队长 11-19 11-20")
    bureau.later(seconds=2)
    assert len(cards(bureau, SQUAD_REVIEWER, "T0001")) == 1
    bureau.say(ADMIN, "/people 离任 褚科长")
    bureau.later(seconds=2)
    assert len(cards(bureau, SQUAD_REVIEWER, "T0001")) == 1
    assert len(cards(bureau, OFFICE_REVIEWER, "T0001")) == 1
    assert cards(bureau, ADMIN, "T0001") == []
