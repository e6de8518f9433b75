"""Pictures on their way to a chat: drawn once, uploaded once, and sent by the chat server's file id from then on."""

from typing import Any

import telegram
from telegram import InputFile, InputMediaPhoto
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot import outcome
from bot.outgoing.drawing import Pictures
from bot.store import Store
from handlers.pictures import pages
from handlers.pictures.shown.charts import Shown
from handlers.results import Picture
from scoring.language import spoken
from storage.database import Transaction
from storage.pictures import file_ids, forget_pictures, keep_pictures

Photos = tuple[tuple[str, str | bytes], ...]
"""For each page the name it is kept by, and the chat server's file id or, where it has none yet, the PNG file."""
TIMEOUT = 60
"""Seconds for an upload: an album may be two megabytes."""


class ForgottenError(Exception):
    """The chat server may have forgotten the pictures that it had; their file ids are gone now."""


class Gallery:
    """Keeps the file ids of what was sent."""

    def __init__(self, bot: ExtBot[None], store: Store, pictures: Pictures) -> None:
        self._bot = bot
        self._store = store
        self._pictures = pictures
        self._prints: list[tuple[Shown, tuple[str, ...], str]] = []

    async def load(self, picture: Picture, theme: str) -> Photos | None:
        """Find the pages that the chat server has and draw the others; None where one cannot be drawn now.

        What looks otherwise in another theme or language is another picture.
        """
        photos, language = [], spoken()
        kept = await self._store.read(lambda tx: self._known(tx, picture, theme, language))
        for (key, known), page in zip(kept, picture.pages, strict=True):
            photo = known or await self._pictures.draw(*page, theme, language)
            if photo is None:
                return None
            photos.append((key, photo))
        return tuple(photos)

    async def send(self, chat: int, picture: Picture, photos: Photos, options: dict[str, Any]) -> telegram.Message:
        """Send what was loaded as a photo, an album or a document; returns the first message."""
        try:
            sent = await self._send(chat, picture, [photo for _, photo in photos], options)
        except BadRequest as error:
            had = [key for key, photo in photos if isinstance(photo, str)]
            if not had or outcome.read(error).kind != "refused":
                raise
            await self._store.write(lambda tx: forget_pictures(tx, had))
            raise ForgottenError from error
        ids = {
            key: _file_id(message)
            for (key, photo), message in zip(photos, sent, strict=False)
            if isinstance(photo, bytes)
        }
        if new := {key: file_id for key, file_id in ids.items() if file_id is not None}:
            await self._store.write(lambda tx: keep_pictures(tx, new))
        return sent[0]

    async def _send(
        self, chat: int, picture: Picture, photos: list[str | bytes], options: dict[str, Any]
    ) -> tuple[telegram.Message, ...]:
        options = {**options, "caption": picture.caption or None, "write_timeout": TIMEOUT, "read_timeout": TIMEOUT}
        if len(photos) > 1:
            media = [InputMediaPhoto(photo, filename="board.png") for photo in photos]
            return await self._bot.send_media_group(chat, media, **options)
        (photo,) = photos
        upload = photo if isinstance(photo, str) else InputFile(photo, picture.file or "board.png")
        if picture.file:
            return (await self._bot.send_document(chat, upload, **options),)
        return (await self._bot.send_photo(chat, upload, **options),)

    def _known(self, tx: Transaction, picture: Picture, *looks: str) -> list[tuple[str, str | None]]:
        """Return what each page is kept by, and its file id if the chat server has it."""
        keys = [f"{self._print(shown, *looks)}:{page}" for shown, page in picture.pages]
        kept = file_ids(tx, keys)
        return [(key, kept.get(key)) for key in keys]

    def _print(self, shown: Shown, *looks: str) -> str:
        """Return what a picture is found by; of thousands of units that is worked out once for all their albums."""
        for known, drawn, found in self._prints:
            if known is shown and drawn == looks:
                return found
        found = pages.fingerprint(shown, *looks)
        self._prints = [*self._prints[-1:], (shown, looks, found)]
        return found


def _file_id(message: telegram.Message) -> str | None:
    """Return the id by which a picture can be sent again, where the answer tells one."""
    if message.document is not None:
        return message.document.file_id
    return message.photo[-1].file_id if message.photo else None
