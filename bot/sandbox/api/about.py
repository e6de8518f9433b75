"""The methods about the bot itself, chats, files and updates."""

import re
from urllib.parse import urlsplit

from bot.sandbox.api.params import Uploads
from bot.sandbox.facts import FACTS, LIMITS
from bot.sandbox.refusals import Json, bad
from bot.sandbox.world.messages import Room
from bot.sandbox.world.people import membership
from bot.sandbox.world.state import World
from bot.sandbox.world.updates import Hook

SENDS = ("can_send_messages", "can_send_photos", "can_send_documents")
LOOPBACK = ("localhost", "127.0.0.1", "::1")
SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}\Z")
COMMAND = re.compile(r"[a-z0-9_]{1,32}\Z")
NO_GIFTS = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
)


def get_me(world: World, _args: Json, _uploads: Uploads) -> Json:
    """Do getMe."""
    return {
        **world.bot_user(),
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_webhook(world: World, args: Json, uploads: Uploads) -> bool:
    """Do setWebhook, for addresses on this machine alone; an empty one takes the webhook away."""
    url, secret = args.get("url", ""), args.get("secret_token", "")
    if not url:
        return delete_webhook(world, args, uploads)
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if parts.hostname not in LOOPBACK:
        raise bad("bad webhook: the embedded chat delivers on this machine only")
    if not SECRET.match(secret):
        raise bad("secret token contains unallowed characters")
    if args.get("drop_pending_updates"):
        world.updates.drop()
    if "allowed_updates" in args:
        world.updates.allow(args["allowed_updates"])
    world.updates.bring(Hook(url, secret, min(max(args.get("max_connections", 40), 1), 100)))
    return True


def delete_webhook(world: World, args: Json, _uploads: Uploads) -> bool:
    """Do deleteWebhook."""
    if args.get("drop_pending_updates"):
        world.updates.drop()
    if world.updates.hook:
        world.updates.bring(None)
    return True


def get_webhook_info(world: World, _args: Json, _uploads: Uploads) -> Json:
    """Do getWebhookInfo."""
    hook, failed = world.updates.hook, world.updates.failed
    told: Json = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.pending),
    }
    if hook:
        told["max_connections"] = hook.connections
    if failed:
        told |= {"last_error_date": failed[0], "last_error_message": failed[1]}
    return told


def get_file(world: World, args: Json, _uploads: Uploads) -> Json:
    """Do getFile."""
    return world.files.describe(args["file_id"])


def _known(world: World, args: Json) -> Room:
    """Find a chat about which the bot may ask."""
    room = world.room(args["chat_id"])
    if room.bot == "stranger":
        raise bad("chat not found")
    return room if room.private else world.entered(args["chat_id"])


def get_chat(world: World, args: Json, _uploads: Uploads) -> Json:
    """Do getChat."""
    room = _known(world, args)
    told = {**room.json(), "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": NO_GIFTS}
    if room.kind in ("group", "supergroup"):
        told["permissions"] = dict.fromkeys(SENDS, room.bot_may_write)
    pinned = room.messages.get(room.pinned[-1]) if room.pinned else None
    if pinned:
        told["pinned_message"] = pinned.json(nested=False)
    if room.reactions is not None:
        told["available_reactions"] = [{"type": "emoji", "emoji": emoji} for emoji in sorted(room.reactions)]
    return told


def get_member(world: World, args: Json, _uploads: Uploads) -> Json:
    """Do getChatMember."""
    room = _known(world, args)
    user = args["user_id"]
    if user == world.bot.id:
        return membership(world.bot_user(), "member" if room.private else room.bot)
    if user not in world.people:
        raise bad("member not found")
    return membership(world.user(user), room.standing(user))


def get_administrators(world: World, args: Json, _uploads: Uploads) -> list[Json]:
    """Do getChatAdministrators: people, and this bot only if bots are asked for."""
    room = _known(world, args)
    if room.private:
        raise bad("there are no administrators in the private chat")
    people = [person for person in sorted(room.members) if room.standing(person) in ("creator", "administrator")]
    told = [membership(world.user(person), room.standing(person)) for person in people]
    if args.get("return_bots") and room.bot == "administrator":
        told.append(membership(world.bot_user(), "administrator"))
    return told


def get_member_count(world: World, args: Json, _uploads: Uploads) -> int:
    """Do getChatMemberCount, the bot included."""
    return len(_known(world, args).members) + 1


def leave(world: World, args: Json, _uploads: Uploads) -> bool:
    """Do leaveChat."""
    room = world.entered(args["chat_id"])
    if room.private:
        raise bad("chat member status can't be changed in private chats")
    world.bot_becomes(room, "left", world.bot)
    return True


def chat_action(world: World, args: Json, _uploads: Uploads) -> bool:
    """Do sendChatAction."""
    if args["action"] not in FACTS["chat_actions"]:
        raise bad("wrong parameter action in request")
    room = world.writable(args["chat_id"], args.get("message_thread_id"))
    world.actions.append((room.id, args["action"]))
    return True


def _menu(world: World, args: Json) -> tuple[str, str]:
    """Name a command menu by its scope and language."""
    scope: Json = args.get("scope", {"type": "default"})
    if "chat_id" in scope:
        _known(world, {"chat_id": scope["chat_id"]})
    named = (str(scope[part]) for part in ("type", "chat_id", "user_id") if part in scope)
    return ":".join(named), args.get("language_code", "")


def set_commands(world: World, args: Json, _uploads: Uploads) -> bool:
    """Do setMyCommands."""
    commands: list[Json] = args["commands"]
    if len(commands) > LIMITS["commands"]:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for one in commands:
        if not COMMAND.match(one["command"].removeprefix("/")):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(one["description"]) <= LIMITS["command_description"]:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    world.commands[_menu(world, args)] = [{**one, "command": one["command"].removeprefix("/")} for one in commands]
    world.bell.ring()
    return True


def get_commands(world: World, args: Json, _uploads: Uploads) -> list[Json]:
    """Do getMyCommands."""
    return world.commands.get(_menu(world, args), [])


def delete_commands(world: World, args: Json, _uploads: Uploads) -> bool:
    """Do deleteMyCommands."""
    world.commands.pop(_menu(world, args), None)
    world.bell.ring()
    return True
