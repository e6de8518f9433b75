"""`leitai score`: scores a table of values by a rulebook, without bot or database."""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.files import read_rulebook
from bot.process import RefusedError, UsageError, say
from bot.sheets import read_rows
from bot.texts import HELP, either, said
from scoring.calendar import Period
from scoring.faults import Fault, FaultyError
from scoring.language import both, naming, spoken
from scoring.rulebook.load import load
from scoring.rulebook.model import Rulebook
from scoring.standings.output import as_csv, as_json, as_table
from scoring.standings.score import Row, Standings, counts_in
from scoring.standings.score import score as score_arena
from scoring.standings.values_table import judge

_FORMATS = ("table", "json", "csv", "png")


def score(
    rulebook: Annotated[Path, typer.Argument(help=HELP["score_rulebook"])],
    values: Annotated[Path, typer.Argument(help=HELP["score_values"])],
    period: Annotated[str, typer.Option("--period", help=HELP["period"])],
    arena: Annotated[str | None, typer.Option("--arena", help=HELP["arena"])] = None,
    final: Annotated[bool, typer.Option("--final", help=HELP["final"])] = False,  # noqa: FBT002 - a flag
    format: Annotated[str, typer.Option("--format", help=either(_FORMATS))] = "table",  # noqa: A002 - the option's name
    against: Annotated[Path | None, typer.Option("--against", help=HELP["against"])] = None,
) -> None:
    """Score a table of values by a rulebook."""
    if format not in _FORMATS:
        raise UsageError(said("format_unknown", format=format, known=" ".join(_FORMATS)))
    wanted = Period.parse(period)
    if wanted is None:
        raise UsageError(said("period_unknown", period=period))
    rules = _rulebook(rulebook)
    found = _standings(rules, values, wanted, arena, final=final)
    if format == "png":
        print_picture(rules, found, "", "")
        return
    others: Mapping[str, Row] | None = None
    if against is not None:
        other = _standings(_rulebook(against), values, wanted, None, final=final)
        others = {row.unit: row for each in other for row in each.rows}
    with naming(rules.english):
        say(_told(found, others, format, one=arena is not None or len(rules.arenas) == 1), nl=format != "csv")


def print_picture(
    rules: Rulebook, found: list[Standings], as_of: str, code: str, past: Sequence[dict[str, Any]] = ()
) -> None:
    """Write the board of one arena to stdout as a PNG file; `past` are earlier standings that it is compared with."""
    from handlers.pictures.draw import whole_picture  # noqa: PLC0415 - drawing takes longer to load than all the rest
    from handlers.pictures.pages import WHOLE_ROWS  # noqa: PLC0415 - as above
    from handlers.pictures.shown.spoken import in_language  # noqa: PLC0415 - as above
    from handlers.standings.actions.boards import describe_board  # noqa: PLC0415 - it loads the database

    if len(found) > 1:
        raise UsageError(said("png_one"))
    count = len(found[0].rows)
    if count > WHOLE_ROWS:
        raise RefusedError(said("png_many", most=WHOLE_ROWS, count=count))
    if sys.stdout.isatty():
        raise UsageError(said("png_terminal"))
    period = Period.parse(found[0].period)
    with naming(rules.english):
        told = period.name if period else ""
        board = in_language(describe_board(rules, as_json(found[0]), list(past), told, as_of, code, None))
    sys.stdout.buffer.write(whole_picture(board, language=spoken()))


def _told(found: list[Standings], others: Mapping[str, Row] | None, layout: str, *, one: bool) -> str:
    if layout == "csv":
        return as_csv(found, others)
    if layout == "json":
        objects = [as_json(each, others) for each in found]
        return json.dumps(objects[0] if one else objects, ensure_ascii=False, indent=2)
    return "\n\n".join(as_table(each, others) for each in found)


def _rulebook(path: Path) -> Rulebook:
    try:
        return load(read_rulebook(path))
    except FaultyError as error:
        raise _refused(error, said("score_rulebook", path=path, count=len(error.faults))) from None


def _standings(rules: Rulebook, values: Path, period: Period, name: str | None, *, final: bool) -> list[Standings]:
    """Score the named arena, or every arena that has base metrics in the period."""
    arena = None if name is None else rules.find_arena(name)
    if name is not None and arena is None:
        known = both("、", ", ").join(each.id + both(f"（{each.name}）", f" ({each.name})") for each in rules.arenas)
        raise RefusedError(said("score_arena", name=name, known=known))
    try:
        cells = judge(rules, read_rows(values))
    except FaultyError as error:
        raise _refused(error, said("score_values", path=values, count=len(error.faults))) from None
    chosen = _counted(rules, period) if arena is None else [arena.id]
    try:
        return [score_arena(rules, cells, period, each, final=final) for each in chosen]
    except FaultyError as error:
        raise RefusedError(*(fault.sentence() for fault in error.faults)) from None


def _counted(rules: Rulebook, period: Period) -> list[str]:
    """Return the arenas that have a base metric in the period."""
    found = [
        arena.id
        for arena in rules.arenas
        if any(metric.role == "base" for metric in counts_in(rules, arena.id, period))
    ]
    if not found:
        raise RefusedError(Fault(both("所有擂台", "all arenas"), "nothing_counts", {"period": str(period)}).sentence())
    return found


def _refused(error: FaultyError, summary: str) -> RefusedError:
    return RefusedError(*(fault.sentence() for fault in error.faults), summary)
