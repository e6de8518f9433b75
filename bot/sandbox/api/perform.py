"""Carries out one call of the bot: checks it, lets planned faults strike, judges its pace, and records it."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.sandbox.api import about, edit, send
from bot.sandbox.api.params import NAMES, Uploads, check
from bot.sandbox.chat import Chat
from bot.sandbox.refusals import Json, Refused, bad
from bot.sandbox.watch.faults import POLL, Fault, too_many
from bot.sandbox.watch.ledger import Call
from bot.sandbox.world.state import World

Method = Callable[[World, Json, Uploads], object]
DONE: dict[str, Method] = {
    "getMe": about.get_me,
    "setWebhook": about.set_webhook,
    "deleteWebhook": about.delete_webhook,
    "getWebhookInfo": about.get_webhook_info,
    "sendMessage": send.send_message,
    "forwardMessage": send.forward_message,
    "copyMessage": send.copy_message,
    "sendPhoto": send.send_photo,
    "sendDocument": send.send_document,
    "sendMediaGroup": send.send_media_group,
    "sendChatAction": about.chat_action,
    "setMessageReaction": edit.set_reaction,
    "getFile": about.get_file,
    "answerCallbackQuery": edit.answer_press,
    "setMyCommands": about.set_commands,
    "getMyCommands": about.get_commands,
    "deleteMyCommands": about.delete_commands,
    "editMessageText": edit.edit_text,
    "editMessageCaption": edit.edit_caption,
    "editMessageMedia": edit.edit_media,
    "editMessageReplyMarkup": edit.edit_markup,
    "deleteMessage": edit.delete_message,
    "deleteMessages": edit.delete_messages,
    "getChat": about.get_chat,
    "getChatMember": about.get_member,
    "getChatAdministrators": about.get_administrators,
    "getChatMemberCount": about.get_member_count,
    "leaveChat": about.leave,
    "pinChatMessage": edit.pin,
    "unpinChatMessage": edit.unpin,
    "unpinAllChatMessages": edit.unpin_all,
}
"""Every method but getUpdates, and what does it."""
COUNTED = frozenset(
    name for name in DONE if name.startswith(("send", "forward", "copy", "editMessage")) and name != "sendChatAction"
)
"""Methods that count for the limits of Telegram: sends and edits."""
CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
TERMINATED = "Conflict: terminated by setWebhook request"
BROUGHT = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


@dataclass(frozen=True, slots=True)
class Reply:
    """What the bot is told, and whether a fault comes between."""

    code: int
    body: Json
    fault: Fault | None = None


def perform(chat: Chat, method: str, given: Json, uploads: Uploads) -> Reply:
    """Carry out any method but getUpdates."""
    with chat.bell.lock:
        fault = chat.faults.pick(method, _target(given))
        if fault and not fault.after:
            return record(chat, method, given, uploads, _fault_reply(fault), delivered=False)
        try:
            args = check(method, given, uploads)
            messages = len(args.get("media", [])) if method == "sendMediaGroup" else 1
            if method in COUNTED:
                _pace(chat, args, messages)
            result = DONE[method](chat.world, args, uploads)
            if method in COUNTED and isinstance(args.get("chat_id"), int):
                chat.judge.note(args["chat_id"], messages)
            reply = Reply(200, {"ok": True, "result": result}, fault)
        except Refused as refused:
            reply = replace(refusal(refused), fault=fault)
        return record(chat, method, given, uploads, reply, delivered=reply.code == 200)


def _pace(chat: Chat, args: Json, messages: int) -> None:
    """Let the judge look at a message before it is delivered."""
    if not isinstance(args.get("chat_id"), int):
        return
    found = chat.judge.ask(args["chat_id"], messages)
    if found and chat.judge.mode == "refuse":
        wait = too_many(max(math.ceil(found.wait), 1))
        raise Refused(wait.code, wait.description, **wait.parameters)


def refusal(refused: Refused) -> Reply:
    """Put a refusal into the form in which Telegram sends it."""
    body: Json = {"ok": False, "error_code": refused.code, "description": refused.description}
    return Reply(refused.code, body | ({"parameters": refused.parameters} if refused.parameters else {}))


def _fault_reply(fault: Fault) -> Reply:
    reply = refusal(Refused(fault.code, fault.description, **fault.parameters))
    return Reply(reply.code, reply.body, fault)


def begin_poll(chat: Chat, given: Json) -> tuple[Json, int] | Reply:
    """Begin getUpdates: its arguments and its number, or what to answer at once."""
    with chat.bell.lock:
        fault = chat.faults.pick(POLL, None)
        if fault and not fault.after:
            return record(chat, POLL, given, {}, _fault_reply(fault), delivered=False)
        try:
            args = check(POLL, given, {})
            if args.get("timeout", 0) < 0:
                raise bad("timeout must not be negative")
        except Refused as refused:
            return record(chat, POLL, given, {}, refusal(refused), delivered=False)
        if chat.updates.hook:
            return record(chat, POLL, given, {}, refusal(Refused(409, BROUGHT)), delivered=False)
        if "allowed_updates" in args:
            chat.updates.allow(args["allowed_updates"])
        if fault:
            body: Json = {"ok": True, "result": _fetch(chat, args)}
            return record(chat, POLL, given, {}, Reply(200, body, fault), delivered=True)
        number = chat.updates.begin_poll()
        chat.bell.ring()
        return args, number


def look(chat: Chat, given: Json, args: Json, number: int, *, last: bool) -> Reply | None:
    """Answer a poll if there is something to answer: updates, a conflict, or nothing at its end."""
    with chat.bell.lock:
        if chat.updates.poll != number:
            why = TERMINATED if chat.updates.hook else CONFLICT
            return record(chat, POLL, given, {}, refusal(Refused(409, why)), delivered=False)
        batch = _fetch(chat, args)
        if not batch and not last:
            return None
        return record(chat, POLL, given, {}, Reply(200, {"ok": True, "result": batch}), delivered=True)


def _fetch(chat: Chat, args: Json) -> list[Json]:
    """Take updates from the queue; who waits for the bot to have taken them all is woken."""
    before = len(chat.updates.pending)
    batch = chat.updates.fetch(args.get("offset", 0), min(max(args.get("limit", 100), 1), 100))
    if len(chat.updates.pending) != before:
        chat.bell.ring()
    return batch


def _target(given: Json) -> int | None:
    """Find the chat that a call names, as far as that can be told before it is checked."""
    named = given.get("chat_id")
    try:
        return None if named is None else int(named)
    except (TypeError, ValueError):
        return None


def record(chat: Chat, method: str, given: Json, uploads: Uploads, reply: Reply, *, delivered: bool) -> Reply:
    """Write a call into the ledger."""
    result = reply.body.get("result")
    told = [item["update_id"] for item in result] if method == POLL and isinstance(result, list) else result
    made = result if isinstance(result, list) else [result]
    ids = [item["message_id"] for item in made if isinstance(item, dict) and "message_id" in item]
    if not ids and delivered and str(given.get("message_id", "")).isdigit():
        ids = [int(given["message_id"])]
    call = Call(
        number=len(chat.calls) + 1,
        at=chat.world.clock(),
        pace=chat.world.pace(),
        method=method,
        params={**given, **{name: repr(upload) for name, upload in uploads.items()}},
        chat=_target(given),
        code=reply.code,
        description=reply.body.get("description", ""),
        result=told,
        delivered=delivered,
        fault=reply.fault,
        messages=tuple(ids),
    )
    chat.calls.append(call)
    if method != POLL:
        chat.bell.ring()
    return reply


def known_method(name: str) -> str | None:
    """Find a method by its name in any case, as Telegram does."""
    return NAMES.get(name.lower())
