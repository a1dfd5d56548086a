"""The worker: takes cases, journal calls, jobs and deliveries from Temporal's task queue.

Workflow tasks are few at a time so that a cold start does not replay everything at once; a killed worker's
cases move on after three seconds. A stop lets running activities finish.
"""

import asyncio
import logging
import signal
from collections.abc import Callable, Coroutine, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar

from sqlalchemy.orm import configure_mappers
from temporalio.client import Client
from temporalio.common import VersioningBehavior, WorkerDeploymentVersion
from temporalio.worker import Worker, WorkerDeploymentConfig

from activities.calls import CallActivities
from activities.jobs import Handler, JobActivities, Long, unknown_activity
from activities.journal import JournalActivities
from activities.messages import MessageActivities
from activities.registries import job_handlers
from activities.signals import SignalActivities
from carelane.adapters.case_client import Queues
from carelane.adapters.cases import Cases
from carelane.adapters.database import open_database
from carelane.adapters.event_loop import run_on
from carelane.adapters.runner import workflow_runner
from carelane.adapters.temporal_client import TemporalOptions, connect, options_of
from carelane.adapters.turn_writer import TurnWriter
from carelane.adapters.watch import CoreMetrics, LoopPulse, watched
from carelane.domain.job_types import JobTypes
from carelane.domain.parts import PartKind
from carelane.services.transaction import Clock, Database, utc_now
from carelane.settings import Settings
from workflows.process import ProcessWorkflow

STICKY = timedelta(seconds=3)
RECONNECT = 0.5
DEPLOYMENT = "carelane"
_log = logging.getLogger(__name__)
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class WorkerOptions:
    """How much a worker does at a time. ``handlers`` maps job types to their functions.

    ``build`` is the build id of a versioned worker (`Settings.worker_build`).
    """

    queues: Queues = field(default_factory=Queues)
    handlers: Mapping[str, Handler | Long] = field(default_factory=dict)
    job_types: JobTypes = field(default_factory=JobTypes)
    workflows: Sequence[type[Any]] = (ProcessWorkflow,)
    max_cached_workflows: int = 1000
    max_concurrent_workflow_tasks: int = 16
    threads: int = 16
    stop_within: timedelta = timedelta(seconds=10)
    build: str = ""


def build_worker(client: Client, database: Database, options: WorkerOptions) -> Worker:
    """Make the worker; call it on the event loop on which ``client`` lives and on which it will run."""
    configure_mappers()  # now, and not in whichever thread needs them first
    threads = ThreadPoolExecutor(options.threads, thread_name_prefix="activity")
    cases = Cases(_ThisLoop(), _Given(client), options.queues)
    journal = JournalActivities(database, cases, threads, options.job_types)
    writers = ThreadPoolExecutor(options.max_concurrent_workflow_tasks, thread_name_prefix="turn")
    return Worker(
        client,
        task_queue=options.queues.cases,
        workflows=options.workflows,
        activities=[
            journal.journal,
            journal.rebuild,
            CallActivities(database, threads).find_called_process,
            MessageActivities(database, cases, threads).deliver_messages,
            SignalActivities(database, cases, threads).tell_signals,
            *JobActivities(options.handlers, threads).activities(),
            unknown_activity,
        ],
        activity_executor=threads,
        interceptors=[TurnWriter(journal.journal, writers)],
        workflow_runner=workflow_runner(),
        max_cached_workflows=options.max_cached_workflows,
        max_concurrent_workflow_tasks=options.max_concurrent_workflow_tasks,
        max_concurrent_activities=options.threads,
        max_concurrent_local_activities=options.threads,
        sticky_queue_schedule_to_start_timeout=STICKY,
        graceful_shutdown_timeout=options.stop_within,
        deployment_config=_deployment(options.build) if options.build else None,
    )


def _deployment(build: str) -> WorkerDeploymentConfig:
    """Let Temporal decide which build gets new work; running cases move to the current one by replay.

    Pinning a case to the build that began it would keep old code running for years.
    """
    return WorkerDeploymentConfig(
        version=WorkerDeploymentVersion(deployment_name=DEPLOYMENT, build_id=build),
        use_worker_versioning=True,
        default_versioning_behavior=VersioningBehavior.AUTO_UPGRADE,
    )


class _ThisLoop:
    """Runs coroutines of activity threads on the loop that made it."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()

    def run(self, work: Coroutine[Any, Any, _Result], within: timedelta | None = None) -> _Result:
        return run_on(self._loop, work, within)


class _Given:
    """Gives the client that there is."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def __call__(self) -> Client:
        return self._client


def run_worker(
    settings: Settings,
    more: Callable[[Database], Mapping[str, Handler]] = lambda _database: {},
    clock: Clock = utc_now,
) -> None:
    """Run a worker as the settings say, until it is told to stop (Ctrl-C, SIGTERM).

    ``more`` gives handlers of further job types; ``clock`` is what activities take for the present moment.
    """
    database = open_database(settings.database, clock)
    options = WorkerOptions(
        queues=Queues(settings.task_queue, settings.jobs.queues),
        handlers={**job_handlers(database), **more(database)},
        build=settings.worker_build,
        job_types=settings.jobs,
    )
    loop, core = LoopPulse(), CoreMetrics()
    with watched(settings, database, PartKind.WORKER, live=loop.beats, core=core.address):
        asyncio.run(_run(options_of(settings, database), database, options, (loop, core)))


async def _run(
    temporal: TemporalOptions,
    database: Database,
    options: WorkerOptions,
    told: tuple[LoopPulse, CoreMetrics],
) -> None:
    """Wait for Temporal, work until a signal comes, then finish what runs."""
    loop, core = told
    told_to_stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, told_to_stop.set)
    async with loop:
        client = await _connected(temporal, core, told_to_stop)
        if client is None:
            return
        async with build_worker(client, database, options):
            await told_to_stop.wait()


async def _connected(
    temporal: TemporalOptions, core: CoreMetrics, told_to_stop: asyncio.Event
) -> Client | None:
    """Connect as soon as Temporal answers; a worker may be started before its server, and stopped too."""
    said = False
    while not told_to_stop.is_set():
        try:
            return await connect(temporal, runtime=core.runtime)
        except RuntimeError:
            if not said:
                _log.warning("Temporal does not answer at %s; waiting for it", temporal.address)
            said = True
            await asyncio.sleep(RECONNECT)
    return None
