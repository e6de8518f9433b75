"""The shipped rulebook with two metrics that a ledger counts: one of tasks, one of events."""

import re

from bot.files import read_sample

KINDS = """
[[kinds]]
id = "letters"
name = "信访督办"
form = "task"
assigners = ["bangongshi"]

[[kinds]]
id = "gaps"
name = "问题整改"
form = "problem"
assigners = ["xiaobao"]
verifiers = ["bangongshi", "xiaobao"]
recheck = 30
"""


def counted(text: str) -> str:
    """Return a rulebook in which 信访件化解 of the offices counts tasks, and 受通报批评 what was not mended."""
    found, times = re.subn(
        r'(id = "petitions"\n(?:.+\n)*?)input = "rate".*\n',
        r'\1input = "tasks"\nsource = { matters = ["letters"] }\n',
        text,
    )
    source = 'source = { matters = ["gaps", "letters"], events = ["city", "district"] }'
    found, again = re.subn(r'(id = "criticism"\n(?:.+\n)*?)reporter = "lead"\n', rf"\1{source}\n", found)
    assert (times, again) == (1, 1)
    return f"{found}\n{KINDS}"


COUNTED = counted(read_sample().decode())
