from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from starlette.applications import Starlette

from carelane.adapters.database import open_database
from carelane.adapters.schema import upgrade
from carelane.adapters.site import Site
from carelane.domain.people import Person
from carelane.services.accounts import hash_password
from worklists_ui import authorize
from worklists_ui.product import product

SITE = Site("https://carelane.test", "http://127.0.0.1:8420")
APP = Starlette(routes=authorize.routes(SITE))
ASKED = {
    "response_type": "code",
    "client_id": "carelane",
    "redirect_uri": SITE.callback,
    "scope": "openid profile",
    "state": "s1",
    "nonce": "n1",
    "code_challenge": "c" * 43,
    "code_challenge_method": "S256",
}


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("CARELANE_DATA_DIR", str(tmp_path / "data"))
    product.cache_clear()
    yield tmp_path / "data"
    product().database.engine.dispose()
    product.cache_clear()


def people(folder: Path) -> None:
    url = f"sqlite:///{folder / 'carelane.db'}"
    upgrade(url)
    database = open_database(url)
    with database.transaction() as session:
        session.add(Person(id="p1", login="lin", name="林静", password_hash=hash_password("right")))
    database.engine.dispose()


async def ask(
    method: str, query: str = "", body: str = "", **headers: str
) -> tuple[int, dict[str, str], str]:
    messages: list[Any] = []
    scope = {
        "type": "http",
        "method": method,
        "path": "/oidc/authorize",
        "raw_path": b"/oidc/authorize",
        "query_string": f"{urlencode(ASKED)}&{query}".rstrip("&").encode(),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "scheme": "https",
        "server": ("carelane.test", 443),
        "client": ("192.0.2.7", 5),
    }

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body.encode(), "more_body": False}

    async def send(message: Any) -> None:
        messages.append(message)

    await APP(scope, receive, send)
    found = {name.decode(): value.decode() for name, value in messages[0]["headers"]}
    text = b"".join(message.get("body", b"") for message in messages).decode()
    return int(messages[0]["status"]), found, text


def form(login: str, password: str) -> str:
    return urlencode({"login": login, "password": password})


async def test_the_right_password_sends_the_browser_back_with_a_code(installed: Path) -> None:
    people(installed)
    status, headers, _ = await ask("POST", "", form("lin", "right"))
    address, _, query = headers["location"].partition("?")
    told = dict(parse_qsl(query))
    assert (status, address, set(told)) == (303, SITE.callback, {"code", "state"})
    assert told["state"] == "s1"
    assert "set-cookie" not in headers


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"redirect_uri": "https://evil.example/oauth2callback"}, ""),
        ({"redirect_uri": SITE.callback + "/"}, ""),
        ({"redirect_uri": SITE.callback + "?x=1"}, ""),
        ({"redirect_uri": ""}, ""),
        ({"client_id": "another"}, ""),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": "code id_token"}, "unsupported_response_type"),
        ({"response_mode": "form_post"}, "unsupported_response_type"),
        ({"scope": "profile"}, "invalid_scope"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge": ""}, "invalid_request"),
        ({"prompt": "none"}, "login_required"),
    ],
)
async def test_no_code_goes_to_another_site_or_without_proof_of_the_client(
    installed: Path, monkeypatch: pytest.MonkeyPatch, changed: dict[str, str], expected: str
) -> None:
    people(installed)
    for name, value in changed.items():
        monkeypatch.setitem(ASKED, name, value)
    for method, body in (("GET", ""), ("POST", form("lin", "right"))):
        status, headers, _ = await ask(method, "", body)
        if not expected:
            assert (status, "location" in headers) == (400, False)
        else:
            address, _, query = headers["location"].partition("?")
            assert (address, dict(parse_qsl(query))["error"]) == (SITE.callback, expected)
            assert "code" not in dict(parse_qsl(query))


async def test_a_field_that_stands_twice_is_refused(installed: Path) -> None:
    people(installed)
    twice = urlencode({"redirect_uri": "https://evil.example/"})
    assert (await ask("POST", twice, form("lin", "right")))[0] == 400


async def test_a_wrong_password_says_neither_which_half_was_wrong(installed: Path) -> None:
    people(installed)
    answers = [
        await ask("POST", "", form(login, "x"), **{"accept-language": "en"})
        for login in ("lin", "nobody")
    ]
    assert {status for status, _, _ in answers} == {401}
    assert all("Account or password is not right." in text for _, _, text in answers)


@pytest.fixture
def without_database(installed: Path) -> None:
    installed.write_text("a file stands where the folder should be")


@pytest.mark.usefixtures("without_database")
async def test_without_a_database_the_form_says_so_and_keeps_the_account() -> None:
    status, _, text = await ask("POST", "", form("lin", "right"), **{"accept-language": "en"})
    assert status == 503
    assert "The database cannot be reached." in text
    assert 'value="lin"' in text


async def test_what_is_typed_into_the_form_never_becomes_markup(installed: Path) -> None:
    people(installed)
    hostile = '"><script>alert(1)</script>'
    query = urlencode({"ui": hostile, "language": hostile})
    _, _, text = await ask("POST", query, form(hostile, "x"))
    assert "alert(1)" in text
    assert "<script>alert" not in text


async def test_a_huge_body_is_not_read_to_its_end(installed: Path) -> None:
    people(installed)
    status, _, _ = await ask("POST", "", form("lin", "x" * 20_000))
    assert status == 401


async def test_the_form_speaks_the_browsers_language(installed: Path) -> None:
    people(installed)
    _, _, chinese = await ask("GET", "", **{"accept-language": "zh-CN,zh;q=0.9"})
    _, _, english = await ask("GET", "language=en", **{"accept-language": "zh-CN"})
    assert '<html lang="zh-CN">' in chinese
    assert "登录" in chinese
    assert '<html lang="en">' in english
