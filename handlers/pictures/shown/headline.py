"""The finding of a picture as its headline: computed from what is shown, in words that are always true.

Each answers wordings in the order of preference; a picture takes the first for which it has room.
"""

from collections.abc import Sequence
from decimal import Decimal

from handlers.pictures.shown.board import Board, BoardRow
from handlers.pictures.shown.charts import Bump, BumpLine, CategoryBoard, Past, Trend, UnitCard, gained
from handlers.pictures.texts import FINDINGS
from scoring.language import both

NAMED = 2
"""Units that a headline names side by side; of more it tells the number."""
LONGEST = (14, 24)
"""Characters that names may have there, by language; a longer one is cut, for a finding that is cut tells nothing."""


def board_headline(board: Board) -> tuple[str, ...]:
    """Say who is first and since when, and what else has moved or how far ahead the first is."""
    ranked = [row for row in board.rows if row.rank is not None]
    if not board.rows:
        return (_say("nobody"),)
    if not any(Decimal(row.total) > 0 for row in board.rows):
        return (_say("no_points"),)
    if not ranked:
        return (_say("no_ranks"),)
    if not any(Decimal(row.total) > 0 for row in ranked):
        return (_say("no_ranked_points"),)
    firsts = [row for row in ranked if row.rank == ranked[0].rank]
    if len(firsts) > 1:
        return (_together(firsts, len(board.rows)),)
    first, *others = ranked
    found = _say(_of_first(first, provisional=board.provisional), names=_names([first.short]))
    more = _beside(first, others)
    return (found + both("，", ", ") + more, found) if more else (found,)


def _of_first(first: BoardRow, *, provisional: bool) -> str:
    if first.new or first.movement is None or first.movement < 0:
        return "first_so_far" if provisional else "first"
    return "up_to_first" if first.movement else "still_first"


def _beside(first: BoardRow, others: Sequence[BoardRow]) -> str:
    """Say what stands beside the first: who rose most, that nothing moved, or the lead."""
    if not others or first.movement:
        return ""
    known = [row for row in others if row.movement is not None and not row.new]
    most = max((row.movement or 0 for row in known), default=0)
    risers = [row for row in known if row.movement == most] if most > 0 else []
    if risers and first.movement == 0:
        return _say("up", names=_names([row.short for row in risers]), places=most)
    if first.movement == 0 and len(known) == len(others) and not any(row.movement for row in known):
        return _say("unchanged")
    ahead = Decimal(first.total) - Decimal(others[0].total)
    return _say("ahead", rank=others[0].rank, points=ahead) if ahead > 0 else ""


def _together(firsts: Sequence[BoardRow], units: int) -> str:
    if NAMED < len(firsts) == units:
        return _say("all_first")
    return _say("first_together", names=_names([row.short for row in firsts]))


def category_headline(board: CategoryBoard) -> tuple[str, ...]:
    """Say who has most points in the category."""
    firsts = [row for row in board.rows if row.rank is not None and row.rank == board.rows[0].rank]
    if not board.rows:
        found = _say("nobody")
    elif not firsts or Decimal(firsts[0].points) <= 0:
        found = _say("no_points")
    elif len(firsts) > 1:
        found = _say("first_together", names=_names([row.short for row in firsts]))
    else:
        found = _say("first_so_far" if board.provisional else "first", names=_names([firsts[0].short]))
    return (board.title + both("：", ": ") + found, found)  # the picture says the category again


def card_headline(card: UnitCard) -> tuple[str, ...]:
    """Say where the unit stands and from which side it came there."""
    row = card.row
    if row.rank is None:
        code = "unit_vetoed" if row.veto else "unit_unranked" if Decimal(row.total) else "unit_without"
    else:
        code = _of_rank(row.rank, None if row.new else row.movement, provisional=card.provisional)
    return tuple(_say(code, names=name, rank=row.rank) for name in (row.name, _names([row.short])))


def trend_headline(trend: Trend) -> tuple[str, ...]:
    """Say where the unit stands now and from which side it came there."""
    now = trend.past[-1] if trend.past else None
    if now is None or now.rank is None:
        code = "unit_unplaced" if now is None else "unit_unranked" if Decimal(now.total) else "unit_without"
    else:
        code = _of_rank(now.rank, _moved(trend.past), provisional=trend.provisional)
    return tuple(_say(code, names=name, rank=now and now.rank) for name in (trend.title, _names([trend.short])))


def _moved(past: Sequence[Past]) -> Decimal | None:
    """Count the places from the last but one to the last; None where either is not known."""
    before, now = (past[-2].rank, past[-1].rank) if len(past) > 1 else (None, None)
    return None if before is None or now is None else Decimal(before) - Decimal(now)


def _of_rank(rank: str, moved: int | Decimal | None, *, provisional: bool) -> str:
    """Choose the words for a rank; of a shared half rank the places moved are no whole number, and it only stands."""
    if moved is None or "." in rank:
        return "unit_so_far" if provisional else "unit"
    return "unit_up" if moved > 0 else "unit_down" if moved < 0 else "unit_still"


def bump_headline(bump: Bump) -> tuple[str, ...]:
    """Say who rose most over the periods, else who fell most; of a first period who is first."""
    if not bump.lines:
        return (_say("nobody"),)
    if len(bump.periods) < NAMED:
        ranked = [line for line in bump.lines if line.ranks and line.ranks[-1] is not None]
        firsts = [line.short for line in ranked if line.ranks[-1] == ranked[0].ranks[-1]]
        if not firsts:
            return (_say("no_ranks"),)
        alone = "first_so_far" if bump.provisional else "first"
        return (_say(alone if len(firsts) == 1 else "first_together", names=_names(firsts)),)
    for code, found in (("riser", bump.riser), ("faller", bump.faller)):
        if found is not None:
            return _most(code, bump, gained(found))
    return (_say("no_change"),)


def _most(code: str, bump: Bump, change: Decimal) -> tuple[str, ...]:
    """Tell of those who moved most, and since when where all of them were ranked from the first period on."""
    alike: list[BumpLine] = [line for line in bump.lines if gained(line) == change]
    told = {"names": _names([line.short for line in alike]), "places": abs(change), "since": bump.since}
    short = _say(code, **told)
    return (_say(f"{code}_since", **told), short) if all(line.ranks[0] is not None for line in alike) else (short,)


def _names(names: Sequence[str]) -> str:
    longest = both(*LONGEST)
    if len(names) == 1:
        return names[0] if len(names[0]) <= longest else names[0][:longest] + "…"
    if len(names) > NAMED or sum(map(len, names)) > longest:
        return _say("several", count=len(names))
    return both("、", " and ").join(names)


def _say(code: str, **values: object) -> str:
    return FINDINGS[code].format(**values)
