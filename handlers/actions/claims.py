"""A submission as people see it, who may decide it, and the cards that show it."""

import re
from dataclasses import dataclass
from datetime import datetime

from handlers.actions.turn import Turn, names
from handlers.results import Claimed, Sender
from scoring import lifecycle
from scoring.access import deciding_leads
from scoring.calendar import Period
from scoring.entries import Metric, Rulebook
from storage import outbox, people, submissions
from storage.submissions import Claim, Stored


@dataclass(frozen=True, slots=True)
class Desk:
    """Who decides about a submission: the deciding leads, or admins standing in where no lead is left.

    `reviewers` are (person, lead) in roster order; `needed` are the leads that must all sign (empty: one signs).
    """

    leads: tuple[str, ...]
    needed: frozenset[str]
    reviewers: tuple[tuple[int, str], ...]
    stand_in: bool

    @property
    def persons(self) -> tuple[int, ...]:
        """The people who may decide, each once."""
        return tuple(dict.fromkeys(person for person, _ in self.reviewers))


def metric_of(rulebook: Rulebook, claim: Claim) -> Metric:
    """Return the metric a claim is about."""
    return rulebook.metric(claim.metric)


def same_arena(rulebook: Rulebook, one: str, other: str) -> bool:
    """Say whether two units compete with each other."""
    arena = rulebook.unit(one).arena
    return arena is not None and arena == rulebook.unit(other).arena


def desk(turn: Turn, claim: Claim) -> Desk:
    """Find who may decide about a claim, from the roster as it is now.

    Never the unit's own people, never the reporter. A value that a lead reported for a unit of its own arena goes to
    another reviewer of that lead, or else to the admins.
    """
    metric = turn.rulebook.metric(claim.metric)
    leads = deciding_leads(metric.leads, claim.unit)
    by_lead = claim.reporter_unit != claim.unit
    needed = frozenset(leads) if metric.sign == "all" else frozenset[str]()
    asked = (claim.reporter_unit,) if by_lead and metric.sign == "any" and claim.reporter_unit in leads else leads
    own = {e.telegram_id for role in ("head", "reviewer") for e in people.acting(turn.tx, role, [claim.unit])}
    barred = own | {claim.reporter}
    acting = people.acting(turn.tx, "reviewer", asked)
    reviewers = tuple(
        (entry.telegram_id, entry.unit)
        for lead in asked
        for entry in acting
        if entry.unit == lead and entry.telegram_id is not None and entry.telegram_id not in barred
    )
    own_arena = by_lead and same_arena(turn.rulebook, claim.reporter_unit, claim.unit)
    stand_in = not leads or (own_arena and not any(lead == claim.reporter_unit for _, lead in reviewers))
    if stand_in:
        signs_for = claim.reporter_unit if by_lead and leads else ""
        admins = people.acting(turn.tx, "admin")
        reviewers += tuple(
            (e.telegram_id, signs_for) for e in admins if e.telegram_id is not None and e.telegram_id not in barred
        )
    return Desk(leads, needed, reviewers, stand_in)


def standing(stored: Stored, needed: frozenset[str], as_of: datetime | None = None) -> lifecycle.Standing:
    """Fold the acts on the version at hand, as known at a moment."""
    acts = [a for a in stored.acts if a.version == stored.version and (as_of is None or a.moment <= as_of)]
    return lifecycle.fold(acts, needed)


def claimed(turn: Turn, stored: Stored, as_of: datetime | None = None) -> Claimed:
    """Describe one version of a submission as of a moment, with names instead of ids."""
    rulebook, claim = turn.rulebook, stored.claim
    metric = metric_of(rulebook, claim)
    who = desk(turn, claim)
    where = standing(stored, who.needed, as_of)
    acts = [a for a in stored.acts if a.version == stored.version and (as_of is None or a.moment <= as_of)]
    last = acts[-1] if acts and where.state in ("confirmed", "returned") else None
    period = Period.parse(claim.period)
    if period is None:
        raise LookupError(claim.period)
    level, amended = claim.level, where.amended
    if metric.input == "events":
        level, amended = (metric.level_names.get(key, key) if key else None for key in (level, amended))
    known = {unit.id: unit.name for unit in rulebook.units}
    return Claimed(
        number=stored.number,
        version=stored.version,
        state=where.state,
        unit=rulebook.unit(claim.unit).name,
        metric=metric.name,
        metric_unit=metric.unit,
        period=period.chinese,
        value=claim.value,
        level=level,
        title=claim.title,
        amended=amended,
        reporter=claim.reporter_name,
        reporter_unit=known.get(claim.reporter_unit, ""),
        reported_at=turn.local(claim.reported_at),
        by_lead=claim.reporter_unit != claim.unit,
        leads=names(rulebook, who.leads),
        signed=tuple(known.get(lead, "") for lead, _ in where.signed),
        sign_all=len(who.needed) > 1,
        stand_in=who.stand_in,
        decided_by=last.person_name if last else None,
        decided_at=turn.local(last.decided_at) if last else None,
        reason=last.reason if last else None,
        evidence=len(claim.evidence),
        due=turn.review_due(period),
    )


def describe(turn: Turn, number: int, version: int, as_of: datetime | None = None) -> Claimed:
    """Describe a version of a submission by its number."""
    stored = submissions.get_version(turn.tx, number, version)
    if stored is None:
        raise LookupError(number)
    return claimed(turn, stored, as_of)


def show_cards(turn: Turn, stored: Stored, origin: Sender | None = None) -> None:
    """Bring every card of a submission up to date; send new ones where there is none that anybody can see.

    A report made in private goes to every deciding person in private; one made in the group (`origin`) gets one card
    there, as a reply to it. Nobody reachable: the card goes to the group.
    """
    payload = {"number": stored.number, "version": stored.version, "as_of": turn.as_of()}
    cards = [card for card in outbox.find(turn.tx, "card", stored.number) if card.state != "dead"]
    for card in cards:
        key = f"{card.id}:{payload['as_of']}"
        turn.owe(card.chat, "card_edit", {**payload, "card": card.id}, key=key)
    key = f"{stored.number}:{stored.version}:{payload['as_of']}"
    if origin is not None and not origin.private:
        if not any(card.chat == origin.chat for card in cards):
            turn.owe(origin.chat, "card", payload, key=key, reply_to=origin.message)
        return
    if stored.state != "pending" or cards:
        return
    reached = [person for person in desk(turn, stored.claim).persons if not people.is_down(turn.tx, person)]
    group = turn.group
    for person in reached or ([] if group is None else [group]):
        turn.owe(person, "card", payload, key=key)


def show_cards_again(turn: Turn, stored: Stored) -> None:
    """Send cards anew where none is left that anybody can see: to whom private letters reach, else to the group."""
    if all(card.state == "dead" for card in outbox.find(turn.tx, "card", stored.number)):
        show_cards(turn, stored)


def react(turn: Turn, stored: Stored, emoji: str) -> None:
    """Show on a report made in the group how it stands; in private the messages say so."""
    claim = stored.claim
    if claim.chat is not None and claim.message is not None and claim.chat < 0:
        chat = people.current_id(turn.tx, claim.chat)
        turn.owe(chat, "reaction", {"message": claim.message, "emoji": emoji}, key=f"{claim.message}:{turn.as_of()}")


def heads_of(turn: Turn, unit: str) -> list[int]:
    """Return the numeric ids of a unit's heads."""
    return [e.telegram_id for e in people.acting(turn.tx, "head", [unit]) if e.telegram_id is not None]


def named_in(text: str) -> tuple[int, int | None] | None:
    """Return the 编号 that a message of the bot's own names, if exactly one, and the version if it shows one."""
    found = {int(number) for number in re.findall(r"编号\s*(\d{4,})", text)}
    version = re.search(r"第(\d+)版", text)
    return (found.pop(), int(version[1]) if version else None) if len(found) == 1 else None
