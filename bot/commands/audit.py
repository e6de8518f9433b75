"""`leitai audit verify`: recomputes the audit chain, and the copies of evidence that it names."""

import typer

from bot import files
from bot.commands.open import house
from bot.process import RefusedError, say
from storage import audit, shelf

app = typer.Typer(help="存证", rich_markup_mode=None)


@app.callback()
def _group() -> None:
    """Keep `audit` a group of commands."""


@app.command("verify")
def verify() -> None:
    """重算存证链和佐证存档，指出第一处不符。"""  # noqa: D400 - a Chinese full stop
    with house() as (settings, ask):
        wrong, code = ask(lambda turn: (audit.first_difference(turn.tx), audit.code(audit.head(turn.tx))))
        copies = ask(lambda turn: shelf.copies(turn.tx))
    if wrong is not None:
        raise RefusedError(f"存证链从第 {wrong} 条起不符：数据库在程序之外被改动过")
    missing = 0
    for kept in copies:
        path = settings.database.parent / "evidence" / kept.place
        digest = files.digest(path)
        if digest not in (None, kept.stored):
            raise RefusedError(f"佐证存档 {path} 与存证不符：文件在程序之外被改动过")
        missing += digest is None
    if missing:
        say(f"佐证存档少 {missing} 份：请把备份里的 evidence 文件夹放回数据库旁边", err=True)
    say(f"存证链完整，存证码 {code}")
