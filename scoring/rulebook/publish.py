"""Reading the optional `[publish]` table: what is closed and published, the notice, what the group sees before."""

import re

from scoring.calendar import Due
from scoring.rulebook.model import Publish
from scoring.rulebook.schedule import read_time
from scoring.rulebook.toml_table import Table, shown

_NOTICE = re.compile(r"([1-9][0-9]?)wd")
_FREEZE = re.compile(r"-([0-9]{1,2})d ([0-9]{2}:[0-9]{2})")
_TOP = re.compile(r"top:([1-9][0-9]{0,3})")
LONGEST = 27
"""Days before the last day of a period at most: a freeze begins within the shortest month."""


def read_publish(table: Table | None) -> Publish:
    """Read how periods are published; what is left out has the published default."""
    usual = Publish()
    if table is None:
        return usual
    publish = Publish(
        notice=_notice(table, usual.notice),
        freeze=_freeze(table),
        shown=_shown(table),
        kinds=tuple(kind for kind in usual.kinds if table.flag(kind, default=True)),
    )
    table.done()
    return publish


def _notice(table: Table, usual: int | None) -> int | None:
    raw = table.take("notice")
    if raw is None or raw == "":
        return usual if raw is None else None
    found = _NOTICE.fullmatch(raw) if isinstance(raw, str) else None
    if found is None:
        table.fault("notice", "bad_notice", text=shown(raw))
        return usual
    return int(found[1])


def _freeze(table: Table) -> Due | None:
    raw = table.take("freeze")
    if raw is None or raw == "":
        return None
    found = _FREEZE.fullmatch(raw) if isinstance(raw, str) else None
    at = read_time(found[2]) if found else None
    if found is None or at is None or int(found[1]) > LONGEST:
        table.fault("freeze", "bad_freeze", text=shown(raw))
        return None
    return Due(-int(found[1]), at)


def _shown(table: Table) -> int | None:
    raw = table.take("group")
    if raw is None or raw == "all":
        return None
    found = _TOP.fullmatch(raw) if isinstance(raw, str) else None
    if found is None and raw != "none":
        table.fault("group", "bad_shown", text=shown(raw))
    return int(found[1]) if found else 0
