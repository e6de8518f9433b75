"""What Telegram refuses in keyboards."""

from bot.sandbox.facts import LIMITS
from bot.sandbox.refusals import Json, bad
from bot.sandbox.world.entities import units

ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)


def checked(markup: Json | None, *, private: bool) -> Json | None:
    """Refuse a keyboard that Telegram would refuse; an inline keyboard without buttons is none."""
    if markup is None:
        return None
    if "inline_keyboard" in markup:
        return _inline(markup)
    if "force_reply" in markup and markup["force_reply"] is not True:
        raise bad('can\'t parse ForceReply: Field "force_reply" must be True')
    if units(markup.get("input_field_placeholder", "")) > LIMITS["placeholder"]:
        raise bad("input field placeholder is too long")
    for row in markup.get("keyboard", []):
        for one in row:
            if not one["text"]:
                raise bad("keyboard button text must be non-empty")
            if not private and (one.get("request_contact") or one.get("request_location")):
                raise bad("this type of button can be used in private chats only")
    return markup


def _inline(markup: Json) -> Json | None:
    rows: list[list[Json]] = [row for row in markup["inline_keyboard"] if row]
    if sum(map(len, rows)) > LIMITS["buttons"] or any(len(row) > LIMITS["buttons_in_a_row"] for row in rows):
        raise bad("reply markup is too long")
    for row in rows:
        for one in row:
            _button(one)
    return {"inline_keyboard": rows} if rows else None


def _button(one: Json) -> None:
    actions = [name for name in ACTIONS if name in one]
    if not one["text"].strip():
        raise bad("can't parse inline keyboard button: text must be non-empty")
    if not actions:
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad("can't parse inline keyboard button: exactly one action must be given")
    if "callback_data" in one and not 1 <= len(one["callback_data"].encode()) <= LIMITS["callback_data_bytes"]:
        raise bad("BUTTON_DATA_INVALID")
    if "url" in one and not one["url"].startswith(("http://", "https://", "tg://")):
        raise bad("BUTTON_URL_INVALID")
