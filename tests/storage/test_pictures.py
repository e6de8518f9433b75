"""Pictures that the chat server has."""

from storage import pictures
from storage.database import Database
from tests.storage.conftest import at


def test_a_picture_is_known_by_what_it_shows_until_the_chat_server_forgets_it(database: Database) -> None:
    with database.transaction(at()) as tx:
        assert pictures.file_ids(tx, ["a:1"]) == {}
        pictures.keep_pictures(tx, {"a:1": "file-1"})
        pictures.keep_pictures(tx, {"a:1": "file-2"})
        assert pictures.file_ids(tx, ["a:1", "b:1"]) == {"a:1": "file-2"}
        pictures.forget_pictures(tx, ["a:1"])
        assert pictures.file_ids(tx, ["a:1"]) == {}
