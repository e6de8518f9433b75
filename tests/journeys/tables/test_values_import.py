"""`leitai values import`: what a lead holds in a table comes in for all units at once, or not at all."""

import json
from pathlib import Path

from bot.files import sample_path
from tests.cast import ADMIN, HEAD, OTHER_HEAD, PARTY_HEAD, REVIEWER, STAFF_REVIEWER, STRANGER, TASK_FORCE
from tests.stage import Done, Stage, command, furnish

HEADER = "unit,metric,period,value\n"


def table(stage: Stage, text: str) -> str:
    path = stage.folder.with_name("values.csv")
    path.write_text(text, encoding="utf-8")
    return str(path)


def bring(stage: Stage, text: str, by: int = REVIEWER) -> Done:
    done = stage.leitai("values", "import", table(stage, text), "--by", str(by))
    if done.code == 0:
        stage.later(seconds=1)
        stage.until(lambda: any("已收到" in seen.text for seen in stage.said(by)))
        stage.settle()
    return done


def test_values_of_many_units_come_in_beside_the_running_bot_and_everybody_hears_once(stage: Stage) -> None:
    stage.report(HEAD, "回复率 97/100")
    before = stage.counts()
    lines = "东湖所,回复率,2026-11,９８／１００\n西溪所,回复率,2026-11,96/100\n西溪所,办结率,2026-11,90/100\n"
    done = bring(stage, HEADER + lines)
    assert (done.code, done.out, done.err) == (0, "已导入 3 项（已确认 3 项）\n", "")
    books = {(row["unit"], row["metric"]): row for row in stage.json("submissions")}
    assert {row["state"] for row in books.values()} == {"confirmed"}
    assert {row["reporter"] for row in books.values()} == {row["decided_by"] for row in books.values()} == {REVIEWER}
    assert (books["donghu", "reply_rate"]["value"], books["donghu", "reply_rate"]["version"]) == ("98/100", 2)
    said = stage.new(before)
    assert [len(said[place]) for place in (HEAD, OTHER_HEAD, REVIEWER)] == [1, 1, 1]
    assert "编号 0002 已确认" in said[OTHER_HEAD][0]
    assert "编号 0003 已确认" in said[OTHER_HEAD][0]
    assert "有异议" in said[OTHER_HEAD][0]
    assert "已收到 3 项（已确认 3 项）" in said[REVIEWER][0]
    assert stage.row()["metrics"]["reply_rate"]["value"] == "98/100", "the running bot and every command see it"
    again = stage.leitai("values", "import", table(stage, HEADER + lines), "--by", str(REVIEWER))
    assert (again.code, again.out) == (0, "已导入 0 项（与已确认的相同、没有变动 3 项）\n")
    stage.later(seconds=1)
    assert len(stage.json("submissions")) == 3


def test_a_table_in_english_says_the_same_and_a_double_in_two_languages_is_one(stage: Stage) -> None:
    header = "Unit,Metric,PERIOD,value\n"
    lines = (
        "Donghu Office,Requests replied in time,2026-11,98/100\n"
        "xixi office,requests replied in time,November 2026,96/100\n"
        "西溪所,Requests closed,Nov 2026,90/100\n"
    )
    assert bring(stage, header + lines).out == "已导入 3 项（已确认 3 项）\n"
    assert {(row["unit"], row["metric"], row["period"]) for row in stage.json("submissions")} == {
        ("donghu", "reply_rate", "2026-11"),
        ("xixi", "reply_rate", "2026-11"),
        ("xixi", "closure_rate", "2026-11"),
    }
    again = bring(stage, f"{header}东湖所,Request satisfaction,2026-11,9/10\nDonghu Office,满意率,2026-11,9/10\n")
    assert "已在第 2 行写过" in again.err
    strange = bring(stage, f"{header}Donghu Offices,Request satisfaction,2026-11,9/10\n")
    assert "没有叫“Donghu Offices”的单位" in strange.err
    assert len(stage.json("submissions")) == 3


def test_every_faulty_row_is_named_and_nothing_comes_in(stage: Stage) -> None:
    stage.report(OTHER_HEAD, "回复率 95/100")
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    before = stage.json("submissions"), stage.counts()
    faulty = (
        ("东湖所,回复率,2026-11,98/100", ""),
        ("没有所,回复率,2026-11,98/100", "没有叫“没有所”的单位"),
        ("东湖所,办结率,2026-11,101/100", "前面的数大于后面的数"),
        ("东湖所,信访件化解,2026-11,3/3", "由该单位负责人或牵头单位（办公室）上报"),
        ("东湖所,满意率,2026-10,98/100", "2026年10月已锁定"),
        ("南桥所,满意率,2026-12,98/100", "2026年12月还没有开始"),
        ("西溪所,回复率,2026-11,96/100", "编号 0001 已由 李科长 确认，不能直接改报"),
        ("东湖所,回复率,2026-11,97/100", "已在第 2 行写过"),
        ("消保科,市级以上荣誉,2026-11,", "由该单位负责人或牵头单位（办公室）上报"),
    )
    lines = [line if "荣誉" not in line else f"{line},,市级,获评先进" for line, _ in faulty]
    done = bring(stage, HEADER.replace("value", "value,state,level,event") + "\n".join(lines))
    assert done.code == 1
    said = done.err.splitlines()
    for number, (_, words) in enumerate(faulty, 2):
        if words:
            assert [line for line in said if line.startswith(f"第 {number} 行：") and words in line], (number, said)
    assert len(said) == len(faulty)
    assert done.reason.endswith("有 8 处错误，什么都没有改动，请改正后重新导入")
    assert "&" not in done.err
    assert (stage.json("submissions"), stage.counts()) == before


def test_what_a_table_cannot_say_is_refused_with_the_way_out(stage: Stage) -> None:
    line = "东湖所,回复率,2026-11"
    for text, by, words in (
        ("", REVIEWER, "没有表头"),
        (HEADER, REVIEWER, "表里没有填任何数值"),
        ("unit,metric,period\n", REVIEWER, "缺少列 value"),
        (f"{HEADER}{line},98/100", HEAD, "名册上您没有这种身份"),
        (f"{HEADER}{line},98/100", STRANGER, "您不在名册上"),
        (f"{HEADER[:-1]},state\n{line},98/100,pending", REVIEWER, "不能写状态“pending”"),
        (f"{HEADER[:-1]},level,event\n东湖所,党风廉政建设通报批评,2026-11,,市级,", ADMIN, "没有这种身份"),
    ):
        done = bring(stage, text, by)
        assert done.code == 1, words
        assert words in done.err
        assert "没有导入" in done.reason
    assert stage.leitai("values", "import", table(stage, HEADER)).code == 2, "somebody has to stand for it"
    assert stage.json("submissions") == []


def test_values_of_the_leads_own_arena_wait_for_a_second_person(stage: Stage) -> None:
    done = bring(stage, f"{HEADER}办公室,业务指导,2026-11,15\n机关党委,业务指导,2026-11,14", STAFF_REVIEWER)
    assert done.out == "已导入 2 项（待核实 2 项）\n"
    assert {row["state"] for row in stage.json("submissions")} == {"pending"}
    assert len(stage.cards(ADMIN)) == 2
    stage.say(ADMIN, "/batch")
    label = stage.last(ADMIN).buttons[0][0].text
    stage.press(ADMIN, stage.last(ADMIN).id, label)
    assert {(row["state"], row["decided_by"]) for row in stage.json("submissions")} == {("confirmed", ADMIN)}
    assert "编号 0002 已确认" in stage.last(PARTY_HEAD).text


def test_events_come_in_by_level_and_title(stage: Stage) -> None:
    header = "unit,metric,period,level,event,value\n"
    done = bring(stage, f"{header}东湖所,通报批评,2026-11,区级,未按期报送材料,\n", 2101)
    assert done.out == "已导入 1 项（已确认 1 项）\n", done.err
    assert (stage.books()["metric"], stage.books()["title"]) == ("criticism", "未按期报送材料")
    assert bring(stage, f"{header}东湖所,通报批评,2026-11,区级,未按期 报送材料,\n", 2101).out.startswith("已导入 0 项")


def test_the_first_import_takes_the_house_into_use(tmp_path: Path, rulebook: Path) -> None:
    file = tmp_path / "values.csv"
    file.write_text(f"{HEADER}东湖所,满意度,2026-11,98/100", encoding="utf-8")
    env = {"LEITAI_TOKEN": "1:x", "LEITAI_RULEBOOK": str(rulebook), "LEITAI_DATA_DIR": str(tmp_path / "data")}
    done = command("values", "import", str(file), "--by", str(TASK_FORCE), env=env)
    assert (done.code, "不在名册上" in done.err) == (1, True)
    standings = command("standings", "--period", "2026-11", env=env)
    assert standings.code == 0, "migrated, and the rulebook is in force"


STATIONS = f"unit,name,role,telegram_id\n基层科,李科长,reviewer,{REVIEWER}\n第一督导组,周组长,reviewer,{TASK_FORCE}\n"


def test_ratings_exemptions_and_checklists_come_in_as_a_table_has_them(tmp_path: Path) -> None:
    book = sample_path("xingji.toml")
    data = furnish(tmp_path / "data", book, STATIONS)
    env = {
        "LEITAI_TOKEN": "1:x",
        "LEITAI_RULEBOOK": str(book),
        "LEITAI_DATA_DIR": str(data),
        "LEITAI_API_URL": "http://127.0.0.1:9",
        "LEITAI_CLOCK": "2026-11-19T09:00:00+08:00",
    }
    file = tmp_path / "values.csv"

    def bring_in(*rows: str, by: int = REVIEWER) -> Done:
        file.write_text("unit,metric,period,value,state,event,note\n" + "\n".join(rows), encoding="utf-8")
        return command("values", "import", str(file), "--by", str(by), env=env)

    rows = [
        "松林所,评价,2026-11,9",
        "松林所,评价,2026-11,8",
        "松林所,评价,2026-11,9.5,,云潭所",
        "云潭所,评价,2026-11,7",
    ]
    rows += ["松林所,场所设施,2026-11,6/7", "云潭所,场所设施,2026-11,,not_applicable"]
    done = bring_in(*rows)
    assert (done.code, done.out) == (0, "已导入 6 项（已确认 6 项）\n"), done.err
    assert bring_in(*rows).out == "已导入 0 项（与已确认的相同、没有变动 6 项）\n"
    told = command("standings", "--period", "2026-11", "--format", "json", env=env)
    metrics = {row["unit"]: row["metrics"] for row in json.loads(told.out)["rows"]}
    assert (metrics["songlin"]["residents"]["value"], metrics["yuntan"]["residents"]["value"]) == ("8.833333", "7")
    assert metrics["songlin"]["premises"]["value"] == "6/7"
    assert metrics["yuntan"]["premises"]["state"] == "not_applicable"
    for row, by, words in (
        ("荷塘所,场所设施,2026-11,6/7,,,A1", REVIEWER, "未通过的必达项还不能成批登记"),
        ("荷塘所,验收,2026-Q4,31/31", TASK_FORCE, "必须附佐证，不能成批"),
    ):
        done = bring_in(row, by=by)
        assert done.code == 1
        assert words in done.err
