"""The running cases over Temporal's client, asynchronously: `Cases` is the door for everybody else.

Every call ends within ``patience``. What Temporal says is told in our words (`temporal_errors`); a case that is closed
answers with what it left behind.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from temporalio.client import (
    Client,
    WithStartWorkflowOperation,
    WorkflowFailureError,
    WorkflowHandle,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import ApplicationError, WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from carelane.adapters.case_queries import facts_of, foresight_of, inside_of, migration_of
from carelane.adapters.temporal_errors import TRY_AGAIN, translated
from carelane.domain.errors import CaseEnded, CaseUnavailable
from carelane.domain.inside import CaseInside
from carelane.domain.wire import (
    Answer,
    Delivery,
    JsonObject,
    Operate,
    SignalHeard,
    StartProcess,
    workflow_id,
)
from carelane.services.ports import CaseFacts
from workflows.calls import TASK_WITHIN

WORKFLOW = "Process"
BEGUN = "begun"
PATIENCE = timedelta(seconds=10)
_PAUSE = 0.1


@dataclass(frozen=True, slots=True)
class Queues:
    """Task queues: of the cases, and of job types that a hospital's own worker serves."""

    cases: str = "carelane"
    jobs: Mapping[str, str] = field(default_factory=dict)


class CaseClient:
    """Commands and questions to cases. ``client`` makes or gives the Temporal client."""

    def __init__(
        self,
        client: Callable[[], Awaitable[Client]],
        queues: Queues,
        patience: timedelta = PATIENCE,
    ) -> None:
        self._client = client
        self._queues = queues
        self._patience = patience

    async def start(self, start: StartProcess, *, wait: bool) -> Answer:
        """Start the case unless it was started before."""
        start = replace(start, job_queues={**self._queues.jobs, **start.job_queues})
        async with self._translated():
            options: dict[str, Any] = {
                "id": workflow_id(start.instance_id),
                "task_queue": self._queues.cases,
                "id_reuse_policy": WorkflowIDReusePolicy.REJECT_DUPLICATE,
                "id_conflict_policy": WorkflowIDConflictPolicy.USE_EXISTING,
                "task_timeout": TASK_WITHIN,
            }
            client = await self._client()
            try:
                if wait:
                    return await self._start_and_wait(client, start, options)
                await client.start_workflow(WORKFLOW, start, rpc_timeout=self._patience, **options)
            except WorkflowAlreadyStartedError:  # it has ended, so its first turn is long written
                return Answer("done", turn=int(wait))
        return Answer("done")

    async def _start_and_wait(
        self, client: Client, start: StartProcess, options: dict[str, Any]
    ) -> Answer:
        """Start and wait for the first turn; without a worker the case stands all the same."""
        operation: WithStartWorkflowOperation[Any, Any] = WithStartWorkflowOperation(
            WORKFLOW, start, **options
        )
        begun = asyncio.ensure_future(operation.workflow_handle())
        begun.add_done_callback(_heed)
        try:
            answer: Answer = await client.execute_update_with_start_workflow(
                BEGUN,
                start_workflow_operation=operation,
                id=BEGUN,
                result_type=Answer,
                rpc_timeout=self._patience / 2,
            )
        except WorkflowUpdateRPCTimeoutOrCancelledError:
            await client.start_workflow(WORKFLOW, start, rpc_timeout=self._patience / 4, **options)
            return Answer("done")
        finally:
            begun.cancel()
        return answer

    async def command(self, instance_id: str, name: str, command: Any) -> Answer:
        """Send an Update under the command's own id until its answer comes; it has one effect.

        What is refused is asked once more. Temporal lets a case judge a command before what reached it with it in one
        workflow task, a job's answer or a timer: a task that it opens, and that people see already, would be closed.
        """
        async with self._translated():
            handle = await self._handle(instance_id)
            now = asyncio.get_running_loop().time
            deadline = now() + self._patience.total_seconds()
            refused: Answer | None = None
            while now() < deadline:
                try:
                    answer = await self._update(handle, name, command)
                except WorkflowUpdateRPCTimeoutOrCancelledError:
                    continue  # also what a cancelled wait looks like: hence the deadline
                except RPCError as error:
                    if error.status == RPCStatusCode.NOT_FOUND:
                        return await self._left_behind(handle, command.command_id)
                    if error.status not in TRY_AGAIN:
                        raise
                    await asyncio.sleep(_PAUSE)
                else:
                    if refused or answer.outcome == "done":
                        return answer
                    refused = answer
        if refused:
            return refused
        raise CaseUnavailable

    async def _update(self, handle: WorkflowHandle[Any, Any], name: str, command: Any) -> Answer:
        try:
            answer: Answer = await handle.execute_update(
                name,
                command,
                id=command.command_id,
                result_type=Answer,
                rpc_timeout=self._patience / 2,
            )
        except WorkflowUpdateFailedError as error:
            if isinstance(error.cause, ApplicationError) and error.cause.type:
                details = error.cause.details
                return Answer("refused", error.cause.type, details=details[0] if details else {})
            raise CaseUnavailable from error
        return answer

    async def _left_behind(self, handle: WorkflowHandle[Any, Any], command_id: str) -> Answer:
        """Find the answer of a case that is over: commands that ended it are repeated too."""
        try:
            result = await handle.result(rpc_timeout=self._patience / 2)
        except WorkflowFailureError:
            return Answer("refused", CaseEnded.code)
        answer = result["answers"].get(command_id)
        return Answer(**answer) if answer else Answer("refused", CaseEnded.code, result["turn"])

    async def deliver(self, instance_id: str, delivery: Delivery) -> None:
        """Signal a message to the case."""
        await self._signal(instance_id, "deliver", delivery)

    async def hear(self, instance_id: str, signal: SignalHeard) -> None:
        """Signal another case's signal to the case."""
        await self._signal(instance_id, "hear", signal)

    async def _signal(self, instance_id: str, name: str, argument: Any) -> None:
        async with self._translated():
            handle = await self._handle(instance_id)
            await handle.signal(name, argument, rpc_timeout=self._patience)

    async def describe(self, instance_id: str) -> CaseFacts:
        """Ask the case what is open."""
        async with self._translated():
            return await facts_of(await self._handle(instance_id), instance_id, self._patience)

    async def inspect(self, instance_id: str) -> CaseInside:
        """Look inside the case."""
        async with self._translated():
            return await inside_of(await self._handle(instance_id), self._patience)

    async def preview_migration(self, instance_id: str, plan: JsonObject) -> JsonObject:
        """Ask the case what moving to another version would do to it."""
        async with self._translated():
            return await migration_of(await self._handle(instance_id), plan, self._patience)

    async def foresee(self, instance_id: str, command: Operate) -> Answer:
        """Tell what an operation would do now."""
        async with self._translated():
            return await foresight_of(await self._handle(instance_id), command, self._patience)

    async def _handle(self, instance_id: str) -> WorkflowHandle[Any, Any]:
        client = await self._client()
        return client.get_workflow_handle(workflow_id(instance_id))

    @asynccontextmanager
    async def _translated(self) -> AsyncIterator[None]:
        """Bound the time, and say in our words what went wrong."""
        with translated():
            async with asyncio.timeout(self._patience.total_seconds()):
                yield


def _heed(begun: asyncio.Future[Any]) -> None:
    """Look at a failure that was raised elsewhere too: unseen, it would be logged with all it holds."""
    if not begun.cancelled():
        begun.exception()
