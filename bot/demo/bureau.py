"""The people of the fictional bureau: a head a unit, reviewers of every lead, leaders and the bureau office."""

from dataclasses import dataclass, replace

from scoring.language import both
from scoring.rulebook.model import Rulebook

GROUP = -1002026110101
USERNAME = "leitai_demo_bot"
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余"
_IN_ENGLISH = (
    "Wang Li Zhang Liu Chen Yang Zhao Huang Zhou Wu Xu Sun Hu Zhu Gao Lin He Guo Ma Luo Liang Song Zheng Xie Han Tang "
    "Feng Yu Dong Xiao Cheng Cao Yuan Deng Xu Fu Shen Zeng Peng Lü Su Lu Jiang Cai Jia Ding Wei Xue Ye Yan Yu"
)
_TITLES = {
    "所长": "Head",
    "主任": "Director",
    "科长": "Section Chief",
    "干事": "Officer",
    "局长": "Commissioner",
    "副局长": "Vice-Chief",
    "秘书": "Secretary",
}
"""Whoever speaks English by default has a bureau whose people and group have English names."""


@dataclass(frozen=True, slots=True)
class Role:
    """One row of the demo's roster."""

    person: int
    name: str
    role: str
    unit: str


STRANGER = Role(1999, "路人甲", "stranger", "")
"""Stands on no roster and in no group: what the bot says to them it says to anybody."""


def stranger() -> Role:
    """Return the stranger under the name that they have in the language that is spoken."""
    return replace(STRANGER, name=both(STRANGER.name, "Passer-by"))


def bot_name() -> str:
    """Return what the bot is called."""
    return both("擂台", "Leitai")


def group_title() -> str:
    """Return what the group is called."""
    return both("五赛五比工作群", "Five Races group")


def cast(rulebook: Rulebook) -> tuple[Role, ...]:
    """Return the roster: ids count up, each has another surname, so that everybody can be told apart."""
    surnames = iter(zip(_SURNAMES, _IN_ENGLISH.split(), strict=True))
    found: list[Role] = []

    def add(role: str, unit: str, title: str) -> None:
        surname, in_english = next(surnames)
        name = both(f"{surname}{title}", f"{_TITLES[title]} {in_english}")
        found.append(Role(1001 + len(found), name, role, unit))

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
