"""A small hospital group for tests: a database, a worker and a door on a real Temporal server."""

import asyncio
import os
import time
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlmodel import SQLModel, col, select
from temporalio.client import Client
from temporalio.testing import TimeSkipper
from temporalio.worker import Worker

from bpmn.definition import Bundle
from carelane.adapters.case_client import Queues, workflow_id
from carelane.adapters.cases import Cases
from carelane.adapters.event_loop import EventLoop
from carelane.adapters.keyring import Keyring
from carelane.adapters.temporal_client import TemporalOptions, case_codec, connect
from carelane.adapters.worker import WorkerOptions, build_worker
from carelane.domain.human_tasks import HumanTask
from carelane.domain.institutions import Institution
from carelane.domain.people import Person
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.wire import Answer, CompleteTask, JobCall, JobResult, StartProcess
from carelane.services.process_definitions import deploy
from carelane.services.transaction import Database

FILES = Path(__file__).parent / "files"
PATIENCE = 30.0
CACHED = int(os.environ.get("CARELANE_TEST_CACHED_WORKFLOWS", "1000"))


def eventually(check: Callable[[], Any], within: float = PATIENCE) -> Any:
    """Give the first true value of the check."""
    deadline = time.monotonic() + within
    while not (value := check()):
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)
    return value


def book(_call: JobCall) -> JobResult:
    return JobResult({"slot": "Monday 9:00"})


def payload(bundle: Bundle, process_id: str, **variables: Any) -> StartProcess:
    """Make the start of a new case at PRI1."""
    case = uuid.uuid4().hex
    born_with = {"institution": "PRI1", "pools": {}, "business_key": case, "started_by": ""}
    return StartProcess(
        instance_id=case,
        process_id=process_id,
        bundle=bundle.pack(),
        bundle_sha256=bundle.sha256,
        institution="PRI1",
        pools={},
        variables=variables | born_with,
        business_key=case,
        at_once=True,
    )


def options_for(address: str, database: Database) -> TemporalOptions:
    """Encrypt with the keys that lie beside the test's database."""
    keys = Path(str(database.engine.url.database)).with_name("keys.json")
    return TemporalOptions(address, codec=case_codec(Keyring(keys, database), database))


class Site:
    """What a test works with."""

    def __init__(
        self, address: str, database: Database, temporal: TemporalOptions | None = None
    ) -> None:
        self.address = address
        self.database = database
        self._temporal = temporal = temporal or options_for(address, database)
        self.options = WorkerOptions(
            queues=Queues(f"test-{uuid.uuid4().hex}"),
            handlers={"book": book},
            max_cached_workflows=CACHED,
            # Without a cache a second case would push out the first in the middle of its turn.
            max_concurrent_workflow_tasks=16 if CACHED else 1,
        )
        self.loop = EventLoop()
        self.client: Client = self.loop.run(connect(temporal))
        self.cases = Cases.connect(temporal, self.options.queues)
        self._doors: list[Cases] = []
        self._worker: Worker | None = None
        self._running: asyncio.Task[None] | None = None
        self.bundles: dict[str, Bundle] = {}

    def work(self, **handlers: Callable[[JobCall], JobResult]) -> None:
        """Start a worker."""
        self.options = replace(self.options, handlers={**self.options.handlers, **handlers})
        self.loop.run(self._work())

    async def _work(self) -> None:
        self._worker = build_worker(self.client, self.database, self.options)
        self._running = asyncio.create_task(self._worker.run())

    def rest(self) -> None:
        """Stop the worker."""
        self.loop.run(self._rest())

    async def _rest(self) -> None:
        if self._worker is not None and self._running is not None:
            try:
                await asyncio.wait_for(self._worker.shutdown(), PATIENCE)
                await self._running
            except TimeoutError:
                self._running.cancel()  # Temporal's core was seen to wait for ever for a task of a closed case
        self._worker = None

    def door(self, patience: float) -> Cases:
        """Make a door at which nobody waits longer than this (seconds)."""
        door = Cases.connect(self._temporal, self.options.queues, timedelta(seconds=patience))
        self._doors.append(door)
        return door

    def close(self) -> None:
        self.rest()
        for door in (self.cases, *self._doors):
            door.close()
        self.loop.close()
        self.database.engine.dispose()

    def deploy(self, name: str) -> Bundle:
        bundle = Bundle((FILES / f"{name}.bpmn").read_text(), {}, {})
        for definition in deploy(self.database, bundle, f"{name}.bpmn"):
            self.bundles[definition.process_id] = bundle
        return bundle

    def release_changed(self, name: str, old: str, new: str) -> str:
        """Deploy a file with a change, and give the new bundle's hash."""
        text = (FILES / f"{name}.bpmn").read_text().replace(old, new)
        bundle = Bundle(text, {}, {})
        deploy(self.database, bundle, f"{name}.bpmn")
        return bundle.sha256

    def start(
        self, process_id: str, *, wait: bool = True, turns_per_run: int = 0, **variables: Any
    ) -> str:
        """Start a case at PRI1 and give its id."""
        start = payload(self.bundles[process_id], process_id, **variables)
        answer = self.cases.start(replace(start, turns_per_run=turns_per_run), wait=wait)
        assert answer.outcome == "done"
        return start.instance_id

    def complete(
        self, case: str, element_id: str, *, command_id: str = "", **values: Any
    ) -> Answer:
        """Complete the case's open task of this element as Doctor Li."""
        task = eventually(lambda: self.tasks(case, element_id))[0]
        return self.cases.complete_task(case, self.completion(task.task_id, command_id, **values))

    def completion(self, task_id: str, command_id: str = "", **values: Any) -> CompleteTask:
        """Make Doctor Li's command."""
        return CompleteTask(command_id or uuid.uuid4().hex, task_id, values, "li")

    def tasks(self, case: str, element_id: str = "") -> list[HumanTask]:
        """Give the open tasks of the case (of one element)."""
        rows = self.rows(HumanTask, instance_id=case)
        return [r for r in rows if r.closed_at is None and element_id in {"", r.element_id}]

    def rows(self, table: type[Any], **equal: Any) -> list[Any]:
        """Give the rows of a table with these values."""
        with self.database.reading() as session:
            where = (col(getattr(table, name)) == value for name, value in equal.items())
            return list(session.exec(select(table).where(*where)).all())

    def row(self, case: str) -> ProcessInstance | None:
        """Give the case's row."""
        found = self.rows(ProcessInstance, id=case)
        return found[0] if found else None

    def ended(self, case: str) -> ProcessInstance:
        """Wait for the end of the case, of its workflow too, and give its row."""
        handle = self.client.get_workflow_handle(workflow_id(case))
        self.loop.run(asyncio.wait_for(handle.result(), PATIENCE))
        row = self.row(case)
        assert row is not None
        assert row.state != "active"
        return row

    def skip(self, case: str, **time_parts: float) -> None:
        """Let the case's time pass."""
        handle = self.client.get_workflow_handle(workflow_id(case))
        self.loop.run(TimeSkipper(self.client).fast_forward(handle, timedelta(**time_parts)))


def seed(database: Database) -> None:
    """Two institutions and a doctor."""
    rows: list[SQLModel] = [
        Institution(code="PRI1", name="卫生院", name_en="Township hospital", kind="PRI"),
        Institution(code="HOS1", name="省医院", name_en="Provincial hospital", kind="HOS"),
        Person(id="li", login="li", name="李医生"),
    ]
    with database.transaction() as session:
        session.add_all(rows)
