"""What the values of settings have to look like; each function refuses one kind and says what to write."""

import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def time_zone(name: str) -> str:
    """Take the name of a time zone. Raises `ValueError` with what to write."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        message = "no such time zone; write one like Asia/Shanghai"
        raise ValueError(message) from None
    return name


def database_address(url: str) -> str:
    """Take an address of SQLite or PostgreSQL; empty means SQLite in the data folder. Raises `ValueError` with what to write."""
    if url and not re.match(r"(sqlite|postgresql)(\+\w+)?://", url):
        message = "write sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
        raise ValueError(message)
    return url


def host_and_port(address: str) -> str:
    """Take HOST:PORT, or nothing. Raises `ValueError` with what to write."""
    if address and not re.fullmatch(r"\S+:\d{1,5}", address):
        message = "write HOST:PORT"
        raise ValueError(message)
    return address


def origin(text: str) -> str:
    """Take scheme, host and port of an address, or nothing. Raises `ValueError` with what to write."""
    if text and not re.fullmatch(r"https?://[^/\s]+", text):
        message = "write http://HOST:PORT, without a path"
        raise ValueError(message)
    return text


def issuer(text: str) -> str:
    """Take the address of an OpenID provider, or nothing. Raises `ValueError` with what to write."""
    if text and not re.fullmatch(r"https?://[^\s?#]+", text):
        message = "write https://HOST/PATH, as the provider's discovery document says it"
        raise ValueError(message)
    return text
