"""What every request passes: its host's name, security headers, the origin of what changes something, and sign-in.

A page asked for under another name of this machine is sent to its public address; under a name that is none of
ours nothing is answered but the health of the process, which says nothing.

The gate looks at the session cookie's presence only to choose between a page and the sign-in form; who the
person is, and what they may see, is decided by the services at every run of a page. Files that pages give out are
served by Streamlit, which asks nobody: for these the gate looks whether the session is in force.
"""

import asyncio
from contextlib import suppress

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from carelane.adapters.site import Site
from carelane.domain.errors import DatabaseUnavailable
from carelane.services.accounts import actor_of
from worklists_ui.addresses import AUTHORIZE, SIGN_IN, is_page, sign_in_address
from worklists_ui.product import product

COOKIE = "carelane_session"
CLOSED = ("/_stcore/metrics", "/_stcore/agent")
"""Addresses of Streamlit that tell anybody about the server, or let programs press its buttons."""
ANY_HOST = "/api/health/"
"""Addresses that load balancers ask by number."""
OWN_ORIGINS = "/api/codec/"
"""Addresses that Temporal's web pages may ask: they look at the origin themselves (`carelane.api.codec`)."""
FILES = ("/media/", "/_stcore/upload_file/")
"""Addresses of files that pages show, give or take: not guessable, and only for who is signed in at this moment."""
SIGN_IN_PATHS = frozenset({SIGN_IN, AUTHORIZE})
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# Streamlit needs inline styles and one inline script; its components run from blob addresses.
SOURCES = {
    "default-src": "'self'",
    "script-src": "'self' 'unsafe-inline' blob:",
    "style-src": "'self' 'unsafe-inline' blob:",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self' ws: wss:",
    "frame-src": "'none'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
POLICY = "; ".join(f"{kind} {allowed}" for kind, allowed in SOURCES.items())
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def same_origin(headers: Headers, site: Site) -> bool:
    """Say whether a browser sent this from one of our own pages (or it was no browser)."""
    origin = headers.get("origin")
    if origin is not None:
        return site.is_own(origin)
    return headers.get("sec-fetch-site", "none") in {"same-origin", "none"}


def has_cookie(headers: Headers) -> bool:
    """Say whether the request carries a session cookie."""
    return bool(cookie_parser(headers.get("cookie", "")).get(COOKIE))


async def _signed_in(headers: Headers) -> bool:
    """Say whether the request comes from a session that is in force; while the database is away it does not."""
    token = cookie_parser(headers.get("cookie", "")).get(COOKIE, "")
    if not token:
        return False
    wired = product()
    with suppress(DatabaseUnavailable):
        who = await asyncio.to_thread(actor_of, wired.database, token, wired.session_policy)
        return who is not None
    return False


class Gate:
    """The outermost ASGI middleware."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        """Stand in front of ``app``, which is reached at the addresses of ``site``."""
        self.app = app
        self.site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it here."""
        if scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        elif scope["type"] == "http":
            await self._request(scope, receive, _with_headers(send))
        else:
            await self.app(scope, receive, send)

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a socket that another site's page opens."""
        headers = Headers(scope=scope)
        if self.site.knows(headers.get("host", "")) and same_origin(headers, self.site):
            await self.app(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008, "reason": "origin"})

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse unknown names and what another site posts; show the sign-in form for a page without a session."""
        headers = Headers(scope=scope)
        host = headers.get("host", "").lower()
        if not self.site.knows(host) and not scope["path"].startswith(ANY_HOST):
            response: ASGIApp = PlainTextResponse("There is no site of this name here.", 421)
        elif self.site.moved(host) and (is_page(scope["path"]) or scope["path"] in SIGN_IN_PATHS):
            response = RedirectResponse(self.site.public + _page_of(scope), 307)
        elif scope["method"] not in SAFE_METHODS and not self._may_send(scope["path"], headers):
            response = PlainTextResponse("This form belongs to another site.", 403)
        elif scope["path"].startswith(CLOSED):
            response = PlainTextResponse("There is nothing here.", 404)
        elif is_page(scope["path"]) and not has_cookie(headers):
            response = RedirectResponse(sign_in_address(_page_of(scope)), 303)
        elif scope["path"].startswith(FILES) and not await _signed_in(headers):
            response = PlainTextResponse("Sign in first.", 403)
        else:
            response = self.app
        await response(scope, receive, send)

    def _may_send(self, path: str, headers: Headers) -> bool:
        return path.startswith(OWN_ORIGINS) or same_origin(headers, self.site)


def _page_of(scope: Scope) -> str:
    """Give path and query of the request."""
    query = scope["query_string"].decode("latin-1")
    return str(scope["path"]) + (f"?{query}" if query else "")


def _with_headers(send: Send) -> Send:
    """Add the security headers to every answer."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            answer = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                answer.setdefault(name, value)
        await send(message)

    return sending
