"""The roster in the chat: who is missing, who waits, and what an admin changes with one line."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from handlers.inviting.actions import changing, sheets
from handlers.inviting.actions.opening import office, roles_of
from handlers.inviting.results import InviteShown, People, PeopleShown, SheetWanted
from handlers.results import Answer, Owed, Refusal, Sender
from handlers.turn import Turn
from scoring.reading.people import ROLES
from scoring.reading.staff import EVERYBODY, VERBS
from scoring.rulebook.spelling import is_blank
from storage import invites, roster
from storage.roster import Entry, Post


def people(turn: Turn, sender: Sender, rest: str) -> Answer:
    """Show who is on the roster and who is missing, or do what a line says about somebody."""
    office(turn, sender)
    verb, *words = [word for word in rest.split() if not is_blank(word)] or [""]
    if not verb:
        turn.owe_private(sender, "people", PeopleShown())
        return Answer()
    act = ACTS.get(VERBS.get(verb.lower(), ""))
    if act is None:
        raise Refusal("people_usage")
    invited = act(turn, sender, words)
    if invited:
        _invite(turn, sender, [invited])
    return Answer()


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
    _invite(turn, sender, [])
    return Answer()


def _invite(turn: Turn, sender: Sender, words: Sequence[str]) -> None:
    every = tuple(word.lower() for word in words) in [(word,) for word in EVERYBODY]
    made = sheets.make(turn, () if every else words, every=every, by=sender.person)
    if made.secrets:
        turn.vault.update(made.secrets)
        turn.owe_private(sender, "invite_sheet", SheetWanted(list(made.secrets)), here=True)
    if made.waiting:
        turn.answer(sender, "invite_waiting", names=list(made.waiting))


def _add(turn: Turn, sender: Sender, words: Sequence[str]) -> str:
    """Add somebody; returns who is to be invited, "" where nobody is."""
    entry = _read_entry(turn, words)
    present = [post.entry for post in roster.posts(turn.tx)]
    if any((e.unit, e.name, e.role) == (entry.unit, entry.name, entry.role) for e in present):
        raise Refusal("people_same", name=entry.name)
    roster.add(turn.tx, entry)
    turn.record(sender.person, "roster")
    roles = [[entry.role, *filter(None, [turn.unit_name(entry.unit)])]]
    turn.answer(sender, "people_added", name=entry.name, roles=roles)
    return "" if entry.telegram_id is not None else entry.name


ACTS: dict[str, Callable[[Turn, Sender, Sequence[str]], str | None]] = {
    "add": _add,
    "invite": _invite,
    "replace": changing.replace,
    "leave": changing.leave,
    "freeze": changing.freeze,
    "thaw": changing.thaw,
    "deputise": changing.deputise,
    "recall": changing.recall,
}


def _read_entry(turn: Turn, words: Sequence[str]) -> Entry:
    """Read 单位 身份 姓名 [编号]; a leader or an admin needs no unit."""
    place = next((place for place, word in enumerate(words) if word.lower() in ROLES), None)
    if place is None or not 1 <= len(words) - place - 1 <= 2:
        raise Refusal("people_add_usage")
    role, name, number = ROLES[words[place].lower()], words[place + 1], words[place + 2 :]
    if (place == 0) == (role in ("head", "reviewer")):
        raise Refusal("people_add_unit" if place == 0 else "people_add_no_unit")
    written = " ".join(words[:place])  # an English name may be of several words
    unit = turn.find_unit(written) if place else None
    if place and unit is None:
        raise Refusal("people_unit_unknown", text=written)
    return Entry(unit.id if unit else "", name, role, changing.number_of(turn, name, number[0]) if number else None)


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
        turn.local(turn.now).year,
        len(acting),
        tuple((name, roles) for has, name, roles in named if not has),
        tuple((name, roles) for has, name, roles in named if has),
        tuple(one.name for one in still if one.waits),
        tuple(dict.fromkeys(post.entry.name for post in posts if post.frozen_at is not None)),
        tuple(dict.fromkeys(_deputy(turn, post, posts) for post in posts if post.stands_for is not None)),
    )


def _deputy(turn: Turn, post: Post, posts: Sequence[Post]) -> tuple[str, str, str, str]:
    """Return who stands in for whom, and the first and the last day."""
    who = next((one.entry.name for one in posts if one.id == post.stands_for), "")
    first, last = post.begins_at or turn.now, (post.ends_at or turn.now) - timedelta(microseconds=1)
    return post.entry.name, who, turn.local(first).date().isoformat(), turn.local(last).date().isoformat()
