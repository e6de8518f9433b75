"""Who has an account, and what they are in a chat, in the Bot API's words."""

from dataclasses import dataclass
from typing import Literal

from bot.sandbox.refusals import Json

Standing = Literal["stranger", "member", "administrator", "left", "kicked", "blocked", "deactivated"]
"""What the bot is in a chat; in a private one: stranger (never started), member, blocked, deactivated."""
RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
)
"""What an administrator may do."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account."""

    id: int
    name: str
    username: str | None = None
    is_bot: bool = False

    def user(self) -> Json:
        """Describe the person as a User."""
        more = {"username": self.username} if self.username else {}
        return {"id": self.id, "is_bot": self.is_bot, "first_name": self.name, **more, "language_code": "zh-hans"}


def membership(user: Json, status: str) -> Json:
    """Describe somebody's membership as a ChatMember."""
    member: Json = {"user": user, "status": status}
    if status == "creator":
        member["is_anonymous"] = False
    elif status == "administrator":
        member |= {"can_be_edited": False, "is_anonymous": False, **dict.fromkeys(RIGHTS, True)}
    elif status == "kicked":
        member["until_date"] = 0
    return member
