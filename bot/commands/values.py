"""`leitai values import`: values of many units at once, on behalf of a lead; all or nothing, every fault named."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.open import house, know_sentences
from bot.commands.rules import rules_of
from bot.commands.usage import Command, Group, fits
from bot.files import read_bytes
from bot.incoming.workbooks import Sheet, UnfitError, read_table
from bot.process import RefusedError, say
from bot.settings import load_settings
from handlers.bureau.actions import put_rulebook
from handlers.results import Refusal, Sender
from handlers.tables.actions import imports
from handlers.tables.views.tables import summary, table_fault, value_fault
from handlers.turn import Turn
from scoring.faults import FaultyError

app = typer.Typer(rich_markup_mode=None, cls=Group)


@app.callback()
def _group() -> None:
    """Keep `values` a group of commands."""


@app.command("import", cls=Command)
def import_(
    file: Annotated[
        Path, typer.Argument(help="数值表：.xlsx 或 UTF-8 的 .csv，列 unit,metric,period,value,…；或填好的填报表")
    ],
    by: Annotated[int, typer.Option("--by", help="牵头单位核实人的 Telegram 数字编号：以谁的名义上报", callback=fits)],
) -> None:
    """以牵头单位核实人的名义，一次上报许多单位的数值：全部成功或全部不动，每一行错误都会指出。"""  # noqa: D400 - a Chinese full stop
    try:
        sheets = read_table(file.name, read_bytes(file))
    except UnfitError as error:
        raise RefusedError(f"数值没有导入：{table_fault(error.code, error.values)}") from None
    rules = rules_of(load_settings())
    with house(create=True) as (_, work):
        try:
            work(lambda turn: put_rulebook(turn, *rules))
            done = work(lambda turn: _take(turn, by, sheets))
        except FaultyError as error:
            raise RefusedError(
                *(fault.sentence() for fault in error.faults), _refused(file, len(error.faults))
            ) from None
        except Refusal as refusal:
            know_sentences()
            faults = refusal.values.get("faults", [(0, "", refusal.code, refusal.values)])
            told = [value_fault(place, code, values) for _, place, code, values in faults]
            raise RefusedError(*told, _refused(file, len(faults))) from None
    say(f"已导入 {summary([stored.state for stored in done.stored], done.unchanged)}")


def _take(turn: Turn, by: int, sheets: list[Sheet]) -> imports.Taken:
    """Report a table as if the lead had sent it now; every table is a cause of its own."""
    turn = replace(turn, cause=f"values:{turn.tx.next_moment().isoformat()}")
    sender = Sender(by, "", by, private=True, message=0, sent_at=turn.now, taken_at=turn.now)
    rows, faults = imports.read(turn, [(sheet.title, sheet.lines) for sheet in sheets])
    return imports.take(turn, sender, rows, faults)


def _refused(file: Path, count: int) -> str:
    return f"数值没有导入：{file} 有 {count} 处错误，什么都没有改动，请改正后重新导入"
