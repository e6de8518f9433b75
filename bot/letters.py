"""The one table of letters: kind -> the query that reads what it is about, and the view that renders it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from itertools import chain
from typing import Any

from handlers.actions import (
    answers,
    batches,
    charts,
    claims,
    dialogues,
    digests,
    edits,
    nudges,
    replies,
    rules,
    standings,
    viewing,
    workbooks,
)
from handlers.actions import reminders as reminder_actions
from handlers.actions.turn import Turn
from handlers.results import Content, Edit, LineOutcome, Message, Picture, Reaction, Receipt
from handlers.results.desks import Imported
from handlers.views import albums, cards, desks, reminders, texts
from handlers.views import answers as answer_views
from handlers.views import dialogues as dialogue_views
from handlers.views import evidence as evidence_view
from handlers.views import rules as rule_views
from storage import outbox, publications
from storage.outbox import Letter

Render = Callable[[Turn, Letter], tuple[Content, ...]]
UNCOUNTED = frozenset({"reaction"})
IDEMPOTENT = frozenset({"reaction", "card_edit", "step_page", "batch_over", "proposal_over"})
LONG = frozenset(
    {"receipt", "board", "week", "unit", "mine", "todo", "why", "rules", "batch", "batch_done", "notices", "imported"}
    | {"remind", "digest", "overdue", "evidence", "table_faults", "proposal"}
)
"""Kinds whose text may need several messages."""
LATE = frozenset({"picture", "week_picture"})
"""Pictures whose text went out without them: they wait until drawing works, and hold up nothing else."""


def render(turn: Turn, letter: Letter) -> Content | None:
    """Return what a letter says; long answers are letters of several parts, `part` says which one this is.

    None where the answer has become shorter since its first part was sent.
    """
    part: int = letter.payload.get("part", 0)
    found = KINDS[letter.kind](turn, letter)
    return found[part] if part < len(found) else None


def owe_rest(turn: Turn, letter: Letter, *, picture: bool) -> None:
    """Owe what is to follow a letter: its next part if there is one, and the `picture` that it went out without."""
    part = letter.payload.get("part", 0) + 1
    if letter.kind in LONG and part < len(KINDS[letter.kind](turn, letter)):
        _owe(turn, letter, letter.kind, {**letter.payload, "part": part}, "next")
    if picture:
        kind = "week_picture" if letter.kind == "week" else "picture"
        _owe(turn, letter, kind, {**letter.payload, "of": letter.kind}, "picture")


def _owe(turn: Turn, letter: Letter, kind: str, payload: dict[str, Any], key: str) -> None:
    outbox.owe(turn.tx, letter.chat, kind, payload, dedupe=f"{letter.id}:{key}", silent=True, topic=letter.topic)


def _claimed(turn: Turn, payload: dict[str, Any]) -> Any:  # noqa: ANN401 - handed straight to a view
    as_of = datetime.fromisoformat(payload["as_of"]) if "as_of" in payload else None
    return claims.describe(turn, payload["number"], payload["version"], as_of)


def _about(view: Callable[[Any], Message]) -> Render:
    return lambda turn, letter: (view(_claimed(turn, letter.payload)),)


def _evidence(turn: Turn, letter: Letter) -> tuple[Content, ...]:
    return evidence_view.shown(_claimed(turn, letter.payload), viewing.pieces(turn, letter.payload["number"]))


def _text(_turn: Turn, letter: Letter) -> tuple[Content, ...]:
    return (texts.text(letter.payload["code"], letter.payload["values"]),)


def _receipt(turn: Turn, letter: Letter) -> tuple[Content, ...]:
    payload = letter.payload
    as_of = datetime.fromisoformat(payload["as_of"])
    taken = tuple((claims.describe(turn, number, version, as_of), same) for number, version, same in payload["taken"])
    others = tuple(
        LineOutcome(o["line"], code=o["code"], values=o["values"], draft=o["draft"], options=tuple(o["options"]))
        for o in payload["others"]
    )
    return cards.receipt(Receipt(taken, others))


def _card_edit(turn: Turn, letter: Letter) -> tuple[Content, ...]:
    shown = outbox.letter(turn.tx, letter.payload["card"])
    message = None if shown is None else shown.message
    return (Edit(message, cards.card(_claimed(turn, letter.payload))),)


def _ask(turn: Turn, letter: Letter) -> tuple[Content, ...]:
    payload = letter.payload
    return (cards.ask(letter.kind, _claimed(turn, payload), payload["person"], payload["name"]),)


def _choose(turn: Turn, letter: Letter) -> tuple[Content, ...]:
    return (cards.choose(tuple(claims.describe(turn, number, version) for number, version in letter.payload["items"])),)


def _reaction(_turn: Turn, letter: Letter) -> tuple[Content, ...]:
    return (Reaction(letter.payload["message"], letter.payload["emoji"]),)


def _board(turn: Turn, letter: Letter) -> tuple[Content, ...]:
    return albums.asked([charts.asked(turn, letter.payload)])


def _week(turn: Turn, letter: Letter) -> tuple[Content, ...]:
    return albums.posted(standings.posted_board(turn, letter.payload["publication"]))


def _unit(turn: Turn, letter: Letter) -> tuple[Content, ...]:
    return albums.asked(charts.unit(turn, letter.payload))


def _late(turn: Turn, letter: Letter) -> tuple[Content, ...]:
    """Return the parts of the letter that went out as text; of their words a picture only repeats the first line."""
    parts = KINDS[letter.payload["of"]](turn, letter)
    return tuple(
        replace(part, caption=part.caption.partition("\n")[0], instead="") if isinstance(part, Picture) else part
        for part in parts
    )


def _mine(turn: Turn, letter: Letter) -> tuple[Content, ...]:
    payload, period = letter.payload, answers.period_of(turn, letter.payload)
    found = answers.mine(turn, payload["person"], period, datetime.fromisoformat(payload["as_of"]))
    drawn = (albums.asked(shown) for shown in charts.own_units(turn, {**payload, "period": str(period)}))
    return (*chain.from_iterable(drawn), *answer_views.mine(found))


def _todo(turn: Turn, letter: Letter) -> tuple[Content, ...]:
    payload = letter.payload
    return tuple(answer_views.todo(answers.todo(turn, payload["person"], datetime.fromisoformat(payload["as_of"]))))


def _why(turn: Turn, letter: Letter) -> tuple[Content, ...]:
    payload = letter.payload
    period, as_of = answers.period_of(turn, payload), datetime.fromisoformat(payload["as_of"])
    found = answers.explain(turn, payload["unit"], payload["metric"], period, as_of)
    return tuple(answer_views.why(found, evidence=payload.get("evidence", True)))


def _edited(turn: Turn, letter: Letter) -> tuple[Content, ...]:
    payload = letter.payload
    return (dialogue_views.edited(payload["draft"], edits.changes(turn, payload["items"])),)


def _rules(turn: Turn, letter: Letter) -> tuple[Content, ...]:
    return tuple(rule_views.rules(rules.describe(turn, letter.payload["arenas"], letter.payload["metrics"])))


def _step(turn: Turn, letter: Letter) -> tuple[Content, ...]:
    payload = letter.payload
    shown = dialogue_views.step(dialogues.step(turn, payload["draft"], payload["page"]))
    return (Edit(payload["message"], shown) if "message" in payload else shown,)


def _batch(turn: Turn, letter: Letter) -> tuple[Content, ...]:
    found = batches.batch(turn, letter.payload["draft"], _as_of(letter))
    over = letter.payload.get("message")
    return desks.batch(found) if over is None else (desks.batch_over(found, over),)


def _batch_done(turn: Turn, letter: Letter) -> tuple[Content, ...]:
    payload = letter.payload
    return desks.batch_done(batches.batch_done(turn, payload["items"], payload["refused"], _as_of(letter)))


def _notices(turn: Turn, letter: Letter) -> tuple[Content, ...]:
    return desks.notices(batches.several(turn, letter.payload["items"], _as_of(letter)))


def _imported(turn: Turn, letter: Letter) -> tuple[Content, ...]:
    taken = batches.several(turn, letter.payload["items"], _as_of(letter))
    return desks.imported(Imported(taken, letter.payload["unchanged"]))


def _form(turn: Turn, letter: Letter) -> tuple[Content, ...]:
    return (desks.form(workbooks.form(turn, letter.payload["person"])),)


def _table_refused(_turn: Turn, letter: Letter) -> tuple[Content, ...]:
    return (desks.table_refused(letter.payload["code"], letter.payload["values"]),)


def _table_faults(_turn: Turn, letter: Letter) -> tuple[Content, ...]:
    return desks.table_faults(letter.payload["name"], letter.payload["faults"])


def _table_same(_turn: Turn, letter: Letter) -> tuple[Content, ...]:
    return (desks.table_same(letter.payload["name"], letter.payload["unchanged"]),)


def _proposal(turn: Turn, letter: Letter) -> tuple[Content, ...]:
    found = workbooks.proposal(turn, letter.payload["draft"])
    over = letter.payload.get("message")
    return desks.proposal(found) if over is None else (desks.proposal_over(found, over),)


def _as_of(letter: Letter) -> datetime:
    return datetime.fromisoformat(letter.payload["as_of"])


def _ask_arrived(turn: Turn, letter: Letter) -> tuple[Content, ...]:
    posted = publications.publication(turn.tx, letter.payload["publication"])
    if posted is None:
        raise LookupError(letter.payload["publication"])
    arena = turn.rulebook.arena(posted.arena).name
    return (answer_views.ask_arrived(arena, posted.slot, letter.payload["letter"]),)


def _remind(turn: Turn, letter: Letter) -> tuple[Content, ...]:
    return tuple(reminders.reminder(reminder_actions.describe(turn, letter)))


def _nil_choose(turn: Turn, letter: Letter) -> tuple[Content, ...]:
    about = outbox.letter(turn.tx, letter.payload["letter"])
    found = None if about is None else reminder_actions.describe(turn, about)
    return tuple(reminders.nil_choose(found))


def _digest(turn: Turn, letter: Letter) -> tuple[Content, ...]:
    view = reminders.digest if letter.kind == "digest" else reminders.overdue
    return tuple(view(digests.describe(turn, letter)))


def _nudge(turn: Turn, letter: Letter) -> tuple[Content, ...]:
    return tuple(reminders.nudge(nudges.describe(turn, letter)))


KINDS: dict[str, Render] = {
    "text": _text,
    "receipt": _receipt,
    "card": _about(cards.card),
    "card_edit": _card_edit,
    "notice": _about(cards.notice),
    "decided": _about(cards.decided),
    "withdraw": _about(cards.withdrawn),
    "restore": _about(cards.restored),
    **dict.fromkeys(replies.ASKED, _ask),
    "choose": _choose,
    "reaction": _reaction,
    "evidence": _evidence,
    "board": _board,
    "week": _week,
    "unit": _unit,
    "mine": _mine,
    "todo": _todo,
    "why": _why,
    "rules": _rules,
    "ask_arrived": _ask_arrived,
    "picture": _late,
    "week_picture": _late,
    "step": _step,
    "edited": _edited,
    "step_page": _step,
    "batch": _batch,
    "batch_over": _batch,
    "batch_done": _batch_done,
    "notices": _notices,
    "imported": _imported,
    "form": _form,
    "table_refused": _table_refused,
    "table_faults": _table_faults,
    "table_same": _table_same,
    "proposal": _proposal,
    "proposal_over": _proposal,
    "remind": _remind,
    "nil_choose": _nil_choose,
    "digest": _digest,
    "overdue": _digest,
    "nudge": _nudge,
}
