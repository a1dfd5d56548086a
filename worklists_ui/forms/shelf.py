"""What a form needs of the place where its files are kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ShelvedFile:
    """A file as a field lists it: its name and how large it is, in words."""

    id: str
    name: str
    size: str


class Shelf(Protocol):
    """Keeps the files of one form, for the person who fills it in."""

    def add(self, name: str, content: bytes) -> str:
        """Keep a file and give its id; raises what `carelane.services.attachments.add` does."""
        ...

    def named(self, ids: Sequence[str]) -> list[ShelvedFile]:
        """List those of the files that are there."""
        ...

    def draw_download(self, file: ShelvedFile, key: str) -> None:
        """Draw a button that downloads a file."""
        ...

    @property
    def max_megabytes(self) -> int:
        """Say how large a file may be."""
        ...

    @property
    def kinds(self) -> tuple[str, ...]:
        """List the kinds of files that are taken, by their codes."""
        ...
