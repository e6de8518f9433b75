"""Edges of evidence and of what is proven by it: an album's items without words, and the buttons."""

from telegram import Update

from handlers.actions import evidence, finishing, viewing
from handlers.context import Context
from handlers.results import Answer


async def album(update: Update, context: Context) -> None:
    """Take an item without words of an album in the group: it follows the one that carries the report."""
    await context.act(evidence.came, update)


async def press_add(context: Context, update: Update, key: list[int]) -> Answer:
    """Ask for evidence of a submission."""
    return await context.act(evidence.ask, update, key[0])


async def press_use(context: Context, update: Update, key: list[int]) -> Answer:
    """Use for a submission what was put down before."""
    return await context.act(evidence.use, update, key[0])


async def press_show(context: Context, update: Update, key: list[int]) -> Answer:
    """Show the evidence of a submission, in private."""
    return await context.act(viewing.show, update, key[0])


async def press_finish(context: Context, update: Update, key: list[int]) -> Answer:
    """Report a confirmed event as completed."""
    return await context.act(finishing.finish, update, key[0])
