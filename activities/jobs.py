"""Job handlers as activities: one per job type, under the job type's name.

A handler is a plain function from `JobCall` to `JobResult`; it runs in a thread, may run more than once for
the same job, and records its effect under ``call.idempotency_key``. A refusal of our own tree is final;
everything else (a registry that is away) is tried again until the job's retries are used up.
"""

from collections.abc import Callable, Mapping

from temporalio import activity
from temporalio.exceptions import ApplicationError

from carelane.domain.errors import CarelaneError, Unavailable
from carelane.domain.wire import JobCall, JobResult

Handler = Callable[[JobCall], JobResult]


class JobActivities:
    """The handlers of this worker, by job type."""

    def __init__(self, handlers: Mapping[str, Handler]) -> None:
        self._handlers = dict(handlers)

    def activities(self) -> list[Callable[[JobCall], JobResult]]:
        """Give one activity per job type."""
        return [_activity(job_type, handler) for job_type, handler in self._handlers.items()]


def _activity(job_type: str, handler: Handler) -> Callable[[JobCall], JobResult]:
    @activity.defn(name=job_type)
    def run(call: JobCall) -> JobResult:
        try:
            return handler(call)
        except Unavailable:
            raise
        except CarelaneError as error:
            raise ApplicationError(error.code, type=error.code, non_retryable=True) from error

    return run
