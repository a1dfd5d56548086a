"""The sign-in page of our own OpenID provider: account and password become a code for the client.

GET /oidc/authorize checks what the client asks and draws the form; POST checks the password and sends the browser
back with a code. There is one client, this installation, and one address to go back to; nothing of a request that
names another is sent anywhere.
"""

import asyncio
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from carelane.adapters.posted_form import posted
from carelane.adapters.site import Site
from carelane.domain.errors import DatabaseUnavailable
from carelane.services import accounts, sign_in_codes
from carelane.services.sign_in_codes import Grant
from worklists_ui import signin_page
from worklists_ui.addresses import AUTHORIZE
from worklists_ui.product import product
from worklists_ui.translation import catalog

CLIENT = "carelane"
LONGEST_FIELD = 1_000
_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class Wrong:
    """What the client asks wrongly: an error code of RFC 6749, and whether it may be told to its address."""

    code: str
    tell: bool


def routes(site: Site) -> list[Route]:
    """Give the two routes of the page."""

    async def show(request: Request) -> Response:
        asked = asked_for(request.query_params, site)
        if isinstance(asked, Wrong):
            return _wrong(request, asked, site)
        return signin_page.form(request)

    async def enter(request: Request) -> Response:
        asked = asked_for(request.query_params, site)
        if isinstance(asked, Wrong):
            return _wrong(request, asked, site)
        return await _enter(request, asked)

    return [
        Route(AUTHORIZE, show, methods=["GET"]),
        Route(AUTHORIZE, enter, methods=["POST"]),
    ]


def asked_for(query: QueryParams, site: Site) -> Grant | Wrong:
    """Check an authorization request (OpenID Connect Core, 3.1.2.2); PKCE with S256 is demanded."""
    once = {name: query.get(name, "") for name in query}
    if len(once) < len(query.multi_items()) or any(
        len(text) > LONGEST_FIELD for text in once.values()
    ):
        return Wrong("invalid_request", tell=False)
    if once.get("client_id") != CLIENT or once.get("redirect_uri") != site.callback:
        return Wrong("unauthorized_client", tell=False)
    if once.get("response_type") != "code" or once.get("response_mode", "query") != "query":
        return Wrong("unsupported_response_type", tell=True)
    if "openid" not in once.get("scope", "").split():
        return Wrong("invalid_scope", tell=True)
    if once.get("prompt") == "none":
        return Wrong("login_required", tell=True)
    challenge = once.get("code_challenge", "")
    if once.get("code_challenge_method") != "S256" or not _CHALLENGE.fullmatch(challenge):
        return Wrong("invalid_request", tell=True)
    return Grant(CLIENT, site.callback, challenge, once.get("nonce", ""))


def _wrong(request: Request, wrong: Wrong, site: Site) -> Response:
    """Tell the client, if it is ours; otherwise the person."""
    if not wrong.tell:
        return signin_page.notice(request, "failed", 400)
    return _back(site.callback, request, error=wrong.code)


async def _enter(request: Request, grant: Grant) -> Response:
    """Check account and password; send the browser back with a code, or show the form again."""
    _ = catalog(signin_page.language_of(request)).gettext
    fields = await _fields(request)
    login = fields.get("login", "").strip()
    address = request.client.host if request.client else ""
    password = fields.get("password", "")
    database = product().database
    try:
        outcome = await asyncio.to_thread(
            accounts.check_password, database, login, password, address
        )
        if isinstance(outcome, accounts.SignInRefused):
            told = refusal(outcome, signin_page.language_of(request))
            return signin_page.form(request, problem=told, login=login, status=401)
        code = await asyncio.to_thread(sign_in_codes.issue, database, outcome.person_id, grant)
    except DatabaseUnavailable:
        away = _("The database cannot be reached. Try again in a moment.")
        return signin_page.form(request, problem=away, login=login, status=503)
    return _back(grant.redirect_uri, request, code=code)


async def _fields(request: Request) -> dict[str, str]:
    """Read what was typed."""
    return {name: values[0] for name, values in (await posted(request)).items()}


def refusal(refused: accounts.SignInRefused, language: str) -> str:
    """Say why; never which of account and password was wrong."""
    _ = catalog(language).gettext
    if refused.retry_at is None:
        return _("Account or password is not right.")
    seconds = max(1, round((refused.retry_at - datetime.now(UTC)).total_seconds()))
    return _("Too many tries. Try again in {seconds} seconds.").format(seconds=seconds)


def _back(address: str, request: Request, **told: str) -> Response:
    """Send the browser back to the client with what it asked for, and its state."""
    state = request.query_params.get("state")
    query = urlencode({**told, **({"state": state} if state is not None else {})})
    return RedirectResponse(f"{address}?{query}", 303, headers={"Cache-Control": "no-store"})
