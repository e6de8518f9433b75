"""What a journey declares, once: its commands, words, buttons, letters, drafts, ticks and sentences."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar

from telegram import Update

from handlers.context import Context
from handlers.results import Answer, Content, Decision, Otherwise, Owed, Repeated, Sender
from handlers.texts import Texts
from handlers.turn import Turn
from storage import drafts, outbox

P = TypeVar("P")
R = TypeVar("R")
Edge = Callable[[Update, Context, str], Awaitable[None]]
Rendered = Content | Sequence[Content]
Reader = Literal["head", "reviewer", "leader", "admin", "group", "stranger"]
"""Who looks at a menu: a role of the roster, the bureau's group (one menu for all), whoever is neither."""
KNOWN: tuple[Reader, ...] = ("head", "reviewer", "leader", "admin", "group")


def named(_turn: Turn, letter: outbox.Letter) -> list[int]:
    """Return the submissions that a letter is about by what it holds: the one of its number, or those it lists."""
    payload = letter.payload
    if "number" in payload:
        return [payload["number"]]
    return [each[0] for part in ("taken", "items", "refused") for each in payload.get(part) or ()]


def no_submission(_turn: Turn, _letter: outbox.Letter) -> list[int]:
    """Return the submissions that a letter about something else is about: none, whatever numbers it holds."""
    return []


@dataclass(frozen=True, slots=True)
class Command:
    """`/name`, and the Chinese words that do the same.

    `menu` is its place in the menus of its `readers` (0: in none), where the sentence `menu_NAME` says what it does;
    `steps`: with nothing behind it, it is asked step by step; `looks`: it only shows something, and leaves what is half
    done as it is.
    """

    name: str
    edge: Edge
    words: tuple[str, ...] = ()
    menu: int = 0
    readers: tuple[Reader, ...] = KNOWN
    steps: bool = False
    looks: bool = False


@dataclass(frozen=True, slots=True)
class Press:
    """A button: the word and so many `numbers` are what it carries; its action takes the first `takes` of them.

    `rest` is handed on behind them; `before` is the prefix of buttons that an earlier version sent. `names`: its first
    two numbers are a submission and its version, or a submission and what is open about it (case); behind its numbers
    such a button carries the seal of what its reader saw. `of`: what else it follows from: the draft, the letter or
    the change of rules that its first number names, what its reader put down before, what else its unit reports,
    whether letters reach those who decide, or the matter that its first number names.
    """

    word: str
    act: Callable[..., Answer]
    takes: int = 2
    rest: tuple[object, ...] = ()
    numbers: int = 2
    before: str = ""
    names: Literal["", "version", "case"] = ""
    of: Literal["", "draft", "letter", "put_down", "unit", "change", "reach", "matter"] = ""


@dataclass(frozen=True, slots=True)
class Word:
    """Words that do something as a whole message.

    `reply`: in reply to a message about one submission, by its number, `with_files`: also where evidence comes with it;
    `alone`: in private, whatever they reply to; `quoting`: in reply to the bot's own message, by its letter, where that
    is known, and what it shows; None where it is about no such message. `press`: the button that does the same about
    one of several.
    """

    words: tuple[str, ...]
    reply: Callable[[Turn, Sender, int], Answer] | None = None
    alone: Callable[[Turn, Sender], Answer] | None = None
    quoting: Callable[[Turn, Sender, outbox.Letter | None, str], Answer | None] | None = None
    with_files: bool = False
    press: str = ""


@dataclass(frozen=True, slots=True)
class Letter(Generic[P, R]):
    """A kind of letter: what its payload holds, the query that reads what it is about, and the view that tells it.

    `public`: a post; one whose outcome nobody knows is never sent again by itself, and its loss is told to the admins,
    who know it as the sentence `post_KIND`. `counted`: pacing counts it. `again`: sent twice it does no harm, and it
    ends with the chat whose message it is about. `edits`: what of the payload names the message that it edits: a later
    letter about the same makes it superfluous. `late`: the kind by which a picture follows that its text went out
    without; `repeats`: it is that picture. `numbered`: its lines have numbers that an answer may name. `in_group`: the
    group may see it where its reader cannot be reached. `answered`: takes a reply to it, or None where it asked
    nothing; `wants_files`: whether files with a reply belong to the answer; `typed`: takes an answer that replies to
    nothing; `asks`: whether words that reply to nothing may answer it, where it is the last message in its chat;
    `refused`: what follows where it cannot be delivered. `about`: the numbers of the submissions that a reply to it may
    mean, whatever its words name. `units`: on whose cells buttons that name it depend. `long`: it may take
    so long to make that a message says so.
    """

    kind: str
    payload: type[P]
    query: Callable[[Turn, Owed[P]], R]
    view: Callable[[R], Rendered]
    public: bool = False
    counted: bool = True
    again: bool = False
    edits: str = ""
    late: str = "picture"
    repeats: bool = False
    numbered: bool = False
    in_group: bool = False
    answered: Callable[[Turn, Sender, outbox.Letter, str, Decision | None], Answer | None] | None = None
    wants_files: Callable[[Turn, outbox.Letter], bool] | None = None
    typed: Callable[[Turn, Sender, outbox.Letter, str], Answer] | None = None
    asks: Callable[[Turn, outbox.Letter, Decision | None], bool] | None = None
    refused: Callable[[Turn, outbox.Letter, bool], None] | None = None
    about: Callable[[Turn, outbox.Letter], list[int]] = named
    units: Callable[[outbox.Letter], set[str]] = lambda _: set()
    long: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """What is half done and waits for a word: `answered` takes it, or leaves it to whoever it belongs to `otherwise`.

    Without `answered` it waits for a button or a file; `wants_files`: whether files without a word are its answer;
    `files`: takes those that are not.
    """

    kind: str
    answered: Callable[[Turn, Sender, drafts.Draft, str, Otherwise], Answer] | None = None
    wants_files: Callable[[drafts.Draft], bool] | None = None
    files: Callable[[Turn, Sender, drafts.Draft], Answer] | None = None


@dataclass(frozen=True, slots=True)
class Tick:
    """Scheduled work: whether anything is due by now, and the action that settles it.

    `first`: it settles what counts by now, which everything else that is due reckons with.
    """

    name: str
    due: Callable[[Turn], bool]
    act: Callable[[Turn], int]
    first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """One journey: everything that people may write, press or be told in it."""

    name: str
    texts: Texts
    commands: tuple[Command, ...] = ()
    words: tuple[Word, ...] = ()
    presses: tuple[Press, ...] = ()
    letters: tuple[Letter[Any, Any], ...] = ()
    drafts: tuple[Draft, ...] = ()
    ticks: tuple[Tick, ...] = ()


@dataclass(frozen=True, slots=True)
class Owners:
    """Who owns a reply, an answer or a word: handed down to whoever listens, so that nothing imports upward."""

    letters: Mapping[str, Letter[Any, Any]] = field(default_factory=dict)
    drafts: Mapping[str, Draft] = field(default_factory=dict)
    words: Mapping[str, Word] = field(default_factory=dict)

    @property
    def listening(self) -> tuple[str, ...]:
        """The kinds of drafts that an answer in words may belong to."""
        return tuple(kind for kind, draft in self.drafts.items() if draft.answered is not None)

    @property
    def messages(self) -> tuple[str, ...]:
        """The kinds of letters that are messages of their own: neither edits nor reactions."""
        return tuple(kind for kind, letter in self.letters.items() if not letter.again)

    @property
    def numbered(self) -> tuple[str, ...]:
        """The kinds of letters whose lines have numbers."""
        return tuple(kind for kind, letter in self.letters.items() if letter.numbered)


def owed(letter: outbox.Letter, payload: type[P]) -> Owed[P]:
    """Return a letter as its query is given it; what was owed by an earlier version may lack what came later."""
    known = getattr(payload, "__dataclass_fields__", {})
    found = {name: value for name, value in letter.payload.items() if name in known}
    return Owed(letter.id, letter.chat, letter.kind, payload(**found))


def payload_of(_turn: Turn, owed: Owed[P]) -> P:
    """Return what a letter holds: the query of one that says all itself."""
    return owed.payload


def repeated(kind: str, *, public: bool = False) -> Letter[Repeated, Repeated]:
    """Declare the picture that follows a letter whose text went out without it."""
    return Letter(kind, Repeated, payload_of, lambda _: (), public=public, repeats=True)
