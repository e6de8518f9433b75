"""What is wrong with a roster, row by row, in words."""

from handlers.people.texts import FAULTS, ON_LINE, ROLES
from handlers.texts import cut
from scoring.language import both


def roster_fault(line: int, code: str, text: str) -> str:
    """Return one fault as a sentence with its line."""
    said = ROLES.get(text, text) if code == "roster_unit_missing" else cut(text)
    return both(*ON_LINE).format(line=line, fault=FAULTS[code].format(text=said))
