"""The edge of evidence that comes without words: the items of an album."""

from telegram import Update

from handlers.actions import evidence
from handlers.context import Context


async def album(update: Update, context: Context) -> None:
    """Take an item without words of an album in the group: it follows the one that carries the report."""
    await context.act(evidence.came, update)
