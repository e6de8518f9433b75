"""What states, acts and roles of matters are called, and until when something is owed."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from handlers.texts import day

STATES = {
    "proposed": "待立项",
    "open": "办理中",
    "asking": "申请延期",
    "verifying": "待核查",
    "closed": "已办结",
    "withdrawn": "已撤项",
}
CLOSED = "已销号"
"""What a problem is called once it is closed."""
LIGHTS = {"near": "🔵临期", "lagging": "🟡滞后", "overdue": "🔴逾期"}
OUTCOMES = {"on_time": "按期", "late": "逾期办结", "missed": "逾期未结"}
LONGEST = 400
"""Characters of what somebody wrote that a card shows of each."""
WEEKDAYS = "一二三四五六日"
_CONFIRM, _RETURN = "确认", "退回 原因"
HOW: Mapping[str, str] = {
    "accept": _CONFIRM,
    "grant": _CONFIRM,
    "verify": _CONFIRM,
    "refuse": _RETURN,
    "deny": _RETURN,
    "return": _RETURN,
    "amend": "改为 {figure}",
    "finish": "完成{finished}",
    "progress": "进展 {progress}",
    "recall": "撤回",
    "ask": "延期 日期 原因",
    "move": "改期 日期 原因",
    "withdraw": "撤项 原因",
    "settle": "巩固",
    "rebound": "反弹 日期 原因",
    "hand_over": "移交 单位 原因",
    "urge": "催办",
    "take_back": "撤销",
}
"""What is written to do an act."""
DEEDS: Mapping[str, str] = {
    "accept": "立项",
    "grant": "同意延期",
    "verify": "确认",
    "refuse": "退回",
    "deny": "退回",
    "return": "退回",
    "amend": "改数",
    "finish": "报完成",
    "progress": "报进展",
    "recall": "撤回",
    "ask": "申请延期",
    "move": "改期",
    "withdraw": "撤项",
    "settle": "巩固",
    "rebound": "记为反弹",
    "hand_over": "移交",
    "urge": "催办",
    "take_back": "撤销",
}
"""What an act is called."""
LABELS: Mapping[str, str] = {
    "verify": "✅ 确认",
    "return": "↩️ 退回",
    "amend": "✏️ 改为",
    "finish": "✅ 完成",
    "progress": "📈 进展",
    "recall": "↶ 撤回",
    "ask": "⏳ 延期",
    "move": "📅 改期",
    "withdraw": "🗑 撤项",
    "settle": "✅ 巩固",
    "rebound": "🔁 反弹",
    "hand_over": "➡️ 移交",
    "urge": "⏰ 催办",
    "take_back": "↶ 撤销",
    "see": "看",
    "back": "上一页",
    "on": "下一页",
    "evidence": "📎 查看佐证",
    "export": "📤 导出",
    "import": "📥 导入",
}
"""What stands on the buttons."""
WHO: Mapping[str, str] = {
    "head": "承办单位负责人",
    "verifier": "核查单位",
    "assigner": "交办单位",
    "leader": "局领导",
    "admin": "管理员",
}
"""Who does an act, by the table."""
MARKS = {"proposed": "📝", "open": "📌", "asking": "⏳", "verifying": "📮", "closed": "✅", "withdrawn": "🗑"}


def mark(state: str) -> str:
    """Return the sign before a card."""
    return MARKS[state]


def until(moment: datetime | str, year: int | None = None) -> str:
    """Write a deadline with its day of the week: 11月20日（周五）17:00."""
    found = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return f"{day(found, year)}（周{WEEKDAYS[found.weekday()]}）{found.hour:02}:{found.minute:02}"


def left(now: datetime, deadline: datetime) -> str:
    """Say how long it is to a deadline, or how long since, in the largest whole unit."""
    seconds = int(abs(deadline - now).total_seconds())
    days, hours, minutes = seconds // 86400, seconds // 3600, seconds // 60
    much = f"{days} 天" if days else f"{hours} 小时" if hours else f"{minutes} 分钟"
    return f"还剩 {much}" if deadline >= now else f"已过 {much}"


def called(state: str, *, problem: bool) -> str:
    """Return what a state is called: a problem that is closed is 已销号."""
    return CLOSED if problem and state == "closed" else STATES[state]


def how(acts: Iterable[str], quantity: int | None) -> str:
    """Say what may be written, one after the other."""
    figure = "" if quantity is None else f" {quantity}/{quantity}"
    half = "做到哪一步" if quantity is None else f"{max(quantity // 2, 1)}/{quantity}"
    filled = {"figure": figure.strip() or "数", "finished": figure, "progress": half}
    return " ／ ".join(dict.fromkeys(HOW[act].format_map(filled) for act in acts))
