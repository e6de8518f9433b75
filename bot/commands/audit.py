"""`leitai audit verify`: recomputes the audit chain."""

import typer

from bot.commands.open import house
from bot.exits import RefusedError
from storage import audit

app = typer.Typer(help="存证", rich_markup_mode=None)


@app.callback()
def _group() -> None:
    """Keep `audit` a group of commands."""


@app.command("verify")
def verify() -> None:
    """重算存证链，指出第一处不符。"""  # noqa: D400 - a Chinese full stop
    with house() as (_, ask):
        wrong, code = ask(lambda turn: (audit.first_difference(turn.tx), audit.code(audit.head(turn.tx))))
    if wrong is not None:
        raise RefusedError(f"存证链从第 {wrong} 条起不符：数据库在程序之外被改动过")
    typer.echo(f"存证链完整，存证码 {code}")
