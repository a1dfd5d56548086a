"""The way to a provider and back: the page is kept, the proved identity becomes a session of ours in the database.

Streamlit's own route exchanges the code and checks the ID token, then would keep who the person is in a cookie
for thirty days that nobody can end. This middleware stands before it: it reads that cookie from the answer, opens a
session that ends by itself or at once from the server, and lets the browser see only our own cookie.
"""

import asyncio
import json
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import (
    TOKENS_COOKIE_NAME,
    USER_COOKIE_NAME,
)

from carelane.adapters.site import Site
from carelane.domain.errors import DatabaseUnavailable
from carelane.services import accounts
from carelane.services.accounts import Known, NewSession, Source
from worklists_ui.addresses import CALLBACK, LOGIN, SIGN_IN_FAILED, is_page, safe_next
from worklists_ui.gate import COOKIE, has_cookie
from worklists_ui.product import product
from worklists_ui.signin import NEXT_COOKIE, keep_next

_STREAMLITS = (USER_COOKIE_NAME, TOKENS_COOKIE_NAME)


class Callback:
    """The middleware; ``secret`` is what Streamlit signs its cookies with."""

    def __init__(self, app: ASGIApp, site: Site, secret: str) -> None:
        """Stand in front of ``app``."""
        self.app = app
        self.site = site
        self.secret = secret

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on but the way to the provider and back."""
        if scope["type"] == "http" and scope["path"] == LOGIN:
            await self.app(scope, receive, self._keeping(Request(scope), send))
            return
        if scope["type"] != "http" or scope["path"] != CALLBACK:
            await self.app(scope, receive, send)
            return
        taken = _Taken()
        await self.app(scope, receive, taken.keep)
        answer = await self._answer(Request(scope), taken)
        for line in taken.cookies():
            answer.raw_headers.append((b"set-cookie", line.encode("latin-1")))
        await answer(scope, receive, send)

    def _keeping(self, request: Request, send: Send) -> Send:
        """Remember the page of ours from which `st.login` sends somebody away: its session has ended."""
        left = urlsplit(request.headers.get("referer", ""))
        page = left.path + (f"?{left.query}" if left.query else "")
        if not self.site.is_own(f"{left.scheme}://{left.netloc}") or not is_page(left.path):
            return send

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = Response()
                keep_next(answer, page, secure=self.site.public.startswith("https:"))
                message["headers"] = [*message["headers"], *answer.raw_headers[-1:]]
            await send(message)

        return sending

    async def _answer(self, request: Request, taken: "_Taken") -> RedirectResponse:
        """Open the session of who came back, or say why there is none."""
        claims = taken.claims(self.secret)
        if claims is None:
            again = has_cookie(request.headers)  # the browser's back button, after it had worked
            return RedirectResponse("/" if again else SIGN_IN_FAILED, 303)
        address = request.client.host if request.client else ""
        try:
            session = await asyncio.to_thread(self._open, claims, address)
        except DatabaseUnavailable:
            return RedirectResponse(SIGN_IN_FAILED, 303)
        if session is None:
            return RedirectResponse(f"{SIGN_IN_FAILED}?why=unknown", 303)
        return self._entered(request, session)

    def _open(self, claims: dict[str, Any], address: str) -> NewSession | None:
        settings = product().settings
        issuer, sid = str(claims.get("iss", "")), str(claims.get("sid", ""))
        if settings.oidc_issuer:
            who = Known(login=_text(claims.get(settings.oidc_login_claim)))
        else:
            who = Known(person_id=_text(claims.get("sub")))
        if who == Known():
            return None
        source = Source(address, issuer, sid)
        return accounts.open_session(product().database, who, source, product().session_policy)

    def _entered(self, request: Request, session: NewSession) -> RedirectResponse:
        """Go on to the page that was asked for, with the session's cookie."""
        answer = RedirectResponse(safe_next(request.cookies.get(NEXT_COOKIE, "/")), 303)
        answer.headers["Cache-Control"] = "no-store"
        answer.delete_cookie(NEXT_COOKIE, path="/", httponly=True, samesite="lax")
        answer.set_cookie(
            COOKIE,
            session.token,
            expires=session.expires_at,
            httponly=True,
            samesite="lax",
            secure=self.site.public.startswith("https:"),
            path="/",
        )
        return answer


def _text(claim: object) -> str:
    """Take a claim only if it is a text: a list or a number names nobody."""
    return claim if isinstance(claim, str) else ""


class _Taken:
    """What Streamlit answered: kept, not sent."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    async def keep(self, message: Message) -> None:
        """Take the cookies of the answer's head; its body is empty."""
        if message["type"] == "http.response.start":
            self.lines = Headers(raw=message["headers"]).getlist("set-cookie")

    def claims(self, secret: str) -> dict[str, Any] | None:
        """Give the checked ID token's claims; None where there was no sign-in."""
        values = {name: morsel.value for line in self.lines for name, morsel in _parsed(line)}

        def signed(name: str) -> bytes | None:
            value = values.get(name)
            return decode_signed_value(secret, name, value) if value else None

        found = get_cookie_with_chunks(signed, USER_COOKIE_NAME)
        claims = json.loads(found) if found else None
        return claims if isinstance(claims, dict) and claims.get("is_logged_in") is True else None

    def cookies(self) -> list[str]:
        """Give the cookies that may go to the browser: all but those that hold the identity."""
        return [line for line in self.lines if not line.startswith(_STREAMLITS)]


def _parsed(line: str) -> list[tuple[str, Any]]:
    return list(SimpleCookie(line).items())
