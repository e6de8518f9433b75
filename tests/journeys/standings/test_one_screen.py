"""/mine and /why fit one screen of a phone; what stands behind it is a button away, in the same message."""

from math import ceil

from tests.cast import HEAD, LEADER, OTHER_HEAD, REVIEWER
from tests.stage import Stage, labels

WIDTH, SCREEN = 22, 26
"""Chinese characters of a line and lines of a screen on a phone of 390 points, without its keyboard."""
EVENTS = "\n".join(f"亮点创新提报 市级 第{place}次专项行动 https://example.com/{place}" for place in "一二三四五")


def lines_on_a_phone(text: str) -> int:
    """Count the lines that a text takes there; what is not Chinese is half as wide."""
    return sum(ceil(sum(1 if ord(c) > 0x2E7F else 0.5 for c in line) / WIDTH) or 1 for line in text.splitlines())


def test_the_first_screen_of_mine_has_state_and_losses_and_the_rest_is_a_button_away(scored: Stage) -> None:
    scored.say(HEAD, "/mine")
    shown = scored.last(HEAD)
    head, states, *lines, missing, awaited, uncounted = shown.text.splitlines()
    told = "已确认的分值占比，没有事项的算已确认；锁定后达到 2/3 才有名次"
    assert head.endswith(f"第 1 名（共 9 家），覆盖率 28%（{told}）")
    assert states.startswith("已确认 1 项，待核实 1 项，未报 ")
    assert lines == ["工单按期回复率 98/100（98%） 4.50/5 分，已确认", "工单办结率 97/100（97%） 满分 5 分，待核实"]
    assert missing.startswith("本单位应报未报：一体化平台运用、")
    assert awaited == "牵头单位未报（不用本单位报）：党风廉政及作风建设效能、驻地企业满意度"
    assert uncounted.startswith("台账里没有可计的（由督办台账计数，不用报）：")
    assert labels(shown) == ["详细"]
    before = scored.counts()
    scored.press(HEAD, shown.id, "详细")
    whole = scored.seen(HEAD, shown.id)
    assert scored.new(before) == {}, "it is the same message"
    assert whole.text.splitlines()[0] == head
    assert "\n受通报批评：未扣分（最多扣 10 分）\n" in whole.text
    assert "编号 0003 工单满意率 1/3（33.33%） 已退回：数字不符" in whole.text
    assert labels(whole) == ["收起"]
    scored.press(HEAD, shown.id, "收起")
    assert (scored.seen(HEAD, shown.id).text, labels(scored.seen(HEAD, shown.id))) == (shown.text, ["详细"])


def test_a_metric_says_whose_report_or_what_is_lacking(scored: Stage) -> None:
    for metric, told in (
        ("工单满意率", "满分 5，未报"),
        ("驻地企业满意度", "，牵头单位未报"),
        ("临时性工作", "，台账里没有可计的"),
    ):
        scored.say(HEAD, f"/why {metric}")
        assert told in scored.last(HEAD).text.splitlines()[1]


def test_what_a_page_shows_is_how_things_are_when_it_is_turned(scored: Stage) -> None:
    scored.say(HEAD, "/mine")
    shown = scored.last(HEAD)
    scored.say(REVIEWER, "确认", reply_to=scored.cards(REVIEWER)[1].id)
    scored.press(HEAD, shown.id, "详细")
    assert "编号 0002 工单办结率 97/100（97%） 已确认" in scored.seen(HEAD, shown.id).text


def test_why_tells_what_lacks_most_and_every_line_behind_that(scored: Stage) -> None:
    scored.report(HEAD, "通报批评 市级 网络舆情 https://example.com/a")
    scored.say(LEADER, "/why 东湖所")
    shown = scored.last(LEADER)
    assert labels(shown) == ["详细"]
    assert shown.text.splitlines()[-1] == "细看一项：/why 东湖市场监管所 指标"
    scored.press(LEADER, shown.id, "详细")
    told = scored.seen(LEADER, shown.id).text.splitlines()
    metrics = scored.row()["metrics"]
    assert len(told) == 1 + len(metrics), "a line a metric"


def test_an_answer_about_many_submissions_has_the_newest_first_and_all_behind(stage: Stage) -> None:
    for line in EVENTS.splitlines():
        stage.say(HEAD, f"/highlight {line}")
    stage.say(HEAD, "/why 亮点创新提报")
    shown = stage.last(HEAD)
    assert [line[:7] for line in shown.text.splitlines() if line.startswith("编号")] == [
        "编号 0003",
        "编号 0004",
        "编号 0005",
    ]
    stage.press(HEAD, shown.id, "详细")
    whole = stage.seen(HEAD, shown.id)
    assert whole.text.count("编号 00") == 5
    assert labels(whole) == [*(f"📎 查看佐证 {number:04}" for number in range(1, 6)), "收起"]


def test_a_full_month_fits_the_screen(scored: Stage) -> None:
    scored.report(HEAD, "满意率 2/3\n办结率 18/20\n铁拳 4\n信访件化解 3/4\n案件质量 4/5\n平台运用 9/10")
    for line in EVENTS.splitlines():
        scored.say(HEAD, f"/highlight {line}")
    scored.say(HEAD, "/mine")
    told = scored.last(HEAD).text.splitlines()
    assert told[2] == "与满分差得最多的 6 项："
    assert all(line.endswith("待核实") for line in told[3:9]), "the confirmed 98/100 lacks least"
    for ask in ("/mine", "/why", "/why 回复率", "/why 亮点创新提报"):
        scored.say(HEAD, ask)
        told = scored.last(HEAD).text
        assert lines_on_a_phone(told) <= SCREEN, told


def test_pages_of_others_cannot_be_turned_and_a_role_that_ended_sees_none(scored: Stage) -> None:
    for person in (HEAD, OTHER_HEAD):
        scored.say(person, "/mine")
    shown, other = scored.last(HEAD), scored.last(OTHER_HEAD)
    scored.forge(OTHER_HEAD, other.id, shown.buttons[0][0].data)
    assert scored.press(OTHER_HEAD, other.id, "旧")[1]
    assert [scored.seen(p, seen.id).text for p, seen in ((HEAD, shown), (OTHER_HEAD, other))] == [
        shown.text,
        other.text,
    ]
    scored.employ(leaving=(HEAD,))
    assert "名册" in scored.press(HEAD, shown.id, "详细")[0]
    assert scored.seen(HEAD, shown.id).text == shown.text
