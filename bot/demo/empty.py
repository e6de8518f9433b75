"""The demo that starts from nothing: the files of a bureau, and the steps to its first confirmed report."""

import csv
import io
import re
from functools import lru_cache

from bot.demo.bureau import GROUP_TITLE, of
from bot.demo.stage import Stage
from bot.files import read_sample
from bot.sandbox.web.view import Hint
from scoring.reading.people import TITLES, WRITTEN

RULEBOOK, ROSTER = "云溪方案.toml", "名册.csv"
METRIC = "reply_rate"
OURS = ('name = "五赛五比"', 'name = "云溪擂台"')
FIRST = re.compile(r"/start ([0-9A-Z]{4}-[0-9A-Z]{4})")
LINK = re.compile(r"\?start=([\w-]{32})")


def given(stage: Stage) -> dict[str, bytes]:
    """Return the bureau's own rulebook, and its roster, in which nobody has a number."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(TITLES)
    for person in stage.people:
        unit = stage.rulebook.unit(person.unit).name if person.unit else ""
        rows.writerow((unit, person.name, WRITTEN[person.role], ""))
    ours = read_sample().decode().replace(*OURS).encode()
    return {RULEBOOK: ours, ROSTER: out.getvalue().encode("utf-8-sig")}


def first_steps(stage: Stage) -> list[Hint]:
    """Return what to do from nothing to the first confirmed report; what is secret stands there once it is known."""
    admin, metric = of(stage.people, "admin", ""), stage.rulebook.metric(METRIC)
    lead = metric.leads[0]
    head = next(person for person in stage.people if person.role == "head")
    reviewer = of(stage.people, "reviewer", lead)
    code = FIRST.findall(stage.console[-1])[0] if stage.console else ""
    secrets = _secrets(stage, admin.person)

    def invited(name: str) -> str:
        return f"/start {secrets[name]}" if name in secrets else ""

    def joining(name: str, what: str) -> list[Hint]:
        return [
            Hint(f"换成“{name}”（{what}），扫邀请单上的码（这里代您发出）", invited(name)),
            Hint("点“是我，申请绑定”"),
            Hint(f"回到“{admin.name}”，核对码对上了，点“通过”"),
        ]

    return [
        Hint(f"选“{admin.name}”，私聊机器人，发控制台上的代码（15 分钟内有效）", f"/start {code}"),
        Hint("发本局的方案", file=RULEBOOK),
        Hint("看过会变什么，点“2026年11月起”"),
        Hint("发名册，上面谁都还没有编号", file=ROSTER),
        Hint(f"点“✅ 全部生效，并发邀请单，我是{admin.name}”"),
        *joining(head.name, f"{stage.rulebook.unit(head.unit).name}负责人"),
        *joining(reviewer.name, f"{stage.rulebook.unit(lead).name}核实人"),
        Hint(f"打开“{GROUP_TITLE}”，点“把机器人拉进群”"),
        Hint("回到私聊，点“设为工作群”"),
        Hint(f"换成“{head.name}”，上报第一项", f"/report {metric.name} 98/100"),
        Hint(f"换成“{reviewer.name}”，点“✅ 确认”"),
    ]


def _secrets(stage: Stage, admin: int) -> dict[str, str]:
    """Return what stands on the newest sheet of invites, by the names on its cards."""
    room = stage.chat.rooms[admin]
    media = (message.now.media for message in reversed(room.messages.values()) if message.hand != admin)
    sheet = next((one.data for one in media if one is not None and one.name.endswith(".docx")), None)
    return {} if sheet is None else _on_sheet(sheet)


@lru_cache(maxsize=1)
def _on_sheet(sheet: bytes) -> dict[str, str]:
    from docx import Document  # noqa: PLC0415 - loaded once somebody has printed one

    cells = [cell for row in Document(io.BytesIO(sheet)).tables[0].rows for cell in row.cells if cell.text]
    return {cell.paragraphs[1].text: LINK.findall(cell.text)[0] for cell in cells}
