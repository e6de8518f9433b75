"""Why a unit has no rank although no veto takes it."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from handlers.pictures.shown.board import Lack
from scoring.reading.canonical import decimal_text
from scoring.rulebook.model import Metric, Rulebook
from scoring.standings.cells import missing_policy
from scoring.standings.publish import published

OPEN = ("pending", "missing")
"""States of a cell on which the rule for missing values acts at the close."""


def lack_of(rulebook: Rulebook, row: Mapping[str, Any], counted: Mapping[str, Metric]) -> Lack:
    """Say why a unit has no rank: the metrics that must be confirmed, its coverage, or that nothing applies to it.

    Where a required metric lacks, the coverage is a reason only if that shows in the two decimals that are published.
    """
    known = ((counted[name], cell["state"]) for name, cell in row["metrics"].items() if name in counted)
    base = [(metric, state) for metric, state in known if metric.role == "base"]
    if all(state == "not_applicable" for _, state in base):
        return Lack()
    required = tuple(m.name for m, state in base if missing_policy(m) == "block" and state in OPEN)
    if required and is_covered(rulebook, row):
        return Lack(required=required)
    needed, covered = rulebook.competition.minimum_coverage, Fraction(row["coverage"])
    return Lack(f"{'<' if covered >= needed else ''}{percent(covered)}", percent(needed), required)


def is_covered(rulebook: Rulebook, row: Mapping[str, Any]) -> bool:
    """Say whether a unit has the coverage that a rank takes, by the two decimals that are published of both."""
    rules = rulebook.competition
    return Fraction(row["coverage"]) >= Fraction(published(rules.minimum_coverage, 2, rules.rounding))


def percent(share: Fraction) -> str:
    """Write a share in percent, or as the fraction that it is where percent have no end."""
    rest = share.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return f"{decimal_text(share * 100)}%" if rest == 1 else str(share)
