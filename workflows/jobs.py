"""Automatic work of a case: a job is an activity with the job type's name on a task queue.

A hospital can therefore write its worker in any Temporal SDK. What the handler returns becomes an event of
the engine: done, thrown (a BPMN error on purpose), or failed when the retries are used up: an incident,
never a case that cannot go on. Failures are told by their type only, since messages may name patients.
"""

from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import (
    ActivityError,
    ApplicationError,
    is_cancelled_exception,
)
from temporalio.exceptions import TimeoutError as TemporalTimeout

from carelane.domain.wire import JobCall, JobResult, StartProcess

with workflow.unsafe.imports_passed_through():
    from bpmn.engine.effects import RunJob
    from bpmn.engine.events import JobDone, JobFailed, JobThrew

ATTEMPT = timedelta(minutes=2)
SILENCE = timedelta(seconds=10)
"""After which a worker of our own counts as dead; a hospital's worker need not send heartbeats."""
_FIRST_PAUSE = timedelta(seconds=1)
_LONGEST_PAUSE = timedelta(minutes=5)


async def run_job(start: StartProcess, effect: RunJob) -> JobDone | JobFailed | JobThrew:
    """Run the job's handler and give what came of it; raises only when the job was cancelled."""
    try:
        result: JobResult = await workflow.execute_activity(
            effect.job_type,
            job_call(start, effect),
            result_type=JobResult,
            task_queue=start.job_queues.get(effect.job_type),
            start_to_close_timeout=ATTEMPT,
            heartbeat_timeout=None if effect.job_type in start.job_queues else SILENCE,
            retry_policy=RetryPolicy(
                initial_interval=_FIRST_PAUSE,
                maximum_interval=_LONGEST_PAUSE,
                maximum_attempts=max(effect.retries, 1),
            ),
        )
    except ActivityError as error:
        if is_cancelled_exception(error):
            raise
        return JobFailed(effect.job_id, _reason(error))
    if result.error_code:
        return JobThrew(effect.job_id, result.error_code, result.error_message, result.variables)
    return JobDone(effect.job_id, result.variables)


def job_call(start: StartProcess, effect: RunJob) -> JobCall:
    """Make the argument of the job's handler."""
    return JobCall(
        instance_id=start.instance_id,
        job_id=effect.job_id,
        element_id=effect.element_id,
        job_type=effect.job_type,
        headers=effect.headers,
        variables=effect.variables,
        institution=start.institution,
        idempotency_key=f"{start.instance_id}:{effect.job_id}",
    )


def _reason(error: ActivityError) -> str:
    cause = error.cause
    if isinstance(cause, ApplicationError):
        return cause.type or "Error"
    return "Timeout" if isinstance(cause, TemporalTimeout) else type(cause).__name__
