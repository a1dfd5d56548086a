"""Pages of long lists: how many there are, and which rows one of them shows."""

from dataclasses import dataclass

LARGEST = 500
"""Rows that one page may have at the most."""


@dataclass(frozen=True, slots=True)
class Window:
    """The rows to show: page ``page`` of ``pages``."""

    page: int
    pages: int
    size: int

    @property
    def offset(self) -> int:
        """How many rows stand on the pages before."""
        return (self.page - 1) * self.size


def window(total: int, page: int, page_size: int) -> Window:
    """Give the window of a page; a page beyond the last gives the last."""
    size = max(1, min(page_size, LARGEST))
    pages = max(1, -(-total // size))
    return Window(max(1, min(page, pages)), pages, size)
