"""How the points of a unit add up where not every metric counts: the others share the full marks of what does not."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from handlers.standings.actions.boards import Table, category_points
from handlers.standings.results import Share
from handlers.turn import number_text
from scoring.calendar import Period
from scoring.rulebook.model import ZERO_CATEGORY, Competition, Rulebook
from scoring.standings.columns import times
from scoring.standings.publish import published


def shares(rulebook: Rulebook, arena: str, period: Period, row: Table, full_marks: str) -> tuple[Share, ...]:
    """Return how each category with points, and behind them the base, came to more full marks than were counted.

    Nothing where all of them counted, or where the published numbers do not say it to the last digit. A category that
    a veto brings to zero adds nothing, and counts all the same.
    """
    rules, metrics = rulebook.competition, row["metrics"]
    marks = category_points(rulebook, arena, period)
    vetoed = (row["veto"] or "").split(";")
    found: list[Share] = []
    results: list[str] = []
    whole = Fraction()
    for category in rulebook.categories_in(arena):
        if (result := row["categories"].get(category.id)) is None:
            continue
        full = Fraction(marks[category.id])
        whole += full
        if f"{ZERO_CATEGORY}{category.id}" in vetoed and not Decimal(result):
            continue
        own = [each for each in rulebook.metrics_in(arena) if each.category == category.id and each.role == "base"]
        counted = [each for each in own if each.id in metrics and metrics[each.id]["points"] is not None]
        points = [metrics[each.id]["points"] for each in counted]
        of = sum((each.points * times(each, period) for each in counted), Fraction())
        if not _holds(points, of, full, result, rules):
            return ()
        if Decimal(result):
            results.append(result)
            added = str(sum(map(Decimal, points), Decimal()))
            share = Share(category.name, (added,), number_text(of), number_text(full), result)
            found += [share] if of != full else []
    most = Fraction(full_marks)
    if not _holds(results, whole, most, row["base"], rules):
        return ()
    base = Share("", tuple(results), number_text(whole), number_text(most), row["base"])
    return (*found, base) if results and whole != most else tuple(found)


def _holds(points: Sequence[str], of: Fraction, full: Fraction, result: str, rules: Competition) -> bool:
    """Say whether what is told comes to its result to the last digit."""
    whole = sum(map(Fraction, points), Fraction()) * full / of if of else Fraction()
    return published(whole, rules.places, rules.rounding) == result
