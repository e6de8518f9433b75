"""Importing this makes a process ready to draw: drawing processes are forked from one that has."""

from contextlib import suppress

from handlers.pictures import draw, glyphs

# Without good fonts each drawing process finds out for itself, and says so.
with suppress(OSError, RuntimeError):
    draw.warm()

# An open font file would be read by several processes from one place in it; each opens its own.
glyphs.close_fonts()
