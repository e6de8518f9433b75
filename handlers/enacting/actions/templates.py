"""Templates of circulars: one that an admin sends is fetched and tried; a rulebook that names it takes it along."""

from collections.abc import Sequence
from typing import Any

from handlers import phrases
from handlers.enacting.actions.beginning import refuse_unless_office
from handlers.enacting.results import TemplateFaults, TemplateShown, TemplateTried
from handlers.results import Answer, Owed, Payload, Refusal, Sender, Text
from handlers.turn import Turn, read_rulebook
from scoring.rulebook.model import Rulebook
from storage import changes, drafts, templates
from storage.drafts import Draft

SENT = "template_file"
"""Drafts: a template to be fetched."""


def arrived(turn: Turn, sender: Sender, text: str) -> Answer | None:
    """Note a template that an admin sent, to be fetched; None of any other file, and from anybody else."""
    file = sender.files[0]
    is_one = file.name.lower().endswith(".docx") and phrases.names_template(file.name + text)
    if not is_one or not turn.person(sender).admin:
        return None
    drafts.begin(turn.tx, sender.person, SENT, sender.to_fetch)
    return Answer()


def refuse(turn: Turn, draft: Draft, code: str, values: dict[str, Any]) -> None:
    """Tell the sender what is wrong with a template as a file."""
    _answer(turn, draft, "text", Text(code, values))


def find_faulty(turn: Turn, draft: Draft, faults: Sequence[tuple[str, dict[str, Any]]]) -> None:
    """Tell the sender what is wrong with its tags."""
    _answer(turn, draft, "template_faults", TemplateFaults(draft.payload["name"], [list(one) for one in faults]))


def take(turn: Turn, draft: Draft, content: bytes) -> None:
    """Keep a template without fault, and show its sender, who is still an admin, what becomes of it.

    One for which a rulebook waits is not swapped under those who are to sign that.
    """
    try:
        refuse_unless_office(turn.person_by_id(draft.person))
    except Refusal as refusal:
        refuse(turn, draft, refusal.code, refusal.values)
        return
    name, last = draft.payload["name"], templates.newest(turn.tx, draft.payload["name"])
    if last is not None and last.content != content and name in _awaited(turn):
        refuse(turn, draft, "template_awaited", {"name": name})
        return
    number = templates.keep(turn.tx, name, content)
    turn.record(draft.person, "template")
    _answer(turn, draft, "template_tried", TemplateTried(number))


def _awaited(turn: Turn) -> set[str]:
    """Return the templates that rulebooks name which wait for a signature."""
    waiting = (one.content for one in changes.waiting(turn.tx) if one.kind == "rulebook")
    return {read_rulebook(content.encode()).publish.template for content in waiting}


def tried(turn: Turn, owed: Owed[TemplateTried]) -> TemplateShown:
    """Return a template that was kept."""
    found = templates.get(turn.tx, owed.payload.template)
    return TemplateShown(found.name, found.content)


def bring(turn: Turn, rulebook: Rulebook, content: bytes) -> None:
    """Keep the template that stands beside a rulebook which is about to be proposed in the place of any other."""
    templates.keep(turn.tx, rulebook.publish.template, content)


def named(turn: Turn, rulebook: Rulebook) -> int | None:
    """Return the template that a rulebook takes along; None where it names none."""
    name = rulebook.publish.template
    if not name:
        return None
    found = templates.newest(turn.tx, name)
    if found is None:
        raise Refusal("template_missing", name=name)
    return found.id


def _answer(turn: Turn, draft: Draft, kind: str, payload: Payload) -> None:
    turn.owe(draft.payload["chat"], kind, payload, reply_to=draft.payload["message"])
