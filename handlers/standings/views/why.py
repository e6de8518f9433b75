"""The answers to /mine and /why as text."""

from fractions import Fraction

from handlers.results import Message
from handlers.rules.views import method
from handlers.standings.results import Change, Line, Mine, Way, Why
from handlers.standings.texts import CELLS, unplaced
from handlers.standings.views.boards import veto
from handlers.submissions.texts import STATES, cleared
from handlers.submissions.views.lines import with_state
from handlers.submissions.views.sealed import sealed
from handlers.submissions.views.values import figure
from handlers.texts import day, escape, listed, messages, sentence, when

SEEN = 8
"""Submissions whose evidence an explanation offers."""


def _percent(share: str) -> str:
    """Write a published share of two decimals in percent, which is exact."""
    return str(int(Fraction(share) * 100))


def _line(line: Line) -> str:
    """Write one metric in one line: name, value, points of full marks, state; of a deduction what it took off."""
    name, points, full, value, state, role = line
    shown = "" if value is None else f" <b>{escape(figure(*value))}</b>"
    values = {"points": points, "full": full, "state": state}
    return escape(name) + shown + sentence("line_deducted" if role == "deduction" else "line_earned", values)


def mine(found: list[Mine]) -> tuple[Message, ...]:
    """Tell a head the unit's points and submissions of the month."""
    if not found:
        return (Message("您的单位不参加擂台，没有可看的得分。"),)
    parts = []
    for unit in found:
        place = f"第 {unit.rank} 名（共 {unit.ranked} 家）" if unit.rank else unplaced(unit.ranked)
        parts.append(
            f"{escape(unit.unit)} {unit.period}：{unit.total} 分 / 满分 {unit.full_marks}，{place}，覆盖率 {_percent(unit.coverage)}%"
        )
        parts += [_line(line) for line in unit.lines]
        if unit.claims:
            parts.append("申报记录：")
            parts += [with_state(claimed) for claimed in unit.claims]
    return messages(parts)


def explanation(found: Why, *, evidence: bool) -> tuple[Message, ...]:
    """Explain a score: the unit's lines, or one metric down to rule, value and who confirmed it.

    `evidence`: whether the reader may see it.
    """
    place = f"第 {found.rank} 名" if found.rank else unplaced(found.ranked)
    head = f"{escape(found.unit)} {found.period}：{found.total} 分 / 满分 {found.full_marks}，{place}"
    if found.metric is None:
        lines = [
            head,
            *_veto(found),
            *_bonus(found),
            *(_line(line) for line in found.lines),
            *_way_up(found),
            *_lead(found),
            *_since(found),
        ]
        return messages([*lines, f"细看一项：/why {escape(found.unit)} 指标"])
    earned = f"{found.points} 分" if found.points is not None else "未计分"
    parts = [head, f"{escape(found.metric)}：{earned}，满分 {found.full}，{CELLS[found.state]}"]
    parts.append(
        (f"数值：{escape(figure(*found.value))}" if found.value is not None else "数值：还没有") + _target(found)
    )
    parts += _among(found)
    if found.rule is not None:
        parts.append(f"算法：{escape(method(*found.rule))}")
    for claimed in found.claims:
        line = f"{with_state(claimed)}，上报人 {escape(claimed.reporter)} {when(claimed.reported_at)}"
        if claimed.decided_by is not None and claimed.decided_at is not None:
            line += f"，{STATES[claimed.state].removeprefix('已')}人 {escape(claimed.decided_by)} {when(claimed.decided_at)}"
        parts.append(
            f"{line}，佐证 {claimed.evidence} 份{cleared(claimed.evidence, claimed.cleared)}"
            if claimed.evidence
            else line
        )
    shown = [claimed for claimed in found.claims if claimed.evidence and evidence][:SEEN]
    rows = tuple(
        (sealed(f"📎 查看佐证 {c.number:04}", f"evidence_show:{c.number}:{c.version}", c.seal),) for c in shown
    )
    return messages(parts, rows)


def _veto(found: Why) -> list[str]:
    return [] if found.veto is None else [veto(escape(found.veto))]


def _bonus(found: Why) -> list[str]:
    return [] if found.bonus_from is None else [sentence("why_bonus_from", {"points": found.bonus_from})]


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
        lines.append(sentence("why_gains", {}) + "；".join(map(_way, found.gains)))
    return lines


def _way(way: Way) -> str:
    metric, (takes, value, levels), rank = way
    return sentence("why_gain", {"metric": metric, "takes": takes, "value": value, "levels": levels, "rank": rank})


def _lead(found: Why) -> list[str]:
    """Tell how safe the first place is; what is said of the margin holds for every shift below it."""
    lead = found.lead
    if lead is None:
        return []
    lines = [sentence("why_lead", {"rank": lead.rank, "name": lead.name, "gap": lead.gap})]
    if Fraction(lead.percent):
        lines[0] += sentence("why_lead_firm", {"percent": lead.percent})
    if lead.noise is not None:
        percent, draws, kept, caught = lead.noise
        values = {"percent": percent, "draws": draws, "kept": kept, "caught": caught}
        lines.append(sentence("why_lead_shaken", values))
    return lines


def _since(found: Why) -> list[str]:
    """Tell what changed since the last post, and by whose doing."""
    since = found.since
    if since is None:
        return []
    posted = day(since.day)
    if not since.changes:
        return [sentence("why_since_same", {"day": posted})]
    head = sentence("why_since", {"day": posted, "before": since.before, "after": since.after})
    return [head + "；".join(map(_change, since.changes))]


def _change(change: Change) -> str:
    return sentence("why_change", {"cause": change.cause, "points": change.points, "ranks": change.ranks})


def _target(found: Why) -> str:
    if found.target is None:
        return ""
    wanted, percent = found.target
    return sentence("why_target", {"target": wanted, "percent": percent})


def _among(found: Why) -> list[str]:
    """Set the points beside the arena's, or say that the metric decides nothing there."""
    arena = found.among
    if arena is None:
        return []
    if arena.level:
        return [sentence("why_level", {"scored": arena.scored, "best": arena.best})]
    values = {
        "scored": arena.scored,
        "best": arena.best,
        "leaders": list(arena.leaders),
        "more": arena.more,
        "median": arena.median,
    }
    return [sentence("why_among_least" if arena.least else "why_among", values)]
