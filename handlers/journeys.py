"""Every journey, in one list; commands, words, buttons, letters, drafts, ticks and sentences are derived from it."""

from collections.abc import Collection, Iterable
from typing import TypeVar

from handlers import texts
from handlers.bureau.edges import JOURNEY as BUREAU
from handlers.closing.edges import JOURNEY as CLOSING
from handlers.conversation.actions import keyboards
from handlers.conversation.edges import JOURNEY as CONVERSATION
from handlers.deciding.edges import JOURNEY as DECIDING
from handlers.desk.edges import JOURNEY as DESK
from handlers.enacting.edges import JOURNEY as ENACTING
from handlers.evidence.edges import JOURNEY as EVIDENCE
from handlers.filing.edges import JOURNEY as FILING
from handlers.flagging.edges import JOURNEY as FLAGGING
from handlers.inviting.edges import JOURNEY as INVITING
from handlers.journey import Command, Journey, Letter, Owners, Press
from handlers.matters.edges import JOURNEY as MATTERS
from handlers.people.edges import JOURNEY as PEOPLE
from handlers.publishing.edges import JOURNEY as PUBLISHING
from handlers.reminding.edges import JOURNEY as REMINDING
from handlers.reporting.edges import JOURNEY as REPORTING
from handlers.rules.edges import JOURNEY as RULES
from handlers.standings.edges import JOURNEY as STANDINGS
from handlers.submissions.edges import JOURNEY as SUBMISSIONS
from handlers.tables.edges import JOURNEY as TABLES
from handlers.vetoing.edges import JOURNEY as VETOING

JOURNEYS = tuple(each for each in list(vars().values()) if isinstance(each, Journey))
"""The journeys that are imported above: a new one is one line there."""

T = TypeVar("T")


def _each_once(found: Iterable[tuple[str, T]]) -> dict[str, T]:
    """Return what the journeys declare by its name; a name belongs to one of them alone."""
    known: dict[str, T] = {}
    for name, one in found:
        if name in known:
            raise ValueError(f"declared twice: {name}")
        known[name] = one
    return known


for _journey in JOURNEYS:
    texts.declare(_journey.texts)

COMMANDS: dict[str, Command] = _each_once((each.name, each) for journey in JOURNEYS for each in journey.commands)
WORDS = _each_once((word, each.name) for each in COMMANDS.values() for word in each.words)
"""The Chinese words of the commands."""
MENU = {each.name: f"menu_{each.name}" for each in sorted(COMMANDS.values(), key=lambda c: c.menu) if each.menu}
"""The commands of all menus in their order, each with the sentence that says what it does."""
PRESSES: dict[str, Press] = _each_once(
    (word, each)
    for journey in JOURNEYS
    for each in journey.presses
    for word in dict.fromkeys((each.word, each.before or each.word))
)
LETTERS: dict[str, Letter] = _each_once((each.kind, each) for journey in JOURNEYS for each in journey.letters)  # type: ignore[type-arg]
keyboards.declare(PRESSES, LETTERS)
OWNERS = Owners(
    LETTERS,
    _each_once((each.kind, each) for journey in JOURNEYS for each in journey.drafts),
    _each_once((word, each) for journey in JOURNEYS for each in journey.words for word in each.words),
)
ENDING = tuple(kind for kind, letter in LETTERS.items() if letter.again)
"""The kinds that are about one message, and end with the chat that it stands in."""
TICKS = tuple(sorted((tick for journey in JOURNEYS for tick in journey.ticks), key=lambda tick: not tick.first))


def menu(readers: Collection[str]) -> dict[str, str]:
    """Return those of the menu's commands that are for any of these readers."""
    return {name: code for name, code in MENU.items() if not set(readers).isdisjoint(COMMANDS[name].readers)}
