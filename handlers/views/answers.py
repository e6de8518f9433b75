"""The answers to /mine, /pending and /why as text."""

from itertools import count

from handlers.results import Button, Claimed, Message, Mine, Todo, Why
from handlers.views import cases
from handlers.views.boards import split_text
from handlers.views.desks import BATCH
from handlers.views.rules import method
from handlers.views.texts import CELLS, STATES, escape, listed, numbered, when
from handlers.views.values import value_of

SEEN = 8
"""Submissions whose evidence an explanation offers."""
KIND_NAMES = {"week": "每周通报", "week_picture": "每周通报的图片"}
Line = tuple[str, str | None, str, str | None, str]


def _line(line: Line) -> str:
    """Write one metric: name, points of full marks, value, state."""
    name, points, full, value, state = line
    shown = f"{points}/{full} 分" if points is not None else f"满分 {full} 分"
    return f"{escape(name)} {shown}（{f'{escape(value)}，' if value is not None else ''}{CELLS[state]}）"


def mine(found: list[Mine]) -> list[Message]:
    """Tell a head the unit's points and submissions of the month."""
    if not found:
        return [Message("您的单位不参加擂台，没有可看的得分。")]
    parts = []
    for unit in found:
        place = f"第 {unit.rank} 名（共 {unit.ranked} 家）" if unit.rank else "不参与排名"
        parts.append(
            f"{escape(unit.unit)} {unit.period}：{unit.total} 分 / 满分 {unit.full_marks}，{place}，覆盖率 {unit.coverage}"
        )
        parts += [_line(line) for line in unit.lines]
        if unit.claims:
            parts.append("申报记录：")
            parts += [_claim(claimed) for claimed in unit.claims]
    return _messages(parts)


def _value(claimed: Claimed) -> str:
    return escape(value_of(claimed, claimed.amended))


def _claim(claimed: Claimed) -> str:
    text = f"{numbered(claimed.number)} {escape(claimed.metric)} {_value(claimed)} {STATES[claimed.state]}"
    if claimed.state == "returned" and claimed.reason:
        text += f"：{escape(claimed.reason)}"
    return text + _open(claimed)


def _open(claimed: Claimed) -> str:
    """Say what is open about a submission: an objection, or the value that is proposed."""
    case = claimed.case
    if case is None:
        return ""
    value = escape(cases.proposed(claimed, case)) if case.value else ""
    return f" {cases.HEADS[case.phase]}{f'：{value}' if value else ''}"


def _messages(parts: list[str]) -> list[Message]:
    return [Message(text) for text in split_text("\n".join(parts))]


def todo(found: Todo) -> list[Message]:
    """Tell somebody what waits for them, numbered throughout; what can be done at once comes with a button."""
    parts: list[str] = []
    place = count(1)
    buttons: list[tuple[Button, ...]] = []
    if found.decide:
        parts.append(f"📋 等您核实 {len(found.decide)} 项：")
        parts += [
            f"{next(place)} {numbered(c.number)} {escape(c.unit)} {escape(c.metric)} {_value(c)}{_open(c)}"
            for c in found.decide
        ]
        buttons += [(BATCH,)] if len(found.decide) > 1 else []
        buttons += _each("看", "see", [(c, c.unit) for c in found.decide])
    if found.mend:
        parts.append("↩️ 已退回，等您改报：")
        parts += [f"{next(place)} {_claim(claimed)}" for claimed in found.mend]
        buttons += _each("✏️ 改报", "mod", [(c, c.metric) for c in found.mend if c.title is None])
    if found.waiting:
        parts.append("⏳ 已报，待核实：")
        parts += [f"{next(place)} {_claim(claimed)}" for claimed in found.waiting]
        buttons += _each("催办", "urge", [(c, c.metric) for c in found.waiting if c.case is None])
    if found.locked:
        parts.append("🔒 锁定时还没有确认，没有计分。要计入须申请更正，两人签字：")
        parts += [f"{next(place)} {escape(c.unit)} {c.period} {_claim(c)}" for c in found.locked]
        buttons += _each("🔁 申请更正", "cr", [(c, c.metric) for c in found.locked])
    for unit, period, lock, metrics in found.missing:
        parts.append(f"⏰ {escape(unit)} {period}还有 {len(metrics)} 项未报，{when(lock)} 锁定：")
        parts += [f"{next(place)} {escape(name)}" for name in metrics]
        parts.append(f"上报请发：/report {escape(metrics[0])} 数值")
    if found.missing:
        buttons.append((Button("✍️ 一项一项报", "rep:0:0"),))
    for number, kind in found.lost:
        parts.append(f"❓ {KIND_NAMES.get(kind, '一条消息')}（第 {number} 号信件）不知是否送达，请看群里有没有。")
    posts = [number for number, kind in found.lost if kind in KIND_NAMES]
    buttons += [(Button("已发出", f"out:{number}:1"), Button("重发", f"out:{number}:0")) for number in posts]
    buttons += _preference(found)
    if not parts:
        return [Message("✅ 没有等您办理的事。", tuple(buttons))]
    found_messages = _messages(parts)
    return [*found_messages[:-1], Message(found_messages[-1].text, tuple(buttons))]


def _each(label: str, press: str, found: list[tuple[Claimed, str]]) -> list[tuple[Button, ...]]:
    """Return a button a submission, with a name beside the number."""
    return [
        (Button(f"{label} {c.number:04} {name}"[:40], f"{press}:{c.number}:{c.version}"),) for c, name in found[:20]
    ]


def _preference(found: Todo) -> list[tuple[Button, ...]]:
    """Offer somebody who decides the form to fill in, and the other way of being told."""
    if found.cards is None:
        return []
    buttons: list[tuple[Button, ...]] = [(Button("📄 下载填报表", "frm:0:0"),)]
    if found.cards == "digest":
        buttons.append((Button("每张核实卡都立即发我", "dig:0:0"),))
    elif found.hours:
        buttons.append((Button(f"改为 {listed(found.hours)} 汇总", "dig:1:0"),))
    return buttons


def why(found: Why, *, evidence: bool) -> list[Message]:
    """Explain a score: the unit's lines, or one metric down to rule, value and who confirmed it.

    `evidence`: whether the reader may see it.
    """
    place = f"第 {found.rank} 名" if found.rank else "不参与排名"
    head = f"{escape(found.unit)} {found.period}：{found.total} 分 / 满分 {found.full_marks}，{place}"
    if found.metric is None:
        lines = [head, *(_line(line) for line in found.lines), *_way_up(found)]
        return _messages([*lines, f"细看一项：/why {escape(found.unit)} 指标"])
    earned = f"{found.points} 分" if found.points is not None else "未计分"
    parts = [head, f"{escape(found.metric)}：{earned}，满分 {found.full}，{CELLS[found.state]}"]
    parts.append(f"数值：{escape(found.value)}" if found.value is not None else "数值：还没有")
    if found.rule is not None:
        parts.append(f"算法：{escape(method(*found.rule))}")
    for claimed in found.claims:
        line = f"{_claim(claimed)}，上报人 {escape(claimed.reporter)} {when(claimed.reported_at)}"
        if claimed.decided_by is not None and claimed.decided_at is not None:
            line += f"，{STATES[claimed.state].removeprefix('已')}人 {escape(claimed.decided_by)} {when(claimed.decided_at)}"
        parts.append(f"{line}，佐证 {claimed.evidence} 份" if claimed.evidence else line)
    *before, last = _messages(parts)
    shown = [claimed for claimed in found.claims if claimed.evidence and evidence][:SEEN]
    rows = tuple((Button(f"📎 查看佐证 {c.number:04}", f"sev:{c.number}:{c.version}"),) for c in shown)
    return [*before, Message(last.text, rows)]


def _way_up(found: Why) -> list[str]:
    """Tell what parts the unit from the one above, and what alone would gain a place."""
    lines = []
    if found.above is not None:
        rank, name, points, parts = found.above
        line = f"距第 {rank} 名{escape(name)} {points} 分"
        if parts:
            line += "，差在：" + listed(f"{escape(metric)} {amount} 分" for metric, amount in parts)
        lines.append(line)
    if found.gains:
        ways = [f"{escape(metric)} {escape(effort)} → 第 {rank} 名" for metric, effort, rank in found.gains]
        lines.append(f"只动一项就能进位：{'；'.join(ways)}（其他不变，已重算核对）")
    return lines


def ask_arrived(arena: str, slot: str, letter: int) -> Message:
    """Ask an admin whether a public post arrived whose outcome nobody knows."""
    text = f"❓ {escape(arena)} {slot} 的每周通报不知是否已发出：发送时连接中断。请看一眼群里，再选一个；在此之前不会自动重发。"
    return Message(text, ((Button("已发出", f"out:{letter}:1"), Button("重发", f"out:{letter}:0")),))
