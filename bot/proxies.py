"""Which proxy calls go through: LEITAI_PROXY, else the one that the environment names, and none on this machine."""

from collections.abc import Mapping
from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

import httpx

from bot.process import RefusedError
from bot.texts import said

SCHEMES = {"http": "http", "https": "https", "socks5": "socks5", "socks5h": "socks5", "socks": "socks5"}
"""How proxies are spoken to, by what is written; a desktop's settings write socks:// for SOCKS5."""


def read(text: str) -> str:
    """Return a proxy's address as it is used; ValueError where it is none that can be used."""
    scheme, mark, rest = text.rpartition("://")
    url = f"{SCHEMES.get(scheme.lower(), scheme) if mark else 'http'}://{rest}"
    try:
        proxy = httpx.Proxy(url).url
    except httpx.InvalidURL as error:
        raise ValueError(error) from None
    if not proxy.host or urlsplit(url).port == 0:  # asking for the port raises ValueError where it is none
        raise ValueError("no address of a proxy")
    return url


def of_environment(environment: Mapping[str, str], url: str) -> str:
    """Return the proxy that the environment names for an address, "" where none; RefusedError names a faulty one."""
    address = urlsplit(url)
    if is_loopback(address.hostname or "") or _is_spared(environment, address.hostname or ""):
        return ""
    for kind in (address.scheme, "all"):
        for name in (f"{kind}_proxy", f"{kind}_PROXY".upper()):
            if value := environment.get(name, "").strip():
                try:
                    return read(value)
                except ValueError:
                    raise RefusedError(said("proxy", name=name)) from None
    return ""


def is_loopback(host: str) -> bool:
    """Say whether a host is this machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _is_spared(environment: Mapping[str, str], host: str) -> bool:
    """Say whether NO_PROXY names a host: as it is, as what it ends in, or by a network."""
    entries = (environment.get("no_proxy") or environment.get("NO_PROXY") or "").lower().replace(",", " ").split()
    return any(_names(entry, host) for entry in entries)


def _names(entry: str, host: str) -> bool:
    if entry == "*":
        return True
    try:
        return ip_address(host) in ip_network(entry.strip("[]"), strict=False)
    except ValueError:
        name = entry.rpartition("://")[2].removeprefix("*").removeprefix(".")
        return bool(name) and (host == name or host.endswith(f".{name}"))
