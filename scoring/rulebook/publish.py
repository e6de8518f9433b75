"""Reading the optional `[publish]` table: which periods are closed and published, and how long objections are taken."""

import re
from datetime import time

from scoring.rulebook.model import Publish
from scoring.rulebook.toml_table import Table, shown

_FREEZE = re.compile(r"-([0-9]{1,2})d ([01][0-9]|2[0-3]):([0-5][0-9])")
_TOP = re.compile(r"top:([1-9][0-9]{0,2})")
_NOTICE = re.compile(r"([1-9][0-9]?)wd")


def read_publish(table: Table | None) -> Publish:
    """Read how periods are published; what is left out has the published default."""
    usual = Publish()
    if table is None:
        return usual
    kinds = tuple(kind for kind in usual.kinds if table.flag(kind, default=True))
    named = {key: table.text(key, "") for key in ("office", "to")}
    publish = Publish(
        kinds,
        _notice(table, usual.notice),
        _freeze(table),
        _group(table),
        sign=table.text("sign", "") or named["office"],
        symbol=_worded(table, "symbol", ("year", "serial"), needs="serial"),
        title=_worded(table, "title", ("period", "competition")),
        template=_template(table),
        **named,
    )
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


def _group(table: Table) -> int | None:
    raw = table.take("group")
    found = _TOP.fullmatch(raw) if isinstance(raw, str) else None
    if found is not None:
        return int(found[1])
    if raw not in (None, "all", "none"):
        table.fault("group", "bad_group", text=shown(raw))
    return 0 if raw == "none" else None


def _template(table: Table) -> str:
    """Read the name of a file that stands beside the rulebook: no path leads out of its folder."""
    name = table.text("template", "")
    if name and (not name.lower().endswith(".docx") or name.startswith(".") or {*name} & {*"/\\:"}):
        table.fault("template", "bad_template", text=name)
        return ""
    return name


def _worded(table: Table, key: str, known: tuple[str, ...], needs: str = "") -> str:
    """Read a text in which names in braces stand for what is filled in."""
    text = table.text(key, "")
    names = re.findall(r"\{([^{}]*)\}", text)
    plain = re.sub(r"\{[^{}]*\}", "", text)
    if text and ((needs and needs not in names) or {*names} - {*known} or {*plain} & {*"{}"}):
        table.fault(key, f"bad_{key}", text=text)
        return ""
    return text
