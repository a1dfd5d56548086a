"""The cases that Temporal knows, by its own list: for a read model that may have lost their rows."""

from collections.abc import Awaitable, Callable

from temporalio.client import Client, WorkflowExecutionStatus

from carelane.domain.wire import instance_of
from carelane.services.ports import CaseListed

PROCESS = "WorkflowType = 'Process'"
OPEN = f"{PROCESS} AND ExecutionStatus = 'Running'"
LAST_RUNS = f"{PROCESS} AND ExecutionStatus != 'ContinuedAsNew'"
"""A case that continued as new is listed by its last run only."""


async def listed(client: Callable[[], Awaitable[Client]], *, closed: bool) -> list[CaseListed]:
    """List open cases, and with ``closed`` those within the namespace's retention too; oldest first."""
    connected = await client()
    found = [
        CaseListed(
            instance_id=instance_of(execution.id),
            open=execution.status == WorkflowExecutionStatus.RUNNING,
            started_at=execution.start_time,
        )
        async for execution in connected.list_workflows(LAST_RUNS if closed else OPEN)
    ]
    return sorted(found, key=lambda case: (case.started_at, case.instance_id))
