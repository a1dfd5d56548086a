"""The secrets of sign-in in the data folder: signing keys of our own provider and what keeps cookies ours.

One JSON file that only its owner may read, made at the first start, changed under a lock and replaced whole. The
newest RSA key signs; an older one is still published for a day, so that what it signed can be checked. A key is
replaced after thirty days, or at once by `carelane sign-in rotate-keys`. Web processes on several machines need
the same file.
"""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from joserfc.jwk import RSAKey

from carelane.adapters.secret_file import locked_secret, read_secret, replace_secret
from carelane.domain.errors import KeysUnusable

BITS = 2_048
REPLACE_AFTER = timedelta(days=30)
PUBLISH_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SignInKeys:
    """What the file holds: ``keys`` are private JWKs with their time of making, the newest last."""

    cookie_secret: str = field(repr=False)
    client_secret: str = field(repr=False)
    keys: tuple[tuple[datetime, RSAKey], ...] = field(repr=False)

    def signing(self) -> RSAKey:
        """Give the key that signs now."""
        return self.keys[-1][1]

    def published(self) -> list[dict[str, Any]]:
        """Give the public halves (RFC 7517) by which signatures can be checked."""
        return [
            {**key.as_dict(private=False), "use": "sig", "alg": "RS256"} for _made, key in self.keys
        ]


class SignInKeyFile:
    """Reads, makes and rotates the file at ``path``; ``now`` is the clock."""

    def __init__(self, path: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.path = path
        self.now = now

    def current(self) -> SignInKeys:
        """Give what is in force; makes the file, and another key where the newest has grown old."""
        found = self._read()
        if found is not None and self.now() - found.keys[-1][0] < REPLACE_AFTER:
            return found
        return self.rotate(only_if_old=True)

    def rotate(self, *, only_if_old: bool = False) -> SignInKeys:
        """Sign with another key from now on; the one before stays published for a while."""
        with locked_secret(self.path):
            found = self._read()
            if found and only_if_old and self.now() - found.keys[-1][0] < REPLACE_AFTER:
                return found
            made = (self.now(), RSAKey.generate_key(BITS, auto_kid=True))
            changed = SignInKeys(
                cookie_secret=found.cookie_secret if found else secrets.token_urlsafe(32),
                client_secret=found.client_secret if found else secrets.token_urlsafe(32),
                keys=(*self._kept(found), made),
            )
            replace_secret(self.path, _dump(changed))
            return changed

    def _kept(self, found: SignInKeys | None) -> tuple[tuple[datetime, RSAKey], ...]:
        """Keep the key that is being replaced, and of the older ones those replaced less than a day ago."""
        keys = found.keys if found else ()
        border = self.now() - PUBLISH_FOR
        replaced = [after for after, _key in keys[1:]]
        older = [one for one, at in zip(keys[:-1], replaced, strict=True) if at > border]
        return (*older, *keys[-1:])

    def _read(self) -> SignInKeys | None:
        try:
            text, seen_by_others = read_secret(self.path)
            if seen_by_others:
                message = f"others may read {self.path}: delete it, and sign-in makes another"
                raise KeysUnusable(message)
            return _load(json.loads(text))
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError, OSError):
            # The cause is not told: its text would quote the file.
            message = f"{self.path} cannot be used: delete it, and sign-in makes another"
            raise KeysUnusable(message) from None


def _dump(keys: SignInKeys) -> dict[str, Any]:
    return {
        "cookie_secret": keys.cookie_secret,
        "client_secret": keys.client_secret,
        "keys": [
            {"made": made.isoformat(), "key": key.as_dict(private=True)} for made, key in keys.keys
        ],
    }


def _load(value: dict[str, Any]) -> SignInKeys:
    """Read what `_dump` gave; anything else raises ValueError, KeyError or TypeError."""
    keys = tuple(
        (datetime.fromisoformat(each["made"]), RSAKey.import_key(each["key"]))
        for each in value["keys"]
    )
    if not keys:
        raise ValueError
    return SignInKeys(str(value["cookie_secret"]), str(value["client_secret"]), keys)
