"""The scheduler process: APScheduler under a lock that one process holds at a time.

Every run takes a row for its time slot first (`carelane.services.locks`), so that even two schedulers that both
believe they hold the lock do each slot once. A job that fails says so in its row and runs again at its next slot.
"""

import logging
import signal
import threading
import uuid
from collections.abc import Callable
from datetime import UTC, timedelta

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from carelane.adapters.bootstrap import Product
from carelane.domain.errors import CarelaneError
from carelane.jobs.sweeps import Job, all_jobs
from carelane.services import locks

LOCK = "scheduler"
LEASE = timedelta(seconds=6)
RENEW_SECONDS = 2.0
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

    def run(self, stop: threading.Event) -> None:
        """Take the lock when it is free, renew it, and stop the jobs when it is lost."""
        try:
            while not stop.is_set():
                self._follow(held=self._hold())
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
                self._running.add_job(
                    self._call(job),
                    IntervalTrigger(seconds=int(job.every.total_seconds())),
                    id=job.name,
                    coalesce=True,
                    max_instances=1,
                    misfire_grace_time=None,
                )
            self._running.start()
            _log.info("holds the lock, %d jobs", len(self.jobs))
        elif not held and self._running is not None:
            self._running.shutdown(wait=True)
            self._running = None
            _log.info("gave the jobs up")

    def _call(self, job: Job) -> Callable[[], None]:
        """Bind a job for APScheduler."""
        return lambda: self.run_job(job)

    def run_job(self, job: Job) -> None:
        """Run a job for the present time slot, unless nothing is due or somebody has."""
        database = self.product.database
        slot = job.slot(database.now())
        try:
            if slot is None or not locks.take_slot(database, job.name, slot, self.owner):
                return
            outcome = self._outcome(job)
            locks.finish_slot(database, job.name, slot, outcome)
            _log.info("%s: %s", job.name, outcome)
        except CarelaneError as error:
            _log.warning("%s: %s", job.name, error.code)

    def _outcome(self, job: Job) -> str:
        """Do the work; a failure is an outcome, told by its kind and never by its text."""
        try:
            return job.run(self.product)
        except CarelaneError as error:
            return f"{locks.FAILED}: {error.code}"
        except Exception as error:  # noqa: BLE001 - one job's bug must not stop the others
            return f"{locks.FAILED}: {type(error).__name__}"
