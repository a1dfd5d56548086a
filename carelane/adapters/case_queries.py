"""Questions to a case as Temporal Queries, which leave nothing in its history, and to the server's index of cases."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from temporalio.client import Client, WorkflowHandle, WorkflowQueryFailedError

from carelane.domain.errors import CaseEnded, CaseUnavailable
from carelane.domain.inside import CaseInside
from carelane.domain.wire import Answer, JsonObject, Operate, instance_of
from carelane.services.ports import CaseFacts

LIST_WITHIN = timedelta(seconds=60)


async def facts_of(
    handle: WorkflowHandle[Any, Any], instance_id: str, patience: timedelta
) -> CaseFacts:
    """Ask the case what is open."""
    seen = await _ask(handle, "snapshot", patience)
    return CaseFacts(
        instance_id=instance_id,
        state="closed" if seen["ended"] else "open",
        turn=seen["turn"],
        open_tasks=tuple(seen["tasks"]),
        open_incidents=tuple(seen["incidents"]),
        suspended=seen.get("suspended", False),
        compensating=seen.get("compensating", False),
    )


async def inside_of(handle: WorkflowHandle[Any, Any], patience: timedelta) -> CaseInside:
    """Ask the case what it looks like inside; raises `CaseEnded`."""
    inside: CaseInside | None = await _ask(handle, "inside", patience, CaseInside | None)
    if inside is None:
        raise CaseEnded
    return inside


async def migration_of(
    handle: WorkflowHandle[Any, Any], plan: JsonObject, patience: timedelta
) -> JsonObject:
    """Ask the case what moving to another version would do to it."""
    told: JsonObject = await _ask(handle, "migration", patience, argument=plan)
    return told


async def foresight_of(
    handle: WorkflowHandle[Any, Any], command: Operate, patience: timedelta
) -> Answer:
    """Ask the case what the operation would do; raises `CaseEnded`."""
    answer: Answer = await _ask(handle, "foresee", patience, Answer, command)
    if answer.code == CaseEnded.code:
        raise CaseEnded
    return answer


async def running_cases(client: Callable[[], Awaitable[Client]], before: datetime) -> list[str]:
    """List the cases that began before this moment and still run, by the server's own index."""
    began = f"StartTime < '{before.isoformat()}'"
    query = f"WorkflowType = 'Process' AND ExecutionStatus = 'Running' AND {began}"
    async with asyncio.timeout(LIST_WITHIN.total_seconds()):
        runs = (await client()).list_workflows(query)
        return [instance_of(run.id) async for run in runs]


async def _ask(
    handle: WorkflowHandle[Any, Any],
    name: str,
    patience: timedelta,
    kind: Any = None,
    argument: Any = None,
) -> Any:
    given = [] if argument is None else [argument]
    try:
        return await handle.query(name, args=given, result_type=kind, rpc_timeout=patience)
    except WorkflowQueryFailedError as error:
        raise CaseUnavailable from error
