"""工作群: offered to an admin where the bot is taken in, left where it is nobody's, and looked at."""

from bot.sandbox.world.messages import Seen
from tests import engine
from tests.cast import ADMIN, GROUP, HEAD, LEADER, OTHER_GROUP, SECOND_ADMIN
from tests.stage import Stage, labels

NEW, SMALL = OTHER_GROUP, -4007


def taken_in(stage: Stage, by: int) -> None:
    stage.chat.add_group(NEW, "新工作群", members=[ADMIN, HEAD], admins=[ADMIN], bot="left")
    stage.chat.add_bot(NEW, by)
    stage.settle()


def told(stage: Stage, person: int = ADMIN) -> list[Seen]:
    return [seen for seen in stage.said(person) if "工作群" in seen.text and seen.text.startswith("🔧")]


def test_an_admin_who_takes_the_bot_into_a_group_makes_it_the_bureaus_by_one_press(stage: Stage) -> None:
    taken_in(stage, ADMIN)
    offer = stage.last(ADMIN)
    assert f"机器人被拉进了“新工作群”（{NEW}）" in offer.text
    assert labels(offer) == ["设为工作群", "退出这个群"]
    stage.say(HEAD, f"/rank@{stage.chat.bot.username}", to=NEW)
    assert "不" in stage.last(NEW).text, "it is not the bureau's yet"
    stage.press(ADMIN, offer.id, "设为工作群")
    assert "工作群已设为" in stage.last(ADMIN).text
    assert stage.press(ADMIN, offer.id, "设为工作群")[1]
    assert stage.seen(ADMIN, offer.id).text == f"💬 机器人被拉进了“新工作群”（{NEW}）\n☑️ 已经办过，该提问已失效。"
    stage.say(HEAD, f"/rank@{stage.chat.bot.username}", to=NEW)
    assert "【市场监管所擂台】" in stage.last(NEW).text or stage.last(NEW).photo
    stage.notice(lambda: page(stage).count("能发文字、图片和文件"))
    assert "机器人只看得到命令和对它的回复" in page(stage)


def page(stage: Stage) -> str:
    stage.say(ADMIN, "/bureau 工作群")
    return stage.last(ADMIN).text


def test_a_group_into_which_nobody_of_the_office_takes_the_bot_is_left_politely(stage: Stage) -> None:
    before = len(stage.said(ADMIN))
    taken_in(stage, HEAD)
    assert "现在退出" in stage.last(NEW).text
    stage.until(lambda: stage.chat.rooms[NEW].bot == "left")
    assert len(stage.said(ADMIN)) == before
    assert stage.chat.rooms[GROUP].bot == "member"


def test_an_offer_can_be_declined_and_is_no_ones_but_an_admins(stage: Stage) -> None:
    taken_in(stage, ADMIN)
    offer = stage.last(ADMIN)
    stage.employ(leaving=(ADMIN,))
    assert stage.press(ADMIN, offer.id, "设为工作群")[1]
    stage.employ()
    stage.press(ADMIN, offer.id, "退出这个群")
    stage.until(lambda: stage.chat.rooms[NEW].bot == "left")
    stage.notice(lambda: labels(stage.seen(ADMIN, offer.id)) == [])
    assert "已经办过" in stage.seen(ADMIN, offer.id).text
    assert "不在这个群里" in stage.press(ADMIN, offer.id, "设为工作群")[0]


def test_what_is_lost_in_the_group_is_told_once_and_again_when_it_is_back(stage: Stage) -> None:
    stage.notice(lambda: "能发文字" in page(stage))
    stage.chat.silence_bot(GROUP)
    stage.later(days=1)
    for admin in (ADMIN, SECOND_ADMIN):
        stage.notice(lambda admin=admin: len(told(stage, admin)) == 1)  # type: ignore[misc]
        assert "不能发文字、不能发图片、不能发文件" in told(stage, admin)[0].text
    stage.later(days=1)
    stage.later(days=1)
    assert len(told(stage)) == 1
    stage.say(ADMIN, "/bureau")
    assert "工作群 局工作群：不能发文字" in stage.last(ADMIN).text
    stage.chat.silence_bot(GROUP, silent=False)
    stage.later(days=1)
    stage.notice(lambda: len(told(stage)) == 2)
    assert "恢复正常" in told(stage)[1].text
    assert told(stage, LEADER) == []


def test_thrown_out_of_the_group_and_let_in_again_the_admins_hear_of_both(stage: Stage) -> None:
    stage.notice(lambda: "能发文字" in page(stage))
    stage.chat.kick_bot(GROUP, ADMIN)
    stage.notice(lambda: len(told(stage)) == 1)
    stage.chat.add_bot(GROUP, ADMIN, admin=True)
    stage.notice(lambda: len(told(stage)) == 2)
    assert "恢复正常" in told(stage)[1].text


def test_what_a_hand_left_in_the_place_of_what_was_seen_is_told_and_seen_anew(stage: Stage) -> None:
    stage.stop()
    for left in ("[1, ", '["eins"]', '{"at": "gestern"}', "[]" * 9, "[" * 9_000):
        for name in ("acting", "group_seen"):
            engine.change(stage.database, "DELETE FROM fixtures WHERE name = :name", name=name)
            put = "INSERT INTO fixtures (name, content) VALUES (:name, :left)"
            engine.change(stage.database, put, name=name, left=left)
        told = stage.leitai("audit", "verify")
        assert told.code == 1
        assert "acting：数据库里有，存证链上没有" in told.out + told.err
        assert "group_seen" in told.out + told.err
    stage.start()
    stage.later(seconds=1)
    stage.say(ADMIN, "/bureau 工作群")
    assert "工作群" in stage.last(ADMIN).text
    assert stage.leitai("audit", "verify").code == 0


def test_a_group_in_which_the_bot_is_not_is_never_the_bureaus(stage: Stage) -> None:
    def refused(number: object) -> str:
        stage.say(ADMIN, f"/bureau 工作群 {number}")
        assert "没有任何改动" in stage.last(ADMIN).text, number
        return stage.last(ADMIN).text

    for number in ("-1_0", "-１０", "10", HEAD, "--10", "-" + "9" * 30):
        assert f"“{number}”不是群编号" in refused(number)
    for number in (-10, -9999999999999999, NEW):
        assert "不在这个群里" in refused(number)
    for number in (1, HEAD, -10):
        stage.say(ADMIN, "/bureau")
        desk = stage.last(ADMIN).id
        stage.forge(ADMIN, desk, f"group_choose:{number}")
        assert "不在这个群里" in stage.press(ADMIN, desk, "旧")[0]
    assert f"局工作群（{GROUP}）" in page(stage)
    taken_in(stage, ADMIN)
    stage.say(ADMIN, f"/bureau 工作群 {NEW}")
    assert f"工作群已设为 {NEW}" in stage.last(ADMIN).text
    stage.say(ADMIN, f"/bureau 工作群 {GROUP}")
    assert f"工作群已设为 {GROUP}" in stage.last(ADMIN).text
    stage.chat.add_group(SMALL, "小群", members=[ADMIN], admins=[ADMIN], bot="left", supergroup=False)
    stage.chat.add_bot(SMALL, ADMIN)
    stage.settle()
    stage.press(ADMIN, stage.last(ADMIN).id, "设为工作群")
    grown = stage.chat.migrate(SMALL)
    stage.settle()
    assert "这就是现在的工作群" in refused(SMALL)
    assert f"小群（{grown}）" in page(stage)
