"""The key file: which keys encrypt what Temporal keeps, as JSON that only its owner may read.

It is changed under a lock and replaced whole, so that a reader sees the keys of before or of after, never half of
them, and a power cut loses none. Whoever loses this file loses every open case: see docs/privacy.md.
"""

import base64
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from carelane.adapters.secret_file import locked_secret, read_secret, replace_secret
from carelane.domain.errors import KeysUnusable

FORMAT = 1
KEY_BYTES = 32
State = Literal["active", "decrypt-only"]
_STATES: dict[str, State] = {"active": "active", "decrypt-only": "decrypt-only"}


@dataclass(frozen=True, slots=True)
class Key:
    """One AES-256 key. ``institution`` is empty for the group's; ``created`` is ISO-8601 in UTC.

    An ``active`` key encrypts; a ``decrypt-only`` one was replaced and opens what is old.
    """

    id: str
    institution: str
    created: str
    state: State
    material: bytes = field(repr=False)
    cipher: AESGCM = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "cipher", AESGCM(self.material))


@dataclass(frozen=True, slots=True)
class Keys:
    """The contents of a key file.

    ``fallback`` is the institution whose key is used where no case's institution is known (empty: the group's key);
    ``exported`` marks the copy for a hospital's own worker, which no installation may run on.
    """

    keys: tuple[Key, ...] = ()
    fallback: str = ""
    exported: bool = False


class KeyFile:
    """Reads and replaces the file at ``path``. A missing file is None; one that cannot be used is `KeysUnusable`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def signature(self) -> tuple[int, ...] | None:
        """Give what changes whenever the file is replaced; None where there is no file."""
        try:
            seen = self.path.stat()
        except FileNotFoundError:
            return None
        return (seen.st_mtime_ns, seen.st_ino, seen.st_size)

    def read(self) -> Keys | None:
        """Read the keys, unless others than the owner may read them too."""
        try:
            text, seen_by_others = read_secret(self.path)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise KeysUnusable(
                f"the key file {self.path} cannot be read: {error.strerror}"
            ) from error
        if seen_by_others:
            raise KeysUnusable(
                f"others may read the key file {self.path}: run `chmod 600 {self.path}`, "
                "and rotate the keys if somebody did (`carelane keys rotate --all`)"
            )
        return self._parsed(text)

    def _parsed(self, text: bytes) -> Keys:
        try:
            return _load(json.loads(text))
        except (ValueError, KeyError, TypeError):
            # The cause is not told: its text would quote the file.
            raise KeysUnusable(
                f"the key file {self.path} is damaged: restore it from its backup"
            ) from None

    def write(self, keys: Keys) -> None:
        """Replace the file; the caller holds the lock, and what it writes includes what it has read."""
        replace_secret(self.path, _dump(keys))

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Let one process at a time change the file."""
        with locked_secret(self.path):
            yield


def _dump(keys: Keys) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "fallback": keys.fallback,
        "exported": keys.exported,
        "keys": [
            {
                "id": key.id,
                "institution": key.institution,
                "created": key.created,
                "state": key.state,
                "material": base64.b64encode(key.material).decode("ascii"),
            }
            for key in keys.keys
        ],
    }


def _load(value: Mapping[str, Any]) -> Keys:
    """Read what `_dump` gave; anything else raises ValueError, KeyError or TypeError."""
    if value["format"] != FORMAT:
        raise ValueError
    keys = tuple(_key(each) for each in value["keys"])
    _check(keys)
    return Keys(keys, str(value["fallback"]), value["exported"] is True)


def _key(value: Mapping[str, str]) -> Key:
    material = base64.b64decode(value["material"], validate=True)
    if len(material) != KEY_BYTES:
        raise ValueError
    state = _STATES[value["state"]]
    return Key(value["id"], value["institution"], value["created"], state, material)


def _check(keys: Sequence[Key]) -> None:
    """Refuse an id that stands twice, and an institution with two active keys."""
    active = [key.institution for key in keys if key.state == "active"]
    if len({key.id for key in keys}) < len(keys) or len(set(active)) < len(active):
        raise ValueError
