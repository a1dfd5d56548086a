"""The web application: Streamlit's pages with our own sign-in and assets in one server.

The command line hands in the routes of the API, which stands beside this package in the layers.
"""

import signal
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from starlette.middleware import Middleware
from starlette.routing import BaseRoute
from streamlit.web.server.starlette.starlette_app import App

from worklists_ui import assets, signin
from worklists_ui.gate import Gate
from worklists_ui.theme import SERVER, THEME

SCRIPT = Path(__file__).parent / "main.py"


def create_app(routes: Sequence[BaseRoute] = ()) -> App:
    """Build the ASGI application; the product is wired at the first request that needs it."""
    return App(
        SCRIPT,
        routes=[*signin.ROUTES, *assets.ROUTES, *routes],
        middleware=[Middleware(Gate)],
    )


def serve(host: str, port: int, routes: Sequence[BaseRoute] = ()) -> None:
    """Serve the screens, and further routes beside them, until stopped; SIGTERM ends it with `SystemExit`."""
    signal.signal(signal.SIGTERM, _end)  # the server stops first, then raises the signal once more
    options = {"server.address": host, "server.port": port}
    create_app(routes).run(config={**THEME, **SERVER, **options})


def _end(*_: object) -> NoReturn:
    raise SystemExit(0)
