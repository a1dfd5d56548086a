"""The contents of attachments on disk: one file each, named by the SHA-256 of what it holds, readable by us only."""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from carelane.domain.errors import FileStoreUnavailable

_NAME = re.compile(r"[0-9a-f]{64}")


class FolderStore:
    """Files in ``folder/ab/abcdef…``. The same content is kept once; a file appears whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, content: bytes) -> str:
        """Keep the content and give its SHA-256. Raises `FileStoreUnavailable`."""
        name = hashlib.sha256(content).hexdigest()
        target = self._file(name)
        try:
            if target.exists():
                os.utime(target)  # a sweep that was about to take it sees that it is new again
                return name
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._write(target, content)
        except OSError as error:
            raise FileStoreUnavailable from error
        return name

    def _write(self, target: Path, content: bytes) -> None:
        handle, partial = tempfile.mkstemp(dir=target.parent, prefix="partial-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(partial).replace(target)
        except BaseException:
            Path(partial).unlink(missing_ok=True)
            raise

    def read(self, name: str) -> bytes | None:
        """Give the content; None where it is gone, or is not what its name says. Raises `FileStoreUnavailable`."""
        try:
            content = self._file(name).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise FileStoreUnavailable from error
        return content if hashlib.sha256(content).hexdigest() == name else None

    def delete(self, name: str, unless_newer_than: datetime) -> bool:
        """Delete the content unless it was put again since then; say whether it is gone.

        Raises `FileStoreUnavailable`.
        """
        file = self._file(name)
        try:
            if datetime.fromtimestamp(file.stat().st_mtime, UTC) > unless_newer_than:
                return False
            file.unlink()
        except FileNotFoundError:
            return True
        except OSError as error:
            raise FileStoreUnavailable from error
        return True

    def names(self, before: datetime) -> Iterator[str]:
        """List the contents that were put before a moment, in order."""
        for file in sorted(self.folder.glob("??/*")):
            known = _NAME.fullmatch(file.name) is not None
            if known and datetime.fromtimestamp(file.stat().st_mtime, UTC) < before:
                yield file.name

    def _file(self, name: str) -> Path:
        if _NAME.fullmatch(name) is None:
            message = "a content is named by its SHA-256"
            raise ValueError(message)
        return self.folder / name[:2] / name
