"""The audit chain: every row seals the one before it, and a change is found at the first row that does not fit."""

from contextlib import nullcontext

import pytest

from storage import audit
from storage.database import Database, Transaction
from tests.engine import change, sqlite_alone
from tests.storage.conftest import at, statements


@pytest.fixture
def chain(database: Database) -> Database:
    """Six facts."""
    for place in range(6):
        with database.transaction(at(minutes=place)) as tx:
            audit.append(tx, 1001 + place, "report", {"number": place + 1, "value": f"9{place}/100"})
    return database


def test_an_untouched_chain_has_no_difference(chain: Database) -> None:
    assert chain.look(audit.first_difference) is None
    assert chain.integrity() is None


@pytest.mark.parametrize(
    ("sql", "first"),
    [
        ("UPDATE audit SET body = replace(body, '92', '99') WHERE seq = 3", 3),
        ("UPDATE audit SET actor = 9 WHERE seq = 2", 2),
        ("UPDATE audit SET actor = NULL WHERE seq = 1", 1),
        ("UPDATE audit SET act = 'confirm' WHERE seq = 6", 6),
        ("UPDATE audit SET moment = moment + 1 WHERE seq = 4", 4),
        ("UPDATE audit SET digest = (SELECT digest FROM audit WHERE seq = 1) WHERE seq = 2", 2),
        ("DELETE FROM audit WHERE seq = 3", 4),
        ("DELETE FROM audit WHERE seq = 1", 2),
        ("INSERT INTO audit SELECT 7, moment + 1, actor, act, body, digest, mark FROM audit WHERE seq = 6", 7),
        ("UPDATE audit SET seq = -seq", -6),
    ],
)
def test_tampering_is_found_at_its_first_row(chain: Database, sql: str, first: int) -> None:
    change(chain.place, sql)
    assert chain.look(audit.first_difference) == first


def test_the_head_of_any_moment_is_kept_so_that_a_shown_code_can_be_checked(chain: Database) -> None:
    with chain.reading(at()) as tx:
        assert audit.head_as_of(tx, at(minutes=-1)) == audit.ROOT
        assert audit.head_as_of(tx, at(minutes=2, seconds=59)) == audit.head_as_of(tx, at(minutes=2))
        assert audit.head_as_of(tx, at(days=1)) == audit.head(tx)


def test_an_empty_chain_has_a_head_and_no_difference(database: Database) -> None:
    assert database.look(audit.head) == audit.ROOT
    assert database.look(audit.first_difference) is None


def test_a_transaction_that_is_rolled_back_leaves_no_gap(chain: Database) -> None:
    with pytest.raises(RuntimeError), chain.transaction(at(hours=1)) as tx:
        append_and_fail(tx)
    with chain.transaction(at(hours=1)) as tx, tx.savepoint():
        audit.append(tx, 1, "report", {})
    assert chain.look(audit.first_difference) is None


def test_the_newest_fact_is_read_once_however_often_it_is_asked_for(chain: Database) -> None:
    with chain.transaction(at()) as tx, statements(tx) as run:
        for place in range(3):
            assert audit.append(tx, 1, "report", {}) == tx.latest() == at(minutes=5, microseconds=place + 1)
        assert audit.head(tx) == audit.head_as_of(tx, tx.latest())
        reads = [text for text in run if text.startswith("SELECT") and "FROM audit" in text]
    assert len(reads) == 2, "the newest fact, and the one as of a moment that the test itself asks for"
    assert chain.look(audit.first_difference) is None


@pytest.mark.parametrize("before", ["nothing", "asked", "a fact of its own"])
@pytest.mark.parametrize("undone", ["part", "part of a part", "rehearsal"])
def test_what_is_undone_is_the_newest_fact_no_more(chain: Database, undone: str, before: str) -> None:
    last, head = at(minutes=5), chain.look(audit.head)
    with chain.transaction(at()) as tx:
        if before == "asked":
            assert tx.latest() == last
        elif before == "a fact of its own":
            last, head = audit.append(tx, 1, "report", {}), audit.head(tx)
        undo(tx, undone)
        assert (tx.latest(), audit.head(tx)) == (last, head)
        last = audit.append(tx, 1, "report", {})
    assert chain.look(audit.first_difference) is None
    with chain.reading(at()) as tx:
        assert tx.latest() == last


def undo(tx: Transaction, how: str) -> None:
    """Append facts that do not stay."""
    if how == "rehearsal":
        with tx.rehearsal():
            audit.append(tx, 1, "report", {})
        return
    with pytest.raises(RuntimeError), tx.savepoint():
        append_and_fail(tx, parts=how == "part of a part")


def test_the_first_fact_of_a_house_may_be_undone(database: Database) -> None:
    with database.transaction(at()) as tx:
        undo(tx, "part")
        assert (tx.latest(), audit.head(tx)) == (at(), audit.ROOT)
        audit.append(tx, 1, "report", {})
    assert database.look(audit.first_difference) is None


def append_and_fail(tx: Transaction, *, parts: bool = False) -> None:
    with tx.savepoint() if parts else nullcontext():
        audit.append(tx, 1, "report", {})
    raise RuntimeError


def test_the_same_facts_are_the_same_bytes_whatever_their_order() -> None:
    assert audit.canonical({"b": "东湖", "a": [1, None]}) == audit.canonical({"a": [1, None], "b": "东湖"})
    assert audit.canonical({"b": "东湖", "a": [1, None]}) == '{"a":[1,null],"b":"东湖"}'


# Codes


def test_a_code_is_eighty_bits_in_four_groups_without_signs_that_are_taken_for_each_other() -> None:
    assert len(audit.ALPHABET) == len(set(audit.ALPHABET)) == 32
    assert not set("0O1I") & set(audit.ALPHABET)
    assert audit.code(audit.ROOT) == "2222-2222-2222-2222"
    assert audit.code("f" * 64) == "ZZZZ-ZZZZ-ZZZZ-ZZZZ"
    assert audit.code("0" * 19 + "1" + "f" * 44) == "2222-2222-2222-2223"


def test_a_row_is_found_by_its_code_however_it_was_written_down_and_by_the_short_one_of_earlier_versions(
    chain: Database,
) -> None:
    with chain.reading(at()) as tx:
        for link in audit.links(tx):
            code, short = audit.code(link.digest), f"{link.digest[:4]}-{link.digest[4:8]}"
            for shown in (code, code.lower(), code.replace("-", ""), code.replace("-", " "), f" {code}\n", short):
                assert audit.find(tx, shown) == link
            assert link.at == at(minutes=link.seq - 1)
        for unknown in ("", "2222-2222-2222-2222", "0000-0000", "3f9a-71c", "没有这样的存证码啊"):
            assert audit.find(tx, unknown) is None


# What was added since it was last found good


def test_only_what_was_added_since_the_chain_was_found_good_is_read_again(chain: Database) -> None:
    with chain.transaction(at()) as tx:
        assert audit.first_new_difference(tx) is None
        audit.note_good(tx)
        audit.append(tx, 1, "report", {})
    change(chain.place, "UPDATE audit SET actor = 9 WHERE seq = 2")
    assert chain.look(audit.first_new_difference) is None
    assert chain.look(audit.first_difference) == 2
    change(chain.place, "UPDATE audit SET actor = 9 WHERE seq = 7")
    assert chain.look(audit.first_new_difference) == 7


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM audit WHERE seq > 4",
        "DELETE FROM audit",
        "UPDATE audit SET digest = (SELECT digest FROM audit WHERE seq = 1) WHERE seq = 6",
    ],
)
def test_a_chain_that_is_cut_behind_what_was_found_good_is_noticed(chain: Database, sql: str) -> None:
    with chain.transaction(at()) as tx:
        audit.note_good(tx)
    change(chain.place, sql)
    assert chain.look(audit.first_new_difference) == 6


@pytest.mark.parametrize(
    "written",
    [
        "'garbage'",
        "'99999999999999999999:x'",
        *(pytest.param(one, marks=sqlite_alone) for one in ("x'ff'", "CAST(x'ff' AS TEXT)")),
        "''",
    ],
)
def test_a_note_that_cannot_be_read_is_none_and_all_of_the_chain_is_read(chain: Database, written: str) -> None:
    with chain.transaction(at()) as tx:
        audit.note_good(tx)
    change(chain.place, f"UPDATE fixtures SET content = {written} WHERE name = 'verified'")  # noqa: S608 - ours
    with chain.transaction(at()) as tx:
        assert audit.first_new_difference(tx) is None
        audit.note_good(tx)
    change(chain.place, "UPDATE audit SET actor = 9 WHERE seq = 6")
    assert chain.look(audit.first_difference) == 6


@pytest.mark.parametrize(
    "body", [*(pytest.param(one, marks=sqlite_alone) for one in ("CAST(x'7bff' AS TEXT)", "x'ff'")), "''"]
)
def test_a_row_whose_words_are_no_text_is_the_first_that_does_not_fit(chain: Database, body: str) -> None:
    change(chain.place, f"UPDATE audit SET body = {body} WHERE seq = 3")  # noqa: S608 - ours
    assert chain.look(audit.first_difference) == chain.look(audit.first_new_difference) == 3
    assert chain.look(audit.head) != audit.ROOT, "what follows can be read as before"


def test_a_chain_without_rows_is_good(database: Database) -> None:
    with database.transaction(at()) as tx:
        audit.note_good(tx)
        assert audit.first_new_difference(tx) is None


def test_a_row_seals_its_place_and_everything_before_it() -> None:
    body = ("a" * 64, 1, 7, "report", "{}")
    link = audit.Link(2, 1, 7, "report", "{}", audit.seal(*body))
    assert link.fits("a" * 64, 2)
    assert not link.fits("b" * 64, 2)
    assert not link.fits("a" * 64, 3)
    for other in ({"actor": 8}, {"mark": "#b", "who": "7"}, {"act": "decide"}, {"moment": 2}, {"body": "[]"}):
        assert not link._replace(**other).fits("a" * 64, 2), other
    marked = link._replace(mark="#a", who="7", digest=audit.seal("a" * 64, 1, "#a", "report", "{}"))
    assert marked.fits("a" * 64, 2)
    assert not marked._replace(mark="#b").fits("a" * 64, 2), "of somebody else's mark"
