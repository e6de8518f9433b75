"""The suite's own checkers are checked: each planted bug is found by them, and without it they find nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.sandbox.api.server import serve_in_thread
from bot.sandbox.chat import Chat
from bot.sandbox.watch.faults import Plan, hang, reset, too_many
from bot.sandbox.world.messages import Message
from tests.faults import cast, checkers, planted
from tests.faults.cast import GROUP, HEAD, OTHER_HEAD, OTHER_REVIEWER, REVIEWER
from tests.faults.children import Home, Mother, home
from tests.faults.house import MONDAY, THURSDAY
from tests.faults.swift import Swift

pytestmark = pytest.mark.filterwarnings("ignore:unread_data:DeprecationWarning")  # aiohttp's own, in the chat server


@dataclass
class Scene:
    """Somebody says something, and a bot lives for a while, maybe to be killed."""

    chat: Chat
    clock: Swift
    here: Home
    said: list[tuple[Message, int]] = field(default_factory=list)
    """What heads wrote, and how many versions of submissions must follow from it."""

    def report(self, value: str, head: int = HEAD, *, to: int | None = None, versions: int = 1) -> Message:
        """Let a head report."""
        message = self.chat.say(head, f"/report 工单按期回复率 {value}", to=to)
        self.said.append((message, versions))
        return message

    def decide(self, words: str, by: int = REVIEWER, *, place: int = REVIEWER) -> None:
        """Let a reviewer reply to the newest card of a chat."""
        card = [m for m in self.chat.rooms[place].messages.values() if m.outgoing and "待核实" in m.text][-1]
        self.chat.say(by, words, to=place if place < 0 else None, reply_to=card.id)

    def live(self, *, dies: tuple[str, int] | None = None, killed_when: Callable[[], object] | None = None) -> None:
        """Let a bot live until it is killed, or until it has nothing more to do."""
        child = self.here.start(self.chat.bell.ring, dies=dies)
        if dies is not None:
            assert child.ended.wait(20)
            return
        if killed_when is not None:
            self.chat.block_until(killed_when, 30)
            child.kill()
        else:
            self._quiet(child.ended.wait)
            child.stop()
        assert child.ended.wait(10)

    def _quiet(self, ended: Callable[[float], bool]) -> None:
        for _ in range(600):
            if self.chat.updates.idle and not checkers.owed(self.here.path):
                return
            assert not ended(0.05), self.here.log.read_text()[-2000:]
        raise TimeoutError

    def findings(self) -> list[str]:
        """Judge with everything the suite judges with."""
        path = self.here.path
        answered, _ = checkers.answers(self.chat, path, self.said)
        posted, _ = checkers.posts(self.chat, path)
        return [
            *checkers.kept(path, self.said),
            *checkers.tables(path),
            *checkers.decisions(self.chat, path),
            *checkers.reports(self.chat, path),
            *checkers.said_once(self.chat),
            *checkers.pace(self.chat),
            *checkers.patience(self.chat),
            *answered,
            *posted,
        ]


def killed_before_the_inbox_is_committed(scene: Scene) -> None:
    for commit, head in zip((5, 6, 7, 8), cast.HEADS.values(), strict=False):  # which it is depends on a start
        scene.report("98/100", head)
        scene.live(dies=("before", commit))
        scene.live()


def killed_after_a_decision_is_committed(scene: Scene) -> None:
    for commit, head in zip((7, 8, 9), cast.HEADS.values(), strict=False):  # which it is depends on a start
        scene.report("98/100", head)
        scene.live()
        scene.decide("确认")
        scene.live(dies=("after", commit))
        scene.live()


def a_reply_to_a_card_that_has_become_old(scene: Scene) -> None:
    scene.report("90/100")
    scene.live()
    scene.report("95/100")
    scene.decide("确认")
    scene.live()


def a_refusal_with_the_word_in_it(scene: Scene) -> None:
    scene.report("98/100")
    scene.live()
    scene.decide("不同意")
    scene.live()


def an_edited_report(scene: Scene) -> None:
    message = scene.report("90/100")
    scene.live()
    scene.chat.edit(HEAD, message.id, "/report 工单按期回复率 95/100")
    scene.live()


def a_post_whose_answer_is_lost(scene: Scene) -> None:
    scene.clock.move(MONDAY)
    scene.chat.faults.plan(reset(after=True), method="sendPhoto")
    scene.live()


def killed_while_a_post_is_sent(scene: Scene) -> None:
    scene.clock.move(MONDAY)
    plan = scene.chat.faults.plan(hang(after=True), method="sendPhoto")
    scene.live(killed_when=partial(_struck, plan))
    scene.live()


def killed_between_two_letters(scene: Scene) -> None:
    scene.report("90/100")
    scene.report("95/100")
    scene.live(killed_when=lambda: scene.chat.calls.of("sendMessage", chat=HEAD, delivered=True))
    scene.live()


def a_chat_that_asks_for_patience(scene: Scene) -> None:
    scene.chat.faults.plan(too_many(20), method="sendMessage", chat=HEAD)
    scene.report("98/100")
    scene.live()


def an_update_that_comes_again(scene: Scene) -> None:
    first = scene.chat.updates.next_id
    scene.report("98/100")
    scene.live()
    scene.chat.updates.redeliver(first)
    scene.live()


def a_quiet_week(scene: Scene) -> None:
    scene.report("98/100")
    scene.live()
    scene.clock.move(THURSDAY + timedelta(days=8))
    scene.live()
    scene.report("97/100", OTHER_HEAD)
    scene.live()


def a_plain_confirmation(scene: Scene) -> None:
    scene.report("98/100")
    scene.live()
    scene.decide("确认")
    scene.live()


def a_clock_set_back(scene: Scene) -> None:
    scene.report("98/100")
    scene.live()
    scene.decide("确认")
    scene.clock.move(THURSDAY - timedelta(hours=1))
    scene.live()


def a_report(scene: Scene) -> None:
    scene.report("98/100")
    scene.live()


def two_versions(scene: Scene) -> None:
    scene.report("90/100")
    scene.report("95/100")
    scene.live()


def two_lines(scene: Scene) -> None:
    scene.report("98/100\n/report 办结率 97/100", versions=2)
    scene.live()


def a_value_that_cannot_be(scene: Scene) -> None:
    scene.report("101/100", versions=0)
    scene.live()


def a_receipt_that_does_not_arrive(scene: Scene) -> None:
    scene.chat.faults.plan(reset(), method="sendMessage", chat=HEAD)
    scene.report("98/100")
    scene.live()


def a_reviewer_of_another_lead(scene: Scene) -> None:
    scene.report("98/100", to=GROUP)
    scene.live()
    scene.decide("确认", OTHER_REVIEWER, place=GROUP)
    scene.live()


def _struck(plan: Plan) -> bool:
    return plan.hits > 0


CASES: dict[str, tuple[Callable[[Scene], None], str]] = {
    "acknowledge_before_commit": (killed_before_the_inbox_is_committed, "is in the books 0 times"),
    "done_in_a_second_transaction": (killed_after_a_decision_is_committed, "was answered in 2 ways"),
    "no_version_check": (a_reply_to_a_card_that_has_become_old, "was confirmed before it was shown"),
    "agreement_anywhere_in_the_words": (a_refusal_with_the_word_in_it, "was confirmed by “不同意”"),
    "an_edit_is_a_message": (an_edited_report, "holds 95/100, said was"),
    "resend_a_board": (a_post_whose_answer_is_lost, "was posted 2 times"),
    "no_mark_before_the_call": (killed_while_a_post_is_sent, "was posted 2 times"),
    "pace_begins_anew": (killed_between_two_letters, "pace: "),
    "no_patience": (a_chat_that_asks_for_patience, "was called again after"),
    "duplicates_are_new": (an_update_that_comes_again, "was answered in 2 ways"),
    "numbers_are_used_again": (a_quiet_week, "updates that were not done"),
    "a_decision_leaves_the_value_as_it_was": (a_plain_confirmation, "submissions that hold no cell"),
    "facts_are_not_sealed": (a_plain_confirmation, "存证链上没有"),
    "rows_of_the_chain_do_not_follow_each_other": (a_plain_confirmation, "条起不符"),
    "a_clock_that_is_set_back_is_believed": (a_clock_set_back, "updates that were not done"),
    "anybody_may_decide": (a_reviewer_of_another_lead, "who may not"),
    "a_submission_stays_as_it_was": (two_versions, "is in the books 0 times"),
    "a_decision_is_written_twice": (a_plain_confirmation, "updates that were not done"),
    "values_are_rounded": (a_report, "is in the books 0 times"),
    "refusals_are_not_told": (a_value_that_cannot_be, "was never answered"),
    "a_unit_is_mistaken": (a_report, "of another unit"),
    "only_the_first_line_counts": (two_lines, "is in the books 1 times"),
    "nobody_is_answered": (a_report, "was never answered"),
    "doubt_counts_as_arrival": (a_receipt_that_does_not_arrive, "was never answered"),
    "no_pace": (two_versions, "pace: "),
}


def play(mother: Mother, folder: Path, scenario: Callable[[Scene], None], bug: str | None) -> list[str]:
    """Play a scenario with or without a bug; returns what the checkers find."""
    # Where pace is in question the clock runs as fast as a real one: a start must not take longer than a window.
    clock = Swift(THURSDAY, speed=1 if bug and "pace" in bug else 20)
    chat = cast.make_chat(clock.now, clock.seconds)
    cast.move_in(folder, THURSDAY)
    with serve_in_thread(chat) as server, home(mother, folder, server.url, clock) as here:
        here.planted = () if bug is None else (bug,)
        scene = Scene(chat, clock, here)
        scenario(scene)
    return scene.findings()


@pytest.mark.parametrize("scenario", sorted({scenario for scenario, _ in CASES.values()}, key=lambda s: s.__name__))
def test_nothing_is_found_where_no_bug_is_planted(
    mother: Mother, tmp_path: Path, scenario: Callable[[Scene], None]
) -> None:
    assert play(mother, tmp_path, scenario, None) == []


@pytest.mark.parametrize("bug", CASES)
def test_a_planted_bug_is_found(mother: Mother, tmp_path: Path, bug: str) -> None:
    scenario, finding = CASES[bug]
    found = play(mother, tmp_path, scenario, bug)
    assert any(finding in each for each in found), found


def test_every_planted_bug_has_its_scenario() -> None:
    assert set(CASES) == set(planted.BUGS)
