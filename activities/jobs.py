"""Job handlers as activities: one per job type, under the job type's name.

A handler is a plain function from `JobCall` to `JobResult`; it runs in a thread, may run more than once for
the same job, and records its effect under ``call.idempotency_key``. A refusal of our own tree is final;
everything else (a registry that is away) is tried again until the job's retries are used up.
"""

from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import Executor

from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.heartbeat import beating
from carelane.domain.errors import CarelaneError, Unavailable
from carelane.domain.wire import JobCall, JobResult

Handler = Callable[[JobCall], JobResult]


class JobActivities:
    """The handlers of this worker, by job type."""

    def __init__(self, handlers: Mapping[str, Handler], threads: Executor) -> None:
        self._handlers = dict(handlers)
        self._threads = threads

    def activities(self) -> list[Callable[[JobCall], Awaitable[JobResult]]]:
        """Give one activity per job type."""
        return [self._activity(job_type, handler) for job_type, handler in self._handlers.items()]

    def _activity(
        self, job_type: str, handler: Handler
    ) -> Callable[[JobCall], Awaitable[JobResult]]:
        @activity.defn(name=job_type)
        async def run(call: JobCall) -> JobResult:
            return await beating(self._threads, _final_refusals(handler), call)

        return run


def _final_refusals(handler: Handler) -> Handler:
    def handle(call: JobCall) -> JobResult:
        try:
            return handler(call)
        except Unavailable:
            raise
        except CarelaneError as error:
            raise ApplicationError(error.code, type=error.code, non_retryable=True) from error

    return handle
