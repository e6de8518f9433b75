"""The committed list of the Bot API agrees with the production client's own signatures."""

import inspect
import re

import pytest
import telegram

from bot.sandbox.api.params import METHODS, TYPES
from bot.sandbox.api.perform import DONE
from bot.sandbox.facts import FACTS

# What the client takes for its own convenience and turns into something else before it calls.
CLIENT_ONLY = {
    "self",
    "read_timeout",
    "write_timeout",
    "connect_timeout",
    "pool_timeout",
    "api_kwargs",
    "reply_to_message_id",
    "disable_web_page_preview",
    "filename",
    "filename_depr",
}
# A method has it inside reply_parameters.
CLIENT_ONLY_OF_METHODS = {"allow_sending_without_reply"}
# Parameters of one method that the client offers for convenience; the Bot API has them in each item instead.
CLIENT_ONLY_OF = {"sendMediaGroup": {"caption", "parse_mode", "caption_entities"}}
# The client fills these in by itself.
CONSTANT = {"type", "force_reply", "remove_keyboard"}
# Types that the client knows under another shape.
WITHOUT_CLASS = {"User"}


def snake(name: str) -> str:
    return re.sub(r"([A-Z])", r"_\1", name).lower()


def parameters(thing: object, extra: set[str]) -> dict[str, bool]:
    signature = inspect.signature(thing)  # type: ignore[arg-type]
    return {
        name: parameter.default is parameter.empty
        for name, parameter in signature.parameters.items()
        if name not in CLIENT_ONLY | extra
    }


@pytest.mark.parametrize("method", sorted(METHODS))
def test_a_method_has_the_parameters_that_the_client_sends(method: str) -> None:
    client = parameters(
        getattr(telegram.Bot, snake(method)), CLIENT_ONLY_OF.get(method, set()) | CLIENT_ONLY_OF_METHODS
    )
    ours = METHODS[method]
    assert set(ours["required"]) | set(ours["optional"]) == set(client)
    assert {name for name, required in client.items() if required} <= set(ours["required"])


@pytest.mark.parametrize("kind", sorted(set(TYPES) - WITHOUT_CLASS))
def test_a_type_has_the_fields_that_the_client_sends(kind: str) -> None:
    client = parameters(getattr(telegram, kind).__init__, {"args", "kwargs"})
    ours = TYPES[kind]
    assert (set(ours["required"]) | set(ours["optional"])) - CONSTANT == set(client) - CONSTANT
    assert {name for name, required in client.items() if required} <= set(ours["required"])


def test_the_list_is_of_the_version_that_the_client_speaks() -> None:
    assert FACTS["version"] == telegram.constants.BOT_API_VERSION


def test_every_listed_method_is_carried_out() -> None:
    assert set(METHODS) == set(DONE) | {"getUpdates"}


def test_every_named_type_is_described() -> None:
    plain = {"Integer", "String", "Boolean", "Object", "InputFile", *FACTS["unions"]}
    kinds = {
        kind.removeprefix("Array of ").removeprefix("Array of ")
        for facts in (*METHODS.values(), *TYPES.values())
        for group in ("required", "optional")
        for listed in facts[group].values()
        for kind in listed.split(" | ")
    }
    assert kinds - plain <= set(TYPES)
    assert {kind for union in FACTS["unions"].values() for kind in union.values()} <= set(TYPES)


def test_kinds_of_updates_reactions_and_actions_are_the_clients() -> None:
    constants = telegram.constants
    assert set(FACTS["update_types"]) == {kind.value for kind in constants.UpdateType}
    assert set(FACTS["chat_actions"]) == {action.value for action in constants.ChatAction}
    assert set(FACTS["reactions"]) == {emoji.value.replace("\ufe0f", "") for emoji in constants.ReactionEmoji}


def test_limits_are_the_clients() -> None:
    limits, constants = FACTS["limits"], telegram.constants
    assert limits["text"] == constants.MessageLimit.MAX_TEXT_LENGTH
    assert limits["caption"] == constants.MessageLimit.CAPTION_LENGTH
    assert limits["callback_data_bytes"] == constants.InlineKeyboardButtonLimit.MAX_CALLBACK_DATA
    assert limits["callback_answer"] == constants.CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH
    assert limits["buttons"] == constants.InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER
    assert limits["buttons_in_a_row"] == constants.InlineKeyboardMarkupLimit.BUTTONS_PER_ROW
    assert limits["album_least"] == constants.MediaGroupLimit.MIN_MEDIA_LENGTH
    assert limits["album_most"] == constants.MediaGroupLimit.MAX_MEDIA_LENGTH
    assert limits["commands"] == constants.BotCommandLimit.MAX_COMMAND_NUMBER
    assert limits["command_description"] == constants.BotCommandLimit.MAX_DESCRIPTION
    assert limits["download_bytes"] == constants.FileSizeLimit.FILESIZE_DOWNLOAD
    assert limits["upload_photo_bytes"] == constants.FileSizeLimit.PHOTOSIZE_UPLOAD
    assert limits["upload_bytes"] == constants.FileSizeLimit.FILESIZE_UPLOAD
