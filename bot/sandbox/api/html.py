"""Reads the HTML parse mode as Telegram's server does; offsets are UTF-16."""

import re
from dataclasses import dataclass, field

from bot.sandbox.refusals import Json, bad
from bot.sandbox.world.entities import found, units

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#(?P<whole>[0-9]{1,8})|#[xX](?P<hex>[0-9a-fA-F]{1,7})|(?P<name>lt|gt|amp|quot));?")


@dataclass(slots=True)
class _Open:
    tag: str
    offset: int
    argument: str = ""
    flags: set[str] = field(default_factory=set)


class _Html:
    """One pass over a text in HTML."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.place = 0
        self.text: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def fail(self, reason: str, begin: int | None = None) -> Exception:
        at = "" if begin is None else f" at byte offset {len(self.source[:begin].encode())}"
        return bad(f"can't parse entities: {reason.replace('{at}', at) if '{at}' in reason else reason + at}")

    def add(self, text: str) -> None:
        self.text.append(text)
        self.offset += units(text)

    def run(self) -> tuple[str, list[Json]]:
        source = self.source
        while self.place < len(source):
            letter = source[self.place]
            if letter == "<":
                self.end_tag() if source[self.place + 1 : self.place + 2] == "/" else self.start_tag()
            elif letter == "&" and (match := REFERENCE.match(source, self.place)):
                self.add(_decoded(match))
                self.place = match.end()
            else:
                self.add(letter)
                self.place += 1
        if self.open:
            raise self.fail(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return "".join(self.text), self.entities

    def upto(self, stops: str) -> str:
        begin = self.place
        while self.place < len(self.source) and self.source[self.place] not in stops:
            self.place += 1
        return self.source[begin : self.place]

    def blanks(self) -> None:
        while self.place < len(self.source) and self.source[self.place].isspace():
            self.place += 1

    def start_tag(self) -> None:
        begin = self.place
        self.place += 1
        name = self.upto(" \t\r\n\f\v>").lower()
        if self.place >= len(self.source):
            raise self.fail("Unclosed start tag", begin)
        if name not in KINDS:
            raise self.fail(f'Unsupported start tag "{name}"', begin)
        tag = _Open(name, self.offset)
        while True:
            self.blanks()
            if self.place >= len(self.source):
                raise self.fail(f'Unclosed start tag "{name}"', begin)
            if self.source[self.place] == ">":
                break
            self.attribute(tag, begin)
        self.place += 1
        if name == "span" and tag.argument != "tg-spoiler":
            raise self.fail('Tag "span" must have class "tg-spoiler"', begin)
        self.open.append(tag)

    def attribute(self, tag: _Open, begin: int) -> None:
        name = self.upto(" \t\r\n\f\v=>").lower()
        if not name:
            raise self.fail(f'Empty attribute name in the tag "{tag.tag}"', begin)
        self.blanks()
        if self.source[self.place : self.place + 1] != "=":
            tag.flags.add(name)
            return
        self.place += 1
        self.blanks()
        if self.place >= len(self.source):
            raise self.fail(f'Unclosed start tag "{tag.tag}"', begin)
        value = self.value(begin)
        if (tag.tag, name) in {("a", "href"), ("tg-emoji", "emoji-id"), ("span", "class"), ("code", "class")}:
            tag.argument = value
        elif tag.tag == "blockquote":
            tag.flags.add(name)

    def value(self, begin: int) -> str:
        quote = self.source[self.place]
        if quote not in "'\"":
            start = self.place
            while self.place < len(self.source) and re.match(r"[A-Za-z0-9.-]", self.source[self.place]):
                self.place += 1
            if self.place >= len(self.source) or not (
                self.source[self.place].isspace() or self.source[self.place] == ">"
            ):
                raise self.fail("Unexpected end of name token", start)
            return self.source[start : self.place].lower()
        self.place += 1
        raw = self.upto(quote)
        if self.place >= len(self.source):
            raise self.fail("Unclosed start tag", begin)
        self.place += 1
        return REFERENCE.sub(_decoded, raw)

    def end_tag(self) -> None:
        begin = self.place
        if not self.open:
            raise self.fail("Unexpected end tag", begin)
        self.place += 2
        name = self.upto(" \t\r\n\f\v>").lower()
        self.blanks()
        if self.source[self.place : self.place + 1] != ">":
            raise self.fail("Unclosed end tag", begin)
        self.place += 1
        tag = self.open.pop()
        if name not in ("", tag.tag):
            raise self.fail(f'Unmatched end tag{{at}}, expected "</{tag.tag}>", found "</{name}>"', begin)
        if self.offset > tag.offset:
            self.close(tag)

    def close(self, tag: _Open) -> None:
        entity: Json = {"type": KINDS[tag.tag], "offset": tag.offset, "length": self.offset - tag.offset}
        if tag.tag == "a":
            url = tag.argument or "".join(self.text).encode("utf-16-le")[tag.offset * 2 :].decode("utf-16-le")
            if "." not in url and "://" not in url:
                return
            entity["url"] = url
        elif tag.tag == "tg-emoji":
            if not tag.argument.isdigit():
                raise self.fail("Invalid custom emoji identifier specified")
            entity["custom_emoji_id"] = tag.argument
        elif tag.tag == "blockquote" and "expandable" in tag.flags:
            entity["type"] = "expandable_blockquote"
        elif tag.tag == "code" and tag.argument.startswith("language-"):
            entity["language"] = tag.argument.removeprefix("language-")
        elif tag.tag == "pre" and self.entities:
            inner = self.entities[-1]
            if inner["type"] == "code" and inner["offset"] == tag.offset and inner["length"] == entity["length"]:
                self.entities.pop()
                entity.update({"language": inner["language"]} if "language" in inner else {})
        self.entities.append(entity)


def _decoded(match: re.Match[str]) -> str:
    if match["name"]:
        return NAMED[match["name"]]
    code = int(match["whole"]) if match["whole"] else int(match["hex"], 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else match[0]


def parsed(text: str, parse_mode: str | None, given: list[Json] | None) -> tuple[str, tuple[Json, ...]]:
    """Turn what the bot sent into the text that people see and its entities, or refuse it."""
    if parse_mode:
        if parse_mode.lower() != "html":
            raise bad("unsupported parse_mode")
        text, marked = _Html(text).run()
    else:
        marked = [dict(entity) for entity in given or []]
    text, marked = _trimmed(text, marked)
    for entity in marked:
        if entity["type"] == "code":
            entity.pop("language", None)
    return text, found(text, marked)


def _trimmed(text: str, marked: list[Json]) -> tuple[str, list[Json]]:
    kept = text.rstrip()
    lead = units(kept) - units(kept.lstrip())
    kept = kept.lstrip()
    end = units(kept)
    result = []
    for entity in marked:
        begin = max(entity["offset"] - lead, 0)
        length = min(entity["offset"] - lead + entity["length"], end) - begin
        if length > 0:
            result.append({**entity, "offset": begin, "length": length})
    return kept, result
