"""What the words of a message are: a command, a decision, or neither. Whole messages only."""

import re
from collections.abc import Mapping

from handlers.results import Decision
from scoring.reading.lines import clean

CHECK = "核对"
"""Asks of a post whether it can be trusted."""
_SLASH = re.compile(r"/([A-Za-z_]+)(?:@(\w+))?(?=\s|$)")
_CONFIRM = {"确认", "同意", "通过", "属实", "无误", "ok"}
_RETURN = re.compile(r"(?:退回|驳回)(?:[\s,:]+(?P<reason>[^\s,:].+))?", re.DOTALL)
_AMEND = re.compile(r"改为[\s:]*(?P<value>\S.*)", re.DOTALL)
_TRANSFER = re.compile(r"转交(?:给|[\s,:]+)?(?P<name>[^\s,:]+)")
_PROPOSE = re.compile(r"更正(?:为[\s:]*|[\s:]+)(?P<value>\S.*)", re.DOTALL)
_GROUNDS = re.compile(r"(?P<word>维持|异议)(?:[\s,:]+(?P<reason>(?!(?:编号)?\s*\d)[^\s,:].+))", re.DOTALL)
_FRACTION = re.compile(r"(?<=\d)\s*/\s*(?=\d)")


def slash(text: str, bot: str) -> tuple[str, str] | None:
    """Read `/command[@bot] rest`; a command for another bot is none. Returns the command and the rest."""
    found = _SLASH.match(text)
    if found is None or (found[2] and found[2].lower() != bot.lower()):
        return None
    return found[1].lower(), text[found.end() :]


def word(text: str, words: Mapping[str, str]) -> tuple[str, str] | None:
    """Read a command written as a Chinese word (`words`: the command of each), alone or before a blank."""
    first, _, rest = text.strip().partition("\n")
    head, _, tail = clean(first).partition(" ")
    command = words.get(head)
    return None if command is None else (command, f"{tail}\n{rest}" if rest else tail)


def report_lines(rest: str) -> tuple[str, ...]:
    """Return the lines of a report; lines after the first need no command but may have one."""
    lines = (re.sub(r"^\s*(?:/report|/highlight|上报|亮点)(?:@\w+)?(?:\s+|$)", "", line) for line in rest.splitlines())
    return tuple(line.strip() for line in lines if line.strip())


def compared(text: str) -> str:
    """Return a message as it is compared where only the whole of it counts: without one final stop."""
    return re.sub(r"[。.!~]$", "", clean(text)).strip()


def decision(text: str) -> Decision | None:
    """Read a decision; None unless the whole message is one.

    Compared after NFKC, without invisible controls, blanks at the ends and one final stop or exclamation mark.
    A returned decision without a reason is `Decision("return")`: the reason is still to be asked.
    """
    whole = compared(text)
    if whole.lower() in _CONFIRM:
        return Decision("confirm")
    if whole == "撤销":
        return Decision("take_back")
    if found := _RETURN.fullmatch(whole):
        return Decision("return", reason=(found["reason"] or "").strip() or None)
    if found := _AMEND.fullmatch(_FRACTION.sub("/", whole)):
        return Decision("amend", value=found["value"])
    if whole == "不涉及":
        return Decision("amend", value=whole)
    if found := _PROPOSE.fullmatch(_FRACTION.sub("/", whole)):
        return Decision("propose", value=found["value"])
    if found := _TRANSFER.fullmatch(whole):
        return Decision("transfer", value=found["name"])
    if found := _GROUNDS.fullmatch(whole):
        return Decision("uphold" if found["word"] == "维持" else "appeal", reason=found["reason"].strip())
    return None
