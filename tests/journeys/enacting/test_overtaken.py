"""What waits for a signature goes by what is in force: a change in between asks again, and everybody is told."""

from datetime import datetime, timedelta

from bot.sandbox.world.messages import Seen
from tests.cast import ADMIN, CHINA, HEAD, LEADER, SECOND_ADMIN
from tests.journeys.enacting.test_rulebooks import confirmed, in_force, send, weighted
from tests.stage import Stage, labels

LOCK = datetime(2026, 12, 7, 12, tzinfo=CHINA)


def scheduled(stage: Stage, words: str, person: int = SECOND_ADMIN) -> Seen:
    """Propose another line of the schedule from November on; returns what the leader is asked."""
    stage.say(person, f"/bureau {words}")
    offer = stage.last(person)
    stage.press(person, offer.id, labels(offer)[0])
    return stage.last(LEADER)


def put_off(stage: Stage, days: int) -> Seen:
    """Propose to lock November later; returns what the leader is asked."""
    stage.say(ADMIN, "/bureau 日程")
    stage.press(ADMIN, stage.last(ADMIN).id, f"2026年11月 锁定延 {days} 天")
    stage.press(ADMIN, stage.last(ADMIN).id, "延期（会签）")
    return stage.last(LEADER)


def page(stage: Stage) -> str:
    stage.say(ADMIN, "/bureau 日程")
    return stage.last(ADMIN).text


def test_a_change_in_between_ends_what_waits_and_an_extension_never_brings_a_lock_forward(quiet_stage: Stage) -> None:
    stage = quiet_stage
    confirmed(stage)
    extension = put_off(stage, 3)
    book = send(stage, weighted(8, 2))
    stage.press(ADMIN, book.id, "2026年11月起（会签）")
    asked, before = stage.last(LEADER), in_force(stage, "2026-11")
    stage.press(LEADER, scheduled(stage, "锁定 +20天 12:00").id, "同意生效")
    told = [seen.text for seen in stage.said(ADMIN)[-3:]]
    for what in ("延期锁定", "竞赛方案"):
        lapsed = next(text for text in told if f"{what}（2026年11月）已失效" in text)
        assert "后来被 沈局长 的变更取代" in lapsed
        assert "请管理员按现在的情况重新提出" in lapsed
    for one in (extension, asked):
        assert stage.seen(LEADER, one.id).text.endswith("☑️ 该提问已失效：后来被 沈局长 的变更取代，没有生效。")
        answer, alert = stage.press(LEADER, one.id, "同意生效")
        assert (alert, "后来被 沈局长 的变更取代，没有生效" in answer) == (True, True)
    assert "2026年11月：上报截止 12月3日 17:00、核实截止 12月4日 17:00、锁定 12月21日 12:00" in page(stage)
    assert in_force(stage, "2026-11") == before
    assert stage.leitai("audit", "verify").code == 0


def test_a_signed_schedule_never_undoes_an_extension_and_says_what_stays(quiet_stage: Stage) -> None:
    stage = quiet_stage
    confirmed(stage)
    stale = scheduled(stage, "锁定 +6天 18:00")
    stage.press(LEADER, put_off(stage, 7).id, "同意生效")
    assert stage.press(LEADER, stale.id, "同意生效")[1], "it was shown without the extension"
    assert "锁定 12月14日 12:00" in page(stage)
    assert any("日程（2026年11月）已失效" in seen.text for seen in stage.said(SECOND_ADMIN)[-2:])
    fresh = scheduled(stage, "锁定 +6天 18:00")
    assert "2026年11月已延期，锁定仍是12月14日 12:00" in fresh.text
    stage.press(LEADER, fresh.id, "同意生效")
    assert "锁定 12月14日 12:00" in page(stage)
    stage.press(LEADER, scheduled(stage, "锁定 +20天 12:00").id, "同意生效")
    assert "锁定 12月21日 12:00" in page(stage), "a later lock than the extension's holds"


def test_an_extension_that_changes_nothing_is_refused(quiet_stage: Stage) -> None:
    stage = quiet_stage
    confirmed(stage)
    shown = page(stage)
    desk = stage.last(ADMIN)
    assert labels(desk) == ["2026年11月 锁定延 3 天", "2026年11月 锁定延 7 天", "返回"], "no button for a day of rest"
    stage.forge(ADMIN, desk.id, "desk_extend:202611:1")
    told, alert = stage.press(ADMIN, desk.id, "旧")
    assert (alert, "加上这几天后，2026年11月仍是12月7日 12:00锁定" in told) == (True, True)
    assert "没有任何改动" in told
    assert page(stage) == shown


def test_what_nobody_signed_before_the_lock_lapses_then_and_so_it_does_when_its_proposer_leaves(
    quiet_stage: Stage,
) -> None:
    stage = quiet_stage
    confirmed(stage)
    first = scheduled(stage, "锁定 +6天 18:00")
    stage.say(ADMIN, "/people 停用 杨管理员")
    stage.later(seconds=1)
    assert "杨管理员 提出的日程（2026年11月）已失效：提出的人已不是管理员" in stage.last(ADMIN).text
    answer, alert = stage.press(LEADER, first.id, "同意生效")
    assert (alert, "提出的人已不是管理员" in answer) == (True, True)
    asked = put_off(stage, 3)
    stage.move(LOCK - timedelta(seconds=1))
    assert "同意生效" in labels(stage.seen(LEADER, asked.id))
    stage.move(LOCK)
    assert "韩管理员 提出的延期锁定（2026年11月）已失效：2026年11月已锁定" in stage.last(ADMIN).text
    assert stage.seen(LEADER, asked.id).text.endswith("☑️ 该提问已失效：2026年11月已锁定，没有生效。")
    stage.report(HEAD, "工单满意率 97/100 2026-11")
    assert "已锁定" in stage.last(HEAD).text


def test_who_was_forgotten_and_comes_back_signs_nothing_of_what_they_proposed(quiet_stage: Stage) -> None:
    stage = quiet_stage
    confirmed(stage)
    asked = scheduled(stage, "锁定 +6天 18:00")
    stage.employ(leaving=(SECOND_ADMIN,))
    forgotten = stage.leitai("forget", str(SECOND_ADMIN))
    assert forgotten.code == 0, forgotten.err
    stage.employ()
    stage.say(SECOND_ADMIN, "/bureau")
    stage.forge(SECOND_ADMIN, stage.last(SECOND_ADMIN).id, "change_sign:1")
    for person, message in ((SECOND_ADMIN, stage.last(SECOND_ADMIN).id), (LEADER, asked.id)):
        answer, alert = stage.press(person, message, "旧" if person == SECOND_ADMIN else "同意生效")
        assert (alert, "提出的人已不是管理员" in answer) == (True, True)
    stage.later(seconds=1)
    assert "提出的人已不是管理员，没有生效" in stage.seen(LEADER, asked.id).text
    assert "锁定 12月7日 12:00" in page(stage)
