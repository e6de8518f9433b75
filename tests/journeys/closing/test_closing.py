"""定榜: at the lock admins are asked, two people who saw the same sign, and the group gets the result once."""

from datetime import datetime, timedelta

from bot.sandbox.world.messages import Seen
from tests.cast import (
    ADMIN,
    CHINA,
    HEAD,
    LEADER,
    OFFICE_REVIEWER,
    OTHER_HEAD,
    REVIEWER,
    SECOND_ADMIN,
    SECOND_REVIEWER,
)
from tests.stage import Stage, labels

LOCK = datetime(2026, 12, 7, 12, tzinfo=CHINA)
ARENAS = ("市场监管所擂台", "局属事业单位、机关科室擂台")


def confirmed(stage: Stage, head: int, line: str) -> None:
    stage.report(head, line)
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)


def cards(stage: Stage, person: int) -> list[Seen]:
    return [message for message in stage.said(person) if "待定榜</b>" in message.text or "📋 待定榜" in message.text]


def locked(stage: Stage) -> None:
    confirmed(stage, HEAD, "工单按期回复率 98/100")
    confirmed(stage, OTHER_HEAD, "工单按期回复率 90/100")
    stage.move(LOCK)


def posts(stage: Stage) -> list[Seen]:
    return [message for message in stage.said(stage.group) if message.photo]


def test_at_the_very_lock_every_admin_is_asked_once_with_what_it_would_change(quiet_stage: Stage) -> None:
    stage = quiet_stage
    confirmed(stage, HEAD, "工单按期回复率 98/100")
    stage.move(LOCK - timedelta(seconds=1))
    assert cards(stage, ADMIN) == []
    stage.move(LOCK)
    stage.later(hours=1)
    for admin in (ADMIN, SECOND_ADMIN):
        (card,) = cards(stage, admin)
        assert "2026年11月" in card.text
        assert "东湖市场监管所：暂定第 1 名" in card.text
        assert "覆盖率不够" in card.text
        assert labels(card) == ["看榜", "定榜"]
        assert card.text.endswith("另一名管理员或局领导。签了不能撤回。\n回复本条：定榜")
        (line,) = [line for line in card.text.splitlines() if line.startswith("缺报的指标按方案折算，")]
        assert line == "缺报的指标按方案折算，得分与锁定前的暂定榜可能不同。"
    assert cards(stage, LEADER) == []
    (card,) = cards(stage, ADMIN)
    stage.press(ADMIN, card.id, "看榜")
    board, back = stage.said(ADMIN)[-2:]
    assert "2026年11月（锁定待定榜）" in board.text
    assert back.text == "2026年11月的榜看过了？核对无误请点“定榜”，或回复本条：定榜。"
    assert (back.reply_to, labels(back)) == (card.id, ["定榜"])
    stage.say(ADMIN, "定榜", reply_to=back.id)
    now, signed = (
        {one.id: one for one in stage.said(ADMIN)},
        "✍️ 韩管理员 已签第一次。此后结果有变动，这次签字作废，要重新签。",
    )
    assert (now[back.id].text, labels(now[back.id])) == (signed, [])
    told = now[card.id]
    assert (told.text.startswith("📋 待定榜 2026年11月"), told.text.endswith(f"\n{signed}")) == (True, True), told.text
    assert ("回复本条" not in told.text, "已签第一次，请第二人" not in told.text) == (True, True), told.text
    assert labels(told) == ["看榜"]
    own = cards(stage, SECOND_ADMIN)[0].id
    stage.press(SECOND_ADMIN, own, "看榜")
    asked = stage.last(SECOND_ADMIN)
    stage.press(SECOND_ADMIN, asked.id, "定榜")
    done = "✅ 2026年11月已定榜（韩管理员、杨管理员），正式结果发到群里。以后改动只能更正。"
    assert stage.seen(ADMIN, back.id).text == done
    assert stage.seen(ADMIN, card.id).text.endswith(f"\n{done}")
    assert stage.last(ADMIN).text == done
    assert [one.id for one in stage.said(SECOND_ADMIN) if one.text == done] == [asked.id], "it is said once"


def test_the_card_names_what_nobody_reviewed_and_everybody_whom_closing_moves(quiet_stage: Stage) -> None:
    stage = quiet_stage
    for share, unit in enumerate(("东湖所", "西溪所", "南桥所", "北营所", "青石所", "柳林所", "河口所"), 91):
        stage.say(REVIEWER, f"/report {unit} 工单按期回复率 {share}/100")
    stage.report(HEAD, "工单办结率 97/100")
    stage.move(LOCK)
    (card,) = cards(stage, ADMIN)
    lines = card.text.splitlines()
    assert len([line for line in lines if "：暂定第 " in line]) == 5
    assert "名次变动的还有：" in card.text
    assert "第 7 名 → 没有名次" in card.text
    assert (
        "报了、到锁定没有核实，不算数：编号 0008 东湖市场监管所 工单办结率（应由消保科核实）。"
        "要算进去，请先更正（两人签字）再定榜"
    ) in lines
    assert lines[-3].startswith("核对码 ")
    stage.press(ADMIN, card.id, "定榜")
    assert stage.last(ADMIN).text == (
        "✅ 2026年11月已记下您的定榜意见，还没有定榜：已请另一名管理员或局领导核对后定榜，第二人一定榜就发到群里。"
        "签了不能撤回；在那之前结果有变动（如更正），这次签字作废，要重新签。"
    )
    stage.say(REVIEWER, "更正为 97/100 漏核实", reply_to=stage.card(REVIEWER).id)
    stage.say(SECOND_REVIEWER, "确认", reply_to=stage.card(SECOND_REVIEWER).id)
    stage.say(ADMIN, "待定榜")
    assert "到锁定没有核实" not in stage.last(ADMIN).text, "it was corrected, as the card said"


def test_after_a_time_out_of_service_the_first_card_has_what_was_missed_meanwhile(ranked_stage: Stage) -> None:
    stage = ranked_stage
    confirmed(stage, HEAD, "工单按期回复率 98/100")
    stage.say(OFFICE_REVIEWER, "交办 临时性工作 东湖所 11月25日 甲事")
    stage.move(LOCK)
    (card,) = cards(stage, ADMIN)
    stage.press(ADMIN, card.id, "定榜")
    assert "韩管理员 已签第一次" in cards(stage, LEADER)[0].text


def test_two_people_close_a_month_and_the_group_gets_it_once(quiet_stage: Stage) -> None:
    stage = quiet_stage
    locked(stage)
    (card,) = cards(stage, ADMIN)
    stage.press(ADMIN, card.id, "定榜")
    assert "还没有定榜" in stage.last(ADMIN).text
    assert posts(stage) == []
    assert "韩管理员 已签第一次" in cards(stage, LEADER)[0].text
    stage.say(ADMIN, "定榜", reply_to=card.id)
    assert "您已签过第一次" in stage.last(ADMIN).text
    assert posts(stage) == []
    asked = {ADMIN: card.id} | {one: cards(stage, one)[0].id for one in (SECOND_ADMIN, LEADER)}
    stage.say(LEADER, "定榜", reply_to=asked[LEADER])
    stage.later(hours=1)
    assert [post.text.splitlines()[0] for post in posts(stage)] == [
        f"【{arena}】2026年11月（正式）" for arena in ARENAS
    ]
    assert "2026年11月已定榜（韩管理员、沈局长）" in stage.last(LEADER).text
    for row in stage.json("standings", "--period", "2026-11", "--arena", "offices", "--final")["rows"]:
        assert f"\n{row['rank'] or '·'} {row['name']} {row['total']}" in posts(stage)[0].text
    stage.say(LEADER, "/rank 市场监管所擂台 11月")
    assert "2026年11月（正式）" in stage.last(LEADER).text
    assert [cards(stage, person) for person in (ADMIN, SECOND_ADMIN, LEADER)] == [[], [], []]
    for person, number in asked.items():
        shown = next(one for one in stage.said(person) if one.id == number)
        assert shown.text.startswith("📋 定榜 2026年11月\n")
        assert "回复本条" not in shown.text
        assert "✅ 2026年11月已定榜（韩管理员、沈局长）" in shown.text.splitlines()[-1]
        assert "请第二人" not in shown.text
        assert labels(shown) == ["看榜"]
    stage.say(SECOND_ADMIN, "定榜", reply_to=asked[SECOND_ADMIN])
    assert "已经定榜，没有任何改动" in stage.last(SECOND_ADMIN).text
    stage.say(ADMIN, "待定榜")
    assert "没有等着定榜的周期" in stage.last(ADMIN).text
    assert len(posts(stage)) == 2
    stage.say(HEAD, "核对", to=stage.group, reply_to=posts(stage)[0].id)
    assert "完全一致" in stage.last(HEAD).text


def test_what_changed_in_between_is_shown_anew_before_anybody_signs_second(quiet_stage: Stage) -> None:
    stage = quiet_stage
    locked(stage)
    old = {ADMIN: cards(stage, ADMIN)[0].id}
    stage.press(ADMIN, old[ADMIN], "定榜")
    old[LEADER] = cards(stage, LEADER)[-1].id
    stage.say(REVIEWER, "更正为 92/100 核对有误", reply_to=stage.cards(REVIEWER)[0].id)
    stage.say(SECOND_REVIEWER, "确认", reply_to=stage.card(SECOND_REVIEWER).id)
    assert "请管理员重新先签，没有任何改动" in stage.press(LEADER, old[LEADER], "定榜")[0]
    for person, number in old.items():
        shown = stage.seen(person, number)
        said = (
            "✍️ 韩管理员 已签第一次。此后结果有变动，这次签字作废，要重新签。" if person == ADMIN else "回复本条：定榜"
        )
        assert (shown.text.endswith(f"\n{said}"), labels(shown)) == (True, ["看榜"])
    stage.press(ADMIN, old[ADMIN], "看榜")
    said, new = stage.said(ADMIN)[-2:]
    assert said.text.startswith("⚠️ 2026年11月：那张待定榜发出以后结果有变动，上面的榜是现在的。")
    assert (new.text.startswith("📋 待定榜 2026年11月"), labels(new)) == (True, ["看榜", "定榜"])
    seen = len(cards(stage, SECOND_ADMIN))
    stage.say(SECOND_ADMIN, "定榜", reply_to=cards(stage, SECOND_ADMIN)[-1].id)
    assert "您看过以后结果有变动" in "\n".join(one.text for one in stage.said(SECOND_ADMIN)[-2:])
    assert posts(stage) == []
    assert len(cards(stage, SECOND_ADMIN)) == seen + 1
    stage.say(SECOND_ADMIN, "定榜", reply_to=cards(stage, SECOND_ADMIN)[-1].id)
    assert posts(stage) == [], "the first signature was of what stood before"
    signed = cards(stage, LEADER)[-1].id
    stage.say(LEADER, "定榜", reply_to=signed)
    assert len(posts(stage)) == 2
    by = "✅ 2026年11月已定榜（杨管理员、沈局长）"
    for person, number in old.items():
        shown = stage.seen(person, number).text
        assert shown.startswith("📋 不是正式结果 2026年11月\n")
        assert shown.endswith(f"\n{by}，定的是另一次核算，核对码与此不同；正式结果以发到群里的为准。")
    for person, number in ((ADMIN, new.id), (LEADER, signed)):
        shown = stage.seen(person, number).text
        assert (shown.startswith("📋 定榜 2026年11月"), f"\n{by}，正式结果发到群里" in shown) == (True, True), shown


def test_a_first_signature_of_somebody_who_acts_no_more_is_none(quiet_stage: Stage) -> None:
    stage = quiet_stage
    locked(stage)
    own = cards(stage, ADMIN)[0].id
    stage.press(ADMIN, own, "定榜")
    asked = {ADMIN: own, LEADER: cards(stage, LEADER)[-1].id}
    stage.employ(leaving=(ADMIN,))
    stage.say(LEADER, "定榜", reply_to=cards(stage, LEADER)[-1].id)
    assert "管理员" in stage.last(LEADER).text
    for person, number in asked.items():
        shown, signed = stage.seen(person, number), "已签第一次。此后结果有变动，这次签字作废，要重新签。"
        said = signed if person == ADMIN else "\n回复本条：定榜"
        assert (shown.text.endswith(said), "定榜" in labels(shown)) == (True, False)
    assert posts(stage) == []
    stage.say(SECOND_ADMIN, "定榜", reply_to=cards(stage, SECOND_ADMIN)[-1].id)
    assert posts(stage) == [], "it is the first signature again"
    stage.say(LEADER, "定榜", reply_to=cards(stage, LEADER)[-1].id)
    assert len(posts(stage)) == 2
    assert "2026年11月已定榜（杨管理员、沈局长）" in stage.last(LEADER).text


def test_what_is_open_is_named_and_the_second_signer_says_to_close_all_the_same(quiet_stage: Stage) -> None:
    stage = quiet_stage
    locked(stage)
    stage.say(HEAD, "/appeal 1 漏计一件")
    stage.press(ADMIN, cards(stage, ADMIN)[0].id, "定榜")
    stage.say(LEADER, "定榜", reply_to=cards(stage, LEADER)[0].id)
    stage.say(LEADER, "定榜", reply_to=stage.last(LEADER).id)
    asked = stage.last(LEADER)
    assert "还有没处理的异议、更正或一票否决 编号 0001" in asked.text
    assert posts(stage) == []
    stage.press(LEADER, asked.id, "仍然定榜")
    assert len(posts(stage)) == 2
    answered = next(one for one in stage.said(LEADER) if one.id == asked.id)
    assert answered.text.startswith("✅ 2026年11月已定榜（韩管理员、沈局长）")


def test_only_admins_and_leaders_close_and_whoever_is_asked_again_sees_what_waits(quiet_stage: Stage) -> None:
    stage = quiet_stage
    stage.report(HEAD, "工单办结率 97/100")
    left = stage.card(REVIEWER).id
    locked(stage)
    (card,) = cards(stage, ADMIN)
    data = card.buttons[0][1].data
    assert data is not None
    stage.forge(REVIEWER, left, data)
    assert stage.press(REVIEWER, left, "旧")[1]
    stage.say(REVIEWER, "待定榜")
    assert "只有管理员" in stage.last(REVIEWER).text
    assert posts(stage) == []
    stage.say(SECOND_ADMIN, "待定榜")
    assert len(cards(stage, SECOND_ADMIN)) == 2


def test_a_quarter_is_closed_after_its_months(quiet_stage: Stage) -> None:
    stage = quiet_stage
    locked(stage)
    confirmed(stage, HEAD, "工单按期回复率 97/100 12月")
    stage.move(datetime(2027, 1, 5, 12, tzinfo=CHINA))
    stage.later(days=3)
    waiting = {card.text.split("待定榜")[1].split("\n")[0].strip(): card for card in cards(stage, ADMIN)}
    assert list(waiting) == ["2026年11月", "2026年12月", "2026年第4季度", "2026年"]
    for long in ("2026年第4季度", "2026年"):
        assert waiting[long].text.endswith("\n回复本条：定榜")
        assert labels(waiting[long]) == ["看榜"]
    stage.press(ADMIN, waiting["2026年第4季度"].id, "看榜")
    assert stage.last(ADMIN).photo, "there is nothing to sign behind it"
    stage.say(ADMIN, "定榜", reply_to=waiting["2026年第4季度"].id)
    assert "请先定 2026年11月、2026年12月" in stage.last(ADMIN).text


def test_whoever_signs_second_on_the_card_after_looking_at_the_standings_reads_once_that_it_is_closed(
    quiet_stage: Stage,
) -> None:
    stage = quiet_stage
    locked(stage)
    stage.press(ADMIN, cards(stage, ADMIN)[0].id, "定榜")
    own = cards(stage, LEADER)[0].id
    stage.press(LEADER, own, "看榜")
    back = stage.last(LEADER).id
    stage.press(LEADER, own, "定榜")
    done = "✅ 2026年11月已定榜（韩管理员、沈局长），正式结果发到群里。以后改动只能更正。"
    assert [one.id for one in stage.said(LEADER) if one.text == done] == [back]
    assert stage.seen(LEADER, own).text.endswith(f"\n{done}")
