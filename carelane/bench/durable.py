"""Durable cases against a hand-written Temporal workflow: throughput, and the time of one Update.

Both sides run in interleaved rounds on one embedded Temporal server, one SQLite database and one worker, and
write the same rows. 40 cases at once give the throughput; one case after the other gives the Update's time.
"""

import asyncio
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, Self

from sqlmodel import col, select
from temporalio.client import Client, WithStartWorkflowOperation, WorkflowHandle
from temporalio.common import WorkflowIDConflictPolicy

from bpmn.definition import Bundle
from carelane.adapters.case_client import Queues
from carelane.adapters.database import open_database
from carelane.adapters.keyring import Keyring
from carelane.adapters.schema import upgrade
from carelane.adapters.temporal_client import TemporalOptions, case_codec, connect
from carelane.adapters.temporal_server import ServerOptions, TemporalServer, free_port
from carelane.adapters.worker import WorkerOptions, build_worker
from carelane.bench.hand_written import HandWrittenTriage
from carelane.bench.hand_written_rows import EXAMINE, PREPARE, TRIAGE
from carelane.domain.human_tasks import HumanTask
from carelane.domain.institutions import Institution
from carelane.domain.people import Person
from carelane.domain.wire import Answer, CompleteTask, JobCall, JobResult, StartProcess
from carelane.services.process_definitions import deploy
from carelane.services.transaction import Database
from workflows.process import ProcessWorkflow

FILE = Path(__file__).with_name("triage.bpmn")
OURS, THEIRS = "Process", "HandWrittenTriage"
AT_ONCE, ROUNDS, SINGLES = 40, 9, 25
_LOOK = 0.01
_VALUES: dict[str, dict[str, Any]] = {
    TRIAGE: {"decision": "accept"},
    EXAMINE: {"outcome": "seen"},
    PREPARE: {"summary": "done"},
}


def run() -> dict[str, float]:
    """Measure; the ratios come first."""
    with tempfile.TemporaryDirectory(prefix="carelane-bench-") as folder, _server(folder) as server:
        return asyncio.run(_measure(server.address, Path(folder)))


@contextmanager
def _server(folder: str) -> Iterator[TemporalServer]:
    with TemporalServer(ServerOptions(free_port(), Path(folder) / "temporal.db")) as server:
        yield server


async def _measure(address: str, folder: Path) -> dict[str, float]:
    database, bundle = _database(folder)
    codec = case_codec(Keyring(folder / "keys.json"), database)
    client = await connect(TemporalOptions(address, codec=codec))
    options = WorkerOptions(
        queues=Queues("bench"),
        handlers={"book_slot": _book},
        workflows=(ProcessWorkflow, HandWrittenTriage),
    )
    try:
        async with build_worker(client, database, options), _Worklist(database) as worklist:
            return await _Bench(client, bundle, worklist).measures()
    finally:
        database.engine.dispose()


def _database(folder: Path) -> tuple[Database, Bundle]:
    """Make a database with one institution, one person and the released process."""
    url = f"sqlite:///{folder / 'carelane.db'}"
    upgrade(url)
    database = open_database(url)
    with database.transaction() as session:
        session.add(Institution(code="HOS1", name="医院", name_en="Hospital", kind="HOS"))
        session.add(Person(id="bench", login="bench", name="Bench"))
    bundle = Bundle(FILE.read_text("utf-8"), {}, {})
    deploy(database, bundle, FILE.name)
    return database, bundle


def _book(_call: JobCall) -> JobResult:
    return JobResult({"slot": "S-1"})


class _Worklist:
    """Looks at the worklist for everybody, so that nobody asks for a task before it is there."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._awaited: dict[str, asyncio.Event] = {}
        self._looking: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._looking = asyncio.create_task(self._look())
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._looking is not None
        self._looking.cancel()

    async def shows(self, task: str) -> None:
        """Wait until the task is there."""
        await self._awaited.setdefault(task, asyncio.Event()).wait()

    async def _look(self) -> None:
        statement = select(HumanTask.id).where(col(HumanTask.closed_at).is_(None))
        while True:
            await asyncio.sleep(_LOOK)
            if not self._awaited:
                continue
            with self._database.reading() as session:
                there = session.exec(statement).all()
            for task in there:
                if task in self._awaited:
                    self._awaited.pop(task).set()


@dataclass
class _Bench:
    client: Client
    bundle: Bundle
    worklist: _Worklist
    updates: dict[str, list[float]] = field(default_factory=lambda: {OURS: [], THEIRS: []})

    async def measures(self) -> dict[str, float]:
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
        pairs = zip(rounds[OURS], rounds[THEIRS], strict=True)
        ours, theirs = median(rounds[OURS]), median(rounds[THEIRS])
        our_update, their_update = median(self.updates[OURS]), median(self.updates[THEIRS])
        return {
            "throughput_vs_hand_written": median(their / our for our, their in pairs),
            "update_median_vs_hand_written": our_update / their_update,
            "cases_per_second": AT_ONCE / ours,
            "hand_written_cases_per_second": AT_ONCE / theirs,
            "update_median_milliseconds": our_update * 1000,
            "hand_written_update_median_milliseconds": their_update * 1000,
        }

    async def _round(self, side: str) -> float:
        began = time.perf_counter()
        await asyncio.gather(*(self._case(side) for _ in range(AT_ONCE)))
        return time.perf_counter() - began

    async def _case(self, side: str) -> None:
        """Run one case from its start to its end as its people would."""
        start = self._start(side)
        case = f"case-{start.instance_id}"
        operation: WithStartWorkflowOperation[Any, Any] = WithStartWorkflowOperation(
            side,
            start,
            id=case,
            task_queue="bench",
            id_conflict_policy=WorkflowIDConflictPolicy.FAIL,
        )
        await self.client.execute_update_with_start_workflow(
            "begun", start_workflow_operation=operation, id="begun", result_type=Answer
        )
        handle: WorkflowHandle[Any, Any] = self.client.get_workflow_handle(case)
        await self._complete(handle, side, TRIAGE)
        await self.worklist.shows(f"{start.instance_id}:{EXAMINE}")
        await self._complete(handle, side, EXAMINE)
        await self._complete(handle, side, PREPARE)
        await handle.result()

    def _start(self, side: str) -> StartProcess:
        case = uuid.uuid4().hex
        return StartProcess(
            instance_id=case,
            process_id="triage",
            bundle=self.bundle.pack() if side == OURS else "",
            bundle_sha256=self.bundle.sha256,
            institution="HOS1",
            pools={},
            variables={"referral_id": case, "institution": "HOS1", "urgency": "R"},
            business_key=case,
        )

    async def _complete(self, handle: WorkflowHandle[Any, Any], side: str, task_id: str) -> None:
        command = CompleteTask(uuid.uuid4().hex, task_id, _VALUES[task_id], "bench")
        began = time.perf_counter()
        answer: Answer = await handle.execute_update(
            "complete_task", command, id=command.command_id, result_type=Answer
        )
        self.updates[side].append(time.perf_counter() - began)
        assert answer.outcome == "done", answer
