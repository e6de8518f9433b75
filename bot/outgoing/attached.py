"""Sends evidence on: by the id that the chat server knows it by, from the copy where it knows it no more."""

import asyncio
from pathlib import Path
from typing import Any

import telegram
from telegram import InputFile, InputMediaDocument, InputMediaPhoto
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot import files, outcome
from handlers.results import Files, Piece
from handlers.texts import sentence

Options = dict[str, Any]
SLOW: Options = {"write_timeout": 60, "read_timeout": 60}


class Attached:
    """Sends files that were sent to the bot before; `shelf` holds their copies."""

    def __init__(self, bot: ExtBot[None], shelf: Path) -> None:
        self._bot = bot
        self._shelf = shelf

    async def send(self, chat: int, found: Files, options: Options) -> telegram.Message:
        """Send a file, or several as an album; returns the first message."""
        known: list[str | InputFile] = [piece.file_id for piece in found.pieces]
        try:
            return await self._send(chat, found, known, options)
        except BadRequest as error:
            copies = [piece.copy for piece in found.pieces]
            if outcome.read(error).kind != "refused":
                raise
            if not any(copies):
                return await self._bot.send_message(chat, sentence("evidence_lost", {}), **options)
        again = [await self._copy(piece, album=len(copies) > 1) for piece in found.pieces]
        return await self._send(chat, found, again, options)

    async def _copy(self, piece: Piece, *, album: bool) -> str | InputFile:
        if piece.copy is None:
            return piece.file_id
        path = self._shelf / piece.copy
        return InputFile(await asyncio.to_thread(files.read_bytes, path), piece.name or path.name, attach=album)

    async def _send(self, chat: int, found: Files, sent: list[str | InputFile], options: Options) -> telegram.Message:
        photos = found.pieces[0].kind == "photo"
        if len(sent) > 1:
            kind = InputMediaPhoto if photos else InputMediaDocument
            album = [kind(one) for one in sent]
            rest = {name: value for name, value in options.items() if name != "parse_mode"}
            return (await self._bot.send_media_group(chat, album, caption=found.caption, **rest, **SLOW))[0]
        if photos:
            return await self._bot.send_photo(chat, sent[0], caption=found.caption, **options, **SLOW)
        return await self._bot.send_document(chat, sent[0], caption=found.caption, **options, **SLOW)
