"""One Temporal timer for the earliest due time of a case, rebuilt from absolute times.

A timer that rings too early costs less than a timer cancelled and started anew at every human task:
while a timer runs that is not later than the earliest due time it is left alone, and when it rings for
nothing, the next one is set.
"""

import asyncio
from datetime import datetime

from temporalio import workflow


class Alarm:
    """Rings at or before the earliest due time; ``rang`` stays set until `set` is called again."""

    def __init__(self) -> None:
        self.rang = False
        self._rings_at: datetime | None = None
        self._timer: asyncio.TimerHandle | None = None

    def set(self, due: datetime | None) -> None:
        """Make sure that the alarm rings no later than ``due`` (None: nothing is due)."""
        self.rang = False
        if due is None or (self._rings_at is not None and self._rings_at <= due):
            return
        if self._timer is not None:
            self._timer.cancel()
        seconds = max((due - workflow.now()).total_seconds(), 0.0)
        self._rings_at = due
        self._timer = asyncio.get_running_loop().call_later(seconds, self._ring)

    def _ring(self) -> None:
        self.rang, self._rings_at, self._timer = True, None, None
