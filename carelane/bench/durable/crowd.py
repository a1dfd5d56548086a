"""A thousand open cases in a worker of its own: memory, and timers that are overdue after everything was down.

When the cases are open and cached the worker's memory is read. Then worker and server are killed until all
timers are overdue, and started again: each timer has to fire once.
"""

import asyncio
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlmodel import col, select
from temporalio.client import Client

from carelane.bench.durable.ground import QUEUE, Ground, ground
from carelane.bench.durable.worker_process import processor_seconds, resident_bytes, worker_process
from carelane.bench.durable.worklist import complete, open_task
from carelane.domain.process_instances import HistoryEntry
from carelane.domain.wire import workflow_id

CASES, WARM_UP, AT_ONCE = 1_000, 100, 20
_SLACK, _LOOK, _SETTLED, _PATIENCE = 1.5, 0.1, 2.0, 180.0
_HOUR = timedelta(hours=1)
_MEGABYTE = 1_048_576


class _Opened(NamedTuple):
    """What a worker held of memory for the cases, and when their timers are due."""

    memory: int
    due: datetime


def run() -> dict[str, float]:
    """Measure; a timer that never fires, or fires early or twice, shows in the counts."""
    with ground("waiting") as place:
        with worker_process(place.settings) as worker:
            opened = asyncio.run(_open_all(place, worker))
        place.server.kill()
        down = (opened.due - datetime.now(UTC)).total_seconds()
        time.sleep(max(down, 0) + _SETTLED)
        began = time.monotonic()
        place.server.start()
        with worker_process(place.settings) as worker:
            _wait_for_all(place)
            seconds = time.monotonic() - began
            worked = processor_seconds(worker) + processor_seconds(place.server.pid)
            time.sleep(_SETTLED)
        return {
            "memory_per_cached_case_megabytes": opened.memory / _MEGABYTE / CASES,
            "overdue_timers_seconds": seconds,
            "overdue_timers_processor_seconds": float(worked),
            **_counts(place, down),
        }


async def _open_all(place: Ground, worker: int) -> _Opened:
    """Open the cases after some others have come and gone; what the worker has then needs memory once."""
    client = await place.client()
    began = time.monotonic()
    cases = await _open(client, place, WARM_UP, datetime.now(UTC) + _HOUR)
    one = (time.monotonic() - began) / WARM_UP
    for case in cases:
        await complete(client, case, open_task(place.database, case), {})
    before = resident_bytes(worker)
    due = datetime.now(UTC) + timedelta(seconds=one * CASES * _SLACK + _SETTLED)
    await _open(client, place, CASES, due)
    return _Opened(resident_bytes(worker) - before, due)


async def _open(client: Client, place: Ground, count: int, due: datetime) -> list[str]:
    """Start so many cases and wait until the worklist shows them."""
    few = asyncio.Semaphore(AT_ONCE)

    async def one() -> str:
        start = place.start(due=due.isoformat(timespec="seconds"))
        async with few:
            handle = await client.start_workflow(
                "Process", start, id=workflow_id(start.instance_id), task_queue=QUEUE
            )
            await handle.execute_update("begun", id="begun")
        return start.instance_id

    return await asyncio.gather(*(one() for _ in range(count)))


def _wait_for_all(place: Ground) -> None:
    deadline = time.monotonic() + _PATIENCE
    while len(_fired(place)) < CASES and time.monotonic() < deadline:
        time.sleep(_LOOK)


def _fired(place: Ground) -> Counter[str]:
    """Count by case how often its timer has fired."""
    cleared = col(HistoryEntry.kind) == "ClearTimer"
    with place.database.reading() as session:
        lines = session.exec(select(HistoryEntry).where(cleared)).all()
    return Counter(line.instance_id for line in lines if line.data["fired"])


def _counts(place: Ground, down: float) -> dict[str, float]:
    """Count the timers: how many were overdue while all was down, how many fired, and how many not once."""
    fired = _fired(place)
    return {
        "overdue_timers": float(CASES if down > 0 else 0),
        "overdue_timers_fired": float(len(fired)),
        "overdue_timers_fired_again": float(sum(fired.values()) - len(fired)),
    }
