"""Beginning and ending a sign-in: addresses around Streamlit's own, `/auth/login` and `/oauth2callback`.

/signin keeps the page that was asked for in a cookie and goes to the provider the way `st.login` does;
`worklists_ui.callback` takes over when the provider sends the person back.
"""

import asyncio
import json
from urllib.request import urlopen

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from streamlit.auth_util import build_logout_url
from streamlit.user_info import generate_login_redirect_url

from carelane.adapters.site import Site
from carelane.services import accounts
from worklists_ui import signin_page
from worklists_ui.addresses import SIGN_IN, SIGN_IN_FAILED, SIGNED_OUT, safe_next
from worklists_ui.gate import COOKIE
from worklists_ui.product import product
from worklists_ui.signin_client import DISCOVERY

NEXT_COOKIE = "carelane_next"
NEXT_LIFE = 12 * 3_600
"""Seconds: a sign-in page may stand open over a night shift."""
PROVIDER = "default"


async def begin(request: Request) -> Response:
    """GET /signin: off to the provider; ``next`` says where to go afterwards."""
    answer = RedirectResponse(generate_login_redirect_url(PROVIDER), 303)
    answer.headers["Cache-Control"] = "no-store"
    asked = request.query_params.get("next")
    if asked is not None:
        keep_next(answer, asked, secure=request.url.scheme == "https")
    return answer


def keep_next(answer: Response, page: str, *, secure: bool) -> None:
    """Let the browser keep where to go after the sign-in; what is no page of ours becomes the first one."""
    answer.set_cookie(
        NEXT_COOKIE,
        safe_next(page),
        max_age=NEXT_LIFE,
        httponly=True,
        samesite="lax",
        secure=secure,
        path="/",
    )


async def failed(request: Request) -> Response:
    """GET /signin/failed: why there is no session now, and the way to try again."""
    kind = request.query_params.get("why", "")
    return signin_page.notice(request, "unknown" if kind == "unknown" else "failed", 403)


async def left(request: Request) -> Response:
    """GET /signin/left: signed out here; where the hospital signs in, its account may still be open."""
    return signin_page.notice(request, "left")


async def leave(request: Request) -> Response:
    """POST /signout: end the session here and in the database, and with ``everywhere`` all others of the person."""
    token = request.cookies.get(COOKIE, "")
    if token and "everywhere" in request.query_params:
        await asyncio.to_thread(_leave_everywhere, token)
    elif token:
        await asyncio.to_thread(accounts.sign_out, product().database, token)
    own = not product().settings.oidc_issuer
    answer = RedirectResponse(f"{SIGN_IN}?next=%2F" if own else SIGNED_OUT, 303)
    answer.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")
    return answer


def _leave_everywhere(token: str) -> None:
    database = product().database
    person = accounts.actor_of(database, token, product().session_policy)
    if person is not None:
        accounts.sign_out_everywhere(database, person.person_id)


def routes(site: Site) -> list[Route]:
    """Give the routes; the one to the hospital's provider where there is one."""

    async def provider(request: Request) -> Response:
        """GET /signin/provider: to the page where the hospital's account is left."""
        del request
        settings = product().settings
        address = await asyncio.to_thread(_end_of_session, settings.oidc_issuer)
        if not address:
            return RedirectResponse(SIGNED_OUT, 303)
        asked = build_logout_url(address, settings.oidc_client_id, site.public + SIGNED_OUT)
        return RedirectResponse(asked, 303)

    hospitals = [Route("/signin/provider", provider, methods=["GET"])]
    return [
        Route(SIGN_IN, begin, methods=["GET"]),
        Route(SIGN_IN_FAILED, failed, methods=["GET"]),
        Route(SIGNED_OUT, left, methods=["GET"]),
        Route("/signout", leave, methods=["POST"]),
        *(hospitals if product().settings.oidc_issuer else []),
    ]


def _end_of_session(issuer: str) -> str:
    """Ask the provider's discovery document where a session ends there; empty where it does not say."""
    try:
        with urlopen(issuer.rstrip("/") + DISCOVERY, timeout=5) as answer:  # noqa: S310 - a setting
            found = json.loads(answer.read(100_000)).get("end_session_endpoint", "")
    except (OSError, ValueError, AttributeError):
        return ""
    return found if isinstance(found, str) else ""
