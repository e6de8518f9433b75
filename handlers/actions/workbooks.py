"""填报表: a form for all units of the metrics that somebody leads, and the tables that are sent back."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from handlers.actions import batches, dialogues, imports
from handlers.actions.imports import Row, Taken
from handlers.actions.intent import example
from handlers.actions.turn import Turn, number_text
from handlers.results import Answer, Refusal, Sender
from handlers.results.desks import Form, FormColumn, FormSheet, Proposal
from scoring.access import Person
from scoring.calendar import Period, PeriodKind
from scoring.cells import Cell
from scoring.entries import Arena, Metric
from scoring.faults import FaultyError
from scoring.grid import column_id
from scoring.lifecycle import NOT_APPLICABLE
from scoring.lines import NOT_APPLICABLE_WORD
from scoring.said import shown
from scoring.sheet import Line
from storage import drafts, values
from storage.database import Transaction
from storage.drafts import Draft
from storage.submissions import Stored

TABLE, IMPORT = "table", "import"
"""Drafts: a table to be fetched, and what one would report."""
MOST = 500
"""Values in one table that came by chat: everybody else waits while they are tried."""
PAIRS = ("rate", "rank", "checklist", "tasks")


def offer(turn: Turn, sender: Sender) -> Answer:
    """Owe a lead the form of all units for the metrics that the lead may report now."""
    person = turn.person(sender)
    if not form(turn, person.id).sheets:
        raise Refusal("leads_only" if not person.reviews else "no_form")
    payload: dict[str, Any] = {"person": person.id}
    if not sender.private:
        payload["fallback"] = {"chat": sender.chat, "reply_to": sender.message}
    turn.owe(person.id, "form", payload)
    return Answer()


def form(turn: Turn, person_id: int) -> Form:
    """Describe the form of a lead as of now: a sheet for each arena and each period that is open."""
    person = turn.person_by_id(person_id)
    name = turn.local(turn.now).strftime("填报表%m%d.xlsx")
    found = (_sheet(turn, person, arena, period) for arena in turn.rulebook.arenas for period in _periods(turn))
    return Form(name, tuple(sheet for sheet in found if sheet.columns and sheet.rows))


def _periods(turn: Turn) -> Iterator[Period]:
    """Yield the periods in which values can be reported: those that hold today, and before them what is not locked."""
    today = turn.local(turn.now).date()
    kinds: tuple[PeriodKind, ...] = ("month", "quarter", "year")
    for kind in kinds:
        current = Period.holding(kind, today)
        for period in (current.shifted(-1), current):
            if period.year == turn.rulebook.competition.year and turn.now < turn.lock_of(period):
                yield period


def _sheet(turn: Turn, person: Person, arena: Arena, period: Period) -> FormSheet:
    units = [unit for unit in turn.rulebook.units_in(arena.id) if not person.is_of(unit.id)]
    metrics = [
        metric
        for metric in turn.rulebook.metrics_in(arena.id)
        if metric.period == period.kind and metric.input != "events" and person.reviews & set(metric.leads)
    ]
    cells = values.of_metrics(turn.tx, [metric.id for metric in metrics], [str(period)])
    known = {(cell.unit, cell.metric): cell.value for cell in cells if cell.state == "confirmed" and not cell.item}
    return FormSheet(
        f"{arena.name.removesuffix('擂台')} {period.chinese}",
        tuple(_column(metric, period) for metric in metrics),
        tuple((unit.id, unit.name, tuple(known.get((unit.id, metric.id)) for metric in metrics)) for unit in units),
    )


def _column(metric: Metric, period: Period) -> FormColumn:
    low, high = (number_text(end) for end in metric.range) if metric.range else (None, None)
    if metric.input == "points":
        low, high = "0", number_text(metric.points)
    kind = "pair" if metric.input in PAIRS else "whole" if metric.input == "count" else "number"
    how = "pair_or_percent" if metric.percent_ok else metric.input if metric.input in PAIRS else kind
    told = {"example": example(metric), "unit": metric.unit, "low": low or "", "high": high or ""}
    return FormColumn(column_id(metric.id, str(period)), metric.name, (how, told), kind, low, high)  # type: ignore[arg-type]


# Tables that come in


def arrived(turn: Turn, sender: Sender, text: str) -> Answer:
    """Note a table that a lead sent, to be fetched; from anybody else, or where evidence is awaited, it is evidence."""
    person = turn.person(sender)
    if not person.reviews or drafts.open_of(turn.tx, person.id, "evidence"):
        return dialogues.said(turn, sender, text)
    file = sender.files[0]
    payload = {"file": file.id, "name": file.name, "size": file.size, "chat": sender.chat, "message": sender.message}
    drafts.begin(turn.tx, person.id, TABLE, {**payload, "sent_at": sender.sent_at.isoformat()})
    return Answer()


def sent(tx: Transaction) -> Draft | None:
    """Return the oldest table that is still to be fetched."""
    return drafts.oldest(tx, TABLE)


def refuse(turn: Turn, draft: Draft, code: str, values: dict[str, Any]) -> None:
    """Tell the sender what is wrong with a table as a whole."""
    _answer(turn, draft, "table_refused", {"code": code, "values": values})


def judge(turn: Turn, draft: Draft, sheets: Sequence[tuple[str, Sequence[Line]]]) -> None:
    """Try what a table reports, keep none of it, and ask whether it is meant; or name every faulty cell."""
    name = draft.payload["name"]
    try:
        rows, faults = imports.read(turn, sheets)
        count = len(rows) + len(faults)
        if count > MOST:
            refuse(turn, draft, "table_many_values", {"name": name, "count": count, "most": MOST})
            return
        with turn.tx.rehearsal():
            taken = imports.take(turn, _sender(draft), rows, faults)
    except FaultyError as error:
        listed = [(0, fault.place, fault.code, dict(fault.values)) for fault in error.faults]
        _answer(turn, draft, "table_faults", {"name": name, "faults": listed})
    except Refusal as refusal:
        listed = refusal.values.get("faults", [(0, "", refusal.code, refusal.values)])
        _answer(turn, draft, "table_faults", {"name": name, "faults": listed})
    else:
        _propose(turn, draft, rows, taken)


def _sender(draft: Draft) -> Sender:
    """Return who sent a table, and when."""
    payload = draft.payload
    sent_at = datetime.fromisoformat(payload["sent_at"])
    return Sender(draft.person, "", payload["chat"], True, payload["message"], sent_at, draft.begun_at)


def _propose(turn: Turn, draft: Draft, rows: Sequence[Row], taken: Taken) -> None:
    """Ask whether a table is meant; one that holds nothing new asks nothing."""
    payload = {"name": draft.payload["name"], "unchanged": taken.unchanged}
    if not taken.stored:
        _answer(turn, draft, "table_same", payload)
        return
    payload |= {"message": draft.payload["message"], "rows": [_kept(row) for row in rows]}
    payload["told"] = [_told(stored) for stored in taken.stored]
    _answer(turn, draft, "proposal", {"draft": drafts.begin(turn.tx, draft.person, IMPORT, payload)})


def _answer(turn: Turn, draft: Draft, kind: str, payload: dict[str, Any]) -> None:
    turn.owe(draft.payload["chat"], kind, payload, reply_to=draft.payload["message"])


def _kept(row: Row) -> list[Any]:
    cell = row.cell
    return [row.number, row.place, [getattr(cell, name) for name in Cell.__slots__]]


def _row(number: int, place: str, cell: list[Any]) -> Row:
    return Row(number, place, Cell(*cell))


def _told(stored: Stored) -> list[Any]:
    claim = stored.claim
    return [claim.unit, claim.metric, claim.period, claim.value, claim.level, claim.title, stored.state]


def proposal(turn: Turn, number: int) -> Proposal:
    """Describe what a table would report."""
    draft = drafts.known(turn.tx, number)
    told = tuple(_proposed(turn, *each) for each in draft.payload["told"])
    open_one = number if draft.ended_at is None else None
    return Proposal(open_one, draft.payload["name"], told, draft.payload["unchanged"])


def _proposed(turn: Turn, unit: str, metric_id: str, period: str, *rest: str) -> tuple[str, str, str, str, str]:
    value, level, title, state = rest
    metric, at = turn.rulebook.metric(metric_id), Period.parse(period)
    said = f"{metric.level_names.get(level, level)} {title}"
    if value:
        said = NOT_APPLICABLE_WORD if value == NOT_APPLICABLE else shown(metric, value)
    return turn.rulebook.unit(unit).name, metric.name, said, at.chinese if at else period, state


def submit(turn: Turn, sender: Sender, number: int) -> Answer:
    """Report what a table said, every row or none: what changed since it was judged is named."""
    draft = batches.own_draft(turn, turn.person(sender).id, number, IMPORT)
    drafts.end(turn.tx, number)
    _take_buttons(turn, sender, number)
    origin = replace(sender, message=draft.payload["message"], pressed=False)
    try:
        with turn.tx.savepoint():
            taken = imports.take(turn, origin, [_row(*row) for row in draft.payload["rows"]])
    except Refusal as refusal:
        if refusal.code != "import_faults":
            raise
        turn.owe(sender.chat, "table_faults", {"name": draft.payload["name"], **refusal.values}, key=str(number))
        return Answer("import_changed", alert=True)
    return Answer("import_done", {"count": len(taken.stored)})


def typed(turn: Turn, sender: Sender, kind: str) -> Answer:
    """Do what the button of the newest preview or proposal does: whoever cannot press can write it."""
    waiting = drafts.open_of(turn.tx, turn.person(sender).id, kind)
    if not waiting:
        raise Refusal("nothing_prepared")
    act = batches.confirm if kind == batches.KIND else submit
    return act(turn, sender, waiting[-1].id)


def discard(turn: Turn, sender: Sender, number: int) -> Answer:
    """Report nothing of a table."""
    draft = batches.own_draft(turn, turn.person(sender).id, number, IMPORT)
    drafts.end(turn.tx, draft.id)
    _take_buttons(turn, sender, number)
    return Answer("cancelled")


def _take_buttons(turn: Turn, sender: Sender, number: int) -> None:
    if sender.pressed:
        turn.owe(sender.chat, "proposal_over", {"draft": number, "message": sender.message})
