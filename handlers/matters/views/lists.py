"""Parts in lists: what is said of the bot's own accord, and the pages of the ledger."""

from handlers.matters.results import Ledger, Listed, Parent, Several
from handlers.matters.texts.words import LABELS, LIGHTS, STATES, called, until
from handlers.matters.views.cards import entry, in_a_line, see
from handlers.results import Button, Edit, Message, Rows
from handlers.texts import listed, messages, sentence
from scoring.calendar import worded
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
    lines += [
        _several(each, found) if isinstance(each, Several) else in_a_line(each, found.now.year) for each in found.lines
    ]
    if found.pages > 1:
        lines.append(sentence("ledger_page", {"page": found.page + 1, "pages": found.pages}))
    if found.closed:
        lines.append(sentence("ledger_closed", {"count": found.closed}))
    rows = [(_open(each) if isinstance(each, Several) else see(each),) for each in found.lines]
    return Message("\n".join(lines), (*rows, *_turns(found), *_closed(found), *_files(found)))


def _several(found: Several, page: Ledger) -> str:
    """Write several parts of one matter in a line: how many stand where."""
    told = listed(both(f"{name} {count}", f"{name}: {count}") for name, count in _counts(found))
    values = {
        "entry": entry(found.number),
        "count": found.units,
        "stands": f"{told} {LIGHTS.get(found.light, '')}".strip(),
        "due_told": until(found.deadline, page.now.year),
        "title": found.title,
    }
    return sentence("ledger_several", values)


def _counts(found: Several) -> list[tuple[str, int]]:
    return [(called(state, problem=found.problem), count) for state, count in found.counts]


def _open(found: Several) -> Button:
    """Return the button that shows the parts of a matter."""
    units = LABELS["several"].format(count=found.units)
    return Button(f"{LABELS['see']} {entry(found.number)} {units}", f"matter_parts:{found.number}:0")


def _closed(found: Ledger) -> Rows:
    label = f"{LABELS['closed']} {found.closed}"
    return ((Button(label, f"ledger_closed:{found.letter}:0"),),) if found.closed else ()


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
