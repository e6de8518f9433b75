"""填报表: a form for all units, filled and sent back, judged first and reported by one press."""

import io
from collections.abc import Mapping
from datetime import date
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook

from bot.sandbox.watch.faults import hang, refuse, server_error
from bot.sandbox.world.messages import Seen
from scoring.standings.form import FIRST_ROW, MARK
from tests.cast import GROUP, HEAD, OFFICE_REVIEWER, OTHER_HEAD, PARTY_HEAD, REVIEWER, SECOND_REVIEWER, STAFF_REVIEWER
from tests.stage import Stage


def form_of(stage: Stage, person: int) -> bytes:
    stage.say(person, "/pending")
    stage.press(person, stage.last(person).id, "📄 下载填报表")
    sent = stage.last(person).document
    assert sent is not None
    assert sent[0] == "填报表1119.xlsx"
    return sent[1]


def filled(data: bytes, values: Mapping[str, object]) -> bytes:
    """Fill the first sheet of a form as a person would."""
    book = load_workbook(io.BytesIO(data))
    for cell, value in values.items():
        book.worksheets[0][cell] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def send(stage: Stage, person: int, data: bytes, name: str = "填报表1119.xlsx", caption: str | None = None) -> str:
    stage.say(person, document=(name, data), caption=caption)
    return stage.last(person).text


def labels(seen: Seen) -> list[str]:
    return [button.text for row in seen.buttons for button in row]


def test_a_form_is_filled_sent_back_and_reported_by_one_press(stage: Stage) -> None:
    stage.report(HEAD, "回复率 95/100")
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    data = form_of(stage, REVIEWER)
    book = load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["市场监管所 2026年11月"]
    page = book.worksheets[0]
    assert [page.cell(3, at).value for at in range(2, 6)] == ["单位", "工单按期回复率", "工单办结率", "工单满意率"]
    assert (page["A1"].value, page["C1"].value, page["A5"].value) == (MARK, "reply_rate 2026-11", "donghu")
    assert page.row_dimensions[1].hidden
    assert page.column_dimensions["A"].hidden
    assert (page["C5"].value, page["C5"].protection.locked, page["C6"].protection.locked) == ("95/100", True, False)
    assert page["C6"].number_format == "@", "3/6 must not become a date"
    assert len(page.data_validations.dataValidation) == 3

    form, back = stage.last(REVIEWER).id, filled(data, {"D5": "97/100", "C6": "９６／１００", "D6": "90/100"})
    stage.say(REVIEWER, document=("填报表1119.xlsx", back), reply_to=form)
    said = stage.last(REVIEWER).text
    assert "可上报 3 项（3 项提交即确认；另有 1 项与已确认的相同，不动）" in said
    assert "还没有上报" in said
    assert (
        "\n1 东湖市场监管所 工单办结率 97/100（97%），2026年11月\n2 西溪市场监管所 工单按期回复率 96/100（96%）" in said
    )
    assert len(stage.json("submissions")) == 1, "a proposal changes nothing"
    proposal, before = stage.last(REVIEWER).id, stage.counts()
    told, alert = stage.press(REVIEWER, proposal, "✅ 确认提交 3 项")
    assert (told, alert) == ("✅ 已收到 3 项，详见消息。", False)
    assert [row["state"] for row in stage.json("submissions")] == ["confirmed"] * 4
    news = stage.new(before)
    assert [len(news[place]) for place in (HEAD, OTHER_HEAD, REVIEWER)] == [1, 1, 1]
    assert "编号 0003 已确认" in news[OTHER_HEAD][0]
    assert stage.seen(REVIEWER, proposal).buttons == []
    assert stage.row("xixi")["metrics"]["reply_rate"]["value"] == "96/100"


def test_every_faulty_cell_is_named_and_nothing_is_proposed(stage: Stage) -> None:
    data = form_of(stage, REVIEWER)
    before = stage.json("submissions")
    said = send(
        stage, REVIEWER, filled(data, {"C5": 98, "D5": "101/100", "E6": "98/100", "C7": "98/100", "G8": "备注"})
    )
    assert "填报表1119.xlsx 有 3 处要改，一项都没有上报，没有任何改动" in said
    for words in ("”C5：“98”请写成 办成数/总数", "”D5：“101/100”前面的数大于后面的数", "”G8：“备注”不在要填的列里"):
        assert words in said, words
    assert "工作表“市场监管所 2026年11月”C5：" in said
    assert stage.last(REVIEWER).buttons == []
    assert stage.json("submissions") == before


def test_what_happened_between_proposal_and_press_refuses_the_whole_table(stage: Stage) -> None:
    data = filled(form_of(stage, REVIEWER), {"C5": "98/100", "C6": "97/100"})
    send(stage, REVIEWER, data)
    proposal = stage.last(REVIEWER).id
    stage.report(HEAD, "回复率 90/100")
    stage.say(SECOND_REVIEWER, "确认", reply_to=stage.card(SECOND_REVIEWER).id)
    told, alert = stage.press(REVIEWER, proposal, "✅ 确认提交 2 项")
    assert alert
    assert "一项都没有上报" in told
    assert "”C5：" in stage.last(REVIEWER).text
    assert "编号 0001 已由 周科员 确认，不能直接改报。确有差错" in stage.last(REVIEWER).text
    assert [row["value"] for row in stage.json("submissions")] == ["90/100"]
    send(stage, REVIEWER, filled(data, {"C5": None}))
    stage.press(REVIEWER, stage.last(REVIEWER).id, "取消")
    assert len(stage.json("submissions")) == 1
    send(stage, REVIEWER, filled(data, {"C5": None}))
    stage.later(minutes=31)
    told, alert = stage.press(REVIEWER, stage.last(REVIEWER).id, "✅ 确认提交 1 项")
    assert (alert, "已过期" in told) == (True, True)


def test_what_replaces_pending_reports_of_others_is_named_and_needs_a_button_of_its_own(stage: Stage) -> None:
    stage.report(HEAD, "回复率 95/100")
    stage.report(OTHER_HEAD, "回复率 90/100")
    stage.say(SECOND_REVIEWER, "退回 少算两件", reply_to=stage.card(SECOND_REVIEWER).id)
    said = send(stage, REVIEWER, filled(form_of(stage, REVIEWER), {"C5": "94/100", "C6": "92/100", "D5": "96/100"}))
    assert "可上报 3 项（3 项提交即确认）" in said
    assert "\n1 东湖市场监管所 工单办结率 96/100（96%），2026年11月\n" in said
    returned = "西溪市场监管所 工单按期回复率 90/100（90%） → 92/100（92%），2026年11月（原由 钱所长 上报，已退回）"
    assert f"\n2 {returned}\n⚠️ 下面 1 项请先逐项看清" in said
    pending = "东湖市场监管所 工单按期回复率 95/100（95%） → 94/100（94%），2026年11月（原由 王所长 上报，待核实）"
    asks = "\n还没有上报，按一次才上报。"
    assert said.endswith(f"\n3 {pending}：会替换 王所长 待核实的申报{asks}")
    first = stage.last(REVIEWER)
    assert labels(first) == ["✅ 确认提交 2 项", "取消", "⚠️ 全部提交 3 项（含替换王所长的 1 项）"]

    assert stage.press(REVIEWER, first.id, "✅ 确认提交 2 项") == ("✅ 已收到 2 项，详见消息。", False)
    assert {(row["unit"], row["metric"]): (row["value"], row["state"]) for row in stage.json("submissions")} == {
        ("donghu", "reply_rate"): ("95/100", "pending"),
        ("xixi", "reply_rate"): ("92/100", "confirmed"),
        ("donghu", "closure_rate"): ("96/100", "confirmed"),
    }
    assert stage.seen(REVIEWER, first.id).buttons == []
    assert stage.seen(REVIEWER, first.id).text == said.removesuffix(asks) + "\n☑️ 已经答复，结果见后面的消息。"
    rest = stage.last(REVIEWER)
    assert f"\n1 {pending}：会替换 王所长 待核实的申报" in rest.text
    assert labels(rest) == ["⚠️ 全部提交 1 项（含替换王所长的 1 项）", "取消"]
    stage.say(REVIEWER, "确认提交")
    assert "请发：全部提交" in stage.last(REVIEWER).text
    assert stage.books()["value"] == "95/100"
    stage.press(REVIEWER, rest.id, "⚠️ 全部提交 1 项（含替换王所长的 1 项）")
    assert (stage.books()["value"], stage.books()["state"]) == ("94/100", "confirmed")
    assert "李科长" in stage.last(HEAD).text


def test_the_own_pending_report_is_replaced_by_the_first_button(stage: Stage) -> None:
    data = form_of(stage, STAFF_REVIEWER)
    for value in (14.5, 13.5):
        said = send(stage, STAFF_REVIEWER, filled(data, {"C5": value}))
        stage.press(STAFF_REVIEWER, stage.last(STAFF_REVIEWER).id, "✅ 确认提交 1 项")
    assert " 14.5分 → 13.5分，" in said
    assert "待核实）（待另一人核实）" in said
    assert (stage.books()["value"], stage.books()["version"]) == ("13.5", 2)


def test_a_value_far_from_the_arena_waits_for_the_second_word_as_in_a_batch(stage: Stage) -> None:
    cells = {"C5": "96/100", "C6": "95/100", "C7": "9/100"}
    said = send(stage, REVIEWER, filled(form_of(stage, REVIEWER), cells))
    assert "\n⚠️ 下面 1 项请先逐项看清，确要上报再按“全部提交”：\n3 南桥市场监管所 工单按期回复率 9/100（9%）" in said
    assert said.endswith("：与其他单位差距较大（中位数 95.0%），请单独核实\n还没有上报，按一次才上报。")
    assert labels(stage.last(REVIEWER)) == ["✅ 确认提交 2 项", "取消", "⚠️ 全部提交 3 项"]
    stage.say(REVIEWER, "全部提交")
    assert [row["value"] for row in stage.json("submissions")] == ["96/100", "95/100", "9/100"]


def test_a_report_that_came_after_the_proposal_is_not_replaced_unseen(stage: Stage) -> None:
    send(stage, REVIEWER, filled(form_of(stage, REVIEWER), {"C5": "98/100", "C6": "97/100"}))
    old = stage.last(REVIEWER).id
    stage.report(HEAD, "回复率 90/100")
    told, alert = stage.press(REVIEWER, old, "✅ 确认提交 2 项")
    assert (alert, "一项都没有上报" in told) == (True, True)
    assert [(row["value"], row["state"]) for row in stage.json("submissions")] == [("90/100", "pending")]
    assert stage.seen(REVIEWER, old).buttons == []
    anew = stage.last(REVIEWER)
    assert "90/100（90%） → 98/100（98%），2026年11月（原由 王所长 上报，待核实）" in anew.text
    stage.report(HEAD, "回复率 91/100")
    told, alert = stage.press(REVIEWER, anew.id, "⚠️ 全部提交 2 项（含替换王所长的 1 项）")
    assert alert, "a later version is not what was seen either"
    assert "91/100（91%） → 98/100" in stage.last(REVIEWER).text
    stage.press(REVIEWER, stage.last(REVIEWER).id, "⚠️ 全部提交 2 项（含替换王所长的 1 项）")
    assert [(row["value"], row["state"]) for row in stage.json("submissions")] == [
        ("98/100", "confirmed"),
        ("97/100", "confirmed"),
    ]


def test_the_values_format_comes_in_by_chat_too_and_a_file_that_cannot_be_read_is_refused(stage: Stage) -> None:
    lines = "unit,metric,period,value\n东湖所,回复率,2026-11,98/100\n"
    assert "可上报 1 项" in send(stage, REVIEWER, lines.encode(), "十一月.csv", "各所的数")
    stage.say(REVIEWER, "确认提交", reply_to=stage.last(REVIEWER).id)
    assert stage.books()["state"] == "confirmed"
    stage.say(REVIEWER, "确认提交")
    assert "没有等您确认的清单或填报表" in stage.last(REVIEWER).text
    many = "unit,metric,period,value,event\n" + "东湖所,受通报批评,2026-11,,x\n" * 501
    assert "聊天里一次最多 500 项" in send(stage, REVIEWER, many.encode(), "a.csv")
    assert "1 项都与已确认的相同" in send(stage, REVIEWER, lines.encode(), "十一月.csv")
    for data, name, words in (
        (lines.encode("gb18030") + b"\xff\n", "a.csv", "另存为 UTF-8"),
        (bytes(3_000_000), "a.xlsx", "太大"),
        (b"PK", "a.xlsx", "已损坏"),
        (b"PK", "a.xlsm", "可以带宏"),
        (b"unit,metric\n", "a.csv", "缺少列 period"),
        (b"unit,metric,period,value\n", "a.csv", "没有填任何数值"),
    ):
        said = send(stage, REVIEWER, data, name)
        assert words in said
        assert "没有任何改动" in said
    book = Workbook()
    book.worksheets[0].append(["unit", "metric", "period", "=A1"])
    out = io.BytesIO()
    book.save(out)
    assert "里有公式" in send(stage, REVIEWER, out.getvalue(), "a.xlsx")
    assert len(stage.json("submissions")) == 1


def test_a_form_that_saw_a_print_preview_and_a_table_from_a_chinese_excel_are_read_as_they_are_seen(
    stage: Stage,
) -> None:
    back, previewed = filled(form_of(stage, REVIEWER), {"C5": "98/100"}), io.BytesIO(b"")
    with ZipFile(io.BytesIO(back)) as sent, ZipFile(previewed, "w") as kept:
        for name in sent.namelist():
            kept.writestr(name, sent.read(name))
        kept.writestr("xl/printerSettings/printerSettings1.bin", b"\0" * 100)
    assert "可上报 1 项" in send(stage, REVIEWER, previewed.getvalue())
    book, out = Workbook(), io.BytesIO()
    for row in (("unit", "metric", "period", "value"), ("西溪所", "回复率", date(2026, 11, 19), "96/100")):
        book.worksheets[0].append(row)
    book.worksheets[0]["C2"].number_format = 'yyyy"年"m"月"'
    book.worksheets[0].append(("南桥所", "回复率", "2026年11月", "95/100"))
    book.save(out)
    said = send(stage, REVIEWER, out.getvalue(), "十一月.xlsx")
    assert (
        "\n1 西溪市场监管所 工单按期回复率 96/100（96%），2026年11月\n2 南桥市场监管所 工单按期回复率 95/100（95%）"
        in said
    )


def test_events_in_a_table_have_level_and_title_and_only_a_lead_submits(stage: Stage) -> None:
    header = "unit,metric,period,level,event,value\n"
    line = "东湖所,通报批评,2026-11,区级,"
    assert "请在 event 列写明标题" in send(stage, OFFICE_REVIEWER, f"{header}{line},\n".encode(), "a.csv")
    said = send(stage, OFFICE_REVIEWER, f"{header}{line}3/4 未按期报送,\n".encode(), "a.csv")
    assert "\n1 东湖市场监管所 受通报批评 区级 3/4 未按期报送，2026年11月" in said
    people = stage.folder.with_name("people.csv")
    people.write_text(f"unit,name,role,telegram_id\n办公室,吴主任,head,{OFFICE_REVIEWER}\n", encoding="utf-8")
    assert stage.leitai("roster", "import", str(people), "--replace").code == 0
    told, alert = stage.press(OFFICE_REVIEWER, stage.last(OFFICE_REVIEWER).id, "✅ 确认提交 1 项")
    assert alert
    assert "名册上您没有这种身份" in told
    assert stage.json("submissions") == []


def test_for_the_own_arena_the_proposal_says_that_a_second_person_confirms(stage: Stage) -> None:
    data = form_of(stage, STAFF_REVIEWER)
    titles = load_workbook(io.BytesIO(data)).sheetnames
    assert titles == ["局属事业单位、机关科室 2026年11月", "局属事业单位、机关科室 2026年第4季度"]
    ids = [cell.value for cell in load_workbook(io.BytesIO(data)).worksheets[0]["A"]][FIRST_ROW - 1 :]
    assert "renshi" not in ids, "nobody reports for the own unit"
    said = send(stage, STAFF_REVIEWER, filled(data, {"C5": 14.5}))
    assert "1 项须另一人核实" in said
    stage.press(STAFF_REVIEWER, stage.last(STAFF_REVIEWER).id, "✅ 确认提交 1 项")
    assert (stage.books()["state"], stage.books()["value"]) == ("pending", "14.5")


def test_only_leads_get_forms_and_what_others_send_is_evidence(stage: Stage) -> None:
    stage.say(HEAD, "填报表")
    assert "成批报数由牵头单位核实人进行" in stage.last(HEAD).text
    said = send(stage, HEAD, b"unit,metric,period,value\n", "证明.xlsx")
    assert "上报" in said
    assert stage.json("submissions") == []
    stage.say(PARTY_HEAD, "/form", to=GROUP)
    assert stage.last(PARTY_HEAD).document is not None, "in private, wherever it was asked"


def test_a_form_that_does_not_arrive_is_told_of_where_its_asker_can_read_it(stage: Stage) -> None:
    refused = refuse(400, "Bad Request: not enough rights to send documents to the chat")
    stage.chat.faults.plan(refused, method="sendDocument", chat=REVIEWER)
    stage.say(REVIEWER, "/form", to=GROUP)
    said = stage.last(REVIEWER)
    assert said.document is None
    assert said.text.startswith("⚠️ 填报表没有发成：聊天服务器没有收这个文件。没有任何改动。")
    assert "/form" in said.text
    stage.chat.block(REVIEWER)
    before = stage.counts()
    asked = stage.say(REVIEWER, "/form", to=GROUP)
    (told,) = stage.new(before)[GROUP]
    assert told == "我有话要私下告诉您，但私聊送不到：请点我的头像，发送 /start，再试一次。"
    assert stage.last(GROUP).reply_to == asked.id


def test_a_table_that_was_sent_outlives_the_bot(stage: Stage) -> None:
    lines = "unit,metric,period,value\n东湖所,回复率,2026-11,98/100\n".encode()
    never = stage.chat.faults.plan(hang(), method="getFile", times=None)
    stage.chat.say(REVIEWER, document=("十一月.csv", lines))
    stage.until(lambda: never.hits)
    stage.stop()
    stage.chat.faults.clear()
    stage.chat.faults.plan(server_error(), method="getFile", times=2)
    stage.start()
    stage.settle()
    assert "可上报 1 项" in stage.last(REVIEWER).text
    stage.chat.faults.plan(refuse(400, "Bad Request: file is too big"), method="getFile")
    assert "太大" in send(stage, REVIEWER, lines, "十一月.csv")
    stage.chat.faults.plan(refuse(400, "Bad Request: invalid file_id"), method="getFile")
    assert "没能从聊天服务器取到：请重新发送一次" in send(stage, REVIEWER, lines, "十一月.csv")
