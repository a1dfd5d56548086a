"""A small file of secrets that only its owner may read: changed under a lock and replaced whole.

A reader sees what stood there before or after a change, never half of it, and a power cut loses neither.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_OTHERS = 0o077


def read_secret(path: Path) -> tuple[bytes, bool]:
    """Give what is in the file, and whether others than its owner may read it too. Raises OSError."""
    with path.open("rb") as file:
        return file.read(), bool(os.fstat(file.fileno()).st_mode & _OTHERS)


def replace_secret(path: Path, content: Any) -> None:
    """Replace the file by this as JSON; the caller holds the lock, and what it writes includes what it has read."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    aside.unlink(missing_ok=True)
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(json.dumps(content, indent=1).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    _sync_folder(path.parent)


@contextmanager
def locked_secret(path: Path) -> Iterator[None]:
    """Let one process at a time change the file; its folder is made where there is none."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = os.open(path.with_name(f"{path.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _sync_folder(folder: Path) -> None:
    """Make the new name itself survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
