"""How the points of a unit add up where not every metric counts: the others share the full marks of what does not."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from handlers.standings.actions.boards import Table
from handlers.standings.results import Share
from handlers.turn import number_text
from scoring.rulebook.model import Competition, Rulebook
from scoring.standings.publish import published


def shares(rulebook: Rulebook, arena: str, row: Table, full_marks: str) -> tuple[Share, ...]:
    """Return how each category with points, and behind them the base, came to more full marks than were counted.

    Nothing where all of them counted, or where the published numbers do not say it to the last digit.
    """
    rules, metrics = rulebook.competition, row["metrics"]
    found: list[Share] = []
    results: list[str] = []
    whole = Fraction()
    for category in rulebook.categories_in(arena):
        if (result := row["categories"].get(category.id)) is None:
            continue
        whole += category.points
        own = [each for each in rulebook.metrics_in(arena) if each.category == category.id and each.role == "base"]
        counted = [each for each in own if each.id in metrics and metrics[each.id]["points"] is not None]
        points = [metrics[each.id]["points"] for each in counted]
        of = sum((each.points for each in counted), Fraction())
        if not _holds(points, of, category.points, result, rules):
            return ()
        if Decimal(result):
            results.append(result)
            added = str(sum(map(Decimal, points), Decimal()))
            share = Share(category.name, (added,), number_text(of), number_text(category.points), result)
            found += [share] if of != category.points else []
    full = Fraction(full_marks)
    if not _holds(results, whole, full, row["base"], rules):
        return ()
    base = Share("", tuple(results), number_text(whole), number_text(full), row["base"])
    return (*found, base) if results and whole != full else tuple(found)


def _holds(points: Sequence[str], of: Fraction, full: Fraction, result: str, rules: Competition) -> bool:
    """Say whether what is told comes to its result to the last digit."""
    whole = sum(map(Fraction, points), Fraction()) * full / of if of else Fraction()
    return published(whole, rules.places, rules.rounding) == result
