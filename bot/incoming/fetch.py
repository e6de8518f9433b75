"""Fetching a file that somebody sent: never more of it than is wanted."""

from http import HTTPStatus

from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.wire import ForeignError

PATIENCE = 60
"""Seconds that the chat server may take to hand over a file."""


class TooBigError(Exception):
    """A file has more bytes than are wanted, or than the chat server hands to a bot."""


async def fetch(bot: ExtBot[None], file_id: str, largest: int) -> bytes:
    """Return a file's bytes; TelegramError where the chat server does not hand it over."""
    try:
        found = await bot.get_file(file_id)
    except BadRequest as error:
        if "too big" in str(error).lower():
            raise TooBigError from error
        raise
    if found.file_size is not None and found.file_size > largest:
        raise TooBigError
    data = bytes(await found.download_as_bytearray(read_timeout=PATIENCE))
    if found.file_size is not None and len(data) != found.file_size:
        raise ForeignError("a file", HTTPStatus.OK)
    if len(data) > largest:
        raise TooBigError
    return data
