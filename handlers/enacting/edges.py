"""Edges of putting rules in force: the buttons under what is offered, and what waits for a second signature."""

from handlers.enacting import views
from handlers.enacting.actions import changing, files, lapsing, templates
from handlers.enacting.results import (
    ChangeAsked,
    ChangeOffered,
    RulebookFaults,
    RulebookWanted,
    TemplateFaults,
    TemplateTried,
)
from handlers.enacting.texts import TEXTS
from handlers.journey import Draft, Journey, Letter, Press, Tick, payload_of

JOURNEY = Journey(
    name="enacting",
    texts=TEXTS,
    presses=(
        Press("change_from", changing.take, of="draft"),
        Press("change_drop", changing.drop, takes=1, numbers=1, of="draft"),
        Press("change_sign", changing.sign, takes=1, numbers=1, of="change"),
        Press("change_decline", changing.decline, takes=1, numbers=1, of="change"),
        Press("rulebook_file", files.fetch, takes=1, numbers=1),
    ),
    letters=(
        Letter("change_offer", ChangeOffered, changing.offered, views.offer),
        Letter("change", ChangeAsked, changing.waiting, views.waiting, answered=changing.answered),
        Letter("rulebook_faults", RulebookFaults, payload_of, views.faults),
        Letter("template_faults", TemplateFaults, payload_of, views.template_faults),
        Letter("template_tried", TemplateTried, templates.tried, views.template_tried),
        Letter("rulebook", RulebookWanted, files.rulebook_file, views.rulebook),
    ),
    ticks=(Tick("changes", lapsing.lapsing, lapsing.lapse),),
    drafts=(Draft(changing.OFFER), Draft(files.SENT), Draft(templates.SENT)),
)
