"""The card of a period that waits to be closed."""

from handlers.closing.results import DryRun, Moved
from handlers.results import Button, Message, Open, Rows
from handlers.texts import MESSAGE_LIMIT, length, sentence
from scoring.language import named

DETAIL = ((5, 20, 5), (5, 5, 5), (3, 0, 3), (1, 0, 1), (0, 0, 1))
"""Units of an arena that are named as moved with what they lack, more of them without; what nobody reviewed.

The first that fits into one message is taken: the card of a large house names fewer, and says how many more there are.
"""
ROOM = MESSAGE_LIMIT - 200
"""What may stand on the card, so that what became of it can be said there, too."""


def card(found: DryRun) -> Message:
    """Show what would be made public beside what was shown before, and what is open; once signed or closed, by whom."""
    over = found.own or found.closed is not None
    asked = "\n".join((sentence("closing_needs", {}), sentence("closing_reply", {})))
    for detail in DETAIL:
        text = "\n".join((*_parts(found, *detail), asked))
        if length(text) <= ROOM:
            break
    look = Button(sentence("closing_look", {}), f"closing_look:{found.letter}")
    close = _close(found.letter)
    return Message(text, ((look, close),), open=_once(asked, ((close,),), over=over))


def _parts(found: DryRun, shown: int, short: int, waiting_shown: int) -> list[str]:
    about = {"period": found.period}
    closed = found.closed is not None
    head = sentence("closing_told" if found.closed == "done" else "closing_void", about)
    parts = [head if closed else sentence("closing_card", about)]
    if not closed and found.signed_by and not found.own:
        parts.append(sentence("closing_first", {"name": found.signed_by}))
    for arena, names, moved, waiting, missing, vetoed, converted in found.arenas:
        first = [f"{named(name)} {total}" for name, total in names]
        told = {"arena": arena, "names": first, "waiting": waiting, "missing": missing}
        parts.append(sentence("closing_arena", told))
        parts += [sentence("board_converted", {"asked": True})] if converted and moved else []
        parts += [sentence("closing_vetoed", {"name": name, "effects": effects}) for name, effects in vetoed]
        parts += map(_moved, moved[:shown])
        if also := moved[shown : shown + short]:
            moves = [(one.name, one.before[0], one.then[0]) for one in also]
            parts.append(sentence("closing_moved_too", {"moves": moves}))
        if len(moved) > shown + short:
            parts.append(sentence("closing_more", {"count": len(moved) - shown - short}))
    if found.waits and not closed:
        parts.append(sentence("closing_waits", {"waits": list(found.waits[:waiting_shown]), "count": len(found.waits)}))
    if found.matters:
        parts.append(sentence("closing_matters", {"matters": list(found.matters)}))
    if not closed and (found.open or found.vetoes):
        parts.append(sentence("closing_open_told", {"open": list(found.open), "vetoes": list(found.vetoes)}))
    return [*parts, sentence("closing_code", {"fingerprint": found.fingerprint})]


def _close(letter: int) -> Button:
    return Button(sentence("closing_close", {}), f"close:{letter}")


def _once(words: str, rows: Rows, *, over: bool) -> tuple[Open, ...]:
    """Let words stand until the period is closed or the reader signed: nothing else lasts that could be said instead."""
    return (Open(words, rows),) if over else ()


def seen(letter: int, period: str, over: bool) -> Message:  # noqa: FBT001 - what a query found
    """Lead back from the boards of a period to signing it; once that is done, what became of it is said instead."""
    told, rows = sentence("closing_seen", {"period": period}), ((_close(letter),),)
    return Message(told, rows, open=_once(told, rows, over=over))


def _moved(moved: Moved) -> str:
    (was, before), (now, after) = moved.before, moved.then
    told = {"name": moved.name, "was": was, "before": before, "is": now, "after": after, "lacks": list(moved.lacks)}
    return sentence("closing_moved", told)


def still_open(letter: int, period: str, numbers: list[int], vetoes: list[str], closed: bool) -> Message:  # noqa: FBT001 - what a query found
    """Name what is open to whoever signs second, who may close all the same; then the same is said instead."""
    rows = ((Button(sentence("closing_anyway", {}), f"close_anyway:{letter}"),),)
    told = sentence("closing_open_asks", {"period": period, "open": numbers, "vetoes": vetoes})
    return Message(told, rows, open=_once(told, rows, over=closed))
