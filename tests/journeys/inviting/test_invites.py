"""Invites: printed, opened by whoever they are for, and good only on the word of an admin who was told the code."""

from dataclasses import replace
from datetime import timedelta

from tests.cast import ADMIN, BEGIN, COLLEAGUE, GROUP, HEAD, LEADER, OTHER_HEAD, PARTY_HEAD, REVIEWER, STRANGER
from tests.journeys.inviting.conftest import cards, let_in, on_roster, opened, unnumbered
from tests.stage import Stage, labels


def sheet(stage: Stage, words: str = "") -> dict[str, str]:
    """Let the admin ask for a sheet of invites; returns the secrets by name."""
    stage.say(ADMIN, f"/people 邀请 {words}")
    return cards(stage, ADMIN)


def called(stage: Stage, person: int, username: str | None) -> None:
    stage.chat.people[person] = replace(stage.chat.people[person], username=username)


def unbound(stage: Stage) -> bool:
    return {number for *_, number in on_roster(stage)} == {None, ADMIN}


def test_from_the_printed_sheet_to_the_first_report(without_numbers: Stage) -> None:
    stage = without_numbers
    stage.say(ADMIN, "/people")
    assert "还没绑定、也没发邀请的 15 人" in stage.last(ADMIN).text
    stage.press(ADMIN, stage.last(ADMIN).id, "发邀请单")
    found = cards(stage, ADMIN)
    assert list(found)[:3] == ["王所长", "赵副所长", "钱所长"]
    assert len(found) == 15, "a person of two roles has one card"
    stage.say(ADMIN, "/people 邀请")
    assert "都有有效的邀请" in stage.last(ADMIN).text

    code = opened(stage, HEAD, found["王所长"])
    assert "王所长（东湖市场监管所负责人）" in stage.last(HEAD).text
    shown = stage.last(HEAD).id
    stage.say(HEAD, "/report 工单按期回复率 98/100")
    assert "您不在名册上" in stage.last(HEAD).text, "invited but not approved"
    stage.press(HEAD, shown, "是我，申请绑定")
    asked = stage.last(ADMIN)
    assert f"核对码 {code}" in asked.text
    assert labels(asked) == ["通过", "不通过"]
    stage.say(HEAD, "/rank")
    assert "您不在名册上" in stage.last(HEAD).text, "asked but not approved"
    stage.press(ADMIN, asked.id, "通过")
    assert "管理员已通过" in stage.last(HEAD).text
    assert labels(stage.seen(ADMIN, asked.id)) == []
    assert ("donghu", "王所长", "head", HEAD) in on_roster(stage)
    stage.report(HEAD)
    assert "编号 0001" in stage.last(HEAD).text

    let_in(stage, PARTY_HEAD, found["陈书记"])
    assert {role for unit, _, role, number in on_roster(stage) if number == PARTY_HEAD} == {"head", "reviewer"}
    for file in (one for one in stage.folder.rglob("*") if one.is_file()):
        assert not any(secret.encode() in file.read_bytes() for secret in found.values()), file.name

    again = stage.folder.with_name("again.csv")
    again.write_text(unnumbered(ADMIN), encoding="utf-8")
    done = stage.leitai("roster", "import", str(again), "--replace")
    assert "新增 0 行，原有 17 行，停用 0 行" in done.out, "who is bound already is the row without a number"


def test_words_do_what_the_buttons_do(without_numbers: Stage) -> None:
    stage, found = without_numbers, sheet(without_numbers)
    stage.say(HEAD, "是我")
    assert stage.last(HEAD).text.startswith("没有等您答复的邀请，没有任何改动。")
    opened(stage, HEAD, found["王所长"])
    stage.say(HEAD, "是我")
    asked = stage.last(ADMIN).id
    stage.say(ADMIN, "不通过", reply_to=asked)
    assert "没有通过" in stage.last(HEAD).text
    assert stage.seen(ADMIN, asked).text.endswith("。\n☑️ 已经办过，该提问已失效。\n看看是谁的账号")
    opened(stage, OTHER_HEAD, found["钱所长"])
    stage.say(OTHER_HEAD, "是我。")
    stage.say(OTHER_HEAD, "是我")
    assert "已经申请过了" in stage.last(OTHER_HEAD).text
    stage.say(ADMIN, "通过", reply_to=stage.last(ADMIN).id)
    assert ("xixi", "钱所长", "head", OTHER_HEAD) in on_roster(stage)
    assert ("donghu", "王所长", "head", None) in on_roster(stage)


def test_replayed_raced_foreign_and_guessed_invites_bind_nobody(without_numbers: Stage) -> None:
    stage, found = without_numbers, sheet(without_numbers)
    secret = found["王所长"]
    code = opened(stage, STRANGER, secret)
    assert opened(stage, STRANGER, secret) == code, "who opened it sees it again"
    stage.say(HEAD, f"/start {secret}")
    assert "已经用过" in stage.last(HEAD).text, "raced: the second of two"
    stage.press(STRANGER, stage.last(STRANGER).id, "不是我")
    assert "王所长 的邀请被别人打开" in stage.last(ADMIN).text, "foreign"
    for person in (STRANGER, HEAD):
        stage.say(person, f"/start {secret}")
        assert "已经用过" in stage.last(person).text, "replayed"
    for guessed in ("A" * 32, secret[:-1], secret.swapcase(), f"sha256:{'0' * 57}"):
        stage.say(HEAD, f"/start {guessed}")
        assert "没有绑定" in stage.last(HEAD).text, "guessed"
    assert unbound(stage)
    let_in(stage, HEAD, sheet(stage, "王所长")["王所长"])
    assert ("donghu", "王所长", "head", HEAD) in on_roster(stage)


def test_forwarded_invites_and_those_in_a_group_bind_nobody(without_numbers: Stage) -> None:
    stage, found = without_numbers, sheet(without_numbers)
    stage.say(HEAD, f"/start {found['王所长']}", forwarded=COLLEAGUE)
    assert "转发的消息不能作数" in stage.last(HEAD).text
    stage.say(HEAD, f"/start@leitai_bot {found['王所长']}", to=GROUP)
    assert "只能在私聊里用" in stage.last(HEAD).text
    let_in(stage, HEAD, found["王所长"])
    assert ("donghu", "王所长", "head", HEAD) in on_roster(stage)


def test_an_expired_invite_binds_nobody_from_its_very_second_on(without_numbers: Stage) -> None:
    stage, found = without_numbers, sheet(without_numbers)
    stage.move(BEGIN + timedelta(hours=72))
    stage.say(HEAD, f"/start {found['王所长']}")
    assert "已过期" in stage.last(HEAD).text
    stage.say(ADMIN, "/people")
    assert "也没发邀请的 15 人" in stage.last(ADMIN).text
    stage.move(BEGIN + timedelta(hours=72) - timedelta(seconds=1))
    let_in(stage, HEAD, found["王所长"])
    assert ("donghu", "王所长", "head", HEAD) in on_roster(stage)


def test_a_new_sheet_ends_the_old_one_and_a_restart_forgets_what_was_never_printed(without_numbers: Stage) -> None:
    stage, old = without_numbers, sheet(without_numbers)
    new = sheet(stage, "全部")
    stage.say(HEAD, f"/start {old['王所长']}")
    assert "已经用过" in stage.last(HEAD).text
    opened(stage, HEAD, new["王所长"])
    stage.say(HEAD, "是我")
    stage.say(ADMIN, "/people")
    assert "等您通过：王所长" in stage.last(ADMIN).text
    asked = stage.counts()
    stage.press(ADMIN, stage.last(ADMIN).id, "看等通过的")
    assert "有人申请绑定：王所长" in stage.new(asked)[ADMIN][0]
    assert "王所长" not in sheet(stage, "全部")
    assert "等管理员通过的，不重发：王所长" in stage.last(ADMIN).text
    stage.say(ADMIN, "/people 邀请 查无此人")
    assert "查无此人" in stage.last(ADMIN).text


def test_a_roster_that_is_replaced_while_an_invite_waits_lets_nobody_in(without_numbers: Stage) -> None:
    stage, found = without_numbers, sheet(without_numbers)
    opened(stage, HEAD, found["王所长"])
    stage.say(HEAD, "是我")
    asked = stage.last(ADMIN)
    stage.employ(leaving=(HEAD,))
    stage.press(ADMIN, asked.id, "通过")
    stage.say(OTHER_HEAD, f"/start {found['钱所长']}")
    assert "名册已有变动" in stage.last(OTHER_HEAD).text, "the roster has the number by now"
    assert not any(name == "王所长" for _, name, _, _ in on_roster(stage))
    stage.report(HEAD)
    assert stage.json("submissions") == []


def test_a_username_swap_changes_nobodys_rights(without_numbers: Stage) -> None:
    stage, found = without_numbers, sheet(without_numbers)
    called(stage, HEAD, "wang")
    let_in(stage, HEAD, found["王所长"])
    called(stage, HEAD, None)
    called(stage, STRANGER, "wang")
    stage.report(STRANGER)
    assert stage.json("submissions") == []
    stage.report(HEAD)
    assert len(stage.json("submissions")) == 1


def test_one_account_is_not_let_in_under_a_second_name(without_numbers: Stage) -> None:
    stage, found = without_numbers, sheet(without_numbers)
    let_in(stage, HEAD, found["王所长"])
    stage.say(HEAD, f"/start {found['李科长']}")
    assert "另一个姓名" in stage.last(HEAD).text
    assert ("xiaobao", "李科长", "reviewer", HEAD) not in on_roster(stage)
    stage.say(ADMIN, f"/people 加人 东湖所 负责人 周五 {HEAD}")
    assert "已登记为 王所长" in stage.last(ADMIN).text


def test_an_admin_adds_people_by_one_line_and_nobody_else_does(stage: Stage) -> None:
    before = on_roster(stage)
    for person in (HEAD, REVIEWER, STRANGER):
        stage.say(person, "/people 加人 东湖所 负责人 王五")
        assert "没有任何改动" in stage.last(person).text
    for words, told in (
        ("加人 东湖所 王五", "请写"),
        ("加人 负责人 王五", "要写单位"),
        ("加人 东湖所 局领导 王五", "不写单位"),
        ("加人 天上所 负责人 王五", "没有叫“天上所”的单位"),
        ("加人 东湖所 负责人 王五 x1", "不是数字编号"),
        ("加人 东湖所 负责人 王所长", "已经有这个身份"),
        ("减人", "没有看懂"),
    ):
        stage.say(ADMIN, f"/people {words}")
        assert told in stage.last(ADMIN).text
        assert "没有任何改动" in stage.last(ADMIN).text
    assert on_roster(stage) == before
    stage.say(ADMIN, "人员 加人 局领导 高局长")
    assert list(cards(stage, ADMIN)) == ["高局长"]
    stage.say(ADMIN, f"/people 加人 东湖所 负责人 王五 {STRANGER}")
    assert on_roster(stage) - before == {("", "高局长", "leader", None), ("donghu", "王五", "head", STRANGER)}
    stage.report(STRANGER)
    assert stage.books()["reporter"] == STRANGER


def test_hidden_commands_and_buttons_of_admins_do_nothing_for_every_other_role(stage: Stage) -> None:
    stage.say(ADMIN, "/people 加人 西溪所 负责人 王五")
    opened(stage, STRANGER, cards(stage, ADMIN)["王五"])
    stage.say(STRANGER, "是我")
    asked, before = stage.last(ADMIN).id, on_roster(stage)
    markup = stage.chat.rooms[ADMIN].messages[asked].now.markup
    assert markup is not None
    button = markup["inline_keyboard"][0][0]["callback_data"]
    for person in (HEAD, REVIEWER, LEADER, PARTY_HEAD, STRANGER):
        for words in ("", "邀请 全部", "加人 管理员 我自己"):
            stage.say(person, f"/people {words}")
            assert "没有任何改动" in stage.last(person).text
    stage.report(HEAD)
    for person, under in ((HEAD, stage.last(HEAD)), (REVIEWER, stage.card(REVIEWER))):
        stage.forge(person, under.id, button)
        assert stage.press(person, under.id, "旧")[1]
    assert on_roster(stage) == before
    stage.press(ADMIN, asked, "通过")
    assert ("xixi", "王五", "head", STRANGER) in on_roster(stage)


def test_the_desk_sends_nobody_to_add_whom_the_roster_has_and_who_is_only_not_bound(without_numbers: Stage) -> None:
    stage = without_numbers
    stage.say(ADMIN, "/bureau")
    told = stage.last(ADMIN).text
    assert "\n· 15 人还没有绑定：" in told
    assert "\n· 第二个管理员或局领导在名册里，还没有绑定：沈局长、杨管理员。" in told
    assert "没有第二个" not in told
    heads, reviewers = (
        next(line for line in told.splitlines() if who in line) for who in ("单位没有负责人", "单位没有核实人")
    )
    assert heads.startswith("· 15 家参赛单位没有负责人：")
    assert "东湖" not in heads
    assert reviewers.startswith("· 2 家牵头单位没有核实人：")
    stage.say(ADMIN, "/people 加人 青石所 负责人 刘所长")
    stage.say(ADMIN, "/bureau")
    assert "· 14 家参赛单位没有负责人：" in stage.last(ADMIN).text
