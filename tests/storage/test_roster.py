"""The roster as rows that begin and end."""

from storage import roster
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
        assert roster.entries_of(tx, 2001) == ()
        roster.add(tx, REVIEWER)
        assert roster.entries_of(tx, 2001) == (REVIEWER,)


def test_only_those_with_an_account_act_in_a_role_for_the_units_asked_for(database: Database) -> None:
    with database.transaction(at()) as tx:
        for entry in (HEAD, REVIEWER, INVITED, Entry("", "小周", "admin", 4001)):
            roster.add(tx, entry)
        assert roster.acting(tx, "head", ["donghu", "xixi"]) == (HEAD,)
        assert roster.acting(tx, "reviewer", ["donghu"]) == ()
        assert [entry.telegram_id for entry in roster.acting(tx, "admin")] == [4001]
