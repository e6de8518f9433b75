"""A small bureau in which everything has happened once: a row of every kind of fact, made by the actions themselves."""

import hashlib
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from bot.files import keep, read_sample, sample_path
from handlers import door
from handlers.bureau.actions import ensure_owner
from handlers.closing.actions import signing as closing
from handlers.conversation.actions import replies
from handlers.deciding.actions import cases, reviews
from handlers.desk.actions import pages
from handlers.enacting.actions import changing
from handlers.evidence.actions import kept, not_kept, unfit
from handlers.flagging.actions import deciding as flagging
from handlers.inviting.actions import first, opening, staff
from handlers.journeys import ENDING, OWNERS
from handlers.matters.actions import doing, ticking
from handlers.matters.actions.doing import Order, Wish
from handlers.people.actions import forget, import_roster, migrated, send_feedback
from handlers.people.texts import FORGOTTEN
from handlers.publishing.actions import documents
from handlers.publishing.actions.posts import post_weeks
from handlers.publishing.edges import MAKERS
from handlers.reminding.actions import heads, reviewers
from handlers.reporting.actions import afterwards, submit
from handlers.results import Decision, File, RepliedTo
from handlers.standings.actions import rank
from handlers.vetoing.actions.asking import ask
from handlers.vetoing.actions.signing import answer
from storage import changes, drafts, evidence, invites, roster, rulebooks, shelf, templates
from storage.evidence import Kept
from tests.cast import (
    ADMIN,
    CHINA,
    COLLEAGUE,
    GROUP,
    HEAD,
    LEADER,
    LEGAL_REVIEWER,
    OFFICE_REVIEWER,
    OTHER_HEAD,
    PARTS,
    REVIEWER,
    SECOND_ADMIN,
    SECOND_REVIEWER,
    SQUAD_REVIEWER,
    STRANGER,
)
from tests.handlers.bench import Bench, furnished
from tests.stage import Done, command

MOVED = GROUP - 1
"""Where the group is after it has migrated."""
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=CHINA)
REMINDED = datetime(2026, 12, 1, 17, 0, tzinfo=CHINA)
PDF = b"%PDF-1.7\n%%EOF"
COPY = Kept(hashlib.sha256(b"sent").hexdigest(), hashlib.sha256(PDF).hexdigest(), "pdf", len(PDF))
GONE = replace(COPY, stored=hashlib.sha256(b"gone").hexdigest())


COUNTED = """
[[kinds]]
id = "spotted"
name = "抽查发现问题"
form = "problem"
assigners = ["xiaobao"]
recheck = 30

[[metrics]]
id = "spotted_overdue"
category = "conduct"
name = "抽查整改逾期扣分"
points = 2
role = "deduction"
leads = ["xiaobao"]
input = "events"
source = { matters = ["spotted"], events = ["overdue", "rebound"] }
method = { kind = "events", levels = { overdue = "1", rebound = "2" } }
"""
"""What another version of the rulebook adds."""


def bureau(folder: Path) -> Bench:
    """Let everything happen in a data folder; the evidence that is kept stands on its shelf."""
    bench = furnished(folder / "leitai.db")
    _values(bench)
    _events(bench)
    keep(folder / "evidence" / COPY.place, PDF)
    _house(bench)
    _people(bench)
    _vetoes(bench)
    _weeks(bench)
    _close(bench)
    _matters(bench)
    with bench.turn() as turn:
        forget(turn, STRANGER, FORGOTTEN)
    return bench


def _values(bench: Bench) -> None:
    """Report values that are confirmed, amended, returned, corrected, objected to, withdrawn and handed over."""
    bench.do(submit.report, HEAD, ("工单按期回复率 98/100", "工单办结率 97/100"))
    bench.do(reviews.decide, REVIEWER, 1, Decision("confirm"))
    bench.do(reviews.decide, REVIEWER, 2, Decision("amend", value="96/100 漏计一件"))
    bench.do(submit.report, OTHER_HEAD, ("工单按期回复率 90/100", "工单满意率 80/100", "信访件化解 3/3"))
    bench.do(reviews.transfer, REVIEWER, 3, "周科员")
    bench.do(reviews.decide, SECOND_REVIEWER, 3, Decision("return", reason="缺少截图"))
    bench.do(submit.report, OTHER_HEAD, ("工单按期回复率 91/100",))
    bench.do(reviews.decide, SECOND_REVIEWER, 3, Decision("confirm"))
    bench.do(reviews.decide, SECOND_REVIEWER, 3, Decision("take_back"))
    bench.do(afterwards.withdraw, OTHER_HEAD, 4)
    bench.do(afterwards.restore, OTHER_HEAD, 4)
    bench.do(submit.report, OFFICE_REVIEWER, ("西溪所 信访件化解 不涉及",))
    bench.do(cases.appeal, HEAD, 1, "漏计三件")
    bench.do(cases.revise, SECOND_REVIEWER, 1, opened(bench, 1), "99/100 漏计")
    bench.later(minutes=40)
    bench.do(cases.propose, HEAD, 2, "95/100 漏计三件")
    for signer in (REVIEWER, SECOND_ADMIN):
        bench.do(cases.sign, signer, 2, opened(bench, 2))
    bench.do(submit.report, HEAD, ("“铁拳”行动实效 4",))
    for signer in (SQUAD_REVIEWER, LEGAL_REVIEWER):
        bench.do(reviews.decide, signer, 6, Decision("confirm"))


def opened(bench: Bench, number: int) -> int:
    """Return which case about a submission is open."""
    case = bench.where(number).case
    return case.opened if case else 0


def _events(bench: Bench) -> None:
    """Report an event with evidence: a link, and files: one is kept, one refused, one given up, one kept and gone."""
    line = ("市级以上荣誉 市级 先进集体 时间：2026-11-05 人员：张三、李四 https://news.example.org/1",)
    for place in range(4):
        file = File("document", f"file{place}", f"证书{place}.pdf", 100)
        sender = replace(bench.sender(HEAD), files=(file,), message=500 + place, album="a")
        with bench.turn() as turn:
            if place == 0:
                door.enter(turn, sender, submit.highlight, line)
            else:
                door.enter(turn, sender, replies.reply, RepliedTo(500, None), None, "", OWNERS)
    bench.do(reviews.decide, OFFICE_REVIEWER, 7, Decision("amend", value="省级 证书为省级"))
    with bench.turn() as turn:
        first, second, third, fourth = (one for one in evidence.of_number(turn.tx, 7) if one.kind != "link")
        kept(turn, first.id, COPY)
        unfit(turn, second, "unreadable")
        not_kept(turn, third, "BadRequest")
        kept(turn, fourth.id, GONE)
    with bench.turn() as turn:
        shelf.note_gone(turn.tx, fourth.id, "expired", turn.tx.next_moment())
        turn.record(None, "evidence_gone")


def _house(bench: Bench) -> None:
    """Choose, change the roster and the rulebook, say a word to the admins, and let the group migrate."""
    bench.do(reviewers.choose, REVIEWER, 1)
    bench.do(rank.rank, ADMIN, "深色", to=GROUP)
    bench.do(send_feedback, HEAD, "按钮看不清")
    bench.do(submit.report, COLLEAGUE, ("工单满意率 88/100",))
    bench.do(reviewers.nudge, HEAD, 8)
    with bench.turn() as turn:
        ensure_owner(turn, STRANGER)
    with bench.turn() as turn:
        rows = [{"unit": p.unit, "name": p.name, "role": p.role, "telegram_id": str(p.person)} for p in PARTS]
        import_roster(turn, list(enumerate(rows, 2)), replace=True)
    with bench.turn() as turn:
        for name in ("通报模板.docx", "新模板.docx"):
            templates.keep(turn.tx, name, name.encode())
        turn.record(ADMIN, "template")
    with bench.turn() as turn:
        body = read_sample() + COUNTED.encode()
        rulebooks.put_in_force(turn.tx, "sha256:other", body, date(2026, 12, 1))
        turn.record(ADMIN, "rulebook")
    _change(bench, "汇总 09:00、15:30", 202612)
    bench.do(changing.sign, LEADER, _change(bench, "汇总 09:00、15:10", 202611))
    bench.do(changing.decline, SECOND_ADMIN, _change(bench, "汇总 09:00、15:20", 202611))
    with bench.turn() as turn:
        migrated(turn, None, GROUP, MOVED, ending=ENDING)


def _change(bench: Bench, line: str, month: int) -> int:
    """Let the office change a line of the schedule from a month on; returns the number of the change."""
    bench.do(pages.desk, ADMIN, line)
    with bench.turn() as turn:
        offered = drafts.newest(turn.tx, ADMIN, (changing.OFFER,))
    assert offered is not None
    bench.do(changing.take, ADMIN, offered.id, month)
    with bench.turn() as turn:
        waiting = changes.waiting(turn.tx)
    return waiting[-1].id if waiting else 0


def _people(bench: Bench) -> None:
    """Let the first admin in by the code, and others by invites: one is let in, one not, one was not meant."""
    with bench.turn() as turn:
        for admin in roster.acting(turn.tx, "admin"):
            roster.remove(turn.tx, admin)
        turn.record(None, "roster")
    with bench.turn() as turn:
        first.begin(turn, "K7M2P9X4")
    bench.do(opening.start, ADMIN, "0" * 64)
    bench.do(opening.start, ADMIN, invites.digest_of("K7M2P9X4"))
    for place, name in enumerate(("丁一", "丁二", "丁三", "丁四")):
        bench.do(staff.people, ADMIN, f"加人 南桥所 负责人 {name}")
        bench.later(seconds=1)
        with bench.turn() as turn:
            digest = invites.open_ones(turn.tx)[-1].digest
        if place < 3:
            bench.do(opening.start, STRANGER + place, digest)
            bench.do(opening.not_mine_newest if place == 2 else opening.mine_newest, STRANGER + place)
    bench.do(staff.people, ADMIN, "邀请 丁四")
    bench.later(seconds=1)
    for act, asked in zip((opening.admit, opening.refuse), bench.owed("invite_asks"), strict=True):
        bench.do(act, ADMIN, asked.id)
    rows = [{"unit": p.unit, "name": p.name, "role": p.role, "telegram_id": str(p.person)} for p in PARTS]
    with bench.turn() as turn:  # a second admin, without whom nobody comes back
        import_roster(turn, [(2, row) for row in rows if row["telegram_id"] == str(SECOND_ADMIN)], replace=False)
    for words in ("停用 丁一", "恢复 丁一", "代理 丁一 丁三 11-20 11-30"):
        bench.do(staff.people, ADMIN, words)
    with bench.turn() as turn:
        import_roster(turn, list(enumerate(rows, 2)), replace=True)


def _vetoes(bench: Bench) -> None:
    """Ask for vetoes, each with a photo: one stands, one was lifted, and one was declined."""
    for words, said in (
        ("东湖所 迟报瞒报", "agree"),
        ("西溪所 发生较大安全事故", "agree"),
        ("西溪所 解除 复查未认定责任", "agree"),
        ("南桥所 迟报瞒报", "decline"),
    ):
        file = File("photo", f"veto {words}", "", 100)
        with bench.turn() as turn:
            door.enter(turn, replace(bench.sender(LEADER), files=(file,)), ask, words)
        letter = next(one for one in reversed(bench.owed("veto")) if one.chat == ADMIN)
        bench.do(answer, ADMIN, letter.id, letter.payload["veto"], said)


def _weeks(bench: Bench) -> None:
    """Let the group have its posts, one week be missed, and a head be reminded, who wants to hear no more."""
    bench.now = MONDAY
    _post(bench)
    bench.now = REMINDED
    with bench.turn() as turn:
        heads.remind(turn)
    letter = next(one for one in bench.owed("remind") if one.chat == OTHER_HEAD)
    bench.do(heads.nil, OTHER_HEAD, letter.id, len(letter.payload["items"]))
    bench.do(heads.mute, OTHER_HEAD, letter.id)
    bench.now = MONDAY + timedelta(days=14)
    _post(bench)


def _close(bench: Bench) -> None:
    """Let November be closed by two people, and flags be issued, given to another unit, and withdrawn."""
    with bench.turn() as turn:
        assert closing.ask(turn) == 1
    for person in (ADMIN, SECOND_ADMIN):
        card = next(one for one in reversed(bench.owed("closing")) if one.chat == person)
        bench.do(closing.close, person, card.id, True)
    with bench.turn() as turn:
        assert documents.make(turn, MAKERS) == 1
    bench.do(flagging.answered, LEADER, bench.propose_flag(1, LEADER), "发 表现突出", None)
    for said in ("改为 西溪所 更正后应为该所", "撤销 申诉属实"):
        card = next(one for one in reversed(bench.owed("flag")) if one.chat == LEADER)
        bench.do(flagging.answered, LEADER, card, said, None)
    bench.propose_flag(2, LEADER)


def _matters(bench: Bench) -> None:
    """Let problems be assigned: one is mended and comes back, one is missed; one is below the other."""
    due = bench.now + timedelta(days=2)
    told = {"source": "省局督查", "measure": "配齐试剂", "responsible": "张明", "helpers": ("nanqiao",)}
    with bench.turn() as turn:
        kind, person = turn.rulebook.kind("spotted"), turn.person_by_id(REVIEWER)
        first = Order(kind, "快检室未启用", due, (("donghu", 3), ("xixi", None)), **told)
        above = doing.assign(turn, bench.sender(REVIEWER), person, first)[0].after.part.number
        below = Order(kind, "检测记录不全", due, (("xixi", None),), parent=above, measure="补录", responsible="李四")
        doing.assign(turn, bench.sender(REVIEWER), person, below, 1)
    for who, wish in (
        (HEAD, Wish("progress", quantity=1, words="已到货")),
        (HEAD, Wish("ask", deadline=due + timedelta(days=1), words="供货延迟")),
        (REVIEWER, Wish("grant")),
        (HEAD, Wish("finish", quantity=3, evidence=1, measure="配齐试剂并每日开检", responsible="张明")),
        (SECOND_REVIEWER, Wish("amend", quantity=2, words="一台待修")),
        (LEADER, Wish("rebound", deadline=due + timedelta(days=1), words="又停用")),
    ):
        bench.later(minutes=1)
        with bench.turn() as turn:
            seen = doing.seen(turn, 1, "donghu")
            assert seen is not None
            doing.do(turn, bench.sender(who), turn.person_by_id(who), seen, wish)
    with bench.turn() as turn:
        links = [one for one in evidence.of_number(turn.tx, 7) if one.kind == "link"]
        evidence.attach_to_part(turn.tx, 1, "donghu", links, HEAD, turn.tx.next_moment())
        turn.record(HEAD, "evidence")
    bench.now = due + timedelta(hours=1)
    with bench.turn() as turn:
        assert ticking.turn_over(turn) == 2


def _post(bench: Bench) -> None:
    with bench.turn() as turn:
        assert post_weeks(turn) == 2


def leitai(folder: Path, *words: str) -> Done:
    """Run a command on the data folder of the bureau."""
    env = {
        "LEITAI_TOKEN": "1:x",
        "LEITAI_API_URL": "http://127.0.0.1:9",
        "LEITAI_RULEBOOK": str(sample_path()),
        "LEITAI_DATA_DIR": str(folder),
        "LEITAI_CLOCK": "2026-12-07T09:00:00+08:00",
    }
    return command(*words, env=env)
