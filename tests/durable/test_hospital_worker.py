"""A hospital's worker of its own, as the example shows it: nothing of ours in it, killed in the middle of its work."""

import ast
import json
import os
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from carelane.adapters.key_file import KeyFile
from carelane.domain.incidents import Incident
from carelane.domain.waiting_jobs import WaitingJob
from tests.durable.site import Site, eventually
from tests.durable.test_job_troubles import ask, incident_of, work

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "hospital_worker"
IMAGES = 8


class Hospital:
    """The example's worker as a process that can be killed, with a database and keys of its own."""

    def __init__(self, site: Site, folder: Path) -> None:
        self.site, self.folder = site, folder
        self.queue = f"hospital-{uuid.uuid4().hex}"
        self.process: subprocess.Popen[bytes] | None = None

    def open(self) -> None:
        folder = self.folder
        environment = {
            "PATH": os.environ["PATH"],
            "TEMPORAL_ADDRESS": self.site.address,
            "TASK_QUEUE": self.queue,
            "KEY_FILE": str(folder / "exported.json"),
            "LAB_DATABASE": str(folder / "laboratory.db"),
            "LAB_AWAY": str(folder / "away"),
        }
        self._export_keys()
        command = [sys.executable, str(EXAMPLE / "worker.py")]
        self.process = subprocess.Popen(command, env=environment, cwd=folder)

    def _export_keys(self) -> None:
        """Give the hospital the keys of its own cases, and no other."""
        keys = Path(str(self.site.database.engine.url.database)).with_name("keys.json")
        told = json.loads(keys.read_text())
        assert KeyFile(keys).read() is not None
        told["keys"] = [key for key in told["keys"] if key["institution"] == "PRI1"]
        assert told["keys"]
        (self.folder / "exported.json").write_text(json.dumps(told))

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def done(self) -> list[Any]:
        """Give the keys of what was done, in its order."""
        if not (self.folder / "laboratory.db").exists():
            return []
        with closing(sqlite3.connect(self.folder / "laboratory.db")) as database:
            try:
                return database.execute("SELECT idempotency_key FROM orders").fetchall()
            except sqlite3.OperationalError:  # its tables are being made
                return []


@pytest.fixture
def hospital(site: Site, tmp_path: Path) -> Iterator[Hospital]:
    folder = tmp_path / "hospital"
    folder.mkdir()
    made = Hospital(site, folder)
    queue = {"task_queue": made.queue, "heartbeat": 2.0, "longest_pause": 0.5}
    work(site, {"lab.order": queue, "lab.send_images": queue})
    site.complete(
        site.start("two_tasks"), "write"
    )  # the institution has a key from its first case on
    yield made
    made.kill()


def test_a_hospital_would_need_our_code_for_a_worker_of_its_own() -> None:
    allowed = {"codec", "ledger", "temporalio", "cryptography", *sys.stdlib_module_names}
    for file in EXAMPLE.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert {name.partition(".")[0] for name in names} <= allowed


def test_an_order_would_not_reach_the_hospitals_laboratory(site: Site, hospital: Hospital) -> None:
    hospital.open()
    case = ask(site, "lab.order", test="CBC")
    site.complete(case, "read")
    assert site.ended(case).variables["order"] == {"number": 1, "test": "CBC"}
    refused = incident_of(site, ask(site, "lab.order"))
    assert (refused.kind, "NO_TEST" in refused.message) == ("unhandled_error", True)


def test_a_killed_hospital_worker_would_send_images_twice_or_never(
    site: Site, hospital: Hospital
) -> None:
    hospital.open()
    case = ask(site, "lab.send_images", images=IMAGES, tries=5, timeout="PT5M")
    eventually(lambda: len(hospital.done()) >= 2)
    hospital.kill()
    assert len(hospital.done()) < IMAGES
    hospital.open()
    site.complete(case, "read")
    assert site.ended(case).variables["sent"] == IMAGES
    sent = hospital.done()
    assert len(sent) == len(set(sent)) == IMAGES
    assert not site.rows(Incident, instance_id=case)


def test_an_outage_of_the_laboratory_would_stop_the_case(site: Site, hospital: Hospital) -> None:
    (hospital.folder / "away").touch()
    hospital.open()
    case = ask(site, "lab.order", test="CBC")
    (waiting,) = eventually(lambda: site.rows(WaitingJob, instance_id=case))
    assert waiting.reason == "unavailable:LIS"
    (hospital.folder / "away").unlink()
    site.complete(case, "read")
    assert len(hospital.done()) == 1
