"""What would be lost: another hospital's patients. Every HTTP route, asked by every role of three institutions."""

import asyncio
import base64
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any
from unittest.mock import MagicMock

import httpx
import pytest
from google.protobuf.json_format import MessageToDict
from starlette.applications import Starlette
from starlette.routing import BaseRoute
from streamlit.runtime import Runtime
from streamlit.web.server.starlette.starlette_app import create_streamlit_routes
from temporalio.api.common.v1 import Payload, Payloads

from carelane.adapters import bootstrap
from carelane.adapters.bootstrap import Product
from carelane.adapters.codec import seal
from carelane.adapters.keyring import Keyring
from carelane.adapters.sign_in_keys import SignInKeyFile, SignInKeys
from carelane.adapters.site import site_of
from carelane.api import codec, health, oidc
from carelane.settings import Settings
from tests.leaks.group import Group, Somebody, Target, sign_in
from tests.leaks.routes import STREAMLITS, Ask, ours
from tests.leaks.test_services import say
from worklists_ui.app import create_app
from worklists_ui.gate import COOKIE
from worklists_ui.product import product

PORT = 8420
OF_CASES = ("/api/codec/",)
"""Routes that answer for a case by what is asked; at the others one foreign case is named, in vain."""


class KeptKeys(SignInKeyFile):
    """Reads the file once."""

    @cached_property
    def once(self) -> SignInKeys:
        return super().current()

    def current(self) -> SignInKeys:
        return self.once


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(data_dir=tmp_path_factory.mktemp("routes"), web_port=PORT)


@pytest.fixture(scope="module")
def web(group: Group, settings: Settings) -> Iterator[Starlette]:
    """The web process's own routes behind its own middleware, as `carelane web` builds them."""
    patched = pytest.MonkeyPatch()
    wired = Product(settings, group.database, group.ward.cases, None)
    patched.setattr(bootstrap, "product", lambda: wired)
    product.cache_clear()
    site, keys = site_of(settings, PORT), KeptKeys(settings.sign_in_keys)
    own = [*health.routes(product), *codec.routes(product, COOKIE)]
    own += oidc.routes(oidc.Provider(product, site, keys))
    app = create_app(settings, site, keys.current(), own)
    yield Starlette(routes=app._user_routes, middleware=app._user_middleware)
    patched.undo()
    product.cache_clear()


def paths(routes: list[BaseRoute]) -> set[str]:
    return {str(getattr(route, "path", "")) for route in routes}


def sealed(group: Group, settings: Settings, target: Target) -> dict[str, Any]:
    """Give what Temporal keeps of a case, as its web pages would send it to be read."""
    ring = Keyring(settings.keys, group.database)
    key = ring.active(target.place) or ring.make(target.place)
    plain = Payload(metadata={"encoding": b"json/plain"}, data=target.clinical.encode())
    return MessageToDict(Payloads(payloads=[seal(key, target.case, plain)]))


def test_every_route_is_in_the_matrix(web: Starlette, group: Group) -> None:
    known = set(ours(group.targets[0], {})) - {"/signin/provider"}  # where a hospital's provider is
    assert paths(web.routes) == known
    streamlits = create_streamlit_routes(MagicMock(spec=Runtime))
    assert {path or "" for path in paths(streamlits)} - {"None"} == set(STREAMLITS)


def test_no_route_tells_what_is_not_theirs(
    group: Group, web: Starlette, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = [
        (target, path, ask)
        for target in group.targets
        for path, asks in ours(target, sealed(group, settings, target)).items()
        for ask in asks
        if target is group.targets[0] or path.startswith(OF_CASES)
    ]
    found: list[str] = []
    readers: set[str] = set()

    async def all_of_them() -> None:
        for who in group.people:
            async with browser(web, sign_in(group, who.actor.person_id)) as client:
                for target, path, ask in asked:
                    text = await answer(client, ask)
                    found.extend(told(who, path, text))
                    if path == "/api/codec/decode" and target.clinical in text:
                        readers.add(who.spec.code if who.spec else "nobody")

    def told(who: Somebody, path: str, text: str) -> list[str]:
        reads = path == "/api/codec/decode" and who.spec is not None and who.spec.code == "operator"
        forbidden = who.forbidden(group.targets, reads_with_reason=reads)
        return [f"{path} tells {who.name}: {each}" for each in forbidden if each in text]

    asyncio.run(all_of_them())
    assert found == []
    assert readers == {"operator"}
    tried = len(asked) * len(group.people)
    say(capsys, f"routes: {tried} requests by {len(group.people)} people, 0 leaks")


def browser(web: Starlette, token: str) -> httpx.AsyncClient:
    """Give a client that shows a session, or none."""
    headers = {"x-namespace": "default"} | ({"cookie": f"{COOKIE}={token}"} if token else {})
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(web), base_url=f"http://127.0.0.1:{PORT}", headers=headers
    )


async def answer(client: httpx.AsyncClient, ask: Ask) -> str:
    """Give everything that comes back, with what is written in base64 too."""
    if ask.form is None and ask.json is None:
        back = await client.get(ask.path, params=ask.query)
    else:
        back = await client.post(ask.path, params=ask.query, data=ask.form, json=ask.json)
    packed = re.findall(r'"data":\s*"([A-Za-z0-9+/=]+)"', back.text)
    plain = [base64.b64decode(each).decode("utf-8", "replace") for each in packed]
    told = [f"{name}: {value}" for name, value in back.headers.items()]
    return "\n".join([back.text, *plain, *told])


def test_files_of_pages_are_for_who_is_signed_in(group: Group, web: Starlette) -> None:
    token = sign_in(group, group.people[0].actor.person_id)

    async def status(path: str, shown: str) -> int:
        async with browser(web, shown) as client:
            return (await client.get(path)).status_code

    for path in ("/media/abc.csv", "/_stcore/upload_file/s/f"):
        assert asyncio.run(status(path, "")) == 403
        assert asyncio.run(status(path, "guess")) == 403
        assert asyncio.run(status(path, token)) == 404  # Streamlit is not behind the gate here
    assert asyncio.run(status("/_stcore/agent/openapi.json", token)) == 404
