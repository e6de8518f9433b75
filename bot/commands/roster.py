"""`leitai roster import`: people from .xlsx or .csv; all or nothing, every faulty row named."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.open import house
from bot.process import RefusedError, say
from bot.settings import load_settings
from bot.sheets import Line, read_rows
from handlers.bureau.actions import put_rulebook
from handlers.people.actions import Imported, import_roster
from handlers.people.views import roster_fault
from handlers.results import Refusal
from handlers.turn import Turn
from scoring.faults import FaultyError
from scoring.rulebook.model import normalise

app = typer.Typer(rich_markup_mode=None)
COLUMNS = ("unit", "name", "role", "telegram_id")


@app.callback()
def _group() -> None:
    """Keep `roster` a group of commands."""


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="名册：.xlsx 或 UTF-8 的 .csv，列 unit,name,role,telegram_id")],
    replace: Annotated[bool, typer.Option("--replace", help="以此文件为全部名册，其余停用")] = False,  # noqa: FBT002 - a flag
) -> None:
    """导入名册：全部成功或全部不动，每一行错误都会指出。"""  # noqa: D400 - a Chinese full stop
    rows = _by_name(read_rows(file))
    rulebook = load_settings().read_rulebook()

    def put(turn: Turn) -> Imported:
        put_rulebook(turn, rulebook)
        return import_roster(turn, rows, replace=replace)

    with house(create=True) as (_, work):
        try:
            done = work(put)
        except FaultyError as error:
            raise RefusedError(*(fault.sentence() for fault in error.faults)) from None
        except Refusal as refusal:
            faults = [roster_fault(*fault) for fault in refusal.values["faults"]]
            raise RefusedError(*faults, f"名册没有导入：{file} 有 {len(faults)} 处错误，请改正后重新导入") from None
    say(f"名册已导入：新增 {done.added} 行，原有 {done.kept} 行，停用 {done.removed} 行")


def _by_name(lines: list[Line]) -> list[tuple[int, dict[str, str]]]:
    """Return the rows as column -> text; the columns come by name in any order."""
    if not lines:
        raise RefusedError("名册是空的：第一行应为 unit,name,role,telegram_id")
    header = [normalise(cell) for cell in lines[0][1]]
    surplus = [name for name in header if name not in COLUMNS and name]
    missing = [name for name in COLUMNS if name not in header]
    if surplus or missing or len(set(header)) < len(header):
        raise RefusedError(
            *(f"第 1 行：不认识的列“{name}”" for name in surplus),
            f"第 1 行：列应为 {','.join(COLUMNS)}" + (f"，缺 {'、'.join(missing)}" if missing else ""),
        )
    found = []
    for number, cells in lines[1:]:
        texts = [normalise(cell) for cell in cells]
        if any(texts):
            padded = texts + [""] * (len(header) - len(texts))
            if len(texts) > len(header) and any(texts[len(header) :]):
                raise RefusedError(f"第 {number} 行：比表头多出 {len(texts) - len(header)} 列")
            found.append((number, dict(zip(header, padded, strict=False))))
    return found
