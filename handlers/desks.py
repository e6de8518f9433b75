"""Edges of the leads' desks: batches, forms and tables."""

from collections.abc import Awaitable, Callable

from telegram import Message, Update

from handlers import phrases
from handlers.actions import batches, workbooks
from handlers.context import Context

KINDS = {"全部确认": batches.KIND, "确认提交": workbooks.IMPORT}
"""What can be written instead of pressing, by what it answers."""


async def batch(update: Update, context: Context, rest: str) -> None:
    """`/batch`: lists what waits, to be confirmed by one press."""
    del rest
    await context.act(batches.preview, update)


def is_table(message: Message) -> bool:
    """Say whether a message is a table by its name; what answers anything but a file belongs to that."""
    answered = message.reply_to_message
    if message.document is None or (answered is not None and answered.document is None):
        return False
    name = message.document.file_name or ""
    return name.lower().endswith((".xlsx", ".xlsm", ".xls", ".csv"))


async def table(update: Update, context: Context, text: str) -> None:
    """Take a table that was sent: for a lead values of many units, for others evidence."""
    await context.act(workbooks.arrived, update, text)


def edge_of(message: Message, text: str) -> Callable[[Update, Context, str], Awaitable[None]] | None:
    """Return who takes a private message: a table, or words that stand for the button under a list; None for others."""
    if message.chat.type != message.chat.PRIVATE:
        return None
    if is_table(message):
        return table
    return typed if phrases.compared(text) in KINDS else None


async def typed(update: Update, context: Context, text: str) -> None:
    """Do what the button under the newest preview or proposal does."""
    await context.act(workbooks.typed, update, KINDS[phrases.compared(text)])


async def form(update: Update, context: Context, rest: str) -> None:
    """`/form`: the form of all units for the metrics that the asker leads."""
    del rest
    await context.act(workbooks.offer, update)
