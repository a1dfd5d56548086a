"""What operators do with keys: replace one, copy an institution's for its own worker, destroy one for good."""

from dataclasses import replace
from pathlib import Path

from carelane.adapters.key_file import Key, KeyFile, Keys
from carelane.adapters.keyring import Keyring, new_key
from carelane.domain.errors import Conflict, NotAllowedNow, NotFound
from carelane.services import payload_keys


def owners(keyring: Keyring) -> list[str]:
    """Name the institutions that have keys, the group (an empty name) first."""
    return sorted({key.institution for key in keyring.held()})


def rotate(keyring: Keyring, institution: str) -> Key:
    """Give the institution a new active key; those before it only open what they have encrypted.

    Raises `NotFound` where it has no key yet.
    """
    _demand(keyring, institution)
    made = new_key(institution)

    def change(keys: Keys) -> Keys:
        old = (
            replace(key, state="decrypt-only") if key.institution == institution else key
            for key in keys.keys
        )
        return replace(keys, keys=(*old, made))

    keyring.change(change)
    return made


def export(keyring: Keyring, institution: str, path: Path, *, overwrite: bool) -> int:
    """Write the institution's keys, old ones too, to a file for its own worker; gives how many.

    Raises `NotFound` where it has no key, and `Conflict` where the file exists and may not be overwritten.
    """
    _demand(keyring, institution)
    file = KeyFile(path)
    mine = tuple(key for key in keyring.held() if key.institution == institution)
    with file.locked():
        if file.signature() is not None and not overwrite:
            raise Conflict(f"{path} exists already; name a new file, or say --replace")
        file.write(Keys(mine, fallback=institution, exported=True))
    return len(mine)


def destroy(keyring: Keyring, key_id: str) -> None:
    """Forget a key that only decrypts: nothing that it has encrypted can be read again, by anybody.

    A key that is lost from the file already is written off. Raises `NotFound`, `NotAllowedNow` for an active key.
    """
    database = keyring.database
    with keyring.file.locked():
        before = keyring.file.read() or Keys()
        if any(key.id == key_id and key.state == "active" for key in before.keys):
            raise NotAllowedNow(f"the key {key_id} is active: rotate it first")
        with payload_keys.destroying(database, key_id):
            left = tuple(key for key in before.keys if key.id != key_id)
            if len(left) < len(before.keys):
                keyring.file.write(replace(before, keys=left))


def _demand(keyring: Keyring, institution: str) -> None:
    if institution not in owners(keyring):
        raise NotFound(f"{institution or 'the group'} has no key; `carelane keys list` shows all")
