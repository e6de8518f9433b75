"""The drawing process begins when it is needed, ends when it is not, and is replaced when it dies or hangs.

The text does not wait for the picture, which follows once.
"""

import os
import shutil
import signal
from importlib.util import find_spec
from pathlib import Path

import pytest

from bot.outgoing import drawing
from bot.outgoing.drawing import Pictures
from bot.sandbox.watch.faults import server_error
from bot.sandbox.world.messages import Seen
from tests import engine
from tests.cast import ADMIN, GROUP, LEADER, OTHER_HEAD, SECOND_ADMIN
from tests.journeys.publishing.test_weekly_post import ARENAS, MONDAY, asked
from tests.stage import PATIENCE, InProcess, OwnProcess, Stage

ASKED = "/rank 市场监管所擂台"


def pictures(stage: Stage) -> Pictures:
    assert isinstance(stage, InProcess)
    assert stage.bot is not None
    return stage.bot.pictures


def begun(stage: Stage) -> int:
    """Let the drawing process begin."""
    pictures(stage)._thread.submit(pictures(stage)._start).result(PATIENCE)
    pid = pictures(stage).pid
    assert pid is not None
    return pid


def stopped(stage: Stage) -> int:
    """Stop the drawing process where it stands."""
    pid = begun(stage)
    os.kill(pid, signal.SIGSTOP)
    return pid


def is_running(pid: int) -> bool:
    """Say whether a process is there and not merely waiting to be forgotten."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def told(messages: list[Seen]) -> list[tuple[bool, str]]:
    """Return of each message whether it is a picture, and its first line."""
    return [(message.photo is not None, message.text.splitlines()[0]) for message in messages]


def test_a_drawing_process_that_dies_before_it_is_asked_is_replaced(stage: Stage) -> None:
    first = stopped(stage)
    os.kill(first, signal.SIGKILL)
    stage.notice(lambda: not is_running(first))
    stage.say(LEADER, ASKED)
    assert [message.photo is None for message in stage.said(LEADER)] == [False]
    assert pictures(stage).pid != first


def test_a_drawing_process_begins_with_the_first_picture_and_ends_when_nobody_wants_one(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pictures(stage).pid is None
    stage.say(LEADER, ASKED)
    pid, server = pictures(stage).pid, pictures(stage)._server
    assert pid is not None
    assert server is not None
    monkeypatch.setattr(drawing, "IDLE", 0)
    stage.say(LEADER, "/rank 局属事业单位、机关科室擂台")
    stage.notice(lambda: not is_running(pid) and not is_running(server))
    stage.notice(lambda: pictures(stage).pid is None)
    assert pictures(stage).ready
    monkeypatch.undo()
    stage.say(OTHER_HEAD, ASKED)
    assert [message.photo is None for message in (*stage.said(LEADER), stage.last(OTHER_HEAD))] == [False] * 3


def test_when_the_drawing_process_dies_at_work_the_text_goes_out_and_the_picture_follows_once(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    pid, jobs = begun(stage), pictures(stage)._jobs
    assert jobs is not None
    send = jobs.send

    def at_work(job: object) -> None:
        send(job)
        os.kill(pid, signal.SIGKILL)

    monkeypatch.setattr(jobs, "send", at_work)
    stage.say(LEADER, ASKED)
    text, picture = stage.said(LEADER)
    assert told([text, picture]) == [(False, picture.text), (True, text.text.splitlines()[0])]
    assert "\n· 高新区市场监管所 0.00" in text.text
    stage.stop()
    stage.start()
    stage.say(ADMIN, ASKED)
    assert len(stage.said(LEADER)) == 2
    assert told(stage.said(ADMIN)) == [(True, picture.text)]


def test_a_drawing_process_that_hangs_is_killed_and_the_weekly_post_has_its_picture_afterwards(stage: Stage) -> None:
    pid = stopped(stage)
    pictures(stage).patience = 2
    stage.move(MONDAY)
    heads = [f"【{arena}】第47周 11.16–11.22" for arena in ARENAS]
    assert told(stage.said(GROUP)) == [(False, heads[0]), (True, heads[1]), (True, heads[0])]
    assert not is_running(pid)
    stage.later(minutes=5)
    assert len(stage.said(GROUP)) == 3


def test_a_late_picture_of_a_post_is_never_repeated_by_itself(stage: Stage) -> None:
    pid = stopped(stage)
    pictures(stage).patience = 2
    stage.chat.faults.plan(server_error(500, after=True), method="sendPhoto", nth=2)
    stage.move(MONDAY)
    assert not is_running(pid)
    for admin in (ADMIN, SECOND_ADMIN):
        (question,) = asked(stage, admin)
        assert ARENAS[0] in question.text
    assert len(stage.said(GROUP)) == 3


def test_a_hanging_drawing_process_does_not_outlive_the_bot(stage: Stage) -> None:
    pid = stopped(stage)
    stage.stop()
    stage.notice(lambda: not is_running(pid))
    stage.start()


def test_what_was_sent_is_not_drawn_again_after_a_restart(stage: Stage) -> None:
    stage.say(LEADER, ASKED)
    stage.stop()
    stage.start()
    pid = stopped(stage)
    stage.say(ADMIN, ASKED)
    assert stage.last(ADMIN).photo == stage.last(LEADER).photo is not None
    assert ["bytes" in call.params["photo"] for call in stage.chat.calls.of("sendPhoto")] == [True, False]
    os.kill(pid, signal.SIGCONT)


@pytest.mark.parametrize("way", ["own process"], indirect=True)
def test_without_good_fonts_texts_go_out_and_with_them_the_picture_follows_once(
    waiting_stage: Stage, tmp_path: Path
) -> None:
    """The picture is owed over a kill, and holds up nothing meanwhile."""
    stage = waiting_stage
    assert isinstance(stage, OwnProcess)
    fonts = tmp_path / "shadow" / "mpl_font" / "fonts"
    (fonts / "noto").mkdir(parents=True)
    (fonts.parent / "__init__.py").touch()
    for weight in ("Regular", "Medium", "Bold"):
        (fonts / "noto" / f"NotoSansCJKsc-{weight}.otf").write_text("damaged", "utf-8")
    house = Path(__file__).parents[3]
    stage.settings["PYTHONPATH"] = os.pathsep.join(map(str, (fonts.parents[1], house)))
    stage.start()
    try:
        stage.chat.say(LEADER, ASKED)
        stage.chat.say(LEADER, "/help")
        stage.until(lambda: len(stage.said(LEADER)) == 2)
        stage.kill()
        stage.start()
        assert [message.photo for message in stage.said(LEADER)] == [None, None]
        spec = find_spec("mpl_font")
        assert spec is not None
        assert spec.submodule_search_locations
        shutil.rmtree(fonts)
        shutil.copytree(Path(spec.submodule_search_locations[0]) / "fonts", fonts, copy_function=os.symlink)
        stage.until(lambda: len(stage.said(LEADER)) == 3)
        stage.settle()
    finally:
        stage.stop()
    assert stage.last(LEADER).photo is not None
    assert len(stage.chat.calls.of("sendPhoto")) == 1
    assert len(engine.rows(stage.database, "SELECT id FROM outbox WHERE kind = 'picture'")) == 1
