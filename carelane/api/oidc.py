"""Our own OpenID provider beside its sign-in page: discovery, keys, token, userinfo, end of session.

Authorization code with PKCE (S256) for one client, this installation itself; ID and access tokens are RS256. The
page where people type their password is `worklists_ui.signin`. Addresses for browsers are public ones; those
for the client are this process's own, so that sign-in works behind a proxy that cannot reach itself.
"""

import asyncio
import base64
import binascii
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from carelane.adapters.bootstrap import Product
from carelane.adapters.posted_form import posted
from carelane.adapters.sign_in_keys import SignInKeyFile
from carelane.adapters.site import Site
from carelane.services import accounts, sign_in_codes
from carelane.services.sign_in_codes import Exchange, Redeemed

CLIENT = "carelane"
LIFE = timedelta(minutes=5)
ALGORITHMS = ["RS256"]
_NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}


@dataclass(frozen=True, slots=True)
class Provider:
    """What the routes work with: the product's parts, the addresses and the keys."""

    product: Callable[[], Product]
    site: Site
    keys: SignInKeyFile

    def signed(self, claims: dict[str, Any], kind: str) -> str:
        """Sign claims of who has just signed in, for a few minutes."""
        now = int(self.product().database.now().timestamp())
        key = self.keys.current().signing()
        header = {"alg": ALGORITHMS[0], "kid": key.kid, "typ": kind}
        whole = {
            "iss": self.site.issuer,
            "iat": now,
            "exp": now + int(LIFE.total_seconds()),
            **claims,
        }
        return jwt.encode(header, whole, key, algorithms=ALGORITHMS)

    def claims(self, token: str, audience: str, *, expired: bool = False) -> dict[str, Any] | None:
        """Give what one of our own tokens says; None where it is none, another's, or too old."""
        keys = KeySet.import_key_set({"keys": self.keys.current().published()})
        try:
            found = jwt.decode(token, keys, algorithms=ALGORITHMS).claims
        except (JoseError, ValueError, TypeError):
            return None
        now = self.product().database.now().timestamp()
        right = (found.get("iss"), found.get("aud")) == (self.site.issuer, audience)
        return dict(found) if right and (expired or now < found.get("exp", 0)) else None


def routes(provider: Provider) -> list[Route]:
    """Give the routes of a provider."""

    async def configuration(request: Request) -> Response:
        del request
        return JSONResponse(discovery(provider.site))

    async def keys(request: Request) -> Response:
        del request
        found = await asyncio.to_thread(provider.keys.current)
        return JSONResponse({"keys": found.published()}, headers=_NO_STORE)

    async def token(request: Request) -> Response:
        fields = await _fields(request)
        return await asyncio.to_thread(_token, provider, request, fields)

    async def userinfo(request: Request) -> Response:
        return await asyncio.to_thread(_userinfo, provider, request)

    async def end_session(request: Request) -> Response:
        return await asyncio.to_thread(_end_session, provider, request)

    return [
        Route("/oidc/.well-known/openid-configuration", configuration, methods=["GET"]),
        Route("/oidc/keys", keys, methods=["GET"]),
        Route("/oidc/token", token, methods=["POST"]),
        Route("/oidc/userinfo", userinfo, methods=["GET"]),
        Route("/oidc/end_session", end_session, methods=["GET"]),
    ]


def discovery(site: Site) -> dict[str, Any]:
    """Give the discovery document (OpenID Connect Discovery 1.0, 3)."""
    return {
        "issuer": site.issuer,
        "authorization_endpoint": f"{site.public}/oidc/authorize",
        "token_endpoint": f"{site.internal}/oidc/token",
        "userinfo_endpoint": f"{site.internal}/oidc/userinfo",
        "jwks_uri": f"{site.internal}/oidc/keys",
        "end_session_endpoint": f"{site.public}/oidc/end_session",
        "scopes_supported": ["openid", "profile"],
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ALGORITHMS,
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "code_challenge_methods_supported": ["S256"],
        "claims_supported": ["sub", "name", "preferred_username", "auth_time", "nonce", "sid"],
        "authorization_response_iss_parameter_supported": False,
    }


async def _fields(request: Request) -> dict[str, str]:
    """Read what the client sent; a field that stands twice, or says nothing, is left out."""
    pairs = await posted(request)
    return {name: values[0] for name, values in pairs.items() if len(values) == 1 and values[0]}


def _token(provider: Provider, request: Request, fields: dict[str, str]) -> Response:
    """Exchange a code for an ID token and an access token (RFC 6749, 4.1.3)."""
    if not _is_client(provider, request, fields):
        challenge = {"WWW-Authenticate": "Basic"} if "authorization" in request.headers else {}
        return JSONResponse({"error": "invalid_client"}, 401, headers={**_NO_STORE, **challenge})
    if fields.get("grant_type") != "authorization_code":
        return JSONResponse({"error": "unsupported_grant_type"}, 400, headers=_NO_STORE)
    asked = Exchange(CLIENT, fields.get("redirect_uri", ""), fields.get("code_verifier", ""))
    found = sign_in_codes.redeem(
        provider.product().database, fields.get("code", ""), asked, provider.site.issuer
    )
    if found is None:
        return JSONResponse({"error": "invalid_grant"}, 400, headers=_NO_STORE)
    return JSONResponse(_tokens(provider, found), headers=_NO_STORE)


def _tokens(provider: Provider, found: Redeemed) -> dict[str, Any]:
    who = {"sub": found.person_id, "sid": found.provider_session}
    about = {"preferred_username": found.login, "name": found.name}
    signed_in = {"auth_time": int(found.signed_in_at.timestamp()), "nonce": found.nonce}
    return {
        "access_token": provider.signed({**who, **about, "aud": provider.site.issuer}, "at+jwt"),
        "id_token": provider.signed({**who, **about, **signed_in, "aud": CLIENT}, "JWT"),
        "token_type": "Bearer",
        "expires_in": int(LIFE.total_seconds()),
        "scope": "openid profile",
    }


def _is_client(provider: Provider, request: Request, fields: dict[str, str]) -> bool:
    """Check the client's id and secret, in the header or in the body."""
    name, secret = fields.get("client_id", ""), fields.get("client_secret", "")
    kind, _, sent = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "basic":
        try:
            pair = base64.b64decode(sent, validate=True).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError):
            return False
        name, _, secret = (unquote(part) for part in pair.partition(":"))
    right = provider.keys.current().client_secret
    return name == CLIENT and secrets.compare_digest(secret.encode(), right.encode())


def _userinfo(provider: Provider, request: Request) -> Response:
    """Say who an access token is about (OpenID Connect Core, 5.3)."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    claims = provider.claims(token, provider.site.issuer) if kind.lower() == "bearer" else None
    if claims is None:
        headers = {**_NO_STORE, "WWW-Authenticate": 'Bearer error="invalid_token"'}
        return JSONResponse({"error": "invalid_token"}, 401, headers=headers)
    told = {name: claims[name] for name in ("sub", "preferred_username", "name")}
    return JSONResponse(told, headers=_NO_STORE)


def _end_session(provider: Provider, request: Request) -> Response:
    """End what the ID token's sign-in led to (RP-initiated logout); a foreign address to go on to is ignored."""
    hint = request.query_params.get("id_token_hint", "")
    claims = provider.claims(hint, CLIENT, expired=True)
    if claims is not None:
        accounts.end_provider_session(
            provider.product().database, provider.site.issuer, str(claims["sid"])
        )
    return RedirectResponse(f"{provider.site.public}/signin", 303, headers=_NO_STORE)
