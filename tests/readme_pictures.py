"""The pictures of the READMEs, all from the scripted demo: `python -m tests.readme_pictures` makes docs/*.png anew.

The English README shows the same in English, docs/*.en.png.

The page of the demo is looked at with a Chromium, and left as it is where the machine has none.
"""

import asyncio
import os
import sys
import tempfile
from datetime import datetime
from pathlib import Path

import mpl_font
from playwright.async_api import expect

from bot.clock import VirtualClock
from bot.demo.bureau import GROUP, of
from bot.demo.month import ENDS, OPENS, called
from bot.demo.page import next_step, opened
from bot.demo.play import play
from bot.demo.stage import set_stage
from bot.sandbox.api.server import serve
from scoring.language import both, speak
from tests.browser import begun, found, window
from tests.gallery import HOUSE, kept, narrowed

DOCS = HOUSE / "docs"
WIDTH = 800
PAGE = (1280, 860)
UNIT = "qingshi"
"""Whose card is shown."""
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>/usr/share/fonts</dir><dir>{}</dir><cachedir>{}</cachedir></fontconfig>"""


async def month(folder: Path) -> dict[str, bytes]:
    """Play the month; return the last weekly post of the first arena, and what a head asks for behind it."""
    stage = set_stage(folder, VirtualClock(OPENS))
    found: dict[str, bytes] = {}

    def posted(_at: datetime) -> None:
        boards = [seen for seen in stage.chat.seen(GROUP) if seen.photo][-len(stage.rulebook.arenas) :]
        found["board"] = boards[0].photo or b""

    async with serve(stage.chat) as server, stage.playing(server.url):
        await stage.settled()
        await play(stage, ENDS, lambda _line: None, posted)
        for file, words in (
            ("bump", f"/rank {both('走势', 'trend')}"),
            ("card", f"/rank {called(stage.rulebook.unit(UNIT))}"),
        ):
            head = of(stage.people, "head", UNIT).person
            asked = stage.chat.say(head, words)
            await stage.settled()
            found[file] = next(seen.photo for seen in stage.chat.seen(head) if seen.id > asked.id and seen.photo)
    stage.database.close()
    return found


async def page(folder: Path, file: Path) -> None:
    """Look at the page of the demo as the reviewer who has just got a card."""
    fonts = folder / "fonts.conf"
    fonts.write_text(FONTS.format(Path(mpl_font.__file__).parent / "fonts", folder / "fonts"), encoding="utf-8")
    environment = {**os.environ, "FONTCONFIG_FILE": str(fonts), "LANG": "zh_CN.UTF-8", "TZ": "Asia/Shanghai"}
    stage = set_stage(folder, VirtualClock(OPENS))
    async with opened(stage, "127.0.0.1", 0) as url, begun(**environment) as browser:
        step = next_step(stage)
        stage.chat.say(step.reporter.person, step.text)
        await stage.settled()
        reviewer = step.reviewers[0].person
        spoken = both("zh-CN", "en-GB")
        async with window(browser, f"{url}/#p={reviewer}&c={reviewer}", *PAGE, locale=spoken) as shown:
            await expect(shown.locator("#steps .over")).to_have_count(1)
            await expect(shown.locator(".key").last).to_be_visible()
            await shown.screenshot(path=file)
    stage.database.close()


def main() -> None:
    """Make every picture anew, in Chinese and in English."""
    for language, ending in (("zh", ".png"), ("en", ".en.png")):
        speak(language)
        with tempfile.TemporaryDirectory() as folder:
            for name, png in asyncio.run(month(Path(folder))).items():
                (DOCS / f"{name}{ending}").write_bytes(kept(narrowed(png, WIDTH)))
        if found() is None:
            sys.stdout.write(f"no Chromium here: docs/chat{ending} is as it was\n")
            continue
        with tempfile.TemporaryDirectory() as folder:
            shot = Path(folder) / "chat.png"
            asyncio.run(page(Path(folder), shot))
            (DOCS / f"chat{ending}").write_bytes(kept(narrowed(shot.read_bytes(), PAGE[0])))


if __name__ == "__main__":
    main()
