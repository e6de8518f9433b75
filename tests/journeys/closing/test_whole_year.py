"""A year as a bureau lives it, through the chat: twelve months in two arenas, until the next one has begun.

Something is wrong with the group at the closing of most months. What was made public stands there once all the same.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.restdays import RestDays
from bot.sandbox.watch.faults import refuse, reset, too_many
from scoring.calendar import Period, deadlines
from scoring.rulebook.load import load
from tests.cast import (
    ADMIN,
    BASIC_GROUP,
    CHINA,
    HEAD,
    LEADER,
    OFFICE_REVIEWER,
    OTHER_HEAD,
    PARTS,
    REVIEWER,
    SECOND_REVIEWER,
    STAFF_REVIEWER,
    roster_csv,
)
from tests.journeys.closing.test_year import close_all
from tests.stage import Stage, furnish, labels, playing, staged

ZONE = ZoneInfo("Asia/Shanghai")
BEGIN = datetime(2026, 1, 5, 9, tzinfo=CHINA)
HOUSE = """
[competition]
id = "year-2026"
name = "争先创优"
year = 2026
minimum_coverage = 0
bonus_cap = 5
deduction_cap = 5

[schedule]
week_post = "mon 09:00"

[publish]
office = "云溪县市场监督管理局"
symbol = "云市监通〔{year}〕{serial}号"
"""
UNITS = {
    "offices": {"donghu": "东湖所", "xixi": "西溪所", "nanqiao": "南桥所", "beiying": "北营所"},
    "departments": {"xiaobao": "消保科", "bangongshi": "办公室", "zhiliang": "质量科"},
    "": {"renshi": "人事科"},
}
TIMES = {"beiying": 'from = "2026-05"\n', "zhiliang": 'until = "2026-09"\n'}
"""An office joins in May, and a department closes in September."""
RULES = """
[[arenas]]
id = "offices"
name = "所擂台"
[[arenas]]
id = "departments"
name = "科室擂台"
[[categories]]
id = "people"
arena = "offices"
name = "群众满意"
points = 20
[[categories]]
id = "support"
arena = "departments"
name = "服务保障"
points = 10
[[metrics]]
id = "reply"
category = "people"
name = "工单回复率"
points = 12
leads = ["xiaobao"]
input = "rate"
missing = "renormalise"
method = { kind = "goalpost", zero_at = "80", full_at = "100" }
[[metrics]]
id = "cases"
category = "people"
name = "办案数"
points = 8
leads = ["bangongshi"]
input = "count"
missing = "renormalise"
method = { kind = "completion", target = "10" }
[[metrics]]
id = "guidance"
category = "support"
name = "指导力度"
points = 10
leads = ["renshi"]
reporter = "lead"
input = "points"
method = { kind = "direct" }
"""
"""What counts until July; from then on a reply is worth less and a case more."""


def written(*, year: int = 2026, reply: int = 12) -> str:
    """Write a rulebook: with what it gives for replies (cases have the rest)."""
    units = "".join(
        f'[[units]]\nid = "{name}"\nname = "{called}"\n'
        + (f'arena = "{arena}"\n' if arena else "")
        + TIMES.get(name, "")
        for arena, units in UNITS.items()
        for name, called in units.items()
        if year == 2026 or name != "zhiliang"
    )
    rules = RULES.replace("points = 8", f"points = {20 - reply}").replace("points = 12", f"points = {reply}")
    return (
        HOUSE.replace("2026", str(year)) + (units if year == 2026 else units.replace('from = "2026-05"\n', "")) + rules
    )


FIRST = written()
FROM_JULY = written(reply=10)
NEXT_YEAR = written(year=2027, reply=10)


CAST = (HEAD, OTHER_HEAD, REVIEWER, SECOND_REVIEWER, OFFICE_REVIEWER, STAFF_REVIEWER, LEADER, ADMIN)


class Year:
    """What a bureau does in a month, and what is to be seen of it at the end of the year."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.schedule, rest_days = load(FIRST.encode()).schedule, RestDays(stage.folder)
        self.rests = lambda day: rest_days("cn", day)

    def due(self, month: int) -> tuple[datetime, datetime, datetime]:
        """Return until when a month is reported and reviewed, and when it is locked."""
        return deadlines(self.schedule, Period(2026, "month", month), ZONE, self.rests)

    def work(self, month: int) -> None:
        """Let everybody report in the middle of a month: most by the leads, one value by its unit."""
        stage, day = self.stage, date(2026, month, 15)
        while self.rests(day):
            day += timedelta(days=1)
        stage.move(max(stage.clock.now(), datetime.combine(day, BEGIN.timetz())))
        offices = [unit for unit in UNITS["offices"].values() if unit != "北营所" or month >= 5]
        rooms = [unit for unit in UNITS["departments"].values() if unit != "质量科" or month < 10]
        self._report(REVIEWER, "工单回复率 {}/100", offices[1:], lambda place: 90 + (3 * month + 4 * place) % 11)
        self._report(OFFICE_REVIEWER, "办案数 {}", offices, lambda place: 1 + (month + 2 * place) % 10)
        self._report(STAFF_REVIEWER, "指导力度 {}", rooms, lambda place: 4 + (month + place) % 6)

    def _report(self, lead: int, line: str, units: list[str], value: Callable[[int], int]) -> None:
        self.stage.report(lead, "\n".join(f"{unit} {line.format(value(place))}" for place, unit in enumerate(units)))

    def own(self, month: int) -> None:
        """Let the head of an office report what it answered, and the lead confirm it."""
        self.stage.report(HEAD, f"工单回复率 {91 + month % 8}/100 {month}月")
        self.stage.say(REVIEWER, "确认", reply_to=self.stage.card(REVIEWER).id)

    def close(self, month: int) -> None:
        """Let two people close a month and what ends with it."""
        names = [f"2026年{month}月"]
        names += [f"2026年第{month // 3}季度"] if month % 3 == 0 else []
        names += ["2026年"] if month == 12 else []
        close_all(self.stage, *names)

    def settle(self) -> None:
        """Let the notice of what was closed end."""
        day, left = self.stage.clock.now().date(), 3
        while left:
            day += timedelta(days=1)
            left -= not self.rests(day)
        self.stage.move(datetime.combine(day, datetime.min.time().replace(hour=17), CHINA))

    def correct(self, line: str) -> None:
        """Let two people of the lead correct what they confirmed last."""
        self.stage.say(REVIEWER, line, reply_to=self.stage.card(REVIEWER).id)
        self.stage.say(SECOND_REVIEWER, "确认", reply_to=self.stage.card(SECOND_REVIEWER).id)
        self.stage.later(seconds=1)

    def enact(self, text: str, month: str, *, signed: bool) -> None:
        """Let an admin send a rulebook that holds from a month on, and a leader sign it where that is needed."""
        stage = self.stage
        stage.say(ADMIN, document=("方案.toml", text.encode()))
        offered = stage.last(ADMIN)
        label = next(label for label in labels(offered) if label.startswith(month))
        assert ("会签" in label) == signed
        stage.press(ADMIN, offered.id, label)
        if signed:
            stage.say(LEADER, "确认", reply_to=stage.last(LEADER).id)
        assert f"竞赛方案自{month}起生效" in stage.last(ADMIN).text


@pytest.fixture
def year(tmp_path: Path) -> Iterator[Year]:
    """A bureau on its first working Monday of the year."""
    rulebook = tmp_path / "year.toml"
    rulebook.write_text(FIRST, "utf-8")
    cast = tuple(part for part in PARTS if part.person in CAST)
    folder = furnish(tmp_path / "data", rulebook, roster_csv(cast), begin=BEGIN)
    with staged("in process", folder, rulebook, basic_group=True, begin=BEGIN) as stage, playing(stage):
        yield Year(stage)


def test_a_whole_year_leaves_every_post_once_and_every_result_as_it_was_reckoned(year: Year) -> None:
    play(year)
    stage, out = year.stage, year.stage.folder.parent / "out"
    every = stage.json("publications")
    finals = [one for one in every if one["kind"] != "week"]
    assert {one["period"] for one in finals} == {*map(str, PERIODS)}
    given = [*stage.said(BASIC_GROUP), *stage.said(stage.group)]
    captions = [one.text for one in given]
    assert [sum(one["audit_code"] in text for text in captions) for one in every] == [1] * len(every)
    assert sum(one.photo is not None for one in given) == len(every)

    newest = {(one["period"], one["arena"]): one["audit_code"] for one in finals}
    assert len(newest) == 2 * len(PERIODS)
    for (period, arena), code in newest.items():
        caption = next(text for text in captions if code in text)
        for row in stage.json("standings", "--period", period, "--arena", arena, "--final")["rows"]:
            assert f"\n{row['rank'] or '·'} {row['name']} {row['total']}" in caption

    both = {"beiying", "zhiliang"}
    assert [competing(stage, period) & both for period in ("2026-04", "2026-05", "2026-10", "2026")] == [
        {"zhiliang"}, both, {"beiying"}, both
    ]  # fmt: skip

    sent = [one.document for one in given if one.document]
    assert max(Counter(name for name, _ in sent).values()) == 1
    out.mkdir()
    occasions = {(one["period"], one["version"]): one["number"] for one in finals}
    for number in occasions.values():
        assert stage.leitai("publications", "export", str(number), str(out)).code == 0
    assert {name: (out / name).read_bytes() for name, _ in sent} == dict(sent)
    assert len(sent) == 2 * len(occasions) + 1, "a circular and a workbook each, and the list of the year"
    told = [words.removeprefix("✅ ").partition("公示")[0] for words in captions if "公示期满" in words]
    assert len(told) == len({*told}) == len(PERIODS)


def competing(stage: Stage, period: str) -> set[str]:
    """Return the units of both arenas in a period's final standings."""
    arenas = ("offices", "departments")
    tables = [stage.json("standings", "--period", period, "--arena", arena, "--final") for arena in arenas]
    return {row["unit"] for table in tables for row in table["rows"]}


PERIODS = [Period(2026, "month", month) for month in range(1, 13)]
PERIODS += [*(Period(2026, "quarter", quarter) for quarter in range(1, 5)), Period(2026, "year", 0)]


POSTS = ("sendPhoto", "sendDocument", "sendMessage")
FAULTS = {
    1: (("sendPhoto",), refuse(400, "Bad Request: not enough rights to send photos to the chat"), None),
    2: (("sendDocument",), reset(after=True), 1),
    5: (POSTS, refuse(400, "Bad Request: TOPIC_CLOSED"), None),
    8: (POSTS, too_many(7), 3),
}
"""What is wrong with the group while a month is closed: which calls fail, how, and how many."""


def play(year: Year) -> None:
    """Let twelve months pass, each with what is special about it."""
    stage = year.stage
    for month in range(1, 13):
        year.work(month)
        if month == 2:  # late: the deadline of reports has passed, that of reviews has not
            stage.move(year.due(2)[0] + timedelta(minutes=30))
        year.own(month)
        before(year, month)
        if month == 10:  # the process is down at the lock
            stage.stop()
            stage.clock.move(year.due(10)[2] + timedelta(hours=2))
            stage.start()
        else:
            stage.move(year.due(month)[2])
        if month == 3:
            year.correct("更正为 90/100 核对有误")
        year.close(month)
        behind(year, month)
        year.settle()
    assert stage.json("submissions", "--period", "2026-02")[-1]["late"]


def before(year: Year, month: int) -> None:
    """Let happen what happens in a month that is still open."""
    stage = year.stage
    if month in FAULTS:
        methods, fault, times = FAULTS[month]
        stage.chat.faults.plan(fault, method=methods, chat=stage.group, times=times)
    elif month == 11:
        stage.chat.kick_bot(stage.group)
    if month == 7:
        year.enact(FROM_JULY, "2026年7月", signed=True)
    elif month == 12:
        year.enact(NEXT_YEAR, "2027年1月", signed=False)
        stage.move(datetime(2027, 1, 4, 9, 30, tzinfo=CHINA))
        stage.report(REVIEWER, "西溪所 工单回复率 99/100 2027-01")
        assert "已确认" in stage.last(REVIEWER).text
        stage.group = stage.chat.migrate(BASIC_GROUP)


def behind(year: Year, month: int) -> None:
    """Let happen what happens behind the closing of a month, while objections to it are taken."""
    stage = year.stage
    stage.chat.faults.clear()
    if month in (1, 5):
        stage.later(minutes=6)
    elif month == 2:
        (asked,) = [one for one in stage.said(ADMIN) if "不知是否已发出" in one.text]
        stage.press(ADMIN, asked.id, "已发出")
    elif month == 4:
        year.correct("更正为 88/100 漏计四件")
    elif month == 6:
        listed = stage.json("submissions", "--period", "2026-06", "--unit", "xixi")
        number = next(row["number"] for row in listed if row["metric"] == "reply")
        stage.say(OTHER_HEAD, f"/appeal {number} 漏计两件")
        stage.say(SECOND_REVIEWER, "改为 99/100 漏计两件", reply_to=stage.card(SECOND_REVIEWER).id)
        stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
        stage.later(seconds=1)
    elif month == 11:
        stage.chat.add_bot(stage.group, ADMIN)
        stage.settle()
        stage.later(seconds=1)
