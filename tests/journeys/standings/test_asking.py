"""/mine, /rank and /why: what people can ask."""

import io

from PIL import Image

from tests.cast import ADMIN, GROUP, HEAD, LEADER, REVIEWER, TASK_FORCE, Part
from tests.stage import Stage, both_ways

DEPARTMENTS = "局属事业单位、机关科室擂台"


def table(stage: Stage, arena: str = "offices") -> list[str]:
    rows = stage.json("standings", "--period", "2026-11", "--arena", arena)["rows"]
    return [f"{row['rank'] or '·'} {row['name']} {row['total']}" for row in rows]


def lines_of(caption: str, rows: list[str]) -> list[str]:
    """Return the lines of a caption that are about units, without what follows the total."""
    return [row for line in caption.splitlines() for row in rows if line.startswith(row)]


@both_ways
def test_rank_is_a_picture_whose_caption_says_the_same_as_the_standings(stage: Stage) -> None:
    stage.report(HEAD)
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    stage.say(HEAD, "/rank")
    answer = stage.last(HEAD)
    assert answer.photo is not None
    picture = Image.open(io.BytesIO(answer.photo))
    assert picture.format in ("PNG", "JPEG")
    assert picture.width >= 800
    rows = table(stage)
    assert rows[0] == "1 东湖市场监管所 4.50"
    assert len(rows) == 9
    assert lines_of(answer.text, rows) == rows
    assert "市场监管所擂台 2026年11月" in answer.text
    assert len(answer.text) <= 1024


def test_a_head_sees_the_own_arena_others_all_of_them(scored: Stage) -> None:
    for person, arenas in ((HEAD, ["市场监管所擂台"]), (LEADER, ["市场监管所擂台", "局属事业单位、机关科室擂台"])):
        before = scored.counts()
        scored.say(person, "排名")
        answers = scored.new(before)[person]
        assert len(answers) == len(arenas)
        for answer, arena in zip(answers, arenas, strict=True):
            assert answer.startswith(f"{arena} 2026年11月")


def test_in_the_group_there_is_a_photo_for_each_arena(scored: Stage) -> None:
    asked = scored.say(HEAD, "/rank", to=GROUP)
    photos = [message for message in scored.said(GROUP) if message.photo]
    assert [message.reply_to for message in photos] == [asked.id, asked.id]
    rows = table(scored, "departments")
    assert lines_of(photos[1].text, rows) == rows


def test_rank_of_a_named_arena_and_of_a_named_month(scored: Stage) -> None:
    scored.say(HEAD, "/rank 科室 10月")
    assert scored.last(HEAD).text.startswith("局属事业单位、机关科室擂台 2026年10月")
    scored.say(HEAD, "/rank 市场监管所擂台 2026-10")
    assert scored.last(HEAD).text.startswith("市场监管所擂台 2026年10月")


def test_rank_of_what_does_not_exist_says_what_does(scored: Stage) -> None:
    before = scored.counts()
    scored.say(HEAD, "/rank 没有擂台")
    scored.say(HEAD, "/rank 2026-12")
    answers = scored.new(before)[HEAD]
    assert "市场监管所擂台；局属事业单位、机关科室擂台" in answers[0]
    assert "还没有开始" in answers[1]


def test_the_same_picture_is_neither_drawn_nor_uploaded_twice(stage: Stage) -> None:
    stage.say(LEADER, "/rank 市场监管所擂台")
    stage.say(ADMIN, "/rank 市场监管所擂台")
    uploads = [call.params["photo"] for call in stage.chat.calls.of("sendPhoto")]
    assert len(uploads) == 2
    assert "bytes" in uploads[0]
    assert "bytes" not in uploads[1]
    assert stage.last(ADMIN).photo == stage.last(LEADER).photo


def test_mine_shows_points_and_submissions_of_the_unit(scored: Stage) -> None:
    scored.say(HEAD, "/mine")
    scored.press(HEAD, scored.last(HEAD).id, "详细")
    answer = scored.last(HEAD).text
    row = scored.row()
    assert f"东湖市场监管所 2026年11月：{row['total']} 分 / 满分 100.00，第 1 名（共 9 家）" in answer
    assert "工单按期回复率 98/100（98%） 4.50/5 分，已确认" in answer
    assert "工单办结率 97/100（97%） 满分 5 分，待核实" in answer
    assert "编号 0001 工单按期回复率 98/100（98%） 已确认" in answer
    assert "编号 0003 工单满意率 1/3（33.33%） 已退回：数字不符" in answer
    assert "\n受通报批评：未扣分（最多扣 10 分）\n" in answer
    assert "，覆盖率 28%（" in answer
    assert "西溪" not in answer


def test_mine_is_for_heads(stage: Stage) -> None:
    stage.say(REVIEWER, "我的")
    assert "不是单位负责人" in stage.last(REVIEWER).text


def test_why_goes_down_to_number_value_method_and_confirmer(scored: Stage) -> None:
    scored.say(LEADER, "/why 东湖所 工单按期回复率")
    answer = scored.last(LEADER).text
    assert "工单按期回复率：4.50 分，满分 5，已确认" in answer
    assert "数值：98/100" in answer
    assert "80% 得 0 分，100% 得满分 5 分" in answer
    assert "编号 0001" in answer
    assert "上报人 王所长 11月19日 09:00" in answer
    assert "李科长 11月19日 09:00" in answer


def test_why_without_a_metric_lists_all_and_without_a_unit_means_the_own_one(scored: Stage) -> None:
    scored.say(HEAD, "/why")
    answer = scored.last(HEAD).text
    assert answer.startswith("东湖市场监管所 2026年11月：4.50 分 / 满分 100.00，第 1 名")
    assert "工单按期回复率 98/100（98%） 4.50/5 分，已确认" in answer
    scored.say(HEAD, "为什么 回复率")
    assert "工单按期回复率：4.50 分" in scored.last(HEAD).text
    scored.say(HEAD, "/why 西溪所")
    assert scored.last(HEAD).text.startswith("西溪市场监管所 2026年11月：2.50 分")


def test_why_of_what_is_not_there_says_so(scored: Stage) -> None:
    scored.say(LEADER, "/why")
    assert "/why 单位 指标" in scored.last(LEADER).text
    scored.say(LEADER, "/why 东湖所 没有的指标")
    assert "没有叫“没有的指标”的指标" in scored.last(LEADER).text


def test_what_is_asked_in_the_group_about_oneself_is_answered_in_private(scored: Stage) -> None:
    before = scored.counts()
    for words in ("/mine", "/pending", "/why 回复率"):
        scored.say(HEAD, words, to=GROUP)
    new = scored.new(before)
    assert list(new) == [HEAD]
    assert len(new[HEAD]) == 4, "a picture and three texts"


def test_as_of_a_moment_the_standings_are_what_was_known_then(scored: Stage) -> None:
    before = scored.clock.now().isoformat()
    scored.later(minutes=5)
    scored.say(REVIEWER, "确认", reply_to=scored.cards(REVIEWER)[1].id)
    now = scored.json("standings", "--period", "2026-11", "--arena", "offices")
    then = scored.json("standings", "--period", "2026-11", "--arena", "offices", "--as-of", before)
    assert [table["rows"][0]["total"] for table in (then, now)] == ["4.50", "8.75"]
    assert then["as_of"].startswith("2026-11-19T09:0")
    assert (then["competition"], then["arena"], then["final"]) == ("wusai-2026", "offices", False)


def test_rank_of_an_arena_by_its_full_name_and_never_of_another_year(stage: Stage) -> None:
    stage.say(LEADER, f"/rank {DEPARTMENTS}")
    assert stage.last(LEADER).text.startswith(f"{DEPARTMENTS} 2026年11月")
    before = stage.counts()
    stage.say(LEADER, "/rank 2025-03")
    ((answer,),) = stage.new(before).values()
    assert "不在本次竞赛（2026年）内" in answer


def test_the_head_of_a_unit_that_does_not_compete_sees_every_arena(stage: Stage) -> None:
    stage.employ(Part(TASK_FORCE, "蒋组长", "head", "营商专班"))
    stage.say(TASK_FORCE, "/rank")
    assert len([message for message in stage.said(TASK_FORCE) if message.photo]) == 2
