"""Words about parts of matters: by number, in reply to what is about them, or to nothing; several parts are offered."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from handlers import phrases
from handlers.deciding.actions.batches import own_draft
from handlers.evidence.actions import SEE, gather, give, key, links, pieces_of, take_in
from handlers.journey import owed
from handlers.matters.actions import acting, adding, listing, rights, showing, which
from handlers.matters.actions.acting import QUESTION, act_on, read
from handlers.matters.actions.doing import Seen
from handlers.matters.results import Card, MatterAbout, MatterAsked, MatterOffered, Named, Offer, Question
from handlers.phrases import compared, quoted
from handlers.results import Answer, Decision, Owed, Piece, Reaction, Refusal, RepliedTo, Sender
from handlers.turn import Turn
from scoring import language
from scoring.access import Person
from scoring.matters.cells import entry
from scoring.matters.table import ActName
from scoring.reading.acts import WORDS, SaidAct
from scoring.reading.lines import clean
from storage import drafts, evidence, inbox, parts
from storage.outbox import Letter
from storage.parts import Asked

OFFER = "matter_offer"
EVIDENCE = "matter_evidence"
MOST = 12
"""So many parts one message offers at most."""


def numbered(turn: Turn, sender: Sender, text: str) -> Answer:
    """Take an act with a number; where several parts of that matter may be meant, they are offered."""
    said = read(turn, sender, text)
    if said is None or said.number is None:
        if not sender.private:
            return Answer()
        raise Refusal("matter_not_read")
    person = turn.person(sender)
    found = which.in_sight(turn, person, said.number)
    if said.unit is not None:
        mine = [part for part in found if part.unit == said.unit]
        if not mine:
            raise Refusal("matter_not_there", entry=entry(said.number), unit=turn.unit_name(said.unit))
        found = mine
    named: list[Named] = [(part.number, part.unit) for part in found]
    if not named:
        raise Refusal("matter_without_parts", entry=entry(said.number))
    fits = named if len(named) == 1 else _fitting(turn, person, named, said.act)
    if len(fits) > 1:
        return _offer(turn, sender, text, fits)
    return act_on(turn, sender, which.known(turn, *(fits or named)[0]), said)


def about(turn: Turn, sender: Sender, replied: RepliedTo, letter: Letter | None) -> list[Named]:
    """Return the parts that the message is about which somebody answers."""
    if letter is not None:
        return which.of_letter(turn, letter)
    return (
        which.of_message(turn, sender, replied.message)
        if replied.text is None
        else _in_words(turn, sender, replied.text)
    )


def _in_words(turn: Turn, sender: Sender, text: str) -> list[Named]:
    """Return the part that the words of a card name whose message id was never learnt."""
    shown = which.shown_in(text)
    if shown is None:
        return []
    with language.speaking(turn.spoken_in(sender.chat)):
        return [part for part in which.of_matters(turn, [shown[0]]) if shown[1] in _names(turn, part[1])]


def _names(turn: Turn, unit: str) -> tuple[str, str]:
    """Return what a unit is called: in Chinese, and in the language that is spoken."""
    name = turn.unit_name(unit)
    return name, language.named(name)


def replied(turn: Turn, sender: Sender, found: Sequence[Named], letter: Letter | None, text: str) -> Answer:
    """Take a reply to a message about parts; one about several parts decides nothing."""
    person = turn.person(sender)
    if letter is not None and letter.kind == QUESTION:
        return answered(turn, sender, letter, text, None)
    if compared(text) in SEE:
        return show_evidence(turn, sender, which.known(turn, *_with_evidence(turn, person, found)))
    said = read(turn, sender, text) if text else None
    if said is not None and said.number is not None:
        return numbered(turn, sender, text)
    if said is None:
        return _no_act(turn, sender, person, found, text)
    if len(found) > 1 and said.unit is not None:
        found = [named for named in found if named[1] == said.unit] or found
    if len(found) > 1:
        return _several(turn, sender, person, found, said, text)
    return act_on(turn, sender, which.known(turn, *found[0]), said)


def _several(turn: Turn, sender: Sender, person: Person, found: Sequence[Named], said: SaidAct, text: str) -> Answer:
    """Offer the parts that words may be about; where none can be meant, say why of the first."""
    fits = _fitting(turn, person, found, said.act)
    return _offer(turn, sender, text, fits) if fits else act_on(turn, sender, which.known(turn, *found[0]), said)


def _no_act(turn: Turn, sender: Sender, person: Person, found: Sequence[Named], text: str) -> Answer:
    """Add what came to the part that waits for its verification, or keep it for the next finish.

    Words that are no act decide nothing.
    """
    if sender.files and adding.follow(turn, sender, person):
        return Answer()
    waiting = adding.waiting(turn, person, found) if sender.files or links(text) else []
    if len(waiting) == 1:
        return adding.add(turn, sender, person, waiting[0], text)
    if sender.files and not clean(text):
        return _files(turn, sender, person, found)
    known = [which.known(turn, *named) for named in found]
    one = next((each for each in known if rights.doable(turn, person, each)), known[0])
    told = {**rights.named(turn, one.part), "acts": list(rights.doable(turn, person, one))}
    raise Refusal("matter_no_act", **told, quantity=one.where.quantity)


def _files(turn: Turn, sender: Sender, person: Person, found: Sequence[Named]) -> Answer:
    """Take files without a word: they wait for one, 完成."""
    fits = _fitting(turn, person, found, "finish") or list(found[:1])
    acting.refuse_unless(turn, sender, person, which.known(turn, *fits[0]), "finish")
    if sender.album is not None and inbox.album_waits(turn.tx, sender.chat, sender.album, sender.message):
        take_in(turn, sender)
        return Answer()
    gather(turn, sender)
    if not evidence.of_report(turn.tx, key(sender.chat, sender.message)):
        return Answer()
    word = next(word for word, act in WORDS.items() if act == "finish")
    return _offer(turn, sender, word, fits)


def unreplied(turn: Turn, sender: Sender, text: str) -> Answer | None:
    """Ask back what an act is about that replies to nothing; None where it could be about none."""
    person, said = turn.person(sender), read(turn, sender, text)
    if said is None:
        return None
    fits = _fitting(turn, person, [(one.stood.number, one.stood.unit) for one in _live(turn, person)], said.act)
    return _offer(turn, sender, text, fits[:MOST]) if fits else None


def captioned(turn: Turn, sender: Sender, text: str) -> Answer | None:
    """Ask back what a file is about that came with 完成 and replies to nothing; None where it could be about none."""
    said = read(turn, sender, text)
    return None if said is None or said.act != "finish" else unreplied(turn, sender, text)


def _live(turn: Turn, person: Person) -> list[parts.Line]:
    sight = None if person.leader or person.admin else (tuple(sorted(person.heads)), tuple(sorted(person.reviews)))
    live = Asked(states=listing.LIVE, sight=sight)
    return parts.listed(turn.tx, live, most=10 * MOST)


def _fitting(turn: Turn, person: Person, found: Iterable[Named], wish: ActName) -> list[Named]:
    """Return the parts about which a person could do an act."""
    return [named for named in found if rights.may(turn, person, which.known(turn, *named), wish)]


# Several parts


def _offer(turn: Turn, sender: Sender, text: str, found: Sequence[Named]) -> Answer:
    """Offer parts, a button each that does what was said; nothing has happened."""
    shown = list(found)[:MOST]
    give(turn, sender, sender.chat, sender.message)
    stamped = [[number, unit, which.stamp(turn, which.known(turn, number, unit).part)] for number, unit in shown]
    payload = {"text": text, "parts": stamped, "message": sender.message, "chat": sender.chat}
    draft = drafts.begin(turn.tx, sender.person, OFFER, payload)
    owed_ = MatterOffered(quoted(text), shown, draft)
    reply_to = None if sender.pressed else sender.message
    turn.owe(sender.chat, OFFER, owed_, key=str(draft), reply_to=reply_to, topic=sender.topic)
    return Answer("matter_which")


def offered(turn: Turn, letter: Owed[MatterOffered]) -> Offer:
    """Describe what was said, and what it may be about."""
    payload = letter.payload
    return Offer(payload.said, payload.draft, showing.lines(turn, [(number, unit) for number, unit in payload.parts]))


def meant(turn: Turn, sender: Sender, number: int, place: int) -> Answer:
    """Do what was said about the part whose button was pressed."""
    person = turn.person(sender)
    said = own_draft(turn, person.id, number, OFFER, "matter_expired").payload
    if not 0 <= place < len(said["parts"]):
        raise Refusal("old_button")
    origin = replace(sender, chat=said["chat"], private=said["chat"] == person.id, message=said["message"])
    read_ = read(turn, origin, said["text"])
    if read_ is None:
        raise Refusal("old_button")
    offered_, unit, stamp = said["parts"][place]
    one = which.known(turn, offered_, unit)
    if which.stamp(turn, one.part) != stamp:
        return acting.outdated(turn, sender, one)
    return act_on(turn, origin, one, read_)


# Questions


def question(turn: Turn, letter: Owed[MatterAsked]) -> Question:
    """Describe what is asked for, and about what."""
    asked = letter.payload
    one = which.known(turn, asked.number, asked.unit)
    lacks = one.part.terms.evidence == "required" and not evidence.of_part(turn.tx, asked.number, asked.unit)
    return Question(asked.act, lacks, _card(turn, one), asked.person, asked.name)


def _card(turn: Turn, one: Seen) -> Card:
    return showing.describe(turn, one, None)


def answered(turn: Turn, sender: Sender, letter: Letter, text: str, _decision: Decision | None) -> Answer:
    """Take the reply to a question as its answer, unless it is a complete act of its own."""
    asked = owed(letter, MatterAsked).payload
    person = turn.person(sender)
    if asked.person != person.id:
        raise Refusal("not_your_question")
    if clean(text).lower() in phrases.CANCEL:
        turn.answer(sender, "cancelled")
        return Answer()
    one = which.known(turn, asked.number, asked.unit)
    if asked.act == adding.ADD:
        return _added(turn, sender, one, text)
    brought = asked.act == "finish" and adding.is_brought(turn, sender, person, one, text)
    if asked.stamp != which.stamp(turn, one.part) and not brought:
        return acting.outdated(turn, sender, one)
    word = next(word for word, act in WORDS.items() if act == _WORD.get(asked.act, asked.act))
    said = read(turn, sender, text) if text else None
    if said is None or said.number is not None:
        said = read(turn, sender, f"{word} {text or asked.told}")
    if said is None:
        raise Refusal("matter_no_act", **rights.named(turn, one.part), acts=[asked.act], quantity=one.where.quantity)
    return act_on(turn, sender, one, said)


def _added(turn: Turn, sender: Sender, one: Seen, text: str) -> Answer:
    """Take the evidence that was asked for, or an act on the part; of other words only an address is evidence."""
    if not sender.files and (said := read(turn, sender, text)) is not None:
        return act_on(turn, sender, one, said)
    if not (sender.files or links(text)):
        raise Refusal("evidence_awaited")
    return adding.add(turn, sender, turn.person(sender), (one.part.number, one.part.unit), text)


_WORD: dict[str, ActName] = {"refuse": "return", "deny": "return"}


def still_asks(turn: Turn, letter: Letter, _decision: Decision | None) -> bool:
    """Say whether a question waits for words that reply to nothing: while its part stands as it stood."""
    asked = owed(letter, MatterAsked).payload
    one = which.known(turn, asked.number, asked.unit)
    kept = abs(turn.now - (letter.stamped_at or letter.owed_at)) <= drafts.KEPT
    return kept and asked.stamp == which.stamp(turn, one.part)


# Evidence


def ask_evidence(turn: Turn, sender: Sender, number: int, which_part: int) -> Answer:
    """Ask for evidence of a part that waits for its verification (补充佐证)."""
    person, one = turn.person(sender), which.pressed(turn, number, which_part)
    adding.refuse_unless_added(turn, person, one)
    part = one.part
    payload = MatterAsked(part.number, part.unit, adding.ADD, which.stamp(turn, part), person.id, person.name)
    turn.owe(sender.chat, QUESTION, payload, key=f"{part.number}:{part.unit}", topic=sender.topic)
    return Answer("matter_ask")


def press_evidence(turn: Turn, sender: Sender, number: int, which_part: int) -> Answer:
    """Show what was sent along with a part to whoever presses and may see it."""
    return show_evidence(turn, sender, which.pressed(turn, number, which_part))


def _with_evidence(turn: Turn, person: Person, found: Sequence[Named]) -> Named:
    """Return the first part that somebody may see and evidence came with; the first of all where there is none."""
    seen = (named for named in found if which.sees(person, which.known(turn, *named).part))
    return next((named for named in seen if evidence.of_part(turn.tx, *named)), found[0])


def show_evidence(turn: Turn, sender: Sender, one: Seen) -> Answer:
    """Owe the evidence of a part to whoever asks and may see it."""
    person, part = turn.person(sender), one.part
    if not which.sees(person, part):
        raise Refusal("matter_unknown", entry=entry(part.number))
    if not evidence.of_part(turn.tx, part.number, part.unit):
        raise Refusal("matter_no_evidence", **rights.named(turn, part))
    if not (sender.private or sender.pressed):
        turn.owe(sender.chat, "reaction", Reaction(sender.message, "✍"), key="evidence")
    turn.owe_private(sender, EVIDENCE, MatterAbout(part.number, part.unit), quoting=not sender.pressed)
    return Answer("evidence_sent")


def proof(turn: Turn, letter: Owed[MatterAbout]) -> tuple[Card, list[Piece]]:
    """Describe a part and what was sent along with it."""
    one = which.known(turn, letter.payload.number, letter.payload.unit)
    return _card(turn, one), pieces_of(turn, evidence.of_part(turn.tx, letter.payload.number, letter.payload.unit))
