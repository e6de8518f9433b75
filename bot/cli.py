"""The `leitai` command: exit 0 done, 1 refused or a check failed, 2 wrong usage; no traceback for a user's mistake."""

import sys

import typer

from bot.commands import audit, backup, check, data, demo, roster, run, score, values
from bot.commands.texts import said
from bot.process import RefusedError, UsageError, say, set_up

MOST = 200
"""Lines of a refusal that are said."""
app = typer.Typer(
    name="leitai",
    help="擂台：单位竞赛的 Telegram 机器人",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("demo")(demo.demo)
app.command("run")(run.run)
app.command("check")(check.check)
app.command("score")(score.score)
app.command("standings")(data.standings)
app.command("submissions")(data.submissions)
app.command("migrate")(data.migrate)
app.command("backup")(backup.backup)
app.command("restore")(backup.restore)
app.add_typer(roster.app, name="roster")
app.add_typer(values.app, name="values")
app.add_typer(audit.app, name="audit")


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
