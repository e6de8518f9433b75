"""Every button, letter, draft and word belongs to one journey, which declares it; all that is declared is used.

That every sentence is said and everything said is a sentence, tests/handlers/test_texts.py holds.
"""

import re
from collections import Counter
from collections.abc import Iterable

import pytest

from handlers import texts
from handlers.journeys import COMMANDS, JOURNEYS, LETTERS, OWNERS, PRESSES, WORDS, _each_once
from handlers.phrases import decision
from handlers.results import Button
from handlers.texts import SENTENCES, Said
from handlers.turn import Turn
from storage import drafts, keyboards, outbox
from tests.written import HOUSE, UNKNOWN, Written, written

PASSED_ON = {"handlers/turn.py", "handlers/undelivered.py", "bot/outgoing/letters.py"}
"""Where letters are owed on behalf of others: of a kind that was chosen elsewhere, or that of a letter before."""
OLD_BUTTONS = {
    "ok": "confirm",
    "tb": "take_back",
    "no": "return",
    "am": "amend",
    "mod": "report_again",
    "ap": "appeal",
    "up": "uphold",
    "rv": "revise",
    "cr": "propose",
    "dc": "decline",
    "sg": "sign",
    "tr": "transfer",
    "to": "transfer_to",
    "wd": "withdraw",
    "rs": "restore",
    "see": "see",
    "q": "answer",
    "d": "step",
    "e": "edit",
    "rep": "report",
    "out": "post_arrived",
    "bat": "batch",
    "bok": "batch_confirm",
    "bno": "batch_cancel",
    "frm": "form",
    "iok": "table_submit",
    "ino": "table_discard",
    "add": "evidence_add",
    "use": "evidence_use",
    "sev": "evidence_show",
    "fin": "finish",
    "nil": "nil",
    "mute": "mute",
    "urge": "urge",
    "dig": "digest",
}
"""What buttons in old messages carry, and the button of today that does the same."""

BUTTONS = list(written(Button, "data"))
OWED = [each for owe in (Turn.owe, Turn.push, Turn.owe_private, outbox.owe) for each in written(owe, "kind")]
DRAFTS = list(written(drafts.begin, "kind"))


def all_of(found: Iterable[Written]) -> set[str]:
    return set().union(*(each.texts for each in found))


def twice(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


def test_a_button_is_written_by_views_and_sentences_alone() -> None:
    where = {each.where.partition(":")[0] for each in BUTTONS}

    assert [file for file in sorted(where) if not re.search("/(views|texts)[/.]", file)] == []


def test_every_button_is_declared_and_every_declared_one_is_written() -> None:
    carried = {data.partition(":")[0] for data in all_of(BUTTONS)}

    assert carried == {press.word for press in PRESSES.values()}


def test_a_button_carries_as_many_numbers_as_its_press_reads() -> None:
    counted = {(word, len(numbers)) for word, *numbers in (data.split(":") for data in all_of(BUTTONS))}

    assert counted == {(press.word, press.numbers) for press in PRESSES.values()}


def test_a_button_belongs_to_one_journey() -> None:
    assert twice(press.word for journey in JOURNEYS for press in journey.presses) == []


def test_the_buttons_of_old_messages_do_what_they_did() -> None:
    assert {word for word in PRESSES if PRESSES[word].word != word} <= OLD_BUTTONS.keys()
    assert {old: PRESSES.get(old) for old in OLD_BUTTONS} == {old: PRESSES[new] for old, new in OLD_BUTTONS.items()}


def test_every_place_that_owes_a_letter_says_of_which_kind() -> None:
    assert {each.where.partition(":")[0] for each in OWED if UNKNOWN in each.texts} == PASSED_ON
    assert [each for each in DRAFTS if UNKNOWN in each.texts] == []


def test_every_letter_that_is_owed_is_declared_and_every_declared_one_is_owed() -> None:
    follow = {letter.late for letter in LETTERS.values() if LETTERS[letter.late].repeats}

    assert all_of(OWED) - {UNKNOWN} | follow | {keyboards.KIND} == LETTERS.keys()


def test_every_draft_that_is_begun_is_declared_and_every_declared_one_is_begun() -> None:
    assert all_of(DRAFTS) == OWNERS.drafts.keys()


def test_a_word_is_one_command_or_one_answer_and_no_decision() -> None:
    words = [*WORDS, *OWNERS.words]

    assert twice([*(word for each in COMMANDS.values() for word in each.words), *OWNERS.words]) == []
    assert [word for word in words if decision(word) is not None] == []


def test_a_journey_is_listed_once_and_every_folder_with_a_declaration_is_listed() -> None:
    folders = {edges.parent.name for edges in (HOUSE / "handlers").glob("*/edges.py")}

    assert twice(journey.name for journey in JOURNEYS) == []
    assert {journey.name for journey in JOURNEYS} == folders


def test_what_two_journeys_declare_is_refused() -> None:
    with pytest.raises(ValueError, match="declared twice: confirm"):
        _each_once([("confirm", 1), ("amend", 2), ("confirm", 3)])


def test_a_sentence_of_two_journeys_is_refused() -> None:
    with pytest.raises(ValueError, match="cancelled"):
        texts.declare({"cancelled": Said("又一个", "")})

    assert SENTENCES["cancelled"].zh != "又一个"
