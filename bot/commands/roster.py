"""`leitai roster import`: people from .xlsx or .csv; all or nothing, every faulty row named."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.open import house
from bot.commands.rules import rules_of
from bot.commands.usage import Command, Group
from bot.process import RefusedError, say
from bot.settings import load_settings
from bot.sheets import read_rows
from handlers.bureau.actions import put_rulebook
from handlers.people.actions import Imported, import_roster
from handlers.people.views import roster_fault
from handlers.results import Refusal
from handlers.turn import Turn
from scoring.faults import FaultyError
from scoring.reading.people import Fault, read_people

app = typer.Typer(rich_markup_mode=None, cls=Group)


@app.callback()
def _group() -> None:
    """Keep `roster` a group of commands."""


@app.command("import", cls=Command)
def import_(
    file: Annotated[Path, typer.Argument(help="名册：.xlsx 或 UTF-8 的 .csv，列 unit,name,role,telegram_id")],
    replace: Annotated[bool, typer.Option("--replace", help="以此文件为全部名册，其余停用")] = False,  # noqa: FBT002 - a flag
) -> None:
    """导入名册：全部成功或全部不动，每一行错误都会指出。"""  # noqa: D400 - a Chinese full stop
    rows, faults = read_people(read_rows(file))
    if faults:
        raise _refused(file, faults)
    rules = rules_of(load_settings())

    def put(turn: Turn) -> Imported:
        put_rulebook(turn, *rules)
        return import_roster(turn, rows, replace=replace)

    with house(create=True) as (_, work):
        try:
            done = work(put)
        except FaultyError as error:
            raise RefusedError(*(fault.sentence() for fault in error.faults)) from None
        except Refusal as refusal:
            raise _refused(file, refusal.values["faults"]) from None
    say(f"名册已导入：新增 {done.added} 行，原有 {done.kept} 行，停用 {done.removed} 行")


def _refused(file: Path, faults: list[Fault]) -> RefusedError:
    said = [roster_fault(*fault) for fault in faults]
    return RefusedError(*said, f"名册没有导入：{file} 有 {len(said)} 处错误，请改正后重新导入")
