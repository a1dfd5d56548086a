"""Where the contents of attachments lie: outside of the database."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol


class FileStore(Protocol):
    """The contents of attachments, named by their SHA-256. Every method may raise `FileStoreUnavailable`."""

    def put(self, content: bytes) -> str:
        """Keep the content, once, and give its SHA-256."""
        ...

    def read(self, name: str) -> bytes | None:
        """Give the content; None where it is gone or was changed."""
        ...

    def delete(self, name: str, unless_newer_than: datetime) -> bool:
        """Delete the content unless it was put again since then; say whether it is gone."""
        ...

    def names(self, before: datetime) -> Iterable[str]:
        """List the contents that were put before a moment."""
        ...
