from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette

from carelane.adapters.database import open_database
from carelane.adapters.schema import upgrade
from carelane.domain.people import Person
from carelane.services.accounts import hash_password
from worklists_ui import signin
from worklists_ui.gate import COOKIE
from worklists_ui.product import product

APP = Starlette(routes=list(signin.ROUTES))


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
        "path": "/signin",
        "raw_path": b"/signin",
        "query_string": query.encode(),
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


async def test_the_right_password_opens_the_page_that_was_asked_for(installed: Path) -> None:
    people(installed)
    status, headers, _ = await ask("POST", "next=%2Ftask%3Fid%3Da", form("lin", "right"))
    assert (status, headers["location"]) == (303, "/task?id=a")
    cookie = headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert {"HttpOnly", "Secure", "SameSite=lax"} <= set(cookie.split("; "))


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
    _, _, text = await ask("POST", f"next={hostile}&language={hostile}", form(hostile, "x"))
    assert "<script>" not in text


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
