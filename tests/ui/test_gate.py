from dataclasses import dataclass, field
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from carelane.adapters.site import Site
from worklists_ui.gate import COOKIE, Gate

SITE = Site(
    "http://carelane.test",
    "http://127.0.0.1:8420",
    hosts=frozenset({"inner"}),
    aliases=frozenset({"localhost:8420"}),
)


async def inside(request: Request) -> PlainTextResponse:
    return PlainTextResponse(f"inside {request.url.path}")


async def socket(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.close()


APP = Starlette(
    routes=[
        WebSocketRoute("/_stcore/stream", socket),
        Route("/{path:path}", inside, methods=["GET", "POST"]),
    ],
    middleware=[Middleware(Gate, site=SITE)],
)


@dataclass
class Answer:
    messages: list[dict[str, Any]] = field(default_factory=list)

    @property
    def status(self) -> int:
        return int(self.messages[0]["status"])

    @property
    def headers(self) -> dict[str, str]:
        return {name.decode(): value.decode() for name, value in self.messages[0]["headers"]}

    @property
    def body(self) -> str:
        return b"".join(message.get("body", b"") for message in self.messages).decode()


async def ask(path: str, *, method: str = "GET", kind: str = "http", **headers: str) -> Answer:
    path, _, query = path.partition("?")
    named = {"host": "carelane.test", **{k.replace("_", "-"): v for k, v in headers.items()}}
    scope = {
        "type": kind,
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in named.items()],
        "scheme": "http" if kind == "http" else "ws",
        "server": ("carelane.test", 80),
    }
    answer = Answer()

    async def receive() -> dict[str, Any]:
        return {"type": "http.request" if kind == "http" else "websocket.connect", "body": b""}

    async def send(message: Any) -> None:
        answer.messages.append(message)

    await APP(scope, receive, send)
    return answer


async def test_a_page_without_a_session_shows_the_sign_in_form_and_comes_back() -> None:
    answer = await ask("/task?id=ab%3At1")
    assert answer.status == 303
    assert answer.headers["location"] == "/signin?next=%2Ftask%3Fid%3Dab%253At1"


async def test_a_page_with_a_session_is_shown() -> None:
    assert (await ask("/task", cookie=f"{COOKIE}=token")).body == "inside /task"


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://evil.example"}, {"origin": "null"}, {"sec_fetch_site": "cross-site"}],
)
async def test_no_other_site_can_post_for_a_signed_in_person(headers: dict[str, str]) -> None:
    assert (await ask("/signout", method="POST", **headers)).status == 403


async def test_our_own_forms_may_post() -> None:
    assert (await ask("/signout", method="POST", origin="http://carelane.test")).status == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "http://localhost:9", "null"])
async def test_no_other_site_can_open_the_socket_of_a_signed_in_person(origin: str) -> None:
    answer = await ask("/_stcore/stream", kind="websocket", origin=origin)
    assert [message["type"] for message in answer.messages] == ["websocket.close"]


async def test_our_own_pages_may_open_the_socket() -> None:
    answer = await ask("/_stcore/stream", kind="websocket", origin="http://carelane.test")
    assert answer.messages[0]["type"] == "websocket.accept"


@pytest.mark.parametrize("path", ["/task", "/assets/x", "/signin"])
async def test_every_answer_forbids_framing_and_foreign_scripts(path: str) -> None:
    headers = (await ask(path)).headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe-eval" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "host", ["evil.example", "carelane.test.evil.example", "", "carelane.test:81"]
)
@pytest.mark.parametrize("path", ["/", "/signin", "/oidc/authorize", "/assets/x", "/oidc/keys"])
async def test_a_name_that_is_not_ours_gets_nothing(host: str, path: str) -> None:
    assert (await ask(path, host=host, cookie=f"{COOKIE}=token")).status == 421


async def test_a_name_that_is_not_ours_gets_no_socket() -> None:
    answer = await ask(
        "/_stcore/stream", kind="websocket", host="evil.example", origin="http://evil.example"
    )
    assert [message["type"] for message in answer.messages] == ["websocket.close"]


async def test_a_load_balancer_may_ask_for_health_by_number() -> None:
    assert (await ask("/api/health/live", host="10.0.0.7:8420")).status == 200


async def test_another_name_of_the_machine_leads_to_the_public_address() -> None:
    answer = await ask("/task?id=a", host="localhost:8420")
    assert (answer.status, answer.headers["location"]) == (307, "http://carelane.test/task?id=a")


async def test_a_proxy_may_ask_by_a_name_of_its_own() -> None:
    sent = {"host": "inner", "cookie": f"{COOKIE}=token", "origin": "http://carelane.test"}
    assert (await ask("/task", **sent)).status == 200
    assert (await ask("/signout", method="POST", **sent)).status == 200
    assert (
        await ask("/signout", method="POST", **{**sent, "origin": "http://inner"})
    ).status == 403
