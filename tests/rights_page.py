"""Who may do what as a page for people, docs/rights(.zh-CN).md: everybody tries it; `python -m tests.rights_page`."""

import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from bot.files import read_sample
from handlers.closing.actions import signing
from handlers.deciding.actions import cases, reviews
from handlers.desk.actions import drill, group, pages, roster
from handlers.enacting.actions import changing
from handlers.flagging.actions import deciding as flagging
from handlers.inviting.actions import opening, staff
from handlers.matters.actions import assigning, doing, saying
from handlers.reminding.actions import reviewers
from handlers.reporting.actions import afterwards, submit
from handlers.results import Decision, Refusal
from handlers.submissions.actions import submission
from scoring.calendar import Period
from scoring.language import both
from storage import chats, drafts, invites, publications, rulebooks, submissions
from storage.database import Database
from storage.roster import entries
from storage.tables.types import MICROSECOND
from tests.cast import (
    ADMIN,
    CHINA,
    COLLEAGUE,
    HEAD,
    LEADER,
    OFFICE_REVIEWER,
    OTHER_GROUP,
    OTHER_HEAD,
    PARTS,
    REVIEWER,
    SECOND_ADMIN,
    SECOND_REVIEWER,
    SQUAD_REVIEWER,
    STRANGER,
)
from tests.engine import newest
from tests.handlers.bench import Bench
from tests.handlers.matters.bureau import Ledgers
from tests.pages import keep

BEGINS, ENDS = datetime(2026, 11, 20, tzinfo=CHINA), datetime(2026, 11, 23, tzinfo=CHINA)
NOON = BEGINS - timedelta(hours=12)
LOCKED = datetime(2026, 12, 7, 12, tzinfo=CHINA)
MONTH = 2026_11
MATTER = """
[[kinds]]
id = "shown"
name = "逐人试办"
form = "task"
assigners = ["bangongshi"]
verifiers = ["xiaobao"]
recheck = 30
"""
FROZEN, DEPUTY, SUCCESSOR, GONE, INVITED, BOTH = 5001, 5002, 5003, 5004, 5005, 5006
PEOPLE: dict[str, tuple[int, datetime]] = {
    "本单位负责人": (HEAD, NOON),
    "同单位另一负责人": (COLLEAGUE, NOON),
    "别的单位负责人": (OTHER_HEAD, NOON),
    "牵头单位核实人": (REVIEWER, NOON),
    "同一牵头单位另一核实人": (SECOND_REVIEWER, NOON),
    "别的牵头单位核实人": (SQUAD_REVIEWER, NOON),
    "交办单位核实人": (OFFICE_REVIEWER, NOON),
    "局领导": (LEADER, NOON),
    "管理员": (ADMIN, NOON),
    "管理员兼本项核实人": (BOTH, NOON),
    "已停用的核实人": (FROZEN, NOON),
    "核实人的代理，首日前最后一刻": (DEPUTY, BEGINS - MICROSECOND),
    "核实人的代理，首日零点": (DEPUTY, BEGINS),
    "核实人的代理，末日最后一刻": (DEPUTY, ENDS - MICROSECOND),
    "核实人的代理，末日之后零点": (DEPUTY, ENDS),
    "接任的核实人": (SUCCESSOR, NOON),
    "离任的核实人": (GONE, NOON),
    "已申请、还没通过的负责人": (INVITED, NOON),
    "不在名册上的人": (STRANGER, NOON),
}
Act = Callable[[Bench, int], object]
TO_CLOSE = Period(2026, "month", 11)


def _amend(bench: Bench, who: int) -> None:
    """Propose that the month that is open is reported by another hour, as the desk's buttons do."""
    bench.do(pages.desk, who, "上报截止 +4天 17:00")
    with bench.turn() as turn:
        draft = drafts.open_of(turn.tx, who, changing.OFFER)[-1].id
    bench.do(changing.take, who, draft, MONTH)


def _nothing(_bench: Bench, _who: int) -> None:
    """Prepare nothing."""


def _unreported(bench: Bench, _who: int) -> None:
    """Withdraw all that was reported or assigned, so that a rehearsal can begin."""
    with bench.turn() as turn:
        for place, stored in enumerate(submissions.every(turn.tx)):
            submission.do(turn, stored, "withdraw", (HEAD, "王所长"), turn.now, ordinal=place)
        doing.wipe(turn, turn.person_by_id(ADMIN), "试办")


def _rehearsed(bench: Bench, who: int) -> None:
    """Let another admin begin a rehearsal."""
    _unreported(bench, who)
    bench.do(drill.begin, SECOND_ADMIN, 1)


def _locked(bench: Bench, who: int) -> None:
    """Lock the month, and show somebody the card by which it is closed, whether they should have it or not."""
    bench.now = LOCKED
    _show_card(bench, who)


def _signed_once(bench: Bench, who: int) -> None:
    """Let another admin sign the closing first."""
    _locked(bench, SECOND_ADMIN)
    bench.do(signing.close, SECOND_ADMIN, _card(bench, SECOND_ADMIN))
    _show_card(bench, who)


def _show_card(bench: Bench, who: int) -> None:
    with bench.turn() as turn:
        turn.owe(who, "closing", signing._asked(turn, TO_CLOSE))


def _card(bench: Bench, who: int) -> int:
    return next(one.id for one in reversed(bench.owed("closing")) if one.chat == who)


def _said(bench: Bench, who: int, words: str) -> None:
    """Do what words say about the matter, by its number."""
    word, _, rest = words.partition(" ")
    bench.do(saying.numbered, who, f"{word} T1 {rest}".strip())


def _asked_for(bench: Bench, _who: int) -> None:
    """Let a head ask for an extension of the matter."""
    _said(bench, HEAD, ASKED)


def _finished(bench: Bench, _who: int) -> None:
    """Let a head report the matter as finished."""
    _said(bench, HEAD, "完成")


def _verified(bench: Bench, who: int) -> None:
    """Let one who verifies it confirm that the matter is finished."""
    _finished(bench, who)
    _said(bench, SECOND_REVIEWER, "确认")


def _dissolved(bench: Bench, _who: int) -> None:
    """Put rules in force that no longer have the unit of the matter."""
    rules = bench.rules.replace(b'id = "donghu"\n', b'id = "donghu"\nuntil = "2026-10"\n')
    with bench.turn() as turn:
        rulebooks.put_in_force(turn.tx, "sha256:ended", rules, bench.now.date())
        turn.record(ADMIN, "rulebook")


ASKED = "延期 12月4日 设备未到货"
PREPARED: dict[str, Act] = {
    "开始演练": _unreported,
    "结束演练": _rehearsed,
    "定榜前看榜": _locked,
    "定榜先签": _locked,
    "定榜后签": _signed_once,
    "准延期": _asked_for,
    "核查": _finished,
    "退回核查": _finished,
    "撤回完成": _finished,
    "巩固": _verified,
    "反弹": _verified,
    "移交": _dissolved,
}
"""What others do before somebody tries an act."""
ACTS: dict[str, Act] = {
    "上报": lambda b, who: b.do(submit.report, who, ("工单满意率 9/10",)),
    "确认": lambda b, who: b.do(reviews.decide, who, 1, Decision("confirm")),
    "退回": lambda b, who: b.do(reviews.decide, who, 1, Decision("return", reason="缺少截图")),
    "撤回": lambda b, who: b.do(afterwards.withdraw, who, 1),
    "异议": lambda b, who: b.do(cases.appeal, who, 2, "漏计三件"),
    "催办": lambda b, who: b.do(reviewers.nudge, who, 1),
    "加人": lambda b, who: b.do(staff.people, who, "加人 东湖所 负责人 新人"),
    "停用": lambda b, who: b.do(staff.people, who, f"停用 {SQUAD_REVIEWER}"),
    "恢复的第二人": lambda b, who: b.do(staff.people, who, f"恢复 {FROZEN}"),
    "通过绑定": lambda b, who: b.do(opening.admit, who, _asked(b, who)),
    "换名册": lambda b, who: b.do(roster.take, who, _tried(b, who), None, 0),
    "改日程": _amend,
    "会签变更": lambda b, who: b.do(changing.sign, who, 1),
    "发红旗": lambda b, who: b.do(flagging.answered, who, b.owed("flag")[0], "发 表现突出", None),
    "设工作群": lambda b, who: b.do(group.choose, who, OTHER_GROUP),
    "开始演练": lambda b, who: b.do(drill.begin, who, 1),
    "结束演练": lambda b, who: b.do(drill.end, who, 1, 0),
    "定榜前看榜": lambda b, who: b.do(signing.look, who, _card(b, who)),
    "定榜先签": lambda b, who: b.do(signing.close, who, _card(b, who)),
    "定榜后签": lambda b, who: b.do(signing.close, who, _card(b, who)),
    "交办": lambda b, who: b.do(assigning.assign, who, "task", "逐人试办 东湖所 11月30日 冷库排查"),
    "完成": lambda b, who: _said(b, who, "完成"),
    "撤回完成": lambda b, who: _said(b, who, "撤回"),
    "延期": lambda b, who: _said(b, who, ASKED),
    "准延期": lambda b, who: _said(b, who, "确认"),
    "核查": lambda b, who: _said(b, who, "确认"),
    "退回核查": lambda b, who: _said(b, who, "退回 缺少照片"),
    "改期": lambda b, who: _said(b, who, "改期 12月4日 合并办理"),
    "撤项": lambda b, who: _said(b, who, "撤项 不再需要"),
    "巩固": lambda b, who: _said(b, who, "巩固"),
    "反弹": lambda b, who: _said(b, who, "反弹 12月18日 又出现"),
    "移交": lambda b, who: _said(b, who, "移交 西溪所 机构调整"),
    "催督办": lambda b, who: _said(b, who, "催办"),
}
ABOUT_MATTERS = "交办"
"""The first act of the second table."""
ENGLISH = {
    "本单位负责人": "head of the unit",
    "同单位另一负责人": "another head of the unit",
    "别的单位负责人": "head of another unit",
    "牵头单位核实人": "reviewer of the lead",
    "同一牵头单位另一核实人": "another reviewer of the same lead",
    "别的牵头单位核实人": "reviewer of another lead",
    "交办单位核实人": "reviewer of the unit that assigns",
    "局领导": "leader of the bureau",
    "管理员": "admin",
    "管理员兼本项核实人": "admin who reviews this metric, too",
    "已停用的核实人": "reviewer who is frozen",
    "核实人的代理，首日前最后一刻": "deputy of the reviewer, the last moment before the first day",
    "核实人的代理，首日零点": "deputy of the reviewer, midnight that begins the first day",
    "核实人的代理，末日最后一刻": "deputy of the reviewer, the last moment of the last day",
    "核实人的代理，末日之后零点": "deputy of the reviewer, midnight that ends the last day",
    "接任的核实人": "reviewer who took over",
    "离任的核实人": "reviewer who left",
    "已申请、还没通过的负责人": "head who asked to be let in and is not yet",
    "不在名册上的人": "somebody who is not on the roster",
    "上报": "report",
    "确认": "confirm",
    "退回": "return",
    "撤回": "withdraw",
    "异议": "object",
    "催办": "urge",
    "加人": "add somebody",
    "停用": "freeze somebody",
    "恢复的第二人": "unfreeze as the second",
    "通过绑定": "let somebody in",
    "换名册": "replace the roster",
    "改日程": "change the schedule",
    "会签变更": "sign a change",
    "发红旗": "issue a red flag",
    "设工作群": "set the work group",
    "开始演练": "begin a rehearsal",
    "结束演练": "end a rehearsal",
    "定榜前看榜": "look before closing",
    "定榜先签": "close, first signature",
    "定榜后签": "close, second signature",
    "交办": "assign",
    "完成": "finish",
    "撤回完成": "recall the finish",
    "延期": "ask for more time",
    "准延期": "grant more time",
    "核查": "verify",
    "退回核查": "return the finish",
    "改期": "move the deadline",
    "撤项": "withdraw",
    "巩固": "settle",
    "反弹": "relapse",
    "移交": "hand over",
    "催督办": "urge",
}
"""What people and acts are called in English."""
HEAD_OF_PAGE = (
    """# 谁能做什么

由 `make rights` 画成：名册上的每一种人，在这一刻逐项真做一遍，做得成的打勾。
请改权限的表（`scoring/access.py`；督办是 `scoring/matters/table.py` 和 `cast.py`），不要改本页。

东湖所的一项申报等消保科核实（确认、退回、撤回、催办），另一项已确认（异议）；另一名管理员提出的日程变更等会签，
一面红旗等局领导决定。
办公室交办给东湖所一件督办，由消保科核查（全表见[一件督办的一生](matters.zh-CN.md)）：准延期时东湖所已申请，
核查、退回核查、撤回完成时已报完成，巩固、反弹时消保科另一核实人已核查办结，移交时方案里已没有东湖所。
演练在什么都没有报、没有交办的时候试，定榜在当月锁定以后试；后签的时候，另一名管理员已先签。
上报的都是自己单位的；办公室的事都在 `/bureau` 和 `/people` 里。没有打勾的，一律拒绝，并说明原因和下一步。
""",
    """# Who may do what

Made by `make rights`: everybody who can stand on a roster really tries every act, at that moment; what is done has a
tick. Change the tables of rights (`scoring/access.py`; of matters `scoring/matters/table.py` and `cast.py`), not this
page.

A submission of Donghu Office waits for the review of Consumer Protection (confirm, return, withdraw, urge), another
one is confirmed (object). A change of the schedule that another admin proposed waits for a second signature, a red
flag for a leader. The General Office has assigned a matter to Donghu Office, which Consumer Protection verifies (all
of it: [the life of a matter](matters.md)). Where more time is granted, Donghu Office has asked for it; where it is
verified, returned or recalled, it is reported as finished; for settle and relapse the other reviewer of Consumer
Protection has verified it; for handing over the rulebook no longer has Donghu Office. A rehearsal is tried where
nothing is reported or assigned, a closing once the month is locked; for the second signature another admin has given
the first. Everybody reports for the own unit. What is the office's is in `/bureau` and `/people`. Where there is no
tick it is refused, with the reason and what to do next.
""",
)


def house(folder: Path) -> Bench:
    """Make a house with everybody in it, at noon of the day before the deputy begins."""
    rules = read_sample() + MATTER.encode()
    bench = Ledgers(Database(newest(folder / "leitai.db")), parts=PARTS, rules=rules)
    bench.furnish()
    for words in (
        f"加人 消保科 核实人 停某 {FROZEN}",
        f"加人 消保科 核实人 前任 {GONE}",
        f"加人 消保科 核实人 兼某 {BOTH}",
        f"加人 管理员 兼某 {BOTH}",
        f"停用 {FROZEN}",
        f"换人 前任 后任 {SUCCESSOR}",
        f"代理 李科长 代某 11-20 11-22 {DEPUTY}",
        "加人 东湖所 负责人 未某",
    ):
        bench.do(staff.people, ADMIN, words)
        bench.later(seconds=1)
    bench.do(staff.people, SECOND_ADMIN, f"恢复 {FROZEN}")
    with bench.turn() as turn:
        digest = invites.open_ones(turn.tx)[-1].digest
    bench.do(opening.start, INVITED, digest)
    bench.do(opening.mine_newest, INVITED)
    bench.do(submit.report, HEAD, ("工单按期回复率 98/100", "工单办结率 97/100"))
    bench.do(reviews.decide, SECOND_REVIEWER, 2, Decision("confirm"))
    bench.do(assigning.assign, OFFICE_REVIEWER, "task", "逐人试办 东湖所 11月30日 食品店排查")
    _amend(bench, SECOND_ADMIN)
    with bench.turn() as turn:
        made = turn.tx.next_moment(), publications.frozen({}, {"rows": []})
        number = publications.publish(turn.tx, "month", "offices", "2026-10", "2026-10", *made)
        chats.note_chat(turn.tx, OTHER_GROUP, None)
    bench.propose_flag(number, LEADER)
    return bench


def _tried(bench: Bench, who: int) -> int:
    """Let somebody have tried a roster with one person more; returns the draft."""
    with bench.turn() as turn:
        rows = [
            (line, {"unit": one.unit, "name": one.name, "role": one.role, "telegram_id": str(one.telegram_id or "")})
            for line, one in enumerate(entries(turn.tx), 2)
        ]
        rows.append((len(rows) + 2, {"unit": "donghu", "name": "新人", "role": "head"}))
        return drafts.begin(turn.tx, who, roster.PLAN, {"rows": rows, "base": roster._base(turn)})


def _asked(bench: Bench, who: int) -> int:
    """Return the letter by which somebody could let another in: the own, or an admin's."""
    asked = bench.owed("invite_asks")
    return next((one.id for one in asked if one.chat == who), asked[0].id)


@cache
def rights() -> dict[str, dict[str, bool]]:
    """Let everybody try every act, none of it kept; True where it left something: in the chain, or boards to see."""
    with tempfile.TemporaryDirectory() as folder:
        bench, found = house(Path(folder)), {}
        for name, (who, moment) in PEOPLE.items():
            bench.now = moment
            found[name] = {said: _done(bench, PREPARED.get(said, _nothing), act, who) for said, act in ACTS.items()}
        bench.database.close()
    return found


def _done(bench: Bench, prepare: Act, act: Act, who: int) -> bool:
    with bench.trying():
        prepare(bench, who)
        before = _left(bench)
        with suppress(Refusal):
            act(bench, who)
        return _left(bench) > before


def _left(bench: Bench) -> tuple[str, int]:
    """Return the moment of the newest fact, and how many boards are owed."""
    with bench.turn() as turn:
        newest = turn.tx.newest()
    assert newest is not None
    return newest.moment.isoformat(timespec="microseconds"), len(bench.owed("board"))


def page() -> str:
    """Return the whole page in Markdown, in the language that is spoken: a table of all else, and one of matters."""
    acts = list(ACTS)
    first = acts.index(ABOUT_MATTERS)
    matters = both("## 督办", "## Matters")
    return "\n".join([both(*HEAD_OF_PAGE), *_table(acts[:first]), "", matters, "", *_table(acts[first:]), ""])


def _table(acts: list[str]) -> list[str]:
    head = [f"| {both('谁', 'who')} | {' | '.join(map(_name, acts))} |", "|---" * (len(acts) + 1) + "|"]
    marks = {name: ["✓" if row[act] else "—" for act in acts] for name, row in rights().items()}
    return [*head, *(f"| {_name(name)} | {' | '.join(row)} |" for name, row in marks.items())]


def _name(chinese: str) -> str:
    return both(chinese, ENGLISH[chinese])


if __name__ == "__main__":
    keep("rights", page)
