"""A browser, and a house for it that has been at work for a morning: what the page shows needs no more."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from bot.clock import VirtualClock
from bot.demo import meanwhile
from bot.demo import page as demo
from bot.demo.month import OPENS
from bot.demo.page import opened
from bot.demo.stage import Stage, set_stage
from tests.browser import begun

House = tuple[Stage, str]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with begun() as browser:
        yield browser


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def morning(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> AsyncIterator[House]:
    """Open the page; gives the house and the address. Its people go on with the clock where the file says so."""
    stage = set_stage(tmp_path_factory.mktemp("demo"), VirtualClock(OPENS))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(demo, "PLAYED", OPENS.replace(hour=13))
        if not getattr(request.module, "GOES_ON", False):
            patch.setattr(meanwhile, "ENDS", OPENS)
        async with opened(stage, "127.0.0.1", 0) as url:
            yield stage, url
    stage.database.close()
