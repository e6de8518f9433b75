"""What is done with toys."""

from handlers.results import Answer, Owed, Sender
from handlers.toy.results import Toy, Wanted
from handlers.turn import Turn


def show(turn: Turn, sender: Sender, name: str) -> Answer:
    """Owe somebody of the roster a toy."""
    turn.owe(turn.person(sender).id, "toy", Wanted(name.strip()), key=name)
    return Answer()


def shown(_turn: Turn, owed: Owed[Wanted]) -> Toy:
    """Describe the toy of a letter."""
    return Toy(owed.number, owed.payload.name)


def take(turn: Turn, sender: Sender, letter: int) -> Answer:
    """Note that a toy was taken."""
    turn.record(turn.person(sender).id, "toy_taken", letter=letter)
    return Answer("toy_taken")
