"""A button that names a submission bears its seal: written in one place, declared, and short enough."""

from handlers.journeys import PRESSES
from handlers.results import Button
from handlers.submissions.actions.seals import LENGTH
from handlers.submissions.views.sealed import sealed
from tests.written import written

NAMING = {press.word for press in PRESSES.values() if press.names}
FORGETTING = "evidence_use:0:0"
"""The one such button that names none."""


def words(found: frozenset[str]) -> set[str]:
    return {data.partition(":")[0] for data in found}


def test_every_button_that_names_a_submission_is_written_with_its_seal() -> None:
    elsewhere = {
        each.where
        for each in written(Button, "data")
        if words(each.texts - {FORGETTING}) & NAMING and each.where != "handlers/submissions/views/sealed.py:sealed"
    }

    assert elsewhere == set()


def test_what_is_sealed_is_declared_to_name_a_submission_and_the_other_way_round() -> None:
    assert set().union(*(words(each.texts) for each in written(sealed, "data"))) == NAMING


def test_no_button_is_written_with_a_seal_that_is_made_up() -> None:
    assert [each.where for each in written(sealed, "seal") if each.texts & {"", "k7q2"}] == []


def test_the_longest_button_stays_within_what_the_chat_server_takes() -> None:
    longest = max(len(press.word) for press in PRESSES.values() if press.names)
    number, version, person = 10**9, 10**4, 2**52

    assert longest + len(f":{number}:{version}:{person}:") + LENGTH <= 64
