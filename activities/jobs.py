"""Job handlers as activities: one per job type, under the job type's name.

A handler is a plain function from `JobCall` to `JobResult`; it runs in a thread, may run more than once for
the same job, and records its effect under ``call.idempotency_key``. A long one (`Long`) tells its progress too. A
refusal of our own tree is final; what is away is waited for; everything else is tried again until the job's
retries are used up. The words are `carelane.domain.job_errors`.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

from temporalio import activity
from temporalio.common import RawValue
from temporalio.exceptions import ApplicationError

from activities.heartbeat import Progress, beating, earlier_progress
from bpmn.json_types import Json
from carelane.domain.errors import CarelaneError, Unavailable
from carelane.domain.job_errors import UNKNOWN_JOB_TYPE, away
from carelane.domain.wire import JobCall, JobResult
from carelane.services.job_effects import fitting

Handler = Callable[[JobCall], JobResult]
RunJob = Callable[[JobCall], Awaitable[JobResult]]


@dataclass(frozen=True, slots=True)
class Long:
    """A handler of work that takes minutes or hours: it tells its progress and finds that of the attempt before."""

    handle: Callable[[JobCall, Progress], JobResult]


class JobActivities:
    """The handlers of this worker, by job type."""

    def __init__(self, handlers: Mapping[str, Handler | Long], threads: Executor) -> None:
        self._handlers = dict(handlers)
        self._threads = threads

    def activities(self) -> list[RunJob]:
        """Give one activity per job type."""
        return [self._activity(job_type, handler) for job_type, handler in self._handlers.items()]

    def _activity(self, job_type: str, handler: Handler | Long) -> RunJob:
        @activity.defn(name=job_type)
        async def run(call: JobCall) -> JobResult:
            progress, attempt = earlier_progress(), activity.info().attempt
            work = _in_words_of_jobs(_with_progress(handler, progress), attempt)
            return await beating(self._threads, work, call, progress)

        return run


@activity.defn(dynamic=True)
async def unknown_activity(arguments: Sequence[RawValue]) -> None:
    """Refuse a job that nobody here knows, for good; other unknown work waits for a newer worker."""
    asked = activity.info().activity_type
    first = _json(arguments[0]) if arguments else None
    is_job = isinstance(first, dict) and first.get("job_type") == asked
    kind = UNKNOWN_JOB_TYPE if is_job else "NotFoundError"
    raise ApplicationError("this worker has no such activity", type=kind, non_retryable=is_job)


def _json(argument: RawValue) -> Json:
    found: Json = activity.payload_converter().from_payload(argument.payload)
    return found


def _with_progress(handler: Handler | Long, progress: Progress) -> Handler:
    if isinstance(handler, Long):
        handle = handler.handle
        return lambda call: handle(call, progress)
    return handler


def _in_words_of_jobs(handler: Handler, attempt: int) -> Handler:
    """Say what an exception means: away, refused, or (all others) a failure that may pass."""

    def handle(call: JobCall) -> JobResult:
        try:
            return fitting(handler(call))
        except Unavailable as error:
            raise _failed(away(error.code)) from error
        except (ConnectionError, TimeoutError) as error:
            raise _failed(away()) from error
        except CarelaneError as error:
            raise ApplicationError(
                error.code, {"attempts": attempt}, type=error.code, non_retryable=True
            ) from error

    return handle


def _failed(kind: str) -> ApplicationError:
    return ApplicationError(kind, type=kind)
