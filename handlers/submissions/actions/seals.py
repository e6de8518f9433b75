"""Seals: a button about a submission does something only where it shows what is stored here under its number."""

import base64
import hashlib
import json
from collections.abc import Callable
from typing import Literal
from zlib import crc32

from handlers.results import Answer, Refusal, Sender
from handlers.turn import Turn
from storage import submissions
from storage.submissions import Stored

LENGTH = 4
"""Characters of five bits: a button of another house or of a lost day fits by chance once in a million."""


def seal(turn: Turn, stored: Stored) -> str:
    """Return the first characters of the digest of house, number, version and what was reported."""
    claim = stored.claim
    cell = (claim.unit, claim.metric, claim.period, claim.value, claim.level, claim.title)
    said = (turn.house, stored.number, stored.version, *cell, claim.reporter, claim.reported_at.isoformat())
    digest = hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).digest()
    return base64.b32encode(digest).decode().lower()[:LENGTH]


def key_of(words: str) -> int:
    """Return what a button carries for words: a number of them, not of their place in a list that may change."""
    return crc32(words.encode())


def checked(
    turn: Turn,
    sender: Sender,
    act: Callable[..., Answer],
    names: Literal["version", "case"],
    key: tuple[int, int],
    shown: str,
    *args: object,
) -> Answer:
    """Do what a button says, unless its seal is not that of the submission that it names.

    `key`: the number, and the version or the case; `shown`: the seal, "" in messages of before there were any, whose
    buttons are good until the version changes.
    """
    if not good(turn, names, key, shown):
        turn.person(sender)
        raise Refusal("old_button")
    return act(turn, sender, *args)


def good(turn: Turn, names: Literal["version", "case"], key: tuple[int, int], shown: str) -> bool:
    """Say whether a button bears the seal of the submission that it names."""
    number, version = key
    named = newest = submissions.get(turn.tx, number)
    current = newest is None or names == "case" or newest.version == version
    if shown and not current:
        named = submissions.get_version(turn.tx, number, version)
    return named is not None and shown == seal(turn, named) if shown else current
