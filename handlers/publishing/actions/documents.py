"""The documents of a result (通报的文件): made once, kept as they are, and sent to the group behind its pictures."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from handlers.publishing.actions.posts import STAYS
from handlers.publishing.results import OFFICIAL, Filed
from handlers.results import Owed
from handlers.turn import Turn
from scoring.language import speaking
from storage import documents, ledger, publications
from storage.documents import Document

Made = tuple[str, str, bytes]
Makers = Mapping[str, Callable[[Turn, int], Iterable[Made]]]
"""How each kind of document is made of a publication: the unit that each is of ("": all), its name and its bytes."""
OfUnits = tuple[Callable[[Turn, int], list[str]], Callable[[Turn, int, str], Iterable[Made]]]
"""The units that have files of their own, and how those of one are made: the kind of each, its name and its bytes."""
AT_ONCE = 5
"""Units whose files are made in one turn, which holds up whoever writes: half a second."""
JOB = "unit_files"


def lacking(turn: Turn) -> bool:
    """Say whether a result was made public whose documents are still to be made."""
    return bool(documents.lacking(turn.tx))


def make(turn: Turn, makers: Makers) -> int:
    """Make the documents of every result that has none, and owe them to the group; returns how many results.

    A result of an earlier version of the program, which made none, gets its own without a word.
    """
    found = documents.lacking(turn.tx)
    for number in found:
        published = publications.known(turn.tx, number).published_at
        for each in _of_all(turn, number, makers):
            documents.keep(turn.tx, each)
        turn.record(None, "documents", publication=number)
        if turn.now - published < STAYS:
            owe(turn, number, pushed=True)
    return len(found)


def files_lacking(turn: Turn) -> bool:
    """Say whether a result was made public whose files of units are not all made yet."""
    return any(True for _ in _unfinished(turn))


def make_files(turn: Turn, of_units: OfUnits) -> int:
    """Make the files of some units of a result that lacks any; returns of how many: none where another turn did."""
    number = next(_unfinished(turn), None)
    if number is None:
        return 0
    there = documents.units_of(turn.tx, number)
    left = [unit for unit in of_units[0](turn, number) if unit not in there]
    for unit in left[:AT_ONCE]:
        for each in _of_unit(turn, number, unit, of_units):
            documents.keep(turn.tx, each)
    if len(left) <= AT_ONCE:
        ledger.settle_slot(turn.tx, JOB, str(number), "done")
    turn.record(None, "documents", publication=number)
    return len(left[:AT_ONCE])


def _unfinished(turn: Turn) -> Iterator[int]:
    for number in documents.of_years(turn.tx):
        if not ledger.is_settled(turn.tx, JOB, str(number)):
            yield number


def made(turn: Turn, number: int, makers: Makers, of_units: OfUnits) -> list[Document]:
    """Return the documents of a result, as they are kept or made now; none where it is no result."""
    found = documents.of_result(turn.tx, number, unit=None) or _of_all(turn, number, makers)
    there = {one.unit for one in found}
    for unit in of_units[0](turn, number) if found else ():
        if unit not in there:
            found += _of_unit(turn, number, unit, of_units)
    return found


def _of_all(turn: Turn, number: int, makers: Makers) -> list[Document]:
    with speaking(OFFICIAL):
        return [Document(number, kind, *each) for kind, maker in makers.items() for each in maker(turn, number)]


def _of_unit(turn: Turn, number: int, unit: str, of_units: OfUnits) -> list[Document]:
    with speaking(OFFICIAL):
        return [Document(number, kind, unit, name, content) for kind, name, content in of_units[1](turn, number, unit)]


def owe(turn: Turn, number: int, *, pushed: bool = False) -> None:
    """Owe the group the documents of a result, where this is the first publication of its arenas."""
    group, found = turn.group, documents.of_result(turn.tx, number)
    for each in found:
        payload, key = Filed(number, each.kind), f"{number}:{each.kind}"
        if group is None or each.publication != number:
            continue
        if pushed:
            turn.push(group, "document", payload, key=key)
        else:
            turn.owe(group, "document", payload, key=key)


def document(turn: Turn, owed: Owed[Filed]) -> tuple[str, str, bytes]:
    """Return a document as it is kept: its kind, name and bytes."""
    found = documents.of_result(turn.tx, owed.payload.publication)
    return next((each.kind, each.name, each.content) for each in found if each.kind == owed.payload.document)
