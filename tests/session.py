"""The session that the READMEs tell, played anew: `python -m tests.session` prints it, `--keep` writes it into one."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.cast import CHINA, HEAD, NAMES, REVIEWER, roster_csv
from tests.stage import Stage, furnish, labels, playing, staged, without_posts

CHINESE = Path(__file__).parent.parent / "README.zh-CN.md"
BEGIN, END = "```text session\n", "```\n"
MINUTES = 12


def session() -> str:
    """Play the session and return it as people see it."""
    with tempfile.TemporaryDirectory() as name:
        rulebook = without_posts(Path(name))
        folder = furnish(Path(name) / "data", rulebook, roster_csv())
        with staged("in process", folder, rulebook) as stage, playing(stage):
            return "\n".join(_told(stage))


def _told(stage: Stage) -> Iterator[str]:
    yield from _deed(stage, HEAD, "/report 工单按期回复率 98/100\n工单满意率 98%")
    stage.later(minutes=MINUTES)
    yield from _deed(stage, REVIEWER, "改为 97/100 一件超期未扣除", reply_to=stage.card(REVIEWER).id)
    yield from _deed(stage, HEAD, "/why 回复率")


def _deed(stage: Stage, person: int, text: str, **how: int) -> Iterator[str]:
    """Tell what somebody writes, and what the bot then says to those who are on the scene."""
    before = stage.counts()
    stage.say(person, text, **how)
    to = "回复核实卡" if how else "私聊"
    yield f"{stage.clock.now().astimezone(CHINA):%H:%M} {NAMES[person]}（{to}）"
    yield from (f"    {line}" for line in text.splitlines())
    for place in (HEAD, REVIEWER):
        for seen in stage.said(place)[before[place] :]:
            yield f"  擂台 → {NAMES[place]}"
            yield from (f"    {line}" for line in seen.text.splitlines())
            if seen.buttons:
                yield "    " + " ".join(f"[{label}]" for label in labels(seen))


def written(page: str) -> str:
    """Return the session that a README tells."""
    return page.partition(BEGIN)[2].partition(END)[0]


def main() -> None:
    """Print the session, or write it into the Chinese README."""
    told = f"{session()}\n"
    if "--keep" not in sys.argv[1:]:
        sys.stdout.write(told)
        return
    before, begin, rest = CHINESE.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    CHINESE.write_text(f"{before}{begin}{told}{end}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
