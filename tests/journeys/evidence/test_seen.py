"""查看佐证: who gets it, where, and from where."""

import io

import pytest
from PIL import Image

from bot.sandbox.watch.faults import refuse
from bot.sandbox.world.messages import Seen
from tests.cast import ADMIN, COLLEAGUE, GROUP, HEAD, LEADER, OTHER_HEAD, REVIEWER
from tests.stage import Stage, playing

PDF = ("台账.pdf", b"%PDF-1.7\n%%EOF")


def sent_since(stage: Stage, place: int, before: dict[int, int]) -> list[Seen]:
    return stage.said(place)[before[place] :]


@pytest.fixture
def reported(stage: Stage, picture: bytes) -> Stage:
    """A report with two photos, a document and a link."""
    stage.chat.say_album(HEAD, [picture] * 2, "/report 工单按期回复率 98/100 https://example.cn/a")
    stage.settle()
    stage.say(HEAD, document=PDF, reply_to=stage.said(HEAD)[0].id)
    return stage


def test_the_button_on_the_card_sends_the_list_an_album_and_the_document(reported: Stage, picture: bytes) -> None:
    stage, before = reported, reported.counts()
    said, alert = stage.press(REVIEWER, stage.card(REVIEWER).id, "查看佐证")
    assert ("私聊" in said, alert) == (True, False)
    listed, *photos, document = sent_since(stage, REVIEWER, before)
    assert "编号 0001 的佐证 4 份：东湖市场监管所 工单按期回复率 98/100（98%）" in listed.text
    assert "https://example.cn/a" in listed.text
    assert "文件 台账.pdf（王所长 11月19日" in listed.text
    assert listed.text.count("SHA-256") == 3
    assert [photo.photo for photo in photos] == [picture] * 2
    assert len({photo.album for photo in photos}) == 1
    assert (document.document, document.album) == (PDF, None)
    assert "编号 0001" in document.text
    assert [len(new) for new in stage.new(before).values()] == [4], "nobody else gets anything"


def test_in_the_group_the_press_is_answered_and_the_files_come_in_private(stage: Stage, picture: bytes) -> None:
    stage.say(HEAD, photo=picture, caption="/report 工单按期回复率 98/100", to=GROUP)
    before = stage.counts()
    assert "私聊" in stage.press(REVIEWER, stage.card(GROUP).id, "查看佐证", to=GROUP)[0]
    assert [seen.photo for seen in sent_since(stage, REVIEWER, before)] == [None, picture]
    before = stage.counts()
    asked = stage.say(REVIEWER, "查看佐证", to=GROUP, reply_to=stage.card(GROUP).id)
    assert (len(sent_since(stage, REVIEWER, before)), stage.seen(GROUP, asked.id).reactions) == (2, ["✍"])
    for person, allowed in ((LEADER, True), (ADMIN, True), (COLLEAGUE, True), (OTHER_HEAD, False)):
        before = stage.counts()
        said, alert = stage.press(person, stage.card(GROUP).id, "查看佐证", to=GROUP)
        assert (alert, "没有任何改动" in said) == (not allowed, not allowed)
        assert {place: len(new) for place, new in stage.new(before).items()} == ({person: 2} if allowed else {})


def test_a_reply_does_the_same_also_after_the_decision(reported: Stage, picture: bytes) -> None:
    stage = reported
    card = stage.card(REVIEWER).id
    stage.say(REVIEWER, "确认", reply_to=card)
    assert stage.card(REVIEWER).buttons == []
    before = stage.counts()
    stage.say(REVIEWER, "查看佐证", reply_to=card)
    assert picture in [seen.photo for seen in sent_since(stage, REVIEWER, before)]
    stage.say(LEADER, "/why 东湖所 工单按期回复率")
    assert "佐证 4 份" in stage.last(LEADER).text
    stage.press(LEADER, stage.last(LEADER).id, "查看佐证 0001")
    assert stage.last(LEADER).document == PDF
    stage.say(OTHER_HEAD, "/why 东湖所 工单按期回复率")
    assert "佐证 4 份" in stage.last(OTHER_HEAD).text
    assert stage.last(OTHER_HEAD).buttons == [], "no button that can only refuse"
    stage.report(HEAD, "铁拳 3")
    stage.say(HEAD, "佐证", reply_to=stage.last(HEAD).id)
    assert "编号 0002 没有佐证" in stage.last(HEAD).text


def test_who_never_started_the_bot_is_told_in_the_group_and_no_file_is_shown_there(
    waiting_stage: Stage, picture: bytes
) -> None:
    stage = waiting_stage
    stage.chat.rooms[REVIEWER].bot = "stranger"
    with playing(stage):
        stage.say(HEAD, photo=picture, caption="/report 工单按期回复率 98/100", to=GROUP)
        stage.press(REVIEWER, stage.card(GROUP).id, "查看佐证", to=GROUP)
        assert "/start" in stage.last(GROUP).text
        assert stage.last(GROUP).reply_to is None, "the card that was pressed is not their message"
        assert [seen.photo for seen in stage.said(GROUP)] == [None, None]


def taken_somewhere() -> bytes:
    """A photo that tells where it was taken."""
    notes, out = Image.Exif(), io.BytesIO()
    notes.get_ifd(0x8825)[1] = "N"
    notes[0x010F] = "phone"
    Image.new("RGB", (40, 30), "red").save(out, "JPEG", exif=notes)
    return out.getvalue()


def uploads(stage: Stage) -> int:
    """Count the files that the chat server keeps."""
    return len(stage.chat.world.files._media)


def test_a_photo_sent_as_a_file_is_seen_as_its_copy_which_is_uploaded_once(stage: Stage) -> None:
    sent = taken_somewhere()
    assert b"phone" in sent
    stage.say(HEAD, document=("现场.jpeg", sent), caption="/report 工单按期回复率 98/100")
    stage.press(REVIEWER, stage.card(REVIEWER).id, "查看佐证")
    name, seen = stage.last(REVIEWER).document or ("", b"")
    assert (name, b"phone" in seen) == ("现场.jpg", False)
    with Image.open(io.BytesIO(seen)) as photo:
        assert (photo.size, dict(photo.getexif())) == ((40, 30), {})
    before = uploads(stage)
    stage.say(LEADER, "/why 东湖所 工单按期回复率")
    stage.press(LEADER, stage.last(LEADER).id, "查看佐证 0001")
    assert stage.last(LEADER).document == (name, seen)
    assert uploads(stage) == before
    forget(stage)
    stage.press(REVIEWER, stage.card(REVIEWER).id, "查看佐证")
    assert stage.last(REVIEWER).document == (name, seen)
    assert uploads(stage) == before + 1


def test_a_photo_of_which_there_is_no_copy_is_not_sent_on_as_it_was_taken(stage: Stage) -> None:
    stage.chat.faults.plan(refuse(400, "Bad Request: file is temporarily unavailable"), method="getFile", times=None)
    stage.say(HEAD, document=("现场.jpg", taken_somewhere()), caption="/report 工单按期回复率 98/100")
    before = stage.counts()
    stage.press(REVIEWER, stage.card(REVIEWER).id, "查看佐证")
    (listed,) = sent_since(stage, REVIEWER, before)
    assert "现场.jpg" in listed.text
    assert "没有存档，请上报人重发" in listed.text


def forget(stage: Stage, *names: str) -> None:
    """Let the chat server forget files; all, where none is named."""
    for media in list(stage.chat.world.files._media.values()):
        if not names or media.name in names:
            for one in media.value if isinstance(media.value, list) else [media.value]:
                one["file_id"] += "x"


def test_one_file_that_is_lost_does_not_take_the_others_with_it(stage: Stage) -> None:
    stage.report(HEAD)
    texts = {f"台账{place}.pdf": b"%PDF-1.7\n" + str(place).encode() + b"\n%%EOF" for place in range(4)}
    for name, data in texts.items():
        stage.say(HEAD, document=(name, data), reply_to=stage.said(HEAD)[0].id)
    shelf = {path.read_bytes(): path for path in (stage.folder / "evidence").rglob("*.pdf")}
    forget(stage, "台账1.pdf", "台账2.pdf")
    shelf[texts["台账1.pdf"]].unlink()
    shelf[texts["台账3.pdf"]].write_bytes(b"%PDF-1.7 another")
    before = stage.counts()
    stage.press(REVIEWER, stage.card(REVIEWER).id, "查看佐证")
    _, *found = sent_since(stage, REVIEWER, before)
    assert [seen.document for seen in found] == [(name, texts[name]) for name in texts if name != "台账1.pdf"]
    assert "取不到了：台账1.pdf。" in found[0].text
    for name in ("台账1.pdf", "台账3.pdf"):
        shelf[texts[name]].write_bytes(texts[name])


def test_what_the_chat_server_has_forgotten_comes_from_the_copy(reported: Stage) -> None:
    stage, before = reported, reported.counts()
    forget(stage)
    stage.press(REVIEWER, stage.card(REVIEWER).id, "查看佐证")
    _, *photos, document = sent_since(stage, REVIEWER, before)
    assert [photo.photo is not None for photo in photos] == [True, True]
    assert document.document == PDF
