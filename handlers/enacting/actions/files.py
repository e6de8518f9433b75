"""Rulebooks as files: one that an admin sends is fetched and judged beside everything else; those in force go out."""

from collections.abc import Sequence
from importlib import resources
from typing import Any

from handlers.enacting.actions import changing, templates
from handlers.enacting.actions.beginning import open_months
from handlers.enacting.results import RulebookFaults, RulebookFile, RulebookWanted
from handlers.results import Answer, Owed, Payload, Refusal, Sender, Text
from handlers.turn import Turn, read_rulebook
from scoring.faults import Fault
from scoring.samples import SAMPLES
from storage import drafts, rulebooks
from storage.drafts import Draft

SENT = "rulebook_file"
"""Drafts: a rulebook to be fetched."""
NAMED = 20
"""Faults that are named."""


def arrived(turn: Turn, sender: Sender) -> Answer | None:
    """Note a rulebook that an admin sent, to be fetched; None of any other file, and from anybody else."""
    file = sender.files[0]
    person = turn.person(sender)
    if not file.name.lower().endswith(".toml") or not person.admin:
        return None
    drafts.begin(turn.tx, person.id, SENT, sender.to_fetch)
    return Answer()


def refuse(turn: Turn, draft: Draft, code: str, values: dict[str, Any]) -> None:
    """Tell the sender what is wrong with a rulebook as a file."""
    _answer(turn, draft, "text", Text(code, values))


def find_faulty(turn: Turn, draft: Draft, faults: Sequence[Fault]) -> None:
    """Tell the sender what is wrong inside a rulebook."""
    told = [(fault.place, fault.code, dict(fault.values)) for fault in faults[:NAMED]]
    _answer(turn, draft, "rulebook_faults", RulebookFaults(draft.payload["name"], told, len(faults)))


def judge(turn: Turn, draft: Draft, body: bytes) -> None:
    """Show what a rulebook without fault would change, and ask from when on it is to hold."""
    sender = Sender(draft.person, "", draft.payload["chat"], True, draft.payload["message"], turn.now, turn.now)
    try:
        changing.office(turn, sender)
        _refuse_unless_changing(turn, body)
        changing.offer(turn, sender, "rulebook", body.decode())
    except Refusal as refusal:
        refuse(turn, draft, refusal.code, refusal.values)


def _refuse_unless_changing(turn: Turn, body: bytes) -> None:
    """Refuse a rulebook that holds as it stands for every month that it could hold for."""
    known, new = rulebooks.in_force(turn.tx), read_rulebook(body)
    template = templates.named(turn, new)
    held = []
    for month in open_months(turn, new.competition.year):
        one = rulebooks.holding_on(month.first, known)
        held.append(one.body == body and one.template == template and not turn.amended(month))
    if held and all(held):
        raise Refusal("rulebook_same")


def _answer(turn: Turn, draft: Draft, kind: str, payload: Payload) -> None:
    turn.owe(draft.payload["chat"], kind, payload, reply_to=draft.payload["message"])


def fetch(turn: Turn, sender: Sender, sample: int) -> Answer:
    """Owe an admin a rulebook as a file: the sample, or the one that holds today."""
    changing.office(turn, sender)
    turn.owe_private(sender, "rulebook", RulebookWanted(bool(sample)), key=str(sample))
    return Answer()


def rulebook_file(turn: Turn, owed: Owed[RulebookWanted]) -> RulebookFile:
    """Return a rulebook to be handed over."""
    if owed.payload.sample:
        body = resources.files("scoring.samples").joinpath(SAMPLES[0]).read_bytes()
        return RulebookFile(SAMPLES[0], body, sample=True)
    today = turn.local(turn.now).date()
    held = rulebooks.holding_on(today, rulebooks.in_force(turn.tx))
    return RulebookFile(f"rulebook-{held.fingerprint.removeprefix('sha256:')[:8]}.toml", held.body, sample=False)
