"""The ledger with 10,000 open parts: a page of it, commands, an act on one of them, and what the tick asks

In the process of the bench: what an action asks the database and writes there, without the chat. A command is taken as
an update is, until its answer is owed; the answer is rendered by itself, as before it is sent.
"""

import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from bot.outgoing import letters
from handlers.filing.actions import asking
from handlers.matters.actions import assigning, doing, ticking
from handlers.matters.actions.doing import Order
from handlers.reporting.actions import submit
from handlers.results import Answer, Sender
from handlers.standings.actions import why
from handlers.turn import Turn
from storage import parts
from storage.parts import Asked
from tests.benchmarks.table import Row
from tests.cast import BEGIN, HEAD, LEADER, OFFICE_REVIEWER, PARTY_HEAD
from tests.handlers.matters.bureau import Ledgers, opened

OPEN, FEW = 10_000, 20
"""Parts that are open, and how many are where they are few."""
PAGE, ROUNDS = 10, 20
DEPARTMENTS = ("消保科", "办公室", "人事科", "食品科", "执法大队", "政策法规科")
LIST_AIM = "≤ 100 ms"


def run(*, full: bool) -> Iterator[Row | str]:
    """Fill two ledgers, and ask both the same."""
    del full
    with tempfile.TemporaryDirectory() as folder:
        few, many = (fill(Path(folder) / str(count), count) for count in (FEW, OPEN))
        yield f"{OPEN:,} open parts beside {FEW}; medians of {ROUNDS} rounds, one after the other."
        for what, ask in ASKED.items():
            yield Row(what, asked(many, ask), "ms", asked(few, ask), f"{FEW} parts", LIST_AIM)
        for what, how in COMMANDS.items():
            (owed, shown), (owed_few, shown_few) = (commanded(bench, *how) for bench in (many, few))
            yield Row(f"{what}: until its answer is owed", owed, "ms", owed_few, f"{FEW} parts", LIST_AIM)
            yield Row(f"{what}: rendering the answer", shown, "ms", shown_few, f"{FEW} parts")
        reported = milliseconds(reports(many))
        yield Row(
            "an act on a part, judged, kept and sealed", milliseconds(acts(many)), "ms", reported, "a /report of a lead"
        )
        yield Row(
            "the tick with nothing due",
            asked(many, ticking.turning),
            "ms",
            asked(few, ticking.turning),
            f"{FEW} parts",
        )
        for bench in (few, many):
            bench.database.close()


def fill(folder: Path, count: int) -> Ledgers:
    """Let a matter after the other be assigned to every office, each due on another day."""
    folder.mkdir()
    bench = opened(folder / "leitai.db")
    with bench.turn() as turn:
        units = [unit.id for unit in turn.rulebook.units_in("offices")]
    for place in range(-(-count // len(units))):
        with bench.turn() as turn:
            owed = tuple((unit, None) for unit in units)
            order = Order(turn.rulebook.kind("urgent"), f"第{place}件", BEGIN + timedelta(days=1 + place % 30), owed)
            doing.assign(turn, bench.sender(OFFICE_REVIEWER), turn.person_by_id(OFFICE_REVIEWER), order)
    return bench


def page(narrowed: Asked) -> Callable[[Turn], object]:
    """Return what a page of a ledger asks: how many there are, how many in each state, and its lines."""

    def ask(turn: Turn) -> object:
        counts = parts.counts(turn.tx, narrowed, "state")
        return parts.count(turn.tx, narrowed), counts, parts.listed(turn.tx, narrowed, offset=PAGE, most=PAGE)

    return ask


ASKED = {
    "a page of all (a leader)": page(Asked(states=parts.OPEN)),
    "a page of what is one's own (a head)": page(Asked(states=parts.OPEN, sight=(("donghu",), ()))),
    "a page of what one verifies (a reviewer)": page(Asked(states=parts.OPEN, sight=((), ("bangongshi",)))),
    "the counts of every unit (the group)": lambda turn: parts.counts(turn.tx, Asked(states=parts.OPEN), "unit"),
}


def task(turn: Turn, sender: Sender, line: str) -> Answer:
    """Assign a matter by its line."""
    return assigning.assign(turn, sender, "task", line)


COMMANDS: dict[str, tuple[str, Callable[..., Answer], int, str]] = {
    "/ledger of a leader": ("ledger", asking.asked, LEADER, ""),
    "/ledger of a head": ("ledger", asking.asked, HEAD, ""),
    "/ledger of a reviewer": ("ledger", asking.asked, OFFICE_REVIEWER, ""),
    "/ledger 逾期 of a leader": ("ledger", asking.asked, LEADER, "逾期"),
    "/why of a head": ("why", why.why, HEAD, "东湖所 急难险重及临时性工作"),
    "/task of a reviewer": ("matter_sheet", task, OFFICE_REVIEWER, "临时性工作 东湖所 11月25日 冷库排查{}"),
}


def commanded(bench: Ledgers, kind: str, command: Callable[..., Answer], who: int, words: str) -> tuple[float, float]:
    """Return the median milliseconds until the answer to a command is owed, and of rendering it."""
    handled, rendered = [], []
    for place in range(ROUNDS):
        bench.later(seconds=1)
        begun = perf_counter()
        bench.do(command, who, words.format(place))
        handled.append(perf_counter() - begun)
        letter = bench.owed(kind)[-1]
        with bench.turn() as turn:
            begun = perf_counter()
            letters.render(turn, letter)
            rendered.append(perf_counter() - begun)
    return milliseconds(iter(handled)), milliseconds(iter(rendered))


def asked(bench: Ledgers, ask: Callable[[Turn], object]) -> float:
    """Return the median milliseconds in which something is asked of a ledger."""
    return milliseconds(times(bench, ask))


def times(bench: Ledgers, ask: Callable[[Turn], object]) -> Iterator[float]:
    """Yield the seconds of every round."""
    for _ in range(ROUNDS):
        with bench.turn() as turn:
            begun = perf_counter()
            ask(turn)
            yield perf_counter() - begun


def acts(bench: Ledgers) -> Iterator[float]:
    """Yield the seconds of acts on parts, each a transaction of its own."""
    for number in range(1, 1 + ROUNDS):
        bench.later(seconds=1)
        begun = perf_counter()
        bench.act(HEAD, "progress", "donghu", number, words="过半")
        yield perf_counter() - begun


def reports(bench: Ledgers) -> Iterator[float]:
    """Yield the seconds of reports, each a transaction of its own."""
    for unit in DEPARTMENTS:
        bench.later(seconds=1)
        begun = perf_counter()
        bench.do(submit.report, PARTY_HEAD, (f"{unit} 作风效能 8",))
        yield perf_counter() - begun


def milliseconds(found: Iterator[float]) -> float:
    """Return the median in milliseconds."""
    return median(found) * 1000
