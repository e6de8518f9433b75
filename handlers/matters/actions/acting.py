"""An act on a part, in words or by a button: what it lacks is asked for, what it does is told to whom it concerns."""

from collections.abc import Sequence
from dataclasses import replace

from handlers import due
from handlers.evidence.actions import gather, key, take_links, to_part
from handlers.matters.actions import adding, cards, doing, rights, showing, which, who
from handlers.matters.actions.doing import Deed, Seen, Wish
from handlers.matters.results import MatterAsked
from handlers.names import initials
from handlers.results import Answer, Reaction, Refusal, Sender, Values
from handlers.turn import Turn
from scoring.access import Person
from scoring.matters.table import TAKEN_BACK, ActName, meant
from scoring.reading.acts import SaidAct, read_act
from scoring.reading.deadlines import When
from scoring.reading.units import Context
from scoring.reading.unread import UnreadError
from scoring.rulebook.ledgers import Kind
from storage import chats, evidence, outbox
from storage.evidence import Attachment
from storage.matters import Part

QUESTION = "matter_question"
REASONED = ("refuse", "deny", "return", "withdraw")
"""Acts that ask for a reason and nothing else."""
PUT_FORWARD = ("propose", "ask", "finish")
"""Acts that ask for a decision."""
DECIDES = ("accept", "refuse", "grant", "deny", "verify", "amend", "return")
TO_HEADS = (
    "accept", "refuse", "grant", "deny", "verify", "amend", "return", "take_back", "move", "withdraw", "settle",
    "rebound", "hand_over",
)  # fmt: skip
"""Acts of others that the heads of the owner unit are told of."""


def context(turn: Turn, sender: Sender, kinds: Sequence[Kind] = ()) -> Context:
    """Return what words about matters are read by: the rules of today, and the moment by which they are judged."""
    rules = turn.rulebook
    at = turn.local(turn.judged_at(sender))
    return Context(rules, tuple(kinds), When(at, rules.competition.year, turn.rests(rules.schedule)), initials)


def read(turn: Turn, sender: Sender, text: str) -> SaidAct | None:
    """Read a whole message as an act on a part; what is amiss behind its word is refused."""
    try:
        return read_act(text, context(turn, sender))
    except UnreadError as error:
        raise unread(turn, error) from error


def unread(turn: Turn, error: UnreadError) -> Refusal:
    """Return why words cannot be taken as they stand, with the names of what may have been meant."""
    known = known_names(turn)
    told: Values = {
        "text": error.values.get("text", ""),
        "label": error.values.get("label", ""),
        "most": error.values.get("most", ""),
        "year": error.values.get("year", ""),
        "suggestions": [known[one] for one in error.candidates if one in known],
    }
    code = f"matter_{error.code}"
    return Refusal(code, **told)


def known_names(turn: Turn) -> dict[str, str]:
    """Return the names of all that words may have meant: units, arenas and kinds by their ids."""
    rules = turn.rulebook
    return {one.id: one.name for several in (rules.units, rules.arenas, rules.kinds) for one in several}


def act_on(turn: Turn, sender: Sender, one: Seen, said: SaidAct) -> Answer:
    """Do what somebody said about a part, or ask for what it lacks; nothing has happened by then."""
    person = turn.person(sender)
    act = meant(one.where.state, said.act)
    if act in DECIDES and not sender.pressed and _unseen(turn, sender, one):
        return outdated(turn, sender, one)
    if act == "urge":
        return _urge(turn, sender, person, one)
    told = said.told or ""
    if act == "finish" and adding.is_brought(turn, sender, person, one, told):
        return adding.add(turn, sender, person, (one.part.number, one.part.unit), told, adding.FINISHED)
    found = _brought(turn, sender, told) if act == "finish" else []
    if _lacks(one, act, said) or (act == "finish" and _lacks_evidence(turn, one, found)):
        return ask(turn, sender, person, one, act, told)
    figure = said.done if act in ("finish", "progress", "amend") else None
    words = said.told if act == "progress" and one.where.quantity is None else said.words
    wish = Wish(
        act,
        said.deadline,
        figure if one.where.quantity is not None or act == "amend" else None,
        said.told if act == "finish" and one.where.quantity is None else words,
        said.measure,
        said.responsible,
        len(found) + (_kept(turn, one) if act == "finish" else 0),
        said.to_unit,
        said.out_of if one.where.quantity is not None or act == "amend" else None,
    )
    deed = carry_out(turn, sender, person, one, wish)
    files = to_part(turn, one.part.number, one.part.unit, person.id, found) if found else 0
    return _told(turn, sender, person, deed, files)


def carry_out(turn: Turn, sender: Sender, person: Person, one: Seen, wish: Wish) -> Deed:
    """Let a person do something to a part; a refusal says how the part stands, and what is possible."""
    try:
        return doing.do(turn, sender, person, one, wish)
    except Refusal as found:
        raise rights.refusal(turn, person, one, wish.act, found) from found


def _lacks(one: Seen, act: ActName, said: SaidAct) -> bool:
    """Say whether words leave open what an act needs."""
    if act in REASONED:
        return said.words is None
    if act in rights.DATED:
        return said.deadline is None or said.words is None
    if act == "hand_over":
        return said.to_unit is None or said.words is None
    if act == "progress":
        return said.told is None
    quantity = act in ("finish", "amend") and one.where.quantity is not None
    return quantity and said.done is None


def _kept(turn: Turn, one: Seen) -> int:
    return len(evidence.of_part(turn.tx, one.part.number, one.part.unit))


def _lacks_evidence(turn: Turn, one: Seen, found: Sequence[Attachment]) -> bool:
    return one.part.terms.evidence == "required" and not found and not _kept(turn, one)


def _brought(turn: Turn, sender: Sender, words: str) -> list[Attachment]:
    """Return what came for a finish: with it, with its album, in private put down before; addresses in its words."""
    gather(turn, sender)
    return [*evidence.of_report(turn.tx, key(sender.chat, sender.message)), *take_links(turn, sender, words)]


# What is asked


def ask(turn: Turn, sender: Sender, person: Person, one: Seen, act: ActName, told: str = "") -> Answer:
    """Ask for what words or a button left open, where the act could be done at all. Changes nothing."""
    refuse_unless(turn, sender, person, one, act)
    part = one.part
    payload = MatterAsked(part.number, part.unit, act, which.stamp(turn, part), person.id, person.name, told)
    reply_to = None if sender.pressed else sender.message
    turn.owe(sender.chat, QUESTION, payload, key=f"{part.number}:{part.unit}", reply_to=reply_to, topic=sender.topic)
    return Answer("matter_ask")


def refuse_unless(turn: Turn, sender: Sender, person: Person, one: Seen, act: ActName) -> None:
    """Refuse what a person could not do now whatever they brought along."""
    if not rights.may(turn, person, one, act):
        with turn.tx.rehearsal():
            carry_out(turn, sender, person, one, rights.wished(one, act))


def outdated(turn: Turn, sender: Sender, one: Seen) -> Answer:
    """Say 已更新 and show the card as it is now; nothing has happened."""
    part = one.part
    if not sender.pressed:
        turn.answer(sender, "matter_outdated", **rights.named(turn, part))
    cards.see(turn, sender, part)
    return Answer("matter_outdated", rights.named(turn, part), alert=True)


def _unseen(turn: Turn, sender: Sender, one: Seen) -> bool:
    """Say whether a decision was sent before its writer could see what was put forward last, other than the first time.

    Where a part was put forward once, any word about it decides.
    """
    asked = [act for act in showing.standing_acts(one.part) if act.act in PUT_FORWARD]
    if len(asked) < 2:
        return False
    number, unit, since = one.part.number, one.part.unit, asked[-1].taken.isoformat()
    shown = [*outbox.find(turn.tx, cards.CARD, number), *outbox.find(turn.tx, cards.EDIT, number)]
    mine = [each for each in shown if each.chat in (sender.chat, sender.person) and each.payload["unit"] == unit]
    return not any(
        each.payload["as_of"] >= since and each.stamped_at is not None and each.stamped_at <= sender.sent_at
        for each in mine
    )


# What is told


def _told(turn: Turn, sender: Sender, person: Person, deed: Deed, files: int) -> Answer:
    """Bring the cards up to date, tell who did it and whom it concerns; in a group the message gets a reaction."""
    part, act = deed.after.part, deed.act.act
    units = [part.unit, *([] if deed.there is None else [deed.there.part.unit])]
    seen_before = cards.readers(turn, part)
    cards.show(turn, part.number, units)
    values = {**told_of(turn, deed.after, deed, files), "mine": False}
    code = f"matter_did_{act}"
    adds = act == "finish" and rights.may_add(turn, person, deed.after)
    mine = {**values, "mine": act in TAKEN_BACK, "adds": adds}
    parts = [(part.number, unit) for unit in units[:1]]
    cards.tell(turn, [person.id], code, mine, parts, fallback=sender)
    others: list[int] = []
    if act in TO_HEADS:
        others = who.heads_of(turn, units)
    elif act in ("finish", "ask"):
        others = [one for one in who.verifiers_of(turn, part) if one in seen_before]
    cards.tell(turn, [one for one in others if one != person.id], code, values, parts)
    if not (sender.private or sender.pressed):
        turn.owe(sender.chat, "reaction", Reaction(sender.message, "👌" if act in DECIDES else "✍"), key="matter")
    return Answer(code, mine)


def told_of(turn: Turn, after: Seen, deed: Deed, files: int = 0) -> Values:
    """Return what a sentence about a deed says."""
    part, where, done = after.part, after.where, deed.act
    figure = None if where.quantity is None or where.done is None else f"{where.done}/{where.quantity}"
    return {
        **rights.named(turn, part),
        "title": part.matter.title,
        "by": done.person_name,
        "words": done.words or "",
        "figure": figure,
        "files": files,
        "state": where.state,
        "problem": part.terms.form == "problem",
        "outcome": where.outcome,
        "due": turn.stamp(done.deadline if done.act == "ask" and done.deadline else where.deadline),
        "round": where.round.number,
        "other": turn.unit_name(done.to_unit) if done.to_unit else "",
        "verifiers": list(who.verifying(turn, part)),
        "period": None if deed.locked is None else deed.locked.chinese,
    }


# 催办


def _urge(turn: Turn, sender: Sender, person: Person, one: Seen) -> Answer:
    """Owe a word to whose turn it is, once a day a person, on the next moment at which words are sent."""
    refuse_unless(turn, sender, person, one, "urge")
    part = one.part
    by_head = part.unit in person.heads
    called = who.verifiers_of(turn, part) if by_head else who.heads_of(turn, [part.unit])
    reached = sorted(set(called) - chats.down(turn.tx) - {person.id})
    if not reached:
        raise Refusal("matter_urge_unreachable", **rights.named(turn, part))
    new, later = due.first_today(turn, reached)
    if not new:
        raise Refusal("matter_urged_today", **rights.named(turn, part))
    deed = carry_out(turn, sender, person, one, Wish("urge"))
    told = told_of(turn, deed.after, deed)
    for each in new:
        cards.push_told(turn, each, "matter_urge_told", {**told, "now": turn.stamp(turn.now)}, part)
    values, code = {**told, "at": later}, f"matter_did_{deed.act.act}"
    cards.tell(turn, [person.id], code, values, [(part.number, part.unit)], fallback=sender)
    return Answer(code, values)


# Buttons


def press(turn: Turn, sender: Sender, number: int, which_part: int, seen: int, wish: ActName) -> Answer:
    """Do what a button of a part says, or ask for what it lacks; an old one shows the part as it is now."""
    person = turn.person(sender)
    one = which.pressed(turn, number, which_part)
    if not which.is_current(turn, number, which_part, seen):
        cards.refresh(turn, sender, one.part)
        return Answer("matter_outdated", rights.named(turn, one.part), alert=True)
    act = meant(one.where.state, wish)
    refuse_unless(turn, sender, person, one, act)
    return act_on(turn, sender, one, SaidAct(wish))


def show(turn: Turn, sender: Sender, number: int, which_part: int) -> Answer:
    """Show somebody the card of a part, in private."""
    person, one = turn.person(sender), which.pressed(turn, number, which_part)
    if not which.sees(person, one.part):
        raise _not_shown(turn, sender, one.part)
    cards.see(turn, replace(sender, chat=person.id, private=True), one.part)
    return Answer("matter_shown")


def _not_shown(turn: Turn, sender: Sender, part: Part) -> Refusal:
    """Return why somebody is not shown a part: where the message that they pressed names it, it is no secret."""
    letter = outbox.by_message(turn.tx, sender.chat, sender.message, turn.bot)
    if letter is None or (part.number, part.unit) not in which.of_letter(turn, letter):
        return Refusal("matter_unknown", entry=rights.named(turn, part)["entry"])
    return Refusal("matter_unseen", **rights.named(turn, part), verifiers=list(who.verifying(turn, part)))
