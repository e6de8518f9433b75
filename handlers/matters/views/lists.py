"""Parts in lists: what is said of the bot's own accord, and the pages of the ledger."""

from handlers.matters.results import Ledger, Listed, Parent
from handlers.matters.texts.words import LABELS, LIGHTS, STATES
from handlers.matters.views.cards import in_a_line, see
from handlers.results import Button, Edit, Message, Rows
from handlers.texts import listed, messages, sentence, worded
from scoring.language import both

SHOWN = 20
"""So many parts of a list have a button, and so many lines it has."""
PARENTS = 10
"""So many matters above others stand before the parts of a page: a message has its limit."""


def reminder(found: Listed | None) -> tuple[Message, ...]:
    """List parts of the bot's own accord: why, and each in a line with a button that shows its card."""
    if found is None:
        return ()
    shown = found.lines[:SHOWN]
    lines = [sentence(f"matter_list_{found.why}", {"count": len(found.lines)})]
    lines += [in_a_line(line, found.now.year) for line in shown]
    if len(found.lines) > len(shown):
        lines.append(sentence("matter_list_more", {"count": len(found.lines) - len(shown)}))
    rows: list[tuple[Button, ...]] = []
    for line in shown:
        key = f"{line.number}:{line.key}:{line.stamp}"
        pair = (Button(LABELS["settle"], f"matter_settle:{key}"), Button(LABELS["rebound"], f"matter_rebound:{key}"))
        rows += [(see(line),), pair] if found.why == "recheck" else [(see(line),)]
    return messages(lines, tuple(rows))


def ledger(found: Ledger) -> Message:
    """Show a page of the ledger; to the group only how many parts each unit has."""
    told = listed(both(f"{STATES[state]} {count}", f"{STATES[state]}: {count}") for state, count in found.counts)
    narrowed = found.narrowed
    named = [
        worded(narrowed["unit"]),
        worded(narrowed["kind"]),
        LIGHTS.get(narrowed["light"], STATES.get(narrowed["light"], "")),
    ]
    values = {"narrowed": " ".join(filter(None, [*named, narrowed["parent"]])), "count": found.total, "told": told}
    head = (
        [sentence("ledger_head" if found.total else "ledger_none", values)] if found.total or not found.parents else []
    )
    lines = [*head, *map(_parent, found.parents[:PARENTS])]
    if len(found.parents) > PARENTS:
        lines.append(sentence("matter_list_more", {"count": len(found.parents) - PARENTS}))
    if found.units:
        lines += [sentence("ledger_unit", {"unit": unit, "count": n, "behind": late}) for unit, n, late in found.units]
        return Message("\n".join(lines))
    lines += [in_a_line(line, found.now.year) for line in found.lines]
    if found.pages > 1:
        lines.append(sentence("ledger_page", {"page": found.page + 1, "pages": found.pages}))
    rows: list[tuple[Button, ...]] = [(see(line),) for line in found.lines]
    return Message("\n".join(lines), (*rows, *_turns(found), *_files(found)))


def _turns(found: Ledger) -> Rows:
    turns = []
    if found.page:
        turns.append(Button(LABELS["back"], f"ledger_page:{found.letter}:{found.page - 1}"))
    if found.page + 1 < found.pages:
        turns.append(Button(LABELS["on"], f"ledger_page:{found.letter}:{found.page + 1}"))
    return (tuple(turns),) if turns else ()


def _files(found: Ledger) -> Rows:
    """Offer the ledger as a file, and the form to whoever may assign by file."""
    files = [Button(LABELS["export"], f"ledger_export:{found.letter}:0")] if found.total else []
    files += [Button(LABELS["import"], "ledger_import:0:0")] if found.imports else []
    return (tuple(files),) if files else ()


def _parent(found: Parent) -> str:
    values = {
        "entry": found.entry,
        "title": found.title,
        "responsible": found.responsible,
        "done": found.closed,
        "leaves": found.leaves,
        "light": LIGHTS.get(found.light, ""),
    }
    return sentence("ledger_parent", values)


def page(found: tuple[int | None, Ledger]) -> Edit:
    """Show another page in the place of the first."""
    message, shown = found
    return Edit(message, ledger(shown))
