"""Where a notice leads: the address that it names, as a page of ours and its query."""

from typing import get_args
from urllib.parse import parse_qsl, urlsplit

from worklists_ui.navigation import PageName


def target(path: str) -> tuple[PageName, dict[str, str]]:
    """Read an address like ``/task?id=…``; one that names no page of ours leads to the worklist."""
    parts = urlsplit(path)
    name = parts.path.strip("/")
    for page in get_args(PageName):
        if page == name:
            return page, dict(parse_qsl(parts.query))
    return "worklist", {}
