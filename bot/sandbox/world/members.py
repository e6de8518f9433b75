"""Who is where: people, groups, channels, and the bot's own place in them."""

from collections.abc import Iterable

from bot.sandbox.refusals import Impossible
from bot.sandbox.world.messages import Message, Room, Topic
from bot.sandbox.world.people import Person, Standing
from bot.sandbox.world.state import World

SUPERGROUP_BASE = -1_000_000_000_000


class Members:
    """The doors of a world: people and chats come, change and go."""

    def __init__(self, world: World) -> None:
        self._world = world

    def add_person(self, person: int, name: str, *, username: str | None = None, started: bool = False) -> Person:
        """Add somebody; `started` means that they have started the bot before this world began."""
        with self._world.bell.lock:
            self._world.people[person] = Person(person, name, username)
            standing: Standing = "member" if started else "stranger"
            self._world.rooms[person] = Room(person, "private", name, standing, username, {person})
            self._world.bell.ring()
            return self._world.people[person]

    def add_group(
        self,
        group: int,
        title: str,
        members: Iterable[int] = (),
        admins: Iterable[int] = (),
        *,
        owner: int | None = None,
        supergroup: bool = True,
        bot: Standing = "member",
        reactions: Iterable[str] | None = None,
        forum: bool = False,
        username: str | None = None,
    ) -> Room:
        """Add a group that exists already; `bot` is what the bot is in it, `reactions` those allowed (None: all).

        Nothing is told to the bot: use add_bot for a group into which it is taken later.
        """
        with self._world.bell.lock:
            room = Room(group, "supergroup" if supergroup else "group", title, bot, username, forum=forum)
            room.admins = {*admins}
            room.owner = owner
            room.members = {*members, *room.admins, *([owner] if owner else [])}
            room.reactions = None if reactions is None else frozenset(reactions)
            for person in room.members:
                self._world.person(person)
            self._world.rooms[group] = room
            self._world.bell.ring()
            return room

    def add_channel(self, channel: int, title: str, *, bot: Standing = "left", username: str | None = None) -> Room:
        """Add a channel, which may post by itself or speak in groups."""
        with self._world.bell.lock:
            self._world.rooms[channel] = Room(channel, "channel", title, bot, username)
            self._world.bell.ring()
            return self._world.rooms[channel]

    def add_topic(self, group: int, name: str) -> int:
        """Open a topic in a forum; its id is that of the message that tells it."""
        with self._world.bell.lock:
            room = self._world.rooms[group]
            room.forum = True
            opened = self._event(
                room, next(iter(room.members), None), forum_topic_created={"name": name, "icon_color": 1}
            )
            opened.thread = opened.id
            room.topics[opened.id] = Topic(opened.id, name)
            return opened.id

    def close_topic(self, group: int, topic: int, *, closed: bool = True) -> None:
        """Close a topic, so that only administrators may write in it, or open it again."""
        with self._world.bell.lock:
            self._world.rooms[group].topics[topic].closed = closed
            self._world.bell.ring()

    def silence_bot(self, group: int, *, silent: bool = True) -> None:
        """Take from the bot the right to write in a group, or give it back."""
        with self._world.bell.lock:
            self._world.rooms[group].bot_may_write = not silent
            self._world.bell.ring()

    def add_bot(self, group: int, by: int, *, admin: bool = False) -> None:
        """Let somebody take the bot into a group, or make it an administrator there."""
        with self._world.bell.lock:
            room = self._world.rooms[group]
            inside = room.bot in ("member", "administrator")
            self._world.bot_becomes(room, "administrator" if admin else "member", self._world.person(by))
            if not inside:
                self._event(room, by, new_chat_members=[self._world.bot_user()])

    def kick_bot(self, group: int, by: int | None = None) -> None:
        """Let somebody (the first administrator, if not named) throw the bot out of a group."""
        with self._world.bell.lock:
            room = self._world.rooms[group]
            who = by or room.owner or next(iter((*room.admins, *room.members)), None)
            if who is None:
                raise Impossible(f"nobody in {group} could throw the bot out")
            self._world.bot_becomes(room, "kicked", self._world.person(who))

    def join(self, group: int, person: int, by: int | None = None) -> Message:
        """Let somebody come into a group."""
        with self._world.bell.lock:
            room = self._world.rooms[group]
            room.members.add(person)
            self._member_update(room, person, "left", "member", by or person)
            return self._event(room, by or person, new_chat_members=[self._world.person(person).user()])

    def leave(self, group: int, person: int, by: int | None = None) -> Message:
        """Let somebody leave a group or be removed from it."""
        with self._world.bell.lock:
            room = self._world.rooms[group]
            before = room.standing(person)
            room.members.discard(person)
            room.admins.discard(person)
            room.owner = None if room.owner == person else room.owner
            self._member_update(room, person, before, "left" if by in (None, person) else "kicked", by or person)
            return self._event(room, by or person, left_chat_member=self._world.person(person).user())

    def promote(self, group: int, person: int, *, admin: bool = True) -> None:
        """Make somebody an administrator of a group, or take it back."""
        with self._world.bell.lock:
            room = self._world.rooms[group]
            before = room.standing(person)
            (room.admins.add if admin else room.admins.discard)(person)
            self._member_update(room, person, before, room.standing(person), room.owner or person)
            self._world.bell.ring()

    def block(self, person: int) -> None:
        """Let somebody block the bot."""
        with self._world.bell.lock:
            self._world.bot_becomes(self._world.rooms[person], "blocked", self._world.person(person))

    def unblock(self, person: int) -> None:
        """Let somebody start the bot again after blocking it."""
        with self._world.bell.lock:
            self._world.bot_becomes(self._world.rooms[person], "member", self._world.person(person))

    def deactivate(self, person: int) -> None:
        """Let somebody's account be gone."""
        with self._world.bell.lock:
            self._world.rooms[person].bot = "deactivated"
            self._world.bell.ring()

    def migrate(self, group: int, new: int | None = None) -> int:
        """Turn a group into a supergroup, which has another id and none of the old messages; return that id."""
        with self._world.bell.lock:
            old = self._world.rooms[group]
            if old.kind != "group" or old.migrated_to is not None:
                raise Impossible(f"{group} is no basic group")
            new = SUPERGROUP_BASE + group if new is None else new
            room = Room(new, "supergroup", old.title, old.bot, None, set(old.members), set(old.admins), old.owner)
            room.reactions = old.reactions
            self._world.rooms[new] = room
            by = old.owner or next(iter((*old.admins, *old.members)), None)
            self._event(old, by, migrate_to_chat_id=new)
            old.migrated_to = new
            self._event(room, by, migrate_from_chat_id=group)
            return new

    def _event(self, room: Room, person: int | None, **fields: object) -> Message:
        if person is None:
            raise Impossible(f"nobody is in {room.id}")
        return self._world.service(room, person, {"from": self._world.user(person)}, **fields)

    def _member_update(self, room: Room, person: int, before: str, after: str, by: int) -> None:
        """Tell the bot of somebody else's membership, of which only an administrator hears."""
        if room.bot == "administrator":
            user = self._world.person(person).user()
            self._world.tell_membership("chat_member", room, user, before, after, self._world.user(by))
