"""Bugs that are planted on purpose, so that the suite can show that it would catch them."""

from collections.abc import Callable

BUGS: dict[str, Callable[[], None]] = {}
