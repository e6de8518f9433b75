"""What an admin is asked about a post whose outcome nobody knows."""

from handlers.publishing.results import Doubted
from handlers.results import Button, Message
from handlers.texts import escape


def ask_arrived(post: Doubted) -> Message:
    """Ask an admin whether a public post arrived whose outcome nobody knows."""
    text = f"❓ {escape(post.arena)} {post.slot} 的每周通报不知是否已发出：发送时连接中断。请看一眼群里，再选一个；在此之前不会自动重发。"
    return Message(
        text, ((Button("已发出", f"post_arrived:{post.letter}:1"), Button("重发", f"post_arrived:{post.letter}:0")),)
    )
