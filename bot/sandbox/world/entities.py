"""Finds commands, mentions and links in what is written, as Telegram's server does; offsets are UTF-16."""

import re
from collections.abc import Sequence

from bot.sandbox.refusals import Json

FOUND = (
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/@])")),
    ("mention", re.compile(r"(?<![\w@/])@[A-Za-z][A-Za-z0-9_]{3,31}(?!\w)")),
    ("url", re.compile(r"https?://[^\s<>\"'，。；！？（）【】]+")),
    ("hashtag", re.compile(r"(?<![\w#])#\w*[^\W\d]\w*")),
)
OPAQUE = {"code", "pre", "text_link", "text_mention", "custom_emoji"}
"""Within these nothing is found."""


def units(text: str) -> int:
    """Length in UTF-16 code units, in which Telegram counts."""
    return len(text) + sum(ord(letter) > 0xFFFF for letter in text)


def found(text: str, marked: Sequence[Json] = ()) -> tuple[Json, ...]:
    """Return the entities of a text: those that its writer marked, and what is found in the rest of it."""
    closed = [(one["offset"], one["offset"] + one["length"]) for one in marked if one["type"] in OPAQUE]
    result = list(marked)
    for kind, pattern in FOUND:
        for match in pattern.finditer(text):
            begin = units(text[: match.start()])
            end = begin + units(match[0])
            if any(begin < stop and start < end for start, stop in closed):
                continue
            closed.append((begin, end))
            result.append({"type": kind, "offset": begin, "length": end - begin})
    return tuple(sorted(result, key=lambda one: (one["offset"], -one["length"])))
