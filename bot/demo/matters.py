"""The matters of the scripted month: what is typed to assign, finish and verify them; one is missed, one comes back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.demo.bureau import Role, of
from bot.demo.month import ZONE
from scoring.rulebook.model import Rulebook, Unit

SHOPS, REVIEW, CHAIN, LABORATORY = "T0001", "T0002", "T0003", "T0004"
"""Their numbers in the ledger, in the order in which they are assigned."""
LATE, BACK, MISSED = "yunfeng", "xixi", "gaoxin"
"""Who finishes the task too late; whose problem is returned, mended, and comes back; who does not mend in time."""
RETURNED, AMENDED = "fagui", "beiying"
REVIEWED = (6, 9, 11, 12, 13, 17, 18, 19, 20, 23)
"""The days on which the departments finish, before the 27th."""
INSPECTED = ((9, 40), (12, 38), (13, 40), (16, 35), (17, 40), (18, 39), (19, 37), (20, 36), (23, 40))
"""The day on which an office finishes, before the 25th, and with how many of 40."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One message about a matter: when, by whom, what is typed, in the group or in private."""

    at: datetime
    person: Role
    text: str
    in_group: bool = False


def deeds(rulebook: Rulebook, people: tuple[Role, ...]) -> list[Deed]:
    """Return the month's messages about matters in order of time."""
    offices, departments = (rulebook.units_in(arena.id) for arena in rulebook.arenas)
    found = [*_assigned(people), *_problem(people)]
    for number, unit in enumerate(offices):
        day = 9 if unit.id == LATE else 5
        found += _done(people, SHOPS, unit, _at(day, 9, 7 * number), "bangongshi")
    for (day, much), unit in zip(INSPECTED, offices, strict=True):
        amended = f" {much}/40" * (unit.id == AMENDED)
        told = f" {much + bool(amended)}/40"
        found += _done(people, CHAIN, unit, _at(day, 10), "shipin", told, amended=amended)
    for day, unit in zip(REVIEWED, departments, strict=True):
        verifier = "jiguandangwei" if unit.id == "bangongshi" else "bangongshi"
        found += _done(
            people, REVIEW, unit, _at(day, 11), verifier, back="缺少未完成事项的说明" * (unit.id == RETURNED)
        )
    return sorted(found, key=lambda deed: deed.at)


def _at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=ZONE) + timedelta(minutes=minute)


def _assigned(people: tuple[Role, ...]) -> Iterator[Deed]:
    """Yield the lines that assign, in the order of their numbers."""
    office, food = of(people, "reviewer", "bangongshi"), of(people, "reviewer", "shipin")
    yield Deed(_at(3, 9), office, "/task 临时性工作 全部市场监管所 11月6日 校园周边食品店排查", in_group=True)
    yield Deed(
        _at(3, 10),
        of(people, "leader", ""),
        "交办 临时性工作 全部局属事业单位、机关科室 11月27日 年度工作要点自查 来源：局长办公会",
    )
    yield Deed(_at(4, 9), food, "交办 专项检查 全部市场监管所 11月25日 冷链食品专项检查 数量：40户")
    yield Deed(
        _at(4, 10), food, "整改 整改事项 西溪所、高新区所 11月18日 快检室未启用 措施：配齐试剂并每日开检 责任人：张明"
    )


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
    yield Deed(at, head, f"完成 {entry}{much}")
    if back:
        yield Deed(at + timedelta(hours=1), reviewer, f"退回 {entry} {unit.name} {back}")
        yield Deed(at + timedelta(hours=2), head, f"完成 {entry}{much} 已补上")
    word = "改为" if amended else "确认"
    yield Deed(at + timedelta(hours=4), reviewer, f"{word} {entry} {unit.name}{amended}")


def _problem(people: tuple[Role, ...]) -> Iterator[Deed]:
    """Yield how one office mends what was returned, and again when it comes back; the other is too late."""
    office, food = of(people, "reviewer", "bangongshi"), of(people, "reviewer", "shipin")
    head, other = of(people, "head", BACK), of(people, "head", MISSED)
    yield Deed(_at(6, 9), head, f"完成 {LABORATORY} 试剂已配齐")
    yield Deed(_at(6, 14), food, f"退回 {LABORATORY} 西溪所 缺少开检记录")
    yield Deed(_at(9, 14), head, f"完成 {LABORATORY} 已补一周开检记录")
    yield Deed(_at(9, 16), food, f"确认 {LABORATORY} 西溪所")
    yield Deed(_at(20, 14), other, f"完成 {LABORATORY} 今日起每日开检")
    yield Deed(_at(20, 16), food, f"确认 {LABORATORY} 高新区所")
    yield Deed(_at(24, 9), office, f"反弹 {LABORATORY} 西溪所 11月30日 抽查时又停用")
    yield Deed(_at(26, 9), head, f"完成 {LABORATORY} 已定专人开检")
    yield Deed(_at(26, 15), office, f"确认 {LABORATORY} 西溪所")
