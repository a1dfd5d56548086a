"""The contents of attachments in a backup: one file each, whose name is the SHA-256 of what it holds."""

import hashlib
import re
import shutil
from pathlib import Path

from carelane.domain.errors import BackupRefused

FOLDER = "attachments"
_NAME = re.compile(r"[0-9a-f]{64}")


def copy_out(store: Path, folder: Path) -> list[str]:
    """Copy every content into a new folder, and give their names; one that is deleted meanwhile is left out."""
    names = []
    for file in sorted(store.glob("??/*")):
        if _NAME.fullmatch(file.name) is None:
            continue
        target = folder / file.name[:2] / file.name
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            shutil.copyfile(file, target)
        except FileNotFoundError:
            continue
        target.chmod(0o600)
        names.append(file.name)
    return names


def check(folder: Path, names: list[str]) -> None:
    """Raise `BackupRefused` where a content is missing or is not what its name says."""
    for name in names:
        file = folder / name[:2] / name
        if _NAME.fullmatch(name) is None or not file.exists() or _sha256(file) != name:
            raise BackupRefused(f"{file} is missing or was changed since it was copied")


def copy_in(folder: Path, store: Path, names: list[str]) -> None:
    """Put the contents where the installation looks for them; the same content may be there already."""
    for name in names:
        target = store / name[:2] / name
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.copyfile(folder / name[:2] / name, target)
        target.chmod(0o600)


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
