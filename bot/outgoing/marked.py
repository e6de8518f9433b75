"""What is sent in a rehearsal (演练) says so: in front of its words, and at the head of every picture."""

from dataclasses import replace

from handlers.results import Buttons, Content, Document, Edit, Files, Leave, Message, Picture, Reaction
from handlers.texts import DRILL
from scoring.language import both


def marked(content: Content) -> Content:
    """Return what is sent with the mark of a rehearsal."""
    match content:
        case Message():
            return replace(content, text=_mark(content.text))
        case Edit():
            return replace(content, content=replace(content.content, text=_mark(content.content.text)))
        case Picture():
            pages = tuple((replace(shown, badge=_mark(shown.badge)), page) for shown, page in content.pages)
            file = _mark(content.file)
            return replace(
                content, pages=pages, caption=_mark(content.caption), instead=_mark(content.instead), file=file
            )
        case Document():
            caption, instead = _mark(content.caption), _mark(content.instead)
            return replace(content, name=_mark(content.name), caption=caption, instead=instead)
        case Files():
            return replace(content, caption=_mark(content.caption))
        case Reaction() | Buttons() | Leave():
            return content


def _mark(text: str) -> str:
    return f"{both(*DRILL)}{text}" if text else ""
