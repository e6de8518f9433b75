"""The roster as rows that begin and end, and what is known of chats."""

from storage import chats, house, roster
from storage.database import Database
from storage.roster import Entry
from tests.storage.conftest import at

HEAD = Entry("donghu", "王所长", "head", 1001)
REVIEWER = Entry("xiaobao", "李科长", "reviewer", 2001)
INVITED = Entry("xixi", "钱所长", "head", None)


def test_the_roster_is_what_was_added_and_not_removed(database: Database) -> None:
    with database.transaction(at()) as tx:
        for entry in (HEAD, REVIEWER, INVITED):
            roster.add(tx, entry)
        roster.remove(tx, REVIEWER)
        roster.remove(tx, INVITED)
        assert roster.entries(tx) == [HEAD]
        assert roster.entries_of(tx, 2001) == []
        roster.add(tx, REVIEWER)
        assert roster.entries_of(tx, 2001) == [REVIEWER]


def test_only_those_with_an_account_act_in_a_role_for_the_units_asked_for(database: Database) -> None:
    with database.transaction(at()) as tx:
        for entry in (HEAD, REVIEWER, INVITED, Entry("", "小周", "admin", 4001)):
            roster.add(tx, entry)
        assert roster.acting(tx, "head", ["donghu", "xixi"]) == [HEAD]
        assert roster.acting(tx, "reviewer", ["donghu"]) == []
        assert [entry.telegram_id for entry in roster.acting(tx, "admin")] == [4001]


def test_a_chat_is_down_until_it_is_noted_as_up(database: Database) -> None:
    with database.transaction(at()) as tx:
        assert not chats.is_down(tx, 1001)
        chats.note_chat(tx, 1001, "blocked")
        assert chats.is_down(tx, 1001)
        chats.note_chat(tx, 1001, None)
        assert not chats.is_down(tx, 1001)


def test_migrations_are_followed_to_the_end_and_a_circle_ends(database: Database) -> None:
    with database.transaction(at()) as tx:
        assert chats.current_id(tx, -5) == -5
        chats.note_migration(tx, -5, -1005)
        chats.note_migration(tx, -1005, -2005)
        assert chats.current_id(tx, -5) == -2005
        chats.note_migration(tx, -2005, -5)
        assert chats.current_id(tx, -5) == -5


def test_a_single_fact_about_the_house_is_replaced(database: Database) -> None:
    with database.transaction(at()) as tx:
        assert house.fixture(tx, "group") is None
        house.fix(tx, "group", "-5")
        house.fix(tx, "group", "-1005")
        assert house.fixture(tx, "group") == "-1005"


def test_every_chat_that_letters_do_not_reach_is_known(database: Database) -> None:
    with database.transaction(at()) as tx:
        chats.note_chat(tx, 1001, "blocked")
        chats.note_chat(tx, 1002, "blocked")
        chats.note_chat(tx, 1002, None)
        assert chats.down(tx) == {1001}
