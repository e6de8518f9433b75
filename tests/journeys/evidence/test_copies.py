"""佐证: the copies that are kept, and what turns out to be none."""

import hashlib
import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from bot.sandbox.watch.faults import hang, refuse, reset
from tests import engine
from tests.cast import ADMIN, HEAD, OFFICE_REVIEWER, REVIEWER, roster_csv
from tests.hostile import BOMB, SWELLING
from tests.stage import OwnProcess, Stage, both_ways, furnish, playing, staged, without_posts

HONOUR = "/highlight 市级以上荣誉 市级 先进集体"
PDF = ("台账.pdf", b"%PDF-1.7\n%%EOF")
GONE = refuse(400, "Bad Request: wrong file_id or the file is temporarily unavailable")


def audited(stage: Stage, act: str = "%") -> str:
    found = engine.rows(stage.database, "SELECT body FROM audit WHERE act LIKE :act ORDER BY seq", act=act)
    return " ".join(row["body"] for row in found)


def shelf(stage: Stage) -> list[Path]:
    return sorted(path for path in (stage.folder / "evidence").rglob("*") if path.is_file())


@both_ways
def test_a_copy_without_its_makers_notes_is_kept_by_what_it_contains(stage: Stage) -> None:
    notes = Image.Exif()
    notes[0x0112], notes[0x010F] = 6, "手机"
    notes.get_ifd(0x8825)[1] = "N"
    taken = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(taken, "JPEG", exif=notes, comment=b"secret")
    stage.say(HEAD, document=("证书.jpg", taken.getvalue()), caption="/report 工单按期回复率 98/100")
    stage.say(HEAD, document=("再发.jpg", taken.getvalue()), reply_to=stage.said(HEAD)[0].id)
    stage.say(HEAD, document=PDF, reply_to=stage.said(HEAD)[0].id)
    kept = {path.suffix: path for path in shelf(stage)}
    assert kept.keys() == {".jpg", ".pdf"}, "the same content is kept once"
    assert kept[".pdf"].read_bytes() == PDF[1]
    with Image.open(kept[".jpg"]) as photo:
        assert (photo.size, dict(photo.getexif()), photo.info.get("comment")) == ((30, 40), {}, None)
    for path in kept.values():
        assert hashlib.sha256(path.read_bytes()).hexdigest() == path.stem
        assert path.stem in audited(stage)


HOSTILE = (
    ("坏.jpg", b"\xff\xd8\xff\xe0 no picture", "打不开"),
    ("假.pdf", b"MZ not a pdf", "打不开"),
    ("炸弹.png", BOMB, "像素过多"),
    ("炸弹.docx", SWELLING, "解开后过大"),
)


def test_what_turns_out_to_be_no_evidence_is_taken_back_and_its_sender_told(stage: Stage) -> None:
    for number, (name, data, said) in enumerate(HOSTILE, 1):
        stage.say(HEAD, document=(name, data), caption=f"{HONOUR}{number}")
        assert f"编号 {number:04} 的佐证“{name}”{said}" in stage.last(HEAD).text
        assert (stage.books(number)["evidence"], shelf(stage)) == (0, [])
    card = stage.card(OFFICE_REVIEWER)
    assert "佐证" not in card.text
    stage.say(OFFICE_REVIEWER, "确认", reply_to=card.id)
    assert "必须附佐证" in stage.last(OFFICE_REVIEWER).text
    assert {row["state"] for row in stage.json("submissions")} == {"pending"}


def test_a_copy_that_was_changed_or_lost_is_found(waiting_stage: Stage) -> None:
    stage = waiting_stage
    with playing(stage):
        stage.say(HEAD, document=PDF, caption="/report 工单按期回复率 98/100")
    (copy,) = shelf(stage)
    copy.write_bytes(b"%PDF-1.7 another")
    changed = stage.leitai("audit", "verify")
    assert (changed.code, "与存证不符" in changed.reason, str(copy) in changed.reason) == (1, True, True)
    copy.unlink()
    lost = stage.leitai("audit", "verify")
    assert (lost.code, "少 1 份" in lost.err, "存证链完整" in lost.out) == (1, True, True)


def test_what_the_chat_server_gives_only_later_is_kept_then(stage: Stage) -> None:
    stage.chat.faults.plan(GONE, method="getFile", times=2)
    stage.chat.faults.plan(reset(), method="getFile", nth=2, times=2)
    stage.say(HEAD, document=PDF, caption="/report 工单按期回复率 98/100")
    assert [path.read_bytes() for path in shelf(stage)] == [PDF[1]]
    assert len(stage.said(HEAD)) == 1, "nobody need know"


def test_a_copy_that_cannot_be_had_is_given_up_after_many_tries_and_that_is_said(stage: Stage) -> None:
    stage.chat.faults.plan(GONE, method="getFile", times=None)
    stage.say(HEAD, document=PDF, caption="/report 工单按期回复率 98/100")
    assert "没能存档" in stage.last(HEAD).text
    assert (shelf(stage), stage.books()["evidence"]) == ([], 1)
    for media in stage.chat.world.files._media.values():
        media.value["file_id"] += "x"
    stage.press(REVIEWER, stage.card(REVIEWER).id, "查看佐证")
    assert "取不到了" in stage.last(REVIEWER).text


@pytest.fixture
def small_stage(quiet_furnished: Path, tmp_path: Path) -> Iterator[Stage]:
    """The running bot under a rulebook that gives evidence little room."""
    folder, file = Path(shutil.copytree(quiet_furnished, tmp_path / "data")), tmp_path / "small.toml"
    (folder / "leitai.db").unlink(missing_ok=True)
    file.write_bytes(without_posts(tmp_path).read_bytes() + b"\n[evidence]\nquota_mb = 1\n")
    furnish(folder, file, roster_csv())
    with staged("in process", folder, file) as stage, playing(stage):
        yield stage


def test_a_copy_of_what_was_withdrawn_is_removed_when_its_time_is_over(quiet_stage: Stage) -> None:
    stage = quiet_stage
    stage.say(HEAD, document=PDF, caption="/report 工单按期回复率 98/100")
    stage.say(HEAD, document=("另一份.pdf", b"%PDF-1.7 another"), caption="/report 工单办结率 98/100")
    (card, _) = stage.cards(REVIEWER)
    stage.say(HEAD, "/undo 0001")
    stage.later(days=30, hours=23)
    assert len(shelf(stage)) == 2
    stage.later(days=1, hours=1)
    stage.notice(lambda: len(shelf(stage)) == 1)
    assert [path.read_bytes() for path in shelf(stage)] == [b"%PDF-1.7 another"]
    assert hashlib.sha256(PDF[1]).hexdigest() in audited(stage, "evidence_gone")
    assert "佐证 1（已按规定清理）" in stage.seen(REVIEWER, card.id).text
    before = stage.counts()
    stage.say(REVIEWER, "查看佐证", reply_to=card.id)
    (listed,) = stage.new(before)[REVIEWER]
    assert "台账.pdf" in listed
    assert "已按规定清理" in listed
    verified = stage.leitai("audit", "verify")
    assert (verified.code, verified.err) == (0, "")


def test_beyond_the_quota_nothing_is_kept_the_sender_is_told_and_the_report_counts(small_stage: Stage) -> None:
    stage = small_stage
    stage.say(HEAD, document=("大.pdf", b"%PDF-1.7" + bytes(900_000)), caption="/report 工单按期回复率 98/100")
    stage.say(HEAD, document=("大二.pdf", b"%PDF-1.7" + bytes(200_000)), caption="/report 工单办结率 98/100")
    assert "编号 0002 的佐证“大二.pdf”没有收下" in stage.last(HEAD).text
    assert (len(shelf(stage)), stage.books(2)["state"], stage.books(2)["evidence"]) == (1, "pending", 0)
    assert "佐证存档已用 0 MB，上限 1 MB" in stage.last(ADMIN).text


@pytest.mark.parametrize("way", ["own process"], indirect=True)
def test_what_is_owed_when_the_bot_is_killed_is_fetched_once_when_it_is_back(stage: Stage) -> None:
    assert isinstance(stage, OwnProcess)
    plan = stage.chat.faults.plan(hang(), method="getFile")
    stage.chat.say(HEAD, document=PDF, caption="/report 工单按期回复率 98/100")
    stage.until(lambda: plan.hits)
    stage.kill()
    assert shelf(stage) == []
    stage.start()
    stage.settle()
    assert [path.read_bytes() for path in shelf(stage)] == [PDF[1]]
    assert audited(stage).count(hashlib.sha256(PDF[1]).hexdigest()) == 2, "of what was sent and of what is stored"
    assert stage.books()["evidence"] == 1
