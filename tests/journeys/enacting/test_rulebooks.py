"""方案: a rulebook that an admin sends is judged, shown with what it would move, signed, and in force at once."""

import json
import re
from datetime import datetime

import pytest

from bot.files import read_sample
from bot.sandbox.world.messages import Seen
from tests.cast import ADMIN, CHINA, HEAD, LEADER, OTHER_HEAD, REVIEWER, SECOND_ADMIN
from tests.stage import Stage, labels

SAMPLE = read_sample().decode()
DECEMBER = datetime(2026, 12, 1, 9, tzinfo=CHINA)
WEIGHTED = ("reply_rate", "closure_rate")
BOMBS = {
    "brackets": b"a = " + b"[" * 40 + b"]" * 40,
    "keys": b".".join([b"a"] * 40) + b" = 1",
    "size": b"# " + b"x" * 300_000,
}


def weighted(reply: int, closure: int) -> str:
    """Return the sample with other weights of two metrics."""
    text = re.sub(r'(id = "reply_rate"(?:.*\n)*?points = )5', rf"\g<1>{reply}", SAMPLE)
    found = re.sub(r'(id = "closure_rate"(?:.*\n)*?points = )5', rf"\g<1>{closure}", text)
    assert found != SAMPLE
    return found


def send(stage: Stage, text: str | bytes, person: int = ADMIN, name: str = "新方案.toml") -> Seen:
    stage.say(person, document=(name, text.encode() if isinstance(text, str) else text))
    return stage.last(person)


def choose(stage: Stage, offered: Seen, period: str) -> None:
    label = next(label for label in labels(offered) if label.startswith(period))
    assert stage.press(ADMIN, offered.id, label) == ("", False)


def confirmed(stage: Stage) -> None:
    stage.report(HEAD, "工单按期回复率 98/100\n工单办结率 85/100")
    stage.report(OTHER_HEAD, "工单按期回复率 90/100\n工单办结率 97/100")
    for card in stage.cards(REVIEWER):
        stage.say(REVIEWER, "确认", reply_to=card.id)


def in_force(stage: Stage, period: str) -> str:
    return str(stage.json("standings", "--period", period, "--arena", "offices")["rulebook"])


def against(stage: Stage, text: str, *, one: str = SAMPLE) -> dict[str, tuple[str, str]]:
    """Return rank and total by both rulebooks as `leitai score --against` tells them, of the same values."""
    rows = stage.json("standings", "--period", "2026-11", "--arena", "offices")["rows"]
    table = ["unit,metric,period,value"]
    cells = ((row["unit"], name, row["metrics"][name]["value"]) for row in rows for name in WEIGHTED)
    table += [f"{unit},{metric},2026-11,{value}" for unit, metric, value in cells if value is not None]
    places = {name: stage.folder.with_name(name) for name in ("old.toml", "new.toml", "values.csv")}
    for name, written in (("old.toml", one), ("new.toml", text), ("values.csv", "\n".join(table))):
        places[name].write_text(written, "utf-8")
    words = [str(places["new.toml"]), str(places["values.csv"]), "--against", str(places["old.toml"])]
    done = stage.leitai("score", *words, "--period", "2026-11", "--arena", "offices", "--format", "json")
    assert done.code == 0, done.err
    found = json.loads(done.out)["rows"]

    def told(rank: object, total: str) -> str:
        return f"{'—' if rank is None else rank} {total}"

    return {
        row["name"]: (told(row["against"]["rank"], row["against"]["total"]), told(row["rank"], row["total"]))
        for row in found
    }


def test_a_new_version_is_shown_with_whom_it_moves_signed_by_two_and_old_periods_keep_theirs(stage: Stage) -> None:
    confirmed(stage)
    before = stage.row()["total"]
    new = weighted(8, 2)
    offered = send(stage, new)
    assert "指标 工单按期回复率 满分 5.00 → 8.00" in offered.text
    assert "指标 工单办结率 满分 5.00 → 2.00" in offered.text
    moved = {name: both for name, both in against(stage, new).items() if both[0] != both[1]}
    assert len(moved) == 2
    told = re.findall(r"^(\S+)：(\S+ \S+) → (\S+ \S+)$", offered.text, re.MULTILINE)
    assert {name: (was, now) for name, was, now in told} == moved
    assert labels(offered) == ["2026年11月起（会签）", "2026年12月起", "取消"]

    choose(stage, offered, "2026年11月")
    assert "还没有生效" in stage.last(ADMIN).text
    taken = stage.seen(ADMIN, offered.id).text
    assert taken.startswith("📐 竞赛方案 五赛五比 2026（")
    assert taken.endswith("）\n☑️ 已经答复，结果见后面的消息。")
    assert stage.row()["total"] == before
    asked = stage.last(LEADER)
    assert "韩管理员 提出，自2026年11月起" in asked.text
    assert labels(asked) == ["同意生效", "不同意"]
    other = stage.last(SECOND_ADMIN)
    assert other.text == asked.text

    stage.say(LEADER, "确认", reply_to=asked.id)
    assert "竞赛方案自2026年11月起生效（韩管理员、沈局长）" in stage.last(ADMIN).text
    assert stage.row()["total"] == moved["东湖市场监管所"][1].split()[1] != before
    other = stage.seen(SECOND_ADMIN, other.id)
    assert labels(other) == []
    assert other.text == "✍️ 韩管理员 提出竞赛方案，自2026年11月起。\n☑️ 该提问已失效：沈局长 已会签，已生效。"
    assert in_force(stage, "2026-10") != in_force(stage, "2026-11")

    answer, alert = stage.press(SECOND_ADMIN, other.id, "同意生效")
    assert alert
    assert "已更新" in answer
    assert sum("竞赛方案自" in seen.text for seen in stage.said(ADMIN)) == 1


def test_nothing_is_confirmed_and_one_person_suffices_and_a_press_twice_does_it_once(stage: Stage) -> None:
    offered = send(stage, weighted(8, 2))
    assert "没有单位变动" in offered.text
    choose(stage, offered, "2026年12月起")
    old = in_force(stage, "2026-11")
    stage.press(ADMIN, offered.id, "2026年12月起")
    assert sum("竞赛方案自2026年12月起生效（韩管理员）" in seen.text for seen in stage.said(ADMIN)) == 1
    assert in_force(stage, "2026-11") == old
    stage.move(DECEMBER)
    assert in_force(stage, "2026-12") != old
    stage.say(HEAD, "/rules 工单按期回复率")
    assert "满分 8 分" in stage.last(HEAD).text, "the running bot has it, without a start"
    again = send(stage, weighted(8, 2))
    assert "指标 工单按期回复率 满分 5.00 → 8.00" in again.text, "November is open yet, and goes by the old one"
    data = again.buttons[0][0].data
    assert data is not None
    stage.forge(ADMIN, again.id, data.replace("202611", "202610"))
    told, alert = stage.press(ADMIN, again.id, "旧")
    assert (alert, told.endswith("没有任何改动。现在可以选：2026年11月、2026年12月")) == (True, True), told
    again = send(stage, weighted(8, 2))
    choose(stage, again, "2026年11月起")
    assert "用的都已是这份方案，没有任何改动" in send(stage, weighted(8, 2)).text


def test_a_proposer_cannot_sign_and_whoever_declines_leaves_all_as_it_was(stage: Stage) -> None:
    confirmed(stage)
    offered = send(stage, weighted(8, 2))
    choose(stage, offered, "2026年11月")
    asked = stage.last(SECOND_ADMIN)
    before = in_force(stage, "2026-11")
    stage.employ(leaving=(ADMIN,))
    assert stage.press(LEADER, stage.last(LEADER).id, "同意生效")[1], "whoever proposed it is no admin any more"
    stage.employ()
    stage.say(LEADER, "退回 再议", reply_to=stage.last(LEADER).id)
    assert "没有生效：沈局长 不同意。" in stage.last(ADMIN).text
    answer, alert = stage.press(SECOND_ADMIN, asked.id, "同意生效")
    assert alert
    assert "已更新" in answer
    assert in_force(stage, "2026-11") == before


def test_a_locked_period_is_never_offered_and_a_signature_after_the_lock_is_none(stage: Stage) -> None:
    confirmed(stage)
    offered = send(stage, weighted(8, 2))
    choose(stage, offered, "2026年11月")
    asked, before = stage.last(LEADER), in_force(stage, "2026-11")
    stage.move(datetime(2026, 12, 7, 12, tzinfo=CHINA))
    stage.say(LEADER, "确认", reply_to=asked.id)
    assert "2026年11月已锁定" in stage.last(LEADER).text
    assert in_force(stage, "2026-11") == before
    assert labels(send(stage, weighted(8, 2)))[0] == "2026年12月起"


def test_what_was_reported_already_is_never_left_without_its_metric(stage: Stage) -> None:
    stage.report(HEAD, "工单按期回复率 98/100")
    gone = SAMPLE.replace('id = "reply_rate"', 'id = "reply_again"')
    offered = send(stage, gone)
    assert "➖ 指标 工单按期回复率" in offered.text
    assert "2026年11月及以前不能选：已有的（工单按期回复率等）" in offered.text
    assert labels(offered) == ["2026年12月起", "取消"]
    choose(stage, offered, "2026年12月")
    stage.move(DECEMBER)
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    assert "已确认" in stage.last(HEAD).text, "what was reported goes on by the rules of its own period"
    stage.report(HEAD, "工单按期回复率 97/100 2026-11")
    assert "没有受理" in stage.last(HEAD).text


def test_a_faulty_rulebook_is_refused_with_all_its_faults_and_others_may_send_none(stage: Stage) -> None:
    faulty = SAMPLE.replace("points = 20", 'points = "viel"').replace('zero_at = "80"', "zero_at = 80.5")
    refused = send(stage, faulty)
    assert "没有任何改动" in refused.text
    assert re.search(r"有 \d+ 处要改", refused.text)
    assert refused.text.count("\n") >= 5
    for bomb in BOMBS.values():
        assert "没有受理" in send(stage, bomb).text
    before = len(stage.said(LEADER))
    stage.say(HEAD, document=("新方案.toml", SAMPLE.encode()))
    assert "生效" not in stage.last(HEAD).text
    assert len(stage.said(LEADER)) == before


def test_once_anything_was_reported_the_time_zone_stays_so_that_no_lock_moves(stage: Stage) -> None:
    elsewhere = SAMPLE.replace("Asia/Shanghai", "Pacific/Honolulu")
    offer = send(stage, elsewhere.replace('quiet = ["20:30", "08:30"]', 'quiet = ["00:00", "23:59"]'))
    assert "取消" in labels(offer), "nothing was reported yet"
    assert "提醒：schedule.quiet：免打扰 00:00-23:59" in offer.text
    stage.report(HEAD)
    refused = send(stage, elsewhere)
    assert "时区改回 Asia/Shanghai" in refused.text
    assert labels(refused) == []


def test_a_year_at_the_end_of_the_calendar_is_named_as_a_fault(stage: Stage) -> None:
    refused = send(stage, SAMPLE.replace("year = 2026", "year = 9999"))
    assert "competition.year" in refused.text
    assert "没有任何改动" in refused.text


@pytest.mark.parametrize("wait", [30, 31])
def test_an_offer_is_good_for_half_an_hour(stage: Stage, wait: int) -> None:
    offered = send(stage, weighted(8, 2))
    stage.later(minutes=wait)
    stage.press(ADMIN, offered.id, "2026年11月起")
    assert ("生效（韩管理员）" in stage.last(ADMIN).text) == (wait == 30)


def test_the_command_puts_a_version_in_force_and_owes_the_signature_in_the_chat(stage: Stage) -> None:
    file = stage.folder.with_name("neu.toml")
    file.write_text(weighted(8, 2), "utf-8")
    refused = stage.leitai("rulebook", "put", str(file), "--from", "2026-11", "--by", str(HEAD))
    assert (refused.code, "只有管理员" in refused.reason) == (1, True)
    locked = stage.leitai("rulebook", "put", str(file), "--from", "2026-10", "--by", str(ADMIN))
    assert (locked.code, "2026-11" in locked.reason) == (1, True)
    confirmed(stage)
    done = stage.leitai("rulebook", "put", str(file), "--from", "2026-11", "--by", str(ADMIN))
    assert (done.code, "会签" in done.out) == (0, True), done.err
    stage.later(seconds=2)
    asked = stage.last(LEADER)
    stage.press(LEADER, asked.id, "同意生效")
    assert "生效（韩管理员、沈局长）" in stage.last(ADMIN).text
    file.write_text(weighted(7, 3), "utf-8")
    done = stage.leitai("rulebook", "put", str(file), "--from", "2026-12", "--by", str(ADMIN))
    assert (done.code, "已生效" in done.out) == (0, True), done.err
    stage.later(seconds=1)
    assert "竞赛方案自2026年12月起生效（韩管理员）" in stage.last(LEADER).text


def test_the_sample_and_the_rulebook_in_force_can_be_fetched(stage: Stage) -> None:
    stage.say(ADMIN, "/bureau 方案")
    page = stage.last(ADMIN)
    for label in ("取示例", "取现行方案"):
        stage.press(ADMIN, page.id, label)
        document = stage.last(ADMIN).document
        assert document is not None
        assert document[0].endswith(".toml")
