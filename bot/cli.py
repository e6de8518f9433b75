"""The `leitai` command: exit 0 done, 1 refused or a check failed, 2 wrong usage; no traceback for a user's mistake."""

import sys
from collections.abc import Collection
from importlib import import_module

import typer

from bot.process import RefusedError, UsageError, say, set_up
from bot.texts import COMMANDS, said

MOST = 200
"""Lines of a refusal that are said."""
_ABOUT = "擂台：单位竞赛的 Telegram 机器人"
_MODULES = {"standings": "data", "submissions": "data", "migrate": "data", "restore": "backup"}
"""The modules of the commands that have none of their own name."""


def assembled(wanted: Collection[str] = tuple(COMMANDS)) -> typer.Typer:
    """Assemble the command line; of commands that nobody wants now only the name and what it is for are loaded."""
    app = typer.Typer(
        name="leitai", help=_ABOUT, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
    )
    for name, about in COMMANDS.items():
        module = import_module(f"bot.commands.{_MODULES.get(name, name)}") if name in wanted else None
        several = getattr(module, "app", None)
        if several is not None:
            app.add_typer(several, name=name, help=about)
        else:
            app.command(name, help=about)(getattr(module, name, _listed))
    return app


def _listed() -> None:
    """Stand for a command that is only listed."""


# Typer names only this one of its usage errors; what it derives from are all of them.
_WrongUsage: type[Exception] = typer.BadParameter.__mro__[1]


def main() -> None:
    """Run the command line and end with its exit code."""
    set_up("WARNING")
    sys.exit(_run(sys.argv[1:]))


def _run(arguments: list[str]) -> int:
    try:
        code = assembled(arguments[:1])(arguments, standalone_mode=False, prog_name="leitai")
    except RefusedError as refused:
        for line in _shortened(refused.lines):
            say(line, err=True)
        return 1
    except UsageError as error:
        say(str(error), err=True)
        return 2
    except _WrongUsage as error:
        say(f"用法不对，没有执行：{error}（看用法：leitai --help）", err=True)
        return 2
    except (typer.Abort, KeyboardInterrupt):
        return 130
    return code if isinstance(code, int) else 0


def _shortened(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out the middle of a refusal of thousands of lines: the first help to go on, and the last is the cause."""
    if len(lines) <= MOST + 1:
        return lines
    return (*lines[:MOST], said("many_more", count=len(lines) - MOST - 1), lines[-1])
