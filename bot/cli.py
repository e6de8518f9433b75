"""The `leitai` command: exit 0 done, 1 refused or a check failed, 2 wrong usage; no traceback for a user's mistake."""

import sys
from collections.abc import Callable
from importlib.metadata import version
from typing import Annotated

import typer

from bot.commands import audit, backup, check, data, demo, roster, run, score, values
from bot.commands.texts import said
from bot.commands.usage import Command, Group, mistake
from bot.process import RefusedError, UsageError, say, set_up

MOST = 200
"""Lines of a refusal that are said."""
app = typer.Typer(
    name="leitai",
    cls=Group,
    help="擂台：单位竞赛的 Telegram 机器人",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
COMMANDS: dict[str, Callable[..., None]] = {
    "demo": demo.demo,
    "run": run.run,
    "check": check.check,
    "score": score.score,
    "standings": data.standings,
    "submissions": data.submissions,
    "migrate": data.migrate,
    "backup": backup.backup,
    "restore": backup.restore,
}
for name, command in COMMANDS.items():
    app.command(name, cls=Command)(command)
app.add_typer(roster.app, name="roster")
app.add_typer(values.app, name="values")
app.add_typer(audit.app, name="audit")


def _say_version(wanted: bool) -> None:  # noqa: FBT001 - Typer's way to call it
    if wanted:
        say(said("version", version=version("leitai")))
        raise typer.Exit


@app.callback()
def _leitai(
    _version: Annotated[  # noqa: FBT002 - a flag
        bool, typer.Option("--version", is_eager=True, callback=_say_version, help=said("version_help"))
    ] = False,
) -> None:
    """Take what stands before a command."""


# Typer names only this one of its usage errors; what it derives from are all of them.
_WrongUsage: type[Exception] = typer.BadParameter.__mro__[1]


def main() -> None:
    """Run the command line and end with its exit code."""
    set_up("WARNING")
    sys.exit(_run(sys.argv[1:]))


def _run(arguments: list[str]) -> int:
    try:
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
