"""How a toy looks."""

from handlers.results import Button, Message
from handlers.texts import sentence
from handlers.toy.results import Toy


def toy(found: Toy) -> Message:
    """Show a toy that can be taken."""
    return Message(sentence("toy_shown", {"name": found.name}), ((Button("收下", f"toy_take:{found.letter}:0"),),))
