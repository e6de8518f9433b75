"""Chats and the messages in them, with everything that ever happened to those, and how a person sees them now."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.sandbox.refusals import Json
from bot.sandbox.world.buttons import Button, buttons
from bot.sandbox.world.files import Media
from bot.sandbox.world.people import Standing

Kind = Literal["private", "group", "supergroup", "channel"]


@dataclass(slots=True)
class Topic:
    """A topic of a forum."""

    id: int
    name: str
    closed: bool = False


@dataclass(slots=True, eq=False)
class Room:
    """A chat: a private one has the id of its person."""

    id: int
    kind: Kind
    title: str
    bot: Standing
    username: str | None = None
    members: set[int] = field(default_factory=set)
    admins: set[int] = field(default_factory=set)
    owner: int | None = None
    forum: bool = False
    topics: dict[int, Topic] = field(default_factory=dict)
    reactions: frozenset[str] | None = None
    bot_may_write: bool = True
    migrated_to: int | None = None
    messages: "dict[int, Message]" = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    last_id: int = 0

    @property
    def private(self) -> bool:
        """Whether it is the private chat of one person with the bot."""
        return self.kind == "private"

    def json(self) -> Json:
        """Describe the room as a Chat."""
        name = {"username": self.username} if self.username else {}
        if self.private:
            return {"id": self.id, "type": self.kind, "first_name": self.title, **name}
        return {
            "id": self.id,
            "type": self.kind,
            "title": self.title,
            **name,
            **({"is_forum": True} if self.forum else {}),
        }

    def standing(self, person: int) -> str:
        """Say what a person is here, in the Bot API's words."""
        if person == self.owner:
            return "creator"
        if person in self.admins:
            return "administrator"
        return "member" if person in self.members else "left"


@dataclass(frozen=True, slots=True)
class Version:
    """What a message said from a moment on; the text of a message with a file is its caption."""

    text: str = ""
    entities: tuple[Json, ...] = ()
    media: Media | None = None
    markup: Json | None = None
    at: datetime | None = field(default=None, compare=False)

    @property
    def buttons(self) -> list[list[Button]]:
        """The buttons under this version."""
        return buttons(self.markup)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a message: posted, edited, reaction, pinned, unpinned, press, answer, deleted."""

    at: datetime
    kind: str
    who: int
    detail: str = ""


@dataclass(slots=True, eq=False)
class Press:
    """A press on a button, and what the presser was told."""

    id: str
    person: int
    message: "Message"
    label: str
    data: str
    since: float
    answers: list[tuple[str, bool]] = field(default_factory=list)
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as somebody in the chat sees it now."""

    id: int
    chat: int
    sender: int
    text: str
    buttons: list[list[Button]]
    photo: bytes | None
    document: tuple[str, bytes] | None
    reply_to: int | None
    edited: bool
    reactions: list[str]
    silent: bool
    pinned: bool
    thread: int | None
    album: str | None
    force_reply: bool
    at: datetime


@dataclass(slots=True, eq=False)
class Message:
    """A message of a room, never forgotten: `versions` through edits, `events`, `presses`.

    `sender` is whom the chat shows (for an anonymous administrator the group), `hand` is who really wrote it.
    """

    room: Room
    id: int
    at: datetime
    sender: int
    hand: int
    author: Json
    versions: list[Version]
    reply_to: int | None = None
    thread: int | None = None
    extra: Json = field(default_factory=dict)
    silent: bool = False
    outgoing: bool = False
    edited_at: datetime | None = None
    deleted_at: datetime | None = None
    reactions: dict[int, list[str]] = field(default_factory=dict)
    presses: list[Press] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    @property
    def now(self) -> Version:
        """The newest version."""
        return self.versions[-1]

    @property
    def chat(self) -> int:
        """The id of the chat."""
        return self.room.id

    @property
    def text(self) -> str:
        """The newest text or caption."""
        return self.now.text

    @property
    def buttons(self) -> list[list[Button]]:
        """The newest buttons."""
        return self.now.buttons

    @property
    def raw(self) -> Json:
        """The message as the Bot API tells it now."""
        return self.json(nested=True)

    def json(self, *, nested: bool) -> Json:
        """Describe the message; a replied-to message inside another one has none inside itself."""
        told: Json = {"message_id": self.id, "date": int(self.at.timestamp()), "chat": self.room.json(), **self.author}
        if self.edited_at:
            told["edit_date"] = int(self.edited_at.timestamp())
        if self.thread is not None:
            told |= {"message_thread_id": self.thread, "is_topic_message": True}
        told |= self.extra
        replied = self.room.messages.get(self.reply_to) if self.reply_to else None
        if nested and replied and not replied.deleted_at:
            told["reply_to_message"] = replied.json(nested=False)
        version = self.now
        if version.media:
            told[version.media.kind] = version.media.value
        if version.text:
            told["caption" if version.media else "text"] = version.text
        if version.entities:
            told["caption_entities" if version.media else "entities"] = list(version.entities)
        if version.markup and "inline_keyboard" in version.markup:
            told["reply_markup"] = version.markup
        return told

    def seen(self) -> Seen:
        """Show the message as it looks now."""
        version = self.now
        media = version.media
        return Seen(
            id=self.id,
            chat=self.room.id,
            sender=self.sender,
            text=version.text,
            buttons=version.buttons,
            photo=media.data if media and media.kind == "photo" else None,
            document=(media.name, media.data) if media and media.kind == "document" else None,
            reply_to=self.reply_to,
            edited=self.edited_at is not None,
            reactions=[emoji for emojis in self.reactions.values() for emoji in emojis],
            silent=self.silent,
            pinned=self.id in self.room.pinned,
            thread=self.thread,
            album=self.extra.get("media_group_id"),
            force_reply="force_reply" in (version.markup or {}),
            at=self.edited_at or self.at,
        )

    @property
    def service(self) -> bool:
        """Whether it tells of an event of the chat instead of being written by somebody."""
        return not self.now.text and not self.now.media
