"""What would be lost: a service manager that restarts what is stuck, and spares what only waits."""

import asyncio
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from carelane.adapters import metrics
from carelane.adapters.case_owners import CaseOwners
from carelane.adapters.database import open_database
from carelane.adapters.monitor import Answers, Monitor
from carelane.services.transaction import Database

OF_NOBODY = "carelane_payloads_of_unknown_institution_total"


class Process:
    """What a test lets its process be."""

    def __init__(self) -> None:
        self.live = True
        self.states = {"database": "ok", "cases": "ok"}
        self.asked = 0

    def ready(self) -> dict[str, str]:
        self.asked += 1
        return self.states


@pytest.fixture
def process() -> Process:
    return Process()


@pytest.fixture
def address(process: Process) -> Iterator[str]:
    answers = Answers(lambda: process.live, process.ready, metrics.text(metrics.own_registry()))
    with Monitor("127.0.0.1", 0, answers) as monitor:
        yield monitor.address


def get(address: str, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://{address}{path}", timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_a_process_without_its_database_is_alive_but_not_ready(
    address: str, process: Process
) -> None:
    process.states = {"database": "database_unavailable", "cases": "ok"}
    assert get(address, "/live") == (200, "alive\n")
    assert get(address, "/ready") == (503, "database:database_unavailable\n")


def test_a_process_that_stands_still_says_so(address: str, process: Process) -> None:
    process.live = False
    assert get(address, "/live") == (503, "stuck\n")


def test_many_probes_are_no_load(address: str, process: Process) -> None:
    assert {get(address, "/ready") for _ in range(20)} == {(200, "ready\n")}
    assert process.asked == 1


def test_every_process_tells_its_memory(address: str) -> None:
    status, text = get(address, "/metrics")
    assert status == 200
    assert "process_resident_memory_bytes" in text


def test_payloads_that_are_encrypted_for_nobody_in_particular_would_not_be_noticed(
    address: str,
) -> None:
    def counted() -> float:
        (line,) = [
            line
            for line in get(address, "/metrics")[1].splitlines()
            if line.startswith(f"{OF_NOBODY} ")
        ]
        return float(line.split()[1])

    before = counted()
    assert asyncio.run(CaseOwners().of("case-1", [])) == ""
    assert counted() == before + 1


def test_any_other_path_names_those_there_are(address: str) -> None:
    assert get(address, "/") == (404, "there are: /live /ready /metrics\n")


def test_counters_without_a_database_say_that_it_is_away(
    database: Database, tmp_path: Path
) -> None:
    away = open_database(f"sqlite:///{tmp_path / 'no folder' / 'carelane.db'}")
    for asked, up in ((database, "1.0"), (away, "0.0")):
        registry = metrics.own_registry()
        registry.register(metrics.Installation(asked))
        assert f"carelane_database_up {up}" in metrics.text(registry)().decode()
