"""Every HTTP route of the web process: how the matrix tries it, or why it holds nothing of anybody.

A route is named by its path. What is tried is sent by everybody, with their own session's cookie.
"""

from dataclasses import dataclass, field
from typing import Any

from tests.leaks.group import Target


@dataclass(frozen=True)
class Ask:
    """A request: a form or JSON makes it a POST."""

    path: str
    query: dict[str, str] = field(default_factory=dict)
    form: dict[str, str] | None = None
    json: Any = None


def ours(target: Target, sealed: dict[str, Any]) -> dict[str, list[Ask]]:
    """Give what is tried at each route of our own, with what belongs to a case at an institution."""
    case, page = {"id": target.case, "case": target.case}, f"/case?id={target.case}"
    code = {"grant_type": "authorization_code", "code": target.case, "client_id": "carelane"}
    return {
        "/signin": [Ask("/signin", {"next": page})],
        "/signin/failed": [Ask("/signin/failed", {"why": "unknown", **case})],
        "/signin/left": [Ask("/signin/left", case)],
        "/signin/provider": [Ask("/signin/provider", case)],
        "/signout": [],  # ends the session that asks; tests/sign_in tries it
        "/oidc/authorize": [
            Ask("/oidc/authorize", case),
            Ask("/oidc/authorize", case, {"login": f"starter-{target.place}", "password": "x"}),
        ],
        "/oidc/.well-known/openid-configuration": [Ask("/oidc/.well-known/openid-configuration")],
        "/oidc/keys": [Ask("/oidc/keys", case)],
        "/oidc/token": [Ask("/oidc/token", form=code)],
        "/oidc/userinfo": [Ask("/oidc/userinfo", case)],
        "/oidc/end_session": [Ask("/oidc/end_session", {"id_token_hint": target.case})],
        "/assets/diagram": [Ask(f"/assets/diagram/{target.case}.bpmn")],
        "/api/health/live": [Ask("/api/health/live", case)],
        "/api/health/ready": [Ask("/api/health/ready", case)],
        "/api/codec/decode": [Ask("/api/codec/decode", json=sealed)],
        "/api/codec/encode": [Ask("/api/codec/encode", json=sealed)],
    }


STREAMLITS = {
    "/_stcore/health": "says that it runs",
    "/_stcore/metrics": "closed by the gate",
    "/_stcore/agent/interact": "closed by the gate",
    "/_stcore/agent/openapi.json": "closed by the gate",
    "/_stcore/agent/mcp": "closed by the gate",
    "/_stcore/bidi-components/{path:path}": "scripts of components",
    "/component/{path:path}": "scripts of components",
    "": "scripts and styles of Streamlit",
    "/_stcore/host-config": "settings of the pages",
    "/_stcore/stream": "the socket of the pages: tests/leaks/test_pages.py",
    "/_stcore/upload_file/{session_id}/{file_id}": "takes files, from who is signed in",
    "/media/{file_id:path}": "files of pages, for who is signed in",
    "/auth/login": "on the way to the provider",
    "/auth/logout": "empties a cookie that is never kept",
    "/oauth2callback": "on the way back from the provider: tests/sign_in",
}
"""Streamlit's own routes, and what they hold."""
