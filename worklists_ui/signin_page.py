"""What people see before they are signed in: the form, and a notice when it did not work. Drawn on the server."""

from html import escape
from pathlib import Path
from string import Template
from typing import Literal
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from worklists_ui.browser_files import prefetches
from worklists_ui.product import product
from worklists_ui.translation import LANGUAGES, accepted_language, catalog

_FOLDER = Path(__file__).parent / "theme"
_FRAME = Template((_FOLDER / "entrance.html").read_text("utf-8"))
"""Head, style and heading around what stands on each of these pages."""
_FORM = Template((_FOLDER / "signin.html").read_text("utf-8"))
_NOTICE = Template((_FOLDER / "notice.html").read_text("utf-8"))
_LANGUAGE_COOKIE = "carelane_language"
NoticeKind = Literal["failed", "unknown", "left"]


def language_of(request: Request) -> str:
    """Choose the page's language: asked for, used before, or the browser's."""
    asked = request.query_params.get("language") or request.cookies.get(_LANGUAGE_COOKIE, "")
    if asked in LANGUAGES:
        return asked
    return accepted_language(
        request.headers.get("accept-language", ""), product().settings.language
    )


def form(request: Request, *, problem: str = "", login: str = "", status: int = 200) -> Response:
    """Draw the form; it is sent to the address it came from."""
    language = language_of(request)
    _ = catalog(language).gettext
    texts = {
        "title": _("Sign in"),
        "welcome": _("Care processes across hospitals"),
        "login": _("Account"),
        "password": _("Password"),
        "problem": problem,
        "value": login,
        "action": _same(request),
        "hint": _("Ask your institution's administrator if you have no account."),
    }
    return _drawn(_FORM, request, texts, status)


def notice(request: Request, kind: NoticeKind, status: int = 200) -> Response:
    """Draw a notice with the way on."""
    language = language_of(request)
    _ = catalog(language).gettext
    told = {
        "failed": _("The sign-in was not completed. It may have been open for too long."),
        "unknown": _(
            "You are signed in at your hospital, but there is no account for you here. "
            "Ask your institution's administrator."
        ),
        "left": _("You are signed out."),
    }
    own = not product().settings.oidc_issuer
    texts = {
        "title": _("Sign in"),
        "told": told[kind],
        "again": _("Sign in"),
        "leave": "" if own else _("Sign out of your hospital's account too"),
    }
    return _drawn(_NOTICE, request, texts, status)


def _same(request: Request, **changed: str) -> str:
    """Give path and query of this page, with some fields of it changed."""
    kept = {name: text for name, text in request.query_params.items() if name not in changed}
    query = urlencode({**kept, **changed})
    return request.url.path + (f"?{query}" if query else "")


def _drawn(template: Template, request: Request, texts: dict[str, str], status: int) -> Response:
    """Fill the template and put it into the frame; everything variable is escaped."""
    language = language_of(request)
    other = next(code for code in LANGUAGES if code != language)
    whole = texts | {
        "language": language.replace("_", "-"),
        "other": _same(request, language=other),
        "other_name": LANGUAGES[other],
    }
    safe = {name: escape(text, quote=True) for name, text in whole.items()}
    page = _FRAME.substitute(safe, content=template.substitute(safe, ahead=prefetches()))
    answer = HTMLResponse(page, status, headers={"Cache-Control": "no-store"})
    answer.set_cookie(_LANGUAGE_COOKIE, language, max_age=31_536_000, samesite="lax", path="/")
    return answer
