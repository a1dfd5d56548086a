"""Streamlit's own files on their way to a browser: packed once, and fetched while somebody types a password.

Streamlit sends its scripts unpacked: 4.0 MB for the worklist, 0.9 MB packed. Here each is packed when it is first wanted, and kept so.
The sign-in page names what the worklist needs, for a browser that has none of it yet. (To name the scripts in the
worklist's own page too, so that they are fetched beside the connection, was tried and gained nothing.)
"""

import asyncio
import gzip
import re
from functools import cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.file_util import get_static_dir

KINDS = {".js": "text/javascript", ".css": "text/css"}
"""Files that get smaller by packing; fonts and pictures are packed already."""
PARTS = (
    "BidiComponent",
    "Button",
    "ButtonGroup",
    "DataFrame",
    "Html",
    "Metric",
    "PageLink",
    "Pagination",
    "Selectbox",
    "TextInput",
)
"""What the worklist is drawn with, as Streamlit names the scripts."""
FONTS = ("SourceSansVF-Upright", "MaterialSymbols-Rounded")
"""Of the letters and of the icons."""
_AS = {".js": "script", ".css": "style", ".woff2": "font"}
_KEPT = {
    "Cache-Control": "public, immutable, max-age=31536000",
    "Content-Encoding": "gzip",
    "Vary": "Accept-Encoding",
}
_IMPORTED = re.compile(r'(?:from|import)"\./([\w.-]+\.js)"')
_NAMED = re.compile(r'(?:src|href)="\./(static/(?:js|css)/[\w.-]+)"')


@cache
def files() -> dict[str, Path]:
    """Find Streamlit's packable files by their addresses; nothing else is ever answered here."""
    folder = Path(get_static_dir())
    found = (folder / "static").rglob("*")
    return {
        f"/{path.relative_to(folder).as_posix()}": path for path in found if path.suffix in KINDS
    }


@cache
def packed(address: str) -> bytes:
    """Give a file packed; its name changes whenever it does, so it is packed once."""
    return gzip.compress(files()[address].read_bytes(), 9, mtime=0)


@cache
def of_every_page() -> tuple[str, ...]:
    """Give the addresses of the files that Streamlit's page itself asks for."""
    page = (Path(get_static_dir()) / "index.html").read_text("utf-8")
    return tuple(f"/{name}" for name in _NAMED.findall(page))


@cache
def of_worklist() -> tuple[str, ...]:
    """Give the addresses of the scripts that the worklist needs besides, each before what it imports."""
    wanted = [address for address in sorted(files()) if _part(address) in PARTS]
    found: dict[str, None] = {}
    while wanted:
        address = wanted.pop(0)
        if address in found or address in of_every_page() or address not in files():
            continue
        found[address] = None
        text = files()[address].read_text("utf-8")
        wanted += [f"/static/js/{name}" for name in _IMPORTED.findall(text)]
    return tuple(found)


def _part(address: str) -> str:
    """Give the name of a script without its hash."""
    return address.rpartition("/")[2].partition(".")[0] if address.endswith(".js") else ""


def _fonts() -> list[str]:
    """Give the addresses of the fonts of every page."""
    media = Path(get_static_dir()) / "static" / "media"
    found = (path for name in FONTS for path in media.glob(f"{name}.*woff2"))
    return [f"/static/media/{path.name}" for path in found]


@cache
def prefetches() -> str:
    """Give the links by which a page lets a browser fetch what the worklist needs, when it has nothing else to do."""
    every = (*of_every_page(), *of_worklist(), *_fonts())
    return "".join(
        f'<link rel="prefetch" as="{_AS[Path(each).suffix]}" crossorigin href="{each}">'
        for each in every
    )


class BrowserFiles:
    """The ASGI middleware nearest to Streamlit."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand in front of ``app``."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for a file that can be packed, where the browser unpacks it; pass everything else on."""
        asked = scope["path"] if scope["type"] == "http" and scope["method"] == "GET" else ""
        if asked in files() and "gzip" in Headers(scope=scope).get("accept-encoding", ""):
            content = await asyncio.to_thread(packed, asked)
            kind = KINDS[files()[asked].suffix]
            await Response(content, headers=_KEPT, media_type=kind)(scope, receive, send)
        else:
            await self.app(scope, receive, send)
