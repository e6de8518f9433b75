"""The `leitai` command: exit 0 done, 1 refused or a check failed, 2 wrong usage; no traceback for a user's mistake."""

import gc
import os
import re
import sys
from collections.abc import Callable, Collection
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.usage import Command, Group, mistake
from bot.process import RefusedError, UsageError, say, set_up
from bot.texts import COMMANDS, said
from scoring.language import speak

MOST = 200
"""Lines of a refusal that are said."""
_ASKED = re.compile(r"^\s*(?:export\s+)?LEITAI_LANGUAGE\s*=\s*['\"]?(\w*)", re.MULTILINE)


def assembled(wanted: Collection[str] = tuple(COMMANDS)) -> typer.Typer:
    """Assemble the command line; of commands that nobody wants now only the name and what it is for are loaded."""
    app = typer.Typer(
        name="leitai",
        cls=Group,
        help=said("about"),
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    app.callback()(_top())
    for name, about in COMMANDS.items():
        command = _loaded(name) if name in wanted else _listed
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name, help=about)
        else:
            app.command(name, cls=Command, help=about)(command)
    return app


def _loaded(name: str) -> typer.Typer | Callable[..., None]:  # noqa: C901, PLR0912, PLR0915 - a table, each line loaded by itself
    """Load one command."""
    found: typer.Typer | Callable[..., None] = _listed
    match name:
        case "demo":
            from bot.commands import demo  # noqa: PLC0415 - loaded when asked for

            found = demo.demo
        case "run":
            from bot.commands import run  # noqa: PLC0415 - loaded when asked for

            found = run.run
        case "check":
            from bot.commands import check  # noqa: PLC0415 - loaded when asked for

            found = check.check
        case "score":
            from bot.commands import score  # noqa: PLC0415 - loaded when asked for

            found = score.score
        case "standings":
            from bot.commands import data  # noqa: PLC0415 - loaded when asked for

            found = data.standings
        case "submissions":
            from bot.commands import data  # noqa: PLC0415 - loaded when asked for

            found = data.submissions
        case "matters":
            from bot.commands import matters  # noqa: PLC0415 - loaded when asked for

            found = matters.app
        case "publications":
            from bot.commands import publications  # noqa: PLC0415 - loaded when asked for

            found = publications.app
        case "migrate":
            from bot.commands import migrate  # noqa: PLC0415 - loaded when asked for

            found = migrate.migrate
        case "backup":
            from bot.commands import backup  # noqa: PLC0415 - loaded when asked for

            found = backup.backup
        case "restore":
            from bot.commands import backup  # noqa: PLC0415 - loaded when asked for

            found = backup.restore
        case "roster":
            from bot.commands import roster  # noqa: PLC0415 - loaded when asked for

            found = roster.app
        case "rulebook":
            from bot.commands import rulebook  # noqa: PLC0415 - loaded when asked for

            found = rulebook.app
        case "invites":
            from bot.commands import invites  # noqa: PLC0415 - loaded when asked for

            found = invites.app
        case "forget":
            from bot.commands import forget  # noqa: PLC0415 - loaded when asked for

            found = forget.forget
        case "values":
            from bot.commands import values  # noqa: PLC0415 - loaded when asked for

            found = values.app
        case "audit":
            from bot.commands import audit  # noqa: PLC0415 - loaded when asked for

            found = audit.app
    return found


def _listed() -> None:
    """Stand for a command that is only listed."""


def _say_version(wanted: bool) -> None:  # noqa: FBT001 - Typer's way to call it
    if wanted:
        say(said("version", version=version("leitai")))
        raise typer.Exit


def _top() -> Callable[..., None]:
    """Return what stands before a command, with its help in the language that is spoken by then."""

    def leitai(
        _version: Annotated[  # noqa: FBT002 - a flag
            bool, typer.Option("--version", is_eager=True, callback=_say_version, help=said("version_help"))
        ] = False,
    ) -> None:
        """Take what stands before a command."""

    return leitai


# Typer names only this one of its usage errors; what it derives from are all of them.
_WrongUsage: type[Exception] = typer.BadParameter.__mro__[1]


def main() -> None:
    """Run the command line and end with its exit code."""
    set_up("WARNING")
    sys.exit(_run(sys.argv[1:], _loaded_for_good))


def _loaded_for_good() -> None:
    """Look for garbage from now on, but never in what was loaded: to look through that stalls a bot for long."""
    gc.freeze()
    gc.enable()


def _language() -> str:
    """Return the language of what is said before the settings are read, as these will say it: help, what is misused."""
    asked = os.environ.get("LEITAI_LANGUAGE")
    if asked is None:
        with suppress(OSError, ValueError):
            beside = Path(os.environ.get("LEITAI_RULEBOOK", "")).parent / ".env"
            asked = (_ASKED.findall(beside.read_text("utf-8-sig")) or [""])[-1]
    return "en" if asked == "en" else "zh"


def _run(arguments: list[str], loaded: Callable[[], None] = lambda: None) -> int:
    speak(_language())
    try:
        app = assembled(arguments[:1])
        loaded()
        code = app(arguments, standalone_mode=False, prog_name="leitai")
    except RefusedError as refused:
        for line in _shortened(refused.lines):
            say(line, err=True)
        return 1
    except UsageError as error:
        say(str(error), err=True)
        return 2
    except _WrongUsage as error:
        say(said("misused", mistake=mistake(error)), err=True)
        return 2
    except (typer.Abort, KeyboardInterrupt):
        return 130
    return code if isinstance(code, int) else 0


def _shortened(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out the middle of a refusal of thousands of lines: the first help to go on, and the last is the cause."""
    if len(lines) <= MOST + 1:
        return lines
    return (*lines[:MOST], said("many_more", count=len(lines) - MOST - 1), lines[-1])
