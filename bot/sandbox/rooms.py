"""People and chats, and how the Bot API describes them."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from bot.sandbox.refusals import Json

if TYPE_CHECKING:
    from bot.sandbox.messages import Message

Kind = Literal["private", "group", "supergroup", "channel"]
# In a private chat: stranger (never started the bot), member, blocked, deactivated.
Standing = Literal["stranger", "member", "administrator", "left", "kicked", "blocked", "deactivated"]

ANONYMOUS: Json = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
CHANNEL_BOT: Json = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
TELEGRAM: Json = {"id": 777000, "is_bot": False, "first_name": "Telegram"}

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
)
GROUP_RIGHTS = ("can_pin_messages", "can_manage_topics")


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


@dataclass(slots=True)
class Topic:
    """A topic of a forum."""

    id: int
    name: str
    closed: bool = False


@dataclass(slots=True, eq=False)
class Room:
    """A chat: a private one has the id of its person."""

    id: int
    kind: Kind
    title: str
    bot: Standing
    username: str | None = None
    members: set[int] = field(default_factory=set)
    admins: set[int] = field(default_factory=set)
    owner: int | None = None
    forum: bool = False
    topics: dict[int, Topic] = field(default_factory=dict)
    reactions: frozenset[str] | None = None
    bot_may_write: bool = True
    migrated_to: int | None = None
    messages: "dict[int, Message]" = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    last_id: int = 0

    @property
    def private(self) -> bool:
        """Whether it is the private chat of one person with the bot."""
        return self.kind == "private"

    def json(self) -> Json:
        """Describe the room as a Chat."""
        name = {"username": self.username} if self.username else {}
        if self.private:
            return {"id": self.id, "type": self.kind, "first_name": self.title, **name}
        return {
            "id": self.id,
            "type": self.kind,
            "title": self.title,
            **name,
            **({"is_forum": True} if self.forum else {}),
        }

    def standing(self, person: int) -> str:
        """Say what a person is here, in the Bot API's words."""
        if person == self.owner:
            return "creator"
        if person in self.admins:
            return "administrator"
        return "member" if person in self.members else "left"


def membership(user: Json, status: str) -> Json:
    """Describe somebody's membership as a ChatMember."""
    member: Json = {"user": user, "status": status}
    if status == "creator":
        member["is_anonymous"] = False
    elif status == "administrator":
        member |= {"can_be_edited": False, "is_anonymous": False, **dict.fromkeys((*RIGHTS, *GROUP_RIGHTS), True)}
    elif status == "kicked":
        member["until_date"] = 0
    return member
