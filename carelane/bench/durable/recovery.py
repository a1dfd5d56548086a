"""What people notice when a worker is killed: how long those wait whose commands were under way, or came just then.

Two workers under the product's own supervisor, as `carelane up` runs them, and people who complete task after task. One
worker after the other is killed (-9); of each kill the longest wait counts.
"""

import os
import signal
import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median

from carelane.adapters.case_client import Queues
from carelane.adapters.cases import Cases
from carelane.adapters.supervisor import Part, Supervisor
from carelane.adapters.temporal_client import options_of
from carelane.adapters.up import carelane
from carelane.bench.durable.ground import QUEUE, Ground, ground
from carelane.bench.durable.worker_process import environment
from carelane.bench.durable.worklist import open_task
from carelane.domain.errors import CaseUnavailable
from carelane.domain.wire import CompleteTask

PEOPLE, CASES_EACH, KILLS, APART = 8, 4, 12, 8.0
WORKERS = ("worker-1", "worker-2")
_THINKING, _AGAIN, _SOON = 0.25, 0.2, 5.0


@dataclass
class _Waits:
    """When people asked and were answered (seconds of the monotonic clock), and when workers were killed."""

    asked: list[tuple[float, float]] = field(default_factory=list)
    kills: list[float] = field(default_factory=list)
    begun: threading.Barrier = field(default_factory=lambda: threading.Barrier(PEOPLE + 1))
    over: threading.Event = field(default_factory=threading.Event)

    def longest(self) -> list[float]:
        """Give by kill the longest wait of what was under way or asked soon after."""
        return [
            max(
                answered - max(asked, kill)
                for asked, answered in self.asked
                if answered > kill > asked - _SOON
            )
            for kill in self.kills
        ]

    def undisturbed(self) -> float:
        """Give the median of all waits: most are of quiet moments."""
        return median(answered - asked for asked, answered in self.asked)


def run() -> dict[str, float]:
    """Measure; the longest wait of the worst kill comes first."""
    waits = _Waits()
    with ground("loop") as place, _workers(place) as supervisor:
        cases = Cases.connect(options_of(place.settings, place.database), Queues(QUEUE))
        with ThreadPoolExecutor(PEOPLE) as people:
            working = [people.submit(_work, place, cases, waits) for _ in range(PEOPLE)]
            waits.begun.wait()
            time.sleep(APART)
            for number in range(KILLS):
                _kill(supervisor, WORKERS[number % len(WORKERS)], waits)
                time.sleep(APART)
            waits.over.set()
            for each in working:
                each.result()
        cases.close()
    longest = waits.longest()
    return {
        "worker_back_seconds_most": max(longest),
        "worker_back_seconds_median": median(longest),
        "workers_killed": float(len(longest)),
        "commands_answered": float(len(waits.asked)),
        "command_median_milliseconds": waits.undisturbed() * 1000,
    }


@contextmanager
def _workers(place: Ground) -> Iterator[Supervisor]:
    """Keep two workers running; the thread that starts them again lives as long as they do."""
    with Supervisor(place.settings.data_dir / "logs", lambda _line: None) as supervisor:
        told = {**environment(place.settings), "CARELANE_MONITOR_PORT": "0"}
        watching = threading.Thread(target=_watch, args=(supervisor, told))
        watching.start()
        try:
            yield supervisor
        finally:
            supervisor.stop()
            watching.join()


def _watch(supervisor: Supervisor, told: dict[str, str]) -> None:
    for name in WORKERS:
        supervisor.add(Part(name, carelane("worker"), told))
    supervisor.watch()
    supervisor.end()


def _kill(supervisor: Supervisor, worker: str, waits: _Waits) -> None:
    pid = supervisor.pids()[worker]
    waits.kills.append(time.monotonic())
    os.kill(pid, signal.SIGKILL)


def _work(place: Ground, cases: Cases, waits: _Waits) -> None:
    """Begin some cases and complete their tasks by turns until it is over."""
    mine = [place.start() for _ in range(CASES_EACH)]
    for start in mine:
        cases.start(start)
    waits.begun.wait()
    while not waits.over.is_set():
        for start in mine:
            task = open_task(place.database, start.instance_id)
            command = CompleteTask(uuid.uuid4().hex, task, {"again": True}, "bench")
            asked = time.monotonic()
            _persist(cases, start.instance_id, command)
            waits.asked.append((asked, time.monotonic()))
            time.sleep(_THINKING)


def _persist(cases: Cases, case: str, command: CompleteTask) -> None:
    """Do what a person does who is told to try again."""
    while True:
        try:
            answer = cases.complete_task(case, command)
        except CaseUnavailable:
            time.sleep(_AGAIN)
        else:
            assert answer.outcome == "done", answer
            return
