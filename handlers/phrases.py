"""What the words of a message are: a command, a decision, or neither. Whole messages only."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import cast

from handlers.results import Decision
from scoring.flags import Act, Colour
from scoring.reading.lines import INVISIBLE, NOT_APPLICABLE_WORD, clean, exempting, seen

CHECK = ("核对", "check")
"""Asks of a post whether it can be trusted."""
SEND_AGAIN = ("重发", "send again")
"""Asks for what was made public lately, to be sent to the group again."""
TEMPLATE = ("模板", "template")
"""What the name of a .docx, or the words with it, hold that is a template of circulars."""
LIFT = ("解除", "lift")
"""Say that a veto is to end."""
TO_CLOSE, CLOSE, CLOSE_ANYWAY = ("待定榜", "closing"), ("定榜", "close"), ("仍然定榜", "close anyway")
"""Ask what is to be closed; sign that a locked period is turned into a publication; also where objections are open."""
FLAGS = ("红黑旗", "flags")
"""Asks for the flags that wait for a leader."""
MINE, NOT_MINE = ("是我", "it is me"), ("不是我", "not me")
"""Say whether an invite is meant for whoever opened it."""
NOT_ADMITTED = ("不通过", "refuse")
"""Lets nobody in by an invite."""
HIDDEN = "sha256:"
"""Begins the digest that stands in the place of a secret."""
REPORT, CANCEL = ("上报", "确认", "report", "confirm"), ("取消", "cancel")
"""Say that what was offered to be reported is meant, or is not."""
LANGUAGES = {
    **dict.fromkeys(("zh", "中文", "汉语", "chinese"), "zh"),
    **dict.fromkeys(("en", "英文", "英语", "english"), "en"),
}
"""How people call the languages."""
_SLASH = re.compile(r"\s*[/／]\s*(?P<name>[^\W\u3400-\u9fff]+)?")
_BOT = r"(?:[@＠]([A-Za-z0-9_]+))?"
"""The bot that a command is for, behind its name."""
_PARTING = r"[:：,，。．.！!、;；?？~～…]*"
"""What parts a command from the words behind it, and is none of them."""
_CONFIRM = {"确认", "同意", "通过", "属实", "无误", "ok", "confirm"}
_TAKE_BACK = ("撤销", "undo")
_ANY = re.DOTALL | re.IGNORECASE
_RETURN = re.compile(r"(?:退回|驳回|return)(?:[\s,，:：]+(?P<reason>[^\s,，:：].+))?", _ANY)
_AMEND = re.compile(r"(?:改为[\s:：]*|amend\s+to[\s:：]+)(?P<value>\S.*)", _ANY)
_TRANSFER = re.compile(
    r"(?:转交(?:给|[\s,，:：]+)?(?P<name>[^\s,，:：]+)|"
    r"transfer(?:\s+to)?[\s:：]+(?!to$)(?P<called>[^\s,，:：]+(?: \S+){0,2}))",
    _ANY,
)
_PROPOSE = re.compile(r"(?:更正(?:为[\s:：]*|[\s:：]+)|correct\s+to[\s:：]+)(?P<value>\S.*)", _ANY)
_GROUNDS = re.compile(
    r"(?:(?P<uphold>维持|uphold)|异议|objection)(?:[\s,，:：]+(?P<reason>(?!(?:编号|No\.)?\s*\d)[^\s,，:：].+))", _ANY
)
_AGAIN = re.compile(
    rf"\s*(?:[/／]\s*(?:(?:report|highlight){_BOT}(?![A-Za-z0-9_])|(?:上报|亮点){_BOT})|(?:上报|亮点)(?=[\s:：]|$))"
    rf"{_PARTING}",
    re.IGNORECASE,
)
"""A command of a report at the beginning of a further line."""
_ORDER = re.compile(r"\s*(?:(?P<full>上报|report(?![a-z]))|报)[\s:：,，]*", re.IGNORECASE)
"""The word for reporting before what is reported, with a blank or without one."""
_NUMBER = r"(?:(?P<called>编号|No\.?)\s*)?(?P<number>\d{1,8})"
_CONFIRMING = "确认|同意|通过|属实|无误|ok|confirm"
_SHOWN = 4
"""How many digits a number is shown with at least."""
_OF_NUMBER = (
    re.compile(
        rf"(?P<act>{_CONFIRMING}|退回|驳回|return|撤销|undo|改为|amend\s+to)"
        rf"[\s:：]*{_NUMBER}(?P<rest>(?:[\s,，:：].*)?)",
        _ANY,
    ),
    re.compile(rf"(?P<act>){_NUMBER}[\s,，:：]*(?P<rest>\D.*)", _ANY),
)
"""A decision with the number of what it is about: 确认 0001, or 0001 改为 97/100."""
_ORDINAL = re.compile(
    rf"(?P<act>{_CONFIRMING}|撤销|undo)[\s:：]*(?:(?:第\s*)?(?P<ordinal>\d{{1,8}})\s*号|[#＃]\s*(?P<hash>\d{{1,8}}))",
    re.IGNORECASE,
)
"""A number as people call it, behind words that take no reason: in a reason 第3号 may be anything."""
_ONE = r"(?:(?:编号|No\.?)\s*\d{1,8}|(?:第\s*)?\d{1,8}\s*号|(?:[#＃]\s*)?\d{1,8})"
_SEVERAL = re.compile(
    rf"(?P<act>{_CONFIRMING})[\s:：]*(?P<numbers>{_ONE}(?:(?:\s*(?:[,，、;；&＆]|和|与|及|and)\s*|\s+){_ONE})+)",
    re.IGNORECASE,
)
"""A confirmation of several numbers; other decisions may have reasons, and figures in those."""
_FLAG = re.compile(
    r"(改为|不发|发|撤销|change\s+to|refuse|issue|withdraw)"
    r"(?:[\s,，:：。.!！]*|(?:(?<=改为)|[\s,，:：]+)(?P<rest>\S.*))",
    _ANY,
)
_FLAG_ACTS: Mapping[str, Act] = {
    "发": "issue",
    "不发": "refuse",
    "改为": "change",
    "撤销": "withdraw",
    "issue": "issue",
    "refuse": "refuse",
    "change": "change",
    "withdraw": "withdraw",
}
COLOURS: Mapping[str, Colour] = {"红旗": "red", "黑旗": "black", "red": "red", "black": "black"}
"""What a flag may be changed to."""
_SECRET = re.compile(
    r"(?P<before>\s*(?:[/／]\s*start(?:@[A-Za-z0-9_]+)?[^\w@]+?|[/／]?\s*开始\W*?))(?P<secret>[A-Za-z0-9_-]{8,64})\s*",
    re.IGNORECASE,
)
"""What stands behind /start: an invite, or the first admin's code."""
INVITE_LENGTH = 32
_SEAL = re.compile(r"^(?:存证码|Seal) ([0-9A-Za-z-]{8,19})$", re.MULTILINE)
_WEEK = re.compile(r"(?:第?(\d{1,2})周|[Ww](\d{1,2}))")
_STOP = re.compile(r"[。．.！!~～]\s*$")


def strokes(text: str) -> bool:
    """Say whether a message begins as a command does, of whichever bot."""
    return seen(text).startswith(("/", "／"))


def slash(text: str, bot: str, words: Mapping[str, str]) -> tuple[str, str] | None:
    """Read `/command[@bot] rest`, or a command's word behind the stroke; one for another bot is none.

    A Han character, punctuation or a control ends the name. Returns the command ("" where there is none) and the rest.
    """
    name, meant, rest = _parted(text, words)
    return None if name is None or meant.lower() not in ("", bot.lower()) else (name, _behind(rest))


def addressee(text: str, words: Mapping[str, str]) -> str:
    """Return the bot whose name stands behind a command, "" where there is none."""
    return _parted(text, words)[1]


def _parted(text: str, words: Mapping[str, str]) -> tuple[str | None, str, str]:
    """Part a command, the bot that it names and the rest; no command (None) where no stroke is."""
    found = _SLASH.match(INVISIBLE.sub(" ", text))
    if found is None:
        return None, "", text
    name, rest = found["name"], INVISIBLE.sub("", text[found.end() :])
    if not name:
        said = max((word for word in words if rest.startswith(word)), key=len, default="")
        name, rest = words.get(said, ""), rest[len(said) :]
    named = cast("re.Match[str]", re.match(_BOT, rest))
    return clean(name).lower(), named[1] or "", rest[named.end() :]


def _behind(rest: str) -> str:
    """Return the words behind a command, without what parts them from it."""
    return re.sub(rf"^{_PARTING}(\s+{_PARTING}$)?", "", rest)


def unaddressed(text: str, bot: str) -> str:
    """Return a message without a mention of the bot in front of it."""
    found = re.match(rf"\s*[@＠]{re.escape(bot)}(?![A-Za-z0-9_])[\s,，:：]*", text, re.IGNORECASE)
    return text if found is None else text[found.end() :]


def word(text: str, words: Mapping[str, str], *, colon: bool) -> tuple[str, str] | None:
    """Read a command written as a Chinese word (`words`: the command of each), alone or before a blank (or `colon`)."""
    said = seen(text)
    name, *rest = re.split(r"[\s:：]" if colon else r"\s", _STOP.sub("", said), maxsplit=1)
    command = words.get(name)
    return None if command is None else (command, said[len(name) + 1 :] if rest else "")


def english(text: str, commands: Iterable[str]) -> tuple[str, str] | None:
    """Read the English name of a command without its stroke: alone, or with what `why` is asked about.

    With more behind it, it is the beginning of a metric's name as often: Task completion 3/4.
    """
    name, _, rest = clean(text).partition(" ")
    name = name.lower()
    return (name, rest) if name in commands and (not rest or name == "why") else None


def report_lines(rest: str) -> tuple[str, ...]:
    """Return the lines of a report; lines after the first need no command but may have one."""
    lines = (line[found.end() :] if (found := _AGAIN.match(line)) else line for line in rest.splitlines())
    return tuple(line.strip() for line in lines if line.strip())


def ordered(line: str) -> str | None:
    """Return what stands behind the word for reporting at the beginning of a line; None where it is not there."""
    found = _ORDER.match(seen(line))
    return None if found is None else seen(line)[found.end() :]


def is_order(text: str) -> bool:
    """Say whether a text begins with the full word for reporting, and so is meant as a report if as anything."""
    found = _ORDER.match(seen(text))
    return found is not None and found["full"] is not None


def compared(text: str) -> str:
    """Return a message as it is compared where only the whole of it counts: as it is quoted, in small letters."""
    return quoted(text).lower()


def quoted(text: str) -> str:
    """Return a message as it is quoted where the whole of it is asked about: without one final stop."""
    return re.sub(r"[。.!~]$", "", clean(text)).strip()


def seal_in(shown: str) -> str:
    """Return the code at the end of a post; "" where it shows none."""
    return next(reversed(_SEAL.findall(shown)), "")


def week(word: str) -> int | None:
    """Read the number of a week, as 第46周 or W46."""
    found = _WEEK.fullmatch(word)
    return int(found[1] or found[2]) if found else None


def decision(text: str) -> Decision | None:
    """Read a decision; None unless the whole message is one.

    Compared after NFKC, without invisible controls, blanks at the ends and one final stop or exclamation mark; what
    people say in their own words is handed on as they wrote it.
    Without a reason `return` and `uphold` have none yet: it is still to be asked.
    """
    said, whole = seen(text), compared(text)
    if whole in _CONFIRM:
        return Decision("confirm")
    if whole in _TAKE_BACK:
        return Decision("take_back")
    if exempting(whole) == NOT_APPLICABLE_WORD:
        return Decision("amend", value=NOT_APPLICABLE_WORD)
    stopped = _STOP.sub("", said).strip()
    if found := _RETURN.fullmatch(stopped):
        return Decision("return", reason=found["reason"] and said[found.start("reason") :])
    if found := _AMEND.fullmatch(stopped):
        return Decision("amend", value=said[found.start("value") :])
    if found := _PROPOSE.fullmatch(stopped):
        return Decision("propose", value=said[found.start("value") :])
    if found := _TRANSFER.fullmatch(stopped):
        return Decision("transfer", value=found["name"] or found["called"])
    if whole in ("维持", "uphold"):
        return Decision("uphold")
    if found := _GROUNDS.fullmatch(stopped):
        return Decision("uphold" if found["uphold"] else "appeal", reason=said[found.start("reason") :])
    return None


def numbered(text: str, *, surely: bool = False) -> tuple[str, int] | None:
    """Read a decision that names its submission by number: its words without that, and the number.

    Fewer digits than numbers are shown with count where nothing but them stands behind the word; figures to amend to
    (改为 3500 件) never do. `surely`: only what can be nothing else, as 0002 and 编号 2 are and 2024 年 is not.
    """
    said = _once(_STOP.sub("", seen(text)).strip())
    if called := _ORDINAL.fullmatch(said):
        return called["act"], int(called["ordinal"] or called["hash"])
    found = next(filter(None, (form.fullmatch(said) for form in _OF_NUMBER)), None)
    if found is None or decision(words := found["act"] + found["rest"]) is None:
        return None
    shown = len(found["number"]) >= _SHOWN
    sure = found["called"] or (shown and found["number"].startswith("0"))
    figures = found["act"][:2].lower() in ("改为", "am") and not found["rest"].lstrip(" ,，:：")[:1].isdecimal()
    alone = found["act"] and not found["rest"]
    counts = sure or (not surely and ((shown and not figures) or alone))
    return (words, int(found["number"])) if counts else None


def several(text: str) -> tuple[str, list[int]] | None:
    """Read a confirmation that names several numbers: its word, and the numbers, each once."""
    found = _SEVERAL.fullmatch(_STOP.sub("", seen(text)).strip())
    numbers = [] if found is None else _each(found)
    return (found["act"], numbers) if found is not None and len(numbers) > 1 else None


def _each(found: re.Match[str]) -> list[int]:
    return [*dict.fromkeys(map(int, re.findall(r"\d+", found["numbers"])))]


def _once(said: str) -> str:
    """Write a confirmation that says one number twice with the first of them alone."""
    found = _SEVERAL.fullmatch(said)
    first = None if found is None or len(_each(found)) > 1 else re.match(_ONE, found["numbers"], re.IGNORECASE)
    return said if found is None or first is None else f"{found['act']} {first[0]}"


def of_flag(text: str) -> tuple[Act, str | None] | None:
    """Read what a leader wants with a flag, and the words behind that (None: none yet)."""
    found = _FLAG.fullmatch(seen(text).strip())
    return None if found is None else (_FLAG_ACTS[found[1].lower().split()[0]], found["rest"])


def names_template(said: str) -> bool:
    """Say whether the name of a file, or the words with it, say that it is a template."""
    return any(word in said.lower() for word in TEMPLATE)


def hidden(text: str) -> str:
    """Return a message with the digest of the secret behind /start in its place: the secret itself is never stored.

    The first admin's code is typed by hand: in small letters, or without its stroke, it is the same.
    """
    found = _SECRET.fullmatch(text)
    if found is None:
        return text
    secret = found["secret"]
    plain = secret if len(secret) == INVITE_LENGTH else secret.upper().replace("-", "")
    return f"{found['before']}{HIDDEN}{hashlib.sha256(plain.encode()).hexdigest()}"
