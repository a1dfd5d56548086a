"""What would be lost between server and browser: time. Files that come unpacked, or piece by piece."""

import gzip
import socket

import httpx
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from worklists_ui import browser_files, listening
from worklists_ui.browser_files import PARTS, BrowserFiles, files, of_every_page, of_worklist


async def behind(_request: object) -> PlainTextResponse:
    return PlainTextResponse("from Streamlit")


APP = BrowserFiles(Starlette(routes=[Route("/{path:path}", behind)]))


async def get(path: str, encoding: str = "gzip") -> httpx.Response:
    transport = httpx.ASGITransport(APP)
    async with httpx.AsyncClient(transport=transport, base_url="http://carelane.test") as client:
        return await client.get(path, headers={"Accept-Encoding": encoding})


def test_every_part_of_the_worklist_is_found_with_all_that_it_imports() -> None:
    """A newer Streamlit may name its scripts otherwise."""
    names = {address.rpartition("/")[2].partition(".")[0] for address in of_worklist()}
    assert names >= {*PARTS, "arrowFormatUtils"}
    assert {*of_every_page(), *of_worklist()} <= {*files()}
    assert not {*of_every_page()} & {*of_worklist()}
    assert len(of_every_page()) > len(PARTS)


async def test_a_script_comes_packed_and_whole_and_nothing_else_is_answered() -> None:
    grid = next(address for address in of_worklist() if "DataFrame" in address)
    answer = await get(grid)
    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"]
    assert answer.content == files()[grid].read_bytes()
    assert int(answer.headers["content-length"]) < len(answer.content) / 2
    assert gzip.decompress(browser_files.packed(grid)) == answer.content
    assert (await get(grid, "identity")).text == "from Streamlit"
    for other in ("/static/index.html", "/static/js/none.js", "/", "/task"):
        assert (await get(other)).text == "from Streamlit"


def test_small_pieces_do_not_wait_for_the_browser() -> None:
    with (
        listening.bind("127.0.0.1", 0, 1) as made,
        socket.create_connection(made.getsockname()),
    ):
        made.settimeout(10)
        accepted, _ = made.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 1
