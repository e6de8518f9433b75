"""The steps of a dialogue as messages: a question, a button an option, paged, and the ways back and out."""

from typing import Any

from handlers.conversation.results import Change, Offer, Step, Worked
from handlers.matters.texts.words import until, whole
from handlers.results import Button, Buttons, Edit, Message
from handlers.submissions.results import Claimed
from handlers.submissions.views.lines import in_a_line
from handlers.submissions.views.sealed import sealed
from handlers.submissions.views.values import value_of
from handlers.texts import cut, escape, listed, mention, numbered, open_in, sentence
from scoring.language import Words, both, named
from scoring.reading.ledger import CHOSEN, DAYS_AHEAD, JOINT
from scoring.reading.units import EVERY

WORDS = Words(
    {
        "today": ("今天", "Today"),
        "yesterday": ("昨天", "Yesterday"),
        "skip": ("跳过", "Skip"),
        "done": ("提交", "Submit"),
        "tomorrow": (DAYS_AHEAD["tomorrow"], "Tomorrow"),
        "friday": (DAYS_AHEAD["friday"], "Friday"),
        "next_friday": (DAYS_AHEAD["next_friday"], "Friday next week"),
        "chosen": (CHOSEN, "Done"),
    }
)
"""Options that name no unit, metric or level."""
_KEYS = {word: key for key, word in DAYS_AHEAD.items()} | {CHOSEN: "chosen"}
"""Words that a line about a matter may hold, as they are handed over."""
OF_MATTERS = ("owners", "until")
"""What is known of a matter in such words."""
PAGE = 8
"""Options on one page."""


def step(found: Step) -> Message:
    """Ask a step; where nothing can be pressed in a group, the reader's reply field opens."""
    text = sentence(
        f"step_{found.step}",
        {name: _known(name, value) for name, value in found.values.items()},
    )
    rows = _options(found)
    if found.asked is None:
        return Message(text, (*rows, _ways_out(found)))
    person, name = found.asked
    if rows:
        return Message(
            f"{mention(person, name)}{both('：', ': ')}{text}\n{sentence('by_reply', {})}", (*rows, _ways_out(found))
        )
    return Message(f"{mention(person, name)}{both('：', ': ')}{text}\n{sentence('only_reply', {})}", ask=True)


def _known(name: str, value: Any) -> Any:  # noqa: ANN401 - whatever is known
    """Say what is known of a matter: a day that was typed as people write it, with its hour."""
    if name == "until" and value not in _KEYS:
        return until(value)
    return _told(value) if name in OF_MATTERS else value


def _told(label: str) -> str:
    """Say an answer in the language that is spoken: what is no name of the rulebook, nor several, stays as it is."""
    if label.startswith(EVERY):
        arena, _, count = label.removeprefix(EVERY).rpartition(" ")
        return whole(arena, count)
    key = _KEYS.get(label, label)
    return WORDS.get(key) or (listed(label.split(JOINT)) if JOINT in label else named(label))


def keyboard(found: Buttons | None) -> tuple[Buttons, ...]:
    """Show the buttons that a message bears now; nothing where it bears them already."""
    return () if found is None else (found,)


def working(waits: bool) -> tuple[Message, ...]:  # noqa: FBT001 - what the query found
    """Say that a letter takes long to make, while it is still to come."""
    return (Message(sentence("working", {})),) if waits else ()


def worked(found: Worked) -> Edit:
    """End that message with what became of the letter."""
    return Edit(found.message, Message(sentence("worked", {}) if found.arrived else sentence("worked_not", {})))


def edited(found: Change) -> Message:
    """Ask whether the new values of an edited report are meant."""
    lines = [sentence("edit_asked", {})]
    new, old = both(("用新值", "保留原值"), ("Use the new", "Keep the old"))
    lines += [
        f"{numbered(claimed.number)} {escape(named(claimed.metric))} {escape(value_of(claimed))} → {escape(value)}"
        for claimed, value in found.changes
    ]
    rows = ((Button(new, f"edit:{found.draft}:1"), Button(old, f"edit:{found.draft}:0")),)
    return Message("\n".join(lines), rows, open=open_in("edit_asked", {}, rows))


def offered(found: Offer) -> Message:
    """List what somebody's words may be about, with a button each that does what they say."""
    code = "offer_one" if len(found.items) == 1 else "offer_several"
    values: dict[str, object] = {"said": cut(found.said)}
    if found.answered is not None:
        code, values = "offer_other", values | {"number": found.answered, "meant": found.items[0].number}
    rows = tuple((_does(found, claimed),) for claimed in found.items)
    lines = [sentence(code, values), *map(in_a_line, found.items)]
    return Message("\n".join(lines), rows, open=open_in(code, values, rows))


def _does(found: Offer, claimed: Claimed) -> Button:
    label = f"{found.said[:16]} · {claimed.number:04} {named(claimed.metric)}"[:40]
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
        (Button(_told(label)[:40], f"step:{found.draft}:{place}"),) for place, label in shown
    ]
    turns = []
    if found.page:
        turns.append(Button(both("上一页", "Back a page"), f"step:{found.draft}:{-9 - found.page}"))
    if start + PAGE < len(found.labels):
        turns.append(Button(both("下一页", "Next page"), f"step:{found.draft}:{-11 - found.page}"))
    return [*rows, tuple(turns)] if turns else rows


def _ways_out(found: Step) -> tuple[Button, ...]:
    cancel = Button(both("取消", "Cancel"), f"step:{found.draft}:-1")
    return (Button(both("上一步", "Back"), f"step:{found.draft}:-2"), cancel) if found.back else (cancel,)
