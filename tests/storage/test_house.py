"""Single facts about the house."""

from storage import house
from storage.database import Database
from tests.storage.conftest import at


def test_a_single_fact_about_the_house_is_replaced(database: Database) -> None:
    with database.transaction(at()) as tx:
        assert house.fixture(tx, "group") is None
        house.fix(tx, "group", "-5")
        house.fix(tx, "group", "-1005")
        assert house.fixture(tx, "group") == "-1005"
