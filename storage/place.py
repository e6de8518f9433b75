"""Where a database is: a file, or a name on a server."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit

SCHEMES = ("postgresql", "postgres")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a database on a server is, and the folder for what belongs to it and is no row.

    It tells itself without what it was told in secret.
    """

    url: str = field(repr=False)
    folder: Path

    def __post_init__(self) -> None:
        """Refuse with ValueError what names no database on a server."""
        parts = urlsplit(self.url)
        if parts.scheme not in SCHEMES or not parts.path.strip("/") or parts.port == 0:
            raise ValueError("no address of a database")

    def __str__(self) -> str:
        """Say where it is."""
        parts = urlsplit(self.url)
        user = f"{parts.username}@" if parts.username else ""
        port = f":{parts.port}" if parts.port else ""
        return f"postgresql://{user}{parts.hostname or ''}{port}{parts.path}"

    def known_by(self, password: str) -> "Address":
        """Return the address with a password in the place of the one that is written there, if any is given."""
        parts = urlsplit(self.url)
        if not password:
            return self
        user, host = quote(unquote(parts.username or ""), safe=""), parts.netloc.rpartition("@")[2]
        return replace(self, url=parts._replace(netloc=f"{user}:{quote(password, safe='')}@{host}").geturl())

    @property
    def passwords(self) -> list[str]:
        """What nobody may be told, as it is and as it is written in the address."""
        parts = urlsplit(self.url)
        found = [parts.password or "", *parse_qs(parts.query).get("password", ())]
        return [one for word in found if word for one in dict.fromkeys((word, unquote(word)))]


Place = Path | Address


def server_of(place: Place) -> Address | None:
    """Return the address of a database on a server; None of a file."""
    return None if isinstance(place, Path) else place


def file_of(place: Place) -> Path:
    """Return the file of a database, or the one that would stand for it: beside it stands what belongs to it."""
    return place if isinstance(place, Path) else place.folder / "leitai.db"
