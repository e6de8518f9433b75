"""Opening the house for a command: settings, clock, database, and one turn of work."""

import html
import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from bot.clock import open_clock
from bot.commands.texts import UNAVAILABLE, UNUSABLE, UNUSABLE_SERVER, said
from bot.process import RefusedError, say
from bot.restdays import RestDays
from bot.settings import Settings, load_settings
from bot.texts import of_machine
from handlers import texts
from handlers.results import Refusal, Values
from handlers.turn import Turn
from storage import copies, keyboards, migrations
from storage.database import Database, DatabaseError, UnavailableError
from storage.place import Place

T = TypeVar("T")


def open_database(settings: Settings, *, create: bool = False, patience: float = 0) -> Database:
    """Open the database; one that does not exist is created only where asked; `patience` as in `Database`."""
    path = settings.database
    if not create and is_new(path):
        raise RefusedError(said("no_database", path=path))
    try:
        database = Database(path, reading=not create, patience=patience)
    except OSError as error:
        if not isinstance(path, Path):
            raise RefusedError(said("folder_shut_off", folder=path.folder, reason=of_machine(error))) from None
        raise RefusedError(said("database_shut", path=path, reason=of_machine(error))) from None
    try:
        database.refuse_unless_usable(to_migrate=create)
        if create:
            _bring_up(database)
    except (DatabaseError, UnavailableError) as error:
        database.close()
        raise unusable(path, error) from None
    except RefusedError:
        database.close()
        raise
    return database


def is_new(place: Place) -> bool:
    """Say whether nothing was ever stored in a place."""
    if isinstance(place, Path):
        return not place.is_file()
    database = Database(place, reading=True)
    try:
        database.refuse_unless_usable()
    except (DatabaseError, UnavailableError) as error:
        return error.code == "empty"
    finally:
        database.close()
    return False


def _bring_up(database: Database) -> None:
    """Bring a database to the newest schema; of an older file a copy is kept, and nobody else may be using it."""
    older, path = database.older(), database.place
    if older is None:
        database.migrate()
        return
    if not database.holds_lock:
        raise RefusedError(said("upgrade_running", path=path))
    if not isinstance(path, Path):
        database.migrate()
        say(said("upgraded_server", path=path, older=older, newest=migrations.head()), err=True)
        return
    kept = copies.place_of(path, older)
    try:
        copies.keep_older(path, older)
    except OSError as error:
        raise RefusedError(said("upgrade_no_copy", path=path, copy=kept, reason=of_machine(error))) from None
    try:
        database.migrate()
    except (DatabaseError, UnavailableError) as error:
        raise RefusedError(said("upgrade_kept", copy=kept), *unusable(path, error).lines) from None
    say(said("upgraded", path=path, older=older, newest=migrations.head(), copy=kept), err=True)


def unusable(place: Place, error: DatabaseError | UnavailableError) -> RefusedError:
    """Return the refusal of a database that cannot be used, now or at all."""
    if isinstance(error, UnavailableError):
        if error.code == "unreachable":
            return RefusedError(said("unreachable", path=place, detail=error))
        return RefusedError(said("unavailable", reason=UNAVAILABLE[error.code]))
    words = UNUSABLE if isinstance(place, Path) else {**UNUSABLE, **UNUSABLE_SERVER}
    return RefusedError(words[error.code].format(path=place, detail=error.detail))


def minute(turn: Turn, moment: datetime) -> str:
    """Return a moment as people read it, as it stands where there is no rulebook and so no time zone yet."""
    try:
        return turn.minute(moment)
    except Refusal:
        return moment.isoformat()


def know_sentences() -> None:
    """Learn what the chat says: only the journeys know all of it, and take longer to load than most commands to run."""
    importlib.import_module("handlers.journeys")


def sentence(code: str, values: Values) -> str:
    """Return what the chat says of a code as a command says it."""
    know_sentences()
    return html.unescape(texts.sentence(code, values))


def refused(refusal: Refusal) -> RefusedError:
    """Say why somebody is refused what a command does in their name."""
    return RefusedError(sentence(refusal.code, refusal.values))


@contextmanager
def house(*, create: bool = False) -> Iterator[tuple[Settings, Callable[[Callable[[Turn], T]], T]]]:
    """Give the settings and a function that runs one question over what is committed."""
    settings = load_settings()
    clock = open_clock(settings.clock)
    rest_days = RestDays(settings.data_dir)
    database = open_database(settings, create=create)

    def work(fn: Callable[[Turn], T]) -> T:
        opened = database.transaction if create else database.reading
        try:
            with opened(clock.now()) as tx:
                found = fn(Turn(tx, "cli", rest_days))
                keyboards.renew(tx)
                return found
        except (DatabaseError, UnavailableError) as error:
            raise unusable(database.place, error) from None

    try:
        yield settings, work
    finally:
        database.close()
