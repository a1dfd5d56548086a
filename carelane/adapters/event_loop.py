"""An event loop in a thread of its own, so that synchronous doors can use Temporal's asynchronous client."""

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from datetime import timedelta
from typing import Any, TypeVar

Result = TypeVar("Result")


def run_on(
    loop: asyncio.AbstractEventLoop,
    work: Coroutine[Any, Any, Result],
    within: timedelta | None = None,
) -> Result:
    """Run the coroutine on another thread's loop and wait for what it returns or raises.

    Raises `TimeoutError` where it takes longer than ``within``; it is cancelled then, and nobody waits for that.
    """
    future = asyncio.run_coroutine_threadsafe(work, loop)
    try:
        return future.result(within.total_seconds() if within else None)
    finally:
        future.cancel()


class EventLoop:
    """Runs coroutines for other threads. A daemon thread: it never keeps a program from ending."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(
            target=self._loop.run_forever, name="carelane-temporal", daemon=True
        )
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, Result], within: timedelta | None = None) -> Result:
        """Run the coroutine there and wait, as `run_on` does."""
        return run_on(self._loop, work, within)

    def submit(self, work: Coroutine[Any, Any, Result]) -> Future[Result]:
        """Run the coroutine there without waiting."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def close(self) -> None:
        """Stop the loop and its thread."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
        if not self._loop.is_closed():
            self._loop.close()
