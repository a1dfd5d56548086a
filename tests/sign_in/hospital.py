"""A hospital's OpenID provider, that a test can make lie: what it answers at its token endpoint is the test's."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "carelane-at-hospital", "a-secret-of-the-hospital"
Answer = Callable[["Hospital", dict[str, Any]], dict[str, Any]]


def honest(hospital: "Hospital", claims: dict[str, Any]) -> dict[str, Any]:
    return {"access_token": "x", "token_type": "Bearer", "id_token": hospital.signed(claims)}


@dataclass
class Hospital:
    """One provider with one key. ``answer`` makes the token response from the right claims."""

    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "right"}))
    answer: Answer = honest
    nonce: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.issuer = f"http://127.0.0.1:{self.server.server_port}/realm"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def claims(self) -> dict[str, Any]:
        now = int(time.time())
        return {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "hospital-4711",
            "iat": now,
            "exp": now + 300,
            "nonce": self.nonce,
            "preferred_username": "lin",
        }

    def signed(self, claims: dict[str, Any], header: dict[str, Any] | None = None) -> str:
        return jwt.encode({"alg": "RS256", "kid": "right", **(header or {})}, claims, self.key)

    def _get(self, path: str, query: dict[str, str]) -> tuple[int, dict[str, str], Any]:
        if path.endswith("/openid-configuration"):
            return 200, {}, self._discovery()
        if path.endswith("/keys"):
            return 200, {}, {"keys": [self.key.as_dict(private=False)]}
        if path.endswith("/leave"):
            self.ended.append(query.get("post_logout_redirect_uri", ""))
            return 200, {}, "left"
        self.asked.append(query)
        self.nonce = query.get("nonce", "")
        back = urlencode({"code": "c", "state": query.get("state", "")})
        return 302, {"Location": f"{query['redirect_uri']}?{back}"}, ""

    def _discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "end_session_endpoint": f"{self.issuer}/leave",
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
            "response_types_supported": ["code"],
        }

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        hospital = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                self._say(*hospital._get(parts.path, dict(parse_qsl(parts.query))))

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", 0))).decode()
                sent = {name: values[0] for name, values in parse_qs(body).items()}
                hospital.asked.append(sent)
                self._say(200, {}, hospital.answer(hospital, hospital.claims()))

            def _say(self, status: int, headers: dict[str, str], body: Any) -> None:
                text = json.dumps(body).encode()
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *_: Any) -> None:
                pass

        return Handler
