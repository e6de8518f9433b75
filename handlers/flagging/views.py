"""The card of a flag, the question for a reason, and what the group is told of what was issued."""

from handlers.flagging.results import Done, FlagCard, FlagPost, FlagWhy, Place
from handlers.flagging.texts import LABELS
from handlers.results import Button, Message
from handlers.texts import mention, open_in, sentence, when
from scoring.flags import FOLLOWS
from scoring.language import both

LAST = 5
"""Decisions that a card tells, with their reasons: it is one message."""


def card(found: FlagCard) -> Message:
    """Show a leader whose flag is proposed, by which rule, what was decided since, and what can be done now."""
    key = f"{found.letter}:{found.flag}:{found.seen}"
    possible = [act for act, follows in FOLLOWS.items() if found.state in follows]
    buttons = {
        "issue": Button(LABELS["issue"], f"flag_issue:{key}"),
        "refuse": Button(LABELS["refuse"], f"flag_refuse:{key}"),
        "change": Button(LABELS["change"], f"flag_change:{key}"),
        "withdraw": Button(LABELS["withdraw"], f"flag_withdraw:{key}"),
    }
    rows = (tuple(buttons[act] for act in possible),)
    told = {
        "period": found.period,
        "arena": found.arena,
        "unit": found.unit,
        "colour": found.colour,
        "place": _place(found.place),
        "publication": found.publication,
        "count": found.count,
        "below": found.below,
        "streak": found.streak,
    }
    lines = [sentence("flag_card", told)]
    if found.later is not None:
        version, place, still = found.later
        lines.append(sentence("flag_later", {"version": version, "place": _place(place), "still": still}))
    if (earlier := len(found.done) - LAST) > 0:
        lines.append(sentence("flag_earlier", {"count": earlier}))
    lines += map(_done, found.done[-LAST:])
    asks = {"possible": possible}
    lines.append(sentence("flag_asks", asks))
    return Message("\n".join(lines), rows, open=open_in("flag_asks", asks, rows))


def _done(one: Done) -> str:
    told = {
        "by": one.by,
        "at": when(one.at),
        "flag_act": one.act,
        "unit": one.unit,
        "colour": one.colour,
        "reason": one.reason,
    }
    return sentence("flag_done", told)


def ask(found: FlagWhy) -> Message:
    """Ask for a reason, of a change also for whom; nothing has happened yet."""
    told = {"flag_act": found.act, "unit": found.unit, "colour": found.colour, "period": found.period}
    asked = mention(found.person, found.name) + both("：", ": ") + sentence("flag_why", told)
    return Message(asked, ask=True)


def tell(found: FlagPost | None) -> tuple[Message, ...]:
    """Tell the group or a unit what was decided; nothing where there is nothing to tell any more."""
    if found is None:
        return ()
    told = {
        "period": found.period,
        "arena": found.arena,
        "flag_act": found.act,
        "unit": found.unit,
        "colour": found.colour,
        "place": _place(found.place),
        "reason": found.reason,
        "publication": found.publication,
        "flag_before": None if found.before is None else list(found.before),
    }
    return (Message(sentence("flag_told", told)),)


def _place(place: Place) -> str:
    rank, total = place
    return sentence("flag_place" if rank is not None else "flag_no_place", {"rank": rank, "total": total})
