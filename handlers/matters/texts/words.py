"""What states, acts and roles of matters are called, and until when something is owed."""

from collections.abc import Iterable
from datetime import datetime

from handlers.texts import day
from scoring.language import Words, both, named
from scoring.reading.orders import IN_ENGLISH

STATES = Words(
    {
        "proposed": ("待立项", "proposed"),
        "open": ("办理中", "in progress"),
        "asking": ("申请延期", "asking for more time"),
        "verifying": ("待核查", "waiting for verification"),
        "closed": ("已办结", "completed"),
        "withdrawn": ("已撤项", "withdrawn"),
    }
)
CLOSED = ("已销号", "closed")
"""What a problem is called once it is closed."""
LIGHTS = Words(
    {
        "near": ("🔵临期", "🔵 due soon"),
        "lagging": ("🟡滞后", "🟡 behind"),
        "overdue": ("🔴逾期", "🔴 overdue"),
    }
)
OUTCOMES = Words(
    {
        "on_time": ("按期", "on time"),
        "late": ("逾期办结", "completed late"),
        "missed": ("逾期未结", "missed"),
    }
)
LONGEST = 400
"""Characters of what somebody wrote that a card shows of each."""
WEEKDAYS = ("一二三四五六日", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))
_CONFIRM, _RETURN = ("确认", "confirm"), ("退回 原因", "return REASON")
HOW = Words(
    {
        "accept": _CONFIRM,
        "grant": _CONFIRM,
        "verify": _CONFIRM,
        "refuse": _RETURN,
        "deny": _RETURN,
        "return": _RETURN,
        "amend": ("改为 {figure}", "amend to {figure}"),
        "finish": ("完成{finished}", "finish{finished}"),
        "progress": ("进展 {progress}", "progress {progress}"),
        "recall": ("撤回", "recall"),
        "ask": ("延期 日期 原因", "extend DATE REASON"),
        "move": ("改期 日期 原因", "move DATE REASON"),
        "withdraw": ("撤项 原因", "withdraw REASON"),
        "settle": ("巩固", "settle"),
        "rebound": ("反弹 日期 原因", "relapse DATE REASON"),
        "hand_over": ("移交 单位 原因", "hand over UNIT REASON"),
        "urge": ("催办", "urge"),
        "take_back": ("撤销", "undo"),
    }
)
"""What is written to do an act."""
DEEDS = Words(
    {
        "accept": ("立项", "accept it"),
        "grant": ("同意延期", "grant more time"),
        "verify": ("确认", "confirm it"),
        "refuse": ("退回", "return it"),
        "deny": ("退回", "deny more time"),
        "return": ("退回", "return it"),
        "amend": ("改数", "amend the figure"),
        "finish": ("报完成", "finish it"),
        "progress": ("报进展", "report progress"),
        "recall": ("撤回", "recall it"),
        "ask": ("申请延期", "ask for more time"),
        "move": ("改期", "move the deadline"),
        "withdraw": ("撤项", "withdraw it"),
        "settle": ("巩固", "settle it"),
        "rebound": ("记为反弹", "record a relapse"),
        "hand_over": ("移交", "hand it over"),
        "urge": ("催办", "urge"),
        "take_back": ("撤销", "undo the last step"),
    }
)
"""What an act is called; in English it fits behind “to”."""
LABELS = Words(
    {
        "verify": ("✅ 确认", "✅ Confirm"),
        "return": ("↩️ 退回", "↩️ Return"),
        "amend": ("✏️ 改为", "✏️ Amend"),
        "finish": ("✅ 完成", "✅ Finish"),
        "progress": ("📈 进展", "📈 Progress"),
        "recall": ("↶ 撤回", "↶ Recall"),
        "ask": ("⏳ 延期", "⏳ Extend"),
        "move": ("📅 改期", "📅 Move deadline"),
        "withdraw": ("🗑 撤项", "🗑 Withdraw"),
        "settle": ("✅ 巩固", "✅ Settle"),
        "rebound": ("🔁 反弹", "🔁 Relapse"),
        "hand_over": ("➡️ 移交", "➡️ Hand over"),
        "urge": ("⏰ 催办", "⏰ Urge"),
        "take_back": ("↶ 撤销", "↶ Undo"),
        "see": ("看", "See"),
        "back": ("上一页", "Previous"),
        "on": ("下一页", "Next"),
        "add": ("📎 补充佐证", "📎 Add evidence"),
        "evidence": ("📎 查看佐证", "📎 See evidence"),
        "several": ("{count} 家", "({count} units)"),
        "closed": ("✅ 已办结", "✅ Completed:"),
        "export": ("📤 导出", "📤 Export"),
        "import": ("📥 导入", "📥 Import"),
    }
)
"""What stands on the buttons."""
WHO = Words(
    {
        "head": ("承办单位负责人", "a head of its unit"),
        "verifier": ("核查单位", "the verifying department"),
        "assigner": ("交办单位", "the assigning department"),
        "leader": ("局领导", "a leader of the bureau"),
        "admin": ("管理员", "an admin"),
    }
)
"""Who does an act, by the table."""
COLUMN = Words({name: (name, english) for name, english in IN_ENGLISH.items()})
"""What the labels of a line and the columns of the form are called, by their Chinese names."""
MARKS = {"proposed": "📝", "open": "📌", "asking": "⏳", "verifying": "📮", "closed": "✅", "withdrawn": "🗑"}


def mark(state: str) -> str:
    """Return the sign before a card."""
    return MARKS[state]


def until(moment: datetime | str, year: int | None = None) -> str:
    """Write a deadline with its day of the week: 11月20日（周五）17:00."""
    found = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    chinese, english = WEEKDAYS
    at, on = f"{found.hour:02}:{found.minute:02}", found.weekday()
    return both(f"{day(found, year)}（周{chinese[on]}）{at}", f"{english[on]} {day(found, year)} {at}")


def whole(arena: str, count: str) -> str:
    """Call every unit of an arena, and say how many they are."""
    return both(f"{arena.removesuffix('擂台')}全部 {count} 家", f"All of {named(arena)} ({count})")


def left(now: datetime, deadline: datetime) -> str:
    """Say how long it is to a deadline, or how long since, in the largest whole unit."""
    seconds = int(abs(deadline - now).total_seconds())
    days, hours, minutes = seconds // 86400, seconds // 3600, seconds // 60
    count, (chinese, english) = (
        (days, ("天", "day")) if days else (hours, ("小时", "hour")) if hours else (minutes, ("分钟", "minute"))
    )
    much = both(f"{count} {chinese}", many(count, english))
    return both(f"还剩 {much}", f"{much} left") if deadline >= now else both(f"已过 {much}", f"{much} past")


def many(count: int, noun: str) -> str:
    """Count something in English: 1 day, 2 days."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def called(state: str, *, problem: bool) -> str:
    """Return what a state is called: a problem that is closed is 已销号."""
    return both(*CLOSED) if problem and state == "closed" else STATES[state]


def how(acts: Iterable[str], quantity: int | None) -> str:
    """Say what may be written, one after the other."""
    figure = "" if quantity is None else f" {quantity}/{quantity}"
    half = both("做到哪一步", "WHAT IS DONE") if quantity is None else f"{max(quantity // 2, 1)}/{quantity}"
    filled = {"figure": figure.strip() or both("数", "FIGURE"), "finished": figure, "progress": half}
    return both(" ／ ", " / ").join(dict.fromkeys(HOW[act].format_map(filled) for act in acts))
