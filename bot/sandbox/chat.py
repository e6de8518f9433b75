"""The embedded chat as tests and the demo hold it in hand."""

import asyncio
import time
from collections.abc import Callable
from datetime import datetime

from bot.sandbox.refusals import Json
from bot.sandbox.watch.faults import Faults
from bot.sandbox.watch.judge import Judge
from bot.sandbox.watch.ledger import Ledger
from bot.sandbox.world.deeds import Deeds
from bot.sandbox.world.members import Members
from bot.sandbox.world.messages import Message, Press, Seen
from bot.sandbox.world.state import World

LANGUAGES = ("zh", "")


class Chat:
    """A world, what can be done and seen in it, and what tests order and judge by."""

    def __init__(
        self,
        *,
        clock: Callable[[], datetime],
        token: str = "100:sandbox",  # noqa: S107 - an invented token for a server on this machine
        username: str = "leitai_bot",
        called: str = "擂台",
        privacy: bool = True,
        pace: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin with nobody but the bot; `clock` stamps messages, `pace` counts real seconds for limits and expiry."""
        self.faults = Faults()
        self.judge = Judge(pace)
        self.calls = Ledger()

        self.world = World(
            clock=clock,
            pace=pace,
            token=token,
            username=username,
            called=called,
            privacy=privacy,
            faults=self.faults,
        )
        self.bot = self.world.bot
        self.people = self.world.people
        self.rooms = self.world.rooms
        self.presses = self.world.presses
        self.updates = self.world.updates
        self.bell = self.world.bell

        members = Members(self.world)
        self.add_person = members.add_person
        self.add_group = members.add_group
        self.add_channel = members.add_channel
        self.add_topic = members.add_topic
        self.close_topic = members.close_topic
        self.silence_bot = members.silence_bot
        self.add_bot = members.add_bot
        self.kick_bot = members.kick_bot
        self.join = members.join
        self.leave = members.leave
        self.promote = members.promote
        self.block = members.block
        self.unblock = members.unblock
        self.deactivate = members.deactivate
        self.migrate = members.migrate

        deeds = Deeds(self.world)
        self.say = deeds.say
        self.say_album = deeds.say_album
        self.post_in_channel = deeds.post_in_channel
        self.edit = deeds.edit
        self.press = deeds.press
        self.react = deeds.react
        self.erase = deeds.erase

    def seen(self, place: int) -> list[Seen]:
        """List what is visible in a person's private chat or in a group, oldest first, each as it looks now."""
        with self.bell.lock:
            return [one.seen() for one in self.rooms[place].messages.values() if not one.deleted_at and not one.service]

    def newest(self, place: int) -> Seen | None:
        """Show the last message visible in a chat, without looking at all the others."""
        with self.bell.lock:
            messages = reversed(self.rooms[place].messages.values())
            return next((one.seen() for one in messages if not one.deleted_at and not one.service), None)

    def history(self, place: int) -> list[Message]:
        """List every message that was ever in a chat, also deleted ones and events of the chat."""
        with self.bell.lock:
            return list(self.rooms[place].messages.values())

    def menu(self, place: int) -> list[Json]:
        """Show the menu of commands in a chat in a Chinese app: its own, its kind's, or the default."""
        with self.bell.lock:
            kind = "all_private_chats" if self.rooms[place].private else "all_group_chats"
            keys = [(scope, language) for scope in (f"chat:{place}", kind, "default") for language in LANGUAGES]
            return next((menu for key in keys if (menu := self.world.commands.get(key))), [])

    def unanswered(self) -> list[Press]:
        """List presses that the bot has not answered."""
        with self.bell.lock:
            return [press for press in self.presses.values() if not press.answered]

    @property
    def version(self) -> int:
        """A number that grows with every visible change."""
        return self.bell.version

    async def changed(self, since: int) -> int:
        """Wait until something has changed after that version; return the version now."""
        return await self.bell.changed(since)

    async def wait_for(self, condition: Callable[[], object], timeout: float = 5) -> None:  # noqa: ASYNC109 - the caller's words
        """Wait until the condition holds, looking at each change; TimeoutError after so many real seconds."""
        await self.bell.until(condition, timeout)

    def block_until(self, condition: Callable[[], object], timeout: float = 5) -> None:
        """Do as wait_for, in a thread without a loop, while the server runs in another thread."""
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            self.bell.block_until(condition, timeout)
        else:
            raise RuntimeError("block_until would stop this loop; use wait_for")
