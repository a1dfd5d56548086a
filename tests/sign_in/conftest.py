"""The real web part in a temporary folder, with two people; no case is ever run."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from carelane.adapters.database import open_database
from carelane.adapters.schema import upgrade
from carelane.adapters.temporal_server import free_port
from carelane.domain.institutions import Institution
from carelane.domain.people import Membership, Person
from carelane.services import accounts
from carelane.services.institutions import seed_roles
from carelane.services.transaction import Database

ROOT = Path(__file__).parents[2]


@dataclass
class Web:
    address: str
    port: int
    folder: Path
    database: Database


def fill(database: Database) -> None:
    seed_roles(database)
    with database.transaction() as session:
        session.add(Institution(code="H", name="县医院", name_en="County hospital", kind="HOS"))
        session.flush()
        for login, role in (("lin", "hos_spec"), ("wang", "hos_refdesk")):
            session.add(
                Person(
                    id=f"id-{login}",
                    login=login,
                    name=login,
                    password_hash=accounts.hash_password("right"),
                )
            )
            session.flush()
            session.add(Membership(person_id=f"id-{login}", institution_code="H", role=role))


@pytest.fixture(scope="package")
def run_web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Web]]:
    """Start the web part with further settings."""
    running: list[tuple[subprocess.Popen[bytes], Web]] = []

    def run(**settings: str) -> Web:
        folder = tmp_path_factory.mktemp("web")
        url = f"sqlite:///{folder / 'carelane.db'}"
        upgrade(url)
        database = open_database(url)
        fill(database)
        port = int(settings.pop("CARELANE_WEB_PORT", 0)) or free_port()
        clean = {
            name: value for name, value in os.environ.items() if not name.startswith("CARELANE_")
        }
        environment = clean | {
            "CARELANE_DATA_DIR": str(folder),
            "CARELANE_WEB_PORT": str(port),
            "CARELANE_TEMPORAL_ADDRESS": "127.0.0.1:1",
            "PYTHONPATH": str(ROOT),
            **settings,
        }
        with (folder / "web.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "carelane.cli", "web"],
                env=environment,
                cwd=folder,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        web = Web(f"http://127.0.0.1:{port}", port, folder, database)
        running.append((process, web))
        _wait(process, web)
        return web

    yield run
    for process, web in running:
        process.terminate()
        process.wait(20)
        web.database.engine.dispose()


def _wait(process: subprocess.Popen[bytes], web: Web) -> None:
    deadline = time.monotonic() + 60
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError), opener.open(f"{web.address}/api/health/live", timeout=2):
            return
        time.sleep(0.1)
    pytest.fail((web.folder / "web.log").read_text(errors="replace"))


@pytest.fixture(scope="package")
def web(run_web: Callable[..., Web]) -> Web:
    return run_web()
