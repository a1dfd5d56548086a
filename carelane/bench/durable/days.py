"""One case with 3,650 daily timers, its clock moved on by the server: each fires once, on its day.

The clock goes on by fifty days at a time, so that the first stretches can be compared with the last: by processor time
of client, worker and server, which other programs do not change much.
"""

import asyncio
import time
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlmodel import col, select
from temporalio.client import WorkflowHandle
from temporalio.testing import TimeSkipper

from carelane.adapters.case_client import Queues
from carelane.adapters.rebuild import histories
from carelane.adapters.worker import WorkerOptions, build_worker
from carelane.bench.durable.ground import QUEUE, Ground, ground
from carelane.bench.durable.worker_process import processor_seconds
from carelane.bench.durable.worklist import complete, open_task
from carelane.domain.process_instances import HistoryEntry
from carelane.domain.wire import workflow_id
from workflows.process import ProcessWorkflow

DAYS, STRETCH, COMPARED = 3_650, 50, 10
"""So many stretches at either end are compared, the first of all, in which everything warms up, not."""
_ON_ITS_DAY = timedelta(hours=1)


class _Spent(NamedTuple):
    """Seconds since some moment, and those for which processors have worked for us."""

    seconds: float
    processor: float


def run() -> dict[str, float]:
    """Measure; ``daily_timers_fired`` must be 3,650."""
    with ground("daily", time_skipping=True) as place:
        return asyncio.run(_measure(place))


async def _measure(place: Ground) -> dict[str, float]:
    client = await place.client()
    options = WorkerOptions(queues=Queues(QUEUE), workflows=(ProcessWorkflow,))
    async with build_worker(client, place.database, options):
        start = place.start(cycle=f"R{DAYS}/P1D")
        name = workflow_id(start.instance_id)
        await client.start_workflow("Process", start, id=name, task_queue=QUEUE)
        handle = client.get_workflow_handle(name)
        await handle.execute_update("begun", id="begun")
        spent = await _live(place, TimeSkipper(client), handle)
        await complete(client, start.instance_id, open_task(place.database, start.instance_id), {})
        await handle.result()
        runs = [len(run.events) for run in await histories(client, name)]
        return {
            "late_day_cost_ratio": _worked(spent[-COMPARED - 1 :])
            / _worked(spent[1 : COMPARED + 2]),
            "events_per_day": sum(runs) / DAYS,
            **_timers(place, start.instance_id),
            "histories_of_3650_days": float(len(runs)),
            "events_of_the_longest_history": float(max(runs)),
            "processor_milliseconds_per_day": _worked(spent) / DAYS * 1000,
            "seconds": spent[-1].seconds - spent[0].seconds,
        }


async def _live(
    place: Ground, clock: TimeSkipper, handle: WorkflowHandle[object, object]
) -> list[_Spent]:
    """Let all days pass, and an hour after the last; tell what was spent before and after each stretch."""
    spent = [_now(place)]
    for _ in range(DAYS // STRETCH):
        await clock.fast_forward(handle, timedelta(days=STRETCH))
        spent.append(_now(place))
    await clock.fast_forward(handle, _ON_ITS_DAY)
    return spent


def _now(place: Ground) -> _Spent:
    return _Spent(time.monotonic(), time.process_time() + processor_seconds(place.server.pid))


def _worked(spent: list[_Spent]) -> float:
    return spent[-1].processor - spent[0].processor


def _timers(place: Ground, case: str) -> dict[str, float]:
    """Count what fired, by the case's archive."""
    mine = col(HistoryEntry.instance_id) == case
    with place.database.reading() as session:
        lines = session.exec(select(HistoryEntry).where(mine)).all()
    due = {
        x.data["timer_id"]: datetime.fromisoformat(x.data["due_at"])
        for x in lines
        if x.kind == "SetTimer"
    }
    fired = [x for x in lines if x.kind == "ClearTimer" and x.data["fired"]]
    after = [x.at - due[x.data["timer_id"]] for x in fired]
    return {
        "daily_timers_fired": float(len(fired)),
        "daily_timers_fired_again": float(len(fired) - len({x.data["timer_id"] for x in fired})),
        "daily_timers_fired_early": float(sum(late < timedelta() for late in after)),
        "daily_timers_fired_late": float(sum(late > _ON_ITS_DAY for late in after)),
    }
