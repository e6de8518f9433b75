"""/why beyond the own points: how safe the first place is, what changed since a post, the whole arena beside one."""

import re
from datetime import datetime, timedelta
from pathlib import Path

from bot.files import read_sample
from tests.cast import CHINA, HEAD, LEADER, OTHER_HEAD, REVIEWER, SECOND_REVIEWER
from tests.ruled import under
from tests.stage import Stage

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=CHINA)
LOCKED = datetime(2026, 12, 7, 12, 1, tzinfo=CHINA)


def confirmed(stage: Stage, person: int, *lines: str, by: int = REVIEWER) -> None:
    """Let a head report, and the lead confirm."""
    for line in lines:
        stage.report(person, line)
        stage.say(by, "确认", reply_to=stage.card(by).id)


def posted(stage: Stage) -> None:
    """Let the weekly post be made."""
    stage.move(MONDAY)
    stage.until(lambda: sum(1 for message in stage.said(stage.group) if message.photo) == 2)
    stage.settle()


def why(stage: Stage, person: int, words: str = "") -> list[str]:
    """Ask and return the lines of the answer."""
    stage.say(person, f"/why {words}".strip())
    return str(stage.last(person).text).splitlines()


def about(lines: list[str], *beginnings: str) -> list[str]:
    return [line for line in lines if line.startswith(beginnings)]


def test_the_first_is_told_how_safe_the_place_is_and_nobody_else(stage: Stage) -> None:
    confirmed(stage, HEAD, "工单按期回复率 98/100", "工单办结率 90/100")
    confirmed(stage, OTHER_HEAD, "工单按期回复率 90/100", "工单办结率 97/100")
    table = stage.json("standings", "--period", "2026-11", "--arena", "offices")
    assert [row["total"] for row in table["rows"][:2]] == ["7.00", "6.75"]
    safe, shaken = about(why(stage, HEAD), "领先", "各项得分")
    # 2 points ahead in one metric, 1.75 behind in the other: 0.25 / 3.75 = 6.66…%
    assert safe == "领先第 2 名西溪市场监管所 0.25 分；各项得分各自增减不到 6.6% 时仍领先（折算、封顶不变）"
    told = re.fullmatch(r"各项得分各自随机增减至多 25%，试算 1000 次，(\d+) 次仍领先，最多被 1 家赶上", shaken)
    assert told is not None
    assert 500 < int(told[1]) < 1000
    assert about(why(stage, LEADER, "东湖所"), "领先", "各项得分") == [safe, shaken]
    assert about(why(stage, LEADER, "西溪所"), "领先", "各项得分") == []
    assert about(why(stage, HEAD, "工单办结率"), "领先") == []


def test_equals_lead_nobody_and_a_lead_in_everything_is_shaken_by_nothing(stage: Stage) -> None:
    confirmed(stage, HEAD, "工单按期回复率 98/100")
    confirmed(stage, OTHER_HEAD, "工单按期回复率 98/100")
    for unit in ("东湖所", "西溪所"):
        answer = why(stage, LEADER, unit)
        assert "第 1 名" in answer[0]
        assert about(answer, "领先", "各项得分") == []
    confirmed(stage, HEAD, "工单办结率 90/100")
    safe = "领先第 2 名西溪市场监管所 2.5 分；各项得分各自增减不到 100.0% 时仍领先（折算、封顶不变）"
    assert about(why(stage, HEAD), "领先", "各项得分") == [safe]


def test_what_changed_since_the_last_post_is_told_by_whose_doing(stage: Stage) -> None:
    confirmed(stage, HEAD, "工单按期回复率 98/100")
    confirmed(stage, OTHER_HEAD, "工单按期回复率 90/100")
    assert about(why(stage, HEAD), "与") == [], "nothing has been posted yet"
    posted(stage)
    assert about(why(stage, HEAD), "与") == ["与11月23日公布的第47周周榜相比：得分和名次都没有变"]
    stage.later(hours=2)
    confirmed(stage, OTHER_HEAD, "工单办结率 97/100")
    assert about(why(stage, LEADER, "东湖所"), "与") == [
        "与11月23日公布的第47周周榜相比（4.50 → 4.50 分）：其他单位数值 第 1 名 → 第 2 名"
    ]
    assert about(why(stage, LEADER, "西溪所"), "与") == [
        "与11月23日公布的第47周周榜相比（2.50 → 6.75 分）：本单位数值 +4.25 分，第 2 名 → 第 1 名"
    ]
    assert about(why(stage, LEADER, "东湖所 10月"), "与") == [], "nothing was posted about October"
    stage.move(MONDAY + timedelta(days=7))
    stage.until(lambda: sum(1 for message in stage.said(stage.group) if message.photo) == 4)
    assert about(why(stage, LEADER, "西溪所 11月"), "与") == ["与11月30日公布的第48周周榜相比：得分和名次都没有变"]


def test_what_is_corrected_after_the_lock_is_told_from_what_was_reported(stage: Stage) -> None:
    confirmed(stage, HEAD, "工单按期回复率 98/100")
    posted(stage)
    confirmed(stage, HEAD, "工单办结率 97/100")
    stage.move(LOCKED)
    stage.say(REVIEWER, "更正为 92/100 核对有误", reply_to=stage.card(REVIEWER).id)
    stage.say(SECOND_REVIEWER, "确认", reply_to=stage.card(SECOND_REVIEWER).id)
    assert stage.row()["metrics"]["closure_rate"]["value"] == "92/100"
    (told,) = about(why(stage, LEADER, "东湖所 11月"), "与")
    head, _, causes = told.partition("：")
    assert head == "与11月23日公布的第47周周榜相比（4.50 → 17.65 分）"
    assert causes.split("；") == [
        "竞赛方案（含缺报规则） +16.68 分，第 1 名 → 没有名次",
        "本单位数值 -0.59 分",
        "锁定后变动 -2.94 分",
    ]


def test_a_metric_is_set_beside_the_whole_arena_and_its_target(stage: Stage) -> None:
    confirmed(stage, HEAD, "工单按期回复率 98/100")
    assert about(why(stage, HEAD, "回复率"), "有分的", "全擂台") == [], "there is nobody to compare with"
    confirmed(stage, OTHER_HEAD, "工单按期回复率 90/100")
    told = "有分的 2 家：最高 4.5 分（东湖市场监管所），中位 3.5 分"
    assert about(why(stage, LEADER, "西溪所 回复率"), "有分的", "全擂台") == [told]
    flat = "全擂台 9 家都是 0 分，这一项没有拉开差距"
    assert about(why(stage, LEADER, "西溪所 通报批评"), "有分的", "全擂台") == [flat]
    assert "数值：98/100（98%）" in why(stage, LEADER, "东湖所 回复率"), "a goalpost names no target"


def test_a_metric_with_a_target_is_set_beside_it(tmp_path: Path) -> None:
    aimed = re.sub(
        r'(id = "closure_rate"\n(?:.+\n)*?method = ).+',
        r'\1{ kind = "completion", target = "100" }',
        read_sample().decode(),
    )
    with under(aimed, tmp_path) as stage:
        confirmed(stage, HEAD, "工单办结率 18/20")
        assert "数值：18/20（90%），目标 100%，目标完成率 90.00%" in why(stage, LEADER, "东湖所 办结率")
        assert "数值：还没有" in why(stage, LEADER, "西溪所 办结率")
