"""The one table of letters: kind -> the query that reads what it is about, and the view that renders it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from handlers.actions import (
    answers,
    batches,
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
from handlers.results.board import Board
from handlers.results.desks import Imported
from handlers.views import answers as answer_views
from handlers.views import boards, cards, desks, reminders, texts
from handlers.views import dialogues as dialogue_views
from handlers.views import evidence as evidence_view
from handlers.views import rules as rule_views
from scoring.calendar import Period
from storage import outbox, publications
from storage.outbox import Letter

Render = Callable[[Turn, Letter], tuple[Content, ...]]
UNCOUNTED = frozenset({"reaction"})
IDEMPOTENT = frozenset({"reaction", "card_edit", "step_page", "batch_over", "proposal_over"})
LONG = frozenset(
    {"receipt", "board", "week", "mine", "todo", "why", "rules", "batch", "batch_done", "notices", "imported"}
    | {"remind", "digest", "overdue", "evidence", "table_faults", "proposal"}
)
"""Kinds whose text may need several messages."""


def render(turn: Turn, letter: Letter) -> Content | None:
    """Return what a letter says; long answers are letters of several parts, `part` says which one this is.

    None where the answer has become shorter since its first part was sent.
    """
    part: int = letter.payload.get("part", 0)
    found = KINDS[letter.kind](turn, letter)
    return found[part] if part < len(found) else None


def parts(turn: Turn, letter: Letter) -> int:
    """Return how many messages a letter takes."""
    return len(KINDS[letter.kind](turn, letter))


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
    payload = letter.payload
    period = Period.parse(payload["period"])
    if period is None:
        raise LookupError(payload["period"])
    as_of = datetime.fromisoformat(payload["as_of"])
    return _pictures(standings.board(turn, payload["arena"], period, as_of, payload["own"]), asked=True)


def _week(turn: Turn, letter: Letter) -> tuple[Content, ...]:
    return _pictures(standings.posted_board(turn, letter.payload["publication"]), asked=False)


def _pictures(board: Board, *, asked: bool) -> tuple[Content, ...]:
    caption = texts.escape(boards.caption(board, asked=asked))
    pages = len(boards.pages(len(board.rows)))
    drawn = tuple(Picture(board, page, caption if page == 1 else "") for page in range(1, pages + 1))
    return drawn + tuple(Message(texts.escape(text)) for text in boards.messages(board, asked=asked))


def _mine(turn: Turn, letter: Letter) -> tuple[Content, ...]:
    payload = letter.payload
    return tuple(answer_views.mine(answers.mine(turn, payload["person"], datetime.fromisoformat(payload["as_of"]))))


def _todo(turn: Turn, letter: Letter) -> tuple[Content, ...]:
    payload = letter.payload
    return tuple(answer_views.todo(answers.todo(turn, payload["person"], datetime.fromisoformat(payload["as_of"]))))


def _why(turn: Turn, letter: Letter) -> tuple[Content, ...]:
    payload = letter.payload
    as_of = datetime.fromisoformat(payload["as_of"])
    return tuple(answer_views.why(answers.explain(turn, payload["unit"], payload["metric"], as_of)))


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
    "mine": _mine,
    "todo": _todo,
    "why": _why,
    "rules": _rules,
    "ask_arrived": _ask_arrived,
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
