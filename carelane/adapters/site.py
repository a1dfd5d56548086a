"""Under which addresses this installation is reached: by people, by itself, through proxies.

Sign-in needs exactly one public origin, because a provider sends people back to it and to nowhere else. Whatever
another name asks for is sent there, or refused: a page of another site whose name was bound to our address
(DNS rebinding) gets nothing.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from carelane.settings import EVERY_ADDRESS, Settings

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class Site:
    """The addresses: ``public`` and ``internal`` are origins.

    ``hosts`` are what a Host header may say besides, because a proxy does; who comes under one of ``aliases``, names
    of the machine itself, is sent to the public address.
    """

    public: str
    internal: str
    hosts: frozenset[str] = frozenset()
    aliases: frozenset[str] = frozenset()

    @property
    def issuer(self) -> str:
        """Name our own OpenID provider."""
        return f"{self.public}/oidc"

    @property
    def callback(self) -> str:
        """Give the one address to which a provider may send people back."""
        return f"{self.public}/oauth2callback"

    @property
    def host(self) -> str:
        """Give host and port as a browser's Host header says them."""
        return urlsplit(self.public).netloc.lower()

    def knows(self, host: str) -> bool:
        """Say whether a Host header names this installation."""
        return host.lower() in {self.host, *self.hosts, *self.aliases}

    def moved(self, host: str) -> bool:
        """Say whether a page asked for under this name is to be asked for at the public address."""
        return host.lower() != self.host and host.lower() in self.aliases

    def is_own(self, origin: str) -> bool:
        """Say whether an Origin header is that of our pages."""
        return origin.lower() == self.public


def site_of(settings: Settings, port: int) -> Site:
    """Work out the addresses of a web process that listens on ``port``."""
    every = settings.web_host in EVERY_ADDRESS
    internal = f"{LOOPBACK[1] if every else _bracketed(settings.web_host)}:{port}"
    public = settings.public_url.rstrip("/") or f"http://{internal}"
    aliases = {internal.lower()}
    if every or _bracketed(settings.web_host) in LOOPBACK:
        aliases |= {f"{name}:{port}" for name in LOOPBACK}
    hosts = frozenset(host.lower() for host in settings.allowed_hosts)
    return Site(_without_port(public), f"http://{internal}", hosts, frozenset(aliases) - hosts)


def _bracketed(host: str) -> str:
    """Write an IPv6 address as in an address line."""
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def _without_port(origin: str) -> str:
    """Leave out a scheme's own port, as browsers do in what they send."""
    parts = urlsplit(origin)
    usual = {"http": 80, "https": 443}
    if parts.port == usual.get(parts.scheme):
        return f"{parts.scheme}://{_bracketed(parts.hostname or '')}"
    return f"{parts.scheme}://{parts.netloc.lower()}"
