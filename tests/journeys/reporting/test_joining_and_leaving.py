"""Units that join and leave: reports, reminders, forms, boards and the desk know a unit in its own periods alone."""

import io
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests import engine
from tests.cast import ADMIN, CHINA, HEAD, LEADER, OTHER_HEAD, REVIEWER, THIRD_HEAD, roster_csv
from tests.journeys.flagging.conftest import PARTS, SMALL
from tests.stage import Stage, furnish, playing, staged

DECEMBER = datetime(2026, 12, 1, tzinfo=CHINA)
JOINS = "⚠️ 没有受理：2026年11月西溪市场监管所不在竞赛中（2026年12月起参加），没有任何改动。请改写它在的周期。"
LEAVES = "⚠️ 没有受理：2026年12月南桥市场监管所不在竞赛中（到2026年11月为止），没有任何改动。请改写它在的周期。"
DATED = SMALL.replace('aliases = ["西溪所"]', 'aliases = ["西溪所"], from = "2026-12"').replace(
    'aliases = ["南桥所"]', 'aliases = ["南桥所"], until = "2026-11"'
)


@pytest.fixture(scope="module")
def dated_furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dated")
    rulebook = folder / "rulebook.toml"
    rulebook.write_text(DATED, "utf-8")
    return furnish(folder / "data", rulebook, roster_csv(PARTS))


@pytest.fixture
def dated(dated_furnished: Path, tmp_path: Path) -> Iterator[Stage]:
    """A bureau that 西溪所 joins in December, and that 南桥所 leaves after November."""
    folder = engine.copy_folder(dated_furnished, tmp_path / "data")
    with staged("in process", folder, dated_furnished.with_name("rulebook.toml")) as stage, playing(stage):
        yield stage


def confirmed(stage: Stage, head: int, line: str) -> None:
    stage.report(head, line)
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)


def reminded(stage: Stage, person: int) -> bool:
    return any(one.text.startswith("⏰") for one in stage.said(person))


def in_november(stage: Stage) -> None:
    """Let 西溪所, which is not there yet, be asked about, and the others be."""
    stage.report(OTHER_HEAD, "按期回复率 90/100")
    assert stage.last(OTHER_HEAD).text == JOINS
    stage.say(OTHER_HEAD, "/why 西溪所")
    assert stage.last(OTHER_HEAD).text == JOINS
    stage.say(LEADER, "/rank 西溪所 2026-11")
    assert stage.last(LEADER).text == JOINS
    stage.say(LEADER, "/veto 西溪所 2026-11 迟报瞒报")
    assert stage.last(LEADER).text == JOINS
    stage.say(OTHER_HEAD, "/pending")
    assert "还有" not in stage.last(OTHER_HEAD).text
    stage.say(REVIEWER, "/form")
    sheet = load_workbook(io.BytesIO(next(one.document[1] for one in stage.said(REVIEWER) if one.document))).active
    assert sheet is not None
    told = {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {"东湖市场监管所", "南桥市场监管所"} <= told
    assert "西溪市场监管所" not in told
    confirmed(stage, HEAD, "按期回复率 98/100")
    assert [row["unit"] for row in stage.json("standings", "--period", "2026-11")["rows"]] == ["donghu", "nanqiao"]
    stage.say(LEADER, "/rank 2026-11")
    assert "西溪" not in stage.last(LEADER).text


def in_december(stage: Stage) -> None:
    """Let 西溪所 be there at the very second, and 南桥所, which has left, only finish November."""
    stage.move(DECEMBER - timedelta(seconds=1))
    stage.report(OTHER_HEAD, "按期回复率 90/100")
    assert stage.last(OTHER_HEAD).text == JOINS
    done = stage.leitai("check", "--offline")
    assert "所在单位已退出竞赛" not in done.out
    stage.move(DECEMBER)
    stage.report(OTHER_HEAD, "按期回复率 90/100")
    assert "2026年12月" in stage.card(REVIEWER).text, "November is not its month, and not asked about"
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    stage.report(THIRD_HEAD, "按期回复率 60/100 2026-12")
    assert stage.last(THIRD_HEAD).text == LEAVES
    stage.report(THIRD_HEAD, "按期回复率 60/100")
    assert "2026年11月" in stage.card(REVIEWER).text
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    done = stage.leitai("check", "--offline")
    assert "所在单位已退出竞赛、还在名册上的有 2 人：孙所长（南桥市场监管所）、赵副局长（南桥市场监管所）" in done.out
    stage.say(ADMIN, "/bureau")
    gone = "2 人的单位不在现行方案里或已退出：孙所长（南桥市场监管所）、赵副局长（南桥市场监管所）"
    assert gone in stage.last(ADMIN).text
    file = stage.folder.with_name("values.csv")
    for row in ("西溪所,按期回复率,2026-11,90/100", "南桥所,按期回复率,2026-12,60/100"):
        file.write_text(f"unit,metric,period,value\n{row}\n", "utf-8")
        assert "不在竞赛中" in stage.leitai("values", "import", str(file), "--by", str(REVIEWER)).err


def test_a_unit_reports_and_is_asked_and_ranked_in_its_own_periods_to_the_very_second(dated: Stage) -> None:
    stage = dated
    in_november(stage)
    in_december(stage)
    stage.move(datetime(2026, 12, 2, 17, tzinfo=CHINA))
    assert not any(reminded(stage, head) for head in (HEAD, OTHER_HEAD, THIRD_HEAD)), "all of November is there"
    stage.move(datetime(2027, 1, 4, 15, tzinfo=CHINA))
    assert (reminded(stage, HEAD), reminded(stage, OTHER_HEAD), reminded(stage, THIRD_HEAD)) == (True, False, False)
    confirmed(stage, HEAD, "按期回复率 88/100 2026-12")
    stage.move(datetime(2027, 1, 8, 12, tzinfo=CHINA))
    rows = stage.json("standings", "--period", "2026", "--final")["rows"]
    assert [(row["unit"], row["total"]) for row in rows] == [
        ("donghu", "93.00"), ("xixi", "90.00"), ("nanqiao", "60.00"),
    ]  # fmt: skip
    stage.say(HEAD, "/why 西溪所 2026")
    assert "西溪市场监管所2026年12月起参加，本期只汇总它在的周期，其余的不涉及，不扣分。" in stage.last(HEAD).text
    stage.say(HEAD, "/why 南桥所 2026-Q4")
    assert "南桥市场监管所到2026年11月为止，本期只汇总" in stage.last(HEAD).text
    stage.say(HEAD, "/why 东湖所 2026")
    assert "本期只汇总" not in stage.last(HEAD).text
