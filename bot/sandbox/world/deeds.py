"""What people do in the chat: they write, edit, send pictures, press buttons, react."""

from collections.abc import Sequence

from bot.sandbox.facts import FACTS, LIMITS
from bot.sandbox.refusals import Impossible, Json
from bot.sandbox.world.entities import found, units
from bot.sandbox.world.files import Media, Upload
from bot.sandbox.world.messages import Message, Press, Room, Version
from bot.sandbox.world.state import World

ANONYMOUS: Json = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
CHANNEL_BOT: Json = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
TELEGRAM: Json = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
"""Who Telegram says has written what an administrator or a channel writes in the name of a chat."""
OTHER_MEDIA: dict[str, Json] = {
    "sticker": {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False, "emoji": "👍"},
    "voice": {"duration": 3, "mime_type": "audio/ogg"},
}
MIMES = {"pdf": "application/pdf", "txt": "text/plain", "csv": "text/csv", "png": "image/png", "jpg": "image/jpeg"}


class Deeds:
    """What people do in a world: each method is what one person does at one moment, or Impossible."""

    def __init__(self, world: World) -> None:
        self._world = world

    def say(
        self,
        person: int,
        text: str | None = None,
        *,
        to: int | None = None,
        reply_to: int | None = None,
        thread: int | None = None,
        photo: bytes | None = None,
        document: tuple[str, bytes] | None = None,
        caption: str | None = None,
        sticker: bool = False,
        voice: bool = False,
        forwarded: bool | int = False,
        anonymous: bool = False,
        channel: int | None = None,
        linked: bool = False,
        via_bot: bool | str = False,
    ) -> Message:
        """Write to the bot in private, or to the group `to`; return the stored message.

        `forwarded` is True for somebody hidden or the id of a person or channel; `anonymous` writes in the name of
        the group; `channel` in the name of that channel (`linked`: as the automatic copy of its post);
        `via_bot` is True for this bot or another bot's username.
        """
        with self._world.bell.lock:
            room = self._where(person, to, channel)
            media = self._media(photo, document, sticker=sticker, voice=voice)
            words = text if text is not None else caption
            if not media and not (words or "").strip():
                raise Impossible("an empty message cannot be sent")
            return self._write(
                room,
                person,
                self._version(words, media),
                author=self._author(room, person, anonymous=anonymous, channel=channel, linked=linked),
                reply_to=reply_to,
                thread=thread,
                extra=self._origin(forwarded=forwarded, via_bot=via_bot, linked=channel if linked else None),
            )

    def say_album(
        self,
        person: int,
        items: Sequence[bytes | tuple[str, bytes]],
        caption: str | None = None,
        *,
        to: int | None = None,
        reply_to: int | None = None,
    ) -> list[Message]:
        """Send an album of photos or of documents: messages with one media_group_id, the caption on the first."""
        with self._world.bell.lock:
            if not LIMITS["album_least"] <= len(items) <= LIMITS["album_most"]:
                raise Impossible("an album has 2 to 10 items")
            room = self._where(person, to, None)
            album = self._world.key()
            return [
                self._write(
                    room,
                    person,
                    self._version(caption if place == 0 else None, self._item(item)),
                    author=self._author(room, person),
                    reply_to=reply_to,
                    thread=None,
                    extra={"media_group_id": album},
                )
                for place, item in enumerate(items)
            ]

    def post_in_channel(self, channel: int, text: str) -> Message:
        """Let a channel post; the bot hears of it if it is an administrator there."""
        with self._world.bell.lock:
            room = self._world.rooms[channel]
            return self._world.post(room, channel, {"sender_chat": room.json()}, self._version(text, None))

    def edit(self, person: int, message: int, text: str, *, to: int | None = None) -> Message:
        """Edit the text or caption of one's own message."""
        with self._world.bell.lock:
            own = self._message(person, message, to)
            if own.hand != person or own.service:
                raise Impossible(f"message {message} is not {person}'s to edit")
            self._world.change(own, self._version(text, own.now.media), person)
            kind = "edited_channel_post" if own.room.kind == "channel" else "edited_message"
            self._world.tell(own, kind)
            return own

    def press(
        self,
        person: int,
        message: int,
        label: str | None = None,
        *,
        to: int | None = None,
        data: str | None = None,
        stale: bool = False,
    ) -> Press:
        """Press a button by what it says (an emoji before the words does not matter) or by its data.

        `stale`: on a screen that still shows the newest version of the message that has the button.
        """
        with self._world.bell.lock:
            card = self._message(person, message, to)
            seen = [[one for row in version.buttons for one in row] for version in reversed(card.versions)]
            wanted = [b for b in seen if any(one.data == data if label is None else one.says(label) for one in b)]
            buttons = wanted[0] if stale and wanted else seen[0]
            fits = [one for one in buttons if (one.data == data if label is None else one.says(label))]
            exact = [one for one in fits if one.text == label] or fits
            if not exact:
                raise Impossible(f"no button {label or data!r} on message {message}: {[one.text for one in buttons]}")
            if len(exact) > 1 and len({one.data for one in exact}) > 1:
                raise Impossible(f"several buttons say {label!r}; press by data")
            button = exact[0]
            if button.data is None:
                raise Impossible(f"the button {button.text!r} sends nothing to the bot")
            press = Press(self._world.key(), person, card, button.text, button.data, self._world.pace())
            self._world.presses[press.id] = press
            card.presses.append(press)
            query = {
                "id": press.id,
                "from": self._world.user(person),
                "message": card.raw,
                "chat_instance": str(abs(card.room.id) * 7919),
                "data": button.data,
            }
            self._world.updates.push("callback_query", query)
            self._world.note(card, "press", person, button.text)
            return press

    def react(self, person: int, message: int, emoji: str | None, *, to: int | None = None) -> None:
        """React to a message with an emoji, or take the reaction back (None)."""
        with self._world.bell.lock:
            target = self._message(person, message, to)
            if emoji is not None and emoji not in FACTS["reactions"]:
                raise Impossible(f"{emoji} is no reaction")
            before = target.reactions.pop(person, [])
            if emoji:
                target.reactions[person] = [emoji]
            if target.room.bot == "administrator" or target.room.private:
                change = {
                    "chat": target.room.json(),
                    "message_id": target.id,
                    "user": self._world.user(person),
                    "date": int(self._world.clock().timestamp()),
                    "old_reaction": [{"type": "emoji", "emoji": one} for one in before],
                    "new_reaction": [{"type": "emoji", "emoji": emoji}] if emoji else [],
                }
                self._world.updates.push("message_reaction", change)
            self._world.note(target, "reaction", person, emoji or "")

    def erase(self, person: int, message: int, *, to: int | None = None) -> None:
        """Delete a message for everyone; the bot is not told, as in Telegram."""
        with self._world.bell.lock:
            target = self._message(person, message, to)
            target.deleted_at = self._world.clock()
            self._world.note(target, "deleted", person)

    def _where(self, person: int, to: int | None, channel: int | None) -> Room:
        room = self._world.rooms.get(person if to is None else to)
        if room is None:
            raise Impossible(f"there is no chat {to or person}")
        if room.migrated_to is not None:
            raise Impossible(f"{room.id} has become {room.migrated_to}")
        if room.bot in ("blocked", "deactivated"):
            raise Impossible(f"{person} has blocked the bot or is gone")
        if room.private and room.id != person:
            raise Impossible(f"{person} cannot see the private chat of {room.id}")
        if not room.private and channel is None and person not in room.members:
            raise Impossible(f"{person} is not in {room.id}")
        return room

    def _message(self, person: int, message: int, to: int | None) -> Message:
        target = self._where(person, to, None).messages.get(message)
        if target is None or target.deleted_at:
            raise Impossible(f"there is no message {message} in {to or person}")
        return target

    def _write(
        self,
        room: Room,
        person: int,
        version: Version,
        *,
        author: Json,
        reply_to: int | None,
        thread: int | None,
        extra: Json,
    ) -> Message:
        if reply_to is not None and (reply_to not in room.messages or room.messages[reply_to].deleted_at):
            raise Impossible(f"there is no message {reply_to} in {room.id} to reply to")
        if thread is None and reply_to is not None:
            thread = room.messages[reply_to].thread
        if thread is not None and (thread not in room.topics or room.topics[thread].closed):
            raise Impossible(f"topic {thread} of {room.id} is closed or not there")
        if room.private and room.bot == "stranger":
            room.bot = "member"
        sender = author.get("sender_chat", {}).get("id", person)
        return self._world.post(
            room, sender, author, version, reply_to=reply_to, thread=thread, extra=extra, hand=person
        )

    def _version(self, words: str | None, media: Media | None) -> Version:
        words = (words or "").strip()
        if units(words) > LIMITS["caption" if media else "text"]:
            raise Impossible("that is longer than one message may be")
        return Version(words, found(words), media)

    def _media(
        self, photo: bytes | None, document: tuple[str, bytes] | None, *, sticker: bool, voice: bool
    ) -> Media | None:
        if photo is not None:
            return self._world.files.photo(photo, strict=False)
        if document is not None:
            name, data = document
            mime = MIMES.get(name.rpartition(".")[2].lower(), "application/octet-stream")
            return self._world.files.file("document", Upload(name, data, mime))
        for kind, wanted in (("sticker", sticker), ("voice", voice)):
            if wanted:
                return self._world.files.file(kind, Upload(kind, kind.encode(), ""), **OTHER_MEDIA[kind])
        return None

    def _item(self, item: bytes | tuple[str, bytes]) -> Media | None:
        if isinstance(item, bytes):
            return self._world.files.photo(item, strict=False)
        return self._media(None, item, sticker=False, voice=False)

    def _author(
        self, room: Room, person: int, *, anonymous: bool = False, channel: int | None = None, linked: bool = False
    ) -> Json:
        if anonymous:
            if room.private or (person not in room.admins and person != room.owner):
                raise Impossible(f"{person} is no administrator of {room.id} and cannot be anonymous there")
            return {"from": ANONYMOUS, "sender_chat": room.json()}
        if channel is not None:
            chat = self._world.rooms[channel].json()
            return {"from": TELEGRAM if linked else CHANNEL_BOT, "sender_chat": chat}
        return {"from": self._world.user(person)}

    def _origin(self, *, forwarded: bool | int, via_bot: bool | str, linked: int | None) -> Json:
        """Say where a message comes from, if not from its sender."""
        date = int(self._world.clock().timestamp())
        origin: Json = {}
        if linked is not None:
            chat = self._world.rooms[linked].json()
            post = {"type": "channel", "date": date, "chat": chat, "message_id": self._world.rooms[linked].last_id or 1}
            return {"is_automatic_forward": True, "forward_origin": post}
        if forwarded is True:
            origin = {"type": "hidden_user", "date": date, "sender_user_name": "某人"}
        elif forwarded and forwarded < 0:
            chat = self._world.rooms[forwarded].json()
            origin = {"type": "channel", "date": date, "chat": chat, "message_id": 1}
        elif forwarded:
            origin = {"type": "user", "date": date, "sender_user": self._world.user(forwarded)}
        extra: Json = {"forward_origin": origin} if origin else {}
        if via_bot:
            other = {"id": 200, "is_bot": True, "first_name": str(via_bot), "username": str(via_bot)}
            extra["via_bot"] = self._world.bot_user() if via_bot is True else other
        return extra
