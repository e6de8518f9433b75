"""The table of acts as a page for people, docs/lifecycle.md: `python -m tests.lifecycle_page` draws it anew."""

import sys
from collections.abc import Iterator

from scoring.lifecycle import ACTS, PUBLIC, ActName, Phase, Role

ACT_NAMES: dict[ActName, str] = {
    "report": "上报、改报",
    "confirm": "确认",
    "amend": "改为",
    "return": "退回",
    "take_back": "撤销",
    "transfer": "转交",
    "withdraw": "撤回",
    "restore": "恢复",
    "appeal": "异议",
    "uphold": "维持",
    "revise": "复核改为",
    "propose": "提出更正",
    "sign": "更正首签",
    "correct": "更正再签",
    "decline": "不同意更正",
}
PHASE_NAMES: dict[Phase, str] = {
    "pending": "待核实",
    "confirmed": "已确认",
    "returned": "已退回",
    "withdrawn": "已撤回",
    "appealed": "确认有异议",
    "disputed": "退回有异议",
    "correcting": "更正签字中",
    "requested": "补报签字中",
}
ROLE_NAMES: dict[Role, str] = {
    "head": "单位负责人",
    "lead": "牵头单位核实人",
    "owner": "上报一方",
    "decider": "轮到的核实人",
    "author": "决定人本人",
    "judge": "复核人",
    "signer": "核实人或管理员",
}
HEAD = """# 一条申报的一生

由 `make lifecycle` 从 `scoring/lifecycle.py` 的一张表生成，请改表，不要改本页。

对外只有四种状态：待核实、已确认、已退回、已撤回；其余说明正在办什么：确认有异议、更正签字中仍是已确认，
退回有异议仍是已退回，补报签字中仍是待核实。表中没有的，一律拒绝，并说明现状和下一步。
"""
FOOT = """
- 轮到的核实人：牵头单位的核实人，不含本单位的人和上报人；没有这样的人时由管理员代行。
- 复核人：没有作过这一决定的另一名核实人，或局领导；没有别的核实人时也可以是管理员。
- 几家都要签的指标，签齐才是已确认，此前仍是待核实；牵头单位代报，上报和本家签字同时完成。
- 撤销限本人、30 分钟内；恢复限 10 分钟内；转交只换人看，其他核实人仍可核实。
- 更正须两人签字，至少一人是牵头单位核实人；还能改报或撤销时不用更正。锁定后的“复核改为”自动成为更正。
"""


def page() -> str:
    """Return the whole page in Markdown."""
    return "\n".join([HEAD, *_diagram(), "", *_table(), FOOT])


def _diagram() -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield "    [*] --> pending: 上报"
    for phase in PUBLIC:
        yield f"    {phase}: {PHASE_NAMES[phase]}"
    for start in PUBLIC:
        ends: dict[Phase, list[str]] = {}
        for act, rule in ACTS.items():
            if start in rule.after:
                ends.setdefault(rule.after[start], []).append(ACT_NAMES[act])
        for end, acts in ends.items():
            yield f"    {start} --> {end}: {'、'.join(acts)}"
    yield "```"


def _table() -> Iterator[str]:
    yield "| 做什么 | 谁 | 锁定后 | " + " | ".join(PHASE_NAMES.values()) + " |"
    yield "|---" * (3 + len(PHASE_NAMES)) + "|"
    for act, rule in ACTS.items():
        who = "、".join(name for role, name in ROLE_NAMES.items() if role in rule.by)
        ends = [rule.after.get(phase) for phase in PHASE_NAMES]
        cells = [ACT_NAMES[act], who, "可以" if rule.after_lock else "—"]
        cells += ["—" if end is None else PHASE_NAMES[end] for end in ends]
        yield f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.stdout.write(page())
