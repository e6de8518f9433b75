"""Sentences by code: every journey brings its table, a language a column; here a code and its values become words."""

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime

from handlers.results import Message, Open, Rows, Values
from scoring.calendar import MONTHS, worded
from scoring.language import Words, both

Texts = Mapping[str, "Said"]
ECHOED = 80
"""Characters of a name, or of what somebody wrote, that a sentence holds of each."""
SHORTER = (40, 24, 16, 10)
"""How many it holds where there is less room."""
_ROOM: ContextVar[int] = ContextVar("ROOM", default=ECHOED)
DRILL = ("【演练】", "[Rehearsal] ")
"""Stands before everything that is said in a rehearsal; there is always room for it."""
CAPTION_LIMIT = 1024 - max(map(len, DRILL))
MESSAGE_LIMIT = 4096 - max(map(len, DRILL))
FLAGS = Words({"red": ("红旗", "red flag"), "black": ("黑旗", "black flag")})
"""What flags are called."""
MARKS = {"red": "🚩", "black": "🏴"}
_SENTENCE_END = re.compile(r"[。！？；]|[.!?;](?= )")
_INVISIBLE = dict.fromkeys((*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF))
_JOINTS = {"、": ", ", "，": ", ", "；": "; ", "或": " or ", "和": " and "}
_INNER = str.maketrans("“”", "‘’")
"""Quotes within quotes."""


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence, a language a column: what happened, what did not, and the next step.

    It may use the values of its code; `more` makes further words from them, `buttons` the rows beneath it, and `helps`
    is the role for whose help it is a line. `open`: its last words, which hold only while it can be answered.
    """

    zh: str
    en: str
    more: Callable[[Values], Mapping[str, str]] | None = None
    buttons: Callable[[Values], Rows] | None = None
    helps: str = ""
    open: str = ""
    open_en: str = ""

    @property
    def closed(self) -> str:
        """What holds whether it can be answered or not, in the language that is spoken."""
        return both(self.zh, self.en)

    @property
    def whole(self) -> str:
        """All of it in the language that is spoken."""
        return self.closed + both(self.open, self.open_en)


REFUSED = Words(
    {
        "the letter could not be written": ("没有写成", "it could not be written"),
        "the picture could not be drawn": ("图片画不出来", "the picture could not be drawn"),
        "not enough rights to send photos": ("群里不许机器人发图片", "the group does not let the bot send pictures"),
        "not enough rights to send documents": ("群里不许机器人发文件", "the group does not let the bot send files"),
        "not enough rights": ("机器人在那里没有发言权限", "the bot may not write there"),
        "have no rights": ("机器人在那里没有发言权限", "the bot may not write there"),
        "need administrator rights": ("机器人在那里没有管理员权限", "the bot is no administrator there"),
        "chat_write_forbidden": ("那里不许机器人发言", "the bot may not write there"),
        "topic_closed": ("那个话题已经关闭", "that topic is closed"),
        "topic closed": ("那个话题已经关闭", "that topic is closed"),
        "message thread not found": ("那个话题已经删除", "that topic was deleted"),
        "bot was kicked": ("机器人已被移出群", "the bot was removed from the group"),
        "bot is not a member": ("机器人不在群里", "the bot is not in the group"),
        "bot was blocked": ("对方停用了机器人", "they stopped the bot"),
        "deactivated": ("那个群或账号已经注销", "that group or account was deleted"),
        "chat not found": ("没有这个会话", "there is no such chat"),
        "user not found": ("没有这个人", "there is no such person"),
        "peer_id_invalid": ("没有这个会话", "there is no such chat"),
        "entity too large": ("文件太大", "the file is too big"),
        "image_process_failed": ("聊天服务器处理不了这张图片", "the chat server cannot handle this picture"),
    }
)
"""Why the chat server refuses, by a part of its words; the first that fits."""
WRITTEN = ("reason", "why", "text", "title")
"""Values that hold what somebody wrote, which no language changes."""
SENTENCES: dict[str, Said] = {}
"""Every sentence by its code, filled by `handlers.journeys` from the tables of the journeys."""


def declare(texts: Texts) -> None:
    """Take in the table of a journey; a code belongs to one journey alone."""
    if twice := SENTENCES.keys() & texts.keys():
        raise ValueError(f"said by two journeys: {sorted(twice)}")
    SENTENCES.update(texts)


def sentence(code: str, values: Values) -> str:
    """Return the sentence of a code as HTML: lists are joined, moments written as people do, everything escaped."""
    said = SENTENCES[code]
    return _told(said, said.whole, values)


def fitting(code: str, values: Values, limit: int) -> str:
    """Return the sentence of a code as plain text, its names so short that it has room: its last words say what next.

    Where even that is too long, its first sentences that have room.
    """
    said = html.unescape(sentence(code, values))
    for room in SHORTER:
        if length(said) <= limit:
            break
        before = _ROOM.set(room)
        try:
            said = html.unescape(sentence(code, values))
        finally:
            _ROOM.reset(before)
    ends = [found.end() for found in _SENTENCE_END.finditer(said) if length(said[: found.end()]) <= limit]
    return said if length(said) <= limit or not ends else said[: ends[-1]]


def _told(said: Said, words: str, values: Values) -> str:
    shown = {name: escape(_show(name, value)) for name, value in values.items()}
    if said.more is not None:
        shown |= {name: escape(text) for name, text in said.more(values).items()}
    quoted = {name: text.translate(_INNER) for name, text in shown.items() if f"“{{{name}}}”" in words}
    return words.format_map(shown | quoted)


def open_in(code: str, values: Values, buttons: Rows) -> tuple[Open, ...]:
    """Return the words of a sentence that hold only while one of these buttons is good; none where all of it does."""
    said = SENTENCES[code]
    return (Open(sentence(code, values), buttons, _told(said, said.closed, values)),) if said.open else ()


def text(code: str, values: Values) -> Message:
    """Return the message of a code."""
    buttons = SENTENCES[code].buttons
    rows = buttons(values) if buttons is not None else ()
    return Message(sentence(code, values), rows, open=open_in(code, values, rows))


def help_for(roles: Iterable[str]) -> list[str]:
    """Return the lines of help for somebody in some roles, in the order of the journeys."""
    return [said.whole for role in roles for said in SENTENCES.values() if said.helps == role]


def escape(value: object) -> str:
    """Return a value as HTML text: the one place where names and notes meet the markup."""
    return html.escape(str(value).translate(_INVISIBLE), quote=False)


def mention(person: int, name: str) -> str:
    """Return a name that calls its bearer in a group."""
    return f'<a href="tg://user?id={person}">{escape(name)}</a>'


def listed(items: Iterable[object], joint: str = "、") -> str:
    """Join names for reading; in English with the joint that means the same."""
    return both(joint, _JOINTS.get(joint, joint)).join(_in_room(worded(str(item))) for item in items)


def why_refused(reason: str) -> str:
    """Say why something was not delivered, `reason` being the chat server's words, or ours already."""
    if not reason.isascii():
        return reason
    other = both("聊天服务器没有收，原话见日志", "the chat server did not take it, its words are in the log")
    return next((said for part, said in REFUSED.items() if part in reason.lower()), other)


def when(moment: datetime | str, year: int | None = None) -> str:
    """Return a moment as people write it: 11月5日 12:00, 5 Nov 12:00, with its year where another one is meant."""
    found = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return f"{day(found, year)} {found.hour:02}:{found.minute:02}"


def day(written: str | date, year: int | None = None) -> str:
    """Return a day as people write it: 11月5日, 5 Nov, with its year where another one is meant."""
    found = date.fromisoformat(written) if isinstance(written, str) else written
    told = both(f"{found.month}月{found.day}日", f"{found.day} {MONTHS[found.month - 1][:3]}")
    return told if year in (None, found.year) else both(f"{found.year}年{told}", f"{told} {found.year}")


def numbered(number: int) -> str:
    """Return 编号 with at least four digits: 编号 0001, No. 0001."""
    return both(f"编号 {number:04}", f"No. {number:04}")


def cut(text: str) -> str:
    """Return what somebody wrote, short enough to be echoed in a sentence."""
    room = _ROOM.get()
    return text if len(text) <= room else f"{text[:room]}…"


def _in_room(text: str) -> str:
    """Return what is joined with others: whole, but where there is less room than usual."""
    return text if _ROOM.get() == ECHOED else cut(text)


def _show(name: str, value: object) -> object:
    if name == "number" and isinstance(value, int):
        return numbered(value)
    if name in ("lock", "due") and isinstance(value, str):
        return when(value)
    if isinstance(value, list):
        return listed((cut(worded(str(item))) for item in value), "；" if name == "arenas" else "、")
    return "" if value is None else cut(str(value) if name in WRITTEN else worded(str(value)))


def split_text(text: str, limit: int = MESSAGE_LIMIT) -> tuple[str, ...]:
    """Cut a long text into messages within Telegram's limit, at line ends; only a line beyond it is cut inside."""
    parts: list[str] = []
    current = ""
    for line in _within(text.split("\n"), limit):
        joined = f"{current}\n{line}" if current else line
        if length(joined) <= limit:
            current = joined
        else:
            parts.append(current)
            current = line
    return (*parts, current) if current else tuple(parts)


def messages(parts: Iterable[str], buttons: Rows = (), opened: tuple[Open, ...] = ()) -> tuple[Message, ...]:
    """Return lines as messages, as many as it takes; the buttons are under the last one."""
    *before, last = split_text("\n".join(parts)) or ("",)
    return (*map(Message, before), Message(last, buttons, open=opened)) if last else ()


def _within(lines: Iterable[str], limit: int) -> Iterator[str]:
    for line in lines:
        rest = line
        while length(rest) > limit:
            end = limit
            while length(rest[:end]) > limit:
                end -= 1
            yield rest[:end]
            rest = rest[end:]
        yield rest


def first_units(text: str, most: int) -> str:
    """Return the beginning of a text that has at most so many UTF-16 units."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")


def length(text: str) -> int:
    """Count UTF-16 units as Telegram does: a rare character of a place name counts twice."""
    return len(text.encode("utf-16-le")) // 2
