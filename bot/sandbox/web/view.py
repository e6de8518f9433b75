"""What one person sees of the embedded chat, as JSON for the page."""

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo
from itertools import islice
from typing import NamedTuple

from bot.sandbox.chat import Chat
from bot.sandbox.refusals import Json
from bot.sandbox.web.words import Say
from bot.sandbox.world.messages import Message, Room, Version

SNIPPET = 80
TYPING_SECONDS = 5
NAMED_MEMBERS = 4
KINDS = ("photo", "document", "sticker", "voice")


class Player(NamedTuple):
    """Somebody whom the page lets one be: `role` is one of the words of the page, `unit` is shown as it is."""

    id: int
    name: str
    role: str
    unit: str


class Hint(NamedTuple):
    """A step for a newcomer: what to do, what a click puts into the text box or attaches, and who does it where.

    `who` is 0 where it is nobody's in particular, `chat` where it is private; `done` once it was done by them;
    `reply`: the text answers the newest card; `then`: the chat in which what comes of it is seen, where it is another;
    `move`: what of the column at the right has the moment to which a click moves the clock.
    """

    title: str
    text: str = ""
    file: str = ""
    who: int = 0
    chat: int = 0
    done: bool = False
    reply: bool = False
    then: int = 0
    move: str = ""


class View:
    """Looks at the chat with a person's eyes; the caller holds the chat's lock meanwhile."""

    def __init__(
        self,
        chat: Chat,
        people: Sequence[Player],
        group: int,
        darkens: Callable[[bytes], bool],
        now: Callable[[], datetime],
        zone: tzinfo,
    ) -> None:
        self._chat = chat
        self._group = group
        self._darkens = darkens
        self._now = now
        self._zone = zone
        self._read: dict[tuple[int, int], int] = {}
        self.players = {one.id: one for one in people}
        # Message numbers begin again when the program does: the page must forget what it knew.
        self.boot = secrets.token_hex(4)

    def now(self) -> datetime:
        """Return the movable clock in the zone that the page shows."""
        return self._now().astimezone(self._zone)

    def stamp(self, moment: datetime) -> str:
        """Write a moment for the page, which shows it as it stands here, wherever the browser is."""
        return moment.astimezone(self._zone).isoformat(timespec="seconds")

    def room(self, number: int) -> Room | None:
        """Find a chat; one that has become a supergroup by its new number."""
        room = self._chat.rooms.get(number)
        while room and room.migrated_to is not None:
            room = self._chat.rooms.get(room.migrated_to)
        return room

    def sees(self, person: int, room: Room) -> bool:
        """Tell whether a chat is among those of a person."""
        return room.id == person if room.private else person in room.members

    def mark_read(self, person: int, room: Room, message: int) -> None:
        """Remember up to which message somebody has seen a chat."""
        self._read[person, room.id] = max(message, self._read.get((person, room.id), 0))

    def frame(self) -> Json:
        """Describe what does not depend on who looks; a person's unread messages are those in private."""
        return {
            "boot": self.boot,
            "version": self._chat.version,
            "now": self.stamp(self._now()),
            "bot": {"id": self._chat.bot.id, "name": self._chat.bot.name, "username": self._chat.bot.username},
            "people": [
                {**one._asdict(), "unread": self._unread(one.id, room), "newest": max(room.messages, default=0)}
                for one in self.players.values()
                if (room := self._chat.rooms.get(one.id))
            ],
        }

    def state(self, person: int, room: Room | None, limit: int, say: Say) -> Json:
        """Describe the chats of a person, with one of them open."""
        chats = [self._listed(person, one, say) for one in self._rooms(person)]
        return {"chats": chats, "open": self._opened(person, room, limit, say) if room else None}

    def _rooms(self, person: int) -> list[Room]:
        mine = [one for one in self._chat.rooms.values() if one.migrated_to is None and self.sees(person, one)]
        first = self.room(self._group)
        return sorted(mine, key=lambda one: (one is not first, one.private))

    def _unread(self, person: int, room: Room) -> int:
        mark = self._read.get((person, room.id), 0)
        count = 0
        for message in reversed(room.messages.values()):
            if message.id <= mark:
                break
            count += message.hand != person and not message.deleted_at and not message.service
        return count

    def _listed(self, person: int, room: Room, say: Say) -> Json:
        bot = self._chat.bot
        last = next((one for one in reversed(room.messages.values()) if not one.deleted_at), None)
        line = None
        if last:
            alone = room.private or last.service
            who = "" if alone else say("i") if last.hand == person else say("says", name=self._name(last))
            line = {"text": who + self._snippet(last, say), "at": self.stamp(last.at)}
        members = [self._chat.people[one].name for one in sorted(room.members)]
        return {
            "id": room.id,
            "title": bot.name if room.private else room.title,
            "private": room.private,
            "last": line,
            "unread": self._unread(person, room),
            "members": len(members) + (room.bot in ("member", "administrator")),
            "faces": members[:NAMED_MEMBERS],
        }

    def _opened(self, person: int, room: Room, limit: int, say: Say) -> Json:
        standing = [one for one in room.messages.values() if not one.deleted_at]
        call = next((one for one in islice(reversed(self._chat.calls), 20) if one.chat == room.id), None)
        typing = call is not None and call.method == "sendChatAction"
        return {
            "id": room.id,
            "begun": room.bot != "stranger",
            "outside": not room.private and room.bot not in ("member", "administrator"),
            "private_bot": self._chat.world.privacy and room.bot == "member" and not room.private,
            "typing": bool(typing and call and self._chat.world.pace() - call.pace < TYPING_SECONDS),
            "commands": self._chat.menu(room.id),
            "earlier": len(standing) > limit,
            "messages": [self._message(one, person, say) for one in standing[-limit:]],
        }

    def _message(self, message: Message, person: int, say: Say) -> Json:
        version = message.now
        told: Json = {"id": message.id, "at": self.stamp(message.at)}
        if message.service:
            return {**told, "event": self._event(message, say)}
        return {
            **told,
            "from": message.sender,
            "name": self._name(message),
            "mine": message.hand == person,
            "text": version.text,
            "entities": list(version.entities),
            "buttons": self._buttons(version),
            "file": self._file(message, version, person),
            "reply": self._reply(message, say),
            "origin": self._origin(message.extra.get("forward_origin"), say),
            "edited": message.edited_at is not None,
            "silent": message.silent,
            "pinned": message.id in message.room.pinned,
            "album": message.extra.get("media_group_id"),
            "reactions": self._reactions(message),
            "ask": self._ask(message, person),
        }

    @staticmethod
    def _buttons(version: Version) -> list[list[Json]]:
        return [
            [
                {
                    "text": one["text"],
                    "data": one.get("callback_data"),
                    "url": one.get("url"),
                    "copy": one.get("copy_text", {}).get("text"),
                }
                for one in row
            ]
            for row in (version.markup or {}).get("inline_keyboard", [])
        ]

    def _file(self, message: Message, version: Version, person: int) -> Json | None:
        media = version.media
        if media is None:
            return None
        asked = {"person": person, "chat": message.room.id, "message": message.id, "file": media.number}
        where = "&".join(f"{name}={value}" for name, value in asked.items())
        told: Json = {"kind": media.kind, "name": media.name, "bytes": len(media.data)}
        told["url"] = f"/demo/file?{where}&boot={self.boot}"
        told["dark"] = f"{told['url']}&dark=1" if self._darkens(media.data) else None
        if isinstance(media.value, list):
            told |= {"width": media.value[-1]["width"], "height": media.value[-1]["height"]}
        return told

    def _reply(self, message: Message, say: Say) -> Json | None:
        if message.reply_to is None:
            return None
        replied = message.room.messages.get(message.reply_to)
        if replied is None or replied.deleted_at:
            return {"id": message.reply_to, "name": "", "text": say("deleted"), "gone": True}
        quote = message.extra.get("quote", {}).get("text")
        text = quote or self._snippet(replied, say)
        return {"id": replied.id, "name": self._name(replied), "text": text, "gone": False}

    def _reactions(self, message: Message) -> list[Json]:
        given: dict[str, list[str]] = {}
        for who, emojis in message.reactions.items():
            for emoji in emojis:
                given.setdefault(emoji, []).append(str(self._chat.world.user(who)["first_name"]))
        return [{"emoji": emoji, "names": names} for emoji, names in given.items()]

    def _ask(self, message: Message, person: int) -> Json | None:
        """Say whether this message opens the reply bar for this person, and what stands in it."""
        markup = message.now.markup or {}
        if not markup.get("force_reply") or message.hand == person:
            return None
        if markup.get("selective") and not message.room.private:
            replied = message.room.messages.get(message.reply_to) if message.reply_to else None
            named = [self._mentioned(message, one) for one in message.now.entities]
            if person not in named and (replied is None or replied.hand != person):
                return None
        return {"placeholder": markup.get("input_field_placeholder", "")}

    def _mentioned(self, message: Message, entity: Json) -> int | None:
        if entity["type"] == "text_mention":
            return int(entity["user"]["id"])
        if entity["type"] != "mention":
            return None
        letters = message.text.encode("utf-16-le")
        begin = 2 * entity["offset"]
        name = letters[begin : begin + 2 * entity["length"]].decode("utf-16-le").removeprefix("@").lower()
        return next((one.id for one in self._chat.people.values() if (one.username or "").lower() == name), None)

    def _name(self, message: Message) -> str:
        written_by = message.author.get("sender_chat") or message.author.get("from") or {}
        player = self.players.get(message.sender)
        return player.name if player else str(written_by.get("title") or written_by.get("first_name") or "")

    def _snippet(self, message: Message, say: Say) -> str:
        if message.service:
            return self._event(message, say)
        media = message.now.media
        mark = say(f"kind_{media.kind}" if media.kind in KINDS else "kind_document") if media else ""
        words = " ".join(message.text.split())
        if media and media.kind == "document":
            mark = f"{mark} {media.name}"
        text = f"{mark} {words}".strip()
        return text if len(text) <= SNIPPET else f"{text[:SNIPPET]}…"

    @staticmethod
    def _origin(origin: Json | None, say: Say) -> str | None:
        if not origin:
            return None
        source = origin.get("sender_user") or origin.get("chat") or {}
        return str(origin.get("sender_user_name") or source.get("first_name") or source.get("title") or say("unknown"))

    def _event(self, message: Message, say: Say) -> str:
        """Put an event of the chat into words."""
        extra = message.extra
        who = self._name(message)
        if extra.get("new_chat_members"):
            return say("joined", names=say("comma").join(str(one["first_name"]) for one in extra["new_chat_members"]))
        if extra.get("left_chat_member"):
            return say("left", names=extra["left_chat_member"]["first_name"])
        if extra.get("pinned_message"):
            return say("pinned_one", names=who)
        if extra.get("forum_topic_created"):
            return say("topic", names=who, topic=extra["forum_topic_created"]["name"])
        if extra.get("migrate_to_chat_id") or extra.get("migrate_from_chat_id"):
            return say("migrated")
        return say("settings", names=who)
