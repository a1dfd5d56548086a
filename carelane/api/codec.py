"""Temporal's remote codec protocol, for its web pages: an operator who is signed in reads a case's payloads.

POST /api/codec/decode and /encode take and give the JSON of `temporal.api.common.v1.Payloads`. Who looks into what is
written down before it is shown. Pages of another origin may ask if it is the configured one of Temporal's
own web pages; every other is refused, whatever cookies its visitor has.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from google.protobuf.json_format import MessageToJson, Parse, ParseError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from temporalio.api.common.v1 import Payload, Payloads

from carelane.adapters.bootstrap import Product
from carelane.adapters.codec import is_encrypted, opened, seal
from carelane.adapters.keyring import GROUP, Keyring
from carelane.domain.errors import CarelaneError, NotAllowed, Unavailable
from carelane.services import accounts, payload_readings
from carelane.services.visibility import Actor

LONGEST_BODY = 12 * 2**20
"""Bytes: Temporal's largest message (4 MB) in base64, twice."""
MOST_PAYLOADS = 2_000
_HEADERS = "Content-Type, X-Namespace, Caller-Type"
_Change = Callable[[Keyring, Payload], tuple[Payload, str, str]]


@dataclass(frozen=True, slots=True)
class _Refusal(Exception):  # noqa: N818 - says what happened
    status: HTTPStatus
    code: str
    message: str


def routes(product: Callable[[], Product], cookie: str) -> list[Route]:
    """Give the routes; ``cookie`` is the name of the cookie that carries a sign-in."""

    def route(name: str, change: _Change) -> Route:
        async def answer(request: Request) -> Response:
            wired = await asyncio.to_thread(product)
            allowed = _allowed_origin(request, wired.settings.temporal_ui_origin)
            if request.method == "OPTIONS":
                return Response(status_code=204 if allowed else 403, headers=_cors(allowed))
            try:
                body = await _body(request, allowed)
                token = request.cookies.get(cookie, "")
                namespace = request.headers.get("x-namespace", "")
                text = await asyncio.to_thread(_changed, wired, token, namespace, body, change)
            except _Refusal as refusal:
                return _refused(refusal, allowed)
            return Response(text, media_type="application/json", headers=_cors(allowed))

        return Route(f"/api/codec/{name}", answer, methods=["POST", "OPTIONS"])

    return [route("decode", _decode), route("encode", _encode)]


def _allowed_origin(request: Request, configured: str) -> str | None:
    """Give the origin that may read the answer; empty for no browser, None for one that may not."""
    origin = request.headers.get("origin", "")
    if not origin or origin in {configured.rstrip("/"), str(request.base_url).rstrip("/")}:
        return origin
    return None


def _cors(origin: str | None) -> dict[str, str]:
    shared = {"Cache-Control": "no-store", "Vary": "Origin"}
    if not origin:
        return shared
    return shared | {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Allow-Credentials": "true",
        "Access-Control-Allow-Methods": "POST",
        "Access-Control-Allow-Headers": _HEADERS,
    }


async def _body(request: Request, allowed: str | None) -> bytes:
    """Read the request if it comes from where it may; a page's form cannot send this kind of content."""
    if allowed is None:
        text = (
            "this origin may not ask: set CARELANE_TEMPORAL_UI_ORIGIN to that of Temporal's pages"
        )
        raise _Refusal(HTTPStatus.FORBIDDEN, "not_allowed", text)
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        text = "send application/json"
        raise _Refusal(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "invalid_values", text)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_BODY:
            text = f"send at most {LONGEST_BODY} bytes at once"
            raise _Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "invalid_values", text)
    return bytes(body)


def _changed(wired: Product, token: str, namespace: str, body: bytes, change: _Change) -> str:
    """Do what is asked for whoever is signed in, after it was written down."""
    try:
        actor = _operator(wired, token)
        payloads = _parsed(body)
        keyring = Keyring(wired.settings.keys, wired.database)
        done = [change(keyring, payload) for payload in payloads]
        if change is _decode:
            seen = [(key, case) for _, key, case in done if key]
            payload_readings.record(wired.database, actor, namespace, len(done), seen)
    except NotAllowed as error:
        raise _Refusal(HTTPStatus.FORBIDDEN, error.code, str(error)) from error
    except Unavailable as error:
        raise _Refusal(HTTPStatus.SERVICE_UNAVAILABLE, error.code, str(error)) from error
    except CarelaneError as error:
        raise _Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, error.code, str(error)) from error
    return MessageToJson(Payloads(payloads=[payload for payload, _, _ in done]), indent=None)


def _operator(wired: Product, token: str) -> Actor:
    actor = accounts.actor_of(wired.database, token, wired.session_policy) if token else None
    if actor is None:
        text = "sign in to Carelane in this browser first"
        raise _Refusal(HTTPStatus.UNAUTHORIZED, "not_signed_in", text)
    payload_readings.demand(actor)
    return actor


def _parsed(body: bytes) -> list[Payload]:
    try:
        payloads = list(Parse(body, Payloads()).payloads)
    except (ParseError, UnicodeDecodeError, RecursionError):
        # The cause is not told: a parser's text quotes what it could not read.
        text = "the body is not the JSON of Temporal's Payloads"
        raise _Refusal(HTTPStatus.BAD_REQUEST, "invalid_values", text) from None
    if len(payloads) > MOST_PAYLOADS:
        text = f"send at most {MOST_PAYLOADS} payloads at once"
        raise _Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "invalid_values", text)
    return payloads


def _decode(keyring: Keyring, payload: Payload) -> tuple[Payload, str, str]:
    """Give what the payload says, with its key and case; one that is not encrypted passes."""
    if not is_encrypted(payload):
        return payload, "", ""
    plain, key, case = opened(keyring, payload)
    return plain, key.id, case


def _encode(keyring: Keyring, payload: Payload) -> tuple[Payload, str, str]:
    """Encrypt what an operator typed into Temporal's pages: nobody says for which case, so for the group."""
    key = keyring.active(GROUP) or keyring.make(GROUP)
    return seal(key, "", payload), key.id, ""


def _refused(refusal: _Refusal, allowed: str | None) -> Response:
    told = {"code": refusal.code, "message": refusal.message}
    return JSONResponse(told, refusal.status, headers=_cors(allowed))
