"""The menu of commands fits who looks at it, and where; it follows the roster, in few calls."""

import json

import pytest

from bot.sandbox.watch.faults import refuse, server_error, too_many
from bot.sandbox.watch.ledger import Call
from tests import engine
from tests.cast import ADMIN, COLLEAGUE, GROUP, HEAD, LEADER, OTHER_GROUP, PARTY_HEAD, REVIEWER, STRANGER, Part
from tests.stage import Stage

STRANGERS = ["start", "help", "language"]
LEADERS = ["pending", "rank", "why", "rules", "task", "problem", "ledger", "feedback", "help", "language"]
ADMINS = [
    *("pending", "rank", "why", "rules", "bureau", "people", "task", "problem", "ledger"),
    *("digest", "feedback", "help", "language"),
]
HEADS = [
    *("report", "highlight", "pending", "mine", "rank", "why", "rules", "undo", "appeal"),
    *("ledger", "feedback", "help", "language"),
]
REVIEWERS = [
    *("report", "pending", "batch", "form", "rank", "why", "rules", "undo"),
    *("task", "problem", "ledger", "digest", "feedback", "help", "language"),
]
NEVER_STARTED = 7001
ORDER = [
    *("report", "highlight", "pending", "batch", "form", "mine", "rank", "why"),
    *(
        "rules",
        "undo",
        "appeal",
        "bureau",
        "people",
        "task",
        "problem",
        "ledger",
        "digest",
        "feedback",
        "help",
        "language",
    ),
]


def menu(stage: Stage, place: int) -> list[str]:
    """Return the commands in the menu of a chat as the app shows it."""
    return [one["command"] for one in stage.chat.menu(place)]


def calls(stage: Stage, place: int) -> list[Call]:
    """List the calls that changed the menu of one chat."""
    found = stage.chat.calls.of("setMyCommands", "deleteMyCommands")
    return [call for call in found if json.loads(call.params["scope"]).get("chat_id") == place]


def shows(stage: Stage, place: int, commands: list[str]) -> None:
    """Wait until the menu of a chat is what it should be."""
    stage.until(lambda: menu(stage, place) == commands)


def known(stage: Stage, place: int, *, times: int = 1) -> None:
    """Wait until the house has noted the menu of a chat, asked for so many times."""
    stage.notice(lambda: len(calls(stage, place)) == times)
    noted = "SELECT 1 FROM chats WHERE chat = :chat AND menu IS NOT NULL"
    stage.notice(lambda: engine.rows(stage.database, noted, chat=place))


@pytest.mark.parametrize(
    ("person", "commands"), [(HEAD, HEADS), (REVIEWER, REVIEWERS), (LEADER, LEADERS), (ADMIN, ADMINS)]
)
def test_everybody_on_the_roster_finds_the_commands_of_the_own_role(
    stage: Stage, person: int, commands: list[str]
) -> None:
    stage.say(person, "/start")
    shows(stage, person, commands)


def test_who_is_head_and_reviewer_finds_the_commands_of_both(stage: Stage) -> None:
    stage.say(PARTY_HEAD, "/start")
    shows(stage, PARTY_HEAD, [name for name in ORDER if name in {*HEADS, *REVIEWERS}])


def test_strangers_and_other_groups_find_no_more_than_how_to_get_in(stage: Stage) -> None:
    stage.chat.add_group(OTHER_GROUP, "别的群", members=[STRANGER], bot="member")
    stage.say(STRANGER, "/start")
    shows(stage, STRANGER, STRANGERS)
    shows(stage, OTHER_GROUP, STRANGERS)
    shows(stage, GROUP, HEADS)
    assert calls(stage, STRANGER) == []


def test_the_menu_follows_the_roster_while_the_bot_runs(stage: Stage) -> None:
    stage.say(COLLEAGUE, "/start")
    stage.say(STRANGER, "/start")
    shows(stage, COLLEAGUE, HEADS)

    stage.employ(Part(STRANGER, "路人甲", "reviewer", "消保科"), leaving=(COLLEAGUE,))
    stage.later(seconds=1)

    shows(stage, COLLEAGUE, STRANGERS)
    shows(stage, STRANGER, REVIEWERS)
    assert [call.method for call in calls(stage, COLLEAGUE)] == ["setMyCommands", "deleteMyCommands"]


def test_a_roster_that_changed_meanwhile_is_followed_at_the_next_start_and_nothing_else_is_set_again(
    stage: Stage,
) -> None:
    for person in (HEAD, COLLEAGUE):
        stage.say(person, "/start")
        known(stage, person)
    known(stage, GROUP)
    stage.stop()
    stage.employ(Part(COLLEAGUE, "赵副所长", "leader"), leaving=(COLLEAGUE,))

    stage.start()

    shows(stage, COLLEAGUE, LEADERS)
    known(stage, COLLEAGUE, times=2)
    assert (len(calls(stage, HEAD)), len(calls(stage, GROUP))) == (1, 1)


def test_nothing_is_asked_for_somebody_who_never_started_the_bot_until_they_do(stage: Stage) -> None:
    stage.chat.add_person(NEVER_STARTED, "新所长")
    stage.say(HEAD, "/start")
    stage.employ(Part(NEVER_STARTED, "新所长", "head", "西溪所"))
    known(stage, HEAD)
    assert calls(stage, NEVER_STARTED) == []

    stage.say(NEVER_STARTED, "/start")

    shows(stage, NEVER_STARTED, HEADS)


def test_what_is_refused_is_not_asked_again_until_the_person_comes_back(stage: Stage) -> None:
    known(stage, GROUP)
    stage.chat.faults.plan(refuse(400, "Bad Request: chat not found"), method="setMyCommands")
    stage.say(HEAD, "/start")
    known(stage, HEAD)
    stage.later(minutes=10)
    stage.say(COLLEAGUE, "/start")
    shows(stage, COLLEAGUE, HEADS)
    assert (menu(stage, HEAD), len(calls(stage, HEAD))) == (STRANGERS, 1)

    stage.say(HEAD, "/start")

    shows(stage, HEAD, HEADS)


def test_a_wait_that_is_asked_for_is_waited_before_any_other_menu_is_set(stage: Stage) -> None:
    known(stage, GROUP)
    stage.chat.faults.plan(too_many(30), method="setMyCommands")
    for person in (HEAD, COLLEAGUE):
        stage.say(person, "/start")
        stage.notice(lambda: calls(stage, HEAD))
    for person in (HEAD, COLLEAGUE):
        shows(stage, person, HEADS)
    times = sorted(call.pace for person in (HEAD, COLLEAGUE) for call in calls(stage, person))
    assert times[1] - times[0] >= 30


def test_many_menus_are_set_twenty_a_minute(stage: Stage) -> None:
    joining = [Part(NEVER_STARTED + place, f"新人{place}", "head", "西溪所") for place in range(30)]
    for part in joining:
        stage.chat.add_person(part.person, part.name, started=True)
        stage.say(part.person, "/start")
    stage.employ(*joining)
    stage.later(seconds=1)
    for part in joining:
        shows(stage, part.person, HEADS)
    paces = [call.pace for call in stage.chat.calls.of("setMyCommands")]
    assert len(paces) == 33
    assert all(later - earlier >= 60 for earlier, later in zip(paces, paces[20:], strict=False))


def test_a_call_that_is_lost_is_made_again_and_not_at_once(stage: Stage) -> None:
    known(stage, GROUP)
    stage.chat.faults.plan(server_error(), method="setMyCommands")
    stage.say(HEAD, "/start")
    stage.notice(lambda: calls(stage, HEAD))
    stage.later(seconds=1)
    shows(stage, HEAD, HEADS)
    first, second = calls(stage, HEAD)
    assert second.pace - first.pace >= 60
