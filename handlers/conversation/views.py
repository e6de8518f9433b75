"""The steps of a dialogue as messages: a question, a button an option, paged, and the ways back and out."""

from handlers.conversation.results import Change, Offer, Step
from handlers.results import Button, Buttons, Message
from handlers.submissions.results import Claimed
from handlers.submissions.views.lines import in_a_line
from handlers.submissions.views.sealed import sealed
from handlers.submissions.views.values import value_of
from handlers.texts import cut, escape, mention, numbered, open_in, sentence

WORDS = {"today": "今天", "yesterday": "昨天", "skip": "跳过", "done": "提交"}
"""Options that name no unit, metric or level."""
PAGE = 8
"""Options on one page."""


def step(found: Step) -> Message:
    """Ask a step; where nothing can be pressed in a group, the reader's reply field opens."""
    text = sentence(f"step_{found.step}", found.values)
    rows = _options(found)
    if found.asked is None:
        return Message(text, (*rows, _ways_out(found)))
    person, name = found.asked
    if rows:
        return Message(f"{mention(person, name)}：{text}\n{sentence('by_reply', {})}", (*rows, _ways_out(found)))
    return Message(f"{mention(person, name)}：{text}\n{sentence('only_reply', {})}", ask=True)


def keyboard(found: Buttons | None) -> tuple[Buttons, ...]:
    """Show the buttons that a message bears now; nothing where it bears them already."""
    return () if found is None else (found,)


def edited(found: Change) -> Message:
    """Ask whether the new values of an edited report are meant."""
    lines = [sentence("edit_asked", {})]
    lines += [
        f"{numbered(claimed.number)} {escape(claimed.metric)} {escape(value_of(claimed))} → {escape(new)}"
        for claimed, new in found.changes
    ]
    rows = ((Button("用新值", f"edit:{found.draft}:1"), Button("保留原值", f"edit:{found.draft}:0")),)
    return Message("\n".join(lines), rows, open=open_in("edit_asked", {}, rows))


def offered(found: Offer) -> Message:
    """List what somebody's words may be about, with a button each that does what they say."""
    code = "offer_one" if len(found.items) == 1 else "offer_several"
    values, rows = {"said": cut(found.said)}, tuple((_does(found, claimed),) for claimed in found.items)
    lines = [sentence(code, values), *map(in_a_line, found.items)]
    return Message("\n".join(lines), rows, open=open_in(code, values, rows))


def _does(found: Offer, claimed: Claimed) -> Button:
    label = f"{found.said[:16]} · {claimed.number:04} {claimed.metric}"[:40]
    key = f"{claimed.number}:{claimed.version}"
    match found.press:
        case "urge":
            return sealed(label, f"urge:{key}", claimed.seal)
        case "finish":
            return sealed(label, f"finish:{key}", claimed.seal)
        case "evidence_add":
            return sealed(label, f"evidence_add:{key}", claimed.seal)
        case "evidence_show":
            return sealed(label, f"evidence_show:{key}", claimed.seal)
    return sealed(label, f"meant:{key}:{found.draft}", claimed.seal)


def _options(found: Step) -> list[tuple[Button, ...]]:
    start = PAGE * found.page
    shown = list(enumerate(found.labels))[start : start + PAGE]
    rows: list[tuple[Button, ...]] = [
        (Button(WORDS.get(label, label)[:40], f"step:{found.draft}:{place}"),) for place, label in shown
    ]
    turns = []
    if found.page:
        turns.append(Button("上一页", f"step:{found.draft}:{-9 - found.page}"))
    if start + PAGE < len(found.labels):
        turns.append(Button("下一页", f"step:{found.draft}:{-11 - found.page}"))
    return [*rows, tuple(turns)] if turns else rows


def _ways_out(found: Step) -> tuple[Button, ...]:
    cancel = Button("取消", f"step:{found.draft}:-1")
    return (Button("上一步", f"step:{found.draft}:-2"), cancel) if found.back else (cancel,)
