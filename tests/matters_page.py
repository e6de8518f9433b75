"""The acts on a matter as a page for people, docs/matters(.zh-CN).md: `python -m tests.matters_page` draws it anew."""

from collections.abc import Iterator
from typing import get_args

from scoring.language import Words, both
from scoring.matters.table import ACTS, ActName, State
from tests.pages import keep, listed

ACT_NAMES = Words(
    {
        "assign": ("交办", "assign"),
        "propose": ("提请立项", "propose"),
        "receive": ("接办", "receive"),
        "accept": ("确认（立项）", "confirm (proposal)"),
        "refuse": ("退回（立项）", "return (proposal)"),
        "progress": ("进展", "progress"),
        "finish": ("完成", "finish"),
        "recall": ("撤回", "recall"),
        "ask": ("延期", "extend"),
        "grant": ("确认（延期）", "confirm (extension)"),
        "deny": ("退回（延期）", "return (extension)"),
        "verify": ("确认（核查）", "confirm (finish)"),
        "amend": ("改为", "amend"),
        "return": ("退回（核查）", "return (finish)"),
        "take_back": ("撤销", "undo"),
        "move": ("改期", "move"),
        "withdraw": ("撤项", "withdraw"),
        "settle": ("巩固", "settle"),
        "rebound": ("反弹", "relapse"),
        "hand_over": ("移交", "hand over"),
        "urge": ("催办", "urge"),
    }
)
STATE_NAMES = Words(
    {
        "proposed": ("待立项", "proposed"),
        "open": ("办理中", "in progress"),
        "asking": ("申请延期", "asking for more time"),
        "verifying": ("待核查", "waiting for verification"),
        "closed": ("已办结、已销号", "completed or closed"),
        "withdrawn": ("已撤项", "withdrawn"),
    }
)
ROLE_NAMES = Words(
    {
        "head": ("承办单位负责人", "head of its unit"),
        "verifier": ("核查人", "verifier"),
        "assigner": ("交办人", "assigner"),
        "leader": ("局领导", "leader of the bureau"),
        "admin": ("管理员", "admin"),
    }
)
HEAD = (
    """# 一件督办的一生

由 `make matters` 从 `scoring/matters/table.py` 的一张表生成，请改表，不要改本页。

每家承办单位各有一份承办，状态、时限、结果都是这一份的。表中没有的，一律拒绝，并说明现状和现在能做什么。
“撤销”回到此前的状态，图中不画。
""",
    """# The life of a matter

Made by `make matters` from the one table in `scoring/matters/table.py`: change the table, not this page.

Every unit that has to do a matter has a part of its own; state, deadline and outcome are those of the part. What is
not in the table is refused, with where things stand and what can be done now. “Undo” leads back to the state before
and is not drawn.
""",
)
FOOT = (
    """
- 核查人、交办人：方案中这类督办的核查单位、交办单位的核实人，不含承办单位的人；没有这样的人时由外单位的管理员代行。
  交办这一件的局领导、管理员也是它的交办人。局领导、管理员都不办本单位的事。
- 确认立项要在时限之前；延期要在到期前申请，次数不超过方案所定；改期要在到期前，提前的要留出两个工作日。
- 谁报完成，谁不核查；谁核查，谁不回头看。
- 到期之后，或者报过完成之后，只有局领导能撤项。
- 巩固、反弹从办结起，到回头看之日后 90 天止；巩固之后只有局领导能再报反弹。方案没有写回头看天数的，不回头看。
- 移交由管理员办，限于现行方案里已经没有的单位：这里已撤项，在接办单位办理中，时限不变。
- 撤销限本人、30 分钟内，不改动已锁定的周期；撤销交办，这一份就撤项了。立项退回和撤项不能撤销。
- 催办每人每天一次：承办单位催核查人，其他人催承办单位。
- 时限那一秒仍算按期。到期时在办理中的，逾期未结；申请延期、待核查的不算，直到延期被退回或次个工作日 17:00 无人答复、
  第二次被退回、撤回，或者过了时限才报完成。第一次退回按期报的完成，时限延到几个工作日后的 17:00，天数由方案定。
""",
    """
- Verifiers and assigners: the reviewers of the units that verify and that assign this kind by the rulebook, but
  nobody of the unit that has to do it; an admin of another unit where there is no such reviewer. A leader or an admin
  who assigned a matter is an assigner of it, too. Leaders and admins do nothing about their own unit.
- A proposal is confirmed before its deadline. More time is asked for before it is due, as often as the rulebook
  allows. The deadline is moved before it is due; to an earlier day only with two working days left.
- Who reported the finish does not verify it; who verified it does not look at it again.
- Once it is due, or was ever reported as finished, only a leader can withdraw it.
- Settle and relapse may be said from the completion until 90 days after the day of the second look; once settled,
  only a leader can still report a relapse. Where the rulebook gives no days for a second look there is none.
- Handing over is for admins, and for units that the rulebook in force no longer has: here the part is withdrawn, and
  at the unit that receives it one is in progress, with the same deadline.
- Undo: the own act, within 30 minutes, and never in a period that is locked. Who undoes an assignment withdraws the
  part. The return of a proposal and a withdrawal cannot be undone.
- Everybody may urge once a day: the unit urges the verifiers, everybody else the unit.
- The very second of the deadline is still on time. What is in progress when it is due is missed. What asks for more
  time or waits for verification then is not, unless that is denied or unanswered at 17:00 of the next working day, or
  it is returned a second time, is recalled, or is reported as finished only after the deadline. With the first return
  of a finish that was reported in time the deadline moves to 17:00 some working days later; how many, the rulebook
  says.
""",
)


def page() -> str:
    """Return the whole page in Markdown, in the language that is spoken."""
    return "\n".join([both(*HEAD), *_diagram(), "", *_table(), both(*FOOT)])


def _diagram() -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    for state, name in STATE_NAMES.items():
        yield f"    {state}: {name}"
    for start in (None, *get_args(State)):
        ends: dict[State, list[str]] = {}
        for act, rule in ACTS.items():
            if start in rule.after and act != "take_back":
                ends.setdefault(rule.after[start], []).append(ACT_NAMES[act])
        for end, acts in ends.items():
            yield f"    {start or '[*]'} --> {end}: {listed(acts)}"
    yield "```"


def _table() -> Iterator[str]:
    yield both("| 做什么 | 谁 | 还没有 | ", "| act | who | not there yet | ") + " | ".join(STATE_NAMES.values()) + " |"
    yield "|---" * (3 + len(STATE_NAMES)) + "|"
    for act, rule in ACTS.items():
        who = listed(name for role, name in ROLE_NAMES.items() if role in rule.by)
        yield f"| {' | '.join([ACT_NAMES[act], who, *(_cell(act, rule.after.get(state)) for state in _columns())])} |"


def _columns() -> tuple[State | None, ...]:
    return (None, *get_args(State))


def _cell(act: ActName, end: State | None) -> str:
    if end is None:
        return "—"
    return both("此前", "as before") if act == "take_back" else STATE_NAMES[end]


if __name__ == "__main__":
    keep("matters", page)
