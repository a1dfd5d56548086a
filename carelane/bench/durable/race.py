"""Durable cases against a hand-written Temporal workflow: throughput, and the time of one Update.

Both sides run in interleaved rounds on one embedded Temporal server, one SQLite database and one worker, with
the same codec, the same journal and the same rows. 40 cases at once give the throughput; one case after the
other gives the Update's time.
"""

import asyncio
import time
from dataclasses import dataclass, field, replace
from statistics import median
from typing import Any

from temporalio.client import Client, WithStartWorkflowOperation
from temporalio.common import WorkflowIDConflictPolicy

from carelane.adapters.case_client import Queues
from carelane.adapters.worker import WorkerOptions, build_worker
from carelane.bench.durable.ground import QUEUE, Ground, Measured, ground
from carelane.bench.durable.hand_written import HandWrittenTriage
from carelane.bench.durable.hand_written_rows import EXAMINE, PREPARE, TRIAGE
from carelane.bench.durable.worklist import Worklist, complete
from carelane.domain.wire import Answer, JobCall, JobResult, StartProcess, workflow_id
from workflows.process import ProcessWorkflow

OURS, THEIRS = "Process", "HandWrittenTriage"
AT_ONCE, ROUNDS, SINGLES = 40, 11, 25
_VALUES: dict[str, dict[str, Any]] = {
    TRIAGE: {"decision": "accept"},
    EXAMINE: {"outcome": "seen"},
    PREPARE: {"summary": "done"},
}


def run() -> Measured:
    """Measure; the ratios come first."""
    with ground("triage") as place:
        return asyncio.run(_measure(place))


async def _measure(place: Ground) -> Measured:
    client = await place.client()
    options = WorkerOptions(
        queues=Queues(QUEUE),
        handlers={"book_slot": _book},
        workflows=(ProcessWorkflow, HandWrittenTriage),
    )
    async with (
        build_worker(client, place.database, options),
        Worklist(place.database) as worklist,
    ):
        return await _Race(client, place, worklist).measured()


def _book(_call: JobCall) -> JobResult:
    return JobResult({"slot": "S-1"})


@dataclass
class _Race:
    client: Client
    place: Ground
    worklist: Worklist
    updates: dict[str, list[float]] = field(default_factory=lambda: {OURS: [], THEIRS: []})

    async def measured(self) -> Measured:
        """Warm up, then take turns."""
        rounds: dict[str, list[float]] = {OURS: [], THEIRS: []}
        for side in (OURS, THEIRS):
            await self._round(side)
        for number in range(ROUNDS):
            order = (OURS, THEIRS) if number % 2 else (THEIRS, OURS)
            for side in order:
                rounds[side].append(await self._round(side))
        self.updates = {OURS: [], THEIRS: []}
        for number in range(SINGLES):
            for side in (OURS, THEIRS) if number % 2 else (THEIRS, OURS):
                await self._case(side)
        return self._ratios(rounds)

    def _ratios(self, rounds: dict[str, list[float]]) -> Measured:
        pairs = zip(rounds[OURS], rounds[THEIRS], strict=True)
        ours, theirs = median(rounds[OURS]), median(rounds[THEIRS])
        our_update, their_update = median(self.updates[OURS]), median(self.updates[THEIRS])
        return Measured(
            {
                "throughput_vs_hand_written": median(their / our for our, their in pairs),
                "update_median_vs_hand_written": our_update / their_update,
            },
            {
                "cases_per_second": AT_ONCE / ours,
                "hand_written_cases_per_second": AT_ONCE / theirs,
                "update_median_milliseconds": our_update * 1000,
                "hand_written_update_median_milliseconds": their_update * 1000,
            },
        )

    async def _round(self, side: str) -> float:
        began = time.perf_counter()
        await asyncio.gather(*(self._case(side) for _ in range(AT_ONCE)))
        return time.perf_counter() - began

    async def _case(self, side: str) -> None:
        """Run one case from its start to its end as its people would."""
        start = self._start(side)
        case = start.instance_id
        operation: WithStartWorkflowOperation[Any, Any] = WithStartWorkflowOperation(
            side,
            start,
            id=workflow_id(case),
            task_queue=QUEUE,
            id_conflict_policy=WorkflowIDConflictPolicy.FAIL,
        )
        await self.client.execute_update_with_start_workflow(
            "begun", start_workflow_operation=operation, id="begun", result_type=Answer
        )
        await self._complete(case, side, TRIAGE)
        await self.worklist.shows(f"{case}:{EXAMINE}")
        await self._complete(case, side, EXAMINE)
        await self._complete(case, side, PREPARE)
        await self.client.get_workflow_handle(workflow_id(case)).result()

    def _start(self, side: str) -> StartProcess:
        start = self.place.start(urgency="R")
        return start if side == OURS else replace(start, bundle="")

    async def _complete(self, case: str, side: str, task_id: str) -> None:
        self.updates[side].append(await complete(self.client, case, task_id, _VALUES[task_id]))
