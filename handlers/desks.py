"""Edges of the leads' desks: /batch and its buttons."""

from telegram import Update

from handlers.actions import batches
from handlers.context import Context
from handlers.results import Answer


async def batch(update: Update, context: Context, rest: str) -> None:
    """`/batch`: lists what waits, to be confirmed by one press."""
    del rest
    await context.act(batches.preview, update)


async def press_preview(context: Context, update: Update, key: list[int]) -> Answer:
    """Show the preview of a batch."""
    del key
    return await context.act(batches.preview, update)


async def press_confirm(context: Context, update: Update, key: list[int]) -> Answer:
    """Confirm what a preview listed."""
    return await context.act(batches.confirm, update, key[0])


async def press_cancel(context: Context, update: Update, key: list[int]) -> Answer:
    """Confirm nothing of what a preview listed."""
    return await context.act(batches.cancel, update, key[0])
