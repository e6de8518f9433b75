"""名册 by file: fetched, sent back, tried with who joins, leaves and changes, and in force as a whole or not at all."""

import csv
import io

from openpyxl import Workbook, load_workbook

from bot.sandbox.world.messages import Seen
from tests.cast import ADMIN, COLLEAGUE, HEAD, LEADER, OTHER_HEAD, SECOND_ADMIN, STRANGER
from tests.stage import Stage, labels

UNSEEN = ("\u200b", "\u202e\u2060", "\u3164", "\u2800", "\u115f", "\ufe0f")
"""Names of which nobody sees anything."""
Rows = list[list[str]]


def fetched(stage: Stage, by: int = ADMIN) -> Rows:
    stage.say(by, "/bureau 名册")
    stage.press(by, stage.last(by).id, "取名册")
    document = stage.last(by).document
    assert document is not None
    assert document[0] == "名册.xlsx"
    sheet = load_workbook(io.BytesIO(document[1])).worksheets[0]
    return [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]


def send(stage: Stage, rows: Rows, name: str = "名册.xlsx", by: int = ADMIN) -> Seen:
    out = io.BytesIO()
    if name.endswith("csv"):
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        out.write(text.getvalue().encode())
    else:
        book = Workbook()
        for row in rows:
            book.worksheets[0].append(row)
        book.save(out)
    stage.say(by, document=(name, out.getvalue()))
    return stage.last(by)


def test_the_roster_that_is_fetched_comes_back_as_it_is(stage: Stage) -> None:
    rows = fetched(stage)
    assert rows[0] == ["单位", "姓名", "身份", "数字编号"]
    assert ["东湖市场监管所", "王所长", "负责人", str(HEAD)] in rows
    assert "没有任何改动" in send(stage, rows).text


def test_who_joins_leaves_and_changes_is_told_first_and_one_word_puts_all_in_force(stage: Stage) -> None:
    rows = [row for row in fetched(stage) if row[3] != str(OTHER_HEAD)]
    rows.append(["西溪所", "新所长", "负责人", str(STRANGER)])
    next(row for row in rows if row[3] == str(COLLEAGUE))[0] = "南桥所"
    plan = send(stage, rows)
    assert f"➕ 新所长 {STRANGER}（西溪市场监管所负责人）" in plan.text
    assert f"➖ 钱所长 {OTHER_HEAD}（西溪市场监管所负责人）（停用）" in plan.text
    assert f"✏️ 赵副所长 {COLLEAGUE}（东湖市场监管所负责人） → 赵副所长 {COLLEAGUE}（南桥市场监管所负责人）" in plan.text
    assert labels(plan) == ["✅ 全部生效", "取消"]
    stage.say(OTHER_HEAD, "/report 工单按期回复率 98/100")
    assert "已收到" in stage.last(OTHER_HEAD).text, "nothing is in force yet"
    stage.say(ADMIN, "确认", reply_to=plan.id)
    assert "新增 2 行" in stage.last(ADMIN).text
    stage.say(OTHER_HEAD, "/pending")
    assert "没有受理" in stage.last(OTHER_HEAD).text
    assert stage.press(ADMIN, plan.id, "✅ 全部生效")[1], "it is done once"
    assert stage.seen(ADMIN, plan.id).text == "👥 名册的一份改动\n☑️ 已经答复，结果见后面的消息。"
    stage.say(ADMIN, "/bureau 记录 韩管理员")
    assert "韩管理员 改名册" in stage.last(ADMIN).text


def test_a_faulty_roster_is_refused_with_every_row_and_none_locks_its_sender_out(stage: Stage) -> None:
    rows = fetched(stage)
    bad = [*rows, ["没有的所", "甲", "负责人", "123"], ["东湖所", "", "负责人", "x"]]
    bad += [["", name, "局领导", ""] for name in UNSEEN] + [["\u3164", "甲", "局领导", ""]]
    refused = send(stage, bad)
    assert f"有 {3 + len(UNSEEN) + 1} 处要改，名册没有任何改动" in refused.text
    assert refused.text.count("没有姓名") == 1 + len(UNSEEN)
    named = send(
        stage, [*rows, ["西溪所", "别人", "负责人", str(HEAD)], ["", "丙", "核实人", ""], ["", "丁", "boss", "x"]]
    )
    assert f"（{HEAD} 王所长），一个编号只能是一个人：请改成同一个姓名，或改正编号" in named.text
    assert "身份 核实人 必须写单位" in named.text
    said = named.text + refused.text + send(stage, [["单位", "姓名"]]).text
    assert not any(word in said for word in ("--", "telegram_id", "name", "unit", "reviewer")), "it speaks to an office"
    assert f"第 {len(rows) + 1} 行" in refused.text
    assert "不认识的列“电话”" in send(stage, [[*rows[0], "电话"], *rows[1:]], "名册.csv").text
    long = send(stage, [*rows, ["西溪所", "甲", "负责人", "9" * 5000]], "名册.csv").text
    assert "应为数字，请让本人发 /start 查看" in long
    assert len(long) < 400, "what is wrong is not repeated whole"
    alone = [row for row in rows if row[3] != str(ADMIN)]
    assert "您就不是管理员了" in send(stage, alone).text
    assert "损坏" in sent(stage, "名册.xlsx", b"PK nothing").text


def sent(stage: Stage, name: str, data: bytes) -> Seen:
    stage.say(ADMIN, document=(name, data))
    return stage.last(ADMIN)


def test_a_plan_made_before_the_roster_changed_is_not_taken(stage: Stage) -> None:
    rows = fetched(stage)
    plan = send(stage, [*rows, ["西溪所", "新所长", "负责人", str(STRANGER)]])
    stage.employ(leaving=(LEADER,))
    answer, alert = stage.press(ADMIN, plan.id, "✅ 全部生效")
    assert alert
    assert "名册又有变动" in answer
    stage.say(STRANGER, "/pending")
    assert "没有受理" in stage.last(STRANGER).text


def test_only_admins_change_it(stage: Stage) -> None:
    rows = fetched(stage)
    text = io.StringIO()
    csv.writer(text).writerows(rows[:-1])
    stage.say(HEAD, document=("名册.csv", text.getvalue().encode()))
    assert "生效" not in stage.last(HEAD).text
    stage.say(SECOND_ADMIN, "/bureau 名册")
    assert "管理员 2 行" in stage.last(SECOND_ADMIN).text


def test_who_stands_in_for_an_admin_sends_the_roster_back_while_that_admin_stays(stage: Stage) -> None:
    stage.say(ADMIN, "/people 代理 杨管理员 钱所长 11-19 11-21")
    rows = [row for row in fetched(stage, OTHER_HEAD) if row[3] != str(COLLEAGUE)]
    refused = send(stage, [row for row in rows if row[3] != str(SECOND_ADMIN)], by=OTHER_HEAD)
    assert "按这份表您就不是管理员了" in refused.text
    plan = send(stage, rows, by=OTHER_HEAD)
    assert "➖ 赵副所长" in plan.text
    stage.press(OTHER_HEAD, plan.id, "✅ 全部生效")
    assert "停用 1 行" in stage.last(OTHER_HEAD).text
    stage.say(OTHER_HEAD, "/bureau 名册")
    assert "取名册" in labels(stage.last(OTHER_HEAD)), "standing in goes on"
