"""`leitai audit verify`: holds every table, publication and copy of evidence against the audit chain."""

from collections.abc import Callable
from typing import Annotated, TypeVar

import typer

from bot.commands import texts
from bot.commands.open import house, minute
from bot.commands.progress import working
from bot.commands.usage import Command, Group
from bot.process import RefusedError, UsageError, say
from bot.shelf import Shelf, ShutError, digest
from bot.texts import HELP, of_machine
from handlers.matters.actions import verifying
from handlers.turn import Turn
from storage import audit, sealed
from storage import shelf as shelves
from storage.evidence import Kept

T = TypeVar("T")
app = typer.Typer(rich_markup_mode=None, cls=Group)


@app.callback()
def _group() -> None:
    """Keep `audit` a group of commands."""


@app.command("verify", cls=Command, help=HELP["audit_verify"])
def verify(
    witness: Annotated[
        list[str] | None,
        typer.Option("--witness", help=HELP["audit_witness"]),
    ] = None,
    more: Annotated[list[str] | None, typer.Argument(hidden=True)] = None,
) -> None:
    """Hold everything against the audit chain, and list every difference."""
    if more and not witness:
        raise UsageError(texts.said("witness_alone", text=more[0]))
    codes = [*(witness or ()), *(more or ())]
    with house() as (settings, ask):
        shelf = settings.shelf
        there = _reached(shelf.places)
        with working("working_verify"):
            found, copies, heads = ask(
                lambda turn: (sealed.look(turn.tx), shelves.copies(turn.tx), _witnessed(turn, codes)),
            )
            ledger = [] if found.differences else ask(_ledger)
    told = (
        [texts.difference(one) for one in found.differences]
        + ledger
        + _reached(lambda: _evidence(shelf, copies, there))
    )
    if not found.differences and not ledger:
        say(texts.whole(found.rows, audit.code(found.head)))
    for code, said in heads:
        if said is None:
            told.append(texts.unknown(code))
        else:
            say(said)
    if told:
        raise RefusedError(*texts.listed(told))


def _ledger(turn: Turn) -> list[str]:
    """Tell where what is kept of matters does not follow from their acts, which the chain has vouched for."""
    try:
        return [texts.ledger(one) for one in verifying.look(turn)]
    except (ValueError, TypeError, OverflowError):
        return [texts.said("ledger_unreadable")]


def _witnessed(turn: Turn, codes: list[str]) -> list[tuple[str, str | None]]:
    """Say of each code where its head stands in the chain; None where it stands nowhere."""
    told: list[tuple[str, str | None]] = []
    for code in codes:
        link = audit.find(turn.tx, code)
        stands = link is not None and audit.stands(turn.tx, link)
        told.append((code, texts.witnessed(code, link, minute(turn, link.at)) if link and stands else None))
    return told


def _reached(ask: Callable[[], T]) -> T:
    try:
        return ask()
    except ShutError as error:
        raise RefusedError(texts.said("shelf_shut", reason=of_machine(error))) from None


def _evidence(shelf: Shelf, copies: list[Kept], there: set[str]) -> list[str]:
    """Hash the copies of evidence that the books name, and tell those that are missing, changed, or named nowhere."""
    named = {kept.place: kept.stored for kept in copies}
    digests = {place: digest(shelf, place) for place in named}
    return texts.evidence(
        missing=[f"{shelf}/{place}" for place, found in digests.items() if found is None],
        changed=[f"{shelf}/{place}" for place, found in digests.items() if found not in (None, named[place])],
        surplus=[f"{shelf}/{place}" for place in sorted(there - named.keys())],
        shelf=shelf,
    )
