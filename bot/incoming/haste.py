"""Who writes faster than people do is told so once, and then not listened to until a minute without a word."""

from collections import deque
from dataclasses import dataclass, field
from typing import Any, Literal

from handlers import phrases
from handlers.journeys import WORDS

MOST = 20
"""Messages of one person within a minute that are listened to."""
MINUTE = 60
KNOWN = 1000
"""People who are remembered at once, before those who have been silent for a minute are forgotten."""
Verdict = Literal["heard", "told", "unheard"]


@dataclass(slots=True)
class Spell:
    """What somebody wrote within the last minute, by when; and when last while nothing was listened to."""

    heard: deque[tuple[int, tuple[int, object]]] = field(default_factory=deque)
    unheard_at: int | None = None

    def last(self) -> int:
        """Return when they wrote last."""
        return self.heard[-1][0] if self.unheard_at is None else self.unheard_at


class Haste:
    """Judges every message by when it was sent, however late it comes; what it knows is kept in memory alone."""

    def __init__(self) -> None:
        self.most = MOST
        self._spells: dict[int, Spell] = {}

    def judge(self, update: dict[str, Any]) -> Verdict:
        """Say whether an update is listened to; an album is one message, and what came before is no new one.

        Every edit of a message is one more.
        """
        is_edit = "edited_message" in update
        said: dict[str, Any] = update.get("edited_message" if is_edit else "message", {})
        match said:
            case {"from": {"id": int(person)}, "chat": {"id": int(chat)}, "message_id": int(number), "date": int(at)}:
                at = max(at, edited) if isinstance(edited := said.get("edit_date"), int) else at
            case _:
                return "heard"
        if chat < 0 and not _is_meant(said):
            return "heard"
        if len(self._spells) > KNOWN:
            self._spells = {who: one for who, one in self._spells.items() if abs(at - one.last()) < MINUTE}
        spell = self._spells.setdefault(person, Spell())
        if spell.unheard_at is not None and abs(at - spell.unheard_at) < MINUTE:
            spell.unheard_at = at
            return "unheard"
        spell.unheard_at = None
        spell.heard = deque(one for one in spell.heard if abs(at - one[0]) < MINUTE)
        what = ("edit", update.get("update_id")) if is_edit else said.get("media_group_id", number)
        key = (chat, what)
        if any(key == known for _, known in spell.heard):
            return "heard"
        if len(spell.heard) >= self.most:
            spell.heard.clear()
            spell.unheard_at = at
            return "told"
        spell.heard.append((at, key))
        return "heard"


def _is_meant(said: dict[str, Any]) -> bool:
    """Say whether what is written in a group is for the bot: a command, a word that is one, or a reply."""
    text = said.get("text", said.get("caption"))
    known = isinstance(text, str) and (text.startswith("/") or phrases.word(text, WORDS, colon=False) is not None)
    return known or "reply_to_message" in said
