"""The table of acts on a matter as a page for people, docs/matters.md: `python -m tests.matters_page` draws it anew."""

import sys
from collections.abc import Iterator
from typing import get_args

from scoring.matters.table import ACTS, ActName, Role, State

ACT_NAMES: dict[ActName, str] = {
    "assign": "交办",
    "propose": "提请立项",
    "receive": "接办",
    "accept": "确认（立项）",
    "refuse": "退回（立项）",
    "progress": "进展",
    "finish": "完成",
    "recall": "撤回",
    "ask": "延期",
    "grant": "确认（延期）",
    "deny": "退回（延期）",
    "verify": "确认（核查）",
    "amend": "改为",
    "return": "退回（核查）",
    "take_back": "撤销",
    "move": "改期",
    "withdraw": "撤项",
    "settle": "巩固",
    "rebound": "反弹",
    "hand_over": "移交",
    "urge": "催办",
}
STATE_NAMES: dict[State, str] = {
    "proposed": "待立项",
    "open": "办理中",
    "asking": "申请延期",
    "verifying": "待核查",
    "closed": "已办结、已销号",
    "withdrawn": "已撤项",
}
ROLE_NAMES: dict[Role, str] = {
    "head": "承办单位负责人",
    "verifier": "核查人",
    "assigner": "交办人",
    "leader": "局领导",
    "admin": "管理员",
}
HEAD = """# 一件督办的一生

由 `make matters` 从 `scoring/matters/table.py` 的一张表生成，请改表，不要改本页。

每家承办单位各有一份承办，状态、时限、结果都是这一份的。表中没有的，一律拒绝，并说明现状和现在能做什么。
“撤销”回到此前的状态，图中不画。
"""
FOOT = """
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
"""


def page() -> str:
    """Return the whole page in Markdown."""
    return "\n".join([HEAD, *_diagram(), "", *_table(), FOOT])


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
            yield f"    {start or '[*]'} --> {end}: {'、'.join(acts)}"
    yield "```"


def _table() -> Iterator[str]:
    yield "| 做什么 | 谁 | 还没有 | " + " | ".join(STATE_NAMES.values()) + " |"
    yield "|---" * (3 + len(STATE_NAMES)) + "|"
    for act, rule in ACTS.items():
        who = "、".join(name for role, name in ROLE_NAMES.items() if role in rule.by)
        yield f"| {' | '.join([ACT_NAMES[act], who, *(_cell(act, rule.after.get(state)) for state in _columns())])} |"


def _columns() -> tuple[State | None, ...]:
    return (None, *STATE_NAMES)


def _cell(act: ActName, end: State | None) -> str:
    if end is None:
        return "—"
    return "此前" if act == "take_back" else STATE_NAMES[end]


if __name__ == "__main__":
    sys.stdout.write(page())
