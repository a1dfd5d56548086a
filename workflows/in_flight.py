"""What a case has asked for and not been answered: jobs, deliveries and calls, each a task of the workflow.

A case neither ends nor continues as new while something is in flight that belongs to it.
"""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from datetime import timedelta
from typing import Any

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError

from carelane.domain.calls import CallAnswer
from carelane.domain.wire import Cause, StartProcess, Written
from workflows.calls import Calls
from workflows.jobs import ATTEMPT, SILENCE, run_job

with workflow.unsafe.imports_passed_through():
    from bpmn.engine.effects import CancelChild, CancelJob, Effect, RunJob, StartChild
    from bpmn.engine.events import Event

DELIVER = "deliver_messages"
TELL = "tell_signals"
_PATIENT = RetryPolicy(
    initial_interval=timedelta(seconds=1), maximum_interval=timedelta(seconds=30)
)


class InFlight:
    """Runs jobs and deliveries; ``happen`` hears what came of a job."""

    def __init__(self, start: StartProcess, happen: Callable[[Event, Cause], None]) -> None:
        self._start = start
        self._happen = happen
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._deliveries = 0
        self._calls = Calls(start, happen)

    def __bool__(self) -> bool:
        return bool(self._tasks)

    def perform(self, effects: Sequence[Effect], written: Written) -> None:
        """Do what a written turn asks for."""
        for effect in effects:
            match effect:
                case RunJob():
                    self._run(effect.job_id, self._job(effect))
                case CancelJob():
                    self._cancel(effect.job_id)
                case StartChild(child_id=child_id):
                    self._run(f"call {child_id}", self._calls.start_child(effect))
                case CancelChild(child_id=child_id, compensate=compensate):
                    starting = self._tasks.get(f"call {child_id}")
                    ending = self._calls.cancel_child(child_id, starting, compensate=compensate)
                    self._run(f"cancel {child_id}", ending)
        if written.deliverable:
            self._hand_on(DELIVER, list(written.deliverable))
        if written.signals:
            self._hand_on(TELL, written.signals)

    def _hand_on(self, activity: str, what: list[Any]) -> None:
        """Let other cases have what this one has sent."""
        self._deliveries += 1
        self._run(f"delivery {self._deliveries}", _hand_on(activity, what))

    def tell(self, answers: Sequence[CallAnswer]) -> None:
        """Tell the case's caller what a written turn meant to it."""
        if answers:
            self._run(f"answer {answers[0].number}", self._calls.tell_caller(answers))

    def _run(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks[name] = task
        task.add_done_callback(lambda _done: self._tasks.pop(name, None))

    def _cancel(self, job_id: str) -> None:
        """Stop waiting for the job: its element is gone, and the engine would ignore its answer."""
        task = self._tasks.pop(job_id, None)
        if task is not None:
            task.cancel()

    async def _job(self, effect: RunJob) -> None:
        try:
            event = await run_job(self._start, effect)
        except (ActivityError, asyncio.CancelledError):
            return
        self._happen(event, Cause("job", job_id=effect.job_id))


async def _hand_on(activity: str, what: list[Any]) -> None:
    await workflow.execute_activity(
        activity,
        what,
        start_to_close_timeout=ATTEMPT,
        heartbeat_timeout=SILENCE,
        retry_policy=_PATIENT,
    )
