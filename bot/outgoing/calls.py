"""The one call that sends a letter: which method of the Bot API, and with what."""

from typing import Any

import telegram
from telegram import (
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.ext import ExtBot

from bot.outgoing.attached import Attached
from bot.outgoing.gallery import Gallery, Photos
from handlers.results import Buttons, Content, Document, Edit, Files, Leave, Message, Picture, Reaction, Rows
from storage.outbox import Letter

Made = Photos | bytes | None
"""What took time to make: the photos of a picture, a document's bytes (None: it goes out as its text)."""
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Calls:
    """Makes the calls; what they need beyond the text is made by then."""

    def __init__(self, bot: ExtBot[None], gallery: Gallery, attached: Attached) -> None:
        self._bot = bot
        self._gallery = gallery
        self._attached = attached

    async def perform(self, letter: Letter, content: Content, made: Made) -> telegram.Message | None:
        """Make the call; returns the message where there is one."""
        mode = None if letter.payload.get("plain") else ParseMode.HTML
        options: dict[str, Any] = {
            "parse_mode": mode,
            "disable_notification": letter.silent,
            "message_thread_id": letter.topic,
        }
        if letter.reply_to is not None:
            options["reply_parameters"] = ReplyParameters(letter.reply_to, allow_sending_without_reply=True)
        match content:
            case Reaction():
                await self._bot.set_message_reaction(letter.chat, content.message, content.emoji)
                return None
            case Edit() | Buttons():
                return await self._edit(letter.chat, content, mode)
            case Message():
                markup = ForceReply(selective=True) if content.ask else _keyboard(content.buttons)
                return await self._bot.send_message(
                    letter.chat, content.text, reply_markup=markup, link_preview_options=NO_PREVIEW, **options
                )
            case Leave():
                await self._bot.leave_chat(letter.chat)
                return None
            case Files():
                return await self._attached.send(letter.chat, content, options)
            case Picture() if isinstance(made, tuple):
                return await self._gallery.send(letter.chat, content, made, options)
            case Document() if isinstance(made, bytes):
                file = InputFile(made, content.name)
                return await self._bot.send_document(letter.chat, file, caption=content.caption, **options)
            case Picture() | Document():
                return await self._bot.send_message(letter.chat, content.instead, **options)

    async def _edit(self, chat: int, content: Edit | Buttons, mode: ParseMode | None) -> telegram.Message | None:
        if isinstance(content, Edit):
            edited = await self._bot.edit_message_text(
                content.content.text,
                chat,
                content.message,
                parse_mode=mode,
                reply_markup=_keyboard(content.content.buttons),
                link_preview_options=NO_PREVIEW,
            )
        else:
            keyboard = _keyboard(content.rows)
            edited = await self._bot.edit_message_reply_markup(chat, content.message, reply_markup=keyboard)
        return edited if isinstance(edited, telegram.Message) else None


def message_count(content: Content | None, made: Made = ()) -> int:
    """Count the messages that are sent: each picture or file of an album is one, a picture's text another."""
    match content:
        case Files():
            return len(content.pieces)
        case Picture() if made is not None:
            return len(content.pages)
    return 1


def _keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(button.label, callback_data=button.data) for button in row] for row in rows]
    )
