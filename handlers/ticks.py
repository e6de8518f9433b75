"""Every tick: its name, the question whether anything is due, and the action that settles it."""

from collections.abc import Callable

from handlers.actions import posts
from handlers.actions.turn import Turn

TICKS: tuple[tuple[str, Callable[[Turn], bool], Callable[[Turn], int]], ...] = (
    ("week_post", posts.weeks_due, posts.post_weeks),
    ("tidy", posts.tidy_due, posts.tidy),
)
