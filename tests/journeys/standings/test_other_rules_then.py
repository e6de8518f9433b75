"""A unit or a metric that only newer rules have: whoever asks about a period before is answered."""

from datetime import datetime

from tests.cast import ADMIN, CHINA, HEAD, LEADER, OTHER_HEAD, REVIEWER, Part
from tests.stage import Stage

DECEMBER = datetime(2026, 12, 1, 9, tzinfo=CHINA)
XIXI = '[[units]]\nid = "xixi"'
NEW = f'[[units]]\nid = "xincheng"\nname = "新城市场监管所"\narena = "offices"\naliases = ["新城所"]\n\n{XIXI}'
MOVED = 'name = "云峰市场监管所"\narena = "'


def test_what_joined_later_is_told_to_whoever_asks_about_before(quiet_stage: Stage) -> None:
    stage = quiet_stage
    stage.report(HEAD)
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    rules = stage.rulebook.read_text("utf-8").replace(XIXI, NEW)
    rules = rules.replace('id = "closure_rate"', 'id = "solved_rate"').replace("工单办结率", "工单办好率")
    rules = rules.replace(f"{MOVED}offices", f"{MOVED}departments")
    stage.say(ADMIN, document=("新方案.toml", rules.encode()))
    stage.press(ADMIN, stage.last(ADMIN).id, "2026年12月起")
    stage.move(DECEMBER)
    stage.employ(Part(OTHER_HEAD, "钱所长", "head", "新城所"), leaving=(OTHER_HEAD,))
    for asker, asked, told in (
        (LEADER, "/why 新城所 11月", "请写明单位"),
        (LEADER, "/rank 新城所 四季度", "没有叫“新城所”的擂台、类别或单位"),
        (OTHER_HEAD, "/mine 11月", "没有可看的得分"),
        (LEADER, "/why 东湖所 工单办好率 11月", "没有叫“工单办好率”的指标"),
        (LEADER, "/why 东湖所 11月", "未报 6 项，牵头单位未报 2 项"),
    ):
        stage.say(asker, asked)
        assert told in stage.last(asker).text, asked
    for asked in ("/why 云峰所 11月", "/rank 云峰所 11月"):
        stage.say(LEADER, asked)
        assert "云峰市场监管所" in stage.last(LEADER).text, "in the arena of then"
    stage.say(OTHER_HEAD, "/pending")
    assert "2026年11月" not in stage.last(OTHER_HEAD).text
    stage.say(OTHER_HEAD, "/mine")
    assert "新城市场监管所" in stage.last(OTHER_HEAD).text
