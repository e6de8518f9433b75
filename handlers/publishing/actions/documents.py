"""The documents of a result (通报的文件): made once, kept as they are, and sent to the group behind its pictures."""

from collections.abc import Callable, Iterable, Mapping

from handlers.publishing.actions.posts import STAYS
from handlers.publishing.results import Filed
from handlers.results import Owed
from handlers.turn import Turn
from storage import documents, publications
from storage.documents import Document

Made = tuple[str, str, bytes]
Makers = Mapping[str, Callable[[Turn, int], Iterable[Made]]]
"""How each kind of document is made of a publication: the unit that each is of ("": all), its name and its bytes."""


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
        for each in made(turn, number, makers):
            documents.keep(turn.tx, each)
        turn.record(None, "documents", publication=number)
        if turn.now - published < STAYS:
            owe(turn, number, pushed=True)
    return len(found)


def made(turn: Turn, number: int, makers: Makers) -> list[Document]:
    """Return the documents of a result, as they are kept or made now; none where it is no result."""
    kept = documents.of_result(turn.tx, number, unit=None)
    return kept or [Document(number, kind, *each) for kind, maker in makers.items() for each in maker(turn, number)]


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
