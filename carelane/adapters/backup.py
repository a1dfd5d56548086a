"""Backup and restore of an embedded installation: its two SQLite files and what attachments hold, while it runs.

The read model is copied first and Temporal's file after it: Temporal, the truth, is then the newer of the two,
and what the read model lacks is written anew from the histories. The contents of attachments come after both: none is
deleted before its row has said so for a day. The manifest comes last; a folder without one is no backup. A database or
Temporal cluster elsewhere has its own tools (docs/operations.md).
"""

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import make_url

from carelane.adapters import copied_files
from carelane.adapters.up import only_one
from carelane.domain.errors import BackupRefused
from carelane.settings import Settings

MANIFEST = "manifest.json"
READ_MODEL = "carelane.db"
TEMPORAL = "temporal.db"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Store:
    """A file of the installation and the name of its copy in a backup."""

    name: str
    file: Path


def stores(settings: Settings) -> list[Store]:
    """List the embedded files, in the order in which they are copied."""
    found = []
    database = make_url(settings.database)
    if database.get_backend_name() == "sqlite" and database.database:
        found.append(Store(READ_MODEL, Path(database.database)))
    if not settings.temporal_address:
        found.append(Store(TEMPORAL, settings.data_dir.resolve() / TEMPORAL))
    return found


def elsewhere(settings: Settings) -> list[str]:
    """Name what the installation keeps in servers of its own and a backup here does not hold."""
    held = {store.name for store in stores(settings)}
    names = {READ_MODEL: "the database", TEMPORAL: "Temporal"}
    return [words for name, words in names.items() if name not in held]


def back_up(settings: Settings, folder: Path) -> list[Path]:
    """Copy the embedded files into a new folder, while the product may be running; give the copies.

    Raises `BackupRefused` where there is nothing to copy or the folder holds something.
    """
    copied = stores(settings)
    missing = [str(store.file) for store in copied if not store.file.exists()]
    if not copied or missing:
        raise BackupRefused(f"there is nothing to copy: {', '.join(missing) or 'no embedded file'}")
    _empty(folder)
    for store in copied:
        copy_sqlite(store.file, folder / store.name)
    files = copied_files.copy_out(settings.attachments, folder / copied_files.FOLDER)
    manifest = {
        "carelane": version("carelane"),
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "sha256": {store.name: _sha256(folder / store.name) for store in copied},
        "attachments": files,
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2), "utf-8")
    kept = [folder / copied_files.FOLDER] if files else []
    return [*(folder / store.name for store in copied), *kept]


def restore(settings: Settings, folder: Path) -> list[Path]:
    """Put a backup's files into an installation that has none and is not running; give them.

    Raises `BackupRefused` for an incomplete or changed backup, or where data would be overwritten, and
    `AlreadyRunning`.
    """
    sums, files = _manifest(folder)
    targets = {store.name: store.file for store in stores(settings)}
    with only_one(settings.data_dir):
        _check(folder, sums, targets)
        copied_files.check(folder / copied_files.FOLDER, files)
        for name, file in targets.items():
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            shutil.copyfile(folder / name, file)
            file.chmod(0o600)
        copied_files.copy_in(folder / copied_files.FOLDER, settings.attachments, files)
    return [*targets.values(), *([settings.attachments] if files else [])]


def _manifest(folder: Path) -> tuple[dict[str, str], list[str]]:
    """Read the sums of a backup's files, and the names of the contents of attachments; older backups have none."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        sums: dict[str, str] = manifest["sha256"]
        files: list[str] = manifest.get("attachments", [])
    except (OSError, ValueError, KeyError, TypeError):
        raise BackupRefused(
            f"{folder} is no complete backup: its {MANIFEST} cannot be read"
        ) from None
    return sums, files


def _check(folder: Path, sums: dict[str, str], targets: dict[str, Path]) -> None:
    """Look at everything before anything is written."""
    if set(sums) != set(targets):
        raise BackupRefused(
            f"the backup holds {', '.join(sorted(sums))}; this installation needs {', '.join(sorted(targets))}"
        )
    for name, file in targets.items():
        if not (folder / name).exists() or _sha256(folder / name) != sums[name]:
            raise BackupRefused(f"{folder / name} is missing or was changed since it was copied")
        for there in _with_logs(file):
            raise BackupRefused(f"{there} is there already; move it away first")


def _with_logs(file: Path) -> Iterator[Path]:
    """Give the file and its write-ahead log and index, as far as they exist."""
    for suffix in ("", "-wal", "-shm"):
        there = file.with_name(file.name + suffix)
        if there.exists():
            yield there


def _empty(folder: Path) -> None:
    """Make the folder, readable by its owner only."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if any(folder.iterdir()):
        raise BackupRefused(f"{folder} is not empty; name a new folder")


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a database of which others may be writing, as it stands at one moment."""
    target.touch(mode=0o600)
    reading = sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)
    with closing(reading), closing(sqlite3.connect(target)) as written:
        reading.backup(written)


def _sha256(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as opened:
        while chunk := opened.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
