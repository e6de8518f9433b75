"""`leitai audit verify`: holds every table, publication and copy of evidence against the audit chain."""

from pathlib import Path
from typing import Annotated

import typer

from bot import files
from bot.commands import texts
from bot.commands.open import house, minute
from bot.commands.usage import Command, Group
from bot.process import RefusedError, UsageError, say
from handlers.turn import Turn
from storage import audit, sealed
from storage import shelf as shelves
from storage.evidence import Kept
from storage.place import file_of

app = typer.Typer(rich_markup_mode=None, cls=Group)


@app.callback()
def _group() -> None:
    """Keep `audit` a group of commands."""


@app.command("verify", cls=Command)
def verify(
    witness: Annotated[list[str] | None, typer.Option("--witness", help="别人手里的存证码，可以给多个")] = None,
    more: Annotated[list[str] | None, typer.Argument(hidden=True)] = None,
) -> None:
    """重算存证链，逐行核对数据库、通报和佐证存档，列出每一处不符。"""  # noqa: D400 - a Chinese full stop
    if more and not witness:
        raise UsageError(f"不认识 {more[0]}：存证码写在 --witness 后面")
    codes = [*(witness or ()), *(more or ())]
    with house() as (settings, ask):
        shelf = file_of(settings.database).parent / "evidence"
        there = files.listed(shelf)
        found, copies, heads = ask(
            lambda turn: (sealed.look(turn.tx), shelves.copies(turn.tx), _witnessed(turn, codes)),
        )
    told = [texts.difference(one) for one in found.differences] + _evidence(shelf, copies, there)
    if not found.differences:
        say(texts.whole(found.rows, audit.code(found.head)))
    for code, said in heads:
        if said is None:
            told.append(texts.unknown(code))
        else:
            say(said)
    if told:
        raise RefusedError(*texts.listed(told))


def _witnessed(turn: Turn, codes: list[str]) -> list[tuple[str, str | None]]:
    """Say of each code where its head stands in the chain; None where it stands nowhere."""
    told: list[tuple[str, str | None]] = []
    for code in codes:
        link = audit.find(turn.tx, code)
        stands = link is not None and audit.stands(turn.tx, link)
        told.append((code, texts.witnessed(code, link, minute(turn, link.at)) if link and stands else None))
    return told


def _evidence(shelf: Path, copies: list[Kept], there: set[Path]) -> list[str]:
    """Hash the copies of evidence that the books name, and tell those that are missing, changed, or named nowhere."""
    named = {shelf / kept.place: kept.stored for kept in copies}
    digests = {path: files.digest(path) for path in named}
    return texts.evidence(
        missing=[path for path, digest in digests.items() if digest is None],
        changed=[path for path, digest in digests.items() if digest not in (None, named[path])],
        surplus=sorted(there - named.keys()),
    )
