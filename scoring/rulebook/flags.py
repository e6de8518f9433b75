"""Reading the optional `[flags]` table: when red and black flags are proposed, and to whom."""

from fractions import Fraction

from scoring.rulebook.model import Flags, Publish
from scoring.rulebook.toml_table import Table


def read_flags(table: Table | None, publish: Publish, places: int) -> Flags | None:
    """Read when flags are proposed; left out: never. What is left out inside has the published default."""
    if table is None:
        return None
    usual = Flags()
    flags = Flags(
        table.choice("period", Publish().kinds, usual.period),
        table.whole("red", usual.red, low=0),
        table.whole("black", usual.black, low=0),
        _below(table, usual.black_below, places),
        table.whole("streak", usual.streak, low=0),
    )
    if flags.period not in publish.kinds and "period" not in table.bad:
        table.fault("period", "flags_never_closed", text=flags.period)
    if flags.red == flags.black == flags.streak == 0 and not table.bad:
        table.fault("", "flags_for_nothing")
    table.done()
    return flags


def _below(table: Table, usual: Fraction, places: int) -> Fraction:
    """Read the total below which black flags are proposed: with at most the published decimals."""
    below = table.number("black_below", usual, low=0)
    if (below * 10**places).denominator != 1:
        table.fault("black_below", "too_many_places", text=str(table.raw["black_below"]), places=str(places))
    return below
