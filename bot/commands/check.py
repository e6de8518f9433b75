"""`leitai check`: settings, rulebook, database, fonts and the chat server; every fault at once, the cause last."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from telegram.error import InvalidToken, TelegramError
from telegram.ext import ExtBot

from bot import outcome
from bot.app import connect
from bot.backup import archive
from bot.clock import Clock, open_clock
from bot.commands import texts
from bot.commands.machine import Watch, folder_faults
from bot.commands.open import is_new, open_database, unusable
from bot.commands.prepared import group_faults, missing_people, say_how_updates_come
from bot.commands.rules import template_beside
from bot.commands.texts import said
from bot.files import read_rulebook, read_sample
from bot.process import RefusedError, say
from bot.settings import Settings, load_settings
from bot.shelf import ShutError
from bot.texts import HELP, of_machine
from scoring import season
from scoring.cautions import warnings
from scoring.faults import FaultyError
from scoring.language import named, naming
from scoring.rulebook import kinds
from scoring.rulebook.load import load
from scoring.rulebook.model import Rulebook
from storage import audit, chats, house, roster, rulebooks
from storage.database import Database, DatabaseError, Transaction, UnavailableError
from storage.engines import sqlite
from storage.sealed import Difference

PATIENCE = 10
"""Seconds the chat server may take to answer."""
LATE = timedelta(days=2)
"""The age of the newest backup from which on something is amiss with the daily one."""
_Note = Callable[[str], None]
"""Says what is no fault but to be looked at, and counts it."""


def check(
    rulebook: Annotated[Path | None, typer.Argument(help=HELP["check_rulebook"])] = None,
    offline: Annotated[bool, typer.Option("--offline", help=HELP["check_offline"])] = False,  # noqa: FBT002 - a flag
) -> None:
    """Look at settings, rulebook, database, fonts and the chat server."""
    faults: list[str] = []
    notes: list[str] = []

    def note(text: str) -> None:
        notes.append(text)
        say(text)

    settings: Settings | None = None
    try:
        settings = load_settings()
        say(said("check_settings"))
    except RefusedError as error:
        faults += error.lines
    fingerprint = _rulebook(rulebook, settings, faults, note)
    _fonts(faults)
    if settings is not None and rulebook is None:
        faults += folder_faults(settings, note)
        known, group = _database(settings, fingerprint, faults, note)
        _backups(settings, known, note)
        if not offline:
            _bucket(settings, faults)
            _server(settings, group or settings.group, faults, note)
    if faults:
        raise RefusedError(*faults)
    say(said("check_noted", count=len(notes)) if notes else said("check_passed"))


def _rulebook(path: Path | None, settings: Settings | None, faults: list[str], note: _Note) -> str | None:
    """Read the rulebook named on the command line, or the one of the settings; say its cautions."""
    if path is None and settings is None:
        return None
    try:
        found = load(
            settings.read_rulebook() if path is None and settings is not None else read_rulebook(path or Path())
        )
    except RefusedError as error:
        faults += error.lines
        return None
    except FaultyError as error:
        faults += [fault.sentence() for fault in error.faults]
        return None
    try:
        template_beside(path or (None if settings is None else settings.rulebook), found)
    except RefusedError as error:
        faults += error.lines
    try:
        clock = open_clock("" if settings is None else settings.clock)
    except RefusedError as error:
        faults += error.lines
        return found.fingerprint
    with naming(found.english):
        _tell(found, clock, note)
    return found.fingerprint


def _tell(found: Rulebook, clock: Clock, note: _Note) -> None:
    for caution in warnings(found):
        note(said("check_doubt", doubt=caution.sentence()))
    competition = found.competition
    this_year = clock.now().astimezone(ZoneInfo(competition.timezone)).year
    if competition.year < this_year:
        note(said("check_year_over", year=competition.year, now=this_year))
    if found.publish.office and found.publish.office == load(read_sample()).publish.office:
        note(said("check_sample_office", office=found.publish.office))
    say(season.in_words(found))
    for kind in found.kinds:
        say(kinds.in_words(found, kind))
    short = found.fingerprint[:15]
    say(said("check_rulebook", name=named(competition.name), year=competition.year, short=short))


def _fonts(faults: list[str]) -> None:
    """Draw a line of text and look at it."""
    from handlers.pictures import draw  # noqa: PLC0415 - only this command pays for matplotlib

    try:
        wrong = draw.self_test()
    except FileNotFoundError as error:
        wrong = str(error)
    except RuntimeError:  # FreeType's, of a file that is no font
        wrong = said("font_damaged")
    if wrong is None:
        say(said("check_fonts"))
    else:
        faults.append(said("font", wrong=wrong))


def _database(settings: Settings, fingerprint: str | None, faults: list[str], note: _Note) -> tuple[str, int | None]:
    """Look at the database; returns the id of the house and its group, "" and None where they are not known."""
    try:
        if is_new(settings.database):
            say(said("check_no_database", path=settings.database))
            return "", None
        database = open_database(settings)
    except RefusedError as error:
        faults += error.lines
        return "", None
    try:
        _look_into(settings, database, fingerprint, faults, note)
        return database.look(_house)
    except (DatabaseError, UnavailableError) as error:
        faults += unusable(settings.database, error).lines
        return "", None
    finally:
        database.close()


def _house(tx: Transaction) -> tuple[str, int | None]:
    group = house.fixture(tx, "group")
    return house.fixture(tx, "house") or "", None if group is None else chats.current_id(tx, int(group))


def _look_into(settings: Settings, database: Database, fingerprint: str | None, faults: list[str], note: _Note) -> None:
    wrong = database.integrity()
    if wrong is not None:
        raise DatabaseError("damaged", wrong)
    say(said("check_database", path=settings.database))
    if isinstance(settings.database, Path) and (version := sqlite.outdated()) is not None:
        note(said("check_sqlite", version=version))
    broken = database.look(audit.first_new_difference)
    if broken is not None:
        faults.append(texts.difference(Difference("broken", "audit", {"seq": broken})))
    stored = database.look(rulebooks.in_force)
    if stored:
        found = load(stored[-1].body)
        today = open_clock(settings.clock).now().astimezone(ZoneInfo(found.competition.timezone)).date()
        with naming(found.english):
            for caution in missing_people(found, database.look(roster.in_force), today):
                note(caution)
    if stored and fingerprint is not None and stored[-1].fingerprint != fingerprint:
        note(said("check_other_rulebook"))


def _bucket(settings: Settings, faults: list[str]) -> None:
    """Look into the bucket of evidence, where there is one."""
    bucket = settings.bucket
    if bucket is None:
        return
    try:
        say(said("shelf_fine", shelf=bucket, count=len(bucket.places())))
    except ShutError as error:
        faults.append(said("shelf_shut", reason=of_machine(error)))


def _backups(settings: Settings, known: str, note: _Note) -> None:
    """Say how old the newest backup is, made by hand or daily; by what house matters only where this one is known."""
    folder = settings.backup_dir
    if folder is None:
        note(said("backup_unset"))
        return
    now = open_clock(settings.clock).now()
    found = archive.named(folder, "", known) if known else archive.named(folder)
    moment, path = max((one for one in found if one[0] <= now), default=(now, None))
    if path is None:
        note(said("backup_none", folder=folder))
        return
    age = now - moment
    tell = note if age > LATE else say
    tell(said("backup_old" if age > LATE else "backup_age", age=_how_long(age), path=path))


def _how_long(age: timedelta) -> str:
    """Write a length of time in the largest unit that fits at least twice, or in minutes."""
    for unit, length in (("days", timedelta(days=1)), ("hours", timedelta(hours=1))):
        if age >= 2 * length:
            return said(unit, count=age // length)
    return said("minutes", count=age // timedelta(minutes=1))


def _server(settings: Settings, group: int | None, faults: list[str], note: _Note) -> None:
    try:
        token, proxy = settings.read_token(), settings.read_proxy()
    except RefusedError as error:
        faults += error.lines
        return

    async def ask(bot: ExtBot[None]) -> tuple[str, str, list[str]]:
        say_how_updates_come(settings, await bot.get_webhook_info(), note)
        return bot.username, *(("", []) if group is None else await group_faults(bot, group, note))

    watch = Watch(open_clock(settings.clock))
    try:
        name, title, shut = asyncio.run(connect(token, settings.api_url, proxy, PATIENCE, ask, watch.hear))
    except InvalidToken:
        faults.append(said("check_token"))
    except TelegramError as error:
        why = outcome.why(error, by_proxy=bool(proxy))
        faults.append(said(f"server_{why}", url=settings.api_url, seconds=PATIENCE))
    else:
        say(said("check_server", name=name))
        faults += shut
        if not shut:
            tell = note if group is None else say
            tell(said("group_unset") if group is None else said("group_fine", title=title))
    faults[:0] = watch.faults()
