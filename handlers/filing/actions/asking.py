"""台账: the list, narrowed as the words say; 导入 asks for the form, 导出 for all of it as a file."""

from handlers.filing.actions import exporting, importing
from handlers.matters.actions import listing
from handlers.matters.results import LedgerAsked
from handlers.results import Answer, Refusal, Sender
from handlers.turn import Turn
from scoring.reading.ledger import EXPORT, IMPORT
from scoring.reading.lines import words


def asked(turn: Turn, sender: Sender, text: str) -> Answer:
    """Show the ledger, or hand over what somebody wants to import or export."""
    said = words(text)
    if len(said) == 1 and said[0].lower() in IMPORT:
        return importing.offer(turn, sender)
    rest = [word for word in said if word.lower() not in EXPORT]
    if rest == said:
        return listing.asked(turn, sender, text)
    found = listing.narrowed(turn, sender, rest)
    if isinstance(found, int):
        if not listing.is_above(turn, found):
            raise Refusal("ledger_usage", text=text.strip())
        found = LedgerAsked(sender.person, parent=found)
    return exporting.ask(turn, sender, found)
