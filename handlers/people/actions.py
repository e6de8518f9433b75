"""Who is who: /start, /help, chats the bot is taken into, and importing the roster."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from handlers import phrases
from handlers.results import Answer, Refusal, Sender, Text
from handlers.turn import Turn
from scoring.access import Person
from scoring.language import LANGUAGES
from scoring.reading import lines
from scoring.reading.people import read_number
from scoring.rulebook.spelling import is_blank
from storage import audit, chats, forgetting, invites, keyboards, outbox, preferences, roster
from storage.roster import Entry

ROLES = ("head", "reviewer", "leader", "admin")
LONGEST_WORD = 500
WORDS_AN_HOUR = 3
"""How many words one person may send in an hour."""


def start(turn: Turn, sender: Sender) -> Answer:
    """Greet: somebody on the roster by name and roles, a stranger with how to get in."""
    if sender.private:
        chats.note_chat(turn.tx, sender.person, None)
    rows = roster.entries_of(turn.tx, sender.person)
    if not rows:
        turn.answer(sender, "start_stranger", id=sender.person)
        return Answer()
    turn.answer(sender, "start_known", name=rows[0].name, roles=roles_of(turn, sender.person))
    return Answer()


def roles_of(turn: Turn, person: int) -> list[list[str]]:
    """Return what somebody is on the roster: a role, with the unit's name where it has one."""
    return [[row.role, *filter(None, [turn.unit_name(row.unit)])] for row in roster.entries_of(turn.tx, person)]


def help_(turn: Turn, sender: Sender) -> Answer:
    """Say what this person can do, by role."""
    rows = roster.entries_of(turn.tx, sender.person)
    roles = sorted({row.role for row in rows}, key=ROLES.index)
    if not roles:
        turn.answer(sender, "start_stranger", id=sender.person)
    else:
        turn.answer(sender, "help", roles=roles)
    return Answer()


def language_asked(turn: Turn, sender: Sender, text: str) -> Answer:
    """Read what follows `/language`: the language that is to be spoken here; alone it tells which is, and asks."""
    called = lines.clean(text).lower()
    if not called:
        payload = Text("language_state", {"group": not sender.private})
        turn.owe(sender.chat, "text", payload, reply_to=sender.message, topic=sender.topic)
        return Answer()
    if called not in phrases.LANGUAGES:
        raise Refusal("language_unknown")
    return speak(turn, sender, LANGUAGES.index(phrases.LANGUAGES[called]))


def speak(turn: Turn, sender: Sender, language: int) -> Answer:
    """Speak a language of `LANGUAGES` in this chat from now on; in a group that is up to an admin."""
    if not sender.private and not turn.person(sender).admin:
        raise Refusal("admins_only")
    preferences.choose(turn.tx, sender.chat, preferences.LANGUAGE, LANGUAGES[language])
    turn.record(sender.person, "prefer")
    payload = Text("language_chosen", {"group": not sender.private})
    turn.owe(sender.chat, "text", payload, reply_to=None if sender.pressed else sender.message, topic=sender.topic)
    return Answer()


def refuse_same_person(turn: Turn, person: Person, signed: Collection[int]) -> None:
    """Refuse a signature of somebody who is called like one who signed: two accounts under one name are one person."""
    if signed and not roster.selves(turn.tx, person.id).isdisjoint(signed):
        raise Refusal("same_person", name=person.name)


def unknown_command(turn: Turn, sender: Sender, bot: str) -> Answer:
    """Tell a person of the roster that there is no such command, or that it names another `bot`."""
    turn.person(sender)
    if bot:
        turn.answer(sender, "command_elsewhere", bot=bot)
    else:
        turn.answer(sender, "unknown_command")
    return Answer()


def blocked(turn: Turn, _sender: None, chat: int, *, down: bool) -> Answer:
    """Note that a chat shut the bot out or let it in again."""
    chats.note_chat(turn.tx, chat, "blocked" if down else None)
    return Answer()


def migrated(turn: Turn, _sender: None, old: int, new: int, *, ending: Collection[str]) -> Answer:
    """Follow a group to its new id everywhere at once; letters of kinds that end with their message are given up."""
    if chats.current_id(turn.tx, old) != new:
        chats.note_migration(turn.tx, old, new)
        outbox.redirect(turn.tx, old, new, ending)
        keyboards.leave(turn.tx, old)
        turn.record(None, "migrated")
    return Answer()


@dataclass(frozen=True, slots=True)
class RosterFault:
    """A faulty row of a roster file: the line and a code with values."""

    line: int
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Imported:
    """How many rows were added, were there before, and were removed."""

    added: int
    kept: int
    removed: int


def import_roster(
    turn: Turn, rows: Sequence[tuple[int, Mapping[str, str]]], *, replace: bool, by: int | None = None
) -> Imported:
    """Put a roster file in force, all or nothing; `by`: who did that in the chat."""
    wanted, present = read_roster(turn, rows, replace=replace), set(roster.entries(turn.tx))
    added = [entry for entry in wanted if entry not in present]
    removed = [entry for entry in present if entry not in wanted] if replace else []
    for entry in added:
        roster.add(turn.tx, entry)
    for entry in sorted(removed, key=_row):
        roster.remove(turn.tx, entry)
    if added or removed:
        turn.record(by, "roster")
    return Imported(len(added), len(wanted) - len(added), len(removed))


def read_roster(turn: Turn, rows: Sequence[tuple[int, Mapping[str, str]]], *, replace: bool) -> list[Entry]:
    """Read a roster file; a fault anywhere refuses it and names every faulty row."""
    faults: list[RosterFault] = []
    wanted: dict[Entry, int] = {}
    bound = {(one.unit, one.name, one.role): one for one in roster.entries(turn.tx) if one.telegram_id is not None}
    for line, row in rows:
        entry = _read(turn, line, row, faults)
        if entry is None:
            continue
        if entry.telegram_id is None:  # whoever came in by an invite is the row of the file that has no number
            entry = bound.get((entry.unit, entry.name, entry.role), entry)
        if entry in wanted:
            faults.append(RosterFault(line, "roster_twice", str(wanted[entry])))
        wanted.setdefault(entry, line)
    _refuse_two_names(wanted, () if replace else roster.entries(turn.tx), faults)
    if not wanted and not faults:
        faults.append(RosterFault(1, "roster_empty", ""))
    if faults:
        raise Refusal(
            "roster_faults",
            faults=[(fault.line, fault.code, fault.text) for fault in sorted(faults, key=lambda fault: fault.line)],
        )
    return list(wanted)


def _refuse_two_names(wanted: Mapping[Entry, int], present: Iterable[Entry], faults: list[RosterFault]) -> None:
    """Refuse a numeric id under two names, in the file or beside the roster: it is one person's."""
    before = {entry.telegram_id: entry.name for entry in present}
    names = dict(before)
    for entry, line in wanted.items():
        if entry.telegram_id is not None and names.setdefault(entry.telegram_id, entry.name) != entry.name:
            code = "roster_renames" if entry.telegram_id in before else "roster_two_names"
            faults.append(RosterFault(line, code, f"{entry.telegram_id} {names[entry.telegram_id]}"))


def _row(entry: Entry) -> list[str]:
    return [entry.unit, entry.name, entry.role, "" if entry.telegram_id is None else str(entry.telegram_id)]


def _read(turn: Turn, line: int, row: Mapping[str, str], faults: list[RosterFault]) -> Entry | None:
    before = len(faults)
    name, role, written = row.get("name", ""), row.get("role", ""), row.get("unit", "")
    unit = turn.find_unit(written) if written else None
    if is_blank(name):
        faults.append(RosterFault(line, "roster_name", ""))
    if role not in ROLES:
        faults.append(RosterFault(line, "roster_role", role))
    elif role in ("head", "reviewer") and not written:
        faults.append(RosterFault(line, "roster_unit_missing", role))
    if written and unit is None and (role not in ("leader", "admin") or is_blank(written)):
        faults.append(RosterFault(line, "roster_unit_unknown", written))
    identity = row.get("telegram_id", "")
    number = read_number(identity)
    if identity and number is None:
        faults.append(RosterFault(line, "roster_id", identity))
    if len(faults) > before:
        return None
    return Entry(unit.id if unit else written, name, role, number)


def send_feedback(turn: Turn, sender: Sender, text: str) -> Answer:
    """Hand a word on to every admin, with who wrote it; nothing is kept where it is refused."""
    person, words = turn.person(sender), text.strip()
    if len(words) > LONGEST_WORD:
        raise Refusal("feedback_too_long", length=len(words), most=LONGEST_WORD)
    # Where the clock was set back, facts are ahead of it: those far ahead silence nobody.
    hour = timedelta(hours=1)
    if audit.count_between(turn.tx, person.id, "feedback", turn.now - hour, turn.now + hour) >= WORDS_AN_HOUR:
        raise Refusal("feedback_enough", most=WORDS_AN_HOUR)
    admins = roster.acting_ids(turn.tx, "admin")
    if not admins:
        raise Refusal("feedback_nobody")
    turn.record(person.id, "feedback", words=words)
    values = {"name": person.name, "roles": roles_of(turn, person.id), "words": words}
    for admin in admins:
        turn.owe(admin, "text", Text("feedback_admin", values), key="feedback")
    turn.answer(sender, "feedback_sent")
    return Answer("feedback_sent")


def forget(turn: Turn, person: int, called: str) -> str:
    """Forget whoever is on no row of the roster (注销); returns what stands for their name: `called`, numbered."""
    name = roster.name_of(turn.tx, person)
    if name is not None:
        raise Refusal("forget_on_roster", id=person, name=name)
    if invites.opened_by(turn.tx, person) is not None:
        raise Refusal("forget_invited", id=person)
    if not forgetting.is_known(turn.tx, person):
        raise Refusal("forget_unknown", id=person)
    if forgetting.is_named_openly(turn.tx, person):
        raise Refusal("forget_openly", id=person)
    name = forgetting.forget(turn.tx, person, called)
    turn.record(None, "forget")
    return name
