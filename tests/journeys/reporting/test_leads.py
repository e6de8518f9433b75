"""牵头单位: several that all sign, one that reports for a unit, and 回避."""

from tests.cast import (
    ADMIN,
    GROUP,
    HEAD,
    LEGAL_REVIEWER,
    OFFICE_REVIEWER,
    OTHER_HEAD,
    PARTY_HEAD,
    REVIEWER,
    SECOND_ADMIN,
    SECOND_REVIEWER,
    SQUAD_REVIEWER,
    STAFF_REVIEWER,
    TASK_FORCE,
)
from tests.stage import Stage, both_ways


@both_ways
def test_where_all_leads_sign_the_last_signature_confirms(stage: Stage) -> None:
    stage.report(HEAD, "铁拳 4", to=GROUP)
    card = stage.card(GROUP).id
    stage.say(SQUAD_REVIEWER, "确认", to=GROUP, reply_to=card)
    assert (stage.books()["state"], stage.books()["signed"]) == ("pending", ["zhifa"])
    assert "已签：执法大队" in stage.card(GROUP).text
    assert "待签：政策法规科" in stage.card(GROUP).text
    assert stage.card(GROUP).buttons
    stage.press(LEGAL_REVIEWER, card, "确认", to=GROUP)
    assert (stage.books()["state"], stage.books()["signed"]) == ("confirmed", ["zhifa", "fagui"])
    assert stage.row()["metrics"]["iron_fist"]["points"] == "4.00"


def test_one_lead_does_not_sign_for_the_other(stage: Stage) -> None:
    stage.report(HEAD, "铁拳 4")
    card = stage.card(SQUAD_REVIEWER).id
    stage.say(SQUAD_REVIEWER, "确认", reply_to=card)
    stage.say(SQUAD_REVIEWER, "确认", reply_to=card)
    assert "没有任何改动" in stage.last(SQUAD_REVIEWER).text
    assert "政策法规科" in stage.last(SQUAD_REVIEWER).text
    assert (stage.books()["state"], stage.books()["signed"]) == ("pending", ["zhifa"])


def test_one_return_returns(stage: Stage) -> None:
    stage.report(HEAD, "铁拳 4")
    stage.say(SQUAD_REVIEWER, "确认", reply_to=stage.card(SQUAD_REVIEWER).id)
    stage.say(LEGAL_REVIEWER, "退回 重复计数", reply_to=stage.card(LEGAL_REVIEWER).id)
    assert (stage.books()["state"], stage.books()["reason"]) == ("returned", "重复计数")
    assert "已退回" in stage.card(SQUAD_REVIEWER).text


def test_an_amendment_sets_the_value_and_only_the_amender_has_signed(stage: Stage) -> None:
    stage.report(HEAD, "铁拳 4")
    stage.say(SQUAD_REVIEWER, "确认", reply_to=stage.card(SQUAD_REVIEWER).id)
    stage.say(LEGAL_REVIEWER, "改为 2 两件重复", reply_to=stage.card(LEGAL_REVIEWER).id)
    books = stage.books()
    assert (books["state"], books["value"], books["signed"]) == ("pending", "2", ["fagui"])
    assert "改为 2件\n原因：两件重复" in stage.card(SQUAD_REVIEWER).text
    stage.say(SQUAD_REVIEWER, "确认", reply_to=stage.card(SQUAD_REVIEWER).id)
    books = stage.books()
    assert (books["state"], books["value"], set(books["signed"])) == ("confirmed", "2", {"fagui", "zhifa"})
    assert "核实时改为 2件，原因：两件重复" in stage.last(HEAD).text


@both_ways
def test_what_a_lead_reports_for_a_unit_of_another_arena_is_confirmed_at_once(stage: Stage) -> None:
    stage.say(TASK_FORCE, "/report 东湖所 驻地企业满意度 98/100")
    books = stage.books()
    assert (books["state"], books["unit"], books["reporter"]) == ("confirmed", "donghu", TASK_FORCE)
    assert (books["signed"], books["decided_by"]) == (["yingshang"], TASK_FORCE)
    assert "已收到，编号 0001" in stage.last(TASK_FORCE).text
    assert "编号 0001 已确认" in stage.last(HEAD).text
    assert "有异议" in stage.last(HEAD).text
    assert stage.row()["metrics"]["enterprises"]["points"] == "15.00"


def test_a_lead_may_report_a_metric_that_units_report_too(stage: Stage) -> None:
    stage.say(REVIEWER, "/report 西溪所 工单按期回复率 90/100")
    assert (stage.books()["state"], stage.books()["unit"]) == ("confirmed", "xixi")
    assert "编号 0001 已确认" in stage.last(OTHER_HEAD).text


def test_what_a_lead_reported_it_may_take_back(stage: Stage) -> None:
    stage.say(REVIEWER, "/report 西溪所 工单按期回复率 90/100")
    stage.press(REVIEWER, stage.last(REVIEWER).id, "撤销")
    assert stage.books()["state"] == "pending"


def test_a_lead_reports_for_several_units_at_once(stage: Stage) -> None:
    stage.say(TASK_FORCE, "/report 东湖所 驻地企业满意度 98/100\n西溪所 企业满意度 96/100\n没有所 企业满意度 1/2")
    assert [(row["unit"], row["state"]) for row in stage.json("submissions")] == [
        ("donghu", "confirmed"),
        ("xixi", "confirmed"),
    ]
    assert "没有受理" in stage.last(TASK_FORCE).text


def test_a_lead_cannot_report_what_it_does_not_lead(stage: Stage) -> None:
    stage.say(REVIEWER, "/report 东湖所 信访件化解 3/3")
    assert "没有受理" in stage.last(REVIEWER).text
    assert "办公室" in stage.last(REVIEWER).text
    assert stage.json("submissions") == []


def test_with_all_leads_to_sign_a_leads_report_is_its_signature_only(stage: Stage) -> None:
    stage.say(SQUAD_REVIEWER, "/report 东湖所 铁拳 4")
    assert (stage.books()["state"], stage.books()["signed"]) == ("pending", ["zhifa"])
    stage.say(LEGAL_REVIEWER, "确认", reply_to=stage.card(LEGAL_REVIEWER).id)
    assert stage.books()["state"] == "confirmed"


def test_a_metric_that_the_lead_reports_is_refused_from_a_head_naming_the_lead(stage: Stage) -> None:
    stage.report(HEAD, "驻地企业满意度 98/100")
    assert "没有受理" in stage.last(HEAD).text
    assert "局营商环境专班" in stage.last(HEAD).text
    assert stage.json("submissions") == []


def test_what_a_lead_reports_for_its_own_arena_waits_for_a_second_person(stage: Stage) -> None:
    stage.say(STAFF_REVIEWER, "/report 办公室 业务指导 15")
    assert (stage.books()["state"], stage.books()["unit"]) == ("pending", "bangongshi")
    stage.say(STAFF_REVIEWER, "确认", reply_to=stage.last(STAFF_REVIEWER).id)
    assert "没有任何改动" in stage.last(STAFF_REVIEWER).text
    assert stage.books()["state"] == "pending"
    stage.say(ADMIN, "确认", reply_to=stage.card(ADMIN).id)
    assert (stage.books()["state"], stage.books()["decided_by"]) == ("confirmed", ADMIN)


def test_where_the_own_unit_is_the_only_lead_any_admin_confirms_instead(stage: Stage) -> None:
    stage.say(PARTY_HEAD, "/report 党风廉政 11")
    books = stage.books()
    assert (books["unit"], books["metric"], books["state"]) == ("jiguandangwei", "dept_discipline", "pending")
    assert {place for place in stage.chat.rooms if stage.cards(place)} == {ADMIN, SECOND_ADMIN}
    stage.say(PARTY_HEAD, "确认", reply_to=stage.last(PARTY_HEAD).id)
    assert "没有任何改动" in stage.last(PARTY_HEAD).text
    stage.say(OFFICE_REVIEWER, "/pending")
    assert "编号 0001" not in stage.last(OFFICE_REVIEWER).text
    assert stage.books()["state"] == "pending"
    stage.press(SECOND_ADMIN, stage.card(SECOND_ADMIN).id, "确认")
    assert (stage.books()["state"], stage.books()["decided_by"]) == ("confirmed", SECOND_ADMIN)


def test_a_person_who_is_head_of_one_unit_and_reviewer_of_another_does_both(stage: Stage) -> None:
    file = stage.folder.with_name("both.csv")
    file.write_text(f"unit,name,role,telegram_id\n消保科,王所长,reviewer,{HEAD}\n", encoding="utf-8")
    assert stage.leitai("roster", "import", str(file)).code == 0
    stage.report(HEAD)
    stage.say(HEAD, "确认", reply_to=stage.last(HEAD).id)
    assert stage.books(1)["state"] == "pending", "not for the own unit"
    stage.report(OTHER_HEAD)
    stage.say(HEAD, "确认", reply_to=stage.card(HEAD).id)
    assert (stage.books(2)["state"], stage.books(2)["decided_by"]) == ("confirmed", HEAD)
    stage.say(SECOND_REVIEWER, "确认", reply_to=stage.cards(SECOND_REVIEWER)[0].id)
    assert stage.books(1)["state"] == "confirmed"


def test_a_leads_own_report_in_the_group_is_shown_as_confirmed(stage: Stage) -> None:
    reported = stage.say(TASK_FORCE, "/report 东湖所 驻地企业满意度 98/100", to=GROUP)
    assert stage.seen(GROUP, reported.id).reactions == ["👌"]
    assert "已确认" in stage.card(GROUP).text
