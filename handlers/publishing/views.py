"""What an admin is told of a post that did not simply arrive."""

from handlers.publishing.results import Doubted
from handlers.results import Button, Message
from handlers.texts import escape, sentence


def ask_arrived(post: Doubted) -> Message:
    """Ask an admin whether a public post arrived whose outcome nobody knows."""
    what = _what(post)
    text = f"❓ {escape(post.arena)} {post.slot} 的{what}不知是否已发出：发送时连接中断。请看一眼群里，再选一个；在此之前不会自动重发。"
    return Message(
        text, ((Button("已发出", f"post_arrived:{post.letter}:1"), Button("重发", f"post_arrived:{post.letter}:0")),)
    )


def tell_refused(post: Doubted, reason: str, picture: bool) -> Message:  # noqa: FBT001 - what is found is handed on
    """Tell an admin that a public post, or its picture, was refused, and that it can be sent again."""
    values = {"arena": post.arena, "week": post.slot, "reason": reason, "what": _what(post)}
    told = sentence("post_picture_refused", values) if picture else sentence("post_refused", values)
    again = Button(sentence("post_again_now", {}), f"post_arrived:{post.letter}:0")
    return Message(told, ((again,),))


def _what(post: Doubted) -> str:
    return sentence("post_week", {}) if post.kind == "week" else sentence("post_result", {})
