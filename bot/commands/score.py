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
from scoring.calendar import Period
from scoring.faults import Fault, FaultyError
from scoring.rulebook.load import load
from scoring.rulebook.model import Rulebook
from scoring.standings.output import as_csv, as_json, as_table
from scoring.standings.score import Row, Standings, counts_in
from scoring.standings.score import score as score_arena
from scoring.standings.values_table import judge

_FORMATS = ("table", "json", "csv", "png")


def score(
    rulebook: Annotated[Path, typer.Argument(help="竞赛方案（TOML）")],
    values: Annotated[Path, typer.Argument(help="数值表（UTF-8 的 CSV，或 xlsx）")],
    period: Annotated[str, typer.Option("--period", help="考核周期：2026-03、2026-Q1、2026")],
    arena: Annotated[str | None, typer.Option("--arena", help="只算一个擂台：编号或名称")] = None,
    final: Annotated[bool, typer.Option("--final", help="按已截止计算：缺报规则和最低覆盖率起作用")] = False,  # noqa: FBT002 - a flag
    format: Annotated[str, typer.Option("--format", help="table、json、csv、png")] = "table",  # noqa: A002 - the option's name
    against: Annotated[Path | None, typer.Option("--against", help="另一份竞赛方案，并列其名次和总分")] = None,
) -> None:
    """Score a table of values by a rulebook."""
    if format not in _FORMATS:
        raise UsageError(f"--format 不能是 {format}，请从中选一个：{' '.join(_FORMATS)}")
    wanted = Period.parse(period)
    if wanted is None:
        raise UsageError(f"--period 不能是 {period}，请写成 2026-03、2026-Q1 或 2026（周不是考核周期）")
    rules = _rulebook(rulebook)
    found = _standings(rules, values, wanted, arena, final=final)
    if format == "png":
        print_picture(rules, found, "", "")
        return
    others: Mapping[str, Row] | None = None
    if against is not None:
        other = _standings(_rulebook(against), values, wanted, None, final=final)
        others = {row.unit: row for each in other for row in each.rows}
    say(_told(found, others, format, one=arena is not None or len(rules.arenas) == 1), nl=format != "csv")


def print_picture(
    rules: Rulebook, found: list[Standings], as_of: str, code: str, past: Sequence[dict[str, Any]] = ()
) -> None:
    """Write the board of one arena to stdout as a PNG file; `past` are earlier standings that it is compared with."""
    from handlers.pictures.draw import whole_picture  # noqa: PLC0415 - drawing takes longer to load than all the rest
    from handlers.pictures.pages import WHOLE_ROWS  # noqa: PLC0415 - as above
    from handlers.standings.actions.boards import describe_board  # noqa: PLC0415 - it loads the database

    if len(found) > 1:
        raise UsageError("--format png 一次画一个擂台，请用 --arena 写明")
    count = len(found[0].rows)
    if count > WHOLE_ROWS:
        raise RefusedError(f"一张图最多画 {WHOLE_ROWS} 家单位，这个擂台有 {count} 家，请用 --format table 或 csv")
    if sys.stdout.isatty():
        raise UsageError("--format png 输出的是图片，请转存到文件，例如 > 排名.png")
    period = Period.parse(found[0].period)
    board = describe_board(rules, as_json(found[0]), list(past), period.chinese if period else "", as_of, code, None)
    sys.stdout.buffer.write(whole_picture(board))


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
        raise _refused(error, f"竞赛方案 {path} 有 {len(error.faults)} 处错误，没有计分") from None


def _standings(rules: Rulebook, values: Path, period: Period, name: str | None, *, final: bool) -> list[Standings]:
    """Score the named arena, or every arena that has base metrics in the period."""
    arena = None if name is None else rules.find_arena(name)
    if name is not None and arena is None:
        known = "、".join(f"{each.id}（{each.name}）" for each in rules.arenas)
        raise RefusedError(f"没有叫“{name}”的擂台，可以写：{known}")
    try:
        cells = judge(rules, read_rows(values))
    except FaultyError as error:
        raise _refused(error, f"数值表 {values} 有 {len(error.faults)} 处错误，整张表都没有计分") from None
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
        raise RefusedError(Fault("所有擂台", "nothing_counts", {"period": str(period)}).sentence())
    return found


def _refused(error: FaultyError, summary: str) -> RefusedError:
    return RefusedError(*(fault.sentence() for fault in error.faults), summary)
