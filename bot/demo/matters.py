"""The matters of the scripted month: what is typed to assign, finish and verify them; one is missed, one comes back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.demo.bureau import Role, of
from bot.demo.month import ZONE
from scoring.language import both
from scoring.rulebook.model import Rulebook, Unit

SHOPS, REVIEW, CHAIN, LABORATORY = "T0001", "T0002", "T0003", "T0004"
"""Their numbers in the ledger, in the order in which they are assigned."""
LATE, BACK, MISSED = "yunfeng", "xixi", "gaoxin"
"""Who finishes the task too late; whose problem is returned, mended, and comes back; who does not mend in time."""
LAST = "gaoxin"
"""Whose inspection is the last: until then what is verified counts for all of it."""
RETURNED, AMENDED = "fagui", "beiying"
REVIEWED = (6, 9, 11, 12, 13, 17, 18, 19, 20, 23)
"""The days on which the departments finish, before the 27th."""
INSPECTED = ((9, 40), (12, 38), (13, 40), (16, 35), (17, 40), (18, 39), (19, 37), (20, 36), (23, 40))
"""The day on which an office finishes, before the 25th, and with how many of 40."""

Part = tuple[int, str]
"""The number of a matter in the ledger, and the unit whose part of it is meant."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One message about a matter: when, by whom, what is typed, in the group or in private; as a Step is written.

    `part` is what it is about; None where a matter is assigned.
    """

    at: datetime
    person: Role
    text: str
    in_group: bool = False
    part: Part | None = None


def deeds(rulebook: Rulebook, people: tuple[Role, ...]) -> list[Deed]:
    """Return the month's messages about matters in order of time."""
    offices, departments = (rulebook.units_in(arena.id) for arena in rulebook.arenas)
    found = [*_assigned(rulebook, people), *_problem(people)]
    for number, unit in enumerate(offices):
        day = 9 if unit.id == LATE else 5
        found += _done(people, SHOPS, unit, _at(day, 9, 7 * number), "bangongshi")
    for (day, much), unit in zip(INSPECTED, offices, strict=True):
        amended = f" {much}/40" * (unit.id == AMENDED)
        told = f" {much + bool(amended)}/40"
        found += _done(people, CHAIN, unit, _at(day, 10), "shipin", told, amended=amended)
    for day, unit in zip(REVIEWED, departments, strict=True):
        verifier = "jiguandangwei" if unit.id == "bangongshi" else "bangongshi"
        lacks = both("缺少未完成事项的说明", "it does not say what is left undone")
        found += _done(people, REVIEW, unit, _at(day, 11), verifier, back=lacks * (unit.id == RETURNED))
    return sorted(found, key=lambda deed: deed.at)


def _at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=ZONE) + timedelta(minutes=minute)


def _named(unit: Unit) -> str:
    """Return a unit behind the number of a matter: one word, in English its id."""
    return both(unit.name, unit.id)


def _assigned(rulebook: Rulebook, people: tuple[Role, ...]) -> Iterator[Deed]:
    """Yield the lines that assign, in the order of their numbers."""
    office, food = of(people, "reviewer", "bangongshi"), of(people, "reviewer", "shipin")
    offices, departments = (",".join(one.id for one in rulebook.units_in(arena.id)) for arena in rulebook.arenas)
    shops = both(
        "/task 临时性工作 全部市场监管所 11月6日 校园周边食品店排查",
        f"/task Ad hoc work {offices} 6 Nov Food shops near schools looked at",
    )
    review = both(
        "交办 临时性工作 全部局属事业单位、机关科室 11月27日 年度工作要点自查 来源：局长办公会",
        f"/task Ad hoc work {departments} 27 Nov Own review of the year's tasks source: the commissioner's meeting",
    )
    chain = both(
        "交办 专项检查 全部市场监管所 11月25日 冷链食品专项检查 数量：40户",
        f"/task Special inspections {offices} 25 Nov Inspection of chilled food quantity: 40",
    )
    laboratory = both(
        "整改 整改事项 西溪所、高新区所 11月18日 快检室未启用 措施：配齐试剂并每日开检 责任人：张明",
        f"/problem Rectification {BACK},{MISSED} 18 Nov The test room is not in use"
        " measure: buy reagents and test every day responsible: Zhang",
    )
    yield Deed(_at(3, 9), office, shops, in_group=True)
    yield Deed(_at(3, 10), of(people, "leader", ""), review)
    yield Deed(_at(4, 9), food, chain)
    yield Deed(_at(4, 10), food, laboratory)


def _done(
    people: tuple[Role, ...],
    entry: str,
    unit: Unit,
    at: datetime,
    verifier: str,
    much: str = "",
    back: str = "",
    amended: str = "",
) -> Iterator[Deed]:
    """Yield how a unit finishes its part, and somebody verifies it, where it was returned on the second time."""
    head, reviewer = of(people, "head", unit.id), of(people, "reviewer", verifier)
    finish, part = both("完成", "finish"), _part(entry, unit.id)
    yield Deed(at, head, f"{finish} {entry}{much}", part=part)
    if back:
        returned = f"{both('退回', 'return')} {entry} {_named(unit)} {back}"
        yield Deed(at + timedelta(hours=1), reviewer, returned, part=part)
        yield Deed(at + timedelta(hours=2), head, f"{finish} {entry}{much} {both('已补上', 'added')}", part=part)
    word = both("改为", "amend") if amended else both("确认", "confirm")
    yield Deed(at + timedelta(hours=4), reviewer, f"{word} {entry} {_named(unit)}{amended}", part=part)


def _part(entry: str, unit: str) -> Part:
    return int(entry.removeprefix("T")), unit


def _problem(people: tuple[Role, ...]) -> Iterator[Deed]:
    """Yield how one office mends what was returned, and again when it comes back; the other is too late."""
    office, food = of(people, "reviewer", "bangongshi"), of(people, "reviewer", "shipin")
    head, other = of(people, "head", BACK), of(people, "head", MISSED)
    finish, confirm = both("完成", "finish"), both("确认", "confirm")
    back, missed = (both(short, unit) for short, unit in (("西溪所", BACK), ("高新区所", MISSED)))
    for at, person, word, told in (
        (_at(6, 9), head, finish, both("试剂已配齐", "the reagents are there")),
        (
            _at(6, 14),
            food,
            both("退回", "return"),
            f"{back} {both('缺少开检记录', 'the records of tests are missing')}",
        ),
        (_at(9, 14), head, finish, both("已补一周开检记录", "the records of a week are added")),
        (_at(9, 16), food, confirm, back),
        (_at(20, 14), other, finish, both("今日起每日开检", "tests every day from today on")),
        (_at(20, 16), food, confirm, missed),
        (
            _at(24, 9),
            office,
            both("反弹", "relapse"),
            f"{back} {both('11月30日 抽查时又停用', '30 Nov out of use again')}",
        ),
        (_at(26, 9), head, finish, both("已定专人开检", "somebody is named for the tests")),
        (_at(26, 15), office, confirm, back),
    ):
        unit = MISSED if person == other or told == missed else BACK
        yield Deed(at, person, f"{word} {LABORATORY} {told}", part=_part(LABORATORY, unit))
