"""Levels, units of measure and reasons of returns that many rulebooks have, in English: no rulebook says it of them.

A rulebook may still call anything as it likes: what is not here is shown as it is written there.
"""

from collections.abc import Mapping

LEVELS: Mapping[str, str] = {
    "国家级": "national",
    "部级": "ministerial",
    "省部级": "provincial/ministerial",
    "省级": "provincial",
    "省级以上": "provincial+",
    "市级": "city",
    "市级以上": "city+",
    "区级": "district",
    "县级": "county",
    "区县级": "district/county",
    "县区级": "county/district",
    "镇级": "town",
    "乡镇级": "township",
    "街道级": "street",
    "本局": "bureau",
    "局级": "bureau-level",
    "特等奖": "grand-prize",
    "一等奖": "first-prize",
    "二等奖": "second-prize",
    "三等奖": "third-prize",
    "逾期": "overdue",
    "反弹": "relapse",
}
"""Each is one word, for in a line the next one begins the title of the event, and no two are the same: it is typed."""

MEASURES: Mapping[str, tuple[str, str]] = {
    "分": ("point", "points"),
    "件": ("case", "cases"),
    "起": ("case", "cases"),
    "宗": ("case", "cases"),
    "件次": ("case", "cases"),
    "次": ("time", "times"),
    "场": ("session", "sessions"),
    "场次": ("session", "sessions"),
    "人": ("person", "people"),
    "人次": ("attendance", "attendances"),
    "天": ("day", "days"),
    "日": ("day", "days"),
    "工作日": ("workday", "workdays"),
    "个工作日": ("workday", "workdays"),
    "小时": ("hour", "hours"),
    "分钟": ("minute", "minutes"),
    "户": ("business", "businesses"),
    "家": ("business", "businesses"),
    "户次": ("visit", "visits"),
    "家次": ("visit", "visits"),
    "个": ("item", "items"),
    "项": ("item", "items"),
    "条": ("item", "items"),
    "批": ("batch", "batches"),
    "批次": ("batch", "batches"),
    "份": ("copy", "copies"),
    "篇": ("article", "articles"),
    "期": ("issue", "issues"),
    "台": ("set", "sets"),
    "吨": ("tonne", "tonnes"),
    "公里": ("km", "km"),
    "元": ("yuan", "yuan"),
    "万元": ("wan-yuan", "wan-yuan"),
    "亿元": ("yi-yuan", "yi-yuan"),
}
"""What is counted, of one and of several. 万 is ten thousand and 亿 a hundred million: no number is ever converted."""

COUNTING = ("户次", "家次", "人次", "件次", "批次", *"件户起个条家次项宗人份单票批名天台")
"""What things and people are counted with, the longer words first."""

REASONS: Mapping[str, str] = {
    "佐证不全": "evidence is incomplete",
    "数据与台账不符": "figures differ from the records",
    "统计口径不对": "counted by another definition",
}
"""Why a report is returned most often: what is on buttons where a rulebook does not say. Others stay as written."""

TERMS: Mapping[str, str] = {
    **LEVELS,
    **{name: several for name, (_, several) in MEASURES.items()},
    "管理员": "an admin",  # the first one, as long as no roster says the name
}
"""All of them, by what a rulebook says."""


def measure_words(unit: str) -> tuple[str, ...]:
    """Return what may stand behind a number in English for a unit of measure, the longest first; none if unknown."""
    return tuple(sorted(set(MEASURES.get(unit, ())), key=len, reverse=True))
