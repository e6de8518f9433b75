"""The sessions that the READMEs tell, played anew: `python -m tests.session` prints them, `--keep` writes them down."""

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tests.cast import CHINA, HEAD, NAMES, PARTS, REVIEWER, SECOND_REVIEWER, roster_csv
from tests.stage import Stage, furnish, labels, playing, staged, without_posts

HOUSE = Path(__file__).parent.parent
BEGIN, END = "```text session\n", "```\n"
MINUTES = 12


@dataclass(frozen=True)
class Script:
    """How a README tells the session: who they are, what they type, and the words around what is said.

    They are called as in the demo, whose page the README shows, and the reviewer has no colleague there either.

    `before`: what they type first, of which nothing is told.
    """

    readme: str
    names: dict[int, str]
    before: str
    report: str
    amend: str
    why: str
    bot: str
    alone: str
    replying: str


CHINESE = Script(
    readme="README.zh-CN.md",
    names={**NAMES, REVIEWER: "于科长"},
    before="",
    report="/report 工单按期回复率 98/100\n工单满意率 98%",
    amend="改为 97/100 一件超期未扣除",
    why="/why 回复率",
    bot="擂台",
    alone="（私聊）",
    replying="（回复核实卡）",
)
ENGLISH = Script(
    readme="README.md",
    names={**NAMES, HEAD: "Head Wang", REVIEWER: "Section Chief Yu"},
    before="/language en",
    report="/report Requests replied in time 98/100\nRequest satisfaction 98%",
    amend="amend to 97/100 one overdue case was not deducted",
    why="/why Requests replied in time",
    bot="Leitai",
    alone=" (in private)",
    replying=" (replies to the card)",
)


def session(script: Script) -> str:
    """Play the session and return it as people see it."""
    alone = (part for part in PARTS if part.person != SECOND_REVIEWER)
    parts = tuple(replace(part, name=script.names[part.person]) for part in alone)
    with tempfile.TemporaryDirectory() as name:
        rulebook = without_posts(Path(name))
        folder = furnish(Path(name) / "data", rulebook, roster_csv(parts))
        with staged("in process", folder, rulebook) as stage, playing(stage):
            return "\n".join(_told(stage, script))


def _told(stage: Stage, script: Script) -> Iterator[str]:
    for person in (HEAD, REVIEWER) if script.before else ():
        stage.say(person, script.before)
    yield from _deed(stage, script, HEAD, script.report)
    stage.later(minutes=MINUTES)
    yield from _deed(stage, script, REVIEWER, script.amend, reply_to=stage.card(REVIEWER).id)
    yield from _deed(stage, script, HEAD, script.why)


def _deed(stage: Stage, script: Script, person: int, text: str, **how: int) -> Iterator[str]:
    """Tell what somebody writes, and what the bot then says to those who are on the scene."""
    before = stage.counts()
    stage.say(person, text, **how)
    where = script.replying if how else script.alone
    yield f"{stage.clock.now().astimezone(CHINA):%H:%M} {script.names[person]}{where}"
    yield from (f"    {line}" for line in text.splitlines())
    for place in (HEAD, REVIEWER):
        for seen in stage.said(place)[before[place] :]:
            yield f"  {script.bot} → {script.names[place]}"
            yield from (f"    {line}" for line in seen.text.splitlines())
            if seen.buttons:
                yield "    " + " ".join(f"[{label}]" for label in labels(seen))


def written(page: str) -> str:
    """Return the session that a README tells."""
    return page.partition(BEGIN)[2].partition(END)[0]


def main() -> None:
    """Print the sessions, or write each into its README."""
    for script in (ENGLISH, CHINESE):
        told, readme = f"{session(script)}\n", HOUSE / script.readme
        if "--keep" not in sys.argv[1:]:
            sys.stdout.write(told)
            continue
        before, begin, rest = readme.read_text(encoding="utf-8").partition(BEGIN)
        _, end, after = rest.partition(END)
        readme.write_text(f"{before}{begin}{told}{end}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
