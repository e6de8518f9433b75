"""What cleaning makes of files: as a function, and as the program that the bot starts."""

import io
import os
import struct
import sys
from pathlib import Path

import pytest
from PIL import Image

from bot.incoming import cleaning
from bot.incoming.cleaning import UnfitError, clean
from tests.hostile import BOMB, LETTER, SWELLING, TABLE, packed, picture_of

LARGEST = 20_000_000


def picture(kind: str, size: tuple[int, int] = (60, 40), mode: str = "RGB", **how: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind, **how)
    return out.getvalue()


def notes(orientation: int = 1) -> Image.Exif:
    made = Image.Exif()
    made[0x0112], made[0x010F], made[0x9286] = orientation, "maker", "where it was taken"
    return made


@pytest.mark.parametrize(("kind", "ending"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")])
def test_a_picture_loses_the_notes_of_its_maker_and_stands_upright(kind: str, ending: str) -> None:
    sent = picture(kind, exif=notes(6), xmp=b"<x:xmpmeta>maker</x:xmpmeta>") + b"hidden behind it"
    found, stored = clean(sent)
    assert found == ending
    with Image.open(io.BytesIO(stored)) as shown:
        assert (shown.size, dict(shown.getexif())) == ((40, 60), {})
    for secret in (b"maker", b"taken", b"hidden"):
        assert secret in sent
        assert secret not in stored


@pytest.mark.parametrize("mode", ["L", "CMYK", "RGB"])
def test_a_photo_looks_the_same_afterwards(mode: str) -> None:
    gradient = Image.radial_gradient("L").convert(mode)
    out = io.BytesIO()
    gradient.save(out, "JPEG", quality=80, comment=b"secret")
    _, stored = clean(out.getvalue())
    with Image.open(out) as before, Image.open(io.BytesIO(stored)) as after:
        differences = [abs(one - other) for one, other in zip(before.tobytes(), after.tobytes(), strict=True)]
        assert max(differences) <= 4
        assert "comment" not in after.info


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_a_png_keeps_every_pixel(mode: str) -> None:
    sent = picture("PNG", mode=mode, transparency=0) if mode == "P" else picture("PNG", mode=mode)
    _, stored = clean(sent)
    with Image.open(io.BytesIO(sent)) as before, Image.open(io.BytesIO(stored)) as after:
        assert (before.mode, before.tobytes()) == (after.mode, after.tobytes())
        assert before.info.get("transparency") == after.info.get("transparency")


def test_notes_that_are_broken_do_not_spoil_a_photo() -> None:
    sent = picture("JPEG", exif=notes(3))
    assert clean(sent.replace(b"Exif\0\0MM\0*", b"Exif\0\0MM\xff\xff"))[0] == "jpg"


def test_a_large_photo_is_decoded_at_a_fraction_of_its_size() -> None:
    sent = picture("JPEG", (6000, 4000), "L")
    with Image.open(io.BytesIO(clean(sent)[1])) as stored:
        assert stored.size == (3000, 2000)


@pytest.mark.parametrize(("data", "ending"), [(b"%PDF-1.7", "pdf"), (LETTER, "docx"), (TABLE, "xlsx")])
def test_documents_stay_as_they_are(data: bytes, ending: str) -> None:
    assert clean(data) == (ending, data)


def progressive() -> bytes:
    return picture("JPEG", (6000, 4100), "L", progressive=True)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "unreadable"),
        (b"MZ a program", "unreadable"),
        (picture("JPEG", (400, 400))[:-200], "unreadable"),
        (picture_of(40, 40), "unreadable"),
        (b"PK\x03\x04 no list of contents", "unreadable"),
        (packed({"anything.txt": b"x"}), "unreadable"),
        (BOMB, "pixels"),
        (picture_of(4001, 4000), "pixels"),
        (progressive(), "pixels"),
        (SWELLING, "unsafe"),
        (packed({"[Content_Types].xml": b"", "word/document.xml": b"", "word/vbaProject.bin": b""}), "unsafe"),
        (LETTER + b"PK\x01\x02" * 5000, "unsafe"),
    ],
)
def test_what_is_no_evidence_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UnfitError, match=f"^{reason}$"):
        clean(data)


def run(data: bytes, folder: Path) -> tuple[str, int, float]:
    """Run the program as the bot does; returns its first line, the most memory it held in MB, and its CPU seconds."""
    (folder / "in").write_bytes(data)
    files = [
        (os.POSIX_SPAWN_OPEN, 0, str(folder / "in"), os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, str(folder / "out"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
    ]
    command = [sys.executable, "-I", str(Path(__file__).with_name("lean.py")), cleaning.__file__]
    pid = os.posix_spawn(sys.executable, command, os.environ, file_actions=files)
    used = os.wait4(pid, 0)[2]
    line, _, memory = (folder / "out").read_bytes().rpartition(b"\n")
    return line.partition(b"\n")[0].decode(), int(memory) // 1024, used.ru_utime + used.ru_stime


@pytest.mark.parametrize(
    ("data", "verdict"),
    [
        (picture("JPEG", (4000, 4000), exif=notes(6)), "ok jpg"),
        (picture("PNG", (4000, 4000), "RGBA"), "ok png"),
        (picture("WEBP", (5000, 3200)), "no pixels"),
        (b"\x89PNG\r\n\x1a\n" + bytes(LARGEST), "no unreadable"),
        (BOMB, "no pixels"),
        (SWELLING, "no unsafe"),
        (b"PK\x03\x04" + struct.pack("<I", 1) * (LARGEST // 4), "no unreadable"),
    ],
)
def test_no_file_takes_more_than_200_mb_and_what_is_refused_takes_less_than_a_second(
    data: bytes, verdict: str, tmp_path: Path
) -> None:
    said, memory, seconds = run(data, tmp_path)
    assert said == verdict
    assert 5 < memory < 200
    assert seconds < 1 or said.startswith("ok")
