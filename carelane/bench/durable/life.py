"""One case of 5,000 human tasks: what a late task costs against an early one, and its history events.

The long case is brought near its end first. Then it takes turns with new cases that are at their tenth task,
so that a busy machine slows both.
"""

import asyncio
from statistics import median
from typing import Any

from temporalio.api.enums.v1 import EventType
from temporalio.client import Client, WorkflowHistory

from carelane.adapters.case_client import Queues
from carelane.adapters.rebuild import histories
from carelane.adapters.worker import WorkerOptions, build_worker
from carelane.bench.durable.ground import QUEUE, Ground, Measured, ground
from carelane.bench.durable.worklist import complete, open_task
from carelane.domain.wire import workflow_id
from workflows.process import ProcessWorkflow

TASKS = 5_000
BEFORE, WINDOW, CASES = 5, 10, 20
"""An early case is measured from its 6th to its 15th task; so many early cases take turns with the long one."""
_COMPLETED = EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_COMPLETED
_ACCEPTED = EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED


def run() -> Measured:
    """Measure, over all the histories that the case has had."""
    with ground("loop") as place:
        return asyncio.run(_measure(place))


async def _measure(place: Ground) -> Measured:
    client = await place.client()
    options = WorkerOptions(queues=Queues(QUEUE), workflows=(ProcessWorkflow,))
    async with build_worker(client, place.database, options):
        life = _Life(client, place)
        early, late = await life.costs()
        return _measured(early, late, await histories(client, workflow_id(life.case)))


def _measured(early: list[float], late: list[float], runs: list[WorkflowHistory]) -> Measured:
    longest = max(runs, key=lambda run: len(run.events))
    return Measured(
        {
            "late_task_cost_ratio": median(late) / median(early),
            "events_per_human_task": _per_update(runs),
        },
        {
            "events_of_5000_tasks": sum(len(run.events) for run in runs),
            "histories_of_5000_tasks": len(runs),
            "events_of_the_longest_history": len(longest.events),
            "updates_of_the_longest_history": _count(longest, _ACCEPTED),
        },
    )


def _per_update(runs: list[WorkflowHistory]) -> float:
    """Count the events from each task to the next: what a history begins and ends with is not a task's."""
    ends = [
        [n for n, event in enumerate(run.events) if event.event_type == _COMPLETED] for run in runs
    ]
    return sum(end[-1] - end[0] for end in ends) / sum(len(end) - 1 for end in ends)


def _count(run: WorkflowHistory, kind: Any) -> int:
    return sum(event.event_type == kind for event in run.events)


class _Life:
    """The long case, and the young ones beside it."""

    def __init__(self, client: Client, place: Ground) -> None:
        self._client = client
        self._place = place
        self.case = ""

    async def costs(self) -> tuple[list[float], list[float]]:
        """Give the seconds of early and of late tasks; the long case ends with its 5,000th."""
        early, late = list[float](), list[float]()
        self.case = await self._begin()
        for _ in range(TASKS - WINDOW * CASES):
            await self._next(self.case)
        for number in range(CASES):
            young = await self._begin()
            for _ in range(BEFORE):
                await self._next(young)
            for done in range(1, WINDOW + 1):
                early.append(await self._next(young, again=done < WINDOW))
                late.append(await self._next(self.case, again=(number + 1, done) < (CASES, WINDOW)))
        await self._client.get_workflow_handle(workflow_id(self.case)).result()
        return early, late

    async def _begin(self) -> str:
        start = self._place.start()
        await self._client.start_workflow(
            "Process", start, id=workflow_id(start.instance_id), task_queue=QUEUE
        )
        handle = self._client.get_workflow_handle(workflow_id(start.instance_id))
        await handle.execute_update("begun", id="begun")
        return start.instance_id

    async def _next(self, case: str, *, again: bool = True) -> float:
        task = open_task(self._place.database, case)
        return await complete(self._client, case, task, {"again": again})
