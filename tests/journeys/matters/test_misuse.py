"""What an attacker or a clumsy hand tries: to decide what was not seen, to see what is not theirs."""

from tests.cast import COLLEAGUE, GROUP, HEAD, LEADER, OFFICE_REVIEWER, OTHER_HEAD, Part
from tests.journeys.matters.playing import act, card, told
from tests.stage import Stage, labels

LINE = "交办 临时任务 东湖所 11月25日 校园周边食品店排查 数量：40户"
BOTH = "/task 临时任务 东湖所、西溪所 11月25日 排查"
ELSEWHERE = "交办 临时任务 西溪所 11月25日 专案核查"


def test_an_offer_that_was_overtaken_decides_nothing(bureau: Stage) -> None:
    bureau.say(OFFICE_REVIEWER, LINE)
    act(bureau, HEAD, "完成 38/40")
    bureau.say(OFFICE_REVIEWER, "确认")
    offered = bureau.last(OFFICE_REVIEWER)
    act(bureau, HEAD, "撤回")
    act(bureau, HEAD, "完成 2/40")
    answer, _ = bureau.press(OFFICE_REVIEWER, offered.id, "T0001 东湖市场监管所")
    assert "已更新" in answer
    assert bureau.json("matters")[0]["state"] == "verifying"
    assert "2/40" in card(bureau, OFFICE_REVIEWER).text


def test_a_photo_in_reply_to_several_parts_is_for_the_part_of_its_sender(bureau: Stage, picture: bytes) -> None:
    bureau.say(OFFICE_REVIEWER, BOTH, to=GROUP)
    sheet = bureau.last(GROUP)
    bureau.say(OTHER_HEAD, photo=picture, to=GROUP, reply_to=sheet.id)
    offered = bureau.last(GROUP)
    assert labels(offered) == ["T0001 西溪市场监管所"]
    bureau.press(OTHER_HEAD, offered.id, "T0001 西溪市场监管所", to=GROUP)
    assert [each["state"] for each in bureau.json("matters")] == ["open", "verifying"]
    bureau.say(OTHER_HEAD, "佐证", to=GROUP, reply_to=sheet.id)
    assert "没有您可以查看的" not in bureau.last(OTHER_HEAD).text
    bureau.say(OTHER_HEAD, "收到", to=GROUP, reply_to=sheet.id)
    assert "T0001 西溪市场监管所" in bureau.last(OTHER_HEAD).text


def test_whoever_presses_what_the_group_was_shown_hears_who_verifies_it_and_nothing_else_is_told(bureau: Stage) -> None:
    bureau.say(OFFICE_REVIEWER, BOTH, to=GROUP)
    sheet = bureau.last(GROUP)
    before = len(told(bureau, OTHER_HEAD))
    answer, alert = bureau.press(OTHER_HEAD, sheet.id, "看 T0001 东湖市场监管所", to=GROUP)
    assert (answer, alert) == (
        "🔒 T0001 东湖市场监管所由 办公室 核查，您不能看它的办理情况。没有任何改动。有疑问请联系交办单位。",
        True,
    )
    assert len(told(bureau, OTHER_HEAD)) == before
    bureau.say(OFFICE_REVIEWER, ELSEWHERE)
    data = next(button.data for (button,) in sheet.buttons if button.text == "看 T0001 西溪市场监管所")
    assert data is not None
    bureau.forge(GROUP, sheet.id, data.replace(":1:", ":2:"))
    answer, _ = bureau.press(HEAD, sheet.id, "旧", to=GROUP)
    assert "没有您可以查看的 T0002" in answer, "the message does not name that one"


def test_nobody_learns_of_a_matter_by_putting_one_under_it(bureau: Stage) -> None:
    bureau.say(OFFICE_REVIEWER, ELSEWHERE)
    bureau.say(HEAD, "整改 11月30日 台账不全 措施：每日填写 责任人：张明 上级：T1")
    assert "没有上级 T0001" in bureau.last(HEAD).text
    bureau.say(HEAD, "台账 上级 T1")
    assert "没有您可以查看的" in bureau.last(HEAD).text
    assert "专案核查" not in "".join(told(bureau, HEAD))
    bureau.say(OFFICE_REVIEWER, "交办 临时任务 东湖所 11月25日 分项核查 上级：T1")
    assert "上级：T0001 专案核查" in card(bureau, HEAD, "T0002").text


def test_who_left_the_roster_or_the_unit_sees_nothing_of_what_comes_after(bureau: Stage) -> None:
    bureau.say(OFFICE_REVIEWER, LINE)
    left, moved = card(bureau, COLLEAGUE), card(bureau, HEAD)
    bureau.employ(
        Part(HEAD, "王所长", "head", "西溪所"), Part(7001, "新所长", "head", "东湖所"), leaving=(HEAD, COLLEAGUE)
    )
    bureau.chat.add_person(7001, "新所长", started=True)
    bureau.say(7001, "完成 T1 38/40")
    bureau.say(OFFICE_REVIEWER, "退回 T1 两户没有整改")
    for person, shown in ((COLLEAGUE, left), (HEAD, moved)):
        assert "两户没有整改" not in "".join(told(bureau, person))
        assert bureau.seen(person, shown.id).text == shown.text


def test_a_title_stays_as_it_was_written_and_thousands_are_read(bureau: Stage) -> None:
    title = "校园食品，冷链;1,000户"
    bureau.say(OFFICE_REVIEWER, f"交办 临时任务 东湖所 , 西溪所 11月25日 {title} 数量：1,200户")
    part = bureau.json("matters")[1]
    assert (part["title"], part["quantity"], part["unit"]) == (title, 1200, "xixi")


def test_who_verifies_where_nobody_else_is_left_is_named_and_what_is_taken_back_is_gone(bureau: Stage) -> None:
    bureau.employ(Part(OFFICE_REVIEWER, "吴主任", "head", "西溪所"))
    bureau.say(LEADER, ELSEWHERE)
    bureau.say(OFFICE_REVIEWER, "完成 T1")
    bureau.say(OFFICE_REVIEWER, "确认 T1")
    assert "须回避，确认由 管理员 办理" in bureau.last(OFFICE_REVIEWER).text
    bureau.say(OFFICE_REVIEWER, LINE)
    bureau.say(OFFICE_REVIEWER, "撤销 T2")
    assert "已撤销上一步，该件已撤项" in bureau.last(OFFICE_REVIEWER).text
    assert bureau.json("matters")[1]["state"] == "withdrawn"
