"""Checks every request against the Bot API's own list of parameters."""

import json
import re

from bot.sandbox.facts import FACTS
from bot.sandbox.refusals import Json, Refused, bad
from bot.sandbox.world.files import Upload

Uploads = dict[str, Upload]
"""The files that came with a request, each under the name by which the request means it."""
METHODS: dict[str, Json] = FACTS["methods"]
TYPES: dict[str, Json] = FACTS["types"]
UNIONS: dict[str, dict[str, str]] = FACTS["unions"]
NAMES = {name.lower(): name for name in METHODS}
WHOLE = re.compile(r"[+-]?[0-9]{1,19}\Z")
BOOLEANS = {"true": True, "True": True, "1": True, "false": False, "False": False, "0": False}
PLAIN: dict[str, type | tuple[type, ...]] = {
    "String": str,
    "Integer": int,
    "Boolean": bool,
    "Object": dict,
    "Integer | String": (int, str),
}
"""Types that are looked at no further; a truth value is no number."""
MARKUP_FIELDS = {
    "inline_keyboard": "InlineKeyboardMarkup",
    "keyboard": "ReplyKeyboardMarkup",
    "remove_keyboard": "ReplyKeyboardRemove",
    "force_reply": "ForceReply",
}
"""A keyboard is told from its kin by the one field that only it has."""
MISSING = {
    "chat_id": "chat_id is empty",
    "from_chat_id": "from_chat_id is empty",
    "text": "message text is empty",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "message_id": "message identifier is not specified",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
    "file_id": "file_id not specified",
}


def check(method: str, given: Json, uploads: Uploads) -> Json:
    """Return the arguments of a call in their own types, or refuse as Telegram would.

    Stricter than Telegram in one thing: a parameter that the method does not have is refused instead of ignored,
    because it is always a mistake of the caller.
    """
    facts = METHODS[method]
    known: dict[str, str] = {**facts["required"], **facts["optional"]}
    named = {value for value in _strings(given) if value.startswith("attach://")} if uploads else set()
    for name in given:
        if name not in known:
            raise bad(f'method {method} has no parameter "{name}"')
    args: Json = {}
    for name, kind in known.items():
        if name in uploads and "InputFile" in kind:
            args[name] = uploads[name]
        elif name in given and given[name] is not None and given[name] != "":
            args[name] = _argument(name, kind, given[name], uploads)
        elif name in facts["required"] and not (name == "url" and given.get(name) == ""):
            raise bad(MISSING.get(name, f'parameter "{name}" is required'))
    for name in uploads:
        if name not in args and f"attach://{name}" not in named:
            raise bad(f'method {method} has no file "{name}"')
    return args


def _strings(value: object) -> list[str]:
    """Every string in a request, also inside JSON that came as text."""
    if isinstance(value, str):
        if value[:1] in "[{" and value:
            try:
                return _strings(json.loads(value))
            except ValueError:
                return [value]
        return [value]
    if isinstance(value, dict):
        return [text for item in value.values() for text in _strings(item)]
    if isinstance(value, list):
        return [text for item in value for text in _strings(item)]
    return []


def _argument(name: str, kind: str, value: object, uploads: Uploads) -> object:
    """Read one argument, which a form sends as text and JSON in its own type."""
    if "InputFile" in kind:
        return _file(name, value, uploads)
    if kind == "String":
        if not isinstance(value, str):
            raise bad(f'parameter "{name}" must be of type String')
        return value
    if kind == "Integer | String":
        return _chat(name, value)
    if kind == "Integer":
        return _whole(name, value)
    if kind == "Boolean":
        return _boolean(name, value)
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            raise bad(f"can't parse {name.replace('_', ' ')} JSON object") from None
    return nested(kind, value, name)


def _file(name: str, value: object, uploads: Uploads) -> Upload | str:
    if not isinstance(value, str):
        raise bad(f'parameter "{name}" must be a file or of type String')
    if value.startswith("attach://"):
        return attached(value, uploads)
    return value


def attached(value: str, uploads: Uploads) -> Upload:
    """Find the file that attach://NAME means."""
    upload = uploads.get(value.removeprefix("attach://"))
    if upload is None:
        raise bad("wrong file identifier/HTTP URL specified")
    return upload


def _chat(name: str, value: object) -> int | str:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str):
        return int(value) if WHOLE.match(value) else value
    raise bad(f'parameter "{name}" must be of type Integer or String')


def _whole(name: str, value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and WHOLE.match(value):
        return int(value)
    raise bad(f'parameter "{name}" must be of type Integer')


def _boolean(name: str, value: object) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value in BOOLEANS:
        return BOOLEANS[value]
    raise bad(f'parameter "{name}" must be of type Boolean')


def nested(kind: str, value: object, where: str) -> object:
    """Check a JSON value against a type of the Bot API, with every field in it."""
    if kind.startswith("Array of "):
        if not isinstance(value, list):
            raise bad(f"expected an Array of {kind.removeprefix('Array of ')}")
        return [nested(kind.removeprefix("Array of "), item, where) for item in value]
    if kind in PLAIN:
        if not isinstance(value, PLAIN[kind]) or isinstance(value, bool) != (kind == "Boolean"):
            raise bad(f'field "{where}" must be of type {kind}')
        return value
    if not isinstance(value, dict):
        raise bad(f"object expected as {where.replace('_', ' ')}")
    return _object(_which(kind, value), value)


def _which(kind: str, value: Json) -> str:
    """Choose the type among those that a parameter allows."""
    if kind in UNIONS:
        chosen = UNIONS[kind].get(str(value.get("type")))
        if chosen is None:
            raise bad(f'can\'t parse {kind}: type "{value.get("type")}" is unsupported')
        return chosen
    kinds = kind.split(" | ")
    if len(kinds) == 1:
        return kind
    for field, name in MARKUP_FIELDS.items():
        if field in value and name in kinds:
            return name
    raise bad("can't parse reply keyboard markup JSON object")


def _object(kind: str, value: Json) -> Json:
    facts = TYPES[kind]
    known: dict[str, str] = {**facts["required"], **facts["optional"]}
    for field in facts["required"]:
        if field not in value:
            raise bad(f"can't parse {kind}: Can't find field \"{field}\"")
    checked: Json = {}
    for field, item in value.items():
        if field not in known:
            raise bad(f'can\'t parse {kind}: unknown field "{field}"')
        try:
            checked[field] = nested(known[field], item, field)
        except Refused as refused:
            raise bad(f"can't parse {kind}: {refused.description.removeprefix('Bad Request: ')}") from None
    return checked
