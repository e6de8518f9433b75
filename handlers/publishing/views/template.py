"""The bureau's own template of the circular (.docx): what may stand in its tags, and what is put in their place.

A tag shows what `named` names, repeats over a list or asks whether there is anything. Nothing else is let in: no call, no
assignment, no reckoning, no way to what lies behind a value. What is filled in is text, whatever it holds.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from typing import Any

from handlers.publishing.results import Circular, CircularArena
from handlers.publishing.texts.circulars import BARE, CIRCULAR, SAMPLE
from handlers.publishing.views import circular as words
from handlers.publishing.views.paper import plain, steady
from handlers.results import Values
from handlers.texts import listed, when

Fault = tuple[str, Values]
"""What is wrong with a template: a code, and the tag and the place."""
_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml")
_BLOCK = re.compile(r"<w:p[ >].*?</w:p>", re.DOTALL)
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_HALF = re.compile(r"(?:\{\{|\{%).*|(?:\}\}|%\})", re.DOTALL)
"""What is left of a tag in a paragraph in which it does not both begin and end."""
_MARKUP = re.compile(r"<[^>]+>")


def named(found: Circular) -> dict[str, Any]:
    """Return what the tags of a template may name."""
    return {
        "office": plain(found.office),
        "sign": plain(found.sign),
        "title": plain(words.title_of(found).replace("\n", "")),
        "to": plain(found.to),
        "symbol": plain(found.symbol),
        "competition": plain(found.competition),
        "period": plain(found.period),
        "version": str(found.version),
        "day": CIRCULAR["day"].format(day=found.day),
        "notice": "" if found.notice is None else when(found.notice),
        "parts": [
            {"heading": plain(heading), "lines": [plain(line) for line in lines]}
            for heading, lines in words.parts_of(found)
        ],
        "arenas": [_arena(arena) for arena in found.arenas],
        "corrections": [
            {
                "number": f"{one.number:04}",
                "unit": plain(one.unit),
                "metric": plain(one.metric),
                "before": plain(one.before),
                "after": plain(one.after),
                "why": plain(one.why),
            }
            for one in found.corrections
        ],
        "seals": listed(found.seals),
    }


def _arena(arena: CircularArena) -> dict[str, Any]:
    return {
        "name": plain(arena.name),
        "full_marks": arena.full_marks,
        "rows": [
            {"rank": row.rank, "name": plain(row.name), "total": row.total, "remarks": words.remarks(row)}
            for row in arena.rows
        ],
        "notes": words.notes(arena),
        "best": [
            {"category": plain(category), "units": plain(listed(units)), "points": points}
            for category, units, points in arena.best
        ],
        "vetoes": [{"unit": plain(unit), "effects": plain(effects)} for unit, effects in arena.vetoes],
    }


def build(found: Circular, *, whole: bool = False) -> bytes:
    """Return the circular as the bytes of a .docx, made from the template of the bureau; `whole`: to try all of it."""
    from docxtpl import DocxTemplate  # type: ignore[import-untyped]  # noqa: PLC0415 - loaded by whoever makes one

    from handlers.publishing.views.tags import Tags  # noqa: PLC0415 - as above

    book, out = DocxTemplate(io.BytesIO(found.template)), io.BytesIO()
    book.render(named(found), Tags(whole=whole), autoescape=True)
    book.save(out)
    return steady(out.getvalue())


def faults(content: bytes) -> list[Fault]:
    """Try a template, which was judged to be a harmless .docx; returns what is wrong with its tags, with the place."""
    from jinja2 import TemplateError  # noqa: PLC0415 - as above

    from handlers.publishing.views.tags import ForbiddenError  # noqa: PLC0415 - as above

    tags = list(_tags(content))
    if not tags:
        return [("template_empty", {})]
    found = [fault for tag, place in tags for fault in _judged(tag, place)]
    if found:
        return found
    for sample, whole in ((SAMPLE, False), (BARE, False), (SAMPLE, True)):
        try:
            build(replace(sample, template=content), whole=whole)
        except ForbiddenError:
            return [("template_deep", {})]
        except TemplateError as error:
            tag, place = _blamed(tags, error)
            return [("template_tag", {"tag": tag, "place": place, "why": _why(error)})]
        except Exception:  # noqa: BLE001 - whatever lxml makes of tags that tear paragraphs or rows apart
            return [("template_torn", {})]
    return []


def _tags(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield every tag as its author sees it, with where it stands: the beginning of its paragraph."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in sorted(filter(_PARTS.fullmatch, packed.namelist())):
            text = packed.read(name).decode("utf-8", "replace")
            for block in _BLOCK.findall(text):
                written = unescape(_MARKUP.sub("", block))
                found = [*_TAG.findall(written), *_HALF.findall(_TAG.sub("", written))]
                yield from ((tag, written.strip()[:30]) for tag in found)


def _judged(tag: str, place: str) -> Iterator[Fault]:
    """Yield what is wrong with one tag by itself: it cannot be read, or does what none may."""
    from jinja2 import TemplateSyntaxError  # noqa: PLC0415 - as above

    from handlers.publishing.views.tags import ForbiddenError, Tags  # noqa: PLC0415 - as above

    if not _TAG.fullmatch(tag):
        yield "template_tag", {"tag": tag, "place": place, "why": "unreadable"}
        return
    inner = re.sub(r"^(\{[{%])-?(?:p|tr|tc|r)?\s", r"\1 ", tag)
    word, *_ = inner[2:-2].split() or [""]
    around = AROUND.get(word, ("", "")) if inner.startswith("{%") else ("", "")
    try:
        Tags().judge(around[0] + inner + around[1])
    except ForbiddenError:
        yield "template_forbidden", {"tag": tag, "place": place}
    except TemplateSyntaxError as error:
        yield "template_tag", {"tag": tag, "place": place, "why": _why(error)}


AROUND = {
    "for": ("", "{% endfor %}"),
    "if": ("", "{% endif %}"),
    "elif": ("{% if 1 %}", "{% endif %}"),
    "else": ("{% if 1 %}", "{% endif %}"),
    "endfor": ("{% for one in parts %}", ""),
    "endif": ("{% if 1 %}", ""),
}
"""What makes a whole of a tag that is one end of something."""


def _blamed(tags: list[tuple[str, str]], error: Exception) -> tuple[str, str]:
    """Return the tag that an error is about, with its place: the one that names what the error names, else the last."""
    words = re.findall(r"'(\w+)'", str(error))
    for word in reversed(words):
        for tag, place in tags:
            if re.search(rf"\b{word}\b", tag):
                return tag, place
    return tags[-1]


def _why(error: Exception) -> str:
    """Return what is wrong, as a word of ours."""
    text = str(error)
    return "unknown" if "undefined" in text or "has no attribute" in text else "unreadable"
