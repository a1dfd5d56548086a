"""What a hostile or broken provider may answer in place of a good ID token: none of it may sign anybody in."""

import base64
import json
import time
from collections.abc import Callable
from typing import Any

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from tests.sign_in.hospital import SECRET, Answer, Hospital

OTHER = RSAKey.generate_key(2048, {"kid": "right"})
HOUR = 3_600
Claims = dict[str, Any]


def _part(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def _token(make: Callable[[Hospital, Claims], Any]) -> Answer:
    return lambda hospital, claims: {
        "access_token": "x",
        "token_type": "Bearer",
        "id_token": make(hospital, claims),
    }


def _with(**changed: Any) -> Answer:
    """Sign rightly, but say something else; None leaves a claim out."""

    def make(hospital: Hospital, claims: Claims) -> str:
        whole = {name: value for name, value in (claims | changed).items() if value is not None}
        return hospital.signed(whole)

    return _token(make)


def _header(**header: Any) -> Answer:
    """Sign with another key under such a header."""
    return _token(lambda _h, claims: jwt.encode({"alg": "RS256", **header}, claims, OTHER))


def _unsigned(algorithm: str) -> Answer:
    return _token(lambda _h, claims: f"{_part({'alg': algorithm})}.{_part(claims)}.")


def _by_secret(secret: Callable[[Hospital], bytes], algorithm: str = "HS256") -> Answer:
    def make(hospital: Hospital, claims: Claims) -> str:
        key = OctKey.import_key(secret(hospital))
        return jwt.encode({"alg": algorithm, "kid": "right"}, claims, key, algorithms=[algorithm])

    return _token(make)


def _spoilt(change: Callable[[list[str]], list[str]]) -> Answer:
    return _token(lambda hospital, claims: ".".join(change(hospital.signed(claims).split("."))))


def _resigned(algorithm: str) -> Answer:
    return _token(
        lambda hospital, claims: jwt.encode(
            {"alg": algorithm, "kid": "right"}, claims, hospital.key, algorithms=[algorithm]
        )
    )


def _another(hospital: Hospital, claims: Claims) -> dict[str, Any]:
    """A good signature over somebody else's claims."""
    head, _body, signature = hospital.signed(claims).split(".")
    body = _part(claims | {"preferred_username": "wang"})
    return {"access_token": "x", "token_type": "Bearer", "id_token": f"{head}.{body}.{signature}"}


NOW = time.time
LIES: dict[str, Answer] = {
    **{f"algorithm {name}": _unsigned(name) for name in ("none", "None", "nOnE", "")},
    "public key as secret": _by_secret(lambda h: h.key.as_pem(private=False)),
    "client secret as key": _by_secret(lambda _h: SECRET.encode()),
    "empty secret": _by_secret(lambda _h: b"0" * 16),
    "HS512 by secret": _by_secret(lambda _h: SECRET.encode() * 3, "HS512"),
    "another key under its name": _header(kid="right"),
    "another key, unknown": _header(kid="unknown"),
    "another key without a name": _header(),
    "key in the header": _header(jwk=OTHER.as_dict(private=False)),
    "key at an address": _header(jku="http://127.0.0.1:1/keys", kid="right"),
    "certificate in the header": _header(x5c=["MIIB"], kid="right"),
    "RS512 by the right key": _resigned("RS512"),
    "PS256 by the right key": _resigned("PS256"),
    "no signature": _spoilt(lambda parts: [*parts[:2], ""]),
    "short signature": _spoilt(lambda parts: [*parts[:2], parts[2][:-8]]),
    "changed claims": _another,
    "changed header": _spoilt(lambda p: [_part({"alg": "RS256", "kid": "right", "x": 1}), *p[1:]]),
    "two parts": _spoilt(lambda parts: parts[:2]),
    "five parts": _spoilt(lambda parts: [*parts, "", ""]),
    "no token": _token(lambda _h, _c: "abc"),
    "empty token": _token(lambda _h, _c: ""),
    "dots": _token(lambda _h, _c: ".."),
    "null": _token(lambda _h, _c: None),
    "a number": _token(lambda _h, _c: 7),
    "only an access token": lambda _h, _c: {"access_token": "x", "token_type": "Bearer"},
    "an error": lambda _h, _c: {"error": "server_error"},
    "nothing": lambda _h, _c: {},
    "another issuer": _with(iss="https://evil.example"),
    "no issuer": _with(iss=None),
    "issuer with a slash more": lambda h, c: _with(iss=h.issuer + "/")(h, c),
    "issuers": lambda h, c: _with(iss=[h.issuer])(h, c),
    "another audience": _with(aud="another-client"),
    "no audience": _with(aud=None),
    "other audiences": _with(aud=["a", "b"]),
    "for another party": _with(azp="another-client"),
    "expired": _with(exp=int(NOW()) - HOUR),
    "no end": _with(exp=None),
    "an end that is no time": _with(exp="never"),
    "from the future": _with(iat=int(NOW()) + HOUR),
    "no beginning": _with(iat=None),
    "not yet": _with(nbf=int(NOW()) + HOUR),
    "another nonce": _with(nonce="another"),
    "no nonce": _with(nonce=None),
    "empty nonce": _with(nonce=""),
    "no subject": _with(sub=None),
    "no login": _with(preferred_username=None),
    "unknown login": _with(preferred_username="nobody"),
    "empty login": _with(preferred_username=""),
    "logins": _with(preferred_username=["lin"]),
    "a login that is a number": _with(preferred_username=7),
    "a login that is an object": _with(preferred_username={"lin": 1}),
}
