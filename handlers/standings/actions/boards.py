"""Standings from what is stored, now, as of a moment or as posted, and the board that shows them."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, get_args

from handlers.pictures.shown.board import Board, BoardRow, Final
from handlers.pictures.shown.charts import F, cut
from handlers.results import Refusal
from handlers.season import is_frozen, is_to_close, is_withheld, stage_of
from handlers.standings.actions.lacking import OPEN, lack_of
from handlers.turn import Turn
from scoring.calendar import Period
from scoring.faults import FaultyError, words
from scoring.flags import Colour
from scoring.rulebook.model import Metric, Rulebook
from scoring.standings.cells import Cell, looked_at, missing_policy
from scoring.standings.output import as_json
from scoring.standings.publish import published
from scoring.standings.score import Standings, counts_in, score
from scoring.standings.vetoes import in_words, takes_rank
from storage import audit, flags, publications, values, vetoes
from storage.database import Transaction
from storage.publications import Published

if TYPE_CHECKING:
    from scoring.standings.wide import Decimals

Table = dict[str, Any]
"""Standings as the published JSON."""
HISTORY = 8
"""Posts that a picture looks back on."""
LOOK_BACK = 60
"""Posts that may have to be read to find those of a past month."""


def describe_board(
    rulebook: Rulebook,
    table: Table,
    past: list[Table],
    subtitle: str,
    as_of: str,
    code: str,
    own: str | None,
    final: Final = "closed",
) -> Board:
    """Describe the leaderboard of one arena; `past` are earlier standings of the same period, oldest first.

    `as_of` and `code` (存证码) are empty where no database stands behind the table. `final`: what a final table is.
    """
    period, arena = Period.written(table["period"]), table["arena"]
    counted = {metric.id: metric for metric in counts_in(rulebook, arena, period)}
    base = {name: metric for name, metric in counted.items() if metric.role == "base"}
    cells = [(base[name], cell) for row in table["rows"] for name, cell in row["metrics"].items() if name in base]
    counting = sum(is_uncounted(rulebook, metric, cell) for metric, cell in cells)
    applicable = [
        c["state"]
        for m, c in cells
        if c["state"] != "not_applicable" and not is_empty(m, c) and not is_uncounted(rulebook, m, c)
    ]
    listed = [c for c in rulebook.categories_in(arena) if any(c.id in row["categories"] for row in table["rows"])]
    full = category_points(rulebook, arena, period)
    before = [{row["unit"]: row for row in found["rows"]} for found in past]
    return Board(
        title=rulebook.arena(arena).name,
        badge=rulebook.competition.name,
        period=period.chinese,
        subtitle=subtitle,
        categories=tuple((category.name, full[category.id]) for category in listed),
        full_marks=table["full_marks"],
        rows=tuple(
            _row(rulebook, row, [c.id for c in listed], before, own, counted, open_yet=not table["final"])
            for row in table["rows"]
        ),
        as_of=as_of,
        confirmed=applicable.count("confirmed"),
        cells=len(applicable),
        rulebook=table["rulebook"].removeprefix("sha256:")[:8],
        audit=code,
        provisional=not table["final"],
        final=final,
        waiting=applicable.count("pending"),
        rounding=rulebook.competition.rounding,
        counting=0 if table["final"] else counting,
        converted=is_converted(rulebook, table),
    )


def is_converted(rulebook: Rulebook, table: Table) -> bool:
    """Say whether standings share out the points of what was not confirmed by the lock."""
    cells = (cell for row in table["rows"] for cell in row["metrics"].items())
    left_out = (rulebook.metric(name) for name, cell in cells if cell["state"] in OPEN)
    return table["final"] and any(m.role == "base" and missing_policy(m) == "renormalise" for m in left_out)


def is_empty(metric: Metric, cell: Table) -> bool:
    """Say whether a cell is that of events of which there are none: confirmed, and nobody has reported anything."""
    if metric.input != "events" or cell["state"] != "confirmed":
        return False
    return cell["value"] == "0" if cell["value"] is not None else not Fraction(cell["points"] or 0)


def is_given(metric: Metric, cell: Table) -> bool:
    """Say whether a cell holds something that is confirmed: events of which there are none are nothing."""
    return cell["state"] == "confirmed" and not is_empty(metric, cell)


def is_uncounted(rulebook: Rulebook, metric: Metric, cell: Table) -> bool:
    """Say whether a cell waits for nobody's report: a ledger gives its values, and has counted nothing."""
    return cell["state"] == "missing" and rulebook.metric(metric.reported_as).source is not None


def category_points(rulebook: Rulebook, arena: str, period: Period) -> dict[str, str]:
    """Return each category's points in a period as they are published."""
    rules = rulebook.competition
    found: dict[str, str] = {}
    for category in rulebook.categories_in(arena):
        counted = [m for m in counts_in(rulebook, arena, period) if m.category == category.id and m.role == "base"]
        parts = {m.id: len(period.parts(m.period)) if m.rollup == "points_sum" else 1 for m in counted}
        points = sum((m.points * parts[m.id] for m in counted), start=category.points * 0)
        found[category.id] = published(points, rules.places, rules.rounding)
    return found


def _row(
    rulebook: Rulebook,
    row: Table,
    categories: list[str],
    past: list[dict[str, Table]],
    own: str | None,
    counted: Mapping[str, Metric],
    *,
    open_yet: bool,
) -> BoardRow:
    """Describe a unit's row; `past` are its arena's rows in each earlier table, by unit."""
    unit = rulebook.unit(row["unit"])
    before = [rows.get(unit.id) for rows in past]
    last = before[-1] if before else None
    movement = None
    if last is not None and last["rank"] is not None and row["rank"] is not None:
        moved = Fraction(str(last["rank"])) - Fraction(str(row["rank"]))
        movement = int(moved) if moved.denominator == 1 else None  # half a place is no place that one could name
    pending = open_yet and any(cell["state"] == "pending" for cell in row["metrics"].values())
    history = [r["total"] for r in before if r is not None]
    return BoardRow(
        rank=None if row["rank"] is None else str(row["rank"]),
        name=unit.name,
        short=unit.aliases[0] if unit.aliases else unit.name,
        total=row["total"],
        shares=tuple(row["categories"].get(category, "") for category in categories),
        movement=movement,
        new=bool(past) and last is None,
        pending=pending,
        own=unit.id == own,
        history=(*history, row["total"]) if history else (),
        veto=veto_words(rulebook, row),
        barred=takes_rank(row["veto"]),
        lack=None if row["rank"] is not None or takes_rank(row["veto"]) else lack_of(rulebook, row, counted),
        bare=not any(is_given(counted[name], cell) for name, cell in row["metrics"].items() if name in counted),
    )


def veto_words(rulebook: Rulebook, row: Table) -> str | None:
    """Say what a veto on a unit does, and which rank it has without one; None where there is no veto on it."""
    if row["veto"] is None:
        return None
    effects = in_words(row["veto"], {category.id: category.name for category in rulebook.categories})
    without = row.get("rank_without_veto")
    return effects if without is None else words("veto_told", {"effects": effects, "rank": str(without)})


def cells(tx: Transaction, period: Period, as_of: datetime) -> list[Cell]:
    """Return the cells that standings of a period may look at: its own periods and those just before; and vetoes."""
    periods = looked_at(period)
    return values.as_of(tx, periods, as_of) + vetoes.as_of(tx, periods, as_of)


def standings(
    tx: Transaction, rulebook: Rulebook, arena: str, period: Period, as_of: datetime, *, final: bool = False
) -> Standings:
    """Score an arena's period from what was known at a moment."""
    columns = columns_of(tx, rulebook, arena, period, as_of, final=final)
    return score(rulebook, cells(tx, period, as_of) if columns is None else columns, period, arena, final=final)


def columns_of(
    tx: Transaction, rulebook: Rulebook, arena: str, period: Period, as_of: datetime, *, final: bool
) -> "dict[str, Decimals] | None":
    """Return the columns of an arena in which every unit has a confirmed decimal everywhere; None in any other.

    None, too, while a veto stands, and where units join or leave, which no column can say.
    """
    from scoring.standings.wide import Decimals, takes_columns  # noqa: PLC0415 - whoever asks first pays for numpy

    metrics, units = counts_in(rulebook, arena, period), [unit.id for unit in rulebook.units_in(arena)]
    if rulebook.is_dated(arena) or not metrics or not takes_columns(metrics, period, final=final):
        return None
    if vetoes.as_of(tx, looked_at(period), as_of):
        return None
    found = values.complete(tx, str(period), [metric.reported_as for metric in metrics], len(units), as_of)
    places = {unit: at for at, unit in enumerate(sorted(units))}
    order = [places[unit] for unit in units]
    columns: dict[str, Decimals] = {}
    for metric in metrics:
        names, texts = found.get(metric.reported_as, ("", ""))
        each = texts.split(",")
        column = Decimals.read([each[at] for at in order]) if names == ",".join(places) else None
        if column is None:
            return None
        columns[metric.reported_as] = column
    return columns


def table_of(turn: Turn, arena: str, period: Period, as_of: datetime) -> Table:
    """Return an arena's standings as the published JSON: from the lock of the period on the final ones."""
    rulebook, final = turn.rulebook_on(period.first), turn.is_locked(period)
    try:
        return as_json(standings(turn.tx, rulebook, arena, period, as_of, final=final))
    except FaultyError as error:
        raise unscored(error, period) from error


def unscored(error: FaultyError, period: Period) -> Refusal:
    """Say why there are no standings of a period: a target is lacking, or nothing counts."""
    for fault in error.faults:
        if fault.code == "target_lacking":
            return Refusal(fault.code, **fault.values)
    return Refusal("nothing_counts", period=period.chinese)


def refuse_unless_shown(turn: Turn, arena: str, period: Period, as_of: datetime, category: str = "") -> None:
    """Refuse a period in which nothing of an arena counts, or in which a category applies to nobody or is left out."""
    rulebook = turn.rulebook_on(period.first)
    if not any(metric.role == "base" for metric in counts_in(rulebook, arena, period)):
        raise Refusal("nothing_counts", period=period.chinese)
    if category and not any(category in row["categories"] for row in table_of(turn, arena, period, as_of)["rows"]):
        raise Refusal("category_uncounted", period=period.chinese, category=rulebook.category(category).name)


def board(turn: Turn, arena: str, period: Period, as_of: datetime, own: str | None, chat: int | None = None) -> Board:
    """Describe the leaderboard of an arena as of a moment; `own` is the reader's unit.

    `chat`: where it is shown; while it has no points that chat is shown the period before, also before its lock.
    """
    return _with_last(turn, alone(turn, arena, period, as_of, own), arena, period, as_of, own, chat)


def alone(turn: Turn, arena: str, period: Period, as_of: datetime, own: str | None) -> Board:
    """Describe the leaderboard of an arena as of a moment, whether it has points or not."""
    table = table_of(turn, arena, period, as_of)
    past, code = posted(turn, arena, period, as_of), audit.code(audit.head_as_of(turn.tx, as_of))
    rulebook = turn.rulebook_on(period.first)
    found = describe_board(rulebook, table, past, period.chinese, turn.minute(as_of), code, own, final_of(turn, period))
    return _flagged(turn, found, table, period, as_of)


def _flagged(turn: Turn, found: Board, table: Table, period: Period, as_of: datetime) -> Board:
    """Add to a board the flags that were issued in its period and the shorter ones inside it."""
    counts = Counter(one.held for one in flags.issued(turn.tx, period, as_of))
    if not counts:
        return found
    rows = zip(found.rows, table["rows"], strict=True)
    colours = get_args(Colour)
    return replace(
        found,
        rows=tuple(
            replace(shown, flags=tuple((c, counts[row["unit"], c]) for c in colours if counts[row["unit"], c]))
            for shown, row in rows
        ),
    )


def final_of(turn: Turn, period: Period) -> Final:
    """Return what the final standings of a period are; what stays to be seen where it is still open."""
    stage = stage_of(turn, period)
    return "awaiting" if stage == "open" else stage


def _with_last(
    turn: Turn, blank: Board, arena: str, period: Period, as_of: datetime, own: str | None, chat: int | None = None
) -> Board:
    """Lay beside a board without points that of the newest period before in which anything was confirmed.

    Final ones; to a chat that is shown it also one whose lock is to come. Each by the rules of its own year.
    """
    for last in [period.shifted(steps) for steps in (-1, -2)] if blank.blank else []:
        locked = turn.lock_of(last) <= as_of
        shown = locked or (chat is not None and (chat > 0 or not (is_frozen(turn, last) or is_withheld(turn, last))))
        if not turn.has_rules_for(last) or not shown:
            continue
        if not any(cell.state == "confirmed" for cell in cells(turn.tx, last, as_of)):
            continue
        rulebook = turn.rulebook_on(last.first)
        if not rulebook.units_in(arena):
            continue
        try:
            table = as_json(standings(turn.tx, rulebook, arena, last, as_of, final=locked))
        except FaultyError:
            continue
        final = final_of(turn, last)
        found = describe_board(rulebook, table, [], last.chinese, blank.as_of, blank.audit, own, final)
        if any(Decimal(row.total) for row in found.rows):
            return replace(blank, last=found if chat is None else for_chat(turn, found, last, chat))
    return blank


def posted(turn: Turn, arena: str, period: Period, as_of: datetime) -> list[Table]:
    """Return the standings of a period in the weekly posts by a moment, oldest first."""
    return _same_period(_posts(turn, arena, as_of), period)


def last_post(turn: Turn, arena: str, period: Period, as_of: datetime) -> Published | None:
    """Return the newest weekly post of a period by a moment."""
    return next((post for post in _posts(turn, arena, as_of) if post.period == str(period)), None)


def _posts(turn: Turn, arena: str, as_of: datetime) -> list[Published]:
    """Return the weekly posts of an arena by a moment, newest first."""
    past = publications.earlier(turn.tx, "week", arena, None, LOOK_BACK)
    return [post for post in past if post.as_of <= as_of]


def posted_board(turn: Turn, number: int) -> Board:
    """Describe the leaderboard of a publication from its frozen standings."""
    posted = publications.known(turn.tx, number)
    period = Period.written(posted.period)
    past = publications.earlier(turn.tx, posted.kind, posted.arena, number, HISTORY)
    body = json.loads(posted.body)
    table, subtitle = body["standings"], body["subtitle"]
    rulebook, as_of = turn.rulebook_on(period.first), turn.minute(posted.as_of)
    if posted.kind == publications.CORRECTION:
        last = publications.last_of(turn.tx, posted.arena, posted.period, number)
        past = [] if last is None else [last]
    before = (
        _same_period(past, period)
        if posted.kind in publications.WEEKLY
        else [json.loads(p.body)["standings"] for p in past[::-1]]
    )
    final = _final_then(turn, posted, period)
    found = describe_board(rulebook, table, before, subtitle, as_of, posted.audit_code, None, final)
    return _with_last(turn, found, posted.arena, period, posted.as_of, None)


def _final_then(turn: Turn, posted: Published, period: Period) -> Final:
    """Return what final standings of a period were when they were made public: a late weekly post may precede 定榜."""
    weekly = posted.kind in publications.WEEKLY
    if not weekly or publications.is_closed(turn.tx, posted.period, posted.id):
        return "closed"
    return "awaiting" if is_to_close(turn, period) else "locked"


def for_chat(turn: Turn, shown: F, period: Period, chat: int) -> F:
    """Return what a chat is shown: a group of provisional standings so many first units as the rulebook says."""
    most = turn.rulebook_on(period.first).publish.group
    return shown if chat > 0 or most is None or not shown.provisional else cut(shown, most)


def _same_period(past: list[Published], period: Period) -> list[Table]:
    """Return the standings of earlier posts of the same period, oldest first: only those compare with today's."""
    return [json.loads(p.body)["standings"] for p in reversed(past[:HISTORY]) if p.period == str(period)]
