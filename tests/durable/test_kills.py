"""What kill -9 may cost: seconds. No case, no command and no answer is lost or doubled."""

import subprocess
import sys
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from carelane.adapters.temporal_server import ServerOptions, TemporalServer, free_port
from carelane.domain.errors import CaseUnavailable
from carelane.domain.process_instances import HistoryEntry, ProcessInstance
from carelane.domain.signals import Signal, SignalDelivery
from carelane.domain.wire import Answer, CompleteTask
from tests.durable.site import Site, eventually

CASES = 6


class WorkerProcess:
    """A worker that can be killed."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [
            sys.executable,
            str(Path(__file__).with_name("worker_process.py")),
            self.site.address,
            self.site.database.engine.url.render_as_string(hide_password=False),
            self.site.options.queues.cases,
        ]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == b"working\n"

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def worker(site: Site) -> Iterator[WorkerProcess]:
    made = WorkerProcess(site)
    made.start()
    yield made
    made.kill()


def persistently(call: Callable[..., Answer], *arguments: Any) -> Answer:
    """Do what a person does who sees 'try again': try again."""
    for _ in range(10):
        try:
            return call(*arguments)
        except CaseUnavailable:
            continue
    raise AssertionError("it never answered")


def write_all(
    site: Site, cases: list[str], during: Callable[[], None], element_id: str = "write"
) -> list[Answer]:
    """Complete the first task of every case while something happens; give the answers."""

    def complete(case: str) -> Answer:
        (task,) = site.tasks(case, element_id)
        command = CompleteTask(uuid.uuid4().hex, task.task_id, {"note": case}, "li")
        return persistently(site.cases.complete_task, case, command)

    with ThreadPoolExecutor(CASES) as people:
        answers = [people.submit(complete, case) for case in cases]
        during()
        return [answer.result() for answer in answers]


def finish_all(site: Site, cases: list[str]) -> None:
    for case in cases:
        site.complete(case, "read")
    for case in cases:
        row = site.ended(case)
        assert (row.state, row.variables["note"]) == ("completed", case)
        entries = site.rows(HistoryEntry, instance_id=case)
        assert {entry.turn for entry in entries} == set(range(1, row.turn + 1))
        kinds = Counter(entry.kind for entry in entries)
        assert (kinds["CloseHumanTask"], kinds["RunJob"], kinds["Ended"]) == (2, 1, 1)


def test_a_killed_worker_would_take_its_cases_with_it(site: Site, worker: WorkerProcess) -> None:
    cases = [site.start("two_tasks") for _ in range(CASES)]

    def kill() -> None:
        worker.kill()
        worker.start()

    answers = write_all(site, cases, kill)
    assert {answer.outcome for answer in answers} == {"done"}
    worker.kill()
    worker.start()
    finish_all(site, cases)


def test_a_killed_worker_would_swallow_or_double_what_it_had_to_tell(
    site: Site, worker: WorkerProcess
) -> None:
    wards = [site.start("ward_watch") for _ in range(3)]
    throwers = [site.start("outbreak", disease="measles") for _ in range(CASES)]

    def kill() -> None:
        eventually(lambda: site.rows(Signal))
        worker.kill()
        worker.start()

    answers = write_all(site, throwers, kill, "confirm")
    assert {answer.outcome for answer in answers} == {"done"}
    for thrower in throwers:
        site.ended(thrower)
    eventually(lambda: not site.rows(SignalDelivery, state="waiting"))
    eventually(lambda: len(site.rows(ProcessInstance, process_id="local_response")) == CASES)
    for ward in wards:
        eventually(lambda case=ward: len(site.tasks(case, "isolate")) == CASES)
        assert len(site.rows(HistoryEntry, instance_id=ward, kind="SignalHeard")) == CASES
    assert len(site.rows(SignalDelivery)) == CASES * (len(wards) + 1)


def test_a_power_cut_would_take_the_cases_with_it(
    make_site: Callable[[str], Site], tmp_path: Path
) -> None:
    options = ServerOptions(free_port(), tmp_path / "temporal.db")
    with TemporalServer(options) as server:
        site = make_site(server.address)
        site.work()
        cases = [site.start("two_tasks") for _ in range(CASES)]

        def cut() -> None:
            server.kill()
            server.start()

        answers = write_all(site, cases, cut)
        assert {answer.outcome for answer in answers} == {"done"}
        cut()
        finish_all(site, cases)
