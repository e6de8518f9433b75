"""What an admin is told of a post that did not simply arrive."""

from handlers.publishing.results import Doubted
from handlers.results import Button, Message
from handlers.texts import open_in, sentence, why_refused


def ask_arrived(post: Doubted) -> Message:
    """Ask an admin whether a public post arrived whose outcome nobody knows."""
    values = {"arena": post.arena, "week": post.slot, "what": _what(post)}
    rows = ((Button("已发出", f"post_arrived:{post.letter}:1"), Button("重发", f"post_arrived:{post.letter}:0")),)
    return Message(sentence("post_doubted", values), rows, open=open_in("post_doubted", values, rows))


def tell_refused(post: Doubted, reason: str, picture: bool) -> Message:  # noqa: FBT001 - what is found is handed on
    """Tell an admin that a public post, or its picture, was refused, and that it can be sent again."""
    values = {"arena": post.arena, "week": post.slot, "reason": why_refused(reason), "what": _what(post)}
    code = "post_picture_refused" if picture else "post_refused"
    rows = ((Button(sentence("post_again_now", {}), f"post_arrived:{post.letter}:0"),),)
    return Message(sentence(code, values), rows, open=open_in(code, values, rows))


def _what(post: Doubted) -> str:
    return sentence("post_week", {}) if post.kind == "week" else sentence("post_result", {})
