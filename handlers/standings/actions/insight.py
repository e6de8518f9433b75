"""What a ranking tells about a unit: the way up, how safe the first place is, what changed since the last post."""

import json
from collections import Counter
from datetime import datetime, timedelta
from fractions import Fraction

from handlers.results import Refusal
from handlers.standings.actions.boards import cells, last_post, table_of
from handlers.standings.results import Above, Among, Beside, Change, Effort, Lead, Since, Source, Way
from handlers.turn import Turn, number_text, read_rulebook
from scoring.access import reports_itself
from scoring.faults import FaultyError
from scoring.insight.changes import Effect, change
from scoring.insight.explain import contributions, gap_above, row_of, spread
from scoring.insight.gains import Gain, gains
from scoring.insight.robustness import NOISE, margin, shaken
from scoring.insight.targets import attainment
from scoring.insight.what_if import Basis
from scoring.language import measured
from scoring.reading.values import shown
from scoring.rulebook.model import Metric, Rulebook
from scoring.standings.output import rank_text
from scoring.standings.publish import cut_off, published
from scoring.standings.score import Standings
from storage import rulebooks

SHOWN = 3
"""How many metrics or units an explanation names: the ones that weigh most."""


def way_up(basis: Basis, standings: Standings, unit: str) -> tuple[Above | None, tuple[Way, ...]]:
    """Return what parts a unit from the one above, and the smallest single steps that would gain a place.

    What the unit itself reports comes first.
    """
    rulebook = basis.rulebook
    gap = gap_above(rulebook, standings, unit)
    if gap is None or gap.points < 0:  # a veto, not points, holds the unit behind
        return None, ()
    parts = sorted((part for part in gap.parts if part.kind == "metric" and part.amount > 0), key=lambda p: -p.amount)
    most = tuple((rulebook.metric(part.name).name, number_text(part.amount)) for part in parts[:SHOWN])
    rest = gap.points - sum((part.amount for part in parts[:SHOWN]), Fraction())
    found = ((gain, source(rulebook, rulebook.metric(gain.metric), unit)) for gain in gains(basis, unit))
    steps = sorted(found, key=lambda one: (one[1] != "unit", one[0].steps))[:SHOWN]
    ways = tuple((rulebook.metric(gain.metric).name, by, effort(rulebook, gain), str(gain.rank)) for gain, by in steps)
    return (str(gap.rank), gap.name, number_text(gap.points), most, number_text(rest)), ways


def withheld(rulebook: Rulebook, standings: Standings, unit: str) -> str | None:
    """Return the base that a unit's bonus needed, where it has not reached it; None where there is no such bonus."""
    parts = contributions(rulebook, row_of(standings, unit))
    threshold = rulebook.competition.bonus_from
    lost = any(part.kind == "bonus_from" for part in parts)
    return number_text(threshold) if lost and threshold is not None else None


def source(rulebook: Rulebook, metric: Metric, unit: str) -> Source:
    """Say who brings a unit's values of a metric."""
    reported = rulebook.metric(metric.reported_as)
    if reported.source is not None:
        return "ledger"
    return "unit" if reports_itself(reported.reporter, reported.leads, unit) else "lead"


def effort(rulebook: Rulebook, gain: Gain) -> Effort:
    """Return what a gain takes: a value, or events that are more, fewer, or only to be confirmed."""
    metric = rulebook.metric(gain.metric)
    if gain.value is not None:
        return "value", shown(metric, gain.value), ()
    levels = Counter(metric.level_names.get(level, level) for level, _ in gain.events)
    return "more" if gain.steps > 0 else "fewer" if gain.steps < 0 else "waiting", "", tuple(levels.items())


def lead(rulebook: Rulebook, standings: Standings, unit: str) -> Lead | None:
    """Tell how safe the first place is; None where the unit does not hold it alone, by points."""
    found = margin(rulebook, standings)
    if found is None or found.leader != unit or not found.gap:
        return None
    first, second = standings.rows[:2]
    bound = Fraction(1) if found.epsilon is None else min(found.epsilon, Fraction(1))
    noise = shaken(rulebook, standings) if bound < NOISE else None
    return Lead(
        rank=rank_text(second.rank),
        name=second.name,
        gap=number_text(Fraction(first.total) - Fraction(second.total)),
        percent=cut_off(bound * 100, 1),
        noise=None if noise is None else (number_text(NOISE * 100), noise.draws, noise.kept, noise.caught),
    )


def beside(turn: Turn, basis: Basis, standings: Standings, unit: str, as_of: datetime) -> Beside:
    """Set a unit beside the first one, beside itself in the period before, and beside what it is to reach."""
    rulebook, row, first = basis.rulebook, row_of(standings, unit), standings.rows[0]
    gap = Fraction(first.total) - Fraction(row.total)
    ahead = first.rank == 1 and row.rank is not None and gap > 0
    found = (
        (metric, attainment(rulebook, metric, basis.cells, basis.period, unit))
        for metric in rulebook.metrics_in(basis.arena)
    )
    shares = [(each.share, metric) for metric, each in found if each is not None]
    low = min(shares, key=lambda one: one[0], default=None)
    short = low is not None and low[0] < 1
    return Beside(
        best=(first.name, first.total, number_text(gap)) if ahead else None,
        past=_past(turn, basis, unit, as_of),
        targets=len(shares),
        reached=sum(share >= 1 for share, _ in shares),
        least=(low[1].name, published(low[0] * 100, 2, rulebook.competition.rounding)) if low and short else None,
    )


def _past(turn: Turn, basis: Basis, unit: str, as_of: datetime) -> tuple[str, str, str] | None:
    """Return total and rank of a unit in the period before; None where it was not in it, or nothing is confirmed."""
    period = basis.period.shifted(-1)
    if period.year != basis.period.year or all(cell.state != "confirmed" for cell in cells(turn.tx, period, as_of)):
        return None
    try:
        table = table_of(turn, basis.arena, period, as_of)
    except (Refusal, KeyError):  # the rules of then do not score it
        return None
    row = next((row for row in table["rows"] if row["unit"] == unit), None)
    return None if row is None else (period.chinese, row["total"], "" if row["rank"] is None else str(row["rank"]))


def since_post(turn: Turn, basis: Basis, unit: str, as_of: datetime) -> Since | None:
    """Tell what changed for a unit since the last weekly post of the period; None where there is none."""
    post = last_post(turn, basis.arena, basis.period, as_of)
    if post is None:
        return None
    rules = {row.fingerprint: row.body for row in rulebooks.in_force(turn.tx)}
    old = read_rulebook(rules[json.loads(post.body)["standings"]["rulebook"]])
    before = Basis(old, tuple(cells(turn.tx, basis.period, post.as_of)), basis.period, basis.arena)
    lock = turn.lock_of(basis.period)
    settled = None
    if lock <= min(as_of, turn.now):
        until = max(lock - timedelta(microseconds=1), post.as_of)
        settled = tuple(cells(turn.tx, basis.period, until))
    try:
        found = change(before, basis, unit, settled)
    except FaultyError:  # a value of then has no target in the rules of now
        return None
    if found is None:
        return None
    changes = [_told(each) for each in found.effects if each.points or each.rank_before != each.rank_after]
    day = turn.local(min(post.as_of, post.published_at)).date().isoformat()
    week = str(int(post.slot.rpartition("W")[2]))
    return Since(day, week, found.before.total, found.after.total, tuple(changes))


def _told(effect: Effect) -> Change:
    """Return an effect as text; a rank that stayed is not told."""
    points = "" if not effect.points else ("+" if effect.points > 0 else "") + number_text(effect.points)
    moved = effect.rank_before != effect.rank_after
    return Change(
        effect.cause, points, (rank_text(effect.rank_before), rank_text(effect.rank_after)) if moved else None
    )


def among(rulebook: Rulebook, standings: Standings, metric: Metric) -> Among | None:
    """Set a metric's points beside those of the whole arena; None where there is nobody to compare with."""
    found = spread(rulebook, standings, metric.id)
    if found is None or found.scored < 2:
        return None
    return Among(
        best=number_text(found.best),
        median=number_text(found.median),
        leaders=found.leaders[:SHOWN],
        more=max(len(found.leaders) - SHOWN, 0),
        scored=found.scored,
        level=found.level,
        least=metric.role == "deduction",
    )


def target(basis: Basis, metric: Metric, unit: str) -> tuple[str, str] | None:
    """Return a metric's target and how much of it a unit has reached, in percent; None where it has no target."""
    found = attainment(basis.rulebook, metric, basis.cells, basis.period, unit)
    if found is None:
        return None
    rounding = basis.rulebook.competition.rounding
    return measured(number_text(found.target), metric.unit), published(found.share * 100, 2, rounding)
