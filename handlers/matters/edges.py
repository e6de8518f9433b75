"""Edges of matters: what time does to them."""

from handlers.journey import Journey, Tick
from handlers.matters.actions import ticking
from handlers.matters.texts import TEXTS

JOURNEY = Journey(
    name="matters",
    texts=TEXTS,
    ticks=(
        Tick("matters", ticking.turning, lambda turn: len(ticking.turn_over(turn))),
        Tick("matters_lock", ticking.locking, ticking.lock),
    ),
)
