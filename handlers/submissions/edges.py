"""The letters about one submission: its card, the edits of that, and what its unit is told."""

from handlers.journey import Journey, Letter
from handlers.submissions.actions import cards, submission
from handlers.submissions.results import About, CardEdit
from handlers.submissions.texts import TEXTS
from handlers.submissions.views.cards import card, edit, notice

JOURNEY = Journey(
    name="submissions",
    texts=TEXTS,
    letters=(
        Letter("card", About, cards.card_of, card, refused=cards.refused),
        Letter("card_edit", CardEdit, cards.edit_of, edit, again=True, edits="card"),
        Letter("notice", About, submission.shown, notice),
    ),
)
