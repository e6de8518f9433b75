"""The roster in the chat: who is missing, who waits, and what an admin changes with one line."""

from collections.abc import Sequence

from handlers.inviting.actions import sheets
from handlers.inviting.actions.opening import office, roles_of
from handlers.inviting.results import InviteShown, People, PeopleShown, SheetWanted
from handlers.results import Answer, Owed, Refusal, Sender
from handlers.turn import Turn
from scoring.reading.staff import EVERYBODY, ROLES, VERBS
from storage import invites, roster
from storage.roster import Entry

BIGGEST_ID = 2**52


def people(turn: Turn, sender: Sender, rest: str) -> Answer:
    """Show who is on the roster and who is missing, or do what a line says about somebody."""
    office(turn, sender)
    verb, *words = rest.split() or [""]
    if not verb:
        turn.owe_private(sender, "people", PeopleShown())
        return Answer()
    if verb not in VERBS:
        raise Refusal("people_usage")
    return {"add": _add, "invite": _invite}[VERBS[verb]](turn, sender, words)


def ask_again(turn: Turn, sender: Sender, _number: int) -> Answer:
    """Show an admin again who waits to be let in."""
    office(turn, sender)
    waiting = [invite for invite in invites.open_ones(turn.tx) if invite.waits]
    for invite in waiting:
        turn.owe(sender.chat, "invite_asks", InviteShown(invite.id), key=str(invite.id))
    return Answer("" if waiting else "people_none_wait")


def invite_rest(turn: Turn, sender: Sender, _number: int) -> Answer:
    """Make invites for all who have none yet."""
    office(turn, sender)
    return _invite(turn, sender, [])


def _invite(turn: Turn, sender: Sender, words: Sequence[str]) -> Answer:
    every = tuple(words) in [(word,) for word in EVERYBODY]
    made = sheets.make(turn, () if every else words, every=every, by=sender.person)
    if made.secrets:
        turn.vault.update(made.secrets)
        turn.owe_private(sender, "invite_sheet", SheetWanted(list(made.secrets)))
    if made.waiting:
        turn.answer(sender, "invite_waiting", names=list(made.waiting))
    return Answer()


def _add(turn: Turn, sender: Sender, words: Sequence[str]) -> Answer:
    entry = _read_entry(turn, words)
    present = [post.entry for post in roster.posts(turn.tx)]
    if any((e.unit, e.name, e.role) == (entry.unit, entry.name, entry.role) for e in present):
        raise Refusal("people_same", name=entry.name)
    _refuse_other_name(turn, entry)
    roster.add(turn.tx, entry)
    turn.record(sender.person, "roster")
    roles = [[entry.role, *([turn.rulebook.unit(entry.unit).name] if entry.unit else [])]]
    turn.answer(sender, "people_added", name=entry.name, roles=roles)
    return Answer() if entry.telegram_id is not None else _invite(turn, sender, [entry.name])


def _refuse_other_name(turn: Turn, entry: Entry) -> None:
    """Refuse a numeric id under two names: it is one person's."""
    known = None if entry.telegram_id is None else roster.name_of(turn.tx, entry.telegram_id)
    if known not in (None, entry.name):
        raise Refusal("people_two_names", id=entry.telegram_id, name=known)


def _read_entry(turn: Turn, words: Sequence[str]) -> Entry:
    """Read 单位 身份 姓名 [编号]; a leader or an admin needs no unit."""
    place = next((place for place, word in enumerate(words) if word in ROLES), None)
    if place is None or not 1 <= len(words) - place - 1 <= 2 or place > 1:
        raise Refusal("people_add_usage")
    role, name, number = ROLES[words[place]], words[place + 1], words[place + 2 :]
    if (place == 0) == (role in ("head", "reviewer")):
        raise Refusal("people_add_unit" if place == 0 else "people_add_no_unit")
    unit = turn.rulebook.find_unit(words[0]) if place else None
    if place and unit is None:
        raise Refusal("people_unit_unknown", text=words[0])
    return Entry(unit.id if unit else "", name, role, _number(number[0]) if number else None)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < BIGGEST_ID):
        raise Refusal("people_number", text=text)
    return int(text)


def listed(turn: Turn, owed: Owed[PeopleShown]) -> People:
    """Describe who acts, who has no number yet and whether invited, and who waits to be let in."""
    posts = roster.posts(turn.tx)
    still = invites.open_ones(turn.tx)
    invited = {(one.unit, one.name) for one in still if one.until > turn.now or one.opened_by is not None}
    without = {(post.entry.unit, post.entry.name): post for post in posts if post.entry.telegram_id is None}
    named = [(key in invited, post.entry.name, roles_of(turn, [post])) for key, post in without.items()]
    acting = {entry.telegram_id for entry in roster.in_force(turn.tx)}
    return People(
        owed.number,
        len(acting),
        tuple((name, roles) for has, name, roles in named if not has),
        tuple((name, roles) for has, name, roles in named if has),
        tuple(one.name for one in still if one.waits),
    )
