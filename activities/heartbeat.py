"""Runs a plain function in a thread while the activity tells Temporal that it is alive.

When a worker is killed, Temporal misses the heartbeat and gives the work to another worker after seconds,
not after the whole time that an attempt may take.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from typing import TypeVar

from temporalio import activity

BEAT = 3.0
Argument = TypeVar("Argument")
Result = TypeVar("Result")


async def beating(
    threads: Executor, work: Callable[[Argument], Result], argument: Argument
) -> Result:
    """Give what the function returns or raises."""
    working = asyncio.get_running_loop().run_in_executor(threads, work, argument)
    while not (await asyncio.wait([working], timeout=BEAT))[0]:
        activity.heartbeat()
    return working.result()
