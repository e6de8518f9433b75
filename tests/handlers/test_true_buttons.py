"""Buttons never lie: whatever people do in whatever order, no button in any chat is refused to whom it was shown.

The walk knows no kind of letter and no button by name: it presses what it sees, and what every letter bears is taken
from delivery's own books. A button that the walk has never seen fails it.
"""

import random
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from bot.outgoing import letters
from handlers import undelivered
from handlers.conversation.actions import guided, keyboards, listening, questions
from handlers.deciding.actions import asking, batches, cases, reviews
from handlers.journeys import LETTERS, OWNERS, PRESSES, TICKS
from handlers.people.actions import import_roster, language_asked
from handlers.reminding.actions import reviewers, todo
from handlers.reporting.actions import afterwards, evidence, submit
from handlers.results import Answer, Buttons, Decision, Edit, File, Message, Refusal, Rows, Sender
from handlers.rules.actions import ask_rules
from handlers.standings.actions import why
from handlers.submissions.actions.seals import checked
from handlers.tables.actions import proposals
from handlers.turn import Turn
from handlers.vetoing.actions.asking import ask as ask_veto
from storage import drafts, inbox, outbox, submissions
from tests.cast import (
    CHINA,
    GROUP,
    HEAD,
    LEADER,
    NAMES,
    OFFICE_REVIEWER,
    OTHER_HEAD,
    PARTS,
    REVIEWER,
    SECOND_REVIEWER,
    STRANGER,
)
from tests.handlers.bench import Bench
from tests.handlers.evidence.test_evidence import with_files

PEOPLE = tuple(person for person in NAMES if person != STRANGER)
DECIDERS = (REVIEWER, SECOND_REVIEWER, OFFICE_REVIEWER)
REMINDED = datetime(2026, 12, 1, 17, 0, tzinfo=CHINA)
OVERDUE = datetime(2026, 12, 4, 17, 0, tzinfo=CHINA)
LOCK = datetime(2026, 12, 7, 12, 0, tzinfo=CHINA)
ANSWERED = {"", "digest_chosen", "at_once_chosen", "nothing_to_confirm", "no_form", "nothing_open"}
"""What a press that was taken is told: nothing, what was chosen, or that there is nothing of what it asks for."""
OVERTAKEN = {"nudged_before", "import_changed"}
"""What it may be told that no button knows: the same people were urged today, a row of a table came later."""
UNSEEN = {"level", "meant", "close_anyway", "publication_again"}
UNSEEN |= {"invite_mine", "invite_not", "invite_admit", "invite_refuse", "people_invite", "people_ask", "thaw"}
UNSEEN |= {"flag_issue", "flag_refuse", "flag_change", "flag_withdraw"}
"""Buttons that no walk has shown yet; tests/journeys/closing/, inviting/ and flagging/ press what they are about."""
OFFICE = ("desk", "change_", "rulebook_", "roster_", "group_", "records_", "drill_", "matter_", "ledger_", "orders_")
"""Those of the office's desk and of matters, which no walk comes to; the tests of their journeys press them."""
ASKS = re.compile("还没有(?:上报|退回|转交|改动|任何改动|用于)|可以接着填|请(?:点选|选择)")
"""Words of a question: they hold only while it can be answered."""
LINES = (
    "工单按期回复率 98/100",
    "工单按期回复率 97/100",
    "工单办结率 96/100",
    "工单满意率 0.98",
    "工单 95/100",
    "东湖 满意率 3/4",
    "办结率 90/100 2026-10",
)


@dataclass
class Walk:
    """A house in which people do whatever comes, and what they see."""

    bench: Bench
    rng: random.Random
    seen: dict[tuple[int, int], Rows] = field(default_factory=dict)
    """What stands under which message, (chat, message)."""
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    """What the messages with buttons say, and those that had some."""
    words: set[str] = field(default_factory=set)
    """The buttons that were seen so far."""
    updates: int = 0

    def step(self, act: Callable[[], object]) -> None:
        """Let something be done, and everything arrive."""
        with suppress(Refusal):
            act()
        self.deliver()

    def deliver(self) -> None:
        """Let what is owed arrive in its order, and note as delivery does what every message bears."""
        while True:
            with self.bench.turn() as turn:
                ready = outbox.heads(turn.tx, (), letters.BEHIND)
            if not ready:
                return
            for letter in ready:
                with self.bench.turn() as turn:
                    self._send(turn, letter)

    def _send(self, turn: Turn, letter: outbox.Letter) -> None:
        edits = LETTERS[letter.kind].edits
        part = letters.render(turn, letter)
        content = part.content
        if content is None or (edits and outbox.overtaken(turn.tx, letter, edits)):
            letters.void(turn, letter, part, self.bench.now)
            return
        if LETTERS[letter.kind].public and self.rng.random() < 0.5:
            undelivered.lost(turn, LETTERS, letter.id, self.bench.now, "nobody knows")
            return
        self.bench.sent += 1
        new = None if isinstance(content, Edit | Buttons) else self.bench.sent
        outbox.settle(turn.tx, letter.id, "sent", self.bench.now, message=new, stamped_at=self.bench.now)
        letters.note(turn, letter, part, content, new)
        letters.owe_rest(turn, letter, more=part.more, picture=False)
        match content:
            case Buttons(message=message, rows=rows):
                self.seen[letter.chat, message] = rows
            case Edit(message=int(message), content=Message(text=text, buttons=rows)):
                self.seen[letter.chat, message], self.texts[letter.chat, message] = rows, text
            case Message(text=text, buttons=rows) if new is not None and part.offered:
                self.seen[letter.chat, new], self.texts[letter.chat, new] = rows, text
        self.words |= {data.partition(":")[0] for data in self.buttons()}

    def buttons(self) -> list[str]:
        """Return everything that can be pressed now."""
        return [button.data for rows in self.seen.values() for row in rows for button in row]

    def hold(self) -> None:
        """Say that no button is refused to whom it was shown, and that nothing asks what cannot be answered."""
        over = [text for place, text in self.texts.items() if not self.seen[place] and ASKS.search(text)]
        assert over == []
        for (chat, message), rows in self.seen.items():
            for button in (one for row in rows for one in row):
                told = [self.outcome(one, chat, message, button.data) for one in self.readers(chat)[:1]]
                if told[-1] not in ANSWERED | OVERTAKEN:
                    told += [self.outcome(one, chat, message, button.data) for one in self.readers(chat)[1:]]
                assert {*told} & (ANSWERED | OVERTAKEN), f"{button} in {chat}: {told}"

    def readers(self, chat: int) -> tuple[int, ...]:
        """Return who can press in a chat."""
        return (chat,) if chat > 0 else (REVIEWER, *PEOPLE)

    def outcome(self, person: int, chat: int, message: int, data: str) -> str:
        """Press as a person would, without any of it being kept; "" where it is not refused."""
        with self.bench.trying():
            try:
                answer = self.press(person, chat, message, data)
            except Refusal as refusal:
                return refusal.code
            return answer.code if answer.alert else ""

    def press(self, person: int, chat: int, message: int, data: str) -> Answer:
        """Press a button as the routes do it."""
        found = keyboards.read(data)
        assert found is not None, data
        press, numbers, seal = found
        takes = (*numbers[: press.takes], *press.rest)
        how = {"to": chat, "message": message, "pressed": True}
        if press.names:
            key = (numbers[0], numbers[1])
            return self.bench.do(checked, person, press.act, press.names, key, seal, *takes, **how)
        return self.bench.do(press.act, person, *takes, **how)

    # What people do

    def press_any(self) -> None:
        """Let a random button be pressed by somebody who sees it."""
        offered = [(place, button.data) for place, rows in self.seen.items() for row in rows for button in row]
        if offered:
            (chat, message), data = self.rng.choice(offered)
            self.press(self.rng.choice(self.readers(chat)), chat, message, data)

    def report(self) -> None:
        person, line = self.rng.choice((HEAD, HEAD, OTHER_HEAD, REVIEWER)), self.rng.choice(LINES)
        to = self.rng.choice((0, 0, GROUP))
        message = self.hear(person, to or person, f"/report {line}")
        self.bench.do(submit.report, person, (line,), to=to, message=message)

    def hear(self, person: int, chat: int, text: str) -> int:
        """Note a message as the intake does, for what asks later how it read."""
        self.updates += 1
        number = 50_000 + self.updates
        said = {"message_id": number, "chat": {"id": chat}, "from": {"id": person}, "text": text}
        with self.bench.turn() as turn:
            inbox.take_in(turn.tx, None, [{"update_id": self.updates, "message": said}])
            waiting = inbox.next_waiting(turn.tx)
            assert waiting is not None
            inbox.settle(turn.tx, waiting.id)
        return number

    def edit(self) -> None:
        with self.bench.turn() as turn:
            pending = [one for one in submissions.every(turn.tx, state="pending") if one.claim.message]
        if pending:
            claim = self.rng.choice(pending).claim
            line = f"{'东湖所 ' if claim.by_lead else ''}{self.metric(claim.metric)} {self.rng.randint(1, 99)}/100"
            how = {"to": claim.chat, "message": claim.message}
            self.bench.do(questions.edited, claim.reporter, f"/report {line}", (line,), **how)

    def metric(self, name: str) -> str:
        with self.bench.turn() as turn:
            return turn.rulebook.metric(name).name

    def decide(self) -> None:
        number, person = self.number(), self.rng.choice(DECIDERS)
        decision = self.rng.choice(
            (Decision("confirm"), Decision("return", reason="数字不符"), Decision("amend", "88/100 少了几件"))
        )
        self.bench.do(reviews.decide, person, number, decision)

    def open_case(self) -> None:
        act, words = self.rng.choice(((cases.appeal, "漏计了两件"), (cases.propose, "87/100 漏计了几件")))
        self.bench.do(act, self.rng.choice((HEAD, OTHER_HEAD, REVIEWER)), self.number(), words)

    def number(self) -> int:
        with self.bench.turn() as turn:
            return self.rng.choice([one.number for one in submissions.every(turn.tx)] or [1])

    def begin(self) -> None:
        person = self.rng.choice((HEAD, REVIEWER, OTHER_HEAD))
        self.bench.do(guided.begin, person, self.rng.choice(("report", "highlight", "feedback")))

    def answer(self) -> None:
        words = self.rng.choice(("96/100", "东湖所", "工单满意率", "开展专项检查", "今天", "张三", "1 95/100", "取消"))
        self.bench.do(_hear, self.rng.choice((HEAD, REVIEWER)), words)

    def event(self) -> None:
        line = f"亮点创新提报 市级 第{self.rng.randint(1, 3)}次专项行动 https://example.com/a"
        self.bench.do(submit.highlight, self.rng.choice((HEAD, OTHER_HEAD)), (line,))

    def proof(self) -> None:
        self.bench.do(evidence.came, self.rng.choice((HEAD, OTHER_HEAD)), "https://example.com/b")

    def ask(self) -> None:
        ask = self.rng.choice(
            (
                (batches.preview, DECIDERS),
                (todo.todo_asked, (HEAD, REVIEWER, SECOND_REVIEWER)),
                (afterwards.offer_withdrawal, (HEAD, REVIEWER)),
                (cases.offer_appeal, (HEAD,)),
                (listening.cancel, (HEAD, REVIEWER)),
            )
        )
        self.bench.do(ask[0], self.rng.choice(ask[1]))

    def urge(self) -> None:
        self.bench.do(reviewers.nudge, HEAD, self.number())

    def table(self) -> None:
        with self.bench.turn() as turn:
            asked = {"name": "a.csv", "chat": REVIEWER, "message": 1, "sent_at": self.bench.now.isoformat()}
            draft = drafts.known(turn.tx, drafts.begin(turn.tx, REVIEWER, proposals.TABLE, asked))
            rows = [["unit", "metric", "period", "value"], ["xixi", "reply_rate", "2026-11", "91/100"]]
            proposals.judge(turn, draft, [("", list(enumerate(rows, 1)))])
            drafts.end(turn.tx, draft.id)

    def staff(self) -> None:
        """Let a reviewer leave, or come back."""
        gone = self.rng.random() < 0.5
        parts = [part for part in PARTS if not (gone and part.person == SECOND_REVIEWER)]
        rows = [{"unit": p.unit, "name": p.name, "role": p.role, "telegram_id": str(p.person)} for p in parts]
        with self.bench.turn() as turn:
            import_roster(turn, list(enumerate(rows, 2)), replace=True)

    def wait(self) -> None:
        self.bench.later(minutes=self.rng.choice((1, 5, 11, 31, 31, 600, 3 * 24 * 60)))
        self.tick()

    def tick(self) -> None:
        """Do what is due, each as the schedule does it."""
        for tick in TICKS:
            with self.bench.turn() as opened:
                turn = replace(opened, cause=f"tick:{tick.name}")
                if tick.due(turn):
                    tick.act(turn)

    def tour(self) -> None:
        """Do what seldom comes of itself: an event to complete, a list, an objection, a correction, a reminder."""
        self.step(partial(self.bench.do, submit.highlight, HEAD, ("亮点创新提报 市级 专项行动 https://example.com/a",)))
        self.step(partial(self.bench.do, reviews.decide, OFFICE_REVIEWER, 1, Decision("confirm")))
        self.step(partial(self.bench.do, submit.report, HEAD, ("工单按期回复率 98/100", "工单办结率 96/100")))
        for person in (REVIEWER, HEAD):
            self.step(partial(self.bench.do, todo.todo_asked, person))
        self.step(partial(self.bench.do, language_asked, HEAD, ""))
        self.step(partial(self.bench.do, reviews.decide, REVIEWER, 2, Decision("confirm")))
        self.step(partial(self.bench.do, cases.appeal, HEAD, 2, "漏计了两件"))
        self.step(partial(self.bench.do, reviews.offer_transfer, REVIEWER, 3, 1))
        self.step(partial(self.bench.do, asking.ask, REVIEWER, 3, 1, "ask_reason"))
        self.step(partial(self.bench.do, _hear, OTHER_HEAD, "工单按期回复率 95/100"))
        self.step(partial(self.bench.do, evidence.came, HEAD, "https://example.com/b"))
        self.hold()
        self.bench.later(minutes=31)
        self.step(self.tick)
        self.step(partial(self.bench.do, cases.propose, HEAD, 1, "省级 写错了级别"))
        self.step(partial(self.bench.do, guided.begin, HEAD, "report"))
        self.hold()
        self.bench.now = REMINDED
        self.step(self.tick)

    def waiting(self) -> None:
        """Send a table that replaces what waits, see it change, and let it wait until the leaders hear of it."""
        for line in ("工单按期回复率 95/100", "工单按期回复率 94/100"):
            self.step(partial(self.bench.do, submit.report, OTHER_HEAD, (line,)))
            self.step(self.table)
            self.hold()
        self.bench.now = OVERDUE
        self.step(self.tick)
        self.hold()

    def vetoes(self) -> None:
        """Ask for two vetoes, let one be signed, and see the buttons of the other go with the lock."""
        along = with_files(ask_veto, File("photo", "veto", "", 100))
        for act, unit in ((along, "东湖所"), (ask_veto, "西溪所")):
            self.step(partial(self.bench.do, act, LEADER, f"{unit} 2026-11 迟报瞒报"))
        self.hold()
        offered = self.of_vetoes()
        assert len(offered) == 13, (
            "two buttons to each of two admins, and one to who asked; and what came with the first"
        )
        (chat, message), data = next(one for one in offered if one[1].startswith("veto_agree"))
        self.step(partial(self.press, chat, chat, message, data))
        self.hold()
        assert len(self.of_vetoes()) == 5 + 3 + 5, "what came is shown to the head, too"
        self.bench.now = LOCK
        self.step(self.tick)
        self.hold()
        assert {data.partition(":")[0] for _, data in self.of_vetoes()} == {"veto_evidence"}

    def of_vetoes(self) -> list[tuple[tuple[int, int], str]]:
        offered = [(place, button.data) for place, rows in self.seen.items() for row in rows for button in row]
        return [(place, data) for place, data in offered if data.startswith("veto_")]

    @property
    def acts(self) -> tuple[Callable[[], None], ...]:
        """Everything that may be done, what happens more often more often."""
        once = (self.edit, self.open_case, self.begin, self.answer, self.event, self.proof, self.ask, self.urge)
        return (*once, self.table, self.staff, *[self.report, self.decide, self.wait] * 3, *[self.press_any] * 6)


def _hear(turn: Turn, sender: Sender, words: str) -> Answer:
    return listening.hear(turn, sender, words, None, OWNERS)


SEEDS = {1: 45, 4: 45}
"""Which walks of how many steps are taken: together they see every button that there is."""


def test_whatever_is_done_no_button_is_refused_to_whom_it_was_shown(bench: Bench) -> None:
    seen: set[str] = set()
    with bench.trying():
        walk = Walk(bench, random.Random(min(SEEDS)))
        walk.waiting()
        walk.vetoes()
        seen |= walk.words
    for seed, steps in SEEDS.items():
        with bench.trying():
            walk = Walk(bench, random.Random(seed))
            if seed == min(SEEDS):
                walk.tour()
            for place in range(steps):
                walk.step(walk.rng.choice(walk.acts))
                if place % 3 == 0:
                    walk.hold()
            walk.bench.now = max(walk.bench.now, LOCK)
            walk.step(walk.tick)
            walk.step(partial(bench.do, why.mine_asked, HEAD, ""))
            walk.step(partial(bench.do, ask_rules, HEAD, "", to=GROUP))
            walk.hold()
            seen |= walk.words
    office = {press.word for press in PRESSES.values() if press.word.startswith(OFFICE)}
    assert {press.word for press in PRESSES.values()} - seen - office <= UNSEEN
