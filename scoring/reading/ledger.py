"""Words around the ledgers: what may be an act on a matter, what narrows a list, days ahead."""

import re
from collections.abc import Mapping
from typing import Literal

from scoring.reading.acts import WORDS
from scoring.reading.lines import seen
from scoring.reading.matters import read_entry

DAYS_AHEAD: Mapping[str, str] = {"today": "今天", "tomorrow": "明天", "friday": "周五", "next_friday": "下周五"}
"""What buttons of a dialogue say for a deadline."""
CHOSEN = "选好了"
"""Says that all units are chosen."""
JOINT = "、"
AGAIN = ("仍要交办", "确认", "assign anyway", "confirm")
"""Say that a matter is meant though there is one like it."""
STATES: Mapping[str, str] = {
    "逾期": "overdue",
    "临期": "near",
    "滞后": "lagging",
    "待核查": "verifying",
    "回头看": "recheck",
    "已办结": "closed",
    "已销号": "closed",
    "overdue": "overdue",
    "soon": "near",
    "behind": "lagging",
    "verifying": "verifying",
    "recheck": "recheck",
    "completed": "closed",
    "closed": "closed",
}
"""What narrows the ledger by where parts stand."""
PARENT = ("上级", "parent")
"""Stands before the number of a matter above others."""
IMPORT, EXPORT = ("导入", "import"), ("导出", "export")
"""Ask for the form that assigns matters, and for the ledger as a file."""
COMMAND = re.compile(r"\s*[/／]?\s*(?:task|problem|交办|整改)(?:@\w+)?[\s:：]+", re.IGNORECASE)
"""The command before a line that assigns a matter."""
_ACT = re.compile(rf"(?:{'|'.join(WORDS)})(?=[\s,，:：、\d到至。．.！!~～]|$)", re.IGNORECASE)
_PARTING = re.compile(r"[\s,，:：、]+")


def is_act(text: str) -> Literal["", "act", "numbered"]:
    """Say whether a message is an act on a part of a matter by its first words, and whether those name its number."""
    said = seen(text)
    words = _PARTING.split(said, maxsplit=4)[:4]
    first = words[:3]
    acts = [place for place in range(len(first)) if _ACT.match(" ".join(words[place : place + 2]))]
    if acts and any(read_entry(word) is not None for word in first):
        return "numbered"
    return "act" if acts[:1] == [0] else ""
