"""What waits goes to whoever acts now: looked at whenever other people have rights than a moment ago."""

import json

from handlers.matters.actions import cards as matters
from handlers.matters.actions import reminding
from handlers.results import Text
from handlers.submissions.actions import cards
from handlers.turn import Turn
from storage import facts, house, parts, roster, submissions
from storage.parts import Asked


def changed(turn: Turn) -> bool:
    """Say whether other rows of the roster give rights than when it was last looked."""
    return _seen(turn) != roster.post_ids(turn.tx)


def hand_over(turn: Turn) -> int:
    """Show what waits to whoever may decide it now, tell deputies that begin or end, and look at all buttons again."""
    before, now = _seen(turn), roster.post_ids(turn.tx)
    house.see(turn.tx, facts.ACTING, json.dumps(sorted(now)))
    turn.tx.touched.add(facts.EVERYTHING)
    if before is None:
        return 0
    for post in roster.numbered(turn.tx, now ^ before):
        if post.stands_for is not None and post.entry.telegram_id is not None and post.removed_at is None:
            text = Text("deputy_begins" if post.id in now else "deputy_ends", {})
            turn.push(post.entry.telegram_id, "text", text, key=f"{text.code}:{post.id}")
    if now - before or before - now:
        open_ones = [*submissions.every(turn.tx, state="pending"), *submissions.with_cases(turn.tx)]
        for stored in {one.number: one for one in open_ones}.values():
            cards.complete(turn, stored)
        for one in parts.listed(turn.tx, Asked(states=matters.WAITING)):
            matters.complete(turn, one.stood.number, one.stood.unit)
        for person, unit in sorted(_heads(turn, now) - _heads(turn, before)):
            reminding.take_over(turn, person, unit)
    return 1


def _heads(turn: Turn, posts: set[int]) -> set[tuple[int, str]]:
    """Return who is head of which unit by some rows of the roster."""
    rows = (post.entry for post in roster.numbered(turn.tx, posts))
    return {(row.telegram_id, row.unit) for row in rows if row.role == "head" and row.telegram_id and row.unit}


def _seen(turn: Turn) -> set[int] | None:
    found = house.seen(turn.tx, facts.ACTING)
    return None if found is None else set(found)
