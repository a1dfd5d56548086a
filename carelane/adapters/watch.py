"""Makes a process watchable while it runs: its health, its metrics, and its row among the parts."""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Self

from temporalio.runtime import PrometheusConfig, Runtime, TelemetryConfig

from carelane.adapters import metrics
from carelane.adapters.cases import TemporalCases
from carelane.adapters.monitor import Answers, Monitor
from carelane.adapters.pulse import Pulse
from carelane.adapters.readiness import Readiness
from carelane.adapters.temporal_server import HOST, free_port
from carelane.domain.parts import PartKind
from carelane.services.transaction import Database
from carelane.settings import Settings

PATIENCE = timedelta(seconds=3)
"""A process that gets no answer for so long is not ready; probes do not wait longer."""


@contextmanager
def watched(  # noqa: PLR0913 - who it is, and what it can tell
    settings: Settings,
    database: Database,
    kind: PartKind,
    *,
    live: Callable[[], bool] = lambda: True,
    core: str = "",
    installation: bool = False,
) -> Iterator[Monitor]:
    """Serve this process's health and metrics and write down that it is there, within the block.

    ``core`` is where Temporal's core tells its metrics; ``installation`` adds the figures of all cases.
    """
    cases = TemporalCases(settings, database, PATIENCE)
    registry = metrics.own_registry()
    if installation:
        registry.register(metrics.Installation(database))

    ready = Readiness(database, cases).ask
    answers = Answers(live, ready, metrics.text(registry, core))
    try:
        with (
            Monitor(settings.monitor_host, settings.monitor_port, answers) as monitor,
            Pulse(database, kind, ready, monitor.address),
        ):
            yield monitor
    finally:
        cases.close()


class CoreMetrics:
    """The Temporal runtime of a worker, telling its metrics on a loopback port."""

    def __init__(self) -> None:
        self.address = f"{HOST}:{free_port()}"
        told = PrometheusConfig(bind_address=self.address, durations_as_seconds=True)
        self.runtime = Runtime(telemetry=TelemetryConfig(metrics=told))


class LoopPulse:
    """Notices an event loop that stands still; an asynchronous context manager on that loop."""

    EVERY = 1.0
    STUCK_AFTER = 30.0

    def __init__(self) -> None:
        self._last: float | None = None
        self._beating: asyncio.Task[None] | None = None

    def beats(self) -> bool:
        """Say whether the loop ran within the last half minute; a loop not begun yet is no fault."""
        return self._last is None or time.monotonic() - self._last < self.STUCK_AFTER

    async def __aenter__(self) -> Self:
        self._beating = asyncio.create_task(self._beat())
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._beating is not None
        self._beating.cancel()
        self._last = None

    async def _beat(self) -> None:
        while True:
            self._last = time.monotonic()
            await asyncio.sleep(self.EVERY)
