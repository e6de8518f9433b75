"""Tables that come in by chat: tried first, listed with what they replace, and taken by one press or by two."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from handlers.deciding.actions import batches
from handlers.filing.actions import importing
from handlers.results import Answer, Payload, Refusal, Sender, Text
from handlers.submissions.actions import submission
from handlers.submissions.actions.compared import Compared
from handlers.tables.actions import imports
from handlers.tables.actions.imports import Faulty, Row, Taken
from handlers.tables.results import Faults, Proposal, Proposed, Replaced, TableAsked, Unchanged
from handlers.turn import Turn
from scoring.calendar import Period
from scoring.faults import FaultyError
from scoring.standings.cells import Cell
from scoring.standings.values_table import Line
from storage import drafts
from storage.drafts import Draft
from storage.submissions import Stored

TABLE, IMPORT = "table", "import"
"""Drafts: a table to be fetched, and what one would report."""
MOST = 500
"""Values in one table that came by chat: everybody else waits while they are tried."""


def arrived(turn: Turn, sender: Sender) -> Answer | None:
    """Note a table that a lead sent, to be fetched; None from anybody else, or where evidence is awaited."""
    person = turn.person(sender)
    if not person.reviews or drafts.open_of(turn.tx, person.id, "evidence"):
        return None
    drafts.begin(turn.tx, person.id, TABLE, {**sender.to_fetch, "sent_at": sender.sent_at.isoformat()})
    return Answer()


def refuse(turn: Turn, draft: Draft, code: str, values: dict[str, Any]) -> None:
    """Tell the sender what is wrong with a table as a whole."""
    _answer(turn, draft, "table_refused", Text(code, values))


def judge(turn: Turn, draft: Draft, sheets: Sequence[tuple[str, Sequence[Line]]]) -> None:
    """Try what a table reports, keep none of it, and ask whether it is meant; or name every faulty cell."""
    name, payload = draft.payload["name"], draft.payload
    try:
        rows, faults = imports.read(turn, sheets)
    except FaultyError as error:
        listed = [(0, fault.place, fault.code, dict(fault.values)) for fault in error.faults]
        _answer(turn, draft, "table_faults", Faults(name, listed))
        return
    count = len(rows) + len(faults)
    if count > MOST:
        refuse(turn, draft, "table_many_values", {"name": name, "count": count, "most": MOST})
        return
    sent_at = datetime.fromisoformat(payload["sent_at"])
    sender = Sender(draft.person, "", payload["chat"], True, payload["message"], sent_at, draft.begun_at)
    _propose(turn, draft, sender, rows, faults)


def _propose(turn: Turn, draft: Draft, sender: Sender, rows: Sequence[Row], faults: Sequence[Faulty] = ()) -> None:
    """Ask whether rows are meant, as things are now; what holds nothing new, or a fault, asks nothing."""
    name, before = draft.payload["name"], draft.payload.get("unchanged", 0)
    try:
        with turn.tx.rehearsal():
            taken = imports.take(turn, sender, rows, faults)
            arena = Compared(turn, taken.stored)
            reasons = [[list(reason) for reason in arena.beside(stored).reasons] for stored in taken.stored]
    except Refusal as refusal:
        listed = refusal.values.get("faults", [(0, "", refusal.code, refusal.values)])
        _answer(turn, draft, "table_faults", Faults(name, listed))
        return
    unchanged = before + taken.unchanged
    if not taken.stored:
        _answer(turn, draft, "table_same", Unchanged(name, unchanged))
        return
    told = [[*outcome, why] for outcome, why in zip(_outcomes(taken), reasons, strict=True)]
    payload = {"name": name, "unchanged": unchanged, "chat": _chat(draft), "message": draft.payload["message"]}
    payload |= {"rows": [_kept(row) for row in taken.rows], "told": told}
    _answer(turn, draft, "proposal", TableAsked(drafts.begin(turn.tx, draft.person, IMPORT, payload)))


def _answer(turn: Turn, draft: Draft, kind: str, payload: Payload) -> None:
    turn.owe(_chat(draft), kind, payload, reply_to=draft.payload["message"])


def _chat(draft: Draft) -> int:
    """Return where a table was sent; what an earlier version proposed does not say, and was sent in private."""
    return int(draft.payload.get("chat", draft.person))


def _kept(row: Row) -> list[Any]:
    cell = row.cell
    return [row.number, row.place, [getattr(cell, name) for name in Cell.__slots__]]


def _row(number: int, place: str, cell: list[Any]) -> Row:
    return Row(number, place, Cell(*cell))


def _outcomes(taken: Taken) -> list[list[Any]]:
    """Return what becomes of each row, and what it replaces: all that has to be the same when it is taken."""
    return [_outcome(*each) for each in zip(taken.stored, taken.replaced, strict=True)]


def _outcome(stored: Stored, before: Stored | None) -> list[Any]:
    claim = stored.claim
    replaced = None
    if before is not None:
        told = before.claim
        replaced = [before.number, before.version, told.value, before.state, told.reporter, told.reporter_name]
    return [claim.unit, claim.metric, claim.period, claim.value, claim.level, claim.title, stored.state, replaced]


def proposal(turn: Turn, number: int) -> Proposal:
    """Describe what a table would report."""
    draft = drafts.known(turn.tx, number)
    told = tuple(_proposed(turn, draft.person, each) for each in draft.payload["told"])
    return Proposal(number, draft.payload["name"], told, draft.payload["unchanged"])


def _proposed(turn: Turn, person: int, told: Sequence[Any]) -> Proposed:
    """Describe one row; what an earlier version proposed does not say what it replaces."""
    unit, metric_id, period, value, level, title, state, *more = told
    replaced, reasons = more or (None, ())
    (rulebook, metric), at = turn.metric_known(metric_id), Period.parse(period)
    before = None
    if replaced is not None:
        _, _, old, stood, reporter, name = replaced
        before = Replaced(old, stood, name, of_other=stood == "pending" and reporter != person)
    return Proposed(
        unit=turn.unit_known(unit).name,
        metric=metric.name,
        value=value,
        event=f"{metric.level_names.get(level, level)} {title}",
        metric_unit=metric.unit,
        scale=submission.scale_for(rulebook, metric),
        period=at.chinese if at else period,
        state=state,
        replaced=before,
        reasons=tuple((code, found) for code, found in reasons),
    )


def hand_in(turn: Turn, sender: Sender, number: int) -> Answer:
    """Report of a table what replaces nothing that another's word waits on and does not stand out; ask about the rest.

    Every row or none: where anything changed since it was listed, nothing is taken and it is listed anew.
    """
    return _take(turn, sender, number, everything=False)


def hand_in_all(turn: Turn, sender: Sender, number: int) -> Answer:
    """Report all of a table, what replaces pending reports of others and what stands out too."""
    return _take(turn, sender, number, everything=True)


def _take(turn: Turn, sender: Sender, number: int, *, everything: bool) -> Answer:
    draft = batches.own_draft(turn, turn.person(sender).id, number, IMPORT)
    told, rows = draft.payload["told"], [_row(*row) for row in draft.payload["rows"]]
    held = [not everything and _proposed(turn, draft.person, each).held for each in told]
    if all(held):
        raise Refusal("import_held")
    # An earlier version kept rows that report nothing: their outcomes differ, and all is listed anew.
    rest = [row for row, waits in zip(rows, held, strict=False) if waits]
    wanted = [(row, each[:-1]) for row, each, waits in zip(rows, told, held, strict=False) if not waits]
    drafts.end(turn.tx, number)
    origin = replace(sender, message=draft.payload["message"], pressed=False)
    try:
        with turn.tx.savepoint():
            taken = _as_listed(turn, origin, wanted)
    except Refusal as refusal:
        if refusal.code not in ("import_faults", "import_changed"):
            raise
        _propose(turn, draft, origin, rows)
        return Answer("import_changed", alert=True)
    if rest:
        _propose(turn, draft, origin, rest)
    return Answer("import_done", {"count": len(taken.stored)})


def _as_listed(turn: Turn, sender: Sender, wanted: Sequence[tuple[Row, list[Any]]]) -> Taken:
    """Report rows; refuse where something else becomes of any of them than was listed."""
    taken = imports.take(turn, sender, [row for row, _ in wanted])
    if _outcomes(taken) != [outcome for _, outcome in wanted]:
        raise Refusal("import_changed")
    return taken


def hand_in_newest(turn: Turn, sender: Sender) -> Answer:
    """Report what the newest proposal lists, or assign its matters: whoever cannot press can write it."""
    newest = drafts.newest(turn.tx, turn.person(sender).id, (IMPORT, importing.PLAN))
    if newest is not None and newest.kind == importing.PLAN:
        return importing.hand_in(turn, sender, newest.id)
    return hand_in(turn, sender, batches.newest_draft(turn, sender, IMPORT))


def hand_in_all_newest(turn: Turn, sender: Sender) -> Answer:
    """Report all that the newest proposal lists: whoever cannot press can write it."""
    return hand_in_all(turn, sender, batches.newest_draft(turn, sender, IMPORT))


def discard(turn: Turn, sender: Sender, number: int) -> Answer:
    """Report nothing of a table."""
    draft = batches.own_draft(turn, turn.person(sender).id, number, IMPORT)
    drafts.end(turn.tx, draft.id, "cancelled")
    return Answer("cancelled")
