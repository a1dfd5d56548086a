"""The scheduler process: APScheduler under a lock that one process holds at a time.

Every run holds its job's lock, renewed while it lasts, so that a job runs once at a time whoever began it; and it takes a
row for its time slot (`carelane.services.locks`), so that even two schedulers that both believe they hold the lock do
each slot once. A job that fails says so in its row and runs again at its next slot. What operators ask for
(`carelane.services.job_requests`) is begun within seconds.
"""

import logging
import signal
import threading
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from carelane.adapters.bootstrap import Product
from carelane.domain.errors import CarelaneError
from carelane.domain.schedule import JobRequest
from carelane.jobs.sweeps import Job, all_jobs
from carelane.services import job_requests, locks

LOCK = "scheduler"
LEASE = timedelta(seconds=6)
JOB_LEASE = timedelta(minutes=1)
RENEW_SECONDS = 2.0
LOOK = timedelta(minutes=10)
"""However rare a job is, it is looked at so often: a scheduler that is restarted every hour runs it all the same."""
_log = logging.getLogger(__name__)


def run_scheduler(product: Product) -> None:
    """Run until SIGTERM or SIGINT: wait for the lock, do the jobs while it is held."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    Scheduler(product, all_jobs(product)).run(stop)


class Scheduler:
    """Holds the lock and runs the jobs; one per process."""

    def __init__(
        self, product: Product, jobs: tuple[Job, ...], renew_seconds: float = RENEW_SECONDS
    ) -> None:
        self.product = product
        self.jobs = jobs
        self.owner = uuid.uuid4().hex
        self._renew_seconds = renew_seconds
        self._running: BackgroundScheduler | None = None
        self._at_work: dict[str, str] = {}

    def run(self, stop: threading.Event) -> None:
        """Take the lock when it is free, renew it, and stop the jobs when it is lost."""
        try:
            while not stop.is_set():
                self._renew_jobs()
                self._follow(held=self._hold())
                self._begin_requests()
                stop.wait(self._renew_seconds)
        finally:
            self._follow(held=False)
            self._let_go()

    def _hold(self) -> bool:
        """Take or renew the lock; a database that is away counts as lost."""
        try:
            return locks.hold(self.product.database, LOCK, self.owner, LEASE)
        except CarelaneError as error:
            _log.warning("lock: %s", error.code)
            return False

    def _renew_jobs(self) -> None:
        """Keep the locks of the jobs that are running."""
        for lock, run in list(self._at_work.items()):
            try:
                locks.hold(self.product.database, lock, run, JOB_LEASE)
            except CarelaneError as error:
                _log.warning("%s: %s", lock, error.code)

    def _let_go(self) -> None:
        """Give the lock back for the next scheduler."""
        try:
            locks.let_go(self.product.database, LOCK, self.owner)
        except CarelaneError as error:
            _log.warning("lock: %s", error.code)

    def _follow(self, *, held: bool) -> None:
        """Start the jobs when the lock is won, stop them when it is gone."""
        if held and self._running is None:
            self._running = BackgroundScheduler(timezone=UTC)
            for job in self.jobs:
                every = min(job.every, LOOK)
                self._running.add_job(
                    self._call(job),
                    IntervalTrigger(seconds=int(every.total_seconds())),
                    id=job.name,
                    next_run_time=datetime.now(UTC),
                    coalesce=True,
                    max_instances=1,
                    misfire_grace_time=None,
                )
            self._running.start()
            _log.info("holds the lock, %d jobs", len(self.jobs))
        elif not held and self._running is not None:
            self._running.shutdown(wait=False)
            self._running = None
            while self._at_work:  # what runs is finished, under its own lock
                self._renew_jobs()
                time.sleep(min(self._renew_seconds, 0.1))
            _log.info("gave the jobs up")

    def _begin_requests(self) -> None:
        """Begin what operators asked for, but for jobs that are running: those begin when that has ended."""
        if self._running is None:
            return
        try:
            asked = job_requests.next_requests(self.product.database)
        except CarelaneError as error:
            _log.warning("requests: %s", error.code)
            return
        known = {job.name: job for job in self.jobs}
        for request in asked:
            job = known.get(request.target)
            if job is not None and locks.lock_of(job.name) not in self._at_work:
                self._running.add_job(
                    self._answer(job, request), id=request.id, replace_existing=True
                )

    def _call(self, job: Job) -> Callable[[], None]:
        """Bind a job for APScheduler."""
        return lambda: self.run_job(job)

    def _answer(self, job: Job, request: JobRequest) -> Callable[[], None]:
        """Bind a job that somebody asked for."""
        return lambda: self.run_job(job, request)

    def run_job(self, job: Job, request: JobRequest | None = None) -> None:
        """Run a job for the present time slot, or for a request; not if nothing is due, somebody has, or it runs now."""
        database, run = self.product.database, uuid.uuid4().hex
        slot = request.asked_at if request else job.slot(database.now())
        lock = locks.lock_of(job.name)
        try:
            if slot is None or not locks.hold(database, lock, run, JOB_LEASE):
                return
            self._at_work[lock] = run
            try:
                self._run(job, slot, request)
            finally:
                locks.let_go(database, lock, run)
        except CarelaneError as error:
            _log.warning("%s: %s", job.name, error.code)
        finally:
            if self._at_work.get(lock) == run:
                del self._at_work[lock]

    def _run(self, job: Job, slot: datetime, request: JobRequest | None) -> None:
        """Do the work of a slot that nobody has taken, and write down how it went."""
        database = self.product.database
        if request is not None and not job_requests.take(database, request.id):
            return
        asked = request.id if request else ""
        while not locks.take_slot(database, job.name, slot, self.owner, asked):
            if request is None:
                return
            slot += timedelta(microseconds=1)  # asked for in the very moment of another slot
        outcome = self._outcome(job)
        locks.finish_slot(database, job.name, slot, outcome)
        _log.info("%s: %s", job.name, outcome)

    def _outcome(self, job: Job) -> str:
        """Do the work; a failure is an outcome, told by its kind and never by its text."""
        try:
            return job.run(self.product)
        except CarelaneError as error:
            return f"{locks.FAILED}: {error.code}"
        except Exception as error:  # noqa: BLE001 - one job's bug must not stop the others
            return f"{locks.FAILED}: {type(error).__name__}"
