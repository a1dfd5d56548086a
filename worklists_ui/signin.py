"""Signing in and out: two server-rendered addresses, because only a response can set an HttpOnly cookie."""

import asyncio
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import parse_qs, quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from carelane.domain.errors import DatabaseUnavailable
from carelane.services import accounts
from worklists_ui.addresses import SIGN_IN, safe_next
from worklists_ui.gate import COOKIE
from worklists_ui.product import product
from worklists_ui.translation import LANGUAGES, accepted_language, catalog

LONGEST_BODY = 8_192
_PAGE = Template((Path(__file__).parent / "theme" / "signin.html").read_text("utf-8"))
_LANGUAGE_COOKIE = "carelane_language"


def _language(request: Request) -> str:
    """Choose the form's language: asked for, used before, or the browser's."""
    asked = request.query_params.get("language") or request.cookies.get(_LANGUAGE_COOKIE, "")
    if asked in LANGUAGES:
        return asked
    return accepted_language(
        request.headers.get("accept-language", ""), product().settings.language
    )


def _form(request: Request, *, problem: str = "", login: str = "", status: int = 200) -> Response:
    """Draw the form; everything variable is escaped."""
    language = _language(request)
    _ = catalog(language).gettext
    other = next(code for code in LANGUAGES if code != language)
    texts = {
        "language": language.replace("_", "-"),
        "title": _("Sign in"),
        "welcome": _("Care processes across hospitals"),
        "login": _("Account"),
        "password": _("Password"),
        "problem": problem,
        "value": login,
        "next": quote(safe_next(request.query_params.get("next", "/")), safe=""),
        "other": other,
        "other_name": LANGUAGES[other],
        "hint": _("Ask your institution's administrator if you have no account."),
    }
    page = _PAGE.substitute({name: escape(text, quote=True) for name, text in texts.items()})
    answer = HTMLResponse(page, status, headers={"Cache-Control": "no-store"})
    answer.set_cookie(_LANGUAGE_COOKIE, language, max_age=31_536_000, samesite="lax", path="/")
    return answer


async def show(request: Request) -> Response:
    """GET /signin: the form."""
    return _form(request)


async def _fields(request: Request) -> dict[str, str]:
    """Read a small urlencoded body; a larger one is no sign-in."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_BODY:
            return {}
    pairs = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    return {name: values[0] for name, values in pairs.items()}


async def enter(request: Request) -> Response:
    """POST /signin: a session and the way back to where the person wanted to go, or the form again."""
    _ = catalog(_language(request)).gettext
    fields = await _fields(request)
    login = fields.get("login", "").strip()
    address = request.client.host if request.client else ""
    try:
        outcome = await asyncio.to_thread(
            accounts.sign_in,
            product().database,
            login,
            fields.get("password", ""),
            address,
            product().session_policy,
        )
    except DatabaseUnavailable:
        away = _("The database cannot be reached. Try again in a moment.")
        return _form(request, problem=away, login=login, status=503)
    if isinstance(outcome, accounts.SignInRefused):
        return _form(request, problem=refusal(outcome, _language(request)), login=login, status=401)
    answer = RedirectResponse(safe_next(request.query_params.get("next", "/")), 303)
    answer.headers["Cache-Control"] = "no-store"
    _keep(answer, request, outcome)
    return answer


def refusal(refused: accounts.SignInRefused, language: str) -> str:
    """Say why; never which of account and password was wrong."""
    _ = catalog(language).gettext
    if refused.retry_at is None:
        return _("Account or password is not right.")
    seconds = max(1, round((refused.retry_at - datetime.now(UTC)).total_seconds()))
    return _("Too many tries. Try again in {seconds} seconds.").format(seconds=seconds)


def _keep(answer: Response, request: Request, session: accounts.NewSession) -> None:
    """Set the session cookie: not for scripts, not for other sites' posts."""
    answer.set_cookie(
        COOKIE,
        session.token,
        expires=session.expires_at,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
        path="/",
    )


async def leave(request: Request) -> Response:
    """POST /signout: end the session here and in the database."""
    token = request.cookies.get(COOKIE, "")
    if token:
        await asyncio.to_thread(accounts.sign_out, product().database, token)
    answer = RedirectResponse(SIGN_IN, 303)
    answer.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")
    return answer


ROUTES = (
    Route(SIGN_IN, show, methods=["GET"]),
    Route(SIGN_IN, enter, methods=["POST"]),
    Route("/signout", leave, methods=["POST"]),
)
