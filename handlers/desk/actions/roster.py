"""The roster by file: handed out, sent back, tried first, and put in force as a whole or not at all."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from handlers.desk.results import RosterAsked, RosterFaults, RosterFile, RosterPlan, RosterWanted
from handlers.enacting.actions import changing
from handlers.inviting.actions import sheets, staff
from handlers.people.actions import import_roster, read_roster
from handlers.results import Answer, Decision, Owed, Payload, Refusal, Sender, Text
from handlers.turn import Turn
from scoring.language import both, named
from scoring.reading.people import Fault, Row, is_roster, written
from scoring.reading.staff import UNNAMED
from storage import drafts, roster
from storage.drafts import Draft
from storage.outbox import Letter
from storage.roster import Entry

SENT, PLAN = "roster_file", "roster"
"""Drafts: a roster to be fetched, and one that is tried."""
NAMED = 20
"""Faults that are named."""
Key = tuple[str, str]
"""Unit and name: whom an invite is for."""
ENDINGS = (".xlsx", ".csv", ".xlsm", ".xls")


def arrived(turn: Turn, sender: Sender, text: str) -> Answer | None:
    """Note a roster that an admin sent, to be fetched; None of any other table, and from anybody else."""
    file = sender.files[0]
    if not file.name.lower().endswith(ENDINGS) or not is_roster(file.name, text) or not turn.person(sender).admin:
        return None
    drafts.begin(turn.tx, sender.person, SENT, sender.to_fetch)
    return Answer()


def fetch(turn: Turn, sender: Sender) -> Answer:
    """Owe an admin the roster as a file."""
    changing.office(turn, sender)
    turn.owe_private(sender, "roster", RosterWanted())
    return Answer()


def invite(turn: Turn, sender: Sender) -> Answer:
    """Owe an admin the sheet of invites for all who have none yet."""
    return staff.invite_rest(turn, sender, 0)


def roster_file(turn: Turn, _owed: Owed[RosterWanted]) -> RosterFile:
    """Return the roster as it is written into a file."""
    rows = roster.entries(turn.tx)
    units = {unit: _called(turn, unit) for unit in {one.unit for one in rows}}
    return RosterFile(tuple((units[r.unit], r.name, written(r.role), str(r.telegram_id or "")) for r in rows))


def _called(turn: Turn, unit: str) -> str:
    """Name a unit as it is said, where that is read as the same unit again: an English name may be that of two."""
    name = turn.unit_name(unit)
    found = turn.find_unit(named(name))
    return named(name) if found is not None and found.id == unit else name


def refuse(turn: Turn, draft: Draft, code: str, values: dict[str, Any]) -> None:
    """Tell the sender what is wrong with a roster as a file, as with any table."""
    _answer(turn, draft, "table_refused", Text(code, values))


def judge(turn: Turn, draft: Draft, rows: Sequence[Row], faults: Sequence[Fault]) -> None:
    """Try a roster, keep none of it, and ask whether it is meant; or name what is wrong with it."""
    wanted: list[Entry] = []
    if not faults:
        try:
            wanted = read_roster(turn, rows, replace=True)
        except Refusal as refusal:
            faults = refusal.values["faults"]
    if faults:
        told = [(line, code, text) for line, code, text in faults[:NAMED]]
        _answer(turn, draft, "roster_faults", RosterFaults(draft.payload["name"], told, len(faults)))
    elif set(wanted) == set(roster.entries(turn.tx)):
        _answer(turn, draft, "text", Text("roster_same", {}))
    elif not (_stays(turn, draft.person, wanted) or _selves(turn, draft.person, wanted)):
        _answer(turn, draft, "text", Text("roster_without_you", {"id": draft.person}))
    else:
        payload = {"rows": rows, "base": _base(turn)}
        _answer(turn, draft, "roster_plan", RosterAsked(drafts.begin(turn.tx, draft.person, PLAN, payload)))


def _stays(turn: Turn, person: int, wanted: Sequence[Entry]) -> bool:
    """Say whether somebody is still an admin by a roster, in the own right or for another who stays it."""
    posts = roster.posts(turn.tx)
    mine = {post.stands_for for post in posts if post.entry.telegram_id == person}
    held = {post.entry for post in posts if post.id in mine}
    return any(one.role == "admin" and (one.telegram_id == person or one in held) for one in wanted)


def _selves(turn: Turn, person: int, wanted: Sequence[Entry]) -> tuple[Key, ...]:
    """Return who an admin without a name yet may be in a roster that does not hold their number."""
    mine = {entry.name for entry in roster.entries_of(turn.tx, person)}
    if mine != {UNNAMED} or any(entry.telegram_id == person for entry in wanted):
        return ()
    return tuple(key for key in _unnumbered(wanted) if any(one.role == "admin" for one in wanted if _who(one) == key))


def _unnumbered(rows: Sequence[Entry]) -> dict[Key, None]:
    return dict.fromkeys(_who(one) for one in rows if one.telegram_id is None)


def _who(entry: Entry) -> Key:
    return entry.unit, entry.name


def _answer(turn: Turn, draft: Draft, kind: str, payload: Payload) -> None:
    turn.owe(draft.payload["chat"], kind, payload, reply_to=draft.payload["message"])


def _base(turn: Turn) -> str:
    """Return what tells the roster in force from those before and after."""
    return json.dumps([_key(entry) for entry in roster.entries(turn.tx)], ensure_ascii=False)


def _key(entry: Entry) -> list[Any]:
    return [entry.unit, entry.name, entry.role, entry.telegram_id]


def plan(turn: Turn, owed: Owed[RosterAsked]) -> RosterPlan:
    """Describe what a roster would change, as things are now."""
    draft = drafts.known(turn.tx, owed.payload.draft)
    present, wanted = roster.entries(turn.tx), read_roster(turn, draft.payload["rows"], replace=True)
    selves = _selves(turn, draft.person, wanted)
    before = _people([one for one in present if not (selves and one.telegram_id == draft.person)])
    after = _people(wanted)
    without = sheets.not_invited(turn, _unnumbered(wanted))
    return RosterPlan(
        draft.id,
        draft.ended_at is None,
        tuple(_line(turn, after[one]) for one in after if one not in before),
        tuple(_line(turn, before[one]) for one in before if one not in after),
        tuple(
            f"{_line(turn, before[one])} → {_line(turn, after[one])}"
            for one in after
            if one in before and set(after[one]) != set(before[one])
        ),
        tuple(name for _, name in selves),
        bool(without - set(selves) if len(selves) == 1 else without),
    )


def _people(rows: Sequence[Entry]) -> Mapping[int | str, list[Entry]]:
    """Return the rows of each person: by number, or by name where there is none."""
    found: dict[int | str, list[Entry]] = defaultdict(list)
    for entry in rows:
        found[entry.telegram_id or entry.name].append(entry)
    return found


def _line(turn: Turn, rows: Sequence[Entry]) -> str:
    """Name somebody with all that they are."""
    roles = [f"{named(turn.unit_name(row.unit))}{both('', ' ')}{written(row.role)}".strip() for row in rows]
    number = "" if rows[0].telegram_id is None else f" {rows[0].telegram_id}"
    return rows[0].name + number + both(f"（{'、'.join(roles)}）", f" ({', '.join(roles)})")


def take(turn: Turn, sender: Sender, number: int, which: int | None, inviting: int) -> Answer:
    """Put a roster in force that was tried; where anything changed since, nothing is taken.

    `which`: who of those named the sender is, None where that was not said; `inviting`: whether the sheet of invites is
    owed at once.
    """
    person, draft = changing.office(turn, sender), changing.own(turn, sender, number, PLAN)
    rows = draft.payload["rows"]
    if draft.payload["base"] != _base(turn):
        raise Refusal("roster_outrun")
    selves = _selves(turn, person.id, read_roster(turn, rows, replace=True))
    if (which or 0) >= max(len(selves), 1) or (which is None and len(selves) > 1):
        raise Refusal("roster_who")
    drafts.end(turn.tx, draft.id)
    if selves:
        rows = _numbered(turn, rows, selves[which or 0], person.id)
    unnamed = len(roster.entries_of(turn.tx, person.id)) if selves else 0  # the same person, now with a name
    done = import_roster(turn, rows, replace=True, by=person.id)
    turn.answer(sender, "roster_taken", added=done.added, kept=done.kept, removed=done.removed - unnamed)
    if inviting and sheets.not_invited(turn, _unnumbered(roster.entries(turn.tx))):
        return staff.invite_rest(turn, sender, 0)
    return Answer()


def _numbered(turn: Turn, rows: Sequence[Row], who: Key, person: int) -> list[Row]:
    """Write somebody's number into their rows."""
    number, found = {"telegram_id": str(person)}, []
    for line, row in rows:
        entry = read_roster(turn, [(line, row)], replace=True)[0]
        found.append((line, row | number if entry.telegram_id is None and _who(entry) == who else row))
    return found


def drop(turn: Turn, sender: Sender, number: int) -> Answer:
    """Leave the roster as it is."""
    drafts.end(turn.tx, changing.own(turn, sender, number, PLAN).id)
    return Answer("cancelled")


def answered(turn: Turn, sender: Sender, letter: Letter, _text: str, decision: Decision | None) -> Answer | None:
    """Take 确认 as the reply to what a roster would change."""
    if decision is None or decision.act != "confirm":
        return None
    return take(turn, sender, letter.payload["draft"], None, 0)
