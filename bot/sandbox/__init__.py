"""The embedded chat: a small Bot API server with people, groups, faults and a ledger, for the demo and the tests."""

from bot.sandbox.api.markup import Button
from bot.sandbox.api.server import Server, build_app, serve, serve_in_thread
from bot.sandbox.chat import Chat
from bot.sandbox.refusals import Impossible
from bot.sandbox.watch.faults import Fault, hang, refuse, reset, server_error, too_many
from bot.sandbox.watch.judge import Violation
from bot.sandbox.watch.ledger import Call
from bot.sandbox.world.messages import Message, Press, Seen

__all__ = [
    "Button",
    "Call",
    "Chat",
    "Fault",
    "Impossible",
    "Message",
    "Press",
    "Seen",
    "Server",
    "Violation",
    "build_app",
    "hang",
    "refuse",
    "reset",
    "serve",
    "serve_in_thread",
    "server_error",
    "too_many",
]
