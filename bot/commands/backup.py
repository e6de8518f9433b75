"""`leitai backup` and `leitai restore`: all of a house in one file, and back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot.backup import archive, putting_back
from bot.backup.archive import BrokenError, House
from bot.backup.putting_back import PutBack, RunningError, TakenError
from bot.clock import open_clock
from bot.commands.open import house, minute, open_database, unusable
from bot.commands.progress import working
from bot.commands.texts import said
from bot.process import RefusedError, say
from bot.restdays import OVERRIDES
from bot.settings import Settings, load_settings
from bot.shelf import ShutError
from bot.texts import HELP, of_machine
from storage import audit
from storage.database import DatabaseError, UnavailableError
from storage.place import Place, file_of, server_of

ENDING = ".tar"


def backup(where: Annotated[Path, typer.Argument(help=HELP["backup_where"])]) -> None:
    """Make one file of the whole house."""
    settings = load_settings()
    now = open_clock(settings.clock).now()
    rulebook = None if settings.rulebook is None else settings.read_rulebook()
    kept = _house(settings, rulebook)
    open_database(settings).close()
    target = where if where.suffix == ENDING else where / archive.name(now)
    if target != where and where.exists() and not where.is_dir():
        raise RefusedError(said("backup_no_folder", path=where))
    with _refusing(target, settings.database, "backup_not_written"), working("working_backup"):
        made = archive.make(kept, target, now)
    if made.missing:
        say(said("backup_missing", count=made.missing), err=True)
    bytes_made = made.path.stat().st_size
    size = f"{bytes_made // 1_000_000} MB" if bytes_made >= 1_000_000 else f"{-(-bytes_made // 1000)} KB"
    say(said("backup_made", path=made.path, size=size, code=audit.code(made.judged.head)))


def restore(
    file: Annotated[Path, typer.Argument(help=HELP["restore_file"])],
    force: Annotated[bool, typer.Option("--force", help=HELP["restore_force"])] = False,  # noqa: FBT002 - a flag
) -> None:
    """Put a house back from its backup."""
    settings = load_settings()
    now = open_clock(settings.clock).now()
    kept = _house(settings)
    if kept.server is not None:
        raise RefusedError(said("restore_server", path=kept.server))
    if not file.is_file():
        raise RefusedError(said("restore_no_file", path=file))
    with _refusing(file, kept.database, "restore_not_written"), working("working_restore"):
        try:
            done = putting_back.put_back(file, kept, now, force=force)
        except DatabaseError as error:
            code = "restore_newer" if error.code == "newer" else "restore_broken"
            raise RefusedError(said(code, path=file, detail=error.detail)) from None
    _tell(kept.database, done)


def _house(settings: Settings, rulebook: bytes | None = None) -> House:
    place = settings.database
    return House(file_of(place), rulebook, settings.data_dir / OVERRIDES, server_of(place), settings.bucket)


def _tell(database: Path, done: PutBack) -> None:
    folder = database.parent
    if done.missing:
        say(said("restore_missing", count=done.missing), err=True)
    if (folder / archive.RULEBOOK).exists():
        say(said("restored_rulebook", path=folder / archive.RULEBOOK))
    if done.aside is not None:
        say(said("restored_aside", folder=done.aside))
    at = "—"
    if (made_at := done.made_at) is not None:
        with house() as (_, ask):
            at = ask(lambda turn: minute(turn, made_at))
    say(said("restored", path=database, code=audit.code(done.judged.head), made_at=at))


@contextmanager
def _refusing(file: Path, database: Place, unwritten: str) -> Iterator[None]:
    """Turn what may go wrong with a file into one sentence; `database`: which one is meant by its faults."""
    try:
        yield
    except FileExistsError:
        raise RefusedError(said("backup_exists", path=file)) from None
    except RunningError:
        raise RefusedError(said("restore_running", path=database)) from None
    except TakenError:
        raise RefusedError(said("restore_over", path=database)) from None
    except BrokenError:
        raise RefusedError(said("restore_broken", path=file)) from None
    except (DatabaseError, UnavailableError) as error:
        raise unusable(database, error) from None
    except ShutError as error:
        raise RefusedError(said("shelf_shut", reason=of_machine(error))) from None
    except OSError as error:
        raise RefusedError(said(unwritten, path=file, reason=of_machine(error))) from None
