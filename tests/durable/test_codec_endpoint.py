"""Who may read what Temporal keeps, in its own web pages: operators who are signed in, and it is written down."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.json_format import MessageToJson, Parse
from sqlmodel import select
from temporalio.api.common.v1 import Payload, Payloads

from carelane.adapters.case_client import workflow_id
from carelane.adapters.codec import is_encrypted
from carelane.adapters.temporal_server import ServerOptions, TemporalServer, free_port
from carelane.domain.institutions import Institution
from carelane.domain.payload_keys import PayloadReading
from carelane.domain.people import Membership, Person
from carelane.services import accounts
from tests.durable.payloads import stored
from tests.durable.site import Site, eventually

UI = "http://127.0.0.1:9876"


@dataclass
class Web:
    """The web part, and the cookies of two people."""

    address: str
    tokens: dict[str, str]

    def ask(
        self,
        path: str,
        body: bytes,
        who: str = "",
        method: str = "POST",
        **headers: str,
    ) -> tuple[int, Any, dict[str, str]]:
        """Give status, JSON and headers of the answer."""
        sent = {"content-type": "application/json", "x-namespace": "default"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        if who:
            sent["cookie"] = f"carelane_session={self.tokens.get(who, who)}"
        request = urllib.request.Request(  # our own http address
            f"{self.address}/api/codec/{path}", body or None, sent, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, answer.read(), dict(answer.headers)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read(), dict(error.headers)


@pytest.fixture
def web(site: Site) -> Iterator[Web]:
    folder = str(Path(str(site.database.engine.url.database)).parent)
    add_people(site)
    signed_in = {
        login: accounts.sign_in(site.database, login, "right").token for login in ("ops", "doc")
    }
    port = free_port()
    variables = {
        "CARELANE_DATA_DIR": folder,
        "CARELANE_TEMPORAL_ADDRESS": site.address,
        "CARELANE_TEMPORAL_UI_ORIGIN": UI,
        "CARELANE_WEB_PORT": str(port),
        "CARELANE_MONITOR_PORT": "0",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "carelane.cli", "web"],
        env=os.environ | variables,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    made = Web(f"http://127.0.0.1:{port}", signed_in)
    deadline = time.monotonic() + 60
    while True:
        try:
            made.ask("decode", b"{}")
            break
        except OSError:
            assert time.monotonic() < deadline, "the web part does not answer"
            time.sleep(0.1)
    yield made
    process.terminate()
    process.wait(30)


def add_people(site: Site) -> None:
    """One operator and one doctor."""
    with site.database.transaction() as session:
        session.add(Institution(code="GRP", name="集团", name_en="Group", kind="GRP"))
        session.flush()
        for login, institution, role in (("ops", "GRP", "operator"), ("doc", "PRI1", "pri_doctor")):
            password = accounts.hash_password("right")
            session.add(Person(id=login, login=login, name=login, password_hash=password))
            session.flush()
            session.add(Membership(person_id=login, institution_code=institution, role=role))


def body_of(*payloads: Payload) -> bytes:
    return MessageToJson(Payloads(payloads=payloads)).encode()


def readings(site: Site) -> list[PayloadReading]:
    with site.database.reading() as session:
        return list(session.exec(select(PayloadReading)).all())


def test_anybody_could_read_a_history_in_temporals_pages(site: Site, web: Web) -> None:
    site.work()
    case = site.start("two_tasks", patient="林晓梅")
    start = next(each for each in stored(site, case) if is_encrypted(each))
    body = body_of(start)
    for who, status, code in (
        ("", 401, "not_signed_in"),
        ("a made up cookie", 401, "not_signed_in"),
        ("doc", 403, "not_allowed"),
    ):
        answer = web.ask("decode", body, who)
        assert (answer[0], json.loads(answer[1])["code"]) == (status, code)
        assert "林晓梅".encode() not in answer[1]
    assert readings(site) == []
    status, text, headers = web.ask("decode", body, "ops", origin=UI)
    assert status == 200
    (plain,) = Parse(text, Payloads()).payloads
    assert json.loads(plain.data)["variables"]["patient"] == "林晓梅"
    assert headers["access-control-allow-origin"] == UI
    assert headers["access-control-allow-credentials"] == "true"
    assert headers["cache-control"] == "no-store"
    (reading,) = readings(site)
    assert (reading.person_id, reading.payloads) == ("ops", 1)
    assert reading.cases == [workflow_id(case)]
    assert reading.keys == [start.metadata["encryption-key-id"].decode()]

    for origin in ("http://evil.example", "null", f"{UI}.evil.example"):
        status, text, headers = web.ask("decode", body, "ops", origin=origin)
        assert (status, "access-control-allow-origin" in headers) == (403, False)
        assert "林晓梅".encode() not in text
        assert web.ask("decode", b"", "ops", "OPTIONS", origin=origin)[0] == 403
    assert web.ask("decode", b"", "", "OPTIONS", origin=UI)[0] == 204
    as_a_form = web.ask("decode", body, "ops", content_type="text/plain")
    assert as_a_form[0] == 415
    assert len(readings(site)) == 1

    for broken in (b"{", b'{"payloads": 5}', b'{"who": 1}', b"\xff", b""):
        assert web.ask("decode", broken, "ops")[0] == 400
    assert web.ask("decode", b" " * (13 * 2**20), "ops")[0] == 413
    assert web.ask("decode", body_of(*[Payload()] * 2_001), "ops")[0] == 413
    unknown = Payload(metadata={**start.metadata, "encryption-key-id": b"feedbeef"}, data=b"x" * 40)
    status, text, _ = web.ask("decode", body_of(unknown), "ops")
    assert (status, json.loads(text)["code"]) == (422, "key_missing")
    assert "feedbeef" in json.loads(text)["message"]

    plain = Payload(metadata={"encoding": b"json/plain"}, data=b'"typed"')
    status, text, _ = web.ask("encode", body_of(plain), "ops", origin=UI)
    (typed,) = Parse(text, Payloads()).payloads
    assert (status, is_encrypted(typed)) == (200, True)
    assert Parse(web.ask("decode", body_of(typed), "ops")[1], Payloads()).payloads[0] == plain
    assert web.ask("encode", body_of(plain), "doc")[0] == 403


def test_temporals_own_pages_would_not_know_whom_to_ask(tmp_path: Path) -> None:
    port = free_port()
    endpoint = "http://127.0.0.1:8420/api/codec"
    options = ServerOptions(
        free_port(), tmp_path / "temporal.db", ui_port=port, codec_endpoint=endpoint
    )
    with TemporalServer(options):
        address = f"http://127.0.0.1:{port}/api/v1/settings"
        told = eventually(lambda: _json_of(address))
    assert told["Codec"]["Endpoint"] == endpoint


def _json_of(address: str) -> Any:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return json.load(answer)
    except OSError:
        return None
