"""How a server is reached, and heard: what is committed by one process is told to all others that listen."""

import os
from typing import Any

import psycopg
from sqlalchemy import make_url

from storage.place import Address

CHANNEL = "leitai"
"""What is committed is told there: the number of who did, and the tables."""
CONNECT: dict[str, Any] = {
    "connect_timeout": 10,
    "tcp_user_timeout": 20_000,
    "keepalives_idle": 5,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "application_name": "leitai",
}


class Ear:
    """A connection that hears what others commit."""

    def __init__(self, place: Address, number: int | None) -> None:
        self._number = str(number)
        url = make_url(place.url).set(drivername="postgresql").render_as_string(hide_password=False)
        self._raw = psycopg.connect(url, autocommit=True, **CONNECT)
        self._watched = os.dup(self._raw.fileno())  # the driver closes its own when the connection is lost
        self._raw.execute(f"LISTEN {CHANNEL}")

    def fileno(self) -> int:
        """Return what becomes readable when there is something to be heard."""
        return self._watched

    def heard(self) -> set[str]:
        """Return the tables that others have written to since this was asked the last time."""
        line = self._raw.pgconn
        line.consume_input()
        found: set[str] = set()
        while (told := line.notifies()) is not None:
            number, _, tables = told.extra.decode().partition(" ")
            if number != self._number:
                found.update(tables.split())
        return found

    def close(self) -> None:
        """Hear no more."""
        os.close(self._watched)
        self._raw.close()
