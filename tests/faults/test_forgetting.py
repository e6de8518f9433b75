"""Whoever left and wants to be forgotten is nowhere to be found, and what they did is as well sealed as before."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import BigInteger, inspect

from storage.facts import FACT_TABLES
from storage.identities import NAMES, PERSONS
from storage.tables.types import Instant
from tests import engine
from tests.cast import ADMIN, HEAD, PARTS, SECOND_ADMIN, SECOND_REVIEWER, STRANGER, roster_csv
from tests.faults.bureau import leitai

LEFT = (HEAD, SECOND_REVIEWER, SECOND_ADMIN)
"""Who reported, was given a submission, and signed: they leave and are forgotten."""
NO_PERSON = {
    ("chats", "migrated_to"),
    ("versions", "message"),
    ("versions", "bot"),
    ("matters", "message"),
    ("matters", "bot"),
    ("matter_acts", "message"),
    ("matter_acts", "bot"),
    ("attachments", "message"),
}


def cells(folder: Path) -> Iterator[tuple[str, Any]]:
    """Yield everything that stands in the database, with its place."""
    with engine.books(engine.place(folder / "leitai.db")) as books:
        for table in inspect(books).get_table_names():
            for row in books.exec_driver_sql(f"SELECT * FROM {table}").mappings():  # noqa: S608 - our own tables
                yield from ((f"{table}.{name}", value) for name, value in row.items())


def places(folder: Path, told: str) -> set[str]:
    """Return where a name or a number stands as such."""
    whole = re.compile(rf"(?<![0-9A-Za-z]){told}(?![0-9A-Za-z])")
    return {place for place, value in cells(folder) if value is not None and whole.search(str(value))}


@pytest.fixture
def left(folder: Path, tmp_path: Path) -> Path:
    """The bureau after some have left it."""
    stay = tmp_path / "roster.csv"
    stay.write_text(roster_csv([part for part in PARTS if part.person not in LEFT]), encoding="utf-8")
    assert leitai(folder, "roster", "import", str(stay), "--replace").code == 0
    return folder


def test_names_and_numbers_are_gone_everywhere_and_everything_verifies(left: Path) -> None:
    before = json.loads(leitai(left, "submissions", "--format", "json").out)
    for place, person in enumerate(LEFT, 2):
        name = next(part.name for part in PARTS if part.person == person)
        assert {"roster.telegram_id", "identities.content", "audit.actor"} <= places(left, str(person)), person
        assert places(left, name)
        done = leitai(left, "forget", str(person))
        assert (done.code, f"“已注销人员{place}”" in done.out) == (0, True), done
        assert places(left, str(person)) == set(), person
        assert places(left, name) == set(), person
    done = leitai(left, "audit", "verify")
    assert done.code == 0, done
    after = json.loads(leitai(left, "submissions", "--format", "json").out)
    moved = {key for one, other in zip(before, after, strict=True) for key in one if one[key] != other[key]}
    assert moved <= {"reporter", "reported_by", "decided_by", "signed_by"}, moved
    closed = next(
        one for one in json.loads(leitai(left, "publications", "--format", "json").out) if one["kind"] == "month"
    )
    shown = leitai(left, "publications", "show", str(closed["number"])).out
    assert "已注销人员4" in shown, "who signed a result that was published"


def test_whoever_is_forgotten_is_a_stranger_again_and_can_come_back_as_somebody_new(left: Path, tmp_path: Path) -> None:
    assert leitai(left, "forget", str(HEAD)).code == 0
    back = tmp_path / "back.csv"
    back.write_text(roster_csv(), encoding="utf-8")
    assert leitai(left, "roster", "import", str(back), "--replace").code == 0
    assert places(left, str(HEAD)) == {"roster.telegram_id", "identities.owner", "identities.content"}
    assert leitai(left, "audit", "verify").code == 0


def test_only_who_left_can_be_forgotten_and_only_once(left: Path) -> None:
    seen = leitai(left, "audit", "verify").out
    for person, reason in (
        (ADMIN, "还在名册上"),
        (STRANGER, "没有这个编号的任何记录"),
        (424242, "没有这个编号的任何记录"),
    ):
        done = leitai(left, "forget", str(person))
        assert (done.code, reason in done.reason, "没有任何改动" in done.reason) == (1, True, True), done
    assert leitai(left, "audit", "verify").out == seen


def test_a_chain_of_an_earlier_version_that_names_somebody_openly_is_left_alone(left: Path) -> None:
    openly = "UPDATE audit SET mark = NULL WHERE actor = :actor AND act = 'report'"
    engine.change(engine.place(left / "leitai.db"), openly, actor=HEAD)
    done = leitai(left, "forget", str(HEAD))
    assert (done.code, "旧版本写下的" in done.reason) == (1, True)
    assert places(left, str(HEAD))


def test_every_number_in_a_fact_is_known_to_be_a_persons_or_not() -> None:
    numbers = {
        (table.name, column.name)
        for table in FACT_TABLES
        for column in table.columns
        if isinstance(column.type, BigInteger) and not isinstance(column.type, Instant)
    }
    assert numbers == {(table, name) for table, names in PERSONS.items() for name in names} | NO_PERSON
    named = {(table.name, column.name) for table in FACT_TABLES for column in table.columns if "name" in column.name}
    assert {(table, column) for table, (column, _) in NAMES.items()} == named - {
        ("versions", "reporter_unit"),
        ("attachments", "name"),
        ("documents", "name"),
        ("fixtures", "name"),
        ("preferences", "name"),
        ("templates", "name"),
    }
