"""What is said about standings."""

from handlers.standings.texts import answers, boards

TEXTS = {**answers.TEXTS, **boards.TEXTS}
