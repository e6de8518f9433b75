"""All that the people of that bureau say from September until October is over, and how it is played.

In 2026 the 25th of September (中秋) and 1 to 7 October (国庆) are free, and the 10th of October, a Saturday, is not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from unittest import mock

from tests.cast import CHINA
from tests.journeys.matters.month import CAST
from tests.stage import Stage


def at(when: str) -> datetime:
    """Return a moment of the year on the bureau's clock: 09-10 17:00 or 09-10 17:00:01."""
    seconds = when if when.count(":") == 2 else f"{when}:00"
    return datetime.strptime(f"2026-{seconds}", "%Y-%m-%d %H:%M:%S").replace(tzinfo=CHINA)


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says: when it arrives, when it was written, in what words, and what the answer holds."""

    arrives: datetime
    written: datetime
    person: int
    words: str
    told: str


_LINE = re.compile(r"(\d\d-\d\d [\d:]+)(?:<(\d\d-\d\d [\d:]+))? ([^：]+)：(.+) → (.+)", re.DOTALL)


def read(story: str) -> Iterator[Said]:
    """Read a story: a line each, with further lines of its message indented; one with # only tells."""
    persons = {part.name: part.person for part in CAST}
    told = (line for line in re.split(r"\n(?! )", story.strip()) if not line.startswith("#"))
    for line in told:
        found = _LINE.fullmatch(line)
        assert found is not None, line
        arrives, written, name, words, answer = found.groups()
        yield Said(at(arrives), at(written or arrives), persons[name], words.replace("\n  ", "\n"), answer)


def pass_days(stage: Stage, until: datetime) -> None:
    """Let the bot do every evening what is due by then, as it does where time does not leap."""
    now = stage.clock.now().astimezone(CHINA)
    evening = now.replace(hour=19, minute=55, second=0, microsecond=0)
    while evening < until:
        if evening > now:
            stage.move(evening)
        evening += timedelta(days=1)
    stage.move(until)


def play(stage: Stage, story: str) -> None:
    """Let people say what they say, each dated by its very second, and hold what the bot then tells them."""
    for said in read(story):
        if said.arrives > stage.clock.now():
            pass_days(stage, said.arrives)
        there = stage.chat.rooms[said.person].messages
        before = len(there)
        with mock.patch.object(stage.chat.world, "clock", return_value=said.written):
            stage.chat.say(said.person, said.words)
        stage.settle()
        heard = "\n".join(one.seen().text for one in list(there.values())[before + 1 :])
        assert said.told in heard, (said, heard)


SEPTEMBER = """
# What is assigned, proposed, urged, moved and withdrawn at the beginning
09-01 09:05 吴主任：交办 临时任务 全部所 9月10日 食品店排查 → 已交办 T0001
09-01 09:06 吴主任：交办 东湖所、西溪所 9月24日 月饼检查
  临时任务 东湖所、西溪所、南桥所 9月18日 台账归集 → T0003
09-01 09:10 卫科长：交办 专项检查 全部所 9月22日 冷链检查
  数量：东湖所40、西溪所30、南桥所20、北营所25、青石所8、柳林所10 → T0004
09-01 09:11 卫科长：交办 东湖所 9月29日12:00 冷链复查 数量：60户 → 已交办 T0005
09-01 09:12 卫科长：交办 青石所 9月29日 市场巡查 → 已交办 T0006
09-01 09:20 吴主任：整改 西溪所 9月8日 快检室未启用 措施：配齐试剂 责任人：张明 → 已交办 T0007
09-01 10:00 王所长：整改 9月15日 值班台账不全 措施：每日填写 责任人：李明 → 待立项 T0008
09-01 10:05 孙所长：整改 9月15日 公示栏破损 → 待立项 T0009
09-01 10:10 周所长：整改 9月15日 档案柜未锁 → 待立项 T0010
09-01 10:20 吴主任：整改 青石所 9月14日 消防通道堆物 措施：清空 责任人：高山 → 已交办 T0011
09-01 10:21 吴主任：整改 北营所 9月14日 快检记录不全 措施：逐日登记 责任人：何川 → 已交办 T0012
09-01 11:00 周所长：撤回 T10 → 已撤项
09-02 09:00 李科长：退回 T9 不属整改 → 已撤项
09-02 09:05 李科长：确认 T8 → 已立项
09-02 09:06 李科长：撤销 T8 → 恢复为待立项
09-02 09:10 周科员：确认 T8 → 已立项
09-02 10:00 吴主任：撤项 T1 柳林所 抽调支援 → 已撤项
09-02 10:10 吴主任：改期 T3 东湖所 9月22日 设备未到 → 已改期
09-02 10:11 吴主任：改期 T3 西溪所 9月16日 提前报送 → 已改期
# T0007: missed on the 8th, closed late, 反弹 with a round that is missed on the 21st
09-09 09:00 钱所长：完成 T7 已启用 → 待核查
09-09 10:00 吕所长：进展 T1 已排查一半 → 已记进展
09-09 10:05 吕所长：延期 T1 9月14日 店主外出 → 申请延期
09-09 11:00 吴主任：确认 T1 青石所 → 已延期
09-09 14:00 沈局长：催办 T1 南桥所 → 已催办
09-09 16:00 孙所长：完成 T1 已排查 → 待核查
09-10 09:00 李科长：确认 T7 → 已销号（逾期办结）
# The very second of a deadline, the second behind it, and a message that comes an hour late
09-10 17:00 王所长：完成 T1 已排查 → 待核查
09-10 17:00:01 钱所长：完成 T1 已排查 → 待核查
09-10 18:00<09-10 16:59:59 周所长：完成 T1 已排查 → 待核查
09-11 09:00 吴主任：确认 T1 东湖所 → 已办结（按期）
09-11 09:01 吴主任：确认 T1 西溪所 → 已办结（逾期办结）
09-11 09:02 吴主任：确认 T1 北营所 → 已办结（按期）
# Returned on a Friday: to be mended by Tuesday 17:00; returned again, it is missed
09-11 10:00 吴主任：退回 T1 南桥所 缺少照片 → 9月15日（周二）17:00
09-11 11:00 吕所长：完成 T11 已清空 → 待核查
09-11 11:01 周所长：完成 T12 已登记 → 待核查
09-14 09:00 吕所长：完成 T1 已排查 → 待核查
09-14 09:10 吴主任：确认 T1 青石所 → 已办结（按期）
09-14 09:20 吴主任：确认 T11 → 已销号（按期）
09-14 09:30 李科长：确认 T12 → 已销号（按期）
09-14 10:00 周科员：反弹 T7 9月21日 又停用 → 反弹，第 2 轮
09-15 09:00 吴主任：巩固 T12 → 巩固
09-15 09:05 周科员：反弹 T12 9月24日 又漏登 → 没有任何改动
09-15 17:00 王所长：完成 T8 已整改 → 待核查
09-15 17:00 孙所长：完成 T1 已补照片 → 待核查
09-16 09:00 吴主任：退回 T1 南桥所 照片不清 → 已退回
09-16 09:10 吴主任：确认 T8 → 已销号（按期）
09-16 10:00 钱所长：完成 T3 已归集 → 待核查
09-16 11:00 吴主任：确认 T3 西溪所 → 已办结（按期）
09-16 14:00 孙所长：完成 T1 已重拍 → 待核查
09-17 09:00 吴主任：确认 T1 南桥所 → 已办结（逾期办结）
09-17 09:10 沈局长：反弹 T12 9月24日 又漏登 → 反弹，第 2 轮
09-18 15:00 孙所长：完成 T3 已归集 → 待核查
09-18 15:10 孙所长：撤回 T3 → 已撤回
09-18 16:00 孙所长：完成 T3 已归集 → 待核查
09-18 16:30 吴主任：确认 T3 南桥所 → 已办结（按期）
09-18 16:40 吴主任：撤销 T3 南桥所 → 恢复为待核查
09-18 17:10 吴主任：确认 T3 南桥所 → 已办结（按期）
09-21 09:00 吴主任：交办 临时任务 全部所 9月30日 国庆值守 → 已交办 T0013
09-21 09:10 吴主任：整改 南桥所 9月30日 灭火器过期 措施：更换 责任人：石磊 → 已交办 T0014
09-22 09:00 王所长：完成 T3 已归集 → 待核查
09-22 09:30 钱所长：完成 T7 再次启用 → 待核查
09-22 10:00 王所长：进展 T4 25/40 → 25/40
09-22 16:00 王所长：完成 T4 38/40 两户停业 → 38/40
09-22 16:10 钱所长：完成 T4 30/30 → 30/30
09-22 16:20 周所长：完成 T4 25/25 → 25/25
09-22 16:30 吕所长：完成 T4 8 → 8/8
09-22 16:40 施所长：完成 T4 9/10 → 9/10
09-22 16:50 施所长：催办 T4 → 已催办
09-22 17:10 吴主任：确认 T3 东湖所 → 已办结（按期）
09-22 17:20 吴主任：确认 T7 → 已销号（逾期办结）
09-22 17:30 卫科长：确认 T4 东湖所 → 已办结（按期）
09-22 17:31 卫科长：改为 T4 西溪所 27/30 → 改为 27/30
09-22 17:32 卫科长：确认 T4 北营所 → 已办结（按期）
09-22 17:33 卫科长：确认 T4 青石所 → 已办结（按期）
09-23 09:00 周所长：完成 T12 已补登 → 待核查
09-23 09:05 李科长：巩固 T7 → 巩固
09-23 09:10 吴主任：确认 T12 → 已销号（按期）
09-23 10:00 钱所长：延期 T2 9月28日 货未到齐 → 申请延期
09-23 11:00 吴主任：退回 T2 西溪所 时间够用 → 未同意延期
09-23 15:00 孙所长：完成 T4 20/20 → 20/20
09-24 12:00 钱所长：完成 T2 已检查 → 待核查
# Asked on Thursday the 24th, it lapses on Monday the 28th at 17:00: 中秋 and the weekend lie in between
09-24 16:00 王所长：延期 T2 9月30日 货未到齐 → 申请延期
09-28 09:00 吴主任：确认 T2 西溪所 → 已办结（按期）
09-28 09:10 卫科长：确认 T4 南桥所 → 已办结（逾期办结）
09-28 17:00:01 吴主任：确认 T2 东湖所 → 没有任何改动
09-29 09:00 王所长：完成 T2 已检查 → 待核查
09-29 11:59 王所长：完成 T5 60/60 → 60/60
09-29 12:00 吕所长：完成 T6 已巡查 → 待核查
09-29 14:00 卫科长：确认 T5 → 已办结（按期）
09-29 14:01 卫科长：确认 T6 → 已办结（按期）
09-29 14:10 吴主任：确认 T2 东湖所 → 已办结（逾期办结）
09-30 09:00 王所长：完成 T13 已值守 → 待核查
09-30 09:10 吕所长：完成 T13 已值守 → 待核查
09-30 16:00 周所长：完成 T13 已值守 → 待核查
# Asked on the last day of September, it lapses on 8 October at 17:00: five hours behind the lock
09-30 16:00 孙所长：延期 T13 10月15日 人手不足 → 申请延期
09-30 16:30 卫科长：交办 专项检查 柳林所 10月20日 秋季抽检 数量：12批次 → 已交办 T0015
09-30 17:30 李科长：/report 东湖所 指导力度 8
  西溪所 指导力度 9
  南桥所 指导力度 7
  北营所 指导力度 6
  青石所 指导力度 5
  柳林所 指导力度 10 → 已确认
# Before the lock, on 8 October at noon: what is withdrawn leaves the month
10-08 09:00 沈局长：撤项 T13 西溪所 抽调支援 → 已撤项
10-08 09:10 沈局长：撤项 T14 重复立项 → 已撤项
10-08 11:50 吴主任：确认 T13 北营所 → 已办结（按期）
"""

OCTOBER = """
# Written before the lock and taken over behind it, it counts in October; nothing that the lock has counted comes back
10-08 12:00:30<10-08 11:59:30 吴主任：确认 T13 青石所 → 已办结（按期）
10-08 12:00:40 吴主任：撤销 T13 北营所 → 已锁定
10-08 14:00 吴主任：确认 T13 东湖所 → 已办结（按期）
10-09 09:00 孙所长：完成 T13 已补岗 → 待核查
10-09 09:05 吴主任：确认 T13 南桥所 → 已办结（逾期办结）
10-09 09:10 卫科长：确认 T4 柳林所 → 已办结（按期）
10-09 09:15 沈局长：撤项 T13 柳林所 单位撤并 → 已撤项
10-09 09:20 李科长：反弹 T11 10月16日 又堆物 → 反弹，第 2 轮
10-09 10:00 韩管理员：移交 T15 柳林所 东湖所 单位撤并 → 移交
"""

LATER = """
10-13 09:00 吴主任：交办 临时任务 东湖所、西溪所 10月23日 消费维权 → 已交办 T0016
10-19 09:00 王所长：完成 T15 12/12 → 12/12
10-20 09:00 卫科长：确认 T15 东湖所 → 已办结（按期）
10-22 09:00 王所长：完成 T16 已办 → 待核查
10-23 09:00 吴主任：确认 T16 东湖所 → 已办结（按期）
10-30 09:00 李科长：/report 东湖所 指导力度 10
  西溪所 指导力度 9
  南桥所 指导力度 8
  北营所 指导力度 7
  青石所 指导力度 6 → 已确认
"""
