"""What is wrong with a roster, row by row, in words."""

from handlers.people.texts import FAULTS, ON_LINE
from handlers.texts import cut


def roster_fault(line: int, code: str, text: str) -> str:
    """Return one fault as a sentence with its line."""
    return ON_LINE.format(line=line, fault=FAULTS[code].format(text=cut(text)))
