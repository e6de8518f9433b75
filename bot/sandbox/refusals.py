"""The two ways in which the embedded chat says no: to the bot, and to a person."""

from typing import Any

Json = dict[str, Any]


class Refused(Exception):  # noqa: N818 - a refusal is an answer of the server, not a fault of this program
    """The server refuses a call of the bot, with the code and the words that Telegram uses."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


class Impossible(Exception):  # noqa: N818 - as above: what a person tried cannot be done in a real chat either
    """A person in the chat tries what no client would let them do, such as pressing a button that is gone."""


def bad(reason: str, **parameters: int) -> Refused:
    """Refuse with 400, because the request itself is wrong."""
    return Refused(400, f"Bad Request: {reason}", **parameters)


def forbidden(reason: str) -> Refused:
    """Refuse with 403, because the chat does not want the bot."""
    return Refused(403, f"Forbidden: {reason}")
