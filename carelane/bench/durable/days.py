"""One case with 3,650 daily timers, its clock moved on by the server: each fires once and not early."""

import asyncio
import time
from datetime import datetime, timedelta

from sqlmodel import col, select
from temporalio.testing import TimeSkipper, TimeSkippingConfig

from carelane.adapters.case_client import Queues
from carelane.adapters.rebuild import histories
from carelane.adapters.worker import WorkerOptions, build_worker
from carelane.bench.durable.ground import QUEUE, Ground, ground
from carelane.bench.durable.worklist import complete, open_task
from carelane.domain.process_instances import HistoryEntry
from carelane.domain.wire import workflow_id
from workflows.process import ProcessWorkflow

DAYS = 3_650
_FAR = TimeSkippingConfig(max_session_skip_count=2 * DAYS)
"""The server would give up after 200 skips."""


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
        began = time.monotonic()
        await TimeSkipper(client, config=_FAR).fast_forward(handle, timedelta(days=DAYS, hours=1))
        seconds = time.monotonic() - began
        await complete(client, start.instance_id, open_task(place.database, start.instance_id), {})
        await handle.result()
        return _timers(place, start.instance_id) | {
            "daily_timers_milliseconds_each": seconds / DAYS * 1000,
            "histories_of_3650_days": float(len(await histories(client, name))),
        }


def _timers(place: Ground, case: str) -> dict[str, float]:
    """Count what fired, by the case's archive."""
    mine = col(HistoryEntry.instance_id) == case
    with place.database.reading() as session:
        lines = session.exec(select(HistoryEntry).where(mine)).all()
    due = {x.data["timer_id"]: x.data["due_at"] for x in lines if x.kind == "SetTimer"}
    fired = [x for x in lines if x.kind == "ClearTimer" and x.data["fired"]]
    early = [x for x in fired if x.at < datetime.fromisoformat(due[x.data["timer_id"]])]
    return {
        "daily_timers_fired": float(len(fired)),
        "daily_timers_fired_again": float(len(fired) - len({x.data["timer_id"] for x in fired})),
        "daily_timers_fired_early": float(len(early)),
    }
