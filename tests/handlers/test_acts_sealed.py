"""One act is one row of the audit chain: what happened in the chat can be counted there."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.files import read_sample
from handlers import door
from handlers.bureau.actions import look_back, put_rulebook, set_group
from handlers.closing.actions import settling, versions
from handlers.closing.actions import signing as closing
from handlers.deciding.actions import batches, cases, reviews
from handlers.evidence.actions import kept, not_kept, unfit
from handlers.flagging.actions import deciding as flagging
from handlers.inviting.actions import first, opening, staff
from handlers.journeys import ENDING
from handlers.people.actions import import_roster, migrated, send_feedback
from handlers.publishing.actions import arriving, documents
from handlers.publishing.actions.posts import post_weeks
from handlers.publishing.edges import MAKERS
from handlers.reminding.actions import handing, heads, reviewers
from handlers.reporting.actions import afterwards, submit
from handlers.results import Answer, Decision, File
from handlers.standings.actions import rank
from handlers.vetoing.actions.asking import ask
from handlers.vetoing.actions.signing import answer, withdraw
from storage import audit, evidence, house, identities, invites, roster, sealed
from storage.database import Database
from storage.evidence import Kept
from storage.tables import bureau
from storage.tables.types import EPOCH
from tests.cast import (
    ADMIN,
    CHINA,
    COLLEAGUE,
    GROUP,
    HEAD,
    LEADER,
    OFFICE_REVIEWER,
    OTHER_HEAD,
    REVIEWER,
    SECOND_ADMIN,
    SECOND_REVIEWER,
    STRANGER,
)
from tests.engine import newest
from tests.faults.bureau import MONDAY, REMINDED, opened
from tests.handlers.bench import Bench, furnished
from tests.handlers.bureau.test_bureau import back
from tests.handlers.publishing.test_posts import YEARLY

LOCK = datetime(2026, 12, 7, 12, tzinfo=CHINA)
RATE = "工单按期回复率 98/100"
LINK = "市级以上荣誉 市级 先进集体 https://news.example.org/1"
PARTS = [{"unit": "", "name": "沈局长", "role": "leader", "telegram_id": "3001"}]


def reported(bench: Bench) -> None:
    bench.do(submit.report, HEAD, (RATE,))


def confirmed(bench: Bench) -> None:
    reported(bench)
    bench.do(reviews.decide, REVIEWER, 1, Decision("confirm"))


def objected(bench: Bench) -> None:
    confirmed(bench)
    bench.do(cases.appeal, HEAD, 1, "漏计三件")


def withdrawn(bench: Bench) -> None:
    reported(bench)
    bench.do(afterwards.withdraw, HEAD, 1)


def long_confirmed(bench: Bench) -> None:
    confirmed(bench)
    bench.later(minutes=40)


def proven(bench: Bench) -> None:
    bench.do(submit.highlight, HEAD, (LINK,))


def three_wait(bench: Bench) -> None:
    bench.do(submit.report, HEAD, (RATE, "工单办结率 97/100", "工单满意率 96/100"))


def on_monday(bench: Bench) -> None:
    bench.now = MONDAY


def nothing(_bench: Bench) -> None:
    pass


def in_turn(fn: Callable[..., object], *args: object, **how: object) -> Callable[[Bench], None]:
    """Return a deed of the bot's own."""

    def deed(bench: Bench) -> None:
        with bench.turn() as turn:
            fn(turn, *args, **how)
            assert turn.tx.unsealed == []

    return deed


def confirm_all(bench: Bench) -> None:
    bench.do(batches.preview, REVIEWER)
    bench.do(batches.confirm_newest, REVIEWER)


def remind_and(answer: Callable[[Bench, int], None]) -> Callable[[Bench], None]:
    def deed(bench: Bench) -> None:
        bench.now = REMINDED
        with bench.turn() as turn:
            heads.remind(turn)
        answer(bench, next(one.id for one in bench.owed("remind") if one.chat == OTHER_HEAD))

    return deed


def with_file(bench: Bench) -> None:
    sending(bench, HEAD, submit.highlight, (LINK.partition(" http")[0],))


def sending(bench: Bench, person: int, act: Callable[..., Answer], *args: object) -> None:
    sender = replace(bench.sender(person), files=(File("document", "f1", "证书.pdf", 9),))
    with bench.turn() as turn:
        door.enter(turn, sender, act, *args)


def settled(fn: Callable[..., None], *args: object) -> Callable[[Bench], None]:
    """Let the copy of the one attachment become something."""

    def deed(bench: Bench) -> None:
        with bench.turn() as turn:
            (one,) = evidence.of_number(turn.tx, 1)
            fn(turn, one.id if fn is kept else one, *args)
            assert turn.tx.unsealed == []

    return deed


def veto_waits(bench: Bench) -> None:
    bench.do(ask, LEADER, "东湖所 迟报瞒报")


def answered(bench: Bench, said: str) -> None:
    letter = next(one for one in bench.owed("veto") if one.chat == ADMIN)
    bench.do(answer, ADMIN, letter.id, letter.payload["veto"], said)


def taken_back(bench: Bench) -> None:
    letter = bench.owed("veto_asked")[-1]
    bench.do(withdraw, LEADER, letter.id, letter.payload["veto"])


def vetoed(bench: Bench) -> None:
    veto_waits(bench)
    answered(bench, "agree")


def waits_to_be_closed(bench: Bench) -> None:
    confirmed(bench)
    bench.now = LOCK
    with bench.turn() as turn:
        assert closing.ask(turn) == 1


def sign(bench: Bench, person: int) -> None:
    card = next(one for one in reversed(bench.owed("closing")) if one.chat == person)
    bench.do(closing.close, person, card.id)


def signed_once(bench: Bench) -> None:
    waits_to_be_closed(bench)
    sign(bench, ADMIN)


def closed(bench: Bench) -> None:
    signed_once(bench)
    sign(bench, SECOND_ADMIN)


def flag_waits(bench: Bench) -> None:
    closed(bench)
    bench.propose_flag(1, LEADER)


def flag_decided(bench: Bench, said: str) -> None:
    card = next(one for one in reversed(bench.owed("flag")) if one.chat == LEADER)
    bench.do(flagging.answered, LEADER, card, said, None)


def flag_issued(bench: Bench) -> None:
    flag_waits(bench)
    flag_decided(bench, "发 表现突出")


def corrected(bench: Bench) -> None:
    closed(bench)
    bench.do(cases.propose, REVIEWER, 1, "97/100 漏计一件")
    bench.do(cases.sign, SECOND_REVIEWER, 1, opened(bench, 1))


def after_notice(bench: Bench) -> None:
    closed(bench)
    bench.now = LOCK.replace(day=10, hour=17)


def lost_in_the_group(bench: Bench) -> None:
    closed(bench)
    bench.deliver()
    bench.later(hours=1)


def without_admins(bench: Bench) -> None:
    with bench.turn() as turn:
        for admin in roster.acting(turn.tx, "admin"):
            roster.remove(turn.tx, admin)
        first.begin(turn, "K7M2P9X4")


def added(bench: Bench) -> None:
    bench.do(staff.people, ADMIN, "加人 南桥所 负责人 丁一")


def open_invite(bench: Bench) -> None:
    with bench.turn() as turn:
        digest = invites.open_ones(turn.tx)[-1].digest
    bench.do(opening.start, STRANGER, digest)


def opened_once(bench: Bench) -> None:
    added(bench)
    open_invite(bench)


def asked_for(bench: Bench) -> None:
    opened_once(bench)
    bench.do(opening.mine_newest, STRANGER)


def people(words: str, by: int = ADMIN) -> Callable[[Bench], None]:
    """Return what an admin does by a line about people."""

    def deed(bench: Bench) -> None:
        bench.do(staff.people, by, words)

    return deed


def wished_back(bench: Bench) -> None:
    for words in ("停用 李科长", "恢复 李科长"):
        bench.do(staff.people, ADMIN, words)


CODE = invites.digest_of("K7M2P9X4")
Deed = Callable[[Bench], object]
DEEDS: dict[str, tuple[Deed, Deed, list[str]]] = {
    "a report": (nothing, reported, ["report"]),
    "the same report again": (reported, reported, []),
    "another value": (reported, lambda b: b.do(submit.report, HEAD, ("工单按期回复率 97/100",)), ["report"]),
    "three lines": (nothing, three_wait, ["report"] * 3),
    "a report with evidence": (nothing, proven, ["report", "evidence"]),
    "a lead's report": (
        nothing,
        lambda b: b.do(submit.report, OFFICE_REVIEWER, ("东湖所 信访件化解 3/3",)),
        ["report", "confirm"],
    ),
    "confirm": (reported, lambda b: b.do(reviews.decide, REVIEWER, 1, Decision("confirm")), ["confirm"]),
    "amend": (reported, lambda b: b.do(reviews.decide, REVIEWER, 1, Decision("amend", value="9/10")), ["amend"]),
    "return": (reported, lambda b: b.do(reviews.decide, REVIEWER, 1, Decision("return", reason="缺图")), ["return"]),
    "take back": (confirmed, lambda b: b.do(reviews.decide, REVIEWER, 1, Decision("take_back")), ["take_back"]),
    "transfer": (reported, lambda b: b.do(reviews.transfer, REVIEWER, 1, "周科员"), ["transfer"]),
    "withdraw": (reported, lambda b: b.do(afterwards.withdraw, HEAD, 1), ["withdraw"]),
    "restore": (withdrawn, lambda b: b.do(afterwards.restore, HEAD, 1), ["restore"]),
    "appeal": (confirmed, lambda b: b.do(cases.appeal, HEAD, 1, "漏计三件"), ["appeal"]),
    "uphold": (objected, lambda b: b.do(cases.uphold, SECOND_REVIEWER, 1, opened(b, 1), "台账无误"), ["uphold"]),
    "revise": (objected, lambda b: b.do(cases.revise, SECOND_REVIEWER, 1, opened(b, 1), "97/100 漏计"), ["revise"]),
    "a head's proposal": (long_confirmed, lambda b: b.do(cases.propose, HEAD, 1, "97/100 漏计"), ["propose"]),
    "a reviewer's proposal, which is signed": (
        long_confirmed,
        lambda b: b.do(cases.propose, REVIEWER, 1, "97/100 漏计"),
        ["propose", "sign"],
    ),
    "a batch of three": (three_wait, confirm_all, ["confirm"] * 3),
    "a copy that is kept": (with_file, settled(kept, Kept("a" * 64, "b" * 64, "pdf", 9)), ["evidence_kept"]),
    "evidence that is none": (with_file, settled(unfit, "unreadable"), ["evidence_refused"]),
    "a copy that cannot be had": (with_file, settled(not_kept, "BadRequest"), ["evidence_not_kept"]),
    "a choice of cards": (nothing, lambda b: b.do(reviewers.choose, REVIEWER, 1), ["prefer"]),
    "a theme": (nothing, lambda b: b.do(rank.rank, ADMIN, "深色", to=GROUP), ["theme"]),
    "a word to the admins": (nothing, lambda b: b.do(send_feedback, COLLEAGUE, "看不清"), ["feedback"]),
    "a veto": (nothing, lambda b: b.do(ask, LEADER, "东湖所 迟报瞒报"), ["veto_impose"]),
    "agreeing to a veto": (veto_waits, lambda b: answered(b, "agree"), ["veto_agree"]),
    "declining a veto": (veto_waits, lambda b: answered(b, "decline"), ["veto_decline"]),
    "taking back a veto": (veto_waits, taken_back, ["veto_withdraw"]),
    "a veto with evidence": (
        nothing,
        lambda b: sending(b, LEADER, ask, "东湖所 迟报瞒报"),
        ["veto_impose", "veto_evidence"],
    ),
    "lifting a veto": (vetoed, lambda b: b.do(ask, LEADER, "东湖所 解除 查清了"), ["veto_lift"]),
    "a period signed": (waits_to_be_closed, lambda b: sign(b, ADMIN), ["close_sign"]),
    "a period closed": (signed_once, lambda b: sign(b, SECOND_ADMIN), ["close", "close"]),
    "the documents of a result": (closed, in_turn(documents.make, MAKERS), ["documents"]),
    "what was corrected, published": (corrected, in_turn(versions.publish_corrections), ["correction"]),
    "the end of a notice": (after_notice, in_turn(settling.settle), ["settle"]),
    "a publication sent again": (
        lost_in_the_group,
        lambda b: b.do(arriving.send_again, ADMIN, 1),
        ["publication_again"],
    ),
    "a flag issued": (flag_waits, lambda b: flag_decided(b, "发 表现突出"), ["flag_issue"]),
    "a flag not issued": (flag_waits, lambda b: flag_decided(b, "不发 另有安排"), ["flag_refuse"]),
    "a flag of another unit": (flag_waits, lambda b: flag_decided(b, "改为 西溪所 并列第一"), ["flag_change"]),
    "a flag withdrawn": (flag_issued, lambda b: flag_decided(b, "撤销 申诉属实"), ["flag_withdraw"]),
    "a nudge": (reported, lambda b: b.do(reviewers.nudge, HEAD, 1), ["nudge"]),
    "a first admin": (without_admins, lambda b: b.do(opening.start, STRANGER, CODE), ["first_admin"]),
    "a wrong first code": (without_admins, lambda b: b.do(opening.start, STRANGER, "0" * 64), ["first_code_wrong"]),
    "somebody added and invited": (nothing, added, ["roster", "invite"]),
    "an invite opened": (added, open_invite, ["invite_open"]),
    "an invite opened again": (opened_once, open_invite, []),
    "an invite asked for": (opened_once, lambda b: b.do(opening.mine_newest, STRANGER), ["invite_ask"]),
    "an invite not meant": (opened_once, lambda b: b.do(opening.not_mine_newest, STRANGER), ["invite_disown"]),
    "somebody let in": (asked_for, lambda b: b.do(opening.admit, ADMIN, b.owed("invite_asks")[0].id), ["admit"]),
    "somebody kept out": (
        asked_for,
        lambda b: b.do(opening.refuse, ADMIN, b.owed("invite_asks")[0].id),
        ["invite_refuse"],
    ),
    "a successor": (nothing, people("换人 李科长 丁一 5001"), ["replace"]),
    "somebody who leaves": (nothing, people("离任 李科长"), ["leave"]),
    "somebody frozen": (nothing, people("停用 李科长"), ["freeze"]),
    "somebody wished back": (people("停用 李科长"), people("恢复 李科长"), ["thaw_ask"]),
    "somebody back": (wished_back, people("恢复 李科长", SECOND_ADMIN), ["thaw"]),
    "a deputy": (nothing, people("代理 李科长 丁一 11-20 11-30"), ["deputise", "invite"]),
    "a deputy who is recalled": (people("代理 李科长 周科员 11-20 11-30"), people("取消代理 李科长"), ["recall"]),
    "what waits handed over": (people("离任 李科长"), in_turn(handing.hand_over), []),
    "a roster": (nothing, in_turn(import_roster, list(enumerate(PARTS, 2)), replace=True), ["roster"]),
    "a group that moves": (nothing, in_turn(migrated, None, GROUP, -5, ending=ENDING), ["migrated"]),
    "two posts": (on_monday, in_turn(post_weeks), ["publish", "publish"]),
    "nothing to report": (nothing, remind_and(lambda b, n: b.do(heads.nil, OTHER_HEAD, n, 1)), ["nil_return"]),
    "no more today": (nothing, remind_and(lambda b, n: b.do(heads.mute, OTHER_HEAD, n)), ["prefer"]),
}


@pytest.mark.parametrize("what", DEEDS)
def test_an_act_is_one_row_of_the_chain_and_all_follows_from_it(bench: Bench, what: str) -> None:
    before, deed, acts = DEEDS[what]
    before(bench)
    known = len(chain(bench))
    deed(bench)
    assert chain(bench)[known:] == acts
    with bench.turn() as turn:
        assert sealed.look(turn.tx).differences == []


def chain(bench: Bench) -> list[str]:
    """Return the acts of the chain."""
    with bench.turn() as turn:
        return [link.act for link in audit.links(turn.tx)]


def test_a_week_in_which_nothing_counts_anywhere_is_settled_by_a_row_of_its_own(tmp_path: Path) -> None:
    database = Database(newest(tmp_path / "leitai.db"))
    bench = Bench(database, now=MONDAY - timedelta(days=1))
    competition = read_sample().decode().partition("# -----")[0]
    competition = "\n".join(line for line in competition.splitlines() if not line.startswith("tie_break"))
    office = '\n[[units]]\nid = "bangongshi"\nname = "办公室"\n'
    with bench.turn() as turn:
        put_rulebook(turn, f"{competition}{YEARLY}{office}".encode())
        set_group(turn, GROUP)
    on_monday(bench)
    in_turn(post_weeks)(bench)
    assert chain(bench) == ["rulebook", "group", "week_empty"]
    assert bench.database.look(sealed.look).differences == []
    database.close()


def test_what_is_open_again_once_the_clock_was_set_back_follows_from_the_chain(tmp_path: Path) -> None:
    bench = Bench(Database(newest(tmp_path / "leitai.db")), now=MONDAY - timedelta(days=1))
    bench.furnish()
    on_monday(bench)
    reported(bench)
    bench.do(reviewers.nudge, HEAD, 1)
    in_turn(post_weeks)(bench)
    remind_and(lambda b, n: b.do(heads.mute, OTHER_HEAD, n))(bench)
    back(bench, MONDAY - timedelta(days=14))
    assert chain(bench).count("clock_back") == 1
    with bench.turn() as turn:
        found = sealed.look(turn.tx)
        slots = {row.slot for row in turn.tx.all(bureau.ledger.select().where(bureau.ledger.c.settled_at == EPOCH))}
        nudged = f"2026-11-23:{identities.mark(turn.tx, REVIEWER)}"
    assert found.differences == []
    assert {"2026-W47", nudged} <= slots
    bench.database.close()


# At the start


def test_a_chain_that_is_broken_is_told_to_the_admins_once_and_one_that_is_good_is_noted(tmp_path: Path) -> None:
    bench = furnished(tmp_path / "leitai.db")
    reported(bench)
    with bench.turn() as turn:
        assert look_back(turn) is None
        noted = house.fixture(turn.tx, "verified")
    assert noted is not None
    assert noted.startswith("4:")
    bench.do(submit.report, OTHER_HEAD, (RATE,))
    with bench.turn() as turn:
        turn.tx.run(bureau.audit.update().where(bureau.audit.c.seq == 5).values(actor=1))
    for _ in range(2):
        with bench.turn() as opened_now:
            turn = replace(opened_now, cause="start")
            assert look_back(turn) == 5
            assert house.fixture(turn.tx, "verified") == noted, "what is broken is not taken for good"
    assert sum("存证链从第 5 条起不符" in said for said in bench.said(ADMIN)) == 1
    bench.database.close()
