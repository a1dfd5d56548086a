"""Runs a plain function in a thread while the activity tells Temporal that it is alive, and how far it is.

When a worker is killed, Temporal misses the heartbeat and gives the work to another worker after seconds,
not after the whole time that an attempt may take. The next attempt finds the progress that was told last; what
was told in the last seconds before a kill may be lost, because Temporal's client sends heartbeats seldom.
"""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Executor
from typing import TypeVar

from temporalio import activity

from bpmn.json_types import Json

BEAT = 3.0
BEATS_PER_SILENCE = 3
GRACE = 5.0
"""Seconds that a cancelled function gets to notice it."""
Argument = TypeVar("Argument")
Result = TypeVar("Result")


class JobCancelled(Exception):  # noqa: N818 - reads as what it is
    """Nobody waits for this job any more: its element is gone, its time is over, or the worker stops."""


class Progress:
    """How far a long job is. ``last`` is what an earlier attempt told last, None at first; JSON, no patient data."""

    def __init__(self, last: Json = None) -> None:
        self.last = last
        self._told = last
        self._cancelled = threading.Event()

    @property
    def told(self) -> Json:
        """Give what was told last."""
        return self._told

    @property
    def cancelled(self) -> bool:
        """Whether the work is in vain."""
        return self._cancelled.is_set()

    def tell(self, progress: Json) -> None:
        """Keep how far the work is, for the next heartbeat; raises `JobCancelled` when it is in vain."""
        self._told = progress
        if self.cancelled:
            raise JobCancelled

    def cancel(self) -> None:
        """Let the next `tell` raise."""
        self._cancelled.set()


async def beating(
    threads: Executor,
    work: Callable[[Argument], Result],
    argument: Argument,
    progress: Progress | None = None,
) -> Result:
    """Give what the function returns or raises; a cancellation is told to it by ``progress``."""
    progress = progress or Progress()
    working = asyncio.get_running_loop().run_in_executor(threads, work, argument)
    try:
        while not (await asyncio.wait([working], timeout=_pause()))[0]:
            activity.heartbeat(progress.told)
    except asyncio.CancelledError:
        progress.cancel()
        working.add_done_callback(_seen)
        await asyncio.wait([working], timeout=GRACE)
        raise
    if progress.told is not progress.last:
        activity.heartbeat(progress.told)  # for the next attempt, if this one has failed
    return working.result()


def earlier_progress() -> Progress:
    """Give the progress of the attempts before this one."""
    details = activity.info().heartbeat_details
    return Progress(details[0] if details else None)


def _pause() -> float:
    """Give the seconds between two heartbeats."""
    silence = activity.info().heartbeat_timeout
    return BEAT if silence is None else min(BEAT, silence.total_seconds() / BEATS_PER_SILENCE)


def _seen(working: asyncio.Future[Result]) -> None:
    """Take note of how cancelled work ended; nobody else asks."""
    if not working.cancelled():
        working.exception()
