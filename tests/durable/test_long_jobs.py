"""What would be lost when work that takes long is interrupted: what was done already, or the worker that does it."""

import threading
import time
from typing import Any

from activities.heartbeat import JobCancelled, Progress
from activities.jobs import Long
from carelane.domain.wire import CancelInstance, JobCall, JobResult
from tests.durable.site import Site, eventually
from tests.durable.test_job_troubles import ask, work

OFTEN = {"heartbeat": 1.0}
PATIENCE = 30.0


class Archive:
    """Copies pages; breaks once, after some of them."""

    def __init__(self) -> None:
        self.begun_at: list[Any] = []

    def copy(self, _call: JobCall, progress: Progress) -> JobResult:
        self.begun_at.append(progress.last)
        for page in range(int(str(progress.last or 0)), 6):
            progress.tell(page + 1)
            if len(self.begun_at) == 1 and page == 3:
                raise RuntimeError
        return JobResult({"pages": 6})


def test_a_long_job_would_begin_anew_after_every_failure(site: Site) -> None:
    archive = Archive()
    work(site, {"copy": OFTEN}, copy=Long(archive.copy))
    case = ask(site, "copy")
    site.complete(case, "read")
    assert site.ended(case).variables["pages"] == 6
    assert archive.begun_at == [None, 4]


class Endless:
    """Works until nobody waits any more."""

    def __init__(self) -> None:
        self.begun, self.ended = threading.Event(), threading.Event()

    def work(self, _call: JobCall, progress: Progress) -> JobResult:
        self.begun.set()
        deadline = time.monotonic() + PATIENCE
        try:
            while time.monotonic() < deadline:
                progress.tell("still at it")
                time.sleep(0.05)
        except JobCancelled:
            self.ended.set()
            raise
        return JobResult()


def test_a_cancelled_case_would_keep_a_worker_busy_for_hours(site: Site) -> None:
    endless = Endless()
    work(site, {"scan": OFTEN}, scan=Long(endless.work))
    case = ask(site, "scan", timeout="PT1H")
    eventually(endless.begun.is_set)
    site.cases.cancel(case, CancelInstance("c1", "moved away", "li"))
    assert endless.ended.wait(PATIENCE / 2)
    assert site.ended(case).state == "cancelled"


def test_a_silent_job_would_hold_its_thread_after_its_time(site: Site) -> None:
    endless = Endless()
    work(site, {"scan": OFTEN}, scan=Long(endless.work))
    ask(site, "scan", timeout="PT1S", tries=1, patience="PT0S")
    assert endless.ended.wait(PATIENCE / 2)
