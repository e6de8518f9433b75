"""A scripted month: who reports what on which day, drawn once from a seed, so that every tour tells the same story."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from bot.demo.bureau import Role, of
from scoring.access import deciding_leads
from scoring.language import both
from scoring.rulebook.model import Metric, Rulebook, Unit

ZONE = ZoneInfo("Asia/Shanghai")
OPENS = datetime(2026, 11, 2, 9, 5, tzinfo=ZONE)
"""When the demo begins: minutes before the first report."""
ENDS = datetime(2026, 12, 1, tzinfo=ZONE)
Twist = Literal["", "return", "amend", "take_back", "withdraw"]
TITLES = (
    ("小餐饮“码上监督”试点", "Small restaurants watched by a scan"),
    ("老旧电梯更新便民服务点", "Help desk for the renewal of old lifts"),
    ("农贸市场快检进社区", "Quick tests of market food for everybody"),
    ("企业开办帮办窗口", "Helpers for whoever founds a business"),
    ("放心消费街区创建", "Streets where people buy without worry"),
    ("校园食堂互联网+明厨亮灶", "School kitchens that can be seen online"),
    ("特种设备隐患清零行动", "No dangers left in special equipment"),
    ("知识产权质押融资服务", "Loans on patents and trade marks"),
    ("计量惠民进夜市", "Honest scales at the night market"),
    ("网络直播合规课堂", "Lessons in law for live sellers"),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One report: when, by whom, of what, what is typed, in the group or in private, what its reviewers then do.

    It is written in the language that is spoken by default.
    """

    at: datetime
    reporter: Role
    unit: Unit
    metric: Metric
    value: str
    text: str
    in_group: bool
    reviewers: tuple[Role, ...]
    twist: Twist
    photo: bool = False


def called(one: Metric | Unit) -> str:
    """Return what whoever reports calls something of the rulebook."""
    return both(one.name, one.english or one.name)


def steps(rulebook: Rulebook, people: tuple[Role, ...]) -> list[Step]:
    """Return the month's reports in order of time."""
    chance = random.Random(2026)
    zone = ZoneInfo(rulebook.competition.timezone)
    first = datetime(rulebook.competition.year, 11, 2, 9, 10, tzinfo=zone)
    found: list[Step] = []
    for arena in rulebook.arenas:
        for unit in rulebook.units_in(arena.id):
            skill = chance.uniform(0.80, 0.985)
            for metric in rulebook.reported_in(arena.id):
                step = _step(rulebook, people, unit, metric, first, skill, chance)
                if step is not None:
                    found.append(step)
    return sorted(found, key=lambda step: (step.at, step.reporter.person))


def _step(
    rulebook: Rulebook, people: tuple[Role, ...], unit: Unit, metric: Metric, first: datetime, skill: float,
    chance: random.Random,
) -> Step | None:  # fmt: skip
    day = first + timedelta(days=chance.choice((0, 1, 2, 3, 7, 8, 9, 10, 14, 15, 16, 17, 21, 22, 23, 24)))
    at = day + timedelta(minutes=chance.randrange(0, 480, 7))
    if metric.role != "base" or chance.random() > (0.35 if metric.input == "events" else 0.93):
        return None
    leads = deciding_leads(metric.leads, unit.id)
    admin = of(people, "admin", "")
    twist: Twist = chance.choices(("", "return", "amend", "take_back", "withdraw"), (86, 5, 4, 3, 2))[0]
    # Until October is locked a value without a period would be asked about.
    value = _value(metric, skill, chance)
    dated = at.day < 7 and metric.input != "events" and metric.period == "month"
    told = f"{called(metric)} {value}{both(' 11月', ' 2026-11') if dated else ''}"
    if metric.reporter == "lead" and leads:
        lead = leads[0]
        reporter = of(people, "reviewer", lead)
        own_arena = rulebook.unit(lead).arena == unit.arena
        others = tuple(p for p in people if p.role == "reviewer" and p.unit == lead and p != reporter) or (admin,)
        text = f"/report {called(unit)} {told}"
        return Step(at, reporter, unit, metric, value, text, False, others[:1] if own_arena else (), "")
    reviewers = tuple(of(people, "reviewer", lead) for lead in leads) or (admin,)
    signing = reviewers if metric.sign == "all" else reviewers[:1]
    text = f"/report {told}"
    if metric.input == "events":
        level, in_chinese = chance.choice(list(metric.level_names.items())[1:])
        text = f"/highlight {called(metric)} {both(in_chinese, level)} {both(*chance.choice(TITLES))}"
        twist = "" if twist == "amend" else twist
    in_group = chance.random() < 0.2
    head, proven = of(people, "head", unit.id), metric.evidence == "required"
    return Step(at, head, unit, metric, value, text, in_group, signing, twist, proven)


def _value(metric: Metric, skill: float, chance: random.Random) -> str:
    """Return a plausible value: better units do better, nobody is perfect everywhere."""
    share = min(max(chance.gauss(skill, 0.05), 0.55), 1.0)
    if metric.input == "rate":
        whole = chance.randrange(20, 160)
        return f"{min(int(whole * share) + 1, whole)}/{whole}"
    if metric.input == "rank":
        return f"{chance.randrange(1, 7)}/6" if chance.random() < 0.01 else f"{chance.randrange(1, 6)}/6"
    if metric.input == "points":
        tenths = int(metric.points * 10 * int(share * 1000) / 1000)
        return f"{tenths // 10}.{tenths % 10}"
    return str(chance.randrange(2, 8))


def mondays(rulebook: Rulebook) -> Iterator[datetime]:
    """Yield the month's post times: the four weeks that lie in it."""
    zone = ZoneInfo(rulebook.competition.timezone)
    for day in (9, 16, 23, 30):
        yield datetime(rulebook.competition.year, 11, day, 9, 0, 5, tzinfo=zone)
