"""What an office writes behind /bureau: a page, or a line of the schedule: 锁定 +6天 12:00, 免打扰 20:30-08:30."""

import json
import re

from scoring.reading.lines import clean

RULES, ROSTER, GROUP, SCHEDULE, RECORDS, CLOSING, POSTS, DRILL = range(1, 9)
PAGES = {
    "方案": RULES,
    "名册": ROSTER,
    "工作群": GROUP,
    "日程": SCHEDULE,
    "定榜": CLOSING,
    "通报": POSTS,
    "记录": RECORDS,
    "演练": DRILL,
    "rulebook": RULES,
    "roster": ROSTER,
    "group": GROUP,
    "schedule": SCHEDULE,
    "closing": CLOSING,
    "publications": POSTS,
    "records": RECORDS,
    "rehearsal": DRILL,
}
"""The pages of the desk, as its front has them; the front itself is 0."""
DRILL_BEGINS, DRILL_ENDS = ("开始", "begin"), {"结束留用": 1, "结束清空": 0, "endkeep": 1, "endwipe": 0}
"""Begin a rehearsal; end it and keep (1) or wipe (0) what was reported."""
FIELDS = {
    "上报截止": "report",
    "报送截止": "report",
    "核实截止": "review",
    "锁定": "lock",
    "周榜": "week_post",
    "免打扰": "quiet",
    "汇总": "digest",
    "reports": "report",
    "reviews": "review",
    "lock": "lock",
    "weekly": "week_post",
    "quiet": "quiet",
    "digests": "digest",
}
"""What of the schedule can be changed, as it is called."""
_LISTS = ("quiet", "digest")
_WEEKDAYS = dict(zip("一二三四五六日天", ("mon", "tue", "wed", "thu", "fri", "sat", "sun", "sun"), strict=True))
_DAYS = re.compile(r"\+?(\d{1,3})\s*(?:d|天)(?:后)?\s*(\d{1,2}:\d{2})", re.IGNORECASE)
_WEEKLY = re.compile(r"(?:每)?(?:周|星期)([一二三四五六日天])\s*(\d{1,2}:\d{2})")
_TIME = re.compile(r"\d{1,2}:\d{2}")
_NONE = ("无", "不发", "不设", "关", "none", "off")


def schedule_line(field: str, said: str) -> str:
    """Return a line of `[schedule]` as TOML; what cannot be read is written as it stands, to be refused by its rule."""
    text = clean(said)
    text = text.lower() if text.isascii() else text
    if field in _LISTS:
        times = [_full(time) for time in _TIME.findall(text)]
        return f"{field} = {json.dumps(times if times or text in _NONE else [text], ensure_ascii=False)}"
    if text in _NONE:
        return f'{field} = ""'
    if found := _DAYS.fullmatch(text):
        return f'{field} = "+{found[1]}d {_full(found[2])}"'
    if found := _WEEKLY.fullmatch(text):
        return f'{field} = "{_WEEKDAYS[found[1]]} {_full(found[2])}"'
    return f"{field} = {json.dumps(text, ensure_ascii=False)}"


def _full(time: str) -> str:
    return time.zfill(5)
