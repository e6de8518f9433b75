"""What /rank and /mine show beside the leaderboard, how it looks, and albums of large arenas."""

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import Image

from bot.commands.score import print_picture
from bot.files import read_sample
from bot.process import RefusedError
from bot.sandbox.watch.faults import server_error
from bot.sandbox.watch.ledger import Call
from bot.sandbox.world.messages import Seen
from scoring.rulebook.load import load
from tests import engine
from tests.cast import ADMIN, CHINA, GROUP, HEAD, LEADER, OTHER_HEAD, REVIEWER, SECOND_ADMIN, roster_csv
from tests.journeys.publishing.test_weekly_post import ARENAS, MONDAY, asked
from tests.stage import Stage, clean, command, furnish, playing, staged

DARK = 100
MORE = "".join(f'\n[[units]]\nid = "more{n}"\nname = "第{n}市场监管所"\narena = "offices"\n' for n in range(10, 93))
"""With the nine offices of the sample these make 92."""


@pytest.fixture
def scored(stage: Stage) -> Stage:
    """A head's figure was posted; since then another one has overtaken."""
    stage.report(HEAD, "回复率 98/100")
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    stage.move(MONDAY)
    stage.report(OTHER_HEAD, "回复率 100/100")
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    return stage


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house whose first arena has 92 units: its data folder; the rulebook lies beside it."""
    folder = tmp_path_factory.mktemp("large")
    rulebook = folder / "large.toml"
    rulebook.write_text(read_sample().decode() + MORE, "utf-8")
    return furnish(folder / "data", rulebook, roster_csv())


@pytest.fixture
def large_stage(large: Path, tmp_path: Path) -> Iterator[Stage]:
    folder = engine.copy_folder(large, tmp_path / "data")
    with staged("in process", folder, large.with_name("large.toml")) as stage, playing(stage):
        yield stage


def answers(stage: Stage, person: int, text: str, *, to: int | None = None) -> list[Seen]:
    """Ask and return what was answered there."""
    place = person if to is None else to
    before = len(stage.said(place))
    stage.say(person, text, to=to)
    return stage.said(place)[before:]


def ground(picture: bytes | None) -> int:
    """Return how bright the corner of a picture is, of 255."""
    assert picture is not None
    found = Image.open(io.BytesIO(picture)).convert("L").getpixel((2, 2))
    assert isinstance(found, int)
    return found


def uploads(call: Call) -> int:
    """Count the files that came with a call; what the chat server has is named by its id."""
    return sum("bytes>" in str(value) for value in call.params.values())


def test_rank_of_a_category_is_a_picture_with_the_same_in_words(scored: Stage) -> None:
    (answer,) = answers(scored, HEAD, "/rank 群众满意")
    assert answer.photo is not None
    lines = answer.text.splitlines()
    assert lines[0].startswith("市场监管所擂台单项排名：群众满意，2026年11月，满分 20")
    assert lines[1:3] == ["1 西溪市场监管所 5.00（总分第 1 名）", "2 东湖市场监管所 4.50（总分第 2 名）"]


def test_a_category_of_another_arena_and_one_that_several_arenas_have(scored: Stage) -> None:
    (answer,) = answers(scored, HEAD, "/rank 科室 作风")
    assert answer.text.startswith("局属事业单位、机关科室擂台单项排名：作风建设")
    both = answers(scored, LEADER, "/rank 作风建设")
    assert [answer.text.partition("单项")[0] for answer in both] == list(ARENAS)
    (answer,) = answers(scored, HEAD, "/rank 业务指导")
    assert "单项排名：业务指导及综合保障" in answer.text


def test_the_trend_of_an_arena_shows_every_rank_since_the_first_post(scored: Stage) -> None:
    (answer,) = answers(scored, HEAD, "/rank 走势")
    assert answer.photo is not None
    assert answer.text.startswith("市场监管所擂台名次走势：2026年11月")
    assert "（47周、现在）名次：\n西溪市场监管所 2→1\n东湖市场监管所 1→2\n" in answer.text
    early = answers(scored, LEADER, "/rank 走势 10月")
    assert [f"{arena}名次走势：2026年10月" in a.text for a, arena in zip(early, ARENAS, strict=True)] == [True, True]
    assert "47周" not in early[0].text


def test_the_own_unit_is_marked_in_private_only(scored: Stage) -> None:
    for text in ("/rank", "/rank 走势", "/rank 群众满意"):
        (own,) = answers(scored, HEAD, text)
        in_group = answers(scored, HEAD, text, to=GROUP)[0]
        (others,) = answers(scored, LEADER, f"{text} {ARENAS[0]}" if text != "/rank 群众满意" else "/rank 群众满意")
        assert own.photo != in_group.photo == others.photo


def test_mine_begins_with_the_report_card_and_the_rank_trend(scored: Stage) -> None:
    card, trend, text = answers(scored, HEAD, "/mine")
    assert card.photo is not None
    assert trend.photo is not None
    assert card.album == trend.album is not None
    assert card.text.startswith(
        "东湖市场监管所成绩单：市场监管所擂台，2026年11月，第 2 名（共 9 家），总分 4.50/100.00"
    )
    assert "群众满意 4.50/20.00，第 2 名" in card.text
    assert "47周 第 1 名（共 9 家），总分 4.50\n现在 第 2 名（共 9 家），总分 4.50" in card.text
    assert text.text.startswith("东湖市场监管所 2026年11月：4.50 分")


def test_the_picture_of_a_month_without_points_is_a_sentence_until_there_is_a_final_board(stage: Stage) -> None:
    (empty,) = answers(stage, HEAD, "/rank")
    assert empty.photo is not None
    assert Image.open(io.BytesIO(empty.photo)).height < 700
    assert empty.text.count(" 0.00") == 9
    stage.report(HEAD, "回复率 98/100")
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    (scored,) = answers(stage, HEAD, "/rank")
    assert Image.open(io.BytesIO(scored.photo or b"")).height > 1900
    stage.move(datetime(2026, 12, 9, 9, 0, tzinfo=CHINA))
    (december,) = answers(stage, HEAD, "/rank")
    assert december.text.startswith("市场监管所擂台 2026年12月")
    assert Image.open(io.BytesIO(december.photo or b"")).height > 1900


def test_rank_of_a_unit_is_its_card_in_private(scored: Stage) -> None:
    scored.say(LEADER, "/rank 西溪所", to=GROUP)
    card, trend = scored.said(LEADER)
    assert card.text.startswith("西溪市场监管所成绩单")
    assert trend.photo is not None
    (early,) = answers(scored, LEADER, "/rank 西溪所 10月")
    assert early.text.startswith("西溪市场监管所成绩单：市场监管所擂台，2026年10月")
    (refused,) = answers(scored, LEADER, "/rank 营商专班")
    assert "不参加任何擂台" in refused.text


def test_what_is_no_arena_category_or_unit_is_answered_with_what_there_is(stage: Stage) -> None:
    (answer,) = answers(stage, HEAD, "/rank 没有的东西")
    assert "没有叫“没有的东西”的擂台、类别或单位" in answer.text
    assert all(word in answer.text for word in (*ARENAS, "群众满意", "/rank 走势"))


def test_everybody_chooses_dark_or_light_for_the_own_chat_and_it_lasts(stage: Stage) -> None:
    assert ground(answers(stage, HEAD, "/rank")[0].photo) > DARK
    (told,) = answers(stage, HEAD, "/rank 深色")
    assert "改为深色" in told.text
    stage.stop()
    stage.start()
    assert ground(answers(stage, HEAD, "/rank")[0].photo) < DARK
    assert ground(answers(stage, OTHER_HEAD, "/rank")[0].photo) > DARK
    told, board = answers(stage, HEAD, "/rank 东湖所 浅色")
    assert "改为浅色" in told.text
    assert ground(board.photo) > DARK
    assert "东湖" in board.text
    assert "没有叫“没有的东西”" in answers(stage, HEAD, "/rank 深色 没有的东西")[0].text
    assert ground(answers(stage, HEAD, "/rank")[0].photo) > DARK, "what is refused changes nothing"


def test_how_pictures_look_in_the_group_is_up_to_an_admin(stage: Stage) -> None:
    (refused,) = answers(stage, HEAD, "/rank 深色", to=GROUP) or stage.said(HEAD)
    assert "只有管理员" in refused.text
    stage.say(ADMIN, "/rank 深色", to=GROUP)
    stage.move(MONDAY)
    assert [ground(seen.photo) < DARK for seen in stage.said(GROUP) if seen.photo] == [True, True]


def test_standings_of_a_large_arena_are_one_tall_picture_on_the_command_line(large_stage: Stage) -> None:
    large_stage.report(HEAD, "回复率 98/100")
    large_stage.say(REVIEWER, "确认", reply_to=large_stage.card(REVIEWER).id)
    settings = {**clean(os.environ), **large_stage.env(), "LEITAI_API_URL": "http://127.0.0.1:9"}
    words = [sys.executable, "-m", "bot", "standings", "--period", "2026-11", "--format", "png"]
    drawn = subprocess.run([*words, "--arena", ARENAS[0]], env=settings, capture_output=True, check=False)
    assert (drawn.returncode, drawn.stderr) == (0, b"")
    assert Image.open(io.BytesIO(drawn.stdout)).height > 2 * 92 * 45
    done = command(*words[3:], env=settings)
    assert done.code == 2
    assert "--arena" in done.reason


def test_more_units_than_a_picture_holds_are_refused_with_a_sentence() -> None:
    table: Any = SimpleNamespace(rows=range(401))
    with pytest.raises(RefusedError, match=r"最多画 400 家单位.*--format table"):
        print_picture(load(read_sample()), [table], "", "")


def test_a_large_arena_is_one_album_and_the_whole_list_as_a_document(large_stage: Stage) -> None:
    stage = large_stage
    stage.report(HEAD, "回复率 98/100")
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    stage.chat.faults.plan(server_error(500, after=True), method="sendMediaGroup")
    stage.move(MONDAY)
    posts = stage.said(GROUP)
    album = [seen for seen in posts if seen.album]
    assert len(album) == 5
    assert len({seen.album for seen in album}) == 1
    assert [seen.text != "" for seen in album] == [True, False, False, False, False]
    assert album[0].text.startswith(f"【{ARENAS[0]}】第47周 11.16–11.22")
    (document,) = (seen.document for seen in posts if seen.document)
    assert document[0] == "市场监管所擂台 第47周 11.16–11.22.png"
    assert Image.open(io.BytesIO(document[1])).height > 2 * 92 * 45
    assert any("\n2 第92市场监管所 0.00" in seen.text for seen in posts)
    for admin in (ADMIN, SECOND_ADMIN):
        assert len(asked(stage, admin)) == 1
    stage.press(ADMIN, asked(stage, ADMIN)[0].id, "重发")
    assert len([seen for seen in stage.said(GROUP) if seen.album]) == 10
    assert len([seen for seen in stage.said(GROUP) if seen.document]) == 1

    for person in (LEADER, ADMIN):
        stage.say(person, f"/rank {ARENAS[0]}")
    albums, documents = (stage.chat.calls.of(method)[-2:] for method in ("sendMediaGroup", "sendDocument"))
    assert [uploads(call) for call in albums] == [5, 0]
    assert [uploads(call) for call in documents] == [1, 0]
