"""Edges of evidence: the words and buttons that show it."""

from handlers.evidence.actions import SEE, clear, due, proof, show
from handlers.evidence.texts import TEXTS
from handlers.evidence.views import shown
from handlers.journey import Journey, Letter, Press, Tick, Word
from handlers.submissions.results import About

JOURNEY = Journey(
    name="evidence",
    texts=TEXTS,
    words=(Word(SEE, reply=show, press="evidence_show"),),
    presses=(Press("evidence_show", show, takes=1, before="sev", names="version"),),
    ticks=(Tick("evidence", due, clear),),
    letters=(Letter("evidence", About, proof, lambda found: shown(*found)),),
)
