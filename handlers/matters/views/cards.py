"""A part as its card, a whole matter as its sheet, what is asked and told about them."""

from collections.abc import Sequence

from handlers.evidence.views import listed as listed_evidence
from handlers.matters.results import Card, Line, MatterTold, Offer, Question, Receipt, Sheet, Told
from handlers.matters.texts.words import HOW, LABELS, LIGHTS, WHO, called, how, left, mark, until
from handlers.results import Button, Content, Edit, Message, Piece, Rows
from handlers.submissions.texts import cleared
from handlers.texts import cut, escape, listed, mention, messages, open_in, sentence, text, when
from scoring.calendar import worded
from scoring.language import both
from scoring.reading.acts import WORDS

SHOWN, LINES = 20, 40
"""So many parts of a matter have a button on its sheet, and a line."""


def card(found: Card) -> Message:
    """Show a part: what is owed until when, what was done, and what its reader can do."""
    parts = [sentence("matter_head", {"mark": mark(found.state), "entry": entry(found.number), "unit": found.unit})]
    parts.append(sentence("matter_state", {"kind": found.kind, "stands": stands(found), "round": found.round}))
    parts.append(sentence("matter_title", {"title": found.title}))
    if found.quantity is not None:
        parts.append(sentence("matter_quantity", {"quantity": found.quantity, "done": found.done}))
    waits = found.state in ("proposed", "open", "asking")
    told = {"due_told": until(found.deadline, found.now.year), "left": left(found.now, found.deadline) if waits else ""}
    parts.append(sentence("matter_deadline", told))
    parts += [*_about(found), *_happened(found)]
    said = [act for act in found.possible if act != "take_back"]
    if said:
        proof = found.proof if "finish" in said else "adds" if found.adds else "none"
        parts.append(sentence("matter_how", {"how": how(said, found.quantity), "proof": proof}))
    return Message("\n".join(parts), buttons(found))


def entry(number: int) -> str:
    """Write a number of the ledgers (台账号)."""
    return f"T{number:04}"


def stands(found: Card | Line) -> str:
    """Say where a part stands, with its light."""
    light = LIGHTS.get(found.light, "")
    return f"{called(found.state, problem=found.problem)} {light}".strip()


def _about(found: Card) -> list[str]:
    """Tell what was said when it was assigned."""
    lines = []
    if found.source:
        lines.append(sentence("matter_source", {"source": found.source}))
    if found.parent is not None:
        lines.append(sentence("matter_parent", {"parent": found.parent[0], "title": found.parent[1]}))
    if found.helpers:
        lines.append(sentence("matter_helpers", {"helpers": list(found.helpers)}))
    if found.measure:
        lines.append(sentence("matter_measure", {"measure": found.measure}))
    if found.responsible:
        lines.append(sentence("matter_responsible", {"responsible": found.responsible}))
    values = {"by": found.by, "at": when(found.at), "whose": listed(found.verifiers) or WHO["admin"]}
    return [*lines, sentence("matter_put" if found.proposed else "matter_given", values)]


def _happened(found: Card) -> list[str]:
    """Tell what was done since."""
    lines = []
    if found.progress is not None:
        lines.append(sentence("matter_progress", _said(found, found.progress)))
    lines += [sentence(f"matter_was_{act}", _said(found, told)) for act, told in found.history]
    if found.extensions:
        lines.append(sentence("matter_extended", {"count": found.extensions, "most": found.most}))
    if found.asked is not None:
        deadline, told = found.asked
        lines.append(sentence("matter_asked", {**_said(found, told), "due_told": until(deadline, found.now.year)}))
    if found.finished is not None:
        lines.append(sentence("matter_finished", _said(found, found.finished)))
    if found.evidence:
        gone = cleared(found.evidence, found.cleared)
        lines.append(sentence("matter_files", {"count": found.evidence, "gone": gone}))
    elif found.state == "verifying" and found.proof != "none":
        lines.append(sentence("matter_no_files", {}))
    if found.verified is not None:
        lines.append(sentence("matter_verified", {**_said(found, found.verified), "outcome": found.outcome}))
    elif found.outcome is not None:
        lines.append(sentence("matter_outcome", {"outcome": found.outcome}))
    if found.recheck is not None:
        told_day = {"on_day": f"{found.recheck:%Y-%m-%d}", "settled": found.settled}
        lines.append(sentence("matter_recheck", told_day))
    return lines


def _said(found: Card, told: Told) -> dict[str, object]:
    figure = "" if told.done is None or found.quantity is None else f"{told.done}/{found.quantity}"
    said, who = " ".join(filter(None, (figure, told.words))), f"{told.by} {when(told.at)}"
    return {"words": both(f"{said}（{who}）", f"{said} ({who})") if said else who}


def buttons(found: Card) -> Rows:
    """Offer what its reader can do now."""
    key = f"{found.number}:{found.key}:{found.stamp}"
    offered = {
        "verify": Button(LABELS["verify"], f"matter_verify:{key}"),
        "return": Button(LABELS["return"], f"matter_return:{key}"),
        "amend": Button(LABELS["amend"], f"matter_amend:{key}"),
        "finish": Button(LABELS["finish"], f"matter_finish:{key}"),
        "progress": Button(LABELS["progress"], f"matter_progress:{key}"),
        "recall": Button(LABELS["recall"], f"matter_recall:{key}"),
        "ask": Button(LABELS["ask"], f"matter_ask:{key}"),
        "move": Button(LABELS["move"], f"matter_move:{key}"),
        "withdraw": Button(LABELS["withdraw"], f"matter_withdraw:{key}"),
        "settle": Button(LABELS["settle"], f"matter_settle:{key}"),
        "rebound": Button(LABELS["rebound"], f"matter_rebound:{key}"),
        "hand_over": Button(LABELS["hand_over"], f"matter_hand_over:{key}"),
        "take_back": Button(LABELS["take_back"], f"matter_take_back:{key}"),
        "urge": Button(LABELS["urge"], f"matter_urge:{key}"),
    }
    same = {"accept": "verify", "grant": "verify", "refuse": "return", "deny": "return"}
    mine = [offered[same.get(act, act)] for act in found.possible]
    if found.adds:
        mine.append(Button(LABELS["add"], f"matter_add:{found.number}:{found.key}"))
    if found.evidence:
        mine.append(Button(LABELS["evidence"], f"matter_evidence:{found.number}:{found.key}"))
    return tuple(tuple(mine[start : start + 3]) for start in range(0, len(mine), 3))


def edit(found: tuple[int | None, Card]) -> Edit:
    """Show a card as it is now in the place of the one that was sent."""
    message, shown = found
    return Edit(message, card(shown))


def sheet(found: Sheet) -> Message:
    """Show a whole matter: how many parts stand where, and each in a line."""
    counts: dict[str, int] = {}
    for line in found.lines:
        state = called(line.state, problem=line.problem)
        counts[state] = counts.get(state, 0) + 1
    units = [line.unit for line in found.lines]
    heading = "matter_sheet_new" if found.answers else "matter_sheet"
    parts = [sentence(heading, {"entry": entry(found.number), "units": units, "title": found.title})]
    told = [both(f"{state} {count}", f"{state}: {count}") for state, count in counts.items()]
    parts.append(sentence("matter_sheet_counts", {"kind": found.kind, "told": listed(told), "by": found.by}))
    parts += [in_a_line(line, found.now.year, whole=False) for line in found.lines[:LINES]]
    if len(found.lines) > LINES:
        parts.append(sentence("matter_list_more", {"count": len(found.lines) - LINES}))
    whose = listed(found.verifiers) or WHO["admin"]
    going = [line.unit for line in found.lines if line.state in ("open", "asking")]
    if len(found.lines) == 1 and going:
        parts.append(sentence("matter_sheet_one", {"whose": whose}))
    elif going:
        example = {"whose": whose, "entry": entry(found.number), "unit": going[0]}
        parts.append(sentence("matter_sheet_whose", example))
    elif len(found.lines) > 1:
        parts.append(sentence("matter_sheet_over", {"whose": whose}))
    rows = tuple((see(line),) for line in found.lines[:SHOWN])
    return Message("\n".join(parts), rows)


def sheet_edit(found: tuple[int | None, Sheet]) -> Edit:
    """Show a whole matter as it is now in the place of the card that was sent."""
    message, shown = found
    return Edit(message, sheet(shown))


def in_a_line(line: Line, year: int, *, whole: bool = True) -> str:
    """Write a part in a line; of a sheet without what its heading says."""
    figure = "" if line.quantity is None else f" {line.done or 0}/{line.quantity}"
    values = {
        "entry": entry(line.number),
        "unit": line.unit,
        "stands": stands(line),
        "due_told": until(line.deadline, year),
        "figure": figure,
        "title": line.title,
    }
    return sentence("matter_line" if whole else "matter_sheet_line", values)


def see(line: Line) -> Button:
    """Return the button that shows the card of a part."""
    label = f"{LABELS['see']} {entry(line.number)} {worded(line.unit)}"[:40]
    return Button(label, f"matter_see:{line.number}:{line.key}")


def told(found: MatterTold) -> Message:
    """Say one sentence about parts."""
    return text(found.code, found.values)


def receipt(found: Receipt) -> tuple[Message, ...]:
    """Tell what became of every line that assigns."""
    lines: list[str] = []
    rows: list[tuple[Button, ...]] = []
    for one in found.taken:
        values = {
            "entry": one.entry,
            "units": list(one.units),
            "title": one.title,
            "due": one.deadline.isoformat(),
            "quantity": one.quantity,
            "verifiers": list(one.verifiers),
        }
        lines.append(sentence("matter_proposed" if one.proposed else "matter_assigned_told", values))
    several = len(found.taken) + len(found.others) > 1
    for other in found.others:
        said = text(other.code, other.values)
        lines.append(f"“{escape(cut(other.line))}”\n{said.text}" if several else said.text)
        rows += said.buttons
    return messages(lines, tuple(rows))


def ask(found: Question) -> Message:
    """Ask for what an act lacks; nothing has happened yet."""
    shown = found.card
    named = {"entry": entry(shown.number), "unit": shown.unit, "title": shown.title}
    code = "matter_ask_finish_evidence" if found.act == "finish" and found.evidence else f"matter_ask_{found.act}"
    values = {**named, "quantity": shown.quantity, "deed": found.act, "due": shown.deadline.isoformat()}
    return Message(f"{mention(found.person, found.name)}{both('：', ': ')}{sentence(code, values)}", ask=True)


def offer(found: Offer) -> Message:
    """List the parts that words may be about, with a button each that does what they say."""
    rows = tuple(
        (Button(f"{entry(line.number)} {worded(line.unit)}"[:40], f"matter_meant:{found.draft}:{place}"),)
        for place, line in enumerate(found.lines)
    )
    said = HOW["finish"].format(finished="") if WORDS.get(found.said) == "finish" else found.said
    values = {"said": cut(said)}
    lines = [sentence("matter_offer", values), *(in_a_line(line, line.deadline.year) for line in found.lines)]
    return Message("\n".join(lines), rows, open=open_in("matter_offer", values, rows))


def evidence(found: tuple[Card, Sequence[Piece]]) -> tuple[Content, ...]:
    """Show what was sent along with a part."""
    shown, pieces = found
    caption = sentence("matter_evidence_of", {"entry": entry(shown.number)})
    return listed_evidence(
        caption, sentence("matter_evidence_what", {"unit": shown.unit, "title": shown.title}), pieces
    )
