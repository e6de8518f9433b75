"""The ledger as a workbook: what its reader may see, narrowed as on the page, every part as it stands."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from handlers.filing.results import Book, BookRow
from handlers.journey import owed
from handlers.matters.actions import listing, showing
from handlers.matters.actions.exporting import Exported, every
from handlers.matters.results import LedgerAsked
from handlers.results import Answer, Owed, Refusal, Sender
from handlers.turn import Turn
from scoring.matters.cells import entry
from scoring.matters.trees import above
from storage import matters, outbox, parts
from storage.matters import Matter
from storage.parts import Asked

BOOK = "ledger_book"
FEW = 1000
"""So many matters are asked for by their numbers; of more all are read."""


def ask(turn: Turn, sender: Sender, narrowed: LedgerAsked) -> Answer:
    """Owe the ledger as a file, in private; refuse where nothing of it is in sight."""
    asked = replace(narrowed, person=turn.person(sender).id, group=False)
    shown = _shown(turn, asked) if asked.parent else parts.count(turn.tx, _wanted(turn, asked))
    if not shown and not _above(turn, asked, ()):
        raise Refusal("orders_nothing")
    turn.owe_private(sender, BOOK, asked)
    return Answer()


def press(turn: Turn, sender: Sender, number: int) -> Answer:
    """Owe what a page of the ledger shows, as a file."""
    letter = outbox.letter(turn.tx, number)
    if letter is None or letter.kind != listing.LETTER or letter.chat != sender.chat:
        raise Refusal("old_button")
    return ask(turn, sender, owed(letter, LedgerAsked).payload)


def book(turn: Turn, letter: Owed[LedgerAsked]) -> Book:
    """Describe every part that is asked for and in sight, and what stands above them."""
    asked = letter.payload
    wanted = _shown(turn, asked)
    alone = {matter.number for matter in _above(turn, asked, {number for number, _ in wanted})}
    numbers = sorted({number for number, _ in wanted})
    found = every(turn, turn.tx.latest(), numbers if len(numbers) <= FEW else None)
    kept = [one for one in found if _place(one) in wanted or (one.part is None and one.matter.number in alone)]
    return Book(turn.local(turn.now), tuple(rows(turn, kept)))


def _place(one: Exported) -> tuple[int, str]:
    return one.matter.number, "" if one.part is None else one.part.unit


def _shown(turn: Turn, asked: LedgerAsked) -> set[tuple[int, str]]:
    """Return the parts that are asked for and in sight; of a matter above others those at whatever depth below it."""
    found = {(line.stood.number, line.stood.unit) for line in parts.listed(turn.tx, _wanted(turn, asked))}
    if not asked.parent:
        return found
    below = matters.below(turn.tx, asked.parent)
    return {(number, unit) for number, unit in found if number in below}


def _wanted(turn: Turn, asked: LedgerAsked) -> Asked:
    """Return what is asked for and in sight, closed parts too where no state is asked for."""
    narrowed = replace(listing.narrowing(turn, asked), parent=None)
    return narrowed if asked.light else replace(narrowed, states=())


def _above(turn: Turn, asked: LedgerAsked, shown: Iterable[int]) -> list[Matter]:
    """Return the matters without parts: those above what is shown, and where nothing narrows it all of one's own."""
    person, parents = turn.person_by_id(asked.person), matters.parents(turn.tx)
    over = {number for one in shown for number in above(one, parents)}
    if asked.parent:
        over = {asked.parent, *matters.below(turn.tx, asked.parent)}
    whole = not (asked.unit or asked.kind or asked.light or asked.parent)
    placed = person.leader or person.admin
    return [
        one
        for one in matters.without_parts(turn.tx)
        if one.number in over or (whole and (placed or one.assigner == person.id))
    ]


def rows(turn: Turn, found: Iterable[Exported]) -> Iterator[BookRow]:
    """Describe parts and what stands above them, each in a row."""
    for one in found:
        matter = one.matter
        yield _stood(turn, one, BookRow(
            entry(matter.number), showing.kind_name(turn, matter.kind), matter.title, "", None, None,
            tuple(map(turn.unit_name, matter.helpers)), one.responsible, one.measure, matter.source,
            "" if matter.parent is None else entry(matter.parent),
        ))  # fmt: skip


def _stood(turn: Turn, one: Exported, row: BookRow) -> BookRow:
    """Add where a part stands."""
    part, where = one.part, one.where
    if part is None or where is None:
        return row
    acts = showing.standing_acts(part)
    progress, verified = showing.last(acts, "progress"), showing.last(acts, "verify", "amend") if one.verified else None
    return replace(
        row,
        unit=turn.unit_name(part.unit),
        deadline=turn.local(where.deadline),
        quantity=where.quantity,
        problem=part.terms.form == "problem",
        state=where.state,
        outcome=where.outcome,
        done=where.done,
        progress=None if progress is None else progress.words,
        finished=None if where.finished_at is None else turn.local(where.finished_at),
        verifier="" if verified is None else verified.person_name,
        verified=None if one.verified is None else turn.local(one.verified[1]),
        extensions=where.extensions,
        returns=where.returns,
        round=where.round.number,
        recheck="" if one.recheck is None else one.recheck.isoformat(),
    )
