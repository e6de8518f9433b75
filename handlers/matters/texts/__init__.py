"""What is said about matters, by what is said to whom."""

from handlers.matters.texts import acts, cards, ledger, refusals, unread

TEXTS = {**refusals.TEXTS, **unread.TEXTS, **acts.TEXTS, **cards.TEXTS, **ledger.TEXTS}
