"""`leitai migrate`: the database to the newest schema, or the whole bureau to another engine."""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from typing import Annotated

import typer

from bot.clock import open_clock
from bot.commands.open import is_new, open_database, unusable
from bot.commands.progress import working
from bot.commands.texts import said
from bot.process import RefusedError, say
from bot.settings import Settings, load_settings, place_of
from bot.texts import HELP, of_machine
from scoring.language import both
from storage import audit, transfer
from storage.database import Database, DatabaseError, UnavailableError
from storage.place import Place, file_of, server_of


def migrate(to: Annotated[str | None, typer.Option("--to", help=HELP["migrate_to"])] = None) -> None:
    """Bring the database to the newest schema, or take all of it to another one."""
    settings = load_settings()
    if to is None:
        open_database(settings, create=True).close()
        say(said("migrated", path=settings.database))
        return
    place = place_of(to, settings.data_dir)
    if is_new(settings.database):
        raise RefusedError(said("taken_nothing", path=settings.database))
    with closing(_opened(settings.database)) as source, closing(_opened(place, new=True)) as target:
        _take(settings, source, target)


def _opened(place: Place, *, new: bool = False) -> Database:
    """Open one side, of which nobody else may be the user."""
    try:
        database = Database(place)
    except OSError as error:
        raise RefusedError(said("taken_not_opened", path=place, reason=of_machine(error))) from None
    with ExitStack() as undone, _refusing(place):
        undone.callback(database.close)
        database.refuse_unless_usable(to_migrate=new)
        if not database.holds_lock:
            raise RefusedError(said("taken_running", path=place))
        if new:
            database.migrate()
        undone.pop_all()
    return database


def _take(settings: Settings, source: Database, target: Database) -> None:
    now = open_clock(settings.clock).now()
    try:
        with _refusing(source.place if server_of(target.place) is None else target.place, source.place):
            with working("working_migrate") as shown:
                counts = transfer.take(source, target, now, shown)
            head = target.look(audit.head)
    except transfer.FilledError:
        raise RefusedError(said("taken_filled", path=target.place)) from None
    told = both("，", ", ").join(f"{table} {count}" for table, count in counts.items() if count)
    say(said("taken_rows", count=sum(counts.values()), tables=told))
    say(said("taken", path=target.place, source=source.place, code=audit.code(head)))
    here, there = (file_of(place).parent.resolve() / "evidence" for place in (source.place, target.place))
    if here != there and here.exists() and settings.bucket is None:
        say(said("taken_evidence", folder=here, to=there))


@contextmanager
def _refusing(place: Place, unsealed: Place | None = None) -> Iterator[None]:
    """Say what is wrong with a database; `unsealed`: the one that may not fit its chain, where it is another."""
    try:
        yield
    except (DatabaseError, UnavailableError) as error:
        if isinstance(error, DatabaseError) and error.code == "unsealed":
            raise RefusedError(said("taken_unsealed", path=unsealed or place, count=error.detail)) from None
        raise unusable(place, error) from None
