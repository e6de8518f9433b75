"""Sends evidence on: by the id that the chat server knows it by, or from the copy on the shelf.

Pictures go out as copies only. What cannot be had is named, and takes nothing else with it.
"""

import asyncio
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import telegram
from telegram import InputFile, InputMediaDocument, InputMediaPhoto
from telegram.error import BadRequest, NetworkError
from telegram.ext import ExtBot

from bot import outcome
from bot.shelf import Shelf, ShutError
from bot.store import Store
from handlers.evidence.views import called
from handlers.results import Files, Piece
from handlers.texts import sentence
from storage.pictures import file_ids, forget_pictures, keep_pictures

Options = dict[str, Any]
SLOW: Options = {"write_timeout": 60, "read_timeout": 60}
Sendable = str | tuple[str, bytes]
"""What the chat server knows a file by, or the file itself: its name and what it contains."""


class Attached:
    """Sends files that were sent to the bot before; `shelf` holds their copies."""

    def __init__(self, bot: ExtBot[None], store: Store, shelf: Shelf) -> None:
        self._bot = bot
        self._store = store
        self._shelf = shelf

    async def send(self, chat: int, found: Files, options: Options) -> telegram.Message:
        """Send a file, or several as an album; returns the first message."""
        try:
            return await self._send(chat, found, await self._known(found.pieces), options)
        except BadRequest as error:
            if outcome.read(error).kind != "refused":
                raise
        await self._store.write(lambda tx: forget_pictures(tx, [_key(piece) for piece in found.pieces]))
        try:
            return await self._send(chat, found, await self._still(found.pieces), options)
        except BadRequest as error:
            if outcome.read(error).kind != "refused":
                raise
        return await self._send(chat, found, [], options)

    async def _known(self, pieces: Sequence[Piece]) -> list[tuple[Piece, Sendable]]:
        """Return pieces by what the chat server knew them by; copies that it has not had yet as files."""
        sent = await self._store.read(lambda tx: file_ids(tx, [_key(piece) for piece in pieces if piece.cleaned]))
        had: list[tuple[Piece, Sendable]] = []
        for piece in pieces:
            one = (sent.get(_key(piece)) or await self._copy(piece)) if piece.cleaned else piece.file_id
            had += [] if one is None else [(piece, one)]
        return had

    async def _still(self, pieces: Sequence[Piece]) -> list[tuple[Piece, Sendable]]:
        """Return pieces from their copies, and those without one that the chat server says it has."""
        had: list[tuple[Piece, Sendable]] = []
        for piece in pieces:
            one = await self._copy(piece)
            if one is None and not piece.cleaned and await self._has(piece.file_id):
                one = piece.file_id
            had += [] if one is None else [(piece, one)]
        return had

    async def _has(self, file_id: str) -> bool:
        try:
            await self._bot.get_file(file_id)
        except BadRequest:
            return False
        return True

    async def _copy(self, piece: Piece) -> Sendable | None:
        """Return the copy of a piece; None where there is none, or another than was put on the shelf.

        NetworkError where the shelf cannot be reached: then the letter waits.
        """
        if piece.copy is None:
            return None
        path = Path(piece.copy)
        try:
            data = await asyncio.to_thread(self._shelf.read, piece.copy)
        except ShutError as error:
            raise NetworkError(str(error)) from error
        if data is None or hashlib.sha256(data).hexdigest() != piece.digest:
            return None
        return f"{Path(piece.name or path.name).stem}{path.suffix}", data

    async def _send(
        self, chat: int, found: Files, had: list[tuple[Piece, Sendable]], options: Options
    ) -> telegram.Message:
        """Send what can be had, and name what cannot; note what the chat server knows the copies by from now on."""
        there = [piece for piece, _ in had]
        lost = [called(piece) for piece in found.pieces if piece not in there]
        said = sentence("evidence_lost", {"names": lost}) if lost else ""
        if not had:
            return await self._bot.send_message(chat, said, **options)
        caption = f"{found.caption}\n{said}" if said else found.caption
        sent = await self._call(chat, found.pieces[0].kind, [one for _, one in had], caption, options)
        new = {
            _key(piece): message.document.file_id
            for (piece, one), message in zip(had, sent, strict=True)
            if piece.cleaned and not isinstance(one, str) and message.document is not None
        }
        if new:
            await self._store.write(lambda tx: keep_pictures(tx, new))
        return sent[0]

    async def _call(
        self, chat: int, kind: str, found: list[Sendable], caption: str, options: Options
    ) -> Sequence[telegram.Message]:
        album, options = len(found) > 1, {**options, **SLOW, "caption": caption}
        sent = [one if isinstance(one, str) else InputFile(one[1], one[0], attach=album) for one in found]
        if album:
            media = InputMediaPhoto if kind == "photo" else InputMediaDocument
            return await self._bot.send_media_group(chat, [media(one) for one in sent], **options)
        if kind == "photo":
            return [await self._bot.send_photo(chat, sent[0], **options)]
        return [await self._bot.send_document(chat, sent[0], **options)]


def _key(piece: Piece) -> str:
    """Return what a copy is kept by that was sent under a name."""
    return f"copy:{piece.copy}:{piece.name}"
