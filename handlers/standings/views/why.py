"""The answers to /mine and /why as text."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from handlers.matters.results import Behind
from handlers.results import Button, Edit, Message, Rows
from handlers.rules.views.methods import method
from handlers.standings.results import Change, Line, Mine, Turned, Way, Why
from handlers.standings.texts.words import CELLS, STAGES, TURNS, scored, unplaced
from handlers.standings.views.boards import veto
from handlers.submissions.results import Claimed
from handlers.submissions.texts import ABOUT, STATES, cleared
from handlers.submissions.views.lines import with_state
from handlers.submissions.views.sealed import sealed
from handlers.submissions.views.values import figure
from handlers.texts import day, escape, listed, sentence, split_text, when
from scoring.calendar import worded
from scoring.language import both, named

SEEN = 8
"""Submissions whose evidence an explanation offers."""
SCREEN = 6
"""Metrics in lines of their own, and names in a list, that the first screen of an answer has."""
FEW = 3
"""Names in a list of what the unit does not report itself."""
CLAIMS = 3
"""Submissions that the first screen about a metric has, the newest."""


def _percent(share: str) -> str:
    """Write a published share of two decimals in percent, which is exact."""
    return str(int(Fraction(share) * 100))


def _line(line: Line) -> str:
    """Write one metric in one line: name, value, points of full marks, state; of a deduction what it took off."""
    name, points, full, value, state, role = line
    shown = "" if value is None else f" <b>{escape(figure(*value))}</b>"
    values = {"points": points, "full": full, "state": state}
    return escape(named(name)) + shown + sentence("line_deducted" if role == "deduction" else "line_earned", values)


def _head(found: Mine | Why, place: str, tail: str = "") -> str:
    values = {
        "unit": found.unit,
        "period": worded(found.period) + STAGES[found.stage],
        "total": found.total,
        "full": found.full_marks,
    }
    return sentence("unit_stands", {**values, "place": place}) + tail


def _scored(lines: Sequence[Line]) -> list[str]:
    """Write on one screen how metrics stand: how many in which state, those that lack most points, what is missing."""
    counts = Counter(line[4] for line in lines)
    held = [line for line in lines if line[4] in ("confirmed", "pending") or (line[4] == "empty" and _earned(line))]
    most = sorted(held, key=_lacking, reverse=True)[:SCREEN]
    told = {state: counts[state] for state in CELLS if counts[state] and state != "empty"}
    parts = [sentence("states_told", {"counts": told})] if told else []
    if len(held) > len(most):
        parts.append(sentence("most_lacking", {"count": len(most)}))
    parts += [_line(line) for line in held if line in most]
    for lacking, most_named in (("missing", SCREEN), ("awaited", FEW), ("uncounted", FEW)):
        names = [line[0] for line in lines if line[4] == lacking]
        if names:
            parts.append(sentence(f"{lacking}_told", {"names": names[:most_named], "count": len(names)}))
    return parts


def _earned(line: Line) -> bool:
    """Say whether a metric gives points: one of points off from full marks does where nothing has happened."""
    return Fraction(line[1] or "0") > 0


def _lacking(line: Line) -> Fraction:
    """Return the points that a metric takes from a unit's total, or does not give yet."""
    _, points, full, _, _, role = line
    if role == "base":
        return Fraction(full) - Fraction(points or "0")
    return Fraction(points or "0") if role == "deduction" else Fraction()


def mine(found: Sequence[Mine], letter: int, at: int = 0) -> Message:
    """Tell a head the unit's points on one screen; behind it every metric and the submissions."""
    if not found:
        return Message(sentence("unit_competes_not", {}))
    short, whole = [], []
    for unit in found:
        place = sentence("placed_among", {"rank": unit.rank, "ranked": unit.ranked}) if unit.rank else None
        head = _head(unit, place or unplaced(unit.ranked, lacks=unit.lacks), _covered(unit))
        before = [sentence("mine_before", {"period": unit.before})] if unit.before else []
        short += [head, *_scored(unit.lines), *before]
        whole += [head, *map(_line, unit.lines)]
        if unit.claims:
            whole += [sentence("claims_told", {}), *map(with_state, unit.claims)]
    return _page(short, whole, letter, at)


def _covered(unit: Mine) -> str:
    """Tell the coverage; nothing of an open period in which only events that nobody reported count as confirmed."""
    states = {line[4] for line in unit.lines if line[5] == "base"}
    if unit.stage == "open" and "confirmed" not in states:
        return ""
    values = {"percent": _percent(unit.coverage), "eventless": "empty" in states, "least": unit.least}
    return sentence("covered", values)


def explanation(found: Why, letter: int, at: int = 0, *, evidence: bool) -> Message:
    """Explain a score on one screen, behind it every line; or one metric down to rule, value and who confirmed it.

    `evidence`: whether the reader may see it.
    """
    unranked = unplaced(found.ranked, lacks=found.lacks)
    head = _head(found, sentence("placed", {"rank": found.rank}) if found.rank else unranked)
    if found.metric is None:
        stands = [*_there(found), *_veto(found), *_flags(found), *_bonus(found)]
        way = [*stands, *_way_up(found), *_beside(found), *_lead(found), *_since(found)]
        closer = [sentence("why_closer", {"unit": found.unit}), *_before(found)]
        shared = _shares(found)
        first = [head, *way, *_scored(found.lines), *shared, *closer]
        return _page(first, [head, *map(_line, found.lines), *shared], letter, at)
    parts = [head, *_metric(found), *_before(found)]
    few, rounds = found.claims[-CLAIMS:], list(map(_round, found.behind))
    more = len(few) < len(found.claims) or len(rounds) > SCREEN
    whole = [*parts, *rounds, *map(_claim, found.claims)] if more else []
    parts += rounds[:SCREEN]
    told = found.claims if at else few
    shown = [claimed for claimed in told if claimed.evidence and evidence][-SEEN:]
    rows = tuple(
        (
            sealed(
                both("📎 查看佐证", "📎 Evidence of") + f" {c.number:04}",
                f"evidence_show:{c.number}:{c.version}",
                c.seal,
            ),
        )
        for c in shown
    )
    return _page([*parts, *map(_claim, few)], whole, letter, at, rows)


def _shares(found: Why) -> list[str]:
    """Say how points came to more full marks than were counted."""
    told = [
        sentence(
            "why_share" if share.name else "why_share_base",
            {
                "name": share.name,
                "points": share.points[0] if len(share.points) == 1 else f"({' + '.join(share.points)})",
                "of": share.of,
                "full": share.full,
                "result": share.result,
            },
        )
        for share in found.shares
    ]
    return [sentence("why_shared", {}), *told] if told else []


def _before(found: Why) -> list[str]:
    """Say how to ask the same of the month before."""
    if not found.before:
        return []
    if found.metric is None:
        return [sentence("why_before", {"unit": found.unit, "period": found.before})]
    return [sentence("why_metric_before", {"unit": found.unit, "metric": found.metric, "period": found.before})]


def _there(found: Why) -> list[str]:
    """Say over which part of a longer period the roll-up of a unit goes."""
    if found.there is None:
        return []
    begins, ends = found.there
    return [sentence("why_there", {"unit": found.unit, "begins": begins, "ends": ends})]


def _flags(found: Why) -> list[str]:
    """Tell the flags that were issued."""
    return [
        sentence("why_flag", {"colour": colour, "period": period, "reason": reason})
        for colour, period, reason in found.flags
    ]


def turned(found: Turned) -> Edit:
    """Show another page of an answer, in its place."""
    told = found.told
    if isinstance(told, Why):
        return Edit(found.message, explanation(told, found.letter, found.page, evidence=found.evidence))
    return Edit(found.message, mine(told, found.letter, found.page))


def _page(short: Sequence[str], whole: Sequence[str], letter: int, at: int, rows: Rows = ()) -> Message:
    """Return one page of an answer: its first screen, then all of it; the buttons turn the pages."""
    first, rest = (split_text("\n".join(lines)) for lines in (short, whole))
    pages = (*first, *rest)
    at = min(max(at, 0), len(pages) - 1)
    turns = []
    if at:
        turns.append(Button(TURNS["fold"], f"standing_page:{letter}:0"))
    if at + 1 < len(pages):
        label = TURNS["details" if at + 1 == len(first) else "next"]
        turns.append(Button(label, f"standing_page:{letter}:{at + 1}"))
    return Message(pages[at], (*rows, tuple(turns)) if turns else rows)


def _metric(found: Why) -> list[str]:
    """Tell a metric's points, its value beside target and arena, and how points are made of it."""
    earned = sentence("why_points", {"points": found.points})
    values = {"metric": found.metric, "earned": earned, "full": found.full, "state": found.state}
    shown = "why_value_none" if found.value is None else "why_value"
    value = "" if found.value is None else figure(*found.value)
    parts = [sentence("why_metric", values), sentence(shown, {"value": value}) + _target(found), *_among(found)]
    return parts if found.rule is None else [*parts, sentence("why_rule", {}) + escape(method(*found.rule))]


def _claim(claimed: Claimed) -> str:
    """Write a submission with who reported and who decided it."""
    reporter, comma = escape(claimed.reporter or ABOUT["ledger"]), both("，", ", ")
    line = [f"{with_state(claimed)}", both("上报人", "reported by") + f" {reporter} {when(claimed.reported_at)}"]
    if claimed.decided_by is not None and claimed.decided_at is not None:
        state = STATES[claimed.state]
        line.append(
            both(f"{state.removeprefix('已')}人", f"{state} by")
            + f" {escape(claimed.decided_by)} {when(claimed.decided_at)}"
        )
    if claimed.evidence:
        line.append(
            both(f"佐证 {claimed.evidence} 份", f"evidence: {claimed.evidence}")
            + cleared(claimed.evidence, claimed.cleared)
        )
    return comma.join(line)


def _round(one: Behind) -> str:
    """Write a round of a part that a metric of a ledger counts."""
    values = {"entry": one.entry, "title": one.title, "round": one.round, "counted": one.what, "share": one.share}
    return sentence("matter_counted", values)


def _veto(found: Why) -> list[str]:
    reasons = [sentence("why_vetoed", {"reason": reason}) for reason in found.vetoed_for]
    return [] if found.veto is None else [veto(escape(found.veto)), *reasons]


def _bonus(found: Why) -> list[str]:
    return [] if found.bonus_from is None else [sentence("why_bonus_from", {"points": found.bonus_from})]


def _way_up(found: Why) -> list[str]:
    """Tell what parts the unit from the one above, and what alone would gain a place."""
    lines = []
    if found.above is not None:
        rank, name, points, parts, rest = found.above
        line = sentence("why_above", {"rank": rank, "name": name, "points": points})
        if parts:
            missing = listed(f"{escape(named(metric))} {scored(amount)}" for metric, amount in parts)
            line += both("，差在：", ", missing in: ") + missing + sentence("why_rest", {"points": rest})
        lines.append(line)
    if found.gains:
        lines.append(sentence("why_gains", {}) + listed(map(_way, found.gains), "；"))
    return lines


def _way(way: Way) -> str:
    metric, by, (takes, value, levels), rank = way
    values = {"metric": metric, "brought": by, "takes": takes, "value": value, "gained": levels, "rank": rank}
    return sentence("why_gain", values)


def _beside(found: Why) -> list[str]:
    """Compare with the first, with the period before, and with the targets."""
    beside, lines = found.beside, []
    if beside is None:
        return []
    if beside.best is not None and found.above is not None and beside.best[0] != found.above[1]:
        name, total, gap = beside.best
        lines.append(sentence("why_best", {"name": name, "total": total, "gap": gap}))
    if beside.past is not None:
        period, total, rank = beside.past
        place = sentence("placed", {"rank": rank}) if rank else sentence("unplaced", {})
        lines.append(sentence("why_past", {"period": period, "total": total, "place": place}))
    if beside.targets:
        lines.append(sentence("why_targets", {"count": beside.targets, "reached": beside.reached}))
        if beside.least is not None:
            metric, percent = beside.least
            lines[-1] += sentence("why_least", {"metric": metric, "percent": percent})
    return lines


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
    values = {"day": posted, "week": since.week, "before": since.before, "after": since.after}
    if not since.changes:
        return [sentence("why_since_same", values)]
    head = sentence("why_since", values)
    return [head + listed(map(_change, since.changes), "；")]


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
