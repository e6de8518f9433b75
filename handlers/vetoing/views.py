"""What is asked: to whoever may sign it, and to whoever asked."""

from collections.abc import Sequence

from handlers.evidence.views import listed as listed_evidence
from handlers.results import Button, Content, Message, Piece
from handlers.texts import listed, open_in, sentence, when
from handlers.vetoing.results import Place, Proposal

SHOWN = 3
"""At most so many other units whose rank changes are named."""


def card(found: Proposal) -> Message:
    """Show whoever may sign what is asked, by whom and why, and the standings with and without it."""
    key = f"{found.letter}:{found.veto}"
    yes = Button(sentence("veto_yes", {}), f"veto_agree:{key}")
    no = Button(sentence("veto_no", {}), f"veto_decline:{key}")
    opened = open_in("veto_still", {}, ((yes, no),))
    return Message(f"{_what(found)}\n{sentence('veto_still', {})}", ((yes, no), (_see(found),)), open=opened)


def receipt(found: Proposal) -> Message:
    """Show whoever asked the same, who may sign it, and that it can be taken back."""
    back = Button(sentence("veto_back", {}), f"veto_withdraw:{found.letter}:{found.veto}")
    told = {"signers": list(found.signers)}
    foot, opened = sentence("veto_signers", told), open_in("veto_signers", told, ((back,),))
    return Message(f"{_what(found, mine=True)}\n{foot}", ((_see(found), back),), open=opened)


def evidence(unit: str, period: str, reason: str, pieces: Sequence[Piece]) -> tuple[Content, ...]:
    """Show what was sent along."""
    what = sentence("veto_evidence_of", {"unit": unit, "period": period, "reason": reason})
    return listed_evidence(sentence("veto_evidence", {}), what, pieces)


def _what(found: Proposal, *, mine: bool = False) -> str:
    told = {
        "lifts": found.act == "lift",
        "unit": found.unit,
        "period": found.period,
        "by": found.by,
        "at": when(found.at),
        "effect": found.effect,
        "zeroed": found.zeroed,
        "reason": found.reason,
    }
    becomes = sentence("veto_becomes", {"now": _place(found.now), "then": _place(found.then)})
    others = [_others(found)] if found.others else []
    return "\n".join([sentence("veto_asked" if mine else "veto_card", told), becomes, *others])


def _see(found: Proposal) -> Button:
    """Offer what was sent along; it stands where anything was."""
    return Button(sentence("veto_see", {}), f"veto_evidence:{found.veto}")


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
