"""Edges of the leads' desks: batches, forms and tables, and their buttons."""

from telegram import Message, Update

from handlers.actions import batches, workbooks
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


def is_table(message: Message) -> bool:
    """Say whether a private message is a table by its name; what answers anything but a file belongs to that."""
    answered = message.reply_to_message
    if message.document is None or (answered is not None and answered.document is None):
        return False
    name = message.document.file_name or ""
    return message.chat.type == message.chat.PRIVATE and name.lower().endswith((".xlsx", ".xlsm", ".xls", ".csv"))


async def table(update: Update, context: Context, text: str) -> None:
    """Take a table that was sent: for a lead values of many units, for others evidence."""
    await context.act(workbooks.arrived, update, text)


async def form(update: Update, context: Context, rest: str) -> None:
    """`/form`: the form of all units for the metrics that the asker leads."""
    del rest
    await context.act(workbooks.offer, update)


async def press_form(context: Context, update: Update, key: list[int]) -> Answer:
    """Send the form."""
    del key
    return await context.act(workbooks.offer, update)


async def press_submit(context: Context, update: Update, key: list[int]) -> Answer:
    """Report what a table said."""
    return await context.act(workbooks.submit, update, key[0])


async def press_discard(context: Context, update: Update, key: list[int]) -> Answer:
    """Report nothing of a table."""
    return await context.act(workbooks.discard, update, key[0])
