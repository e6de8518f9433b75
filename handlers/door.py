"""The door every message passes: the bureau's group or a private chat; and what is said where one is turned away."""

from collections.abc import Callable
from typing import Any

from handlers.results import Answer, Reaction, Sender, Text
from handlers.turn import Turn, as_json, tell_admins
from storage import chats, drafts, outbox

DIALOGUE = "dialogue"
"""The kind of what is asked step by step."""
GOES_ON = (DIALOGUE, "report", "evidence")
"""The kinds of what can be gone on with after something else came between: questions and dialogues."""


def enter(turn: Turn, sender: Sender, fn: Callable[..., Answer], *args: object) -> Answer:
    """Run an action for a sender; another group only hears that the bot serves elsewhere."""
    if not sender.private and sender.chat != turn.group:
        return other_group(turn, sender)
    came_by(turn, sender)
    return fn(turn, sender, *args)


def by_command(turn: Turn, sender: Sender, command: str, fn: Any, *args: object) -> Answer:  # noqa: ANN401 - an action
    """Run the action of a new command: it wins over a dialogue that was half done."""
    put_down(turn, sender, command, DIALOGUE)
    answer: Answer = fn(turn, sender, *args)
    return answer


def put_down(turn: Turn, sender: Sender, command: str = "", *kinds: str) -> None:
    """End what somebody has half done (of some kinds), say so and offer to go on with it.

    Nothing is said of a dialogue that the same `command` begins anew where nothing had been answered.
    """
    begun = [
        one for kind in GOES_ON for one in drafts.open_of(turn.tx, sender.person, kind) if not kinds or kind in kinds
    ]
    still = [one for one in begun if not one.expired(turn.now) and not _is_anew(one, command)]
    for kind in kinds or (None,):
        drafts.end_all(turn.tx, sender.person, kind)
    for one in still[-1:]:
        drafts.mark(turn.tx, one.id)
        turn.answer(sender, "put_down", draft=one.id, what=_what(turn, one), number=one.payload.get("number"))


def _is_anew(draft: drafts.Draft, command: str) -> bool:
    return draft.payload.get("flow") == command and draft.payload["before"] is None


def _what(turn: Turn, draft: drafts.Draft) -> str:
    """Name what is half done: the line that is asked about, the submission, or the metric of a dialogue."""
    payload = draft.payload
    if "intent" in payload:
        return str(payload["intent"]["line"])
    metric = payload.get("got", {}).get("metric")
    words = [f"/{payload['flow']}"] if "flow" in payload else []
    return " ".join([*words, *([turn.metric_known(metric)[1].name] if metric else [])])


def came_by(turn: Turn, sender: Sender) -> None:
    """Note that a private chat works: letters to this person arrive from now on."""
    if sender.private and turn.bot == turn.sends_as and chats.up_since(turn.tx, sender.person) is None:
        chats.note_chat(turn.tx, sender.person, None)


def other_group(turn: Turn, sender: Sender) -> Answer:
    """Say once in a group that is not the bureau's that the bot serves another one."""
    code = "other_group" if turn.group is not None else "no_group_yet"
    payload = Text(code, {"chat": sender.chat})
    outbox.owe(turn.tx, sender.chat, "text", as_json(payload), dedupe=f"{code}:{sender.chat}")
    return Answer()


def incident(turn: Turn, row: int, person: int | None) -> None:
    """Tell the sender and the admins that an update could not be processed and nothing of it counts."""
    if person is not None:
        turn.owe(person, "text", Text("incident", {"incident": row}), key="incident")
    tell_admins(turn, "incident_admin", f"incident:{row}", incident=row)


def too_fast(turn: Turn, person: int) -> None:
    """Tell somebody who writes too fast that nothing further is taken until they have been silent for a minute."""
    turn.owe(person, "text", Text("too_fast", {}), key="too_fast")


def refuse(turn: Turn, sender: Sender, code: str, values: dict[str, object]) -> None:
    """Owe the sentence of a refusal to the person, in private; in a group also the sign that it waits there."""
    turn.answer(sender, code, key="refusal", **values)
    if not sender.private and not sender.pressed:
        turn.owe(sender.chat, "reaction", Reaction(sender.message, "🤔"), key="refusal")
