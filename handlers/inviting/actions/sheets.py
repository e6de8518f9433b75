"""Invites are made: a secret a person, handed to whoever prints them and kept by its digest alone."""

import secrets
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from handlers.inviting.actions.opening import roles_of
from handlers.inviting.results import Card, Sheet, SheetWanted
from handlers.results import Owed, Refusal
from handlers.turn import Turn
from storage import invites, roster
from storage.roster import Post


@dataclass(frozen=True, slots=True)
class Made:
    """Invites that were made with their secrets, and the names of those who wait for an admin's word already."""

    secrets: dict[int, str]
    waiting: tuple[str, ...]


def make(turn: Turn, whom: Sequence[str], *, every: bool, by: int | None) -> Made:
    """Make invites for those on the roster who have no number: for who is named, `every` one, or who has none yet.

    The earlier invite of the same person loses its good. Who opened one and waits for an admin's word keeps that.
    """
    without = _without_number(turn)
    unknown = sorted(set(whom) - {name for _, name in without})
    if unknown:
        raise Refusal("invite_not_named", names=unknown)
    still = {(one.unit, one.name): one for one in invites.open_ones(turn.tx)}
    made, waiting = {}, []
    for (unit, name), rows in without.items():
        earlier = still.get((unit, name))
        if (whom and name not in whom) or (earlier and not (whom or every) and earlier.until > turn.now):
            continue
        if earlier is not None and earlier.waits:
            waiting.append(name)
            continue
        secret = secrets.token_urlsafe(24)
        roles = tuple(dict.fromkeys(post.entry.role for post in rows))
        made[invites.make(turn.tx, unit, name, roles, invites.digest_of(secret), by)] = secret
    if not (made or waiting):
        raise Refusal("invite_sheet_before" if without else "invite_nobody")
    if made:
        turn.record(by, "invite")
    return Made(made, tuple(waiting))


def not_invited(turn: Turn, whom: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return those, by unit and name, who have no invite that is still good or waits for an admin's word."""
    still = {(one.unit, one.name) for one in invites.open_ones(turn.tx) if one.waits or one.until > turn.now}
    return set(whom) - still


def _without_number(turn: Turn) -> dict[tuple[str, str], list[Post]]:
    """Return the rows of everybody without a number, by unit and name, in the order of units in the rulebook."""
    places = {unit.id: place for place, unit in enumerate(turn.rulebook.units)}
    rows = [post for post in roster.posts(turn.tx) if post.entry.telegram_id is None and post.frozen_at is None]
    found: dict[tuple[str, str], list[Post]] = defaultdict(list)
    for post in sorted(rows, key=lambda post: (places.get(post.entry.unit, len(places)), post.entry.unit)):
        found[post.entry.unit, post.entry.name].append(post)
    return found


def laid_out(turn: Turn, username: str, known: dict[int, str]) -> Sheet:
    """Lay out the cards of invites whose secrets are known, those of one unit together."""
    cards, until = [], []
    for number, secret in known.items():
        invite = invites.get(turn.tx, number)
        if invite is not None:
            rows = [p for p in roster.posts(turn.tx) if (p.entry.unit, p.entry.name) == (invite.unit, invite.name)]
            roles = roles_of(turn, [post for post in rows if post.entry.role in invite.roles])
            unit = next((role[1] for role in roles if len(role) > 1), invite.unit)
            link = f"https://t.me/{username}?start={secret}"
            cards.append(Card(unit, invite.name, tuple(role[0] for role in roles), link))
            until.append(turn.stamp(invite.until))
    return Sheet(turn.rulebook.competition.name, min(until, default=""), turn.local(turn.now).year, tuple(cards))


def sheet(turn: Turn, owed: Owed[SheetWanted]) -> Sheet:
    """Lay out a sheet that an admin asked for; what the program has forgotten since cannot be printed any more."""
    known = {number: turn.vault[number] for number in owed.payload.invites if number in turn.vault}
    if len(known) < len(owed.payload.invites):
        raise Refusal("invite_sheet_lost")
    return laid_out(turn, turn.username, known)


def standing(turn: Turn) -> list[dict[str, Any]]:
    """Return who has no number yet, each with where the invite stands."""
    still = {(one.unit, one.name): one for one in invites.open_ones(turn.tx)}
    found = []
    for (unit, name), rows in _without_number(turn).items():
        invite = still.get((unit, name))
        told = {
            "unit": turn.unit_name(unit),
            "name": name,
            "roles": list(dict.fromkeys(post.entry.role for post in rows)),
            "state": "none" if invite is None else invite.state(turn.now),
            "until": None if invite is None else turn.stamp(invite.until),
        }
        found.append(told)
    return found
