import io
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio
from PIL import Image
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.sandbox.api.server import Server, serve
from bot.sandbox.chat import Chat

HEAD, COLLEAGUE, REVIEWER, STRANGER = 1001, 1002, 2001, 9001
GROUP = -100500


@dataclass
class Hands:
    """The two clocks of a test, moved by hand."""

    now: datetime = datetime(2026, 11, 19, 9, 0, tzinfo=UTC)
    seconds: float = 1000.0

    def clock(self) -> datetime:
        return self.now

    def pace(self) -> float:
        return self.seconds

    def later(self, **delta: float) -> None:
        self.now += timedelta(**delta)
        self.seconds += timedelta(**delta).total_seconds()


@pytest.fixture(autouse=True)
def _spans_of_time_as_the_client_will_have_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def chat(hands: Hands) -> Chat:
    chat = Chat(clock=hands.clock, pace=hands.pace)
    chat.add_person(HEAD, "王所长")
    chat.add_person(COLLEAGUE, "赵干部", username="zhao")
    chat.add_person(REVIEWER, "李科长", started=True)
    chat.add_person(STRANGER, "路人")
    chat.add_group(GROUP, "局工作群", members=[HEAD, COLLEAGUE, REVIEWER], admins=[REVIEWER])
    return chat


@pytest_asyncio.fixture
async def server(chat: Chat) -> AsyncIterator[Server]:
    async with serve(chat) as server:
        yield server


def client(server: Server, read_timeout: float = 5) -> Bot:
    return Bot(
        server.chat.world.token,
        base_url=f"{server.url}/bot",
        base_file_url=f"{server.url}/file/bot",
        request=HTTPXRequest(connection_pool_size=4, read_timeout=read_timeout),
        get_updates_request=HTTPXRequest(read_timeout=read_timeout),
    )


@pytest_asyncio.fixture
async def bot(server: Server) -> AsyncIterator[Bot]:
    async with client(server) as bot:
        yield bot


@pytest.fixture
def picture() -> Iterator[Callable[..., bytes]]:
    def make(width: int = 900, height: int = 600, color: str = "white") -> bytes:
        out = io.BytesIO()
        Image.new("RGB", (width, height), color).save(out, "PNG")
        return out.getvalue()

    return make
