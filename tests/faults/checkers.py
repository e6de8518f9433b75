"""What the suite judges by: the chat's own record of what was said, against the books. Each finding is a sentence."""

import json
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.commands.texts import difference
from bot.sandbox.chat import Chat
from bot.sandbox.world.messages import Message
from handlers.standings.actions.boards import standings
from scoring.calendar import Period
from scoring.standings.output import as_json
from storage import sealed
from storage.database import Database
from storage.place import Address, Place
from tests import engine
from tests.faults.cast import ADMIN, GROUP, HEADS, REVIEWERS, RULEBOOK
from tests.faults.stream import PERIOD, Case

CONFIRMING = ("确认", "同意", "通过", "属实", "无误", "ok")
# What must be found nowhere in the tables, and the question that would find it.
WRONG = {
    "submissions whose version is not the count of their versions": """
        SELECT s.number FROM submissions s
        WHERE s.version <> (SELECT count(*) FROM versions v WHERE v.number = s.number)""",
    "submissions that hold no cell, or more than one, or one they should not hold": """
        SELECT s.number FROM submissions s WHERE CASE WHEN s.state IN ('pending', 'confirmed') THEN 1 ELSE 0 END
        <> (SELECT count(*) FROM cell_values c WHERE c.number = s.number AND c.valid_to IS NULL)""",
    "cells in another state than their submission": """
        SELECT c.number FROM cell_values c JOIN submissions s ON s.number = c.number
        WHERE c.valid_to IS NULL AND c.state <> s.state""",
    "reports in the audit chain and versions differ": """
        SELECT n, m FROM (SELECT (SELECT count(*) FROM audit WHERE act = 'report') n,
        (SELECT count(*) FROM versions) m) counted WHERE n <> m""",
    "acts in the audit chain and reviews differ": """
        SELECT act, n, m FROM (SELECT r.act, count(*) n, (SELECT count(*) FROM audit a WHERE a.act = r.act) m
        FROM reviews r GROUP BY r.act) counted WHERE n <> m""",
    "updates that were not done": "SELECT id FROM inbox WHERE state <> 'done'",
    "letters still owed": "SELECT id FROM outbox WHERE state IN ('ready', 'sending')",
}


def place_of(path: Path) -> Place:
    """Return where the rows are: in the file, or where there is none on the server that stands for it."""
    return path if path.exists() else engine.place(path)


def rows(path: Path, sql: str, *given: object) -> Sequence[Mapping[str, Any]]:
    """Ask the database file itself, or the server that stands for it, past the product's own code."""
    if isinstance(place := place_of(path), Address):
        named = {f"given{number}": value for number, value in enumerate(given)}
        for name in named:
            sql = sql.replace("?", f":{name}", 1)
        return engine.rows(place, sql, **named)
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30)
    connection.row_factory = sqlite3.Row
    try:
        return [dict(row) for row in connection.execute(sql, given)]
    finally:
        connection.close()


def read(found: Any) -> dict[str, Any]:
    """Return what a column of JSON holds, which is text in a file and read already from a server."""
    read: dict[str, Any] = json.loads(found) if isinstance(found, str) else found
    return read


def owed(path: Path) -> int:
    """Count what the bot has still to do: updates to process and letters to send."""
    # One question: between two, work would move from one table to the other unseen.
    sql = """SELECT (SELECT count(*) FROM outbox WHERE state IN ('ready', 'sending'))
        + (SELECT count(*) FROM inbox WHERE state = 'new') n"""
    return int(rows(path, sql)[0]["n"])


def books(path: Path, cases: Iterable[Case]) -> list[str]:
    """Every accepted report is one submission with its value, every decision counted once; nothing else is there."""
    found = []
    stored = rows(
        path,
        "SELECT s.number, s.unit, s.metric, s.period, s.state, s.version, v.title FROM submissions s"
        " JOIN versions v ON v.number = s.number AND v.version = s.version",
    )
    by_cell = defaultdict(list)
    for row in stored:
        by_cell[row["unit"], row["metric"], row["period"], row["title"]].append(row)
    for case in cases:
        here = by_cell.pop((case.unit.id, case.metric.id, PERIOD, case.title), [])
        if len(here) != 1:
            found.append(f"case {case.index} ({case.kind}): {len(here)} submissions instead of one")
            continue
        found += [f"case {case.index} ({case.kind}): {fault}" for fault in _case(path, case, here[0])]
    found += [f"a submission nobody made: {key}" for key in by_cell]
    return found


def _case(path: Path, case: Case, row: Mapping[str, Any]) -> list[str]:
    found = []
    if row["state"] != case.state:
        found.append(f"is {row['state']} instead of {case.state}")
    versions = rows(path, "SELECT value, level FROM versions WHERE number = ? ORDER BY version", row["number"])
    wanted = case.versions if case.title is None else [None] * len(case.versions)
    if [v["value"] for v in versions] != wanted:
        found.append(f"reported {[v['value'] for v in versions]} instead of {wanted}")
    acts = rows(path, "SELECT act, person FROM reviews WHERE number = ? ORDER BY id", row["number"])
    if [(a["act"], a["person"]) for a in acts] != case.acts:
        found.append(f"acts {[(a['act'], a['person']) for a in acts]} instead of {case.acts}")
    cell = rows(path, "SELECT value, state FROM cell_values WHERE number = ? AND valid_to IS NULL", row["number"])
    now = [(c["value"], c["state"]) for c in cell]
    if now != ([] if case.state == "withdrawn" else [(case.final if case.title is None else None, case.state)]):
        found.append(f"the cell holds {now}")
    return found


def tables(path: Path) -> list[str]:
    """The tables agree with each other, with the audit chain, and with SQLite's own check where they are its."""
    found = []
    for sql in () if isinstance(place_of(path), Address) else ("PRAGMA integrity_check", "PRAGMA foreign_key_check"):
        told = [tuple(row.values()) for row in rows(path, sql)]
        found += [] if told in ([], [("ok",)]) else [f"{sql}: {told}"]
    database = Database(place_of(path))
    try:
        wrong = database.look(sealed.look).differences
    finally:
        database.close()
    found += [difference(one) for one in wrong]
    for fault, sql in WRONG.items():
        told = [tuple(row.values()) for row in rows(path, sql)]
        found += [f"{fault}: {told[:5]}"] if told else []
    return found


def kept(path: Path, said: Iterable[tuple[Message, int]]) -> list[str]:
    """Every report that had to be taken stands in the books, as often as it must, and no other."""
    found = []
    for message, versions in said:
        here = rows(path, "SELECT 1 FROM versions WHERE chat = ? AND message = ?", message.room.id, message.id)
        if len(here) != versions:
            found.append(f"message {message.id} of {message.hand} is in the books {len(here)} times")
    return found


def states(path: Path) -> dict[tuple[str, str, str], str]:
    """Return the state of every submission by its period, unit and metric, where each has but one."""
    found = rows(path, "SELECT period, unit, metric, state FROM submissions")
    known = {(row["period"], row["unit"], row["metric"]): row["state"] for row in found}
    assert len(known) == len(found), "a cell has two submissions"
    return known


def answers(chat: Chat, path: Path, said: Iterable[tuple[Message, int]]) -> tuple[list[str], Counter[str]]:
    """Every report was answered: by a receipt, or in the group by a reaction; or the letter is known to be lost."""
    found, counts = [], Counter[str]()
    lost = {row["reply_to"] for row in rows(path, "SELECT reply_to FROM outbox WHERE state = 'unknown'")}
    for message, accepted in said:
        told = replies(chat, message)
        word = "已收到" if accepted else "没有受理"
        if any(word in m.versions[0].text for m in told) or (message.room.id < 0 and message.reactions):
            counts["answered"] += 1
        elif message.id in lost:
            counts["given up, known as unknown"] += 1
        else:
            found.append(f"message {message.id} of {message.hand} was never answered")
    return found, counts


def replies(chat: Chat, message: Message) -> list[Message]:
    """List what the bot wrote as a reply to a message."""
    return [m for m in chat.rooms[message.room.id].messages.values() if m.outgoing and m.reply_to == message.id]


def said_once(chat: Chat) -> list[str]:
    """No message was answered in two ways: whatever was sent again said the same."""
    found = []
    for room in chat.rooms.values():
        if not room.private:
            continue
        told: dict[int, set[str]] = defaultdict(set)
        for message in room.messages.values():
            if message.outgoing and message.reply_to is not None:
                told[message.reply_to].add(message.versions[0].text)
        for number, texts in told.items():
            asked = room.messages[number]
            answered_again = asked.edited_at is not None or asked.text.startswith(("/rank", "/pending", "/mine"))
            if not asked.outgoing and len(texts) > 1 and not answered_again:
                found.append(f"message {number} of {room.id} was answered in {len(texts)} ways: {sorted(texts)}")
    return found


def decisions(chat: Chat, path: Path) -> list[str]:
    """Every confirmation in the books is a whole word that its person said, or a press, about the version he saw."""
    found = []
    sql = (
        "SELECT r.number, r.version, r.person, r.act, s.metric, i.body FROM reviews r JOIN inbox i"
        " ON r.cause = 'inbox:' || i.id JOIN submissions s ON s.number = r.number WHERE r.act = 'confirm'"
    )
    for row in rows(path, sql):
        if row["person"] not in [REVIEWERS.get(lead) for lead in RULEBOOK.metric(row["metric"]).leads]:
            found.append(f"number {row['number']} was confirmed by {row['person']}, who may not")
        said = read(row["body"]).get("message")
        if said is None or "text" not in said:
            continue
        words = said["text"].strip().rstrip("。．.！!～~").strip().lower()
        if words not in CONFIRMING:
            found.append(f"number {row['number']} was confirmed by “{said['text']}”")
        replied = said.get("reply_to_message", {})
        card = chat.rooms[said["chat"]["id"]].messages.get(replied.get("message_id"))
        named = re.findall(r"编号 (\d+)", card.text) if card is not None and card.outgoing else []
        if named and row["number"] not in map(int, named):
            found.append(f"number {row['number']} was confirmed by a reply to another card")
        if card is not None and card.outgoing and row["version"] > 1:
            shown = [v for v in card.versions if v.at is not None and int(v.at.timestamp()) < said["date"]]
            if not shown or f"（第{row['version']}版）" not in shown[-1].text:
                found.append(f"number {row['number']}: version {row['version']} was confirmed before it was shown")
    return found


def reports(chat: Chat, path: Path) -> list[str]:
    """Every value in the books stands in the first wording of the message that reported it, of its head's unit."""
    found = []
    sql = "SELECT v.number, v.value, v.chat, v.message, s.unit FROM versions v JOIN submissions s USING (number)"
    for row in rows(path, f"{sql} WHERE value IS NOT NULL"):
        message = chat.rooms[row["chat"]].messages[row["message"]]
        if HEADS.get(row["unit"]) != message.sender:
            found.append(f"number {row['number']} is of another unit than that of {message.sender}, who reported it")
        if row["value"] not in message.versions[0].text.split():
            found.append(f"number {row['number']} holds {row['value']}, said was “{message.versions[0].text}”")
    return found


def posts(chat: Chat, path: Path) -> tuple[list[str], Counter[str]]:
    """Every weekly post stands in the group once; where the outcome was unknown the admins were asked instead.

    One that could not be drawn in time stands there in words, with its picture after it or without.
    """
    found, counts = [], Counter[str]()
    posts = [m for m in chat.rooms[GROUP].messages.values() if m.outgoing]
    drawn, worded = ([m.versions[0].text for m in posts if bool(m.now.media) is media] for media in (True, False))
    asked = [m.versions[0].text for m in chat.rooms[ADMIN].messages.values() if "不知是否已发出" in m.text]
    made = {row["id"]: row for row in rows(path, "SELECT id, arena, slot FROM publications")}
    for letter in rows(path, "SELECT state, payload FROM outbox WHERE kind = 'week'"):
        payload = read(letter["payload"])
        if payload.get("part"):
            continue
        row = {**made[payload["publication"]], "state": letter["state"]}
        arena = RULEBOOK.arena(row["arena"]).name
        week = int(row["slot"].rpartition("W")[2])
        pictures, words = (sum(f"【{arena}】第{week}周" in text for text in told) for told in (drawn, worded))
        times = max(pictures, words)
        was_asked = any(f"{arena} {row['slot']}" in text for text in asked)
        counts["posts"] += 1
        counts["asked of the admins"] += was_asked
        if times > 1 or (times == 0 and row["state"] != "unknown"):
            found.append(f"{arena} {row['slot']} was posted {times} times ({row['state']})")
        if row["state"] == "unknown" and not was_asked:
            counts["question lost, shown in 待办"] += 1
    return found, counts


def pace(chat: Chat) -> list[str]:
    """Telegram's limits were kept over every window."""
    return [f"pace: {violation}" for violation in chat.judge.violations]


def patience(chat: Chat) -> list[str]:
    """No chat was called again before the time it had asked for was over."""
    found = []
    until: dict[int, float] = {}
    for call in chat.calls.of():
        if call.chat is None:
            continue
        if call.pace < until.get(call.chat, 0):
            found.append(
                f"chat {call.chat} was called again after {call.pace:.1f} s, asked was {until[call.chat]:.1f} s"
            )
        if call.fault is not None and call.fault.code == 429:
            until[call.chat] = call.pace + call.fault.parameters["retry_after"]
    return found


def tally(path: Path, now: datetime) -> list[Any]:
    """Return the standings of the month in every arena, without what names this one database."""
    database = Database(place_of(path))
    try:
        with database.reading(now) as tx:
            period = Period.parse(PERIOD)
            assert period is not None
            tables = [as_json(standings(tx, RULEBOOK, a.id, period, tx.latest())) for a in RULEBOOK.arenas]
    finally:
        database.close()
    return [table["rows"] for table in tables]
