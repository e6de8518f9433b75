"""佐证: what comes with messages is noted, kept for its report, made evidence of a submission, and shown."""

import re
from collections.abc import Sequence

from handlers.results import Answer, Owed, Piece, Reaction, Refusal, Sender, Text
from handlers.submissions.actions import cards, submission
from handlers.submissions.results import About, Claimed
from handlers.turn import Turn
from scoring import access
from storage import drafts, evidence, roster, submissions
from storage.evidence import Attachment, Kept
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
_LINK = re.compile(r"https?://[^\s<>\"“”‘’，。；、（）【】]+", re.IGNORECASE)
SEE = ("查看佐证", "佐证")


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
    found = evidence.loose(turn.tx, sender.person, sender.chat)
    old = [one for one in found if abs(turn.now - one.received_at) > drafts.KEPT]
    if old:
        evidence.drop(turn.tx, old)
        turn.answer(sender, "evidence_expired", count=len(old))
    return [one for one in found if one not in old]


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


def unfit(turn: Turn, one: Attachment, reason: str) -> None:
    """Take back as evidence what turned out to be none, and tell whoever sent it."""
    if not evidence.settle(turn.tx, one.id, "refused", reason):
        return
    turn.record(None, "evidence_refused", reason=reason)
    proven = proven_by(turn, [one])
    for stored in proven:
        cards.show_cards(turn, stored)
    values = {"numbers": [f"{stored.number:04}" for stored in proven], "name": one.name or "照片"}
    turn.owe(one.person, "text", Text(f"evidence_{reason}", values), key=reason)


def not_kept(turn: Turn, one: Attachment, fault: str) -> None:
    """Give up a copy that could not be had: the file stays with the chat server alone, and its sender is told."""
    if evidence.settle(turn.tx, one.id, "bare", fault):
        turn.record(None, "evidence_not_kept")
        numbers = [f"{number:04}" for number in evidence.numbers_of(turn.tx, [one])]
        values = {"numbers": numbers, "name": one.name or "照片"}
        turn.owe(one.person, "text", Text("evidence_not_kept", values), key="not_kept")


def proven_by(turn: Turn, found: Sequence[Attachment]) -> list[Stored]:
    """Return the submissions that attachments are evidence for."""
    numbers = evidence.numbers_of(turn.tx, found)
    return submissions.by_numbers(turn.tx, numbers)


def attach(turn: Turn, stored: Stored, person: int, found: Sequence[Attachment]) -> int:
    """Make attachments evidence of a submission, as many as it may have; returns how many were new."""
    present = {one.id for one in evidence.of_number(turn.tx, stored.number)}
    new = [one for one in found if one.id not in present][: MOST - len(present)]
    if new:
        evidence.attach(turn.tx, stored.number, new, person, turn.tx.next_moment())
        turn.record(person, "evidence")
    return len(new)


def show(turn: Turn, sender: Sender, number: int) -> Answer:
    """Owe the evidence of a submission to whoever asks and may see it."""
    person, stored = turn.person(sender), submission.get(turn, number)
    metric = turn.rulebook.metric(stored.claim.metric)
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
    return [_piece(turn, one) for one in evidence.of_number(turn.tx, number)]


def _piece(turn: Turn, one: Attachment) -> Piece:
    known = roster.entries_of(turn.tx, one.person)
    kept = evidence.kept(turn.tx, one.id)
    ending = kept.ending if kept else one.name.rpartition(".")[2].lower()
    picture = one.kind == "document" and ending in PICTURES
    unchecked = one.kind == "document" and one.state == "owed"
    return Piece(
        kind=one.kind,
        file_id=one.file_id,
        name=one.name,
        by=known[0].name if known else "",
        at=turn.local(one.received_at),
        digest=None if kept is None else kept.stored,
        copy=None if kept is None else kept.place,
        withheld="unchecked" if unchecked else "unclean" if picture and kept is None else "",
        cleaned=picture,
    )
