"""The table of acts as a page for people, docs/lifecycle(.zh-CN).md: `python -m tests.lifecycle_page` draws it anew."""

from collections.abc import Iterator

from scoring.language import Words, both
from scoring.lifecycle import ACTS, PUBLIC, Phase
from tests.pages import keep, listed

ACT_NAMES = Words(
    {
        "report": ("上报、改报", "report, report anew"),
        "confirm": ("确认", "confirm"),
        "amend": ("改为", "amend"),
        "return": ("退回", "return"),
        "take_back": ("撤销", "undo"),
        "transfer": ("转交", "transfer"),
        "withdraw": ("撤回", "withdraw"),
        "restore": ("恢复", "restore"),
        "appeal": ("异议", "object"),
        "uphold": ("维持", "uphold"),
        "revise": ("复核改为", "amend on objection"),
        "propose": ("提出更正", "propose a correction"),
        "sign": ("更正首签", "sign a correction first"),
        "correct": ("更正再签", "sign a correction second"),
        "decline": ("不同意更正", "decline a correction"),
    }
)
PHASE_NAMES = Words(
    {
        "pending": ("待核实", "to be reviewed"),
        "confirmed": ("已确认", "confirmed"),
        "returned": ("已退回", "returned"),
        "withdrawn": ("已撤回", "withdrawn"),
        "appealed": ("确认有异议", "confirmed, objection open"),
        "disputed": ("退回有异议", "returned, objection open"),
        "correcting": ("更正签字中", "correction being signed"),
        "requested": ("补报签字中", "late report being signed"),
    }
)
ROLE_NAMES = Words(
    {
        "head": ("单位负责人", "head of the unit"),
        "lead": ("牵头单位核实人", "reviewer of the lead"),
        "owner": ("上报一方", "the side that reported"),
        "decider": ("轮到的核实人", "reviewer whose turn it is"),
        "author": ("决定人本人", "whoever decided"),
        "judge": ("复核人", "who looks again"),
        "signer": ("核实人或管理员", "reviewer or admin"),
    }
)
HEAD = (
    """# 一条申报的一生

由 `make lifecycle` 从 `scoring/lifecycle.py` 的一张表生成，请改表，不要改本页。

对外只有四种状态：待核实、已确认、已退回、已撤回；其余说明正在办什么：确认有异议、更正签字中仍是已确认，
退回有异议仍是已退回，补报签字中仍是待核实。表中没有的，一律拒绝，并说明现状和下一步。
""",
    """# The life of a submission

Made by `make lifecycle` from the one table in `scoring/lifecycle.py`: change the table, not this page.

Outside there are four states only: to be reviewed, confirmed, returned, withdrawn. The others say what is going on in
one of them: with an objection to what was confirmed, or a correction being signed, it is still confirmed; with an
objection to what was returned, still returned; while a late report is being signed, still to be reviewed. What is not
in the table is refused, with where things stand and what to do next.
""",
)
FOOT = (
    """
- 轮到的核实人：牵头单位的核实人，不含本单位的人和上报人；没有这样的人时由管理员代行。
- 复核人：没有作过这一决定的另一名核实人，或局领导；没有别的核实人时也可以是管理员。
- 几家都要签的指标，签齐才是已确认，此前仍是待核实；牵头单位代报，上报和本家签字同时完成。
- 撤销限本人、30 分钟内；恢复限 10 分钟内；转交只换人看，其他核实人仍可核实。
- 更正须两人签字，至少一人是牵头单位核实人；还能改报或撤销时不用更正。锁定后的“复核改为”自动成为更正。
""",
    """
- Reviewer whose turn it is: one of the lead department, but nobody of the unit itself, and not who reported; an admin
  where there is no such reviewer.
- Who looks again at an objection: a reviewer who had no part in the decision, or a leader of the bureau; an admin,
  too, where there is no other reviewer.
- Where a metric needs the signature of several leads it is confirmed with the last of them, and to be reviewed until
  then. A lead that reports for a unit signs for itself by reporting.
- Undo: the own decision, within 30 minutes. Restore: within 10 minutes. A transfer changes only who is asked: every
  other reviewer may still decide.
- A correction needs two signatures, one of them at least of a reviewer of the lead; as long as it can be reported
  anew or undone, none is needed. An amendment on objection after the lock becomes a correction by itself.
""",
)


def page() -> str:
    """Return the whole page in Markdown, in the language that is spoken."""
    return "\n".join([both(*HEAD), *_diagram(), "", *_table(), both(*FOOT)])


def _diagram() -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield f"    [*] --> pending: {both('上报', 'report')}"
    for phase in PUBLIC:
        yield f"    {phase}: {PHASE_NAMES[phase]}"
    for start in PUBLIC:
        ends: dict[Phase, list[str]] = {}
        for act, rule in ACTS.items():
            if start in rule.after:
                ends.setdefault(rule.after[start], []).append(ACT_NAMES[act])
        for end, acts in ends.items():
            yield f"    {start} --> {end}: {listed(acts)}"
    yield "```"


def _table() -> Iterator[str]:
    yield both("| 做什么 | 谁 | 锁定后 | ", "| act | who | after the lock | ") + " | ".join(PHASE_NAMES.values()) + " |"
    yield "|---" * (3 + len(PHASE_NAMES)) + "|"
    for act, rule in ACTS.items():
        who = listed(name for role, name in ROLE_NAMES.items() if role in rule.by)
        ends = [rule.after.get(phase) for phase in PUBLIC]
        cells = [ACT_NAMES[act], who, both("可以", "yes") if rule.after_lock else "—"]
        cells += ["—" if end is None else PHASE_NAMES[end] for end in ends]
        yield f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    keep("lifecycle", page)
