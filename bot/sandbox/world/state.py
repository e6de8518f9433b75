"""The world of one bot: its state, and the few ways in which that changes."""

import random
from collections.abc import Callable
from datetime import datetime

from bot.sandbox.facts import LIMITS
from bot.sandbox.refusals import Impossible, Json, Refused, bad, forbidden
from bot.sandbox.watch.faults import Faults
from bot.sandbox.world.bell import Bell
from bot.sandbox.world.files import Shelf
from bot.sandbox.world.messages import Event, Message, Press, Room, Version
from bot.sandbox.world.people import Person, Standing, membership
from bot.sandbox.world.privacy import bot_sees
from bot.sandbox.world.updates import Updates


class World:
    """Everything that is true in the embedded chat; whoever reads or changes it holds the lock of its bell."""

    def __init__(
        self,
        *,
        clock: Callable[[], datetime],
        pace: Callable[[], float],
        token: str,
        username: str,
        called: str,
        privacy: bool,
        faults: Faults,
    ) -> None:
        """Begin with the bot alone; `clock` stamps messages, `pace` counts real seconds, `faults` befall updates."""
        self.clock = clock
        self.pace = pace
        self.token = token
        self.privacy = privacy
        self.bot = Person(int(token.partition(":")[0]), called, username, is_bot=True)
        self.people: dict[int, Person] = {}
        self.rooms: dict[int, Room] = {}
        self.presses: dict[str, Press] = {}
        self.files = Shelf()
        self.updates = Updates(pace, faults)
        self.bell = Bell()
        self.actions: list[tuple[int, str]] = []
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self._inbox_id = 0
        self._last_key = random.Random(0).randrange(10**17, 10**18)

    def room(self, chat: int | str) -> Room:
        """Find a chat by id or @username, as the bot names it."""
        if isinstance(chat, str):
            for room in self.rooms.values():
                if not room.private and room.username and chat.lower() == f"@{room.username}".lower():
                    return room
            raise bad("chat not found")
        room_or_none = self.rooms.get(chat)
        if room_or_none is None:
            raise bad("chat not found")
        if room_or_none.migrated_to is not None:
            raise bad("group chat was upgraded to a supergroup chat", migrate_to_chat_id=room_or_none.migrated_to)
        return room_or_none

    def entered(self, chat: int | str) -> Room:
        """Find a chat that the bot is in, or refuse as Telegram does."""
        room = self.room(chat)
        refusals: dict[str, Refused] = {
            "stranger": forbidden("bot can't initiate conversation with a user"),
            "blocked": forbidden("bot was blocked by the user"),
            "deactivated": forbidden("user is deactivated"),
            "kicked": forbidden(f"bot was kicked from the {room.kind} chat"),
            "left": forbidden(f"bot is not a member of the {room.kind} chat"),
        }
        if room.bot in refusals:
            raise refusals[room.bot]
        return room

    def writable(self, chat: int | str, thread: int | None, what: str = "text messages") -> Room:
        """Find a chat, and a topic in it, where the bot may write now."""
        room = self.entered(chat)
        if room.kind == "channel" and room.bot != "administrator":
            raise bad("need administrator rights in the channel chat")
        if not room.bot_may_write and room.bot != "administrator":
            raise bad(f"not enough rights to send {what} to the chat")
        if thread is not None:
            topic = room.topics.get(thread)
            if topic is None:
                raise bad("message thread not found")
            if topic.closed and room.bot != "administrator":
                raise bad("TOPIC_CLOSED")
        return room

    def key(self) -> str:
        """Make an id for a press or an album that nobody can guess from the last one's meaning."""
        self._last_key += 7919
        return str(self._last_key)

    def new_id(self, room: Room) -> int:
        """Give a message its number: supergroups and channels count by themselves, other chats together."""
        if room.kind in ("supergroup", "channel"):
            room.last_id += 1
            return room.last_id
        self._inbox_id += 1
        room.last_id = self._inbox_id
        return self._inbox_id

    def post(
        self,
        room: Room,
        sender: int,
        author: Json,
        version: Version,
        *,
        reply_to: int | None = None,
        thread: int | None = None,
        extra: Json | None = None,
        silent: bool = False,
        hand: int | None = None,
    ) -> Message:
        """Write a message into a room and, if the bot did not write it, owe the bot an update."""
        now = self.clock()
        first = Version(version.text, version.entities, version.media, version.markup, now)
        message = Message(room, self.new_id(room), now, sender, hand or sender, author, [first], reply_to, thread)
        message.extra = extra or {}
        message.silent = silent
        message.outgoing = sender == self.bot.id and not message.service
        room.messages[message.id] = message
        message.events.append(Event(now, "posted", sender))
        self.tell(message, "channel_post" if room.kind == "channel" else "message")
        return message

    def service(self, room: Room, person: int, author: Json, **fields: object) -> Message:
        """Write down an event of the chat, such as somebody joining."""
        return self.post(room, person, author, Version(), extra=dict(fields))

    def change(self, message: Message, version: Version, who: int) -> None:
        """Give a message a new version."""
        now = self.clock()
        message.versions.append(Version(version.text, version.entities, version.media, version.markup, now))
        message.edited_at = now
        message.events.append(Event(now, "edited", who))

    def tell(self, message: Message, kind: str) -> None:
        """Queue a message for the bot if it may see it."""
        if not message.outgoing and bot_sees(message, self.bot, privacy=self.privacy):
            self.updates.push(kind, message.raw)
        self.bell.ring()

    def note(self, message: Message, kind: str, who: int, detail: str = "") -> None:
        """Add an event to the life of a message."""
        message.events.append(Event(self.clock(), kind, who, detail))
        self.bell.ring()

    def bot_becomes(self, room: Room, standing: Standing, by: Person) -> None:
        """Change what the bot is in a chat and tell it."""
        words = {"stranger": "member", "blocked": "kicked", "deactivated": "member"}
        before, room.bot = room.bot, standing
        statuses = words.get(before, before), words.get(standing, standing)
        self.tell_membership("my_chat_member", room, self.bot_user(), *statuses, by.user())

    def tell_membership(self, kind: str, room: Room, user: Json, before: str, after: str, by: Json) -> None:
        """Queue for the bot that somebody has made somebody something else in a chat."""
        change = {
            "chat": room.json(),
            "from": by,
            "date": int(self.clock().timestamp()),
            "old_chat_member": membership(user, before),
            "new_chat_member": membership(user, after),
        }
        self.updates.push(kind, change)
        self.bell.ring()

    def bot_user(self) -> Json:
        """Describe the bot as a User."""
        return {"id": self.bot.id, "is_bot": True, "first_name": self.bot.name, "username": self.bot.username}

    def user(self, person: int) -> Json:
        """Describe anybody as a User."""
        return self.bot_user() if person == self.bot.id else self.person(person).user()

    def person(self, person: int) -> Person:
        """Find a person."""
        if person not in self.people:
            raise Impossible(f"there is no person {person}; add_person first")
        return self.people[person]

    def late(self, press: Press) -> bool:
        """Tell whether a press can no longer be answered."""
        return press.answered or self.pace() - press.since > LIMITS["press_seconds"]
