"""A real browser for the page of the demo, where the machine has one, and what is found wrong with what it shows."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, ConsoleMessage, Page, async_playwright, expect

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chromium-headless-shell")
JUDGE = Path(__file__).with_name("browser.js").read_text(encoding="utf-8")
CONTROLS = frozenset(("button", "link", "textbox", "searchbox", "checkbox", "combobox", "option", "dialog"))
"""Roles that whoever cannot see the page must be told the name of."""

PATIENCE = 20_000
"""Milliseconds after which a test gives up waiting for what a busy machine does later."""
expect.set_options(timeout=PATIENCE)


def found() -> str | None:
    """Return the browser of this machine."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@asynccontextmanager
async def begun(**environment: str) -> AsyncIterator[Browser]:
    """Begin the browser."""
    more: dict[str, Any] = {"env": environment} if environment else {}
    async with async_playwright() as player:
        browser = await player.chromium.launch(executable_path=found(), args=["--no-sandbox"], **more)
        yield browser
        await browser.close()


@asynccontextmanager
async def window(browser: Browser, url: str, width: int = 1280, height: int = 860, **how: Any) -> AsyncIterator[Page]:
    """Open a window on the page; at the end nothing went wrong in it, and it asked nobody but the demo."""
    context = await browser.new_context(
        viewport={"width": width, "height": height}, **{"locale": "zh-CN", "reduced_motion": "reduce", **how}
    )
    page = await context.new_page()
    wrong: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            wrong.append(message.text)

    house = url.split("#", maxsplit=1)[0].rstrip("/")
    page.on("console", heard)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda one: None if one.url.startswith((house, "data:", "blob:")) else wrong.append(one.url))
    page.set_default_timeout(PATIENCE)
    await page.goto(url)
    yield page
    assert wrong == []
    await context.close()


async def unnamed(page: Page) -> list[Any]:
    """Return the controls of the accessibility tree that have no name."""
    session = await page.context.new_cdp_session(page)
    tree = await session.send("Accessibility.getFullAXTree")
    await session.detach()
    nodes = [one for one in tree["nodes"] if one.get("role", {}).get("value") in CONTROLS and not one["ignored"]]
    assert len(nodes) > 5
    return [one for one in nodes if not one.get("name", {}).get("value", "").strip()]


async def faults(page: Page) -> list[str]:
    """Return what is wrong with what is seen: too little contrast, too small to press, outside the window."""
    return [str(one) for one in await page.evaluate(JUDGE)]
