"""What a case has asked for and not been answered: jobs, deliveries and calls, each a task of the workflow.

A case does not end while something is in flight that belongs to it. When its history has become too long
(`workflows.run_length`), it asks for the same again in its next one: a job under the same id, so that its handler knows
it by its idempotency key; a call under the child's id; an answer under its number.
"""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError

from carelane.domain.calls import CallAnswer
from carelane.domain.wire import Cause, JsonObject, StartProcess, Written
from workflows.calls import Calls
from workflows.jobs import ATTEMPT, SILENCE, Job, run_job

with workflow.unsafe.imports_passed_through():
    from bpmn.engine.effects import CancelChild, CancelJob, Effect, RunJob, StartChild
    from bpmn.engine.events import Event
    from bpmn.engine.wire import dump_effect, load_effect

DELIVER = "deliver_messages"
TELL = "tell_signals"
_PATIENT = RetryPolicy(
    initial_interval=timedelta(seconds=1), maximum_interval=timedelta(seconds=30)
)


@dataclass(frozen=True, slots=True)
class _HandOn:
    """Let other cases have what this one has sent: the activity, and which messages or signals."""

    activity: str
    what: list[Any]


_Asked = Job | StartChild | CancelChild | _HandOn | tuple[CallAnswer, ...]
"""One thing that a case can ask for."""


class InFlight:
    """Runs jobs and deliveries; ``happen`` hears what came of a job."""

    def __init__(self, start: StartProcess, happen: Callable[[Event, Cause], None]) -> None:
        self._start = start
        self._happen = happen
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._asked: dict[str, _Asked] = {}
        self._deliveries = 0
        self._calls = Calls(start, happen)

    def __bool__(self) -> bool:
        return bool(self._tasks)

    def follow(self, start: StartProcess) -> None:
        """Go on with the version that the case has moved to."""
        self._start = start
        self._calls.follow(start)

    def perform(self, effects: Sequence[Effect], written: Written) -> None:
        """Do what a written turn asks for."""
        for effect in effects:
            match effect:
                case RunJob():
                    self._ask(Job(effect, written.jobs.get(effect.job_type)))
                case StartChild() | CancelChild():
                    self._ask(effect)
                case CancelJob():
                    self._cancel(effect.job_id)
        if written.deliverable:
            self._ask(_HandOn(DELIVER, list(written.deliverable)))
        if written.signals:
            self._ask(_HandOn(TELL, written.signals))

    def tell(self, answers: Sequence[CallAnswer]) -> None:
        """Tell the case's caller what a written turn meant to it."""
        if answers:
            self._ask(tuple(answers))

    def dump(self) -> list[JsonObject]:
        """Give what is in flight as JSON, oldest first, for the next history of the case."""
        return [_dump(asked) for asked in self._asked.values()]

    def resume(self, dumped: Sequence[JsonObject]) -> None:
        """Ask again for what was in flight when the history before this one ended."""
        for each in dumped:
            self._ask(_load(each))

    def _ask(self, asked: _Asked) -> None:
        """Let a task of the workflow see to it."""
        match asked:
            case Job(effect=RunJob(job_id=name)):
                work = self._job(asked)
            case StartChild(child_id=child_id):
                name, work = f"call {child_id}", self._calls.start_child(asked)
            case CancelChild(child_id=child_id, compensate=compensate):
                starting, name = self._tasks.get(f"call {child_id}"), f"cancel {child_id}"
                work = self._calls.cancel_child(child_id, starting, compensate=compensate)
            case _HandOn(activity=activity, what=what):
                self._deliveries += 1
                name, work = f"delivery {self._deliveries}", _hand_on(activity, what)
            case answers:
                name, work = f"answer {answers[0].number}", self._calls.tell_caller(answers)
        self._run(name, asked, work)

    def _run(self, name: str, asked: _Asked, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks[name], self._asked[name] = task, asked
        task.add_done_callback(lambda done: self._forget(name, done))

    def _forget(self, name: str, task: asyncio.Task[None]) -> None:
        """Let go of a task, unless another one has its name by now."""
        if self._tasks.get(name) is task:
            del self._tasks[name], self._asked[name]

    def _cancel(self, job_id: str) -> None:
        """Stop waiting for the job: its element is gone, and the engine would ignore its answer."""
        task = self._tasks.get(job_id)
        if task is not None:
            self._forget(job_id, task)
            task.cancel()

    async def _job(self, job: Job) -> None:
        cause = Cause("job", job_id=job.effect.job_id)
        try:
            event = await run_job(self._start, job, lambda waits: self._happen(waits, cause))
        except (ActivityError, asyncio.CancelledError):
            return
        self._happen(event, cause)


async def _hand_on(activity: str, what: list[Any]) -> None:
    await workflow.execute_activity(
        activity,
        what,
        start_to_close_timeout=ATTEMPT,
        heartbeat_timeout=SILENCE,
        retry_policy=_PATIENT,
    )


def _dump(asked: _Asked) -> JsonObject:
    match asked:
        case _HandOn(activity=activity, what=what):
            return {"type": "HandOn", "activity": activity, "what": what}
        case tuple():
            return {"type": "Tell", "answers": [asdict(answer) for answer in asked]}
        case Job():
            return asked.dump()
        case effect:
            return dump_effect(effect)


def _load(dumped: JsonObject) -> _Asked:
    match dumped:
        case {"type": "HandOn"}:
            return _HandOn(dumped["activity"], dumped["what"])
        case {"type": "Tell"}:
            return tuple(CallAnswer(**answer) for answer in dumped["answers"])
        case {"type": "Job"}:
            return Job.load(dumped)
    effect = load_effect(dumped)
    if isinstance(effect, RunJob):
        return Job(effect)
    assert isinstance(effect, StartChild | CancelChild)
    return effect
