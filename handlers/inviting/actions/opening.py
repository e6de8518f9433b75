"""An invite is opened by one person, who says whether it is meant for them; an admin lets them in."""

import secrets

from handlers.inviting.actions import first
from handlers.inviting.results import InviteShown, Opened
from handlers.people import actions as people
from handlers.phrases import HIDDEN, NOT_ADMITTED, compared
from handlers.results import Answer, Decision, Owed, Refusal, Sender, Text
from handlers.turn import Turn
from scoring import access
from scoring.access import Person
from storage import chats, invites, outbox, roster, values
from storage.invites import Invite
from storage.outbox import Letter
from storage.roster import Post


def start(turn: Turn, sender: Sender, secret: str = "") -> Answer:
    """Open an invite, or make the first admin, by what stands behind `/start`; without that, greet."""
    if not secret:
        return people.start(turn, sender)
    if sender.forged:
        raise Refusal("forged", how=sender.forged)
    if not sender.private:
        raise Refusal("invite_private")
    chats.note_chat(turn.tx, sender.person, None)
    digest = secret.removeprefix(HIDDEN)
    invite = invites.by_digest(turn.tx, digest)
    if invite is not None:
        return _open(turn, sender, invite)
    if first.is_open(turn):
        return first.use(turn, sender, digest)
    raise Refusal("invite_unknown")


def _open(turn: Turn, sender: Sender, invite: Invite) -> Answer:
    if invite.opened_by == sender.person and invite.outcome is None:
        _show(turn, sender, invite)
        return Answer()
    if invite.outcome is not None or invite.opened_by is not None:
        raise Refusal("invite_used")
    if turn.judged_at(sender) >= invite.until:
        raise Refusal("invite_over")
    _refuse_unless_vacant(turn, invite, sender.person)
    invites.open_by(turn.tx, invite.id, sender.person, f"{secrets.randbelow(10_000):04}")
    turn.record(sender.person, "invite_open")
    _show(turn, sender, invite)
    return Answer()


def _refuse_unless_vacant(turn: Turn, invite: Invite, person: int) -> list[Post]:
    """Return the rows that an invite is for; refused where there are none any more, or the number has another name."""
    rows = vacant(turn, invite)
    if not rows:
        raise Refusal("invite_void")
    if roster.name_of(turn.tx, person) not in (None, invite.name):
        raise Refusal("invite_other_name")
    return rows


def vacant(turn: Turn, invite: Invite) -> list[Post]:
    """Return the rows without a number that an invite is for, as the roster is now."""
    rows = (post for post in roster.posts(turn.tx) if post.entry.telegram_id is None)
    return [
        p for p in rows if (p.entry.unit, p.entry.name) == (invite.unit, invite.name) and p.entry.role in invite.roles
    ]


def _show(turn: Turn, sender: Sender, invite: Invite) -> None:
    turn.owe(sender.person, "invite", InviteShown(invite.id), key=str(invite.id))


def mine(turn: Turn, sender: Sender, number: int) -> Answer:
    """Say that an invite is meant for oneself: the admins are asked to let in whoever tells them the code."""
    return _mine(turn, sender, _shown(turn, sender, number))


def mine_newest(turn: Turn, sender: Sender) -> Answer:
    """Say in words that the invite that was opened is meant for oneself."""
    return _mine(turn, sender, invites.opened_by(turn.tx, sender.person))


def _mine(turn: Turn, sender: Sender, invite: Invite | None) -> Answer:
    found = _own(sender, invite)
    if found.waits:
        raise Refusal("invite_asked_before", check=found.code)
    _refuse_unless_vacant(turn, found, sender.person)
    admins = roster.acting_ids(turn.tx, "admin")
    if not admins:
        raise Refusal("invite_no_admin")
    invites.ask(turn.tx, found.id)
    turn.record(sender.person, "invite_ask")
    _touch(turn, found)
    for admin in admins:
        turn.owe(admin, "invite_asks", InviteShown(found.id), key=str(found.id))
    turn.answer(sender, "invite_asked", check=found.code)
    return Answer()


def not_mine(turn: Turn, sender: Sender, number: int) -> Answer:
    """Say that an invite is not meant for oneself: it is good for nobody any more, and the admins hear of it."""
    return _not_mine(turn, sender, _shown(turn, sender, number))


def not_mine_newest(turn: Turn, sender: Sender) -> Answer:
    """Say in words that the invite that was opened is not meant for oneself."""
    return _not_mine(turn, sender, invites.opened_by(turn.tx, sender.person))


def _not_mine(turn: Turn, sender: Sender, invite: Invite | None) -> Answer:
    found = _own(sender, invite)
    invites.settle(turn.tx, found.id, "disowned", sender.person)
    turn.record(sender.person, "invite_disown")
    _touch(turn, found)
    for admin in roster.acting_ids(turn.tx, "admin"):
        turn.owe(admin, "text", Text("invite_disowned_admin", {"name": found.name}), key=f"disowned:{found.id}")
    turn.answer(sender, "invite_disowned")
    return Answer()


def _own(sender: Sender, invite: Invite | None) -> Invite:
    if invite is None:
        raise Refusal("invite_none")
    if invite.outcome is not None or invite.opened_by != sender.person:
        raise Refusal("invite_settled")
    return invite


def _shown(turn: Turn, sender: Sender, number: int) -> Invite | None:
    """Return the invite that a letter of this chat is about."""
    letter = outbox.letter(turn.tx, number)
    if letter is None or letter.kind not in ("invite", "invite_asks") or letter.chat != sender.chat:
        raise Refusal("old_button")
    return invites.get(turn.tx, letter.payload["invite"])


def office(turn: Turn, sender: Sender) -> Person:
    """Return the admin who sent this; others are refused."""
    person = turn.person(sender)
    if not access.may("staff", access.relations(person, "", ())):
        raise Refusal("admins_only")
    return person


def admit(turn: Turn, sender: Sender, number: int) -> Answer:
    """Let in whoever opened an invite, with all that its rows give."""
    person, invite = office(turn, sender), _waiting(turn, sender, number)
    opener = invite.opened_by or 0
    if opener == person.id:
        raise Refusal("invite_yourself")
    rows = _refuse_unless_vacant(turn, invite, opener)
    for post in rows:
        roster.bind(turn.tx, post.id, opener)
    invites.settle(turn.tx, invite.id, "admitted", person.id)
    turn.record(person.id, "admit")
    roles = roles_of(turn, rows)
    turn.owe(opener, "text", Text("invite_admitted", {"name": invite.name, "roles": roles}), key="admitted")
    for admin in roster.acting_ids(turn.tx, "admin"):
        told = {"name": invite.name, "roles": roles, "by": person.name}
        turn.owe(admin, "text", Text("invite_admitted_admin", told), key=f"admitted:{invite.id}")
    return Answer()


def refuse(turn: Turn, sender: Sender, number: int) -> Answer:
    """Let nobody in by an invite that somebody opened who is not meant."""
    person, invite = office(turn, sender), _waiting(turn, sender, number)
    invites.settle(turn.tx, invite.id, "refused", person.id)
    turn.record(person.id, "invite_refuse")
    _touch(turn, invite)
    turn.owe(invite.opened_by or 0, "text", Text("invite_refused", {}), key="refused")
    for admin in roster.acting_ids(turn.tx, "admin"):
        told = {"name": invite.name, "by": person.name}
        turn.owe(admin, "text", Text("invite_refused_admin", told), key=f"refused:{invite.id}")
    return Answer()


def _waiting(turn: Turn, sender: Sender, number: int) -> Invite:
    invite = _shown(turn, sender, number)
    if invite is None or not invite.waits:
        raise Refusal("invite_settled")
    return invite


def answered(turn: Turn, sender: Sender, letter: Letter, text: str, decision: Decision | None) -> Answer | None:
    """Take 通过 or 不通过 as the reply of an admin."""
    if decision is not None and decision.act == "confirm":
        return admit(turn, sender, letter.id)
    return refuse(turn, sender, letter.id) if compared(text) in NOT_ADMITTED else None


def opened(turn: Turn, owed: Owed[InviteShown]) -> Opened:
    """Describe an invite that somebody opened, as it stands now."""
    invite = invites.get(turn.tx, owed.payload.invite)
    if invite is None:
        raise Refusal("invite_settled")
    roles = [[role, *filter(None, [turn.unit_name(invite.unit)])] for role in invite.roles]
    return Opened(
        owed.number,
        invite.name,
        roles,
        invite.code or "",
        invite.opened_by or 0,
        invite.waits,
        invite.outcome is not None,
    )


def roles_of(turn: Turn, rows: list[Post]) -> list[list[str]]:
    """Return what rows make of somebody: a role, with the unit's name where it has one."""
    return [[post.entry.role, *filter(None, [turn.unit_name(post.entry.unit)])] for post in rows]


def topic(invite: int) -> str:
    """Return under what the buttons about an invite are looked at again."""
    return f"invite {invite}"


def _touch(turn: Turn, invite: Invite) -> None:
    turn.tx.touched.add(values.of_unit(topic(invite.id)))
