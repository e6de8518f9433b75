"""The methods by which the bot sends messages."""

from collections.abc import Callable

from bot.sandbox.api.html import parsed
from bot.sandbox.api.markup import checked
from bot.sandbox.api.params import Uploads, attached
from bot.sandbox.facts import LIMITS
from bot.sandbox.refusals import Json, bad
from bot.sandbox.world.entities import units
from bot.sandbox.world.files import Media, Upload
from bot.sandbox.world.messages import Message, Room, Version
from bot.sandbox.world.state import World

ADDRESS = "://"


def text_of(args: Json) -> tuple[str, tuple[Json, ...]]:
    """Read the text of a message, within its limit."""
    text, entities = parsed(args["text"], args.get("parse_mode"), args.get("entities"))
    if not text:
        raise bad("text must be non-empty")
    if units(text) > LIMITS["text"]:
        raise bad("message is too long")
    return text, entities


def caption_of(args: Json) -> tuple[str, tuple[Json, ...]]:
    """Read a caption, which may be empty."""
    text, entities = parsed(args.get("caption", ""), args.get("parse_mode"), args.get("caption_entities"))
    if units(text) > LIMITS["caption"]:
        raise bad("message caption is too long")
    return text, entities


def media_of(world: World, kind: str, value: Upload | str, uploads: Uploads) -> Media:
    """Take a file that comes with the request, or one that was sent before."""
    if isinstance(value, str) and value.startswith("attach://"):
        value = attached(value, uploads)
    if isinstance(value, str):
        if ADDRESS in value:
            raise bad("failed to get HTTP URL content")
        return world.files.known(value, kind)
    if not value.data:
        raise bad("file must be non-empty")
    if len(value.data) > LIMITS["upload_bytes"]:
        raise bad("file is too big")
    return world.files.photo(value.data, strict=True) if kind == "photo" else world.files.file(kind, value)


def input_media(world: World, media: Json, uploads: Uploads) -> tuple[Media, str, tuple[Json, ...]]:
    """Read an InputMedia: the file and its caption."""
    text, entities = caption_of(media)
    return media_of(world, media["type"], media["media"], uploads), text, entities


def _reply(room: Room, args: Json) -> tuple[int | None, Json]:
    """Find the message to reply to, and the quote from it."""
    wanted = args.get("reply_parameters")
    if wanted is None:
        return None, {}
    target = room.messages.get(wanted["message_id"])
    elsewhere = str(wanted.get("chat_id", room.id)) not in (str(room.id), f"@{room.username}")
    if target is None or target.deleted_at or elsewhere:
        if wanted.get("allow_sending_without_reply"):
            return None, {}
        raise bad("message to be replied not found")
    quote = wanted.get("quote")
    if quote is None:
        return target.id, {}
    text, entities = parsed(quote, wanted.get("quote_parse_mode"), wanted.get("quote_entities"))
    if text not in target.text:
        raise bad("QUOTE_TEXT_INVALID")
    told = {"text": text, "position": units(target.text[: target.text.index(text)]), "is_manual": True}
    return target.id, {"quote": {**told, **({"entities": list(entities)} if entities else {})}}


def deliver(world: World, room: Room, args: Json, version: Version, extra: Json | None = None) -> Message:
    """Write the bot's message into a room."""
    reply_to, more = _reply(room, args)
    thread = args.get("message_thread_id")
    if thread is None and reply_to is not None:
        thread = room.messages[reply_to].thread
    more = {**more, **(extra or {})}
    if args.get("protect_content"):
        more["has_protected_content"] = True
    if args.get("link_preview_options"):
        more["link_preview_options"] = args["link_preview_options"]
    author: Json = {"sender_chat": room.json()} if room.kind == "channel" else {"from": world.bot_user()}
    return world.post(
        room,
        world.bot.id,
        author,
        version,
        reply_to=reply_to,
        thread=thread,
        extra=more,
        silent=bool(args.get("disable_notification")),
    )


def send_message(world: World, args: Json, _uploads: Uploads) -> Json:
    """Do sendMessage."""
    text, entities = text_of(args)
    room = world.writable(args["chat_id"], args.get("message_thread_id"))
    markup = checked(args.get("reply_markup"), private=room.private)
    return deliver(world, room, args, Version(text, entities, None, markup)).raw


def _send_file(kind: str, words: str) -> Callable[[World, Json, Uploads], Json]:
    def send(world: World, args: Json, uploads: Uploads) -> Json:
        text, entities = caption_of(args)
        room = world.writable(args["chat_id"], args.get("message_thread_id"), words)
        markup = checked(args.get("reply_markup"), private=room.private)
        media = media_of(world, kind, args[kind], uploads)
        return deliver(world, room, args, Version(text, entities, media, markup)).raw

    return send


send_photo = _send_file("photo", "photos")
send_document = _send_file("document", "documents")


def send_media_group(world: World, args: Json, uploads: Uploads) -> list[Json]:
    """Do sendMediaGroup: all or nothing."""
    items: list[Json] = args["media"]
    if not items:
        raise bad("there are no messages to send")
    if len(items) > LIMITS["album_most"]:
        raise bad("too many messages to send as an album")
    if len(items) < LIMITS["album_least"]:
        raise bad("too few messages to send as an album")
    if len({item["type"] for item in items}) > 1:
        raise bad("document can't be mixed with other media types")
    room = world.writable(args["chat_id"], args.get("message_thread_id"), "photos")
    versions = []
    for item in items:
        media, text, entities = input_media(world, item, uploads)
        versions.append(Version(text, entities, media))
    album = {"media_group_id": world.key()}
    return [deliver(world, room, args, version, album).raw for version in versions]


def _original(world: World, args: Json, what: str) -> tuple[Room, Message]:
    room = world.writable(args["chat_id"], args.get("message_thread_id"))
    message = world.entered(args["from_chat_id"]).messages.get(args["message_id"])
    if message is None or message.deleted_at:
        raise bad(f"message to {what} not found")
    if message.service or message.extra.get("has_protected_content"):
        raise bad(f"the message can't be {'forwarded' if what == 'forward' else 'copied'}")
    return room, message


def forward_message(world: World, args: Json, _uploads: Uploads) -> Json:
    """Do forwardMessage."""
    room, message = _original(world, args, "forward")
    origin: Json = {"date": int(message.at.timestamp())}
    if "sender_chat" in message.author:
        origin |= {"type": "chat", "sender_chat": message.author["sender_chat"]}
    else:
        origin |= {"type": "user", "sender_user": message.author["from"]}
    version = Version(message.text, message.now.entities, message.now.media)
    return deliver(world, room, args, version, {"forward_origin": message.extra.get("forward_origin", origin)}).raw


def copy_message(world: World, args: Json, _uploads: Uploads) -> Json:
    """Do copyMessage: the same words and file, without the link to the original."""
    room, message = _original(world, args, "copy")
    text, entities = message.text, message.now.entities
    if message.now.media and "caption" in args:
        text, entities = caption_of(args)
    markup = checked(args.get("reply_markup"), private=room.private)
    return {"message_id": deliver(world, room, args, Version(text, entities, message.now.media, markup)).id}
