"""Automatic work of a case: a job is an activity with the job type's name on a task queue.

A hospital can therefore write its worker in any Temporal SDK. What the handler returns becomes an event of
the engine: done, thrown (a BPMN error on purpose), or failed: refused at once, or when the retries are used up.
What is away (`carelane.domain.job_errors`) is waited for long after that, and the case says so. A failure is an
incident, never a case that cannot go on; it is told by its type only, since messages may name patients.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from temporalio import workflow
from temporalio.common import RawValue, RetryPolicy
from temporalio.exceptions import ActivityError, is_cancelled_exception

from carelane.domain.job_types import JobSettings
from carelane.domain.wire import JobCall, JsonObject, StartProcess
from workflows.job_answers import Answer, Away, answer_of, trouble_of

with workflow.unsafe.imports_passed_through():
    from bpmn.engine.effects import RunJob
    from bpmn.engine.events import JobFailed, JobWaits
    from bpmn.engine.wire import dump_effect, load_effect

ATTEMPT = timedelta(minutes=2)
SILENCE = timedelta(seconds=4)
"""After which a worker of our own counts as dead: what it did is done again by another within seconds."""
_LONGEST_PAUSE_BEFORE = timedelta(minutes=5)
"""Of jobs that began before their settings stood in the history."""
_LAST_MOMENT = timedelta(seconds=1)
"""For a last attempt of a job whose patience ended between two histories."""

Tell = Callable[[JobWaits], None]


@dataclass(slots=True)
class Job:
    """A job that a case has asked for, with how its type is run.

    Without ``settings`` the turn was written by a version that knew none: the job runs as it did then.
    ``waits_until`` is when the patience with what is away ends, once it is waited for.
    """

    effect: RunJob
    settings: JobSettings | None = None
    waits_until: datetime | None = None

    def dump(self) -> JsonObject:
        """Give the job as JSON, for the next history of the case."""
        return {
            "type": "Job",
            "effect": dump_effect(self.effect),
            "settings": None if self.settings is None else asdict(self.settings),
            "waits_until": None if self.waits_until is None else self.waits_until.isoformat(),
        }

    @classmethod
    def load(cls, dumped: JsonObject) -> "Job":
        """Restore what `dump` gave."""
        effect, settings = load_effect(dumped["effect"]), dumped["settings"]
        assert isinstance(effect, RunJob)
        until = dumped["waits_until"]
        return cls(
            effect,
            None if settings is None else JobSettings(**settings),
            None if until is None else datetime.fromisoformat(until),
        )


async def run_job(start: StartProcess, job: Job, tell: Tell) -> Answer:
    """Run the job's handler and give what came of it; raises only when the job was cancelled.

    ``tell`` hears when the job begins to wait for something that is away.
    """
    attempts, effect = Attempts(start, job), job.effect
    answer: Answer | Away = Away("")
    if job.waits_until is None:
        answer = await attempts.tries()
        if isinstance(answer, Away) and attempts.patience:
            job.waits_until = workflow.now() + attempts.patience
            tell(JobWaits(effect.job_id, effect.job_type, answer.what, answer.attempts))
    if job.waits_until is not None and isinstance(answer, Away):
        answer = await attempts.patiently(job.waits_until)
    if isinstance(answer, Away):
        return JobFailed(effect.job_id, answer.what, answer.attempts)
    return answer


class Attempts:
    """How a job is tried: by the element, else by its type."""

    def __init__(self, start: StartProcess, job: Job) -> None:
        self._effect = effect = job.effect
        self._call = job_call(start, effect)
        self._known = job.settings is not None
        self._settings = settings = job.settings or JobSettings()
        self._queue = settings.task_queue or start.job_queues.get(effect.job_type)
        self._retries = max(effect.retries or settings.retries, 1)
        patience = _given(effect.patience, settings.patience) if self._known else 0.0
        self.patience = timedelta(seconds=patience)

    async def tries(self) -> Answer | Away:
        """Try it as often as its retries say."""
        settings = self._settings
        first = _given(self._effect.backoff, settings.first_pause)
        longest = timedelta(seconds=max(settings.longest_pause, first))
        policy = RetryPolicy(
            initial_interval=timedelta(seconds=max(first, 0.001)),
            backoff_coefficient=settings.backoff,
            maximum_interval=longest if self._known else _LONGEST_PAUSE_BEFORE,
            maximum_attempts=self._retries,
        )
        taken = settings.taken_within if self._queue and self.patience else 0.0
        return await self._run(policy, taken_within=timedelta(seconds=taken) if taken else None)

    async def patiently(self, until: datetime) -> Answer | Away:
        """Try it at equal pauses, until its patience ends."""
        policy = RetryPolicy(
            initial_interval=timedelta(seconds=self._settings.longest_pause), backoff_coefficient=1
        )
        return await self._run(policy, within=max(until - workflow.now(), _LAST_MOMENT))

    async def _run(
        self,
        policy: RetryPolicy,
        taken_within: timedelta | None = None,
        within: timedelta | None = None,
    ) -> Answer | Away:
        timeout = timedelta(seconds=_given(self._effect.timeout, self._settings.timeout) or 0.001)
        try:
            given = await workflow.execute_activity(
                self._effect.job_type,
                self._call,
                result_type=RawValue,
                task_queue=self._queue,
                start_to_close_timeout=timeout if self._known else ATTEMPT,
                schedule_to_start_timeout=taken_within,
                schedule_to_close_timeout=within,
                heartbeat_timeout=self._silence(),
                retry_policy=policy,
            )
        except ActivityError as error:
            if is_cancelled_exception(error):
                raise
            return trouble_of(error, self._effect.job_id, policy.maximum_attempts, self._known)
        return answer_of(given, self._effect.job_id, workflow.payload_converter())

    def _silence(self) -> timedelta | None:
        """Give how long a worker may be silent before it counts as dead."""
        if not self._known:
            return None if self._queue else SILENCE
        seconds = self._settings.heartbeat
        return timedelta(seconds=seconds) if seconds else None


def _given(element: float | None, job_type: float) -> float:
    """Let the element's own word go first."""
    return job_type if element is None else element


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
