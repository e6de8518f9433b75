"""What a line says beside its value or title: 日期 of an event, 人员 who had a part in it, addresses as evidence."""

import re
from collections.abc import Iterable

from handlers.actions.attachments import without_links
from handlers.actions.turn import Turn
from handlers.results import Refusal, Sender
from scoring.days import read_day
from scoring.lines import clean

MOST_NAMES, LONGEST_NAME = 20, 20
_LABEL = re.compile(r"(?:^|(?<=[\s,，;；。]))(人员|参与|贡献人|日期|时间)\s*[:：]\s*")
_BETWEEN = re.compile(r"[\s、,，;；/]+")
_NAME = re.compile(rf"(?=.{{2,{LONGEST_NAME}}}$)[^\W\d_]+(?:[·•.][^\W\d_]+)*")


def joined(lines: Iterable[str]) -> tuple[str, ...]:
    """Join a line that only adds to the one before it, by addresses or by labels."""
    found: list[str] = []
    for line in lines:
        if found and not without(line):
            found[-1] = f"{found[-1]} {line}"
        else:
            found.append(line)
    return tuple(found)


def without(text: str) -> str:
    """Return the words of a line alone: what stands before the first label, without addresses."""
    before, *behind = _LABEL.split(without_links(text), maxsplit=1)
    return before.strip(" ，,;；") if behind else before.strip()


def _labelled(text: str, *labels: str) -> str:
    """Return what stands behind one of some labels, up to the next label."""
    parts = _LABEL.split(without_links(text))
    return " ".join(said for label, said in zip(parts[1::2], parts[2::2], strict=True) if label in labels)


def named(text: str) -> tuple[str, ...] | None:
    """Return the names in a text, each once; None where there is none, too many, or something that is no name."""
    found = tuple(dict.fromkeys(name for name in _BETWEEN.split(clean(text)) if name))
    fit = 0 < len(found) <= MOST_NAMES and all(_NAME.fullmatch(name) for name in found)
    return found if fit else None


def contributors(text: str) -> tuple[str, ...]:
    """Return the names behind 人员; what cannot be read is refused."""
    said = _labelled(text, "人员", "参与", "贡献人")
    if not said.strip():
        return ()
    found = named(said)
    if found is None:
        raise Refusal("contributors", text=said, most=MOST_NAMES)
    return found


def event_date(turn: Turn, sender: Sender, text: str) -> str | None:
    """Return the day behind 日期; one that cannot be is refused."""
    said = clean(_labelled(text, "日期", "时间")).strip(" ,;。")
    if not said:
        return None
    found = day(turn, sender, said)
    if found is None:
        raise Refusal("event_date", text=said)
    return found


def day(turn: Turn, sender: Sender, text: str) -> str | None:
    """Return the day that a text names, where an event may have been then: in the competition's year, up to today."""
    today = turn.local(turn.judged_at(sender)).date()
    found = read_day(text, today)
    fits = found is not None and found <= today and found.year == turn.rulebook.competition.year
    return str(found) if fits else None
