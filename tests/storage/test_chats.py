"""What is known of chats: which letters do not reach, and where groups went."""

from storage import chats
from storage.database import Database
from tests.storage.conftest import at


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


def test_every_chat_that_letters_do_not_reach_is_known(database: Database) -> None:
    with database.transaction(at()) as tx:
        chats.note_chat(tx, 1001, "blocked")
        chats.note_chat(tx, 1002, "blocked")
        chats.note_chat(tx, 1002, None)
        assert chats.down(tx) == {1001}
