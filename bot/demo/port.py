"""`make demo` asks before it installs anything whether the page may have its port: `python -m bot.demo.port PORT`.

It runs where nothing is installed yet, and so loads nothing that is not Python's own.
"""

import os
import socket
import sys

from bot.texts import of_machine
from scoring.language import LANGUAGES, both, speak

HOST, PORT = "127.0.0.1", 8765


def taken(host: str, port: int, error: OSError, *, made: bool = True) -> str:
    """Say why the page cannot be had there, and the way out; `made`: `make demo` opens this page, too."""
    why, other = of_machine(error), PORT if port != PORT else PORT + 1
    if not made:
        return both(
            f"{host}:{port} 打不开（{why}）：请在原来的命令后面加 --port {other}",
            f"{host}:{port} cannot be opened ({why}): please add --port {other} to the command",
        )
    return both(
        f"{host}:{port} 打不开（{why}）：请换一个端口：make demo PORT={other}，或 leitai demo --port {other}",
        f"{host}:{port} cannot be opened ({why}): please run make demo PORT={other} (leitai: --port {other})",
    )


def main(words: list[str]) -> str | None:
    """Return what is to be said where the page cannot have the port; an odd number is told by `leitai demo`."""
    wanted = os.environ.get("LEITAI_LANGUAGE", "").strip().lower()
    speak(wanted if wanted in LANGUAGES else LANGUAGES[0])
    port = int(words[0]) if words and words[0].isdecimal() else PORT
    try:
        socket.create_server((HOST, min(port, 65535))).close()
    except OSError as error:
        return taken(HOST, port, error)
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
