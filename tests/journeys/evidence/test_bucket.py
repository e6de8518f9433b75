"""佐证 in a bucket: the same promises as on a disk, and patience while the bucket does not answer."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import shelf
from bot.files import read_sample
from bot.settings import load_settings
from tests import bucket, engine
from tests.bot.commands.conftest import refused
from tests.bucket import Bucket
from tests.cast import ADMIN, HEAD, REVIEWER
from tests.stage import InProcess, Stage, command, playing

PDF = ("台账.pdf", b"%PDF-1.7\n%%EOF")


@pytest.fixture
def there() -> Iterator[Bucket]:
    with bucket.serving() as found:
        yield found


@pytest.fixture
def bucket_stage(waiting_stage: Stage, there: Bucket, monkeypatch: pytest.MonkeyPatch) -> Iterator[InProcess]:
    """The running bot, whose evidence is in a bucket."""
    assert isinstance(waiting_stage, InProcess)
    waiting_stage.settings |= there.env
    with monkeypatch.context() as patch:
        for name, value in waiting_stage.env().items():
            patch.setenv(name, value)
        waiting_stage.bucket = load_settings().bucket
    with playing(waiting_stage):
        yield waiting_stage


@engine.sqlite_alone
def test_evidence_is_kept_shown_verified_backed_up_and_put_back(
    bucket_stage: InProcess, there: Bucket, picture: bytes, tmp_path: Path
) -> None:
    stage = bucket_stage
    stage.say(HEAD, document=PDF, caption="/report 工单按期回复率 98/100")
    stage.say(HEAD, document=("再发.pdf", PDF[1]), reply_to=stage.said(HEAD)[0].id)
    stage.say(HEAD, document=("证书.png", picture), reply_to=stage.said(HEAD)[0].id)
    (kept,) = [key for key in there.things if key.endswith(".pdf")]
    assert len(there.puts) == len(there.things) == 2, "what is there is not written again"
    assert all(key.startswith("house/one/") for key in there.things)
    assert there.things[kept] == PDF[1]
    assert list((stage.folder / "evidence").rglob("*.*")) == []
    stage.press(REVIEWER, stage.card(REVIEWER).id, "查看佐证")
    assert stage.books()["evidence"] == 3

    made = tmp_path / "house.tar"
    assert stage.leitai("backup", str(made)).code == 0
    assert "存储桶" not in stage.leitai("check").err
    assert f"佐证存档：可用 s3://{bucket.NAME}/house/one，2 份" in stage.leitai("check").out
    there.things[kept] = b"%PDF-1.7 another"
    verified = stage.leitai("audit", "verify")
    assert f"s3://{bucket.NAME}/{kept} 与存证不符" in verified.err
    del there.things[kept]
    there.things["house/one/ab/later.pdf"] = b"later"
    told = stage.leitai("audit", "verify").err
    assert f"存档里没有 s3://{bucket.NAME}/{kept}（共少 1 份）" in told
    assert "多出" in told
    there.things["house/other"] = b"another's"
    elsewhere = {**stage.env(), "LEITAI_DATA_DIR": str(tmp_path / "elsewhere")}
    assert command("restore", str(made), env=elsewhere).code == 0
    assert command("audit", "verify", env=elsewhere).code == 0
    assert there.things[kept] == PDF[1]
    assert "house/other" in there.things, "only what is below the prefix is ours"
    (aside,) = (tmp_path / "elsewhere").glob("replaced-*")
    assert (aside / "evidence/ab/later.pdf").read_bytes() == b"later"


def test_while_the_bucket_does_not_answer_evidence_waits_and_the_admins_hear_of_it(
    bucket_stage: InProcess, there: Bucket, picture: bytes, tmp_path: Path
) -> None:
    stage = bucket_stage
    there.fault = 403
    stage.chat.say(HEAD, document=("证书.png", picture), caption="/report 工单按期回复率 98/100")
    stage.until(lambda: [one for one in stage.said(ADMIN) if "存储桶连不上" in one.text])
    stage.until(lambda: stage.cards(REVIEWER))
    refused(stage.leitai("check"), "LEITAI_EVIDENCE_URL", "没有权限")
    refused(stage.leitai("audit", "verify"), "没有权限")
    there.fault = None
    stage.settle()
    assert [key.endswith(".png") for key in there.things] == [True]
    assert len([one for one in stage.said(ADMIN) if "存储桶连不上" in one.text]) == 1

    there.fault = 403
    stage.chat.press(REVIEWER, stage.card(REVIEWER).id, "查看佐证")
    stage.notice(lambda: engine.rows(stage.database, "SELECT id FROM outbox WHERE state = 'ready' AND attempts > 0"))
    there.fault = None
    stage.settle()
    assert [call.ok for call in stage.chat.calls.of("sendDocument", chat=REVIEWER)] == [True], "it went out later"
    there.fault = 403
    refused(stage.leitai("backup", str(tmp_path / "house.tar")), "LEITAI_EVIDENCE_URL", "没有权限")
    assert not (tmp_path / "house.tar").exists(), "a backup without its evidence is none"
    there.fault = None
    refused(stage.leitai("check", env={"AWS_ENDPOINT_URL": "http://127.0.0.1:9"}), "LEITAI_EVIDENCE_URL", "连不上")
    refused(stage.leitai("check", env={"LEITAI_EVIDENCE_URL": "s3://nobodys"}), "LEITAI_EVIDENCE_URL")
    refused(stage.leitai("check", env={"LEITAI_EVIDENCE_URL": "/a/folder"}), "LEITAI_EVIDENCE_URL：应为")
    for odd in ({"AWS_ENDPOINT_URL": "nonsense"}, {"AWS_ENDPOINT_URL": "http://a b"}, {"AWS_REGION": "Ö"}):
        refused(stage.leitai("check", env=odd), "AWS_ENDPOINT_URL 应为")
    named = stage.leitai("check", env={"LEITAI_BACKUP_DIR": f"/nowhere/{bucket.SECRET}"})
    assert "/nowhere/…" in named.out + named.err
    assert bucket.SECRET not in named.out + named.err


def test_how_a_bucket_is_reached_may_stand_beside_the_rulebook(
    waiting_stage: Stage, there: Bucket, tmp_path: Path
) -> None:
    rulebook = tmp_path / "own" / "rulebook.toml"
    rulebook.parent.mkdir()
    rulebook.write_bytes(read_sample())
    lines = [f"{name}={value}\n" for name, value in there.env.items()]
    rulebook.with_name(".env").write_text("".join(lines), "utf-8")
    done = waiting_stage.leitai("check", env={"LEITAI_RULEBOOK": str(rulebook)})
    assert "佐证存档：可用" in done.out


def test_a_bucket_and_a_folder_keep_the_same_promises(there: Bucket, tmp_path: Path) -> None:
    config = {name.removeprefix("AWS_").lower(): value for name, value in there.env.items() if name.startswith("AWS_")}
    for one in (shelf.Folder(tmp_path / "shelf"), shelf.Bucket(there.env["LEITAI_EVIDENCE_URL"], config)):
        assert one.places() == set()
        assert (one.read("ab/x.pdf"), shelf.digest(one, "ab/x.pdf")) == (None, None)
        for place in ("ab/x.pdf", "ab/y.pdf", "cd/z.pdf"):
            one.keep(place, place.encode())
        one.keep("ab/x.pdf", b"another")
        assert one.read("ab/x.pdf") == b"ab/x.pdf", "what is there stays"
        assert one.places() == {"ab/x.pdf", "ab/y.pdf", "cd/z.pdf"}
        one.remove(["ab/x.pdf", "ab/nowhere.pdf"])
        one.remove([])
        one.take_away("ab/y.pdf", tmp_path / "y.pdf")
        assert (tmp_path / "y.pdf").read_bytes() == b"ab/y.pdf"
        (tmp_path / "y.pdf").unlink()
        assert one.places() == {"cd/z.pdf"}
