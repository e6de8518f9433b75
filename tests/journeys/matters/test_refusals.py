"""What is refused says why, how the part stands and what is possible, and changes nothing."""

from collections.abc import Callable

import pytest

from tests.cast import ADMIN, HEAD, LEADER, OFFICE_REVIEWER, OTHER_HEAD, REVIEWER, SQUAD_REVIEWER, STRANGER, Part
from tests.journeys.matters.playing import act, card, told
from tests.stage import Stage

LINE = "交办 临时任务 东湖所 11月25日 校园周边食品店排查 数量：40户"


@pytest.fixture
def assigned(bureau: Stage) -> Stage:
    bureau.say(OFFICE_REVIEWER, LINE)
    return bureau


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("交办 卫生评比 东湖所 11月25日 排查", "没有叫“卫生评比”的"),
        ("交办 临时任务 月球所 11月25日 排查", "没有叫“月球所”的单位"),
        ("交办 临时任务 东湖所 校园周边排查", "没有看到时限"),
        ("交办 临时任务 东湖所 11月18日 排查", "时限已经过去"),
        ("交办 临时任务 东湖所 今天09:30 排查", "至少要在一小时以后"),
        ("交办 临时任务 东湖所 11月25日", "没有写事项标题"),
        ("交办 临时任务 东湖所 11月25日 排查 数量：很多", "没有看懂数量"),
        ("交办 临时任务 东湖所 11月25日 排查 上级：T99", "没有上级 T0099"),
        ("交办 专项排查 东湖所 11月25日 排查", "不由您交办"),
        ("交办 临时任务 东湖所、办公室 11月25日 排查", "办公室是您本单位"),
        ("整改 临时任务 东湖所 11月25日 排查", "要用另一个命令"),
    ],
)
def test_a_line_that_cannot_be_taken_says_what_is_amiss_and_assigns_nothing(
    bureau: Stage, line: str, said: str
) -> None:
    bureau.say(OFFICE_REVIEWER, line)
    assert said in bureau.last(OFFICE_REVIEWER).text
    assert "没有任何改动" in bureau.last(OFFICE_REVIEWER).text
    assert bureau.json("matters") == []


def test_several_lines_are_several_matters_each_by_itself(bureau: Stage) -> None:
    bureau.say(
        OFFICE_REVIEWER,
        "交办 临时任务 东湖所 11月25日 排查甲\n"
        "临时任务 月球所 11月25日 排查乙\n交办 西溪所 11月26日 排查丙\n措施：先自查",
    )
    answer = next(text for text in told(bureau, OFFICE_REVIEWER) if "月球所" in text)
    assert "已交办 T0001" in answer
    assert "已交办 T0002 西溪市场监管所：排查丙" in answer
    assert [each["title"] for each in bureau.json("matters")] == ["排查甲", "排查丙"]
    assert bureau.json("matters")[1]["measure"] == "先自查"


def test_who_assigns_nothing_is_told_who_does(bureau: Stage) -> None:
    bureau.say(HEAD, LINE)
    assert "由 办公室、消保科、局领导或管理员交办" in bureau.last(HEAD).text
    bureau.say(STRANGER, LINE)
    assert "T0001" not in "".join(told(bureau, STRANGER))
    assert bureau.json("matters") == []


def test_the_same_again_is_asked_and_nothing_has_happened_until_then(assigned: Stage) -> None:
    assigned.say(OFFICE_REVIEWER, LINE)
    asked = assigned.last(OFFICE_REVIEWER)
    assert "已有同样的事项 T0001" in asked.text
    assert len(assigned.json("matters")) == 1
    assigned.press(OFFICE_REVIEWER, asked.id, "取消")
    assert len(assigned.json("matters")) == 1
    assigned.say(OFFICE_REVIEWER, LINE)
    assigned.press(OFFICE_REVIEWER, assigned.last(OFFICE_REVIEWER).id, "仍要交办")
    assert len(assigned.json("matters")) == 2


def finished(stage: Stage) -> None:
    act(stage, HEAD, "完成 38/40")


def late(stage: Stage) -> None:
    stage.later(days=7)


def closed(stage: Stage) -> None:
    finished(stage)
    act(stage, OFFICE_REVIEWER, "确认")


def nothing(_stage: Stage) -> None:
    pass


@pytest.mark.parametrize(
    ("before", "person", "words", "said"),
    [
        (nothing, HEAD, "确认", "是您本单位的事项，须回避"),
        (nothing, OFFICE_REVIEWER, "完成 38/40", "由 承办单位负责人 办理"),
        (nothing, OFFICE_REVIEWER, "确认", "现在办理中，不能确认"),
        (nothing, HEAD, "完成 41/40", "数量是 40，写的 41 超过了"),
        (nothing, HEAD, "完成 30/50", "数量是 40，不是 50"),
        (nothing, HEAD, "延期 11月24日 设备未到货", "延期要晚于它"),
        (late, HEAD, "延期 12月9日 设备未到货", "延期应在到期前"),
        (late, OFFICE_REVIEWER, "改期 12月9日 合并办理", "改期应在到期前"),
        (late, OFFICE_REVIEWER, "撤项 不再需要", "撤项只能由局领导决定"),
        (nothing, OFFICE_REVIEWER, "改期 11月20日 提前", "至少要在 2 个工作日之后"),
        (finished, LEADER, "确认", "由 核查单位（办公室） 办理"),
        (finished, OFFICE_REVIEWER, "改为 41", "数量是 40"),
        (closed, OFFICE_REVIEWER, "反弹 12月10日 又出现", "没有回头看"),
        (closed, HEAD, "撤回", "现在已办结，不能撤回"),
        (nothing, ADMIN, "移交 西溪所 机构调整", "还在现行竞赛方案里"),
        (nothing, OFFICE_REVIEWER, "退回 缺少照片", "现在办理中，不能退回"),
    ],
)
def test_an_act_that_is_refused_says_why_and_changes_nothing(
    assigned: Stage, before: Callable[[Stage], None], person: int, words: str, said: str
) -> None:
    before(assigned)
    stands = assigned.json("matters")
    answer = act(assigned, person, words)
    assert said in answer
    assert "没有任何改动" in answer
    assert assigned.json("matters") == stands


def test_what_lacks_a_reason_a_day_or_a_figure_is_asked_for_and_nothing_has_happened(assigned: Stage) -> None:
    for person, words, asked in (
        (HEAD, "完成", "请回复这条消息写完成了多少，例如：40/40"),
        (HEAD, "延期", "写延到哪天和原因"),
        (OFFICE_REVIEWER, "改期", "写改到哪天和原因"),
        (OFFICE_REVIEWER, "撤项", "写明撤项原因"),
    ):
        assert asked in act(assigned, person, words), words
        assert assigned.json("matters")[0]["state"] == "open"
    assert "已取消" in said(assigned, OFFICE_REVIEWER, "取消")
    act(assigned, HEAD, "完成 38/40")
    act(assigned, OFFICE_REVIEWER, "退回")
    assert "已退回" in said(assigned, OFFICE_REVIEWER, "缺少照片")


def said(stage: Stage, person: int, text: str) -> str:
    stage.say(person, text)
    return stage.last(person).text


def test_nobody_verifies_what_the_own_unit_owes_and_an_admin_stands_in(bureau: Stage) -> None:
    bureau.say(LEADER, "交办 临时任务 办公室 11月25日 会务保障")
    bureau.employ(Part(7001, "办主任", "head", "办公室"))
    bureau.chat.add_person(7001, "办主任", started=True)
    bureau.say(7001, "完成 T1")
    assert "本单位的事项，须回避" in act(bureau, OFFICE_REVIEWER, "确认", "number")
    assert "待核查" in card(bureau, ADMIN).text
    assert "已办结" in act(bureau, ADMIN, "确认")


def test_who_has_nothing_to_do_with_a_matter_is_not_told_that_it_is_there(assigned: Stage) -> None:
    for words in ("完成 T1", "台账 T1", "完成 T7"):
        assigned.say(OTHER_HEAD, words)
        assert "没有您可以查看的" in assigned.last(OTHER_HEAD).text, words


def test_two_verifiers_at_once_close_it_once(bureau: Stage, picture: bytes) -> None:
    bureau.say(REVIEWER, "交办 专项排查 东湖所 11月25日 冷链")
    bureau.say(HEAD, "完成", photo=picture, reply_to=card(bureau, HEAD).id)
    first, second = card(bureau, REVIEWER), card(bureau, SQUAD_REVIEWER)
    bureau.chat.say(REVIEWER, "确认", reply_to=first.id)
    bureau.chat.say(SQUAD_REVIEWER, "退回 看不清", reply_to=second.id)
    bureau.settle()
    assert "已办结" in bureau.last(REVIEWER).text
    assert "现在已办结，不能退回" in bureau.last(SQUAD_REVIEWER).text
    assert bureau.json("matters")[0]["state"] == "closed"


def test_a_button_that_was_overtaken_says_so_and_does_nothing(bureau: Stage) -> None:
    bureau.say(OFFICE_REVIEWER, "交办 临时任务 东湖所 11月25日 排查")
    act(bureau, HEAD, "完成 第一次")
    old = card(bureau, OFFICE_REVIEWER)
    act(bureau, HEAD, "撤回")
    act(bureau, HEAD, "完成 第二次")
    press = bureau.chat.press(OFFICE_REVIEWER, old.id, data=old.buttons[0][0].data, stale=True)
    bureau.settle()
    assert "已更新" in press.answers[0][0]
    assert bureau.json("matters")[0]["state"] == "verifying"
