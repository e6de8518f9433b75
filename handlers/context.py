"""The context every handler gets: who sent this, and `act`, which runs one action in one transaction."""

from collections.abc import Awaitable, Callable, Coroutine
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import CallbackContext, ExtBot

from handlers import door
from handlers.results import Answer, File, Forged, Refusal, Sender
from scoring.language import Spoken


@dataclass(slots=True)
class Work:
    """One update being processed: the worker hands in `run`, and reads afterwards what became of it.

    `aside` starts an ephemeral word that nothing waits for; `last_try`: another failure parks the update; `bot`: the
    account that was told, None where that was not noted.
    `command`: the one that wins over what was half done, "" where there is none. `action`: what was done, as a word of
    the code: a command, a button, else the name of the action; `asked`: whether it now waits for an answer; `spoken`:
    the language of whoever sent it, once that was looked up.
    """

    run: Callable[..., Awaitable[Answer]]
    aside: Callable[[Coroutine[Any, Any, None]], object]
    received_at: datetime
    bot: int | None = None
    last_try: bool = False
    acted: bool = False
    action: str = ""
    asked: bool = False
    command: str = ""
    refusal: Refusal | None = None
    faults: list[Exception] = field(default_factory=list)
    sender: Sender | None = None
    spoken: Spoken | None = None


WORK: ContextVar[Work] = ContextVar("WORK")


class Context(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """PTB's context with the house's one way to act."""

    @property
    def work(self) -> Work:
        """The update in hand."""
        return WORK.get()

    @property
    def account(self) -> int:
        """The account that was told of the update: another than the present one, where it was changed meanwhile."""
        return self.work.bot or self.bot.id

    async def act(self, fn: Callable[..., Answer], update: Update, *args: object) -> Answer:
        """Run one action for whoever sent the update; called at most once for an update."""
        work = self.work
        sender = sender_of(update, work.received_at)
        if sender is None:
            return Answer()
        work.sender = sender
        work.action = work.action or fn.__name__
        if work.command:
            fn, args = door.by_command, (work.command, fn, *args)
        answer = await work.run(fn, sender, *args)
        work.acted = True
        return answer

    async def note(self, fn: Callable[..., Answer], *args: object, **named: object) -> None:
        """Run one action that nobody sent: what the chat server tells about chats."""
        self.work.action = fn.__name__
        await self.work.run(fn, None, *args, **named)
        self.work.acted = True


def sender_of(update: Update, received_at: datetime) -> Sender | None:
    """Return who sent a message or pressed a button; None where it is nobody (a channel post, a service message)."""
    query = update.callback_query
    if query is not None:
        if query.message is None:
            return None
        chat = query.message.chat
        return Sender(
            person=query.from_user.id,
            name=query.from_user.full_name,
            chat=chat.id,
            private=chat.type == ChatType.PRIVATE,
            message=query.message.message_id,
            sent_at=received_at,
            taken_at=received_at,
            pressed=True,
            topic=_topic(query.message) if isinstance(query.message, Message) else None,
        )
    message = update.message or update.edited_message
    if message is None or message.from_user is None:
        return None
    return Sender(
        person=message.from_user.id,
        name=message.from_user.full_name,
        chat=message.chat.id,
        private=message.chat.type == ChatType.PRIVATE,
        message=message.message_id,
        sent_at=message.date,
        taken_at=received_at,
        forged=_forged(message),
        topic=_topic(message),
        files=_files(message),
        album=message.media_group_id,
        edited_at=message.edit_date,
    )


def _topic(message: Message) -> int | None:
    return message.message_thread_id if message.is_topic_message else None


def _forged(message: Message) -> Forged:
    if message.sender_chat is not None:
        return "anonymous" if message.sender_chat.id == message.chat.id else "channel"
    if message.forward_origin is not None:
        return "forward"
    if message.via_bot is not None or (message.from_user is not None and message.from_user.is_bot):
        return "via_bot"
    return ""


def _files(message: Message) -> tuple[File, ...]:
    if message.photo:
        largest = message.photo[-1]
        return (File("photo", largest.file_id, "", largest.file_size),)
    document = message.document
    if document is None:
        return ()
    return (File("document", document.file_id, document.file_name or "", document.file_size),)


async def record(update: object, context: Context) -> None:
    """Hand a refusal or a fault to the worker."""
    del update
    work, error = WORK.get(), cast("Exception", context.error)
    if isinstance(error, Refusal):
        work.refusal = error
    else:
        work.faults.append(error)
