"""A leader decides about a flag, with a reason: it is issued, or not, or to another unit; the group hears what was."""

import re

from handlers import phrases
from handlers.deciding.actions.asking import not_answered
from handlers.deciding.actions.reviews import read_reason
from handlers.flagging.actions.proposing import show
from handlers.flagging.results import FlagQuestion, FlagTold
from handlers.journey import owed
from handlers.names import unit_named
from handlers.results import Answer, Decision, Refusal, Sender
from handlers.turn import Turn
from scoring import access
from scoring.access import Person
from scoring.flags import FOLLOWS, Act, Colour
from scoring.reading.lines import clean, seen
from storage import drafts, flags, outbox, publications, roster, values
from storage.flags import Flag
from storage.outbox import Letter

_WORD = re.compile(r"([^\s、，,：:]+)[\s、，,：:]*(.*)", re.DOTALL)


def topic(flag: int) -> str:
    """Return under what the buttons about a flag are looked at again."""
    return f"flag {flag}"


def waiting(turn: Turn, sender: Sender) -> Answer:
    """Show a leader the flags that wait, and those of the newest period of which any were proposed."""
    person = _leader(turn, sender)
    every = flags.every(turn.tx)
    if not every:
        raise Refusal("flags_none")
    for flag in every:
        if flag.state == "proposed" or flag.period == every[-1].period:
            show(turn, flag, to=[person.id])
    return Answer()


def press(turn: Turn, sender: Sender, letter: int, number: int, shown: int, act: Act) -> Answer:
    """Ask a leader who pressed for the reason; nothing has happened yet."""
    found = outbox.letter(turn.tx, letter)
    if found is None or found.kind != "flag" or (found.chat, found.payload["flag"]) != (sender.chat, number):
        turn.person(sender)
        raise Refusal("old_button")
    return _ask(turn, sender, number, shown, act)


def answered(turn: Turn, sender: Sender, letter: Letter, text: str, _decision: Decision | None) -> Answer | None:
    """Take a reply to a card: 发, 不发, 改为 or 撤销, with the reason behind it; without one it is asked for."""
    found = phrases.of_flag(text)
    if found is None:
        return None
    number, shown, (act, rest) = letter.payload["flag"], letter.payload["seen"], found
    if rest is None:
        return _ask(turn, sender, number, shown, act)
    return _decide(turn, sender, flags.known(turn.tx, number), shown, act, rest)


def answer_why(turn: Turn, sender: Sender, letter: Letter, text: str, _decision: Decision | None) -> Answer:
    """Take the reply to the question as the reason."""
    if (answer := not_answered(turn, sender, letter, text)) is not None:
        return answer
    asked = owed(letter, FlagQuestion).payload
    return _decide(turn, sender, flags.known(turn.tx, asked.flag), asked.seen, asked.act, text)


def still_asks(turn: Turn, letter: Letter, _decision: Decision | None) -> bool:
    """Say whether the question waits for words that reply to nothing: while the flag stands as it stood."""
    asked = owed(letter, FlagQuestion).payload
    kept = abs(turn.now - (letter.stamped_at or letter.owed_at)) <= drafts.KEPT
    return kept and len(flags.known(turn.tx, asked.flag).acts) == asked.seen


def _leader(turn: Turn, sender: Sender) -> Person:
    person = turn.person(sender)
    if not access.may("flag", access.relations(person, "", ())):
        raise Refusal("flag_leaders_only")
    return person


def _ask(turn: Turn, sender: Sender, number: int, shown: int, act: Act) -> Answer:
    person, flag = _leader(turn, sender), flags.known(turn.tx, number)
    _refuse_unless(turn, flag, shown, act)
    payload = FlagQuestion(number, shown, act, person.id, person.name)
    turn.owe(sender.chat, "flag_why", payload, key=f"{number}:{act}", reply_to=sender.message)
    return Answer("ask_words")


def _refuse_unless(turn: Turn, flag: Flag, shown: int, act: Act) -> None:
    if turn.drill is not None:
        raise Refusal("flag_in_drill")
    if len(flag.acts) != shown:
        raise Refusal("flag_overtaken", by=flag.acts[-1].person_name)
    if flag.state not in FOLLOWS[act]:
        raise Refusal("flag_not_so", flag_state=flag.state)


def _decide(turn: Turn, sender: Sender, flag: Flag, shown: int, act: Act, text: str) -> Answer:
    """Decide, show every leader how the flag stands now, and owe the group and the units what concerns them."""
    person = _leader(turn, sender)
    _refuse_unless(turn, flag, shown, act)
    held, rest = _target(turn, flag, text) if act == "change" else (flag.held, text)
    reason = read_reason(rest)
    if act in ("issue", "change"):
        _refuse_twice(turn, flag, held)
    was_issued = flag.state == "issued"
    flags.decide(turn.tx, flag, act, held, reason, (person.id, person.name))
    turn.record(person.id, f"flag_{act}")
    turn.tx.touched.add(values.of_unit(topic(flag.id)))
    show(turn, flags.known(turn.tx, flag.id))
    if act != "refuse":
        _tell(turn, flag, {held[0], *((flag.held[0],) if was_issued else ())})
    return Answer()


def _tell(turn: Turn, flag: Flag, units: set[str]) -> None:
    """Owe the group and the heads of the units the decision that was just made, with the newest result it rests on."""
    result = publications.result_of(turn.tx, flag.arena, flag.period)
    place = len(flag.acts) + 1
    payload = FlagTold(flag.publication if result is None else result.id, flag.id, place)
    if turn.group is not None:
        turn.push(turn.group, "flag_post", payload, key=f"{flag.id}:{place}")
    for head in roster.acting_ids(turn.tx, "head", sorted(units)):
        turn.push(head, "flag_told", payload, key=f"{flag.id}:{place}")


def _target(turn: Turn, flag: Flag, text: str) -> tuple[tuple[str, Colour], str]:
    """Read which unit or which colour a flag is changed to, or both, and the reason behind that.

    A unit behind a colour is called by its whole name: the reason may begin with a part of one.
    """
    rulebook, rest = turn.rulebook_on(flag.in_period.first), seen(text)
    units = rulebook.units_during(flag.arena, flag.in_period)
    unit: str | None = None
    colour: Colour | None = None
    while (found := _WORD.match(rest)) is not None:
        word = clean(found[1])
        named = rulebook.find_unit(word) if colour else unit_named(rulebook, word).entry
        if colour is None and word.lower() in phrases.COLOURS:
            colour = phrases.COLOURS[word.lower()]
        elif unit is None and named in units:
            unit = named.id
        else:
            break
        rest = found[2]
    held = unit or flag.held[0], colour or flag.held[1]
    if held == flag.held:
        raise Refusal("flag_target", units=[one.name for one in units if one.id != flag.held[0]])
    return held, rest


def _refuse_twice(turn: Turn, flag: Flag, held: tuple[str, Colour]) -> None:
    """Refuse a second flag of a unit in a period."""
    for other in flags.of_periods(turn.tx, [flag.period]):
        if other.id != flag.id and other.state == "issued" and other.held[0] == held[0]:
            unit = turn.rulebook_on(flag.in_period.first).unit(held[0]).name
            raise Refusal("flag_twice", unit=unit, period=flag.in_period.chinese, colour=other.held[1])
