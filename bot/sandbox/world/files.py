"""Keeps every file that was ever sent, and knows it again by its file id."""

import hashlib
import io
from dataclasses import dataclass, field

from PIL import Image

from bot.sandbox.facts import LIMITS
from bot.sandbox.refusals import Json, bad

SIZES = (("s", 90), ("m", 320), ("x", 800), ("y", 1280), ("w", 2560))
"""The sizes in which a photo is kept: mark and longest side in pixels."""
FOLDERS = {"photo": "photos", "document": "documents", "sticker": "stickers", "voice": "voice"}
ENDINGS = {"photo": ".jpg", "sticker": ".webp", "voice": ".oga"}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it is handed over."""

    name: str
    data: bytes
    mime: str

    def __repr__(self) -> str:
        return f"<{self.name}, {len(self.data)} bytes>"


@dataclass(frozen=True, slots=True)
class Media:
    """A photo, a document or the like as part of a message; equal if it is the same file."""

    kind: str
    number: int
    value: Json | list[Json] = field(compare=False)
    data: bytes = field(compare=False, repr=False)
    name: str = field(compare=False)
    mime: str = field(compare=False)


class Shelf:
    """All files by number; bytes that came twice are kept once."""

    def __init__(self) -> None:
        self._media: dict[int, Media] = {}
        self._bytes: dict[bytes, bytes] = {}
        self._number = 0

    def photo(self, data: bytes, *, strict: bool) -> Media:
        """Keep a photo; the bot's are refused unless they are pictures within Telegram's limits."""
        width, height = _measured(data, strict=strict)
        number = self._next()
        sizes = [
            self._file("photo", number, size, len(data) if last else 0, width=wide, height=high)
            for size, wide, high, last in _sizes(width, height)
        ]
        return self._keep(Media("photo", number, sizes, self._kept(data), f"file_{number}.jpg", "image/jpeg"))

    def file(self, kind: str, upload: Upload, **details: object) -> Media:
        """Keep a document, a sticker or a voice message."""
        number = self._next()
        value = self._file(kind, number, "f", len(upload.data), **details)
        if kind == "document":
            value |= {"file_name": upload.name, "mime_type": upload.mime}
        return self._keep(Media(kind, number, value, self._kept(upload.data), upload.name, upload.mime))

    def known(self, file_id: str, kind: str) -> Media:
        """Find what was sent before under a file id, to send it again."""
        media = self._find(file_id)
        if media is None:
            raise bad("wrong file identifier/HTTP URL specified")
        if media.kind != kind:
            raise bad(f"can't use file of type {media.kind.capitalize()} as {kind.capitalize()}")
        return media

    def describe(self, file_id: str) -> Json:
        """Answer getFile."""
        media = self._find(file_id)
        if media is None:
            raise bad("wrong file_id or the file is temporarily unavailable")
        if len(media.data) > LIMITS["download_bytes"]:
            raise bad("file is too big")
        one = next(size for size in _listed(media) if size["file_id"] == file_id)
        ending = ENDINGS.get(media.kind) or f".{media.name.rpartition('.')[2]}"
        mark = "" if one is _listed(media)[-1] else file_id.rpartition("-")[2]
        path = f"{FOLDERS.get(media.kind, 'files')}/file_{media.number}{mark}{ending}"
        size = len(self.read(path) or b"")
        return {"file_id": file_id, "file_unique_id": one["file_unique_id"], "file_size": size, "file_path": path}

    def read(self, path: str) -> bytes | None:
        """Return the bytes behind a file path; smaller sizes of a photo are drawn when asked for."""
        stem = path.rpartition("/")[2].rpartition(".")[0].removeprefix("file_")
        digits = stem.rstrip("".join(mark for mark, _ in SIZES))
        media = self._media.get(int(digits)) if digits.isdigit() else None
        if media is None or not path.startswith(FOLDERS.get(media.kind, "files") + "/"):
            return None
        mark = stem[len(digits) :]
        return _smaller(media.data, dict(SIZES)[mark]) if mark else media.data

    def _find(self, file_id: str) -> Media | None:
        parts = file_id.split("-")
        if len(parts) != 4 or parts[0] != "leitai" or not parts[2].isdigit():
            return None
        media = self._media.get(int(parts[2]))
        return media if media and any(one["file_id"] == file_id for one in _listed(media)) else None

    def _next(self) -> int:
        self._number += 1
        return self._number

    def _keep(self, media: Media) -> Media:
        self._media[media.number] = media
        return media

    def _kept(self, data: bytes) -> bytes:
        return self._bytes.setdefault(hashlib.sha256(data).digest(), data)

    @staticmethod
    def _file(kind: str, number: int, mark: str, size: int, **details: object) -> Json:
        names = {"file_id": f"leitai-{kind}-{number}-{mark}", "file_unique_id": f"{kind[0]}{number}{mark}"}
        return {**names, **details, **({"file_size": size} if size else {})}


def _listed(media: Media) -> list[Json]:
    return media.value if isinstance(media.value, list) else [media.value]


def _measured(data: bytes, *, strict: bool) -> tuple[int, int]:
    """Width and height in pixels; a person's client would have made a picture of anything."""
    if strict and len(data) > LIMITS["upload_photo_bytes"]:
        raise bad("file is too big")
    try:
        with Image.open(io.BytesIO(data)) as picture:
            width, height = picture.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        if strict:
            raise bad("IMAGE_PROCESS_FAILED") from None
        return 800, 600
    long, short = max(width, height), max(min(width, height), 1)
    if strict and (width + height > LIMITS["photo_sides"] or long > LIMITS["photo_ratio"] * short):
        raise bad("PHOTO_INVALID_DIMENSIONS")
    return width, height


def _sizes(width: int, height: int) -> list[tuple[str, int, int, bool]]:
    """List the sizes made of a photo, the largest last: mark, width, height, whether it is the largest."""
    side = max(width, height)
    steps = [(mark, box) for mark, box in SIZES if box < side]
    last = next((mark for mark, box in SIZES if box >= side), SIZES[-1][0])
    whole = min(side, SIZES[-1][1])
    marks = [*((mark, box) for mark, box in steps if mark != last), (last, whole)]
    return [
        (mark, max(width * box // side, 1), max(height * box // side, 1), place == len(marks) - 1)
        for place, (mark, box) in enumerate(marks)
    ]


def _smaller(data: bytes, box: int) -> bytes:
    try:
        with Image.open(io.BytesIO(data)) as picture:
            small = picture.convert("RGB")
    except (OSError, ValueError, SyntaxError):
        return data
    small.thumbnail((box, box))
    out = io.BytesIO()
    small.save(out, "JPEG")
    return out.getvalue()
