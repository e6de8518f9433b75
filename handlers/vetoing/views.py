"""The card of whoever is asked for a signature."""

from handlers.results import Button, Message
from handlers.texts import listed, open_in, sentence, when
from handlers.vetoing.results import Place, Proposal

SHOWN = 3
"""At most so many other units whose rank changes are named."""


def card(found: Proposal) -> Message:
    """Show what is asked, by whom and why, and the standings with and without it."""
    values = {
        "lifts": found.act == "lift",
        "unit": found.unit,
        "period": found.period,
        "by": found.by,
        "at": when(found.at),
        "effects": found.effects,
        "reason": found.reason,
        "now": _place(found.now),
        "then": _place(found.then),
    }
    parts = [sentence("veto_card", values)]
    if found.others:
        parts.append(_others(found))
    key = f"{found.letter}:{found.veto}"
    rows = (
        (
            Button(sentence("veto_yes", {}), f"veto_agree:{key}"),
            Button(sentence("veto_no", {}), f"veto_decline:{key}"),
        ),
    )
    return Message("\n".join([*parts, sentence("veto_still", {})]), rows, open=open_in("veto_still", {}, rows))


def _place(place: Place) -> str:
    rank, total = place
    return sentence("veto_unranked" if rank is None else "veto_ranked", {"rank": rank, "total": total})


def _others(found: Proposal) -> str:
    moved = listed(
        sentence("veto_moved", {"name": name, "before": before, "after": after})
        for name, before, after in found.others[:SHOWN]
    )
    more = sentence("veto_more", {"count": len(found.others)}) if len(found.others) > SHOWN else ""
    return sentence("veto_others", {}) + moved + more
