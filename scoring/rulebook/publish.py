"""Reading the optional `[publish]` table: which periods are closed and published, and how long objections are taken."""

import re
from datetime import time

from scoring.rulebook.model import Publish
from scoring.rulebook.toml_table import Table, shown

_FREEZE = re.compile(r"-([0-9]{1,2})d ([01][0-9]|2[0-3]):([0-5][0-9])")
_NOTICE = re.compile(r"([1-9][0-9]?)wd")


def read_publish(table: Table | None) -> Publish:
    """Read how periods are published; what is left out has the published default."""
    usual = Publish()
    if table is None:
        return usual
    kinds = tuple(kind for kind in usual.kinds if table.flag(kind, default=True))
    named = {key: table.text(key, "") for key in ("office", "to")}
    publish = Publish(kinds, _notice(table, usual.notice), _freeze(table), symbol=_symbol(table), **named)
    table.done()
    return publish


def _notice(table: Table, usual: int) -> int:
    raw = table.take("notice")
    if raw is None:
        return usual
    found = _NOTICE.fullmatch(raw) if isinstance(raw, str) else None
    if found is None and raw != "":
        table.fault("notice", "bad_notice", text=shown(raw))
    return int(found[1]) if found else 0


def _freeze(table: Table) -> tuple[int, time] | None:
    raw = table.take("freeze")
    found = _FREEZE.fullmatch(raw) if isinstance(raw, str) else None
    if found is None and raw not in (None, ""):
        table.fault("freeze", "bad_freeze", text=shown(raw))
    return None if found is None else (int(found[1]), time(int(found[2]), int(found[3])))


def _symbol(table: Table) -> str:
    symbol = table.text("symbol", "")
    names = re.findall(r"\{([^{}]*)\}", symbol)
    plain = re.sub(r"\{[^{}]*\}", "", symbol)
    if symbol and ("serial" not in names or {*names} - {"year", "serial"} or {*plain} & {*"{}"}):
        table.fault("symbol", "bad_symbol", text=symbol)
        return ""
    return symbol
