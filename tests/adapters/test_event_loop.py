"""What would be lost without a limit: a replay in Temporal's core was seen to wait for ever, and its sweep with it."""

import asyncio
from datetime import timedelta

import pytest

from carelane.adapters.event_loop import EventLoop


async def answer() -> str:
    return "still here"


def test_work_that_never_ends_would_keep_everybody_who_waits_for_it() -> None:
    loop = EventLoop()
    try:
        with pytest.raises(TimeoutError):
            loop.run(asyncio.Event().wait(), timedelta(milliseconds=20))
        assert loop.run(answer(), timedelta(seconds=20)) == "still here"
    finally:
        loop.close()
