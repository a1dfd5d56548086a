"""Cases that a case calls: child workflows that report by Signal (ParentClosePolicy ABANDON).

A child outlives its caller's history, which may continue as new, so nobody waits for its workflow: it signals
what it has to say, and is signalled when its call is gone.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from temporalio import workflow
from temporalio.common import RetryPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import FailureError, WorkflowAlreadyStartedError
from temporalio.workflow import ParentClosePolicy

from carelane.domain.calls import CallAnswer, CalledProcess, CallRequest, child_instance_id
from carelane.domain.wire import CalledBy, Cause, Delivery, StartProcess, workflow_id
from workflows.jobs import ATTEMPT, SILENCE

with workflow.unsafe.imports_passed_through():
    from bpmn.engine.calls import Answer
    from bpmn.engine.effects import StartChild
    from bpmn.engine.events import ChildDone, ChildEscalated, ChildFailed, Event

FIND = "find_called_process"
WORKFLOW = "Process"
TASK_WITHIN = timedelta(seconds=4)
"""After which the server gives a case to another worker; writing a turn ends well before (`workflows.journal.SHORTLY`)."""
_PATIENT = RetryPolicy(
    initial_interval=timedelta(seconds=1), maximum_interval=timedelta(seconds=30)
)


class Calls:
    """Starts and cancels children, and tells the case's own caller; ``happen`` hears of calls that fail."""

    def __init__(self, start: StartProcess, happen: Callable[[Event, Cause], None]) -> None:
        self._start = start
        self._happen = happen
        self._telling: asyncio.Task[None] | None = None

    def follow(self, start: StartProcess) -> None:
        """Call what is deployed together with the version that the case has moved to."""
        self._start = start

    async def start_child(self, call: StartChild) -> None:
        """Find the called process and start its case; what cannot be called is told to the engine."""
        found: CalledProcess = await workflow.execute_activity(
            FIND,
            call_request(self._start, call),
            result_type=CalledProcess,
            start_to_close_timeout=ATTEMPT,
            heartbeat_timeout=SILENCE,
            retry_policy=_PATIENT,
        )
        if found.start is None:
            event = ChildFailed(call.child_id, "unknown", message=found.problem)
            self._happen(event, Cause("call"))
            return
        child = child_start(self._start, call, found.start)
        try:
            await workflow.start_child_workflow(
                WORKFLOW,
                child,
                id=workflow_id(child.instance_id),
                parent_close_policy=ParentClosePolicy.ABANDON,
                id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
                task_timeout=TASK_WITHIN,
            )
        except WorkflowAlreadyStartedError:
            return  # by this very call, in a history that was reset

    async def cancel_child(
        self, child_id: str, starting: asyncio.Task[None] | None, *, compensate: bool
    ) -> None:
        """Tell the child that its call is gone, once it has begun; one that has ended need not know."""
        if starting is not None:
            await workflow.wait_condition(starting.done)
        child = workflow_id(child_instance_id(self._start.instance_id, child_id))
        name = "called_off_undone" if compensate else "called_off"
        await _signal(child, name, "the call was ended")

    async def tell_caller(self, answers: Sequence[CallAnswer]) -> None:
        """Send the answers to the caller in their order, after those before them."""
        before, self._telling = self._telling, asyncio.current_task()
        if before is not None:
            await workflow.wait_condition(before.done)
        assert self._start.called_by is not None
        for answer in answers:
            caller = workflow_id(self._start.called_by.instance_id)
            await _signal(caller, "called_answered", answer)


async def _signal(case: str, name: str, argument: Any) -> None:
    """Signal a case; one that is over is past being told."""
    try:
        await workflow.get_external_workflow_handle(case).signal(name, argument)
    except FailureError:
        workflow.logger.info("%s has ended before it could hear %s", case, name)


def call_request(start: StartProcess, call: StartChild) -> CallRequest:
    """Ask for the process that the call names."""
    return CallRequest(
        instance_id=start.instance_id,
        child_id=call.child_id,
        process_id=call.process_id,
        binding=call.binding,
        version_tag=call.version_tag,
        bundle_sha256=start.bundle_sha256,
        institution=start.institution,
        pools=start.pools,
        business_key=start.business_key,
        started_by=start.started_by,
    )


def child_start(caller: StartProcess, call: StartChild, found: StartProcess) -> StartProcess:
    """Give the child what the call passes on; what every case is born with is its own."""
    return replace(
        found,
        variables={**call.variables, **found.variables},
        job_queues=caller.job_queues,
        turns_per_run=caller.turns_per_run,
        called_by=CalledBy(
            caller.instance_id, call.child_id, call.element_id, list(call.catches), call.depth
        ),
    )


def heard(answer: CallAnswer) -> Delivery:
    """Give the form in which a case remembers that it has heard an answer."""
    return Delivery(f"call {answer.child_id}", "", "", attempt=answer.number)


CALLED_OFF = Delivery("called off", "", "")
CALLED_OFF_UNDONE = Delivery("called off and undone", "", "")
"""How a child remembers that its call is gone: the caller says it again where a new history began meanwhile."""


def answer_of(event: Answer, number: int) -> CallAnswer:
    """Write an answer for the wire."""
    match event:
        case ChildDone(child_id=child_id, variables=variables):
            return CallAnswer(child_id, number, "done", variables=variables)
        case ChildEscalated(child_id=child_id, code=code, variables=variables):
            return CallAnswer(child_id, number, "escalated", code, variables=variables)
        case ChildFailed():
            return CallAnswer(
                event.child_id,
                number,
                event.outcome,
                event.error_code,
                event.message,
                event.variables,
            )


def answered(answer: CallAnswer) -> Answer:
    """Tell the engine of a child's answer."""
    match answer.kind:
        case "done":
            return ChildDone(answer.child_id, answer.variables)
        case "escalated":
            return ChildEscalated(answer.child_id, answer.code, answer.variables)
        case outcome:
            return ChildFailed(
                answer.child_id, outcome, answer.code, answer.message, answer.variables
            )
