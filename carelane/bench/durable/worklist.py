"""What people do in this bench: look at the worklist, and complete what they find there."""

import asyncio
import time
import uuid
from typing import Any, Self

from sqlmodel import col, select
from temporalio.client import Client

from carelane.domain.human_tasks import HumanTask
from carelane.domain.wire import Answer, CompleteTask, workflow_id
from carelane.services.transaction import Database

_LOOK = 0.01


class Worklist:
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


async def complete(client: Client, case: str, task_id: str, values: dict[str, Any]) -> float:
    """Complete a task and give the seconds until the answer came."""
    handle = client.get_workflow_handle(workflow_id(case))
    command = CompleteTask(uuid.uuid4().hex, task_id, values, "bench")
    began = time.perf_counter()
    answer: Answer = await handle.execute_update(
        "complete_task", command, id=command.command_id, result_type=Answer
    )
    seconds = time.perf_counter() - began
    assert answer.outcome == "done", answer
    return seconds


def open_task(database: Database, case: str) -> str:
    """Name the case's only open task."""
    mine = col(HumanTask.instance_id) == case
    with database.reading() as session:
        return session.exec(
            select(HumanTask.task_id).where(mine, col(HumanTask.closed_at).is_(None))
        ).one()
