"""What takes long is told while it is done, by a line of the terminal that goes when it is over; no file gets one."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot.commands.texts import said


@contextmanager
def working(code: str) -> Iterator[Callable[[int, int], None]]:
    """Show what is being done and for how long; who knows says how much of how much is done by now."""
    if not sys.stderr.isatty():
        yield lambda _done, _all: None
        return
    from rich.console import Console  # noqa: PLC0415 - loaded where it is seen
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(said(code), total=None)
        yield lambda done, all_: shown.update(task, completed=done, total=all_)
