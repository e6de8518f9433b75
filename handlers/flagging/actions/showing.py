"""What letters about flags say: the card of a leader, the question for a reason, and what the group is told."""

from handlers.flagging.actions.proposing import of_period, row_of, rows_of
from handlers.flagging.results import Done, FlagAsked, FlagCard, FlagPost, FlagQuestion, FlagTold, FlagWhy, Place
from handlers.results import Owed
from handlers.turn import Turn, number_text
from scoring.flags import Proposed, Row, proposed
from scoring.rulebook.model import Flags
from storage import chats, flags, outbox, publications
from storage.flags import Flag


def card(turn: Turn, owed: Owed[FlagAsked]) -> FlagCard:
    """Describe a flag as it stood when the card was owed; its place as it was proposed, and in the newest result."""
    flag = flags.known(turn.tx, owed.payload.flag).until(owed.payload.seen)
    rulebook, post = turn.rulebook_on(flag.in_period.first), publications.known(turn.tx, flag.publication)
    rules = of_period(turn, flag.in_period) or Flags()
    newest = publications.result_of(turn.tx, flag.arena, flag.period) or post
    later = None
    if newest.id != post.id:
        rows = rows_of(newest)
        still = Proposed(flag.unit, flag.colour) in proposed(rules, rows)
        later = (newest.version, _place(row_of(rows, flag.unit)), still)
    return FlagCard(
        letter=owed.number,
        flag=flag.id,
        seen=owed.payload.seen,
        state=flag.state,
        period=flag.in_period.chinese,
        arena=rulebook.arena(flag.arena).name,
        unit=rulebook.unit(flag.unit).name,
        colour=flag.colour,
        place=_place(row_of(rows_of(post), flag.unit)),
        publication=post.id,
        count=rules.red if flag.colour == "red" else rules.black,
        below=number_text(rules.black_below),
        streak=flag.streak,
        done=tuple(
            Done(
                one.person_name, turn.stamp(one.acted_at), one.act, rulebook.unit(one.unit).name, one.colour, one.reason
            )
            for one in flag.acts
        ),
        later=later,
    )


def why(turn: Turn, owed: Owed[FlagQuestion]) -> FlagWhy:
    """Describe what a reason is asked for."""
    asked = owed.payload
    flag = flags.known(turn.tx, asked.flag).until(asked.seen)
    unit = turn.rulebook_on(flag.in_period.first).unit(flag.held[0]).name
    return FlagWhy(asked.person, asked.name, asked.act, unit, flag.held[1], flag.in_period.chinese)


def post(turn: Turn, owed: Owed[FlagTold]) -> FlagPost | None:
    """Describe a decision for whoever is to hear of it; None where a later one overtook it, or nothing is to be undone.

    What a chat never heard of is not taken back there.
    """
    told = owed.payload
    flag = flags.known(turn.tx, told.flag)
    act, heard = flag.acts[told.place - 1], _heard(turn, owed, flag)
    if len(flag.acts) > told.place or (act.act == "withdraw" and heard is None):
        return None
    rulebook, result = turn.rulebook_on(flag.in_period.first), publications.known(turn.tx, told.publication)
    return FlagPost(
        period=flag.in_period.chinese,
        arena=rulebook.arena(flag.arena).name,
        act=act.act,
        unit=rulebook.unit(act.unit).name,
        colour=act.colour,
        place=_place(row_of(rows_of(result), act.unit)),
        reason=act.reason,
        publication=told.publication,
        before=None if heard is None else (rulebook.unit(heard.held[0]).name, heard.held[1]),
    )


def _heard(turn: Turn, owed: Owed[FlagTold], flag: Flag) -> Flag | None:
    """Return the flag as a chat was told last that it is issued; None where it was never told, or told otherwise.

    A group that migrated since is the same group.
    """
    posts = [one.id for one in publications.every(turn.tx, flag.period)]
    letters = [one for number in posts for one in outbox.of_publication(turn.tx, number, (owed.kind,))]
    mine = (
        one for one in letters if chats.current_id(turn.tx, one.chat) == owed.chat and one.state in ("sent", "unknown")
    )
    places = [one.payload["place"] for one in mine if one.payload["flag"] == flag.id]
    before = flag.until(max((place for place in places if place < owed.payload.place), default=0))
    return before if before.state == "issued" else None


def _place(row: Row) -> Place:
    return None if row["rank"] is None else str(row["rank"]), row["total"]
