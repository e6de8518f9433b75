"""The desk of the office: what is missing to go on, and the pages behind it, one message that is edited in place."""

import json
from collections.abc import Callable, Iterable

from handlers import due
from handlers.closing.actions.settling import held
from handlers.closing.actions.signing import ask_again, to_close
from handlers.desk.actions import drill, group, records
from handlers.desk.results import (
    ClosingPage,
    DeskShown,
    Front,
    Made,
    Page,
    PostsPage,
    RosterPage,
    RulesPage,
    SchedulePage,
)
from handlers.enacting.actions import changing
from handlers.enacting.actions.beginning import open_now
from handlers.publishing.actions import arriving
from handlers.results import Answer, Owed, Refusal, Sender, Values
from handlers.turn import Turn, names
from scoring.calendar import Period, period_named, week_slots
from scoring.language import both, named
from scoring.reading import office
from scoring.reading.names import letters
from scoring.reading.office import FIELDS, schedule_line
from scoring.rulebook.model import Rulebook
from storage import changes, chats, flags, publications, roster, rulebooks
from storage.roster import Entry

NAMED, POSTED = 8, 12
"""Units or people that are named of many, and publications."""
LONGEST = 31
"""Days by which a button may put off a lock."""


def desk(turn: Turn, sender: Sender, rest: str) -> Answer:
    """Show the desk or one of its pages to an admin in private; a line of the schedule offers another one."""
    changing.office(turn, sender)
    word, _, about = rest.strip().partition(" ")
    word = word.lower()
    if word in FIELDS:
        return _amend(turn, sender, FIELDS[word], about)
    if word and word not in office.PAGES:
        raise Refusal("desk_usage", text=word)
    page = office.PAGES.get(word, 0)
    if page == office.RECORDS:
        records.refuse_unless_found(turn, about)
    elif page == office.GROUP and about:
        return group.choose_written(turn, sender, about)
    elif page == office.DRILL and about:
        return drill.said(turn, sender, about)
    turn.owe_private(sender, "desk", DeskShown(page, about.strip()))
    return Answer()


def _amend(turn: Turn, sender: Sender, field: str, said: str) -> Answer:
    """Offer another line of the schedule: it is shown what it would do, and asked from when on."""
    changing.offer_schedule(turn, sender, schedule_line(field, said))
    return Answer()


def turn_to(turn: Turn, sender: Sender, page: int, place: int) -> Answer:
    """Show another page in the message of the desk; of the records those before a place, of a rehearsal its end."""
    changing.office(turn, sender)
    about = (f"<{place}" if page == office.RECORDS else str(place)) if place else ""
    turn.owe(sender.chat, "desk_page", DeskShown(page, about, sender.message), key=f"{page}:{place}")
    return Answer()


def extend(turn: Turn, sender: Sender, month: int, days: int) -> Answer:
    """Offer to lock one month so many days later."""
    changing.office(turn, sender)
    named = [one for one in open_now(turn) if divmod(month, 100) == (one.year, one.index)]
    if not named or not 0 < days <= LONGEST:
        raise Refusal("old_button")
    changing.offer_extension(turn, sender, named[0], days)
    return Answer()


def page(turn: Turn, owed: Owed[DeskShown]) -> tuple[Page, int | None, int]:
    """Describe a page as things are now, the message that it is to stand in, and the year that is now."""
    payload, year = owed.payload, turn.local(turn.now).year
    if payload.page == office.RECORDS:
        return records.page(turn, payload.about), payload.message, year
    if payload.page == office.DRILL:
        return drill.page(turn, payload.about), payload.message, year
    return PAGES.get(payload.page, _front)(turn), payload.message, year


def _front(turn: Turn) -> Front:
    rulebook, rows = turn.rulebook, roster.entries(turn.tx)
    present = roster.in_force(turn.tx)
    listed = {(row.role, row.unit) for row in (*present, *(row for row in rows if row.telegram_id is None))}
    today, leading = turn.local(turn.now).date(), {*rulebook.leading}
    staying = [u for u in rulebook.units if not u.has_left(today)]
    heads = [u.id for u in staying if u.arena is not None and ("head", u.id) not in listed]
    reviewers = [u.id for u in staying if u.id in leading and ("reviewer", u.id) not in listed]
    people = _reach(turn, rows)
    found: list[tuple[str, Values]] = [*group.missing(turn)]
    year = due.unprepared_year(turn)
    found += [("missing_rulebook", {"year": year})] if year is not None else []
    found += [("missing_heads", _units(rulebook, heads))] if heads else []
    found += [("missing_reviewers", _units(rulebook, reviewers))] if reviewers else []
    gone = _gone(turn, rows)
    found += [("missing_unit", {"names": list(gone[:NAMED]), "count": len(gone)})] if gone else []
    for code, who in zip(("missing_number", "missing_seen", "missing_blocked"), people, strict=True):
        found += [(code, {"names": list(who[:NAMED]), "count": len(who)})] if who else []
    found += _signer(present, rows)
    waiting = len([*changing.still_waiting(turn)])
    found += [("missing_signature", {"count": waiting})] if waiting else []
    waits = [] if turn.drill is not None else to_close(turn)
    found += [("missing_closing", {"periods": [each.chinese for each in waits]})] if waits else []
    found += [("missing_settled", {"period": of, "open": open_, "count": count}) for of, open_, count in _held(turn)]
    flagged = _flagged(turn)
    found += [("missing_flags", {"flags": flagged, "count": len(flagged)})] if flagged else []
    return Front(tuple(found), rulebook.competition.name, drill=turn.drill is not None)


def _signer(present: Iterable[Entry], rows: Iterable[Entry]) -> list[tuple[str, Values]]:
    """Return that there is no second person to sign: nobody on the roster, or somebody who is still to be bound."""
    acting, known = (
        {letters(row.name): row.name for row in those if row.role in ("admin", "leader")} for those in (present, rows)
    )
    if len(acting) > 1:
        return []
    unbound = [name for key, name in known.items() if key not in acting]
    if not unbound:
        return [("missing_signer", {})]
    return [("missing_signer_bound", {"names": unbound[:NAMED], "count": len(unbound)})]


def _held(turn: Turn) -> list[tuple[str, list[int], int]]:
    """Return the periods whose result is kept from being final, by what, and by how much in all."""
    return [(period, waiting[:NAMED], len(waiting)) for period, waiting in held(turn)]


def _flagged(turn: Turn) -> list[tuple[str, str]]:
    """Return the flags that wait for a leader, as unit and colour."""
    waiting = (flag for flag in flags.every(turn.tx) if flag.state == "proposed")
    return [(turn.rulebook_on(each.in_period.first).unit(each.unit).name, each.colour) for each in waiting]


def _units(rulebook: Rulebook, ids: list[str]) -> Values:
    return {"names": list(names(rulebook, ids[:NAMED])), "count": len(ids)}


def _gone(turn: Turn, rows: list[Entry]) -> tuple[str, ...]:
    """Return who acts for a unit that today's rules do not have, or that has left by them, and for which."""
    today = turn.local(turn.now).date()
    known = {unit.id for unit in turn.rulebook.units if not unit.has_left(today)}
    mine = [row for row in rows if row.role in ("head", "reviewer") and row.unit not in known]
    told = [(row.name, named(turn.unit_name(row.unit))) for row in mine]
    return tuple(both(f"{name}（{unit}）", f"{name} ({unit})") for name, unit in told)


def _reach(turn: Turn, rows: list[Entry]) -> tuple[tuple[str, ...], ...]:
    """Return who has no number, who never wrote to the bot, and whom letters are known not to reach."""
    seen, down = chats.known(turn.tx), chats.down(turn.tx)
    people = {row.telegram_id: row.name for row in rows if row.telegram_id is not None}
    unnumbered = dict.fromkeys(row.name for row in rows if row.telegram_id is None)
    blocked = [name for one, name in people.items() if one in down]
    unseen = [name for one, name in people.items() if one not in seen and one not in down]
    return tuple(unnumbered), tuple(unseen), tuple(blocked)


def _rules(turn: Turn) -> RulesPage:
    books, today = rulebooks.in_force(turn.tx), turn.local(turn.now).date()
    held = rulebooks.holding_on(today, books)
    days = sorted({book.from_day for book in books if book.from_day > today})
    later = [book for day in days if (book := rulebooks.holding_on(day, books)).from_day == day]
    told = tuple((book.from_day.isoformat(), _short(book.fingerprint)) for book in later)
    waiting = sum(change.kind == "rulebook" for change in changing.still_waiting(turn))
    name = turn.rulebook.competition.name
    return RulesPage(name, _short(held.fingerprint), held.from_day.isoformat(), told, waiting)


def _short(fingerprint: str) -> str:
    return fingerprint.removeprefix("sha256:")[:8]


def _roster(turn: Turn) -> RosterPage:
    rows = roster.entries(turn.tx)
    roles = dict.fromkeys(("head", "reviewer", "leader", "admin"), 0)
    for row in rows:
        roles[row.role] += 1
    return RosterPage(tuple(roles.items()), *_reach(turn, rows))


def _schedule(turn: Turn) -> SchedulePage:
    """Describe what goes by the clock: the months that are open and have begun or come next, rest days counted."""
    schedule, now = turn.rulebook.schedule, turn.local(turn.now)
    months = open_now(turn)
    begun = [month for month in months if month.first <= now.date()]
    shown = [*begun, *months[len(begun) : len(begun) + 1]]
    told = tuple((month.year * 100 + month.index, month.chinese, turn.deadlines_of(month)) for month in shown)
    far = now.replace(year=now.year + 1, day=1)
    post = next((slot.due for slot in week_slots(schedule, now, far, turn.zone, turn.rests(schedule))), None)
    quiet = "" if schedule.quiet is None else "-".join(f"{at:%H:%M}" for at in schedule.quiet)
    holding = {one.id for month in months for one in turn.amended(month)}
    amended = [
        one
        for one in changes.of_schedule(turn.tx)
        if (one.id in holding if one.kind == "schedule" else not turn.is_locked(one.in_period))
    ]
    return SchedulePage(
        told,
        post,
        quiet,
        tuple(f"{at:%H:%M}" for at in schedule.digest),
        tuple((one.in_period.chinese, one.content, one.kind == "extension") for one in amended),
        sum(change.kind != "rulebook" for change in changing.still_waiting(turn)),
    )


def _closing(turn: Turn) -> ClosingPage:
    return ClosingPage(tuple(each.chinese for each in to_close(turn)), tuple(_flagged(turn)), tuple(_held(turn)))


def close(turn: Turn, sender: Sender) -> Answer:
    """Show the card of every period that waits to be closed."""
    return ask_again(turn, sender)


def send_again(turn: Turn, sender: Sender) -> Answer:
    """List what was made public last, with a button to send each again."""
    return arriving.to_send_again(turn, sender)


def _posts(turn: Turn) -> PostsPage:
    rows = []
    for post in publications.newest(turn.tx, POSTED):
        subtitle = period_named(json.loads(post.body)["subtitle"])
        arena = named(turn.rulebook_on(Period.written(post.period).first).arena(post.arena).name)
        rows.append(Made(turn.local(post.published_at), post.kind, f"{subtitle} {arena}", post.audit_code))
    return PostsPage(tuple(rows))


PAGES: dict[int, Callable[[Turn], Page]] = {
    office.RULES: _rules,
    office.ROSTER: _roster,
    office.GROUP: group.page,
    office.SCHEDULE: _schedule,
    office.CLOSING: _closing,
    office.POSTS: _posts,
}
