"""The steps of a dialogue as messages: a question, a button an option, paged, and the ways back and out."""

from handlers.results import Button, Message, Step
from handlers.views.texts import escape, sentence

PAGE = 8
"""Options on one page."""


def step(found: Step) -> Message:
    """Ask a step; where nothing can be pressed in a group, the reader's reply field opens."""
    text = sentence(f"step_{found.step}", found.values)
    rows = _options(found)
    if found.asked is None:
        return Message(text, (*rows, _ways_out(found)))
    person, name = found.asked
    mention = f'<a href="tg://user?id={person}">{escape(name)}</a>'
    if rows:
        return Message(f"{mention}：{text}\n{sentence('by_reply', {})}", (*rows, _ways_out(found)))
    return Message(f"{mention}：{text}\n{sentence('only_reply', {})}", ask=True)


def _options(found: Step) -> list[tuple[Button, ...]]:
    start = PAGE * found.page
    shown = list(enumerate(found.labels))[start : start + PAGE]
    rows: list[tuple[Button, ...]] = [(Button(label[:40], f"d:{found.draft}:{place}"),) for place, label in shown]
    turns = []
    if found.page:
        turns.append(Button("上一页", f"d:{found.draft}:{-9 - found.page}"))
    if start + PAGE < len(found.labels):
        turns.append(Button("下一页", f"d:{found.draft}:{-11 - found.page}"))
    return [*rows, tuple(turns)] if turns else rows


def _ways_out(found: Step) -> tuple[Button, ...]:
    cancel = Button("取消", f"d:{found.draft}:-1")
    return (Button("上一步", f"d:{found.draft}:-2"), cancel) if found.back else (cancel,)
