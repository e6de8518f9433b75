"""The last resort of a message that the chat server cannot parse: the same words without markup."""

import html
import re
from dataclasses import replace

from handlers.results import Buttons, Content, Document, Edit, Files, Leave, Message, Picture, Reaction


def plain(content: Content) -> Content:
    """Return the content without HTML."""
    match content:
        case Message():
            return replace(content, text=_strip(content.text))
        case Edit():
            return replace(content, content=replace(content.content, text=_strip(content.content.text)))
        case Picture() | Document():
            return replace(content, caption=_strip(content.caption), instead=_strip(content.instead))
        case Reaction() | Files() | Buttons() | Leave():
            return content


def _strip(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", text))
