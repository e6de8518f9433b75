"""`leitai demo --roster`: the embedded chat and its page alone, for `leitai run` on a bureau of one's own beside it."""

import asyncio
import math
import secrets
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from itertools import count
from pathlib import Path
from time import monotonic

import typer
from aiohttp import web

from bot.clock import Clock
from bot.demo.bureau import GROUP, Role, bot_name, stranger
from bot.demo.month import ZONE
from bot.demo.port import taken
from bot.process import RefusedError, say, stop_event
from bot.sandbox.api.server import build_app, serve
from bot.sandbox.chat import Chat
from bot.sandbox.web.page import Beheld, Beside, mount
from scoring.language import both
from scoring.reading.people import Row, read_number

USERNAME = "leitai_local_bot"
FIRST = 1001
"""The account of whoever has no number in the roster yet; the next has the next, invites bind them."""
QUIET = 5
"""Real seconds without a poll after which the bot is no longer taken to be there."""


async def serve_alone(roster: Sequence[Row], host: str, port: int, clock: Clock) -> None:
    """Serve the page with the people of a roster until it is interrupted, and say how a bot comes to it."""
    try:
        async with alone(roster, host, port, clock) as (url, token, time):
            _tell(url, token, time)
            await stop_event(_ends).wait()
    except OSError as error:
        raise RefusedError(taken(host, port, error, made=False)) from None


@asynccontextmanager
async def alone(roster: Sequence[Row], host: str, port: int, clock: Clock) -> AsyncIterator[tuple[str, str, Path]]:
    """Open the page; gives its address, the token of its bot, and the file of the clock that both have."""
    people = accounts(roster)
    with tempfile.TemporaryDirectory(prefix="leitai-chat-") as folder:
        time = Path(folder) / "now"
        chat = _furnished(people, clock)
        bot = _Elsewhere(chat)

        def move(moment: datetime) -> None:
            clock.move(moment)
            time.write_text(moment.isoformat(), encoding="utf-8")

        move(clock.now())

        async def moved(moment: datetime) -> None:
            move(moment)

        def build(chat: Chat) -> web.Application:
            app = build_app(chat)
            shown = [(one.person, one.name, one.role, one.unit) for one in people]
            mount(
                app,
                chat,
                people=shown,
                group=GROUP,
                move_clock=moved,
                now=clock.now,
                beside=Beside(bot.look),
                zone=ZONE,
            )
            return app

        async with serve(chat, host=host, port=port, build=build) as server, asyncio.TaskGroup() as group:
            following = group.create_task(bot.follow(lambda: move(clock.now())))
            try:
                yield server.url, chat.world.token, time
            finally:
                following.cancel()


class _Elsewhere:
    """The bot that runs beside the page, as far as its polls tell."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat
        self._heard = -math.inf

    async def follow(self, tell: Callable[[], None]) -> None:
        """Tell the time to every bot that begins: it knows only what was told before it was started."""
        updates, begun, polled = self._chat.updates, 0, 0
        while True:
            await self._chat.wait_for(lambda: updates.poll > polled, math.inf)  # noqa: B023 - waited for at once
            polled, known, self._heard = updates.poll, begun, monotonic()
            begun = len(self._chat.calls.of("getMe"))
            if begun > known:
                tell()

    async def look(self, _language: str) -> Beheld:
        """Return what stands beside the chat: whether the bot is there, and nothing else but the clock."""
        there = self._chat.updates.polling or monotonic() - self._heard < QUIET
        return Beheld((), {"ready": True, "elsewhere": "own_online" if there else "own_bureau"})


def _furnished(people: Sequence[Role], clock: Clock) -> Chat:
    """Return a chat with a bot of a new number: one that knows an earlier chat would take these messages for those."""
    token = f"{1 + secrets.randbelow(10**9)}:{secrets.token_hex(16)}"
    chat = Chat(clock=clock.now, token=token, username=USERNAME, called=bot_name())
    for one in people:
        chat.add_person(one.person, one.name, started=True)
    title = both("局工作群", "Bureau group")
    chat.add_group(GROUP, title, members=[one.person for one in people if one != stranger()], supergroup=True)
    return chat


def accounts(rows: Sequence[Row]) -> tuple[Role, ...]:
    """Return who can be played: everybody on the roster once, in their first role, and a stranger."""
    read = [(row, read_number(row.get("telegram_id", ""))) for _, row in rows]
    given = {number for _, number in read}
    free = (number for number in count(FIRST) if number not in given)
    found: dict[tuple[str, int | None], Role] = {}
    for row, number in read:
        name = row.get("name", "")
        if (name, number) not in found:
            account = next(free) if number is None else number
            found[name, number] = Role(account, name, row.get("role", ""), row.get("unit", ""))
    return (*{one.person: one for one in found.values()}.values(), stranger())


def _ends() -> str:
    return both(
        "聊天正在结束，不保留；机器人存下的还在", "The chat is stopping and is not kept; what the bot has stored is"
    )


def _tell(url: str, token: str, time: Path) -> None:
    settings = f"LEITAI_API_URL={url} LEITAI_TOKEN={token} LEITAI_GROUP={GROUP} LEITAI_CLOCK={time}"
    say(
        both(
            f"聊天已就绪，请用浏览器打开 {url} （按 Ctrl+C 结束，聊天不保留）。\n"
            "机器人请在另一个终端启动，在方案和名册所在的文件夹里：",
            f"The chat is ready: open {url} in a browser (Ctrl+C ends it, the chat is not kept).\n"
            "Start the bot in another terminal, in the folder of your rulebook and roster:",
        )
    )
    called = Path(sys.argv[0])
    typer.echo(f"{settings} {called if called.name == 'leitai' else 'leitai'} run")  # `say` would hide the token
