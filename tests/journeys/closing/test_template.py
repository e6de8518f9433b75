"""通报模板: an admin sends the bureau's own template, a rulebook takes it along, and circulars are made by it."""

import io
import json
from pathlib import Path

from docx import Document

from bot.sandbox.world.messages import Seen
from tests.cast import ADMIN, HEAD, LEADER, SECOND_ADMIN
from tests.journeys.closing.conftest import without_coverage
from tests.journeys.closing.test_closing import cards, confirmed, locked
from tests.journeys.closing.test_published import files
from tests.stage import Stage, labels
from tests.templates import LINES, written

NAME = "通报模板.docx"


def send(stage: Stage, name: str, data: bytes, person: int = ADMIN) -> Seen:
    stage.say(person, document=(name, data))
    return stage.last(person)


def test_a_circular_is_made_by_the_template_that_its_rulebook_took_along(ranked_stage: Stage, tmp_path: Path) -> None:
    stage = ranked_stage
    rules = without_coverage(tmp_path).read_text("utf-8")
    rules = rules.replace("[publish]", f'[publish]\ntemplate = "{NAME}"')
    refused = send(stage, "方案.toml", rules.encode())
    assert f"还没有收到这个文件，没有任何改动。请先把 {NAME} 发到这里" in refused.text
    wrong = send(stage, NAME, written((*LINES, "正文 {{ titel }}")))
    assert "{{ titel }} 在“正文 {{ titel }}”：没有这个名称" in wrong.text
    assert "没有任何改动" in wrong.text
    assert not send(stage, NAME, written(), HEAD).document
    shown = send(stage, NAME, written())
    assert "可用" in shown.text
    assert shown.document is not None
    assert "云市监通〔2026〕8号" in text_of(shown.document[1])

    confirmed(stage, HEAD, "工单办结率 97/100")
    offered = send(stage, "方案.toml", rules.encode())
    label = next(label for label in labels(offered) if label.startswith("2026年11月"))
    stage.press(ADMIN, offered.id, label)
    awaited = send(stage, NAME, written(("{{ title }}",)), SECOND_ADMIN)
    assert "模板不能中途换，没有任何改动" in awaited.text
    asked = next(one for one in reversed(stage.said(LEADER)) if "同意生效" in labels(one))
    stage.press(LEADER, asked.id, "同意生效")
    again = send(stage, NAME, written(("{{ title }}",)))
    assert "可用" in again.text, "a new file holds for rulebooks that come behind it"

    locked(stage)
    stage.press(ADMIN, cards(stage, ADMIN)[0].id, "定榜")
    stage.say(LEADER, "定榜", reply_to=cards(stage, LEADER)[0].id)
    stage.later(seconds=1)
    sent = dict(one.document for one in files(stage) if one.document)
    circular = sent["2026年11月竞赛情况通报.docx"]
    first = json.loads(stage.leitai("publications", "show", "1", "--format", "json").out)["standings"]["rows"][0]
    said = text_of(circular)
    assert said.startswith("云溪县市场监督管理局\n云市监通〔2026〕1号\n关于2026年11月")
    assert f"\n1\n{first['name']}\n{first['total']}\n" in said
    (tmp_path / "out").mkdir()
    assert stage.leitai("publications", "export", "1", str(tmp_path / "out")).code == 0
    assert (tmp_path / "out" / "2026年11月竞赛情况通报.docx").read_bytes() == circular
    stage.later(minutes=11)
    stage.say(ADMIN, "重发")
    stage.press(ADMIN, stage.last(ADMIN).id, "重发 2")
    assert files(stage)[-2].document == ("2026年11月竞赛情况通报.docx", circular)

    beside(stage, tmp_path / "beside", rules.replace("云溪县", "云山县"))


def beside(stage: Stage, folder: Path, rules: str) -> None:
    """Put a rulebook in force by the command, which finds the template in the folder of the file."""
    folder.mkdir()
    (folder / "方案.toml").write_text(rules, "utf-8")
    words = ("rulebook", "put", str(folder / "方案.toml"), "--from", "2026-12", "--by", str(ADMIN))
    assert NAME in stage.leitai(*words).reason
    (folder / NAME).write_bytes(written(("{{ title|upper }}",)))
    assert f"{NAME} 有 1 处要改" in stage.leitai(*words).reason
    (folder / NAME).write_bytes(written(("{{ office }}通报",)))
    assert stage.leitai("check", str(folder / "方案.toml")).code == 0
    assert stage.leitai(*words).code == 0
    stage.later(seconds=1)


def text_of(content: bytes) -> str:
    book = Document(io.BytesIO(content))
    cells = [cell.text for table in book.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in book.paragraphs), *cells])
