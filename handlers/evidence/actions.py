"""佐证: what comes with messages is noted, kept for its report, made evidence of a submission, and shown."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby

from handlers.results import Answer, Owed, Piece, Reaction, Refusal, Sender, Text, Withheld
from handlers.submissions.actions import cards, deciders, submission
from handlers.submissions.results import About, Claimed
from handlers.turn import Turn, tell_admins
from scoring import access
from scoring.calendar import Period
from scoring.lifecycle import PUBLIC
from storage import drafts, evidence, ledger, roster, shelf, submissions
from storage.evidence import Attachment, Kept
from storage.shelf import Held
from storage.submissions import Stored

LARGEST = 20_000_000
"""Bytes: no bot can fetch more than 20 MB from Telegram, and what cannot be fetched cannot be kept."""
MOST = 30
"""Pieces of evidence for one submission: three albums."""
PICTURES = ("jpg", "jpeg", "png", "webp")
"""Documents that are pictures: sent on as the copy, which has lost where and with what it was taken."""
ENDINGS = (*PICTURES, "pdf", "docx", "xlsx")
"""Documents that open everywhere, can be checked, and carry no macros."""
LONGEST_LINK = 500
JOB = "evidence"
AT_ONCE = 50
"""Copies that go in one transaction; the cards of their submissions say so."""
NEARLY = 80
"""Per cent of the room that is taken when the admins are told."""
MEGABYTE = 1_000_000
_LINK = re.compile(r"https?://[^\s<>\"“”‘’，。；、（）【】]+", re.IGNORECASE)
SEE = ("查看佐证", "佐证", "see evidence", "evidence")
"""What a file without a name is called."""


def links(text: str) -> list[str]:
    """Return the addresses in a text, each once."""
    return [one for one in dict.fromkeys(_LINK.findall(text)) if len(one) <= LONGEST_LINK]


def without_links(text: str) -> str:
    """Return a text without addresses."""
    return _LINK.sub(" ", text).strip()


def key(chat: int, message: int) -> str:
    """Return what attachments are kept by for the report that a message makes."""
    return f"{chat}:{message}"


def take_in(turn: Turn, sender: Sender) -> list[Attachment]:
    """Note the files of a message; what cannot be evidence is left out, and its sender told why."""
    taken = []
    for file in sender.files:
        if file.size is not None and file.size > LARGEST:
            turn.answer(sender, "file_too_big", name=file.name)
        elif full(turn):
            turn.answer(sender, "file_quota", name=file.name)
        elif file.kind == "document" and file.name.rpartition(".")[2].lower() not in ENDINGS:
            turn.answer(sender, "file_type", name=file.name, endings=list(ENDINGS))
        else:
            taken.append(_note(turn, sender, file.kind, file.id, file.name))
    return taken


def take_links(turn: Turn, sender: Sender, text: str) -> list[Attachment]:
    """Note the addresses in a text."""
    return [_note(turn, sender, "link", one, one) for one in links(text)]


def _note(turn: Turn, sender: Sender, kind: str, file_id: str, name: str) -> Attachment:
    return evidence.take_in(
        turn.tx,
        person=sender.person,
        chat=sender.chat,
        message=sender.message,
        album=sender.album,
        kind=kind,
        file_id=file_id,
        name=name,
        received_at=turn.now,
    )


def loose(turn: Turn, sender: Sender) -> list[Attachment]:
    """Return what somebody put down here within the last 30 minutes; what lies longer is forgotten, and said to be."""
    fresh = still_loose(turn, sender)
    old = [one for one in evidence.loose(turn.tx, sender.person, sender.chat) if one not in fresh]
    if old:
        evidence.drop(turn.tx, old)
        turn.answer(sender, "evidence_expired", count=len(old))
    return fresh


def still_loose(turn: Turn, sender: Sender) -> list[Attachment]:
    """Return what somebody put down here within the last 30 minutes."""
    found = evidence.loose(turn.tx, sender.person, sender.chat)
    return [one for one in found if abs(turn.now - one.received_at) <= drafts.KEPT]


def gather(turn: Turn, sender: Sender) -> None:
    """Let a report have what came with it, the items of its album, and in private what was put down before it."""
    take_in(turn, sender)
    if not sender.private and not sender.files:
        return
    mine = [
        one
        for one in loose(turn, sender)
        if sender.private or one.message == sender.message or (one.album is not None and one.album == sender.album)
    ]
    evidence.belong(turn.tx, mine, key(sender.chat, sender.message))


def give(turn: Turn, sender: Sender, chat: int, message: int) -> None:
    """Let the report that an earlier message makes have what came with this one."""
    evidence.belong(turn.tx, take_in(turn, sender), key(chat, message))


def brought(turn: Turn, sender: Sender, message: int, line: str) -> list[Attachment]:
    """Return what came for a report: its files, and the addresses in its line."""
    return [*evidence.of_report(turn.tx, key(sender.chat, message)), *take_links(turn, sender, line)]


def kept(turn: Turn, number: int, copy: Kept) -> None:
    """Note that a copy of an attachment is on the shelf; twice is once."""
    if evidence.settle(turn.tx, number, "kept"):
        evidence.keep(turn.tx, number, copy, turn.tx.next_moment())
        turn.record(None, "evidence_kept")
        warn(turn)


def unfit(turn: Turn, one: Attachment, reason: str) -> None:
    """Take back as evidence what turned out to be none, and tell whoever sent it."""
    if not evidence.settle(turn.tx, one.id, "refused", reason):
        return
    turn.record(None, "evidence_refused", reason=reason)
    proven = proven_by(turn, [one])
    for stored in proven:
        cards.show_cards(turn, stored)
    values = {"numbers": [f"{stored.number:04}" for stored in proven], "name": one.name}
    turn.owe(one.person, "text", Text(f"evidence_{reason}", values), key=reason)


def not_kept(turn: Turn, one: Attachment, fault: str) -> None:
    """Give up a copy that could not be had: the file stays with the chat server alone, and its sender is told."""
    if evidence.settle(turn.tx, one.id, "bare", fault):
        turn.record(None, "evidence_not_kept")
        numbers = [f"{number:04}" for number in evidence.numbers_of(turn.tx, [one])]
        values = {"numbers": numbers, "name": one.name}
        turn.owe(one.person, "text", Text("evidence_not_kept", values), key="not_kept")


def proven_by(turn: Turn, found: Sequence[Attachment]) -> list[Stored]:
    """Return the submissions that attachments are evidence for."""
    numbers = evidence.numbers_of(turn.tx, found)
    return submissions.by_numbers(turn.tx, numbers)


def attach(turn: Turn, stored: Stored, person: int, found: Sequence[Attachment]) -> int:
    """Make attachments evidence of a submission, as many as it may have; returns how many were new."""
    if not found:
        return 0
    present = {one.id for one in evidence.of_number(turn.tx, stored.number)}
    new = [one for one in found if one.id not in present][: MOST - len(present)]
    if new:
        evidence.attach(turn.tx, stored.number, new, person, turn.tx.next_moment())
        turn.record(person, "evidence")
    return len(new)


def to_veto(turn: Turn, veto: int, person: int, found: Sequence[Attachment]) -> int:
    """Make attachments evidence of a veto, as many as it may have; returns how many were new."""
    present = {one.id for one in evidence.of_veto(turn.tx, veto)}
    new = [one for one in found if one.id not in present][: MOST - len(present)]
    if new:
        evidence.attach_to_veto(turn.tx, veto, new, person, turn.tx.next_moment())
        turn.record(person, "veto_evidence")
    return len(new)


def to_part(turn: Turn, number: int, unit: str, person: int, found: Sequence[Attachment]) -> int:
    """Make attachments evidence of a unit's part of a matter, as many as it may have; returns how many were new."""
    present = {one.id for one in evidence.of_part(turn.tx, number, unit)}
    new = [one for one in found if one.id not in present][: MOST - len(present)]
    if new:
        evidence.attach_to_part(turn.tx, number, unit, new, person, turn.tx.next_moment())
        turn.record(person, "matter_evidence")
    return len(new)


def show(turn: Turn, sender: Sender, number: int) -> Answer:
    """Owe the evidence of a submission to whoever asks and may see it."""
    person, stored = turn.person(sender), submission.get(turn, number)
    metric = turn.metric_of(stored.claim)
    if not access.may("see_evidence", access.relations(person, stored.claim.unit, metric.leads)):
        raise Refusal("evidence_not_yours", number=number)
    if not evidence.count(turn.tx, number):
        raise Refusal("no_evidence", number=number)
    if not (sender.private or sender.pressed):
        turn.owe(sender.chat, "reaction", Reaction(sender.message, "✍"), key="evidence")
    turn.owe_private(sender, "evidence", cards.reference(turn, stored), quoting=not sender.pressed)
    return Answer("evidence_sent")


def proof(turn: Turn, owed: Owed[About]) -> tuple[Claimed, list[Piece]]:
    """Describe a submission and its evidence."""
    return submission.shown(turn, owed), pieces(turn, owed.payload.number)


def pieces(turn: Turn, number: int) -> list[Piece]:
    """Describe the evidence of a submission, oldest first."""
    return pieces_of(turn, evidence.of_number(turn.tx, number))


def pieces_of(turn: Turn, found: Sequence[Attachment]) -> list[Piece]:
    """Describe evidence as it is shown."""
    return [_piece(turn, one) for one in found]


def _piece(turn: Turn, one: Attachment) -> Piece:
    known = roster.entries_of(turn.tx, one.person)
    kept = evidence.kept(turn.tx, one.id)
    ending = kept.ending if kept else one.name.rpartition(".")[2].lower()
    picture = one.kind == "document" and ending in PICTURES
    withheld: Withheld = "unclean" if picture and kept is None else ""
    if one.kind == "document" and one.state == "owed":
        withheld = "unchecked"
    elif shelf.is_gone(turn.tx, one.id):
        withheld = "cleared"
    return Piece(
        kind=one.kind,
        file_id=one.file_id,
        name=one.name,
        by=known[0].name if known else "",
        at=turn.local(one.received_at),
        digest=None if kept is None else kept.stored,
        copy=None if kept is None else kept.place,
        withheld=withheld,
        cleaned=picture,
    )


# What the rulebook says of keeping


def due(turn: Turn) -> bool:
    """Say whether it is still to be looked today for copies whose time is over."""
    return not ledger.is_settled(turn.tx, JOB, _today(turn))


def clear(turn: Turn) -> int:
    """Let copies go whose time is over, each a fact; the files are removed afterwards. Returns how many went.

    Their time was over at the look before, too, on another day: what is gone is gone, and a clock may be wrong.
    """
    keeping, by = turn.rulebook.keeping, ledger.last(turn.tx, JOB)
    found = [] if by is None else shelf.held(turn.tx, withdrawn_alone=keeping.days is None)
    several = [list(group) for _, group in groupby(found, key=lambda one: one.attachment)]
    over = [(held, why) for held in several if by and (why := _why(turn, held, by))][:AT_ONCE]
    for held, why in over:
        one = held[0]
        shelf.note_gone(turn.tx, one.attachment, why, turn.tx.next_moment())
        turn.record(None, "evidence_gone", stored=one.stored)
    for stored in submissions.by_numbers(
        turn.tx, sorted({one.number for held, _ in over for one in held if one.number is not None})
    ):
        cards.show_cards(turn, stored)
    if len(over) < AT_ONCE:
        ledger.settle_slot(turn.tx, JOB, _today(turn), "done")
    warn(turn)
    return len(over)


def _today(turn: Turn) -> str:
    return str(turn.local(turn.now).date())


def _why(turn: Turn, held: list[Held], by: datetime) -> str:
    """Say why a copy goes: for each submission that it is kept for the time must be over."""
    whys = [_over(turn, one, by) for one in held]
    return "" if "" in whys else max(set(whys), key=whys.count)


def _over(turn: Turn, one: Held, by: datetime) -> str:
    """Say whether the time of a copy was over by a moment as far as one submission goes; what is in dispute is kept."""
    keeping = turn.rulebook.keeping
    if one.withdrawn_at is not None and by >= one.withdrawn_at + timedelta(days=keeping.withdrawn_days):
        return "withdrawn"
    if keeping.days is None or by < turn.lock_of(Period.written(one.period)) + timedelta(days=keeping.days):
        return ""
    if one.number is None:
        return "expired"
    stored = submissions.get(turn.tx, one.number)
    phase = "" if stored is None else deciders.where_is(turn, stored).phase
    return "expired" if phase in PUBLIC.values() else ""


def fits(turn: Turn, copy: Kept) -> bool:
    """Say whether a copy has room within the quota."""
    quota = turn.rulebook.keeping.quota
    return quota is None or shelf.stands(turn.tx, copy) or shelf.used(turn.tx) + copy.size <= quota


def full(turn: Turn) -> bool:
    """Say whether there is no room for anything more."""
    quota = turn.rulebook.keeping.quota
    return quota is not None and shelf.used(turn.tx) >= quota


def warn(turn: Turn) -> None:
    """Tell the admins once a month that the room is nearly taken."""
    quota = turn.rulebook.keeping.quota
    if quota is None or (used := shelf.used(turn.tx)) * 100 < quota * NEARLY:
        return
    once = replace(turn, cause="evidence_quota")
    values = {"used": used // MEGABYTE, "quota": quota // MEGABYTE}
    tell_admins(once, "evidence_nearly_full", _today(turn)[:7], **values)
