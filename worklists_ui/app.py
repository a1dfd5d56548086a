"""The web application: Streamlit's pages with our own sign-in and assets in one server.

The command line hands in the routes of the API, which stands beside this package in the layers.
"""

import signal
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import NoReturn

from starlette.middleware import Middleware
from starlette.routing import BaseRoute
from streamlit.web.server.starlette.starlette_app import App
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from carelane.adapters.sign_in_keys import SignInKeys
from carelane.adapters.site import Site
from carelane.settings import Settings
from worklists_ui import assets, authorize, listening, signin
from worklists_ui.browser_files import BrowserFiles
from worklists_ui.callback import Callback
from worklists_ui.gate import Gate
from worklists_ui.signin_client import auth_section
from worklists_ui.theme import SERVER, THEME

SCRIPT = Path(__file__).parent / "main.py"


def create_app(
    settings: Settings, site: Site, keys: SignInKeys, routes: Sequence[BaseRoute] = ()
) -> App:
    """Build the ASGI application; the product is wired at the first request that needs it."""
    trusted = list(settings.trusted_proxies)
    proxies = [Middleware(ProxyHeadersMiddleware, trusted_hosts=trusted)] if trusted else []
    own = [] if settings.oidc_issuer else authorize.routes(site)
    return App(
        SCRIPT,
        routes=[*signin.routes(site), *own, *assets.ROUTES, *routes],
        middleware=[
            *proxies,
            Middleware(Gate, site=site),
            Middleware(Callback, site=site, secret=keys.cookie_secret),
            Middleware(BrowserFiles),
        ],
        secrets={"auth": auth_section(settings, site, keys)},
    )


def serve(
    settings: Settings, site: Site, keys: SignInKeys, port: int, routes: Sequence[BaseRoute] = ()
) -> None:
    """Serve the screens, and further routes beside them, until stopped; SIGTERM ends it with `SystemExit`."""
    signal.signal(signal.SIGTERM, _end)  # the server stops first, then raises the signal once more
    options = {
        "server.address": settings.web_host,
        "server.port": port,
        "server.maxUploadSize": settings.attachment_max_mb,
        "server.corsAllowedOrigins": [site.public],
    }
    listening.send_at_once()
    # The screens are read beside the start, which does not wait for them, and not by the first visitor.
    Thread(target=import_module, args=("worklists_ui.shell",), daemon=True).start()
    create_app(settings, site, keys, routes).run(config={**THEME, **SERVER, **options})


def _end(*_: object) -> NoReturn:
    raise SystemExit(0)
