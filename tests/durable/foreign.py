"""A hospital's worker in this process that knows nothing of us: it may answer anything."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from typing import Any, Self

from temporalio import activity
from temporalio.worker import Worker

from tests.durable.site import Site

Answering = Callable[[dict[str, Any]], Awaitable[Any]]


class ForeignWorker:
    """Serves job types on a task queue of its own."""

    def __init__(self, site: Site, **jobs: Answering) -> None:
        self._site = site
        self.queue = f"hospital-{uuid.uuid4().hex}"
        self._activities = [_activity(name, answer) for name, answer in jobs.items()]
        self._worker: Worker | None = None

    def __enter__(self) -> Self:
        self._site.loop.run(self._start())
        return self

    async def _start(self) -> None:
        self._worker = Worker(self._site.client, task_queue=self.queue, activities=self._activities)
        self._running = asyncio.create_task(self._worker.run())

    def __exit__(self, *_: object) -> None:
        self._site.loop.run(self._stop())

    async def _stop(self) -> None:
        assert self._worker is not None
        await self._worker.shutdown()
        await self._running


def _activity(name: str, answer: Answering) -> Callable[[dict[str, Any]], Awaitable[Any]]:
    @activity.defn(name=name)
    async def run(call: dict[str, Any]) -> Any:
        return await answer(call)

    return run
