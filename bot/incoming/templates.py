"""Opening the bureau's own template of circulars: judged as a file before anything of it is parsed, then tried."""

import io
import re
import zipfile

from bot.incoming.workbooks import UnfitError
from handlers.publishing.views.template import Fault, faults

LARGEST = 2_000_000
"""Bytes of a template: one with an emblem has a tenth of it."""
LARGEST_UNPACKED = 20_000_000
MOST_PARTS = 500
_ELSEWHERE = re.compile(rb"TargetMode\s*=\s*[\"']External", re.IGNORECASE)
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def refuse_unless_template(name: str, size: int | None) -> None:
    """Refuse what its name or size alone rules out."""
    if size is not None and size > LARGEST:
        raise UnfitError("template_too_big", name=name, most=LARGEST // 1000)


def read_template(name: str, data: bytes) -> list[Fault]:
    """Return what is wrong with the tags of a template; UnfitError says what is wrong with it as a file."""
    from bot.incoming import cleaning  # noqa: PLC0415 - Pillow is loaded by whoever sends one

    refuse_unless_template(name, len(data))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise UnfitError("template_unsafe", name=name)
        if cleaning.clean(data)[0] != "docx":
            raise UnfitError("template_broken", name=name)
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            texts = {part: packed.read(part) for part in packed.namelist() if part.endswith((".xml", ".rels"))}
    except cleaning.UnfitError as unfit:
        raise UnfitError("template_broken" if str(unfit) == "unreadable" else "template_unsafe", name=name) from None
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError):
        raise UnfitError("template_broken", name=name) from None
    if any(_DECLARED.search(text.replace(b"\0", b"")) for text in texts.values()):
        raise UnfitError("template_unsafe", name=name)
    if any(_ELSEWHERE.search(text.replace(b"\0", b"")) for part, text in texts.items() if part.endswith(".rels")):
        raise UnfitError("template_linked", name=name)
    return faults(data)
