"""`leitai publications`: what was made public; one of them whole, and whether it comes out the same again."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.commands.open import house
from bot.commands.texts import KINDS, said
from bot.commands.usage import Command, Group, fits
from bot.process import RefusedError, UsageError, say
from bot.texts import either
from handlers.publishing.actions import documents
from handlers.publishing.actions.checking import replays
from handlers.publishing.actions.posts import corrected, signers
from handlers.standings.actions.boards import veto_words
from handlers.texts import FLAGS
from handlers.turn import Turn
from scoring.calendar import Period
from scoring.language import both
from storage import flags, identities, publications
from storage.publications import Published

app = typer.Typer(rich_markup_mode=None, cls=Group)


@app.callback(invoke_without_command=True)
def listed(
    context: typer.Context,
    period: Annotated[str | None, typer.Option("--period", help=said("period_only"))] = None,
    format: Annotated[str, typer.Option("--format", help=either(("table", "json")))] = "table",  # noqa: A002 - the option's name
) -> None:
    """List what was made public."""
    if context.invoked_subcommand is not None:
        return
    _refuse_unless_known(format)
    if period is not None and Period.parse(period) is None:
        raise UsageError(said("period_bad", period=period))
    with house() as (_, ask):
        found = ask(lambda turn: [_row(turn, post) for post in publications.every(turn.tx, period)])
    if format == "json":
        say(json.dumps(found, ensure_ascii=False, indent=2))
        return
    names = ("number", "kind", "period", "arena", "version", "published_at", "audit_code")
    for row in (dict(zip(names, said("publications_head").split(), strict=True)), *found):
        say("\t".join(str(row[name]) for name in names))


@app.command("show", cls=Command, help=said("publications_show"))
def show(
    number: Annotated[int, typer.Argument(help=said("publications_number"), callback=fits)],
    format: Annotated[str, typer.Option("--format", help=either(("table", "json")))] = "table",  # noqa: A002 - the option's name
) -> None:
    """Show one publication whole, with whether it comes out the same when it is reckoned again."""
    _refuse_unless_known(format)
    with house() as (_, ask):
        found = ask(lambda turn: _whole(turn, number))
        named = ask(lambda turn: [corrected(turn, one) for one in (found or {"corrections": ()})["corrections"]])
        flagged = ask(lambda turn: _flags(turn, found) if found is not None else [])
        vetoed = ask(lambda turn: _vetoed(turn, found["standings"]) if found is not None else {})
    if found is None:
        raise RefusedError(said("publications_none", number=number))
    if format == "json":
        say(json.dumps(found, ensure_ascii=False, indent=2))
        return
    say(
        said(
            "publications_one",
            **{**found, "kind": KINDS[found["kind"]], "signed": either(found["signed"])},
        )
    )
    for row in found["standings"]["rows"]:
        say(f"{row['rank'] or '·'}\t{row['name']}\t{row['total']}{vetoed[row['unit']]}")
    for flag in flagged:
        name, unit, reason = flag["flag"], flag["unit"], flag["reason"]
        say(both(f"{name}：{unit}（{reason}）", f"{name}: {unit} ({reason})"))
    for one in named:
        say(said("publications_corrected", one=one, before=one.before or "—"))
    say(said("publications_same" if found["replays"] else "publications_differs"))


@app.command("export", cls=Command, help=said("publications_export"))
def export(
    number: Annotated[int, typer.Argument(help=said("publications_number"), callback=fits)],
    folder: Annotated[Path, typer.Argument(help=said("publications_folder"))],
) -> None:
    """Write the documents of the result that a publication belongs to, as they went out; nothing is overwritten."""
    from handlers.publishing.edges import MAKERS, OF_UNITS  # noqa: PLC0415 - they load more than all the rest

    with house() as (_, ask):
        found = ask(lambda turn: documents.made(turn, number, MAKERS, OF_UNITS))
    if not found:
        raise RefusedError(said("publications_no_result", number=number))
    if not folder.is_dir():
        raise RefusedError(said("publications_no_folder", folder=folder))
    paths = [folder / each.name for each in found]
    for path in paths:
        if path.exists():
            raise RefusedError(said("publications_there", path=path))
    for path, each in zip(paths, found, strict=True):
        try:
            path.write_bytes(each.content)
        except OSError as error:
            raise RefusedError(said("publications_unwritten", path=path, reason=error.strerror)) from None
        say(said("publications_written", path=path))


def _refuse_unless_known(layout: str) -> None:
    if layout not in ("table", "json"):
        raise UsageError(said("format_bad", format=layout))


def _row(turn: Turn, post: Published) -> dict[str, Any]:
    return {
        "number": post.id,
        "kind": post.kind,
        "period": post.period,
        "arena": post.arena,
        "slot": post.slot.rpartition(":")[2],
        "version": post.version,
        "as_of": turn.stamp(post.as_of),
        "published_at": turn.stamp(post.published_at),
        "audit_code": post.audit_code,
    }


def _vetoed(turn: Turn, table: dict[str, Any]) -> dict[str, str]:
    """Say of each unit which veto is on it; nothing where there is none."""
    rulebook = turn.rulebook_on(Period.written(table["period"]).first)
    told = {row["unit"]: veto_words(rulebook, row) for row in table["rows"]}
    return {unit: said("publications_veto", words=words) if words else "" for unit, words in told.items()}


def _flags(turn: Turn, found: dict[str, Any]) -> list[dict[str, str]]:
    """Name the flags that stand issued in the arena and period of a publication."""
    rulebook = turn.rulebook_on(Period.written(found["period"]).first)
    issued = flags.issued(turn.tx, Period.written(found["period"]), turn.tx.latest())
    return [
        {"flag": FLAGS[one.held[1]], "unit": rulebook.unit(one.held[0]).name, "reason": one.acts[-1].reason}
        for one in issued
        if (one.arena, one.period) == (found["arena"], found["period"])
    ]


def _whole(turn: Turn, number: int) -> dict[str, Any] | None:
    post = publications.publication(turn.tx, number)
    if post is None:
        return None
    body = {"signed": [], "corrections": [], "notice": None, **json.loads(post.body)}
    body["signed"] = signers(turn, body)
    for one in body["corrections"]:
        one["by"] = [identities.read(turn.tx, name) for name in one["by"]]
    return {**_row(turn, post), **body, "version": post.version, "replays": replays(turn, post)}
