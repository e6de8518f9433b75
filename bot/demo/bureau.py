"""The people of the fictional bureau: a head a unit, reviewers of every lead, leaders and the bureau office."""

from dataclasses import dataclass

from scoring.rulebook.model import Rulebook

GROUP = -1002026110101
GROUP_TITLE = "五赛五比工作群"
USERNAME = "leitai_demo_bot"
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余"


@dataclass(frozen=True, slots=True)
class Role:
    """One row of the demo's roster."""

    person: int
    name: str
    role: str
    unit: str


STRANGER = Role(1999, "路人甲", "stranger", "")
"""Stands on no roster and in no group: what the bot says to them it says to anybody."""


def cast(rulebook: Rulebook) -> tuple[Role, ...]:
    """Return the roster: ids count up, surnames go round, so that everybody can be told apart."""
    surnames = iter(_SURNAMES * 2)
    found: list[Role] = []

    def add(role: str, unit: str, title: str) -> None:
        found.append(Role(1001 + len(found), f"{next(surnames)}{title}", role, unit))

    for unit in rulebook.units:
        if unit.arena is not None:
            add("head", unit.id, "所长" if unit.name.endswith("所") else "主任")
    for lead in rulebook.leading:
        add("reviewer", lead, "科长")
    add("reviewer", "jiguandangwei", "干事")
    add("leader", "", "局长")
    add("leader", "", "副局长")
    add("admin", "", "秘书")
    return tuple(found)


def of(people: tuple[Role, ...], role: str, unit: str) -> Role:
    """Return the first who acts in a role for a unit."""
    return next(person for person in people if person.role == role and person.unit == unit)
