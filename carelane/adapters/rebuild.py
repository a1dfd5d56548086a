"""Rebuilds what a case told the journal, by replaying its histories: Temporal is the truth of an open case.

The replay runs the real workflow code; every turn that it would hand to the journal is caught instead.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from temporalio.api.enums.v1 import EventType
from temporalio.client import Client, WorkflowHistory
from temporalio.converter import DataConverter, WorkflowSerializationContext
from temporalio.service import RPCError, RPCStatusCode
from temporalio.worker import (
    Interceptor,
    Replayer,
    StartLocalActivityInput,
    WorkflowInboundInterceptor,
    WorkflowInterceptorClassInput,
    WorkflowOutboundInterceptor,
)
from temporalio.workflow import ActivityHandle, NondeterminismError

from carelane.adapters.runner import workflow_runner
from carelane.adapters.temporal_client import data_converter
from carelane.domain.errors import CaseUnreadable
from carelane.domain.wire import StartProcess, Turn, workflow_id
from carelane.services.ports import CaseTold
from workflows.journal import JOURNAL, TELL_AGAIN
from workflows.ledger import kept_turns
from workflows.process import ProcessWorkflow


async def told_by(client: Callable[[], Awaitable[Client]], instance_id: str) -> CaseTold:
    """Give every turn of the case, oldest first, as far back as Temporal keeps its histories.

    Where older histories are gone, what the oldest run knows of the turns before it comes first.
    """
    connected = await client()
    return await told_in(connected, await histories(connected, workflow_id(instance_id)))


async def told_in(client: Client, found: Sequence[WorkflowHistory]) -> CaseTold:
    """Give what these histories of one case tell, oldest first."""
    turns: dict[int, Turn] = {}
    for history in found:
        worked = _worked(history)
        for turn in await replay(client, worked) if worked.events else []:
            turns[turn.turn] = turn
    start = await _start(client, found[0])
    told = [turns[number] for number in sorted(turns)]
    whole = start.state is None
    return CaseTold(
        start=start, turns=told, earlier=[] if whole else kept_turns(start), whole=whole
    )


async def _start(client: Client, history: WorkflowHistory) -> StartProcess:
    """Read the start payload of a run."""
    started = history.events[0].workflow_execution_started_event_attributes
    context = WorkflowSerializationContext(client.namespace, history.workflow_id)
    converter = client.data_converter.with_context(context)
    (start,) = await converter.decode(list(started.input.payloads), [StartProcess])
    payload: StartProcess = start
    return payload


def _worked(history: WorkflowHistory) -> WorkflowHistory:
    """Cut off what no worker has looked at yet: a replay would wait for it for ever."""
    kinds = [event.event_type for event in history.events]
    if EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED not in kinds:
        return replace(history, events=[])
    end = len(kinds) - kinds[::-1].index(EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
    while end < len(kinds) and kinds[end] != EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED:
        end += 1
    return replace(history, events=history.events[:end])


async def histories(client: Client, case: str) -> list[WorkflowHistory]:
    """Fetch the histories of all runs of a case that Temporal still has, oldest first."""
    found: list[WorkflowHistory] = []
    run_id: str | None = None
    while True:
        try:
            history = await client.get_workflow_handle(case, run_id=run_id).fetch_history()
        except RPCError as error:
            if found and error.status == RPCStatusCode.NOT_FOUND:
                return found[::-1]
            raise
        found.append(history)
        started = history.events[0].workflow_execution_started_event_attributes
        run_id = started.continued_execution_run_id
        if not run_id:
            return found[::-1]


async def replay(client: Client, history: WorkflowHistory) -> list[Turn]:
    """Replay one history and give the turns of it; raises `CaseUnreadable`."""
    caught = _Catch()
    try:
        await replay_worker(client.data_converter, [caught]).replay_workflow(history)
    except (RuntimeError, NondeterminismError) as error:
        raise CaseUnreadable from error
    return caught.turns


async def replay_all(client: Client, histories: Iterable[WorkflowHistory]) -> list[Turn]:
    """Replay the histories of many cases and give all their turns; raises as `replay` does."""
    caught = _Catch()
    worked = [_worked(history) for history in histories]
    replayer = replay_worker(client.data_converter, [caught])
    await replayer.replay_workflows(_each([one for one in worked if one.events]))
    return caught.turns


async def _each(histories: Sequence[WorkflowHistory]) -> AsyncIterator[WorkflowHistory]:
    for history in histories:
        yield history


def replay_worker(
    converter: DataConverter | None = None, interceptors: Sequence[Interceptor] = ()
) -> Replayer:
    """Make a worker that replays histories with the code and the runner of production."""
    return Replayer(
        workflows=[ProcessWorkflow],
        data_converter=converter or data_converter(),
        interceptors=interceptors,
        workflow_runner=workflow_runner(),
    )


class _Catch(Interceptor):
    """Keeps the turns that a replayed workflow hands to its journal."""

    def __init__(self) -> None:
        self.turns: list[Turn] = []

    def workflow_interceptor_class(
        self,
        input: WorkflowInterceptorClassInput,  # noqa: A002 - Temporal's name
    ) -> type[WorkflowInboundInterceptor]:
        """Give the class that Temporal makes for each workflow."""
        turns = self.turns
        input.unsafe_extern_functions[TELL_AGAIN] = turns.append

        class Inbound(WorkflowInboundInterceptor):
            def init(self, outbound: WorkflowOutboundInterceptor) -> None:
                super().init(_Outbound(outbound, turns))

        return Inbound


class _Outbound(WorkflowOutboundInterceptor):
    def __init__(self, outbound: WorkflowOutboundInterceptor, turns: list[Turn]) -> None:
        super().__init__(outbound)
        self._turns = turns

    def start_local_activity(
        self,
        input: StartLocalActivityInput,  # noqa: A002 - Temporal's name
    ) -> ActivityHandle[Any]:
        if input.activity == JOURNAL:
            self._turns.append(input.args[0])
        return super().start_local_activity(input)
