"""The keys in memory: which one encrypts for an institution, and which one an id names.

A running process notices within a second that the file was changed (a rotation, an institution's first key made by
another process), and looks at once where it meets a key id that it does not know. What operators do with
keys is in `carelane.adapters.key_operations`.
"""

import secrets
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from carelane.adapters.key_file import KEY_BYTES, Key, KeyFile, Keys
from carelane.domain.errors import DatabaseUnavailable, KeyMissing, KeysUnusable
from carelane.services import payload_keys
from carelane.services.transaction import Database

GROUP = ""
"""Stands for the group as the owner of a key."""
LOOK_EVERY = 1.0
ID_BYTES = 8


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the file held when it had this signature."""

    signature: tuple[int, ...] | None
    keys: Keys
    by_id: dict[str, Key]
    active: dict[str, Key]


class Keyring:
    """The keys of the file at ``path``, for all threads of a process.

    ``database`` knows which keys there are. A hospital's own worker has exported keys and no database, and makes none.
    """

    def __init__(self, path: Path, database: Database | None = None) -> None:
        self.file = KeyFile(path)
        self._database = database
        self._seen: _Seen | None = None
        self._looked = 0.0
        self._reading = threading.Lock()

    @property
    def fallback(self) -> str:
        """Give the institution whose key is used where a case's own is not known."""
        return self._fresh().keys.fallback

    @property
    def database(self) -> Database:
        """Give the database that knows which keys there are; raises `KeysUnusable` without one."""
        if self._database is None:
            raise KeysUnusable(
                f"{self.file.path} holds no key for this, and only the installation itself makes keys: "
                "export them anew with `carelane keys export`"
            )
        return self._database

    def check(self) -> None:
        """Make sure at a start that no key is lost, and that the group has its first one.

        Raises `KeysUnusable`; and `DatabaseUnavailable` where neither file nor database can tell.
        """
        held = [key.id for key in self.held()]
        if not held:
            self.make(GROUP)
        elif self._database is not None:
            with suppress(DatabaseUnavailable):
                payload_keys.check_held(self._database, held)

    def held(self) -> tuple[Key, ...]:
        """Give all keys in the order in which they were made."""
        return self._look().keys.keys

    def active(self, institution: str) -> Key | None:
        """Give the key that encrypts for this institution now; None before its first."""
        return self._fresh().active.get(institution)

    def find(self, key_id: str) -> Key:
        """Give the key with this id; raises `KeyMissing`."""
        found = self._fresh().by_id.get(key_id) or self._look().by_id.get(key_id)
        if found is None:
            raise KeyMissing(
                f"the key {key_id} is not in the key file {self.file.path}: put it back from the file's backup "
                "(or export the keys anew, for a hospital's own worker); cases that wait for it then go on",
                key_id=key_id,
            )
        return found

    def make(self, institution: str) -> Key:
        """Give the institution's active key; of all processes that ask at once, one makes it."""

        def make(keys: Keys) -> Keys:
            if any(key.institution == institution and key.state == "active" for key in keys.keys):
                return keys
            return replace(keys, keys=(*keys.keys, new_key(institution)))

        return next(key for key in self.change(make) if _encrypts(key, institution))

    def change(self, change: Callable[[Keys], Keys]) -> tuple[Key, ...]:
        """Replace the file under its lock, seeing what others have written before; give the keys of now.

        New keys are on disk, then in the database's list, and only then known here and used.
        """
        database = self.database
        with self.file.locked():
            before = self.file.read() or Keys()
            after = change(before)
            if after is not before:
                self._write(database, before, after)
        return self.held()

    def _write(self, database: Database, before: Keys, after: Keys) -> None:
        if before.exported:
            raise KeysUnusable(f"{self.file.path} is an exported key file: use the original")
        with payload_keys.admitting(database, [key.id for key in before.keys]) as note:
            self.file.write(after)
            for key in after.keys:
                note(key.id, key.institution, datetime.fromisoformat(key.created))

    def _fresh(self) -> _Seen:
        """Give what was seen, or what there is now when it is time to look again."""
        seen = self._seen
        if seen is not None and time.monotonic() - self._looked < LOOK_EVERY:
            return seen
        return self._look()

    def _look(self) -> _Seen:
        """Read the file if it has changed. Where it is gone, what was in it goes on to be known."""
        with self._reading:
            signature = self.file.signature()
            seen = self._seen
            if seen is None or (signature is not None and signature != seen.signature):
                seen = _seen(signature, self.file.read() or Keys())
            self._seen, self._looked = seen, time.monotonic()
            return seen


def new_key(institution: str) -> Key:
    """Make a key from the system's randomness; its id tells nothing."""
    created = datetime.now(UTC).isoformat(timespec="seconds")
    material = secrets.token_bytes(KEY_BYTES)
    return Key(secrets.token_hex(ID_BYTES), institution, created, "active", material)


def _encrypts(key: Key, institution: str) -> bool:
    return key.institution == institution and key.state == "active"


def _seen(signature: tuple[int, ...] | None, keys: Keys) -> _Seen:
    by_id = {key.id: key for key in keys.keys}
    active = {key.institution: key for key in keys.keys if key.state == "active"}
    return _Seen(signature, keys, by_id, active)
