"""How people change: a successor, somebody who leaves, is frozen and wished back, or stands in for some days."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from handlers.inviting.actions.opening import office, roles_of
from handlers.inviting.results import ThawAsked
from handlers.people.actions import refuse_same_person
from handlers.results import Answer, Owed, Refusal, Sender, Text
from handlers.turn import Turn
from scoring.access import Person
from scoring.reading.days import read_coming
from scoring.reading.people import read_number
from scoring.reading.staff import UNIT_MARK
from storage import roster
from storage.roster import Entry, Post

Somebody = list[Post]
"""One person: all rows that are not over."""


def replace(turn: Turn, sender: Sender, words: Sequence[str]) -> str:
    """Put a successor in the place of somebody, in every role; returns who is to be invited, "" where nobody is."""
    if not 2 <= len(words) <= 3:
        raise Refusal("people_replace_usage")
    actor, gone = _other(turn, sender, words[0])
    number = _identity(turn, words[1], words[2:])
    if any(post.entry.name == words[1] for post in gone):
        raise Refusal("people_same", name=words[1])
    held = {(post.entry.unit, post.entry.name, post.entry.role) for post in roster.posts(turn.tx)}
    for post in gone:
        roster.end(turn.tx, post.id)
    for post in _lasting(gone):
        entry = Entry(post.entry.unit, words[1], post.entry.role, number)
        if (entry.unit, entry.name, entry.role) not in held:
            roster.add(turn.tx, entry)
    turn.record(actor.id, "replace")
    name, roles = gone[0].entry.name, roles_of(turn, _lasting(gone))
    _tell(turn, gone, Text("person_gone", {"name": name}))
    turn.answer(sender, "people_replaced", name=name, mine=words[1], roles=roles)
    return "" if number is not None else words[1]


def leave(turn: Turn, sender: Sender, words: Sequence[str]) -> None:
    """Take somebody off the roster: they keep their name on what they did, and have no right any more."""
    actor, gone = _other(turn, sender, _only(words))
    for post in gone:
        roster.end(turn.tx, post.id)
    turn.record(actor.id, "leave")
    _tell(turn, gone, Text("person_gone", {"name": gone[0].entry.name}))
    turn.answer(sender, "people_gone", name=gone[0].entry.name, roles=roles_of(turn, gone))


def freeze(turn: Turn, sender: Sender, words: Sequence[str]) -> None:
    """Take all rights of somebody away at once; the roster keeps them."""
    actor, held = _other(turn, sender, _only(words))
    open_rows = [post for post in held if post.frozen_at is None]
    if not open_rows:
        raise Refusal("people_frozen_before", name=held[0].entry.name)
    for post in open_rows:
        roster.freeze(turn.tx, post.id)
    turn.record(actor.id, "freeze")
    told = {"name": held[0].entry.name, "by": actor.name}
    _tell(turn, held, Text("person_frozen_now", {}))
    for admin in roster.acting_ids(turn.tx, "admin"):
        turn.owe(admin, "text", Text("people_frozen", told), key=f"frozen:{held[0].id}")


def thaw(turn: Turn, sender: Sender, words: Sequence[str]) -> None:
    """Let somebody who is frozen act again: an admin wishes it, another one agrees."""
    _thaw(turn, sender, *_other(turn, sender, _only(words)))


def agree(turn: Turn, sender: Sender, number: int) -> Answer:
    """Agree by a button that somebody who is frozen acts again; `number` is one of their rows."""
    actor = office(turn, sender)
    held = next((one for one in _everybody(turn) if number in {post.id for post in one}), None)
    if held is None:
        raise Refusal("old_button")
    _thaw(turn, sender, actor, held)
    return Answer()


def _thaw(turn: Turn, sender: Sender, actor: Person, held: Somebody) -> None:
    frozen, name = [post for post in held if post.frozen_at is not None], held[0].entry.name
    if not frozen:
        raise Refusal("people_not_frozen", name=name)
    admins = roster.acting_ids(turn.tx, "admin")
    asked = frozen[0].thaw_by if frozen[0].thaw_by in admins else None  # the wish of who is no admin any more lapsed
    if asked == actor.id:
        raise Refusal("people_thaw_alone", name=name)
    refuse_same_person(turn, actor, () if asked is None else (asked,))
    if asked is None:
        for post in frozen:
            roster.wish_back(turn.tx, post.id, actor.id)
        turn.record(actor.id, "thaw_ask")
        others = [admin for admin in admins if admin not in roster.selves(turn.tx, actor.id)]
        if not others:
            raise Refusal("people_thaw_nobody", name=name)
        for admin in others:
            turn.owe(admin, "thaw_asks", ThawAsked(frozen[0].id, actor.name), key=f"thaw:{frozen[0].id}")
        turn.answer(sender, "people_thaw_asked", name=name)
        return
    for post in frozen:
        roster.thaw(turn.tx, post.id)
    turn.record(actor.id, "thaw")
    _tell(turn, held, Text("person_back", {}))
    for admin in admins:
        turn.owe(admin, "text", Text("people_back", {"name": name, "by": actor.name}), key=f"back:{frozen[0].id}")


def thaw_asked(turn: Turn, owed: Owed[ThawAsked]) -> tuple[int, str, str, list[list[str]]]:
    """Describe whom an admin wishes back."""
    rows = roster.numbered(turn.tx, [owed.payload.post])
    return owed.payload.post, owed.payload.by, rows[0].entry.name, roles_of(turn, rows)


def deputise(turn: Turn, sender: Sender, words: Sequence[str]) -> str:
    """Let somebody stand in for another from a day to a day; returns who is to be invited, "" where nobody is."""
    if not 4 <= len(words) <= 5:
        raise Refusal("people_deputise_usage")
    actor, who = office(turn, sender), _somebody(turn, words[0])
    today = turn.local(turn.now).date()
    first = read_coming(words[2], today)
    last = None if first is None else read_coming(words[3], first)
    if first is None or last is None or last < first or last < today:
        raise Refusal("people_days")
    number = _identity(turn, words[1], words[4:])
    if words[1] == who[0].entry.name:
        raise Refusal("people_deputise_usage")
    begins, ends = (datetime.combine(day, time(), turn.zone) for day in (first, last + timedelta(days=1)))
    for post in _lasting(who):
        roster.add(turn.tx, Entry(post.entry.unit, words[1], post.entry.role, number), (begins, ends), post.id)
    turn.record(actor.id, "deputise")
    name = who[0].entry.name
    begin, end, year = first.isoformat(), last.isoformat(), today.year
    if number is not None:
        roles = roles_of(turn, _lasting(who))
        told = {"name": name, "roles": roles, "first": begin, "last": end, "year": year}
        turn.owe(number, "text", Text("person_deputy", told), key="deputy")
    frozen = any(post.frozen_at is not None for post in who)
    turn.answer(sender, "people_deputised", name=name, mine=words[1], first=begin, last=end, year=year, frozen=frozen)
    return "" if number is not None else words[1]


def recall(turn: Turn, sender: Sender, words: Sequence[str]) -> None:
    """End at once that anybody stands in for somebody."""
    actor, who = office(turn, sender), _somebody(turn, _only(words))
    mine = {post.id for post in who}
    deputies = [post for post in roster.posts(turn.tx) if post.stands_for in mine]
    if not deputies:
        raise Refusal("people_no_deputy", name=who[0].entry.name)
    for post in deputies:
        roster.end(turn.tx, post.id)
    turn.record(actor.id, "recall")
    turn.answer(sender, "people_recalled", name=who[0].entry.name)


def _lasting(rows: Somebody) -> Somebody:
    return [post for post in rows if post.stands_for is None]


def _other(turn: Turn, sender: Sender, word: str) -> tuple[Person, Somebody]:
    """Return the admin who wrote and whom they name: never themselves."""
    actor, found = office(turn, sender), _somebody(turn, word)
    if any(post.entry.telegram_id == actor.id for post in found):
        raise Refusal("people_yourself")
    return actor, found


def _only(words: Sequence[str]) -> str:
    if len(words) != 1:
        raise Refusal("people_one_name")
    return words[0]


def _somebody(turn: Turn, word: str) -> Somebody:
    """Return the one person whom a name means, a numeric id, or 单位/姓名 where a name is not enough."""
    unit, mark, name = word.partition(UNIT_MARK)
    place = turn.find_unit(unit) if mark else None
    found = [
        rows
        for rows in _everybody(turn)
        if str(rows[0].entry.telegram_id) == word
        or (mark and place and any((p.entry.unit, p.entry.name) == (place.id, name) for p in rows))
        or rows[0].entry.name == word
    ]
    if not found:
        raise Refusal("people_unknown", name=word)
    if len(found) > 1:
        raise Refusal("people_several", name=word)
    return found[0]


def _everybody(turn: Turn) -> list[Somebody]:
    """Return the rows of each person: by number, or by unit and name where there is none."""
    people: dict[object, Somebody] = defaultdict(list)
    for post in roster.posts(turn.tx):
        people[post.entry.telegram_id or (post.entry.unit, post.entry.name)].append(post)
    return list(people.values())


def _identity(turn: Turn, name: str, written: Sequence[str]) -> int | None:
    """Return the numeric id of somebody who comes in: as written, else as the roster has the name, else unknown."""
    if written:
        return number_of(turn, name, written[0])
    known = {post.entry.telegram_id for post in roster.posts(turn.tx) if post.entry.name == name} - {None}
    if len(known) > 1:
        raise Refusal("people_several", name=name)
    return next(iter(known), None)


def number_of(turn: Turn, name: str, text: str) -> int:
    """Read a numeric id; refused where it is another name's: it is one person's."""
    number = read_number(text)
    if number is None:
        raise Refusal("people_number", text=text)
    known = roster.name_of(turn.tx, number)
    if known not in (None, name):
        raise Refusal("people_two_names", id=number, name=known)
    return number


def _tell(turn: Turn, rows: Somebody, text: Text) -> None:
    """Tell somebody what became of them, where they have a number."""
    for person in {post.entry.telegram_id for post in rows} - {None}:
        turn.owe(person or 0, "text", text, key=text.code)
