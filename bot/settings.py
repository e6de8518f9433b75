"""Settings from the environment and `.env`: one frozen object, built once, passed on as values."""

import os
import re
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot import files, proxies, secret
from bot.process import RefusedError
from bot.shelf import Bucket, Shelf, beside
from bot.texts import said
from scoring.language import both, speak
from scoring.reading.people import BIGGEST_ID
from storage.place import Address, Place, file_of

_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")

_BUCKET = re.compile(r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[A-Za-z0-9._-]+)*/?")
_PATH = re.compile(r"[A-Za-z0-9/._~-]*")


def _is_http(url: str) -> bool:
    """Say whether an address can be called; asking for the port raises ValueError where it is none."""
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0


class Access(BaseSettings):
    """How a bucket is reached, by the names that all programs use for it: AWS_… in the environment or `.env`."""

    model_config = SettingsConfigDict(env_prefix="AWS_", frozen=True, extra="ignore", env_ignore_empty=True)

    access_key_id: str = ""
    secret_access_key: str = Field("", repr=False)
    session_token: str = Field("", repr=False)
    region: str = Field("", pattern=r"^[a-z0-9-]*$")
    endpoint_url: str = Field("", pattern=r"^(https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9/._~-]*)?)?$")


class Settings(BaseSettings):
    """What the program is told; every name is LEITAI_… in the environment."""

    model_config = SettingsConfigDict(env_prefix="LEITAI_", frozen=True, extra="ignore", env_ignore_empty=True)

    token: str = Field("", repr=False)
    token_file: Path | None = None
    api_url: str = "https://api.telegram.org"
    data_dir: Path = Path("data")
    database_url: str = Field("", repr=False)
    database_password_file: Path | None = None
    rulebook: Path | None = None
    group: int | None = Field(None, ge=-BIGGEST_ID, lt=0)
    owner: int | None = Field(None, gt=0, le=BIGGEST_ID)
    proxy: str = ""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    language: Literal["zh", "en"] = "zh"
    clock: str = ""
    backup_dir: Path | None = None
    http: str = ""
    webhook_url: str = ""
    evidence_url: str = ""

    @field_validator("log_level", mode="before")
    @classmethod
    def _any_case(cls, level: str) -> str:
        return level.upper()

    @field_validator("api_url")
    @classmethod
    def _no_slash(cls, url: str) -> str:
        if not _is_http(url):
            raise ValueError("not an http address")
        return url.rstrip("/")

    @field_validator("proxy")
    @classmethod
    def _usable(cls, url: str) -> str:
        return proxies.read(url) if url else ""

    @field_validator("http")
    @classmethod
    def _is_address(cls, address: str) -> str:
        parts = urlsplit(f"//{address}")
        if address and not (parts.hostname and parts.port and parts.netloc == address and "@" not in address):
            raise ValueError("not an address to listen at")
        return address

    @field_validator("webhook_url")
    @classmethod
    def _can_be_brought_to(cls, url: str) -> str:
        parts = urlsplit(url)
        if url and not (_is_http(url) and _PATH.fullmatch(parts.path) and url.endswith(parts.netloc + parts.path)):
            raise ValueError("not an address to bring updates to")
        return url

    @field_validator("evidence_url")
    @classmethod
    def _is_bucket(cls, url: str) -> str:
        if url and not _BUCKET.fullmatch(url):
            raise ValueError("not a bucket")
        return url

    @property
    def shelf(self) -> Shelf:
        """Where copies of evidence stand: beside the database, or in a bucket."""
        return self.bucket or beside(file_of(self.database))

    @property
    def bucket(self) -> Bucket | None:
        """The bucket of copies of evidence, where they do not stand beside the database."""
        if not self.evidence_url:
            return None
        return Bucket(self.evidence_url, _access().model_dump(exclude_unset=True))

    @property
    def listens(self) -> tuple[str, int] | None:
        """Host and port at which to listen, where that is wanted."""
        parts = urlsplit(f"//{self.http}")
        return (parts.hostname, parts.port) if parts.hostname and parts.port else None

    @property
    def database(self) -> Place:
        """Where the database is: the file itself, whatever links lead to it, or the address of a server."""
        if not self.database_url:
            return Path(os.path.realpath(self.data_dir / "leitai.db"))
        file = self.database_password_file
        return place_of(self.database_url, self.data_dir, "" if file is None else files.read_text(file).strip())

    @property
    def api_is_loopback(self) -> bool:
        """Whether the chat server is on this machine."""
        return proxies.is_loopback(urlsplit(self.api_url).hostname or "")

    def read_proxy(self) -> str:
        """Return the proxy to the chat server, "" where there is none: the setting, else what the environment names."""
        return self.proxy or proxies.of_environment(os.environ, self.api_url)

    def read_token(self) -> str:
        """Return the bot's token, from the setting or its file."""
        token = (self.token or (files.read_text(self.token_file) if self.token_file else "")).strip()
        if not token:
            raise RefusedError(said("no_token"))
        secret.hide(token)
        if not _TOKEN.fullmatch(token):
            raise RefusedError(said("half_token"))
        return token

    def read_rulebook(self) -> bytes:
        """Return the bytes of the rulebook file."""
        if self.rulebook is None:
            raise RefusedError(said("rulebook_unset", sample=files.sample_path("wusai.toml")))
        return files.read_rulebook(self.rulebook)


_WRONG = {
    **{name: f"set_{name}" for name in ("log_level", "language", "group", "owner", "proxy", "api_url")},
    "http": "listen_at",
    "webhook_url": "bring_to",
    "evidence_url": "bucket",
}
"""What a setting should be, by the code of the sentence that says it."""


def place_of(url: str, folder: Path, password: str = "") -> Place:
    """Read the address of a database; what belongs to one on a server and is no row stands in a folder."""
    scheme, _, path = url.partition(":///")
    if scheme == "sqlite" and path.startswith("/"):
        return Path(os.path.realpath(path))
    try:
        place = Address(url, folder).known_by(password)
    except ValueError:
        raise RefusedError(said("database_url")) from None
    for word in place.passwords:
        secret.hide(word)
    return place


def _access() -> Access:
    """Read how a bucket is reached; what is odd makes its library fall over."""
    try:
        access = Access(_env_file=_env_file(), _env_file_encoding="utf-8-sig")  # type: ignore[call-arg]
    except ValidationError:
        raise RefusedError(said("access")) from None
    for key in (access.secret_access_key, access.session_token):
        secret.hide(key)
    return access


def _env_file() -> Path:
    named = os.environ.get("LEITAI_RULEBOOK", "")
    return (Path(named).parent if named else Path()) / ".env"


def load_settings() -> Settings:
    """Read the settings; every faulty one is named in one refusal. The environment wins over `.env`."""
    file = _env_file()
    if file.is_file():
        files.read_text(file)  # what it cannot read is refused by its name and line
    try:
        settings = Settings(_env_file=file, _env_file_encoding="utf-8-sig")  # type: ignore[call-arg]
    except ValidationError as error:
        fields = [str(fault["loc"][0]).removeprefix("LEITAI_").lower() for fault in error.errors()]
        wrong = ((name.upper(), said(_WRONG.get(name, "set_wrongly"))) for name in fields)
        raise RefusedError(*(f"LEITAI_{name}{both('：', ': ')}{why}" for name, why in wrong)) from None
    if settings.webhook_url and not settings.http:
        raise RefusedError(said("webhook_alone"))
    if settings.evidence_url:
        _access()
    speak(settings.language)
    if settings.token:
        secret.hide(settings.token)
    if settings.clock and not settings.api_is_loopback:
        raise RefusedError(said("clock_tests"))
    return settings
