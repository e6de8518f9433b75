"""The methods by which the bot changes messages: edits, reactions, pins, deletion, answers to presses."""

from datetime import timedelta

from bot.sandbox.api.markup import checked
from bot.sandbox.api.params import Uploads
from bot.sandbox.api.send import caption_of, input_media, text_of
from bot.sandbox.facts import FACTS, LIMITS
from bot.sandbox.refusals import Json, bad
from bot.sandbox.world.entities import units
from bot.sandbox.world.messages import Message, Room, Version
from bot.sandbox.world.state import World

SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
VARIATION = "\N{VARIATION SELECTOR-16}"


def _editable(world: World, args: Json) -> Message:
    if "inline_message_id" in args:
        raise bad("MESSAGE_ID_INVALID")
    if "chat_id" not in args:
        raise bad("chat_id is empty")
    if "message_id" not in args:
        raise bad("message identifier is not specified")
    message = world.entered(args["chat_id"]).messages.get(args["message_id"])
    if message is None or message.deleted_at:
        raise bad("message to edit not found")
    keyboard = message.now.markup is not None and "inline_keyboard" not in message.now.markup
    if not message.outgoing or "forward_origin" in message.extra or keyboard:
        raise bad("message can't be edited")
    return message


def _edited(world: World, message: Message, version: Version) -> Json:
    if version == message.now:
        raise bad(SAME)
    world.change(message, version, world.bot.id)
    world.bell.ring()
    return message.raw


def edit_text(world: World, args: Json, _uploads: Uploads) -> Json:
    """Do editMessageText: also takes the buttons away unless they are given again."""
    text, entities = text_of(args)
    message = _editable(world, args)
    if message.now.media:
        raise bad("there is no text in the message to edit")
    markup = checked(args.get("reply_markup"), private=message.room.private)
    return _edited(world, message, Version(text, entities, None, markup))


def edit_caption(world: World, args: Json, _uploads: Uploads) -> Json:
    """Do editMessageCaption."""
    text, entities = caption_of(args)
    message = _editable(world, args)
    if not message.now.media:
        raise bad("there is no caption in the message to edit")
    markup = checked(args.get("reply_markup"), private=message.room.private)
    return _edited(world, message, Version(text, entities, message.now.media, markup))


def edit_media(world: World, args: Json, uploads: Uploads) -> Json:
    """Do editMessageMedia: another file with another caption."""
    message = _editable(world, args)
    media, text, entities = input_media(world, args["media"], uploads)
    if "media_group_id" in message.extra and message.now.media and media.kind != message.now.media.kind:
        raise bad("message media can't be edited to another type in an album")
    markup = checked(args.get("reply_markup"), private=message.room.private)
    return _edited(world, message, Version(text, entities, media, markup))


def edit_markup(world: World, args: Json, _uploads: Uploads) -> Json:
    """Do editMessageReplyMarkup: only the buttons."""
    message = _editable(world, args)
    markup = checked(args.get("reply_markup"), private=message.room.private)
    now = message.now
    return _edited(world, message, Version(now.text, now.entities, now.media, markup))


def _erase(world: World, room: Room, number: int) -> None:
    message = room.messages.get(number)
    if message is None or message.deleted_at:
        raise bad("message to delete not found")
    admin = room.bot == "administrator"
    if not (message.outgoing or room.private or admin):
        raise bad("message can't be deleted")
    if not admin and world.clock() - message.at > timedelta(hours=LIMITS["delete_hours"]):
        raise bad("message can't be deleted for everyone")
    message.deleted_at = world.clock()
    room.pinned = [one for one in room.pinned if one != number]
    world.note(message, "deleted", world.bot.id)


def delete_message(world: World, args: Json, _uploads: Uploads) -> bool:
    """Do deleteMessage."""
    _erase(world, world.entered(args["chat_id"]), args["message_id"])
    return True


def delete_messages(world: World, args: Json, _uploads: Uploads) -> bool:
    """Do deleteMessages: those that are not there are passed over."""
    room = world.entered(args["chat_id"])
    if not 1 <= len(args["message_ids"]) <= LIMITS["deleted_at_once"]:
        raise bad("message identifiers must be 1 to 100")
    for number in args["message_ids"]:
        if number in room.messages and not room.messages[number].deleted_at:
            _erase(world, room, number)
    return True


def set_reaction(world: World, args: Json, _uploads: Uploads) -> bool:
    """Do setMessageReaction: replaces the bot's reaction; a bot has at most one."""
    room = world.entered(args["chat_id"])
    message = room.messages.get(args["message_id"])
    if message is None or message.deleted_at or message.service:
        raise bad("message to react not found")
    wanted: list[Json] = args.get("reaction", [])
    if len(wanted) > 1:
        raise bad("REACTIONS_TOO_MANY")
    emojis = [one.get("emoji", "").replace(VARIATION, "") for one in wanted]
    for emoji in emojis:
        if emoji not in FACTS["reactions"] or (room.reactions is not None and emoji not in room.reactions):
            raise bad("REACTION_INVALID")
    if emojis:
        message.reactions[world.bot.id] = emojis
    else:
        message.reactions.pop(world.bot.id, None)
    world.note(message, "reaction", world.bot.id, "".join(emojis))
    return True


def _pinning(world: World, args: Json) -> Room:
    room = world.entered(args["chat_id"])
    if room.kind in ("supergroup", "channel") and room.bot != "administrator":
        raise bad("not enough rights to manage pinned messages in the chat")
    return room


def pin(world: World, args: Json, _uploads: Uploads) -> bool:
    """Do pinChatMessage: the chat tells it by a message of its own, which the bot hears too."""
    room = _pinning(world, args)
    message = room.messages.get(args["message_id"])
    if message is None or message.deleted_at or message.service:
        raise bad("message to pin not found")
    room.pinned = [one for one in room.pinned if one != message.id] + [message.id]
    world.note(message, "pinned", world.bot.id, "silent" if args.get("disable_notification") else "")
    world.service(room, world.bot.id, {"from": world.bot_user()}, pinned_message=message.json(nested=False))
    return True


def unpin(world: World, args: Json, _uploads: Uploads) -> bool:
    """Do unpinChatMessage: the one named, or the newest."""
    room = _pinning(world, args)
    number = args.get("message_id", room.pinned[-1] if room.pinned else 0)
    if number not in room.pinned:
        raise bad("message to unpin not found")
    room.pinned.remove(number)
    world.note(room.messages[number], "unpinned", world.bot.id)
    return True


def unpin_all(world: World, args: Json, _uploads: Uploads) -> bool:
    """Do unpinAllChatMessages."""
    room = _pinning(world, args)
    for number in room.pinned:
        world.note(room.messages[number], "unpinned", world.bot.id)
    room.pinned = []
    world.bell.ring()
    return True


def answer_press(world: World, args: Json, _uploads: Uploads) -> bool:
    """Do answerCallbackQuery: once for each press, and only while its client waits."""
    text = args.get("text", "")
    if units(text) > LIMITS["callback_answer"]:
        raise bad("MESSAGE_TOO_LONG")
    if "url" in args and not args["url"].startswith((f"https://t.me/{world.bot.username}", "tg://")):
        raise bad("URL_INVALID")
    press = world.presses.get(args["callback_query_id"])
    if press is None or world.late(press):
        raise bad("query is too old and response timeout expired or query ID is invalid")
    press.answered = True
    press.answers.append((text, bool(args.get("show_alert"))))
    world.note(press.message, "answer", world.bot.id, text)
    return True
