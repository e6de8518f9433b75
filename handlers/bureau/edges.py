"""Edges of the house as it is set up: what it does for itself."""

from handlers import due
from handlers.bureau.actions import tidy, tidy_due
from handlers.bureau.texts import TEXTS
from handlers.journey import Journey, Tick

JOURNEY = Journey(
    name="bureau",
    texts=TEXTS,
    ticks=(
        Tick("clock", due.set_back, due.open_again),
        Tick("release", due.over, due.release),
        Tick("rest_days", due.unknown_year, due.warn),
        Tick("next_year", due.unprepared, due.tell_unprepared),
        Tick("tidy", tidy_due, tidy),
    ),
)
