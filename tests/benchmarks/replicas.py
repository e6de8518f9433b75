"""`leitai run` at Telegram's pace: one process on SQLite, and one, two and four on one PostgreSQL database.

What is measured is how fast reports are committed, while letters go out one a second to a chat.
"""

import contextlib
from collections.abc import Iterator
from functools import cache
from statistics import median

from tests import engine
from tests.benchmarks.houses import copy_of, new_folder
from tests.benchmarks.processes import echoes, running
from tests.benchmarks.start import LEITAI, settings
from tests.benchmarks.table import Row
from tests.benchmarks.updates import (
    ECHOED,
    PEOPLE,
    chat_of,
    committed,
    counting,
    echoed,
    furnished,
    greet,
    reports,
)
from tests.cast import Part, roster_csv
from tests.stage import command

ROUNDS = 2
PROCESSES = (1, 2, 4)
TEMPLATE, USED = "bench_furnished", "bench_used"


class AloneError(Exception):
    """A second process was not let in."""


def run(*, full: bool) -> Iterator[Row | str]:
    """Measure in turns; medians."""
    rounds = ROUNDS if full else 1
    found: dict[tuple[str, int], list[float]] = {("SQLite", 1): [], **{("PostgreSQL", many): [] for many in PROCESSES}}
    echo: list[float] = []
    for _ in range(rounds):
        echo.append(echoed(echoes()["PTB echo bot"], reports() * ECHOED)[0])
        for way in list(found):
            try:
                found[way].append(measured(*way))
            except AloneError:
                del found[way]
    yield f"Medians of {rounds} rounds."
    for (engine_name, many), rates in found.items():
        what = f"updates committed, {engine_name}, {many} process{'es' if many > 1 else ''}"
        yield Row(what, median(rates), "/s", median(echo), "PTB echo bot")
    if len(found) <= len(PROCESSES):
        yield "A second process on the same database is still refused."


def measured(kind: str, processes: int) -> float:
    """Measure once how many updates a second are committed."""
    with chat_of() as (chat, api), copy_of(furnished()) as folder, contextlib.ExitStack() as opened:
        told, url = settings(api, folder), f"sqlite:///{folder}/leitai.db"
        if kind == "PostgreSQL":
            told["LEITAI_DATABASE_URL"] = opened.enter_context(copied())
            url = told["LEITAI_DATABASE_URL"].replace("postgresql", "postgresql+psycopg", 1)
        for _ in range(processes):
            bot = opened.enter_context(running(LEITAI, told))
            assert bot.stdout is not None
            if not bot.stdout.readline().startswith("ready"):
                raise AloneError
        with counting(url) as count:
            greet(chat, count)
            return committed(chat, reports(), count)


@contextlib.contextmanager
def copied() -> Iterator[str]:
    """Give a furnished database on the server."""
    template = furnished_there()
    engine._order(f"CREATE DATABASE {USED} TEMPLATE {template} STRATEGY file_copy")
    try:
        yield address(USED)
    finally:
        engine._order(f"DROP DATABASE {USED} WITH (FORCE)")


def address(database: str) -> str:
    """Return where a database of the server is."""
    return engine.server().set(database=database).render_as_string(hide_password=False)


@cache
def furnished_there() -> str:
    """Start a server that keeps what it commits, as in service, and furnish a database there; returns its name."""
    engine._order("ALTER SYSTEM RESET ALL")
    engine._order("SELECT pg_reload_conf()")
    engine._order(f"CREATE DATABASE {TEMPLATE} TEMPLATE template0")
    folder = new_folder()
    file = folder / "roster.csv"
    file.write_text(roster_csv(tuple(Part(one.person, one.name, one.role, one.unit) for one in PEOPLE)), "utf-8")
    told = {**settings("http://127.0.0.1:9", folder), "LEITAI_DATABASE_URL": address(TEMPLATE)}
    done = command("roster", "import", str(file), env=told)
    assert done.code == 0, done.err
    return TEMPLATE
