"""Virtual time for SpiffWorkflow, which reads the machine's clock and chance in four module names.

They are replaced for the length of a `with` block only, under a lock, and put back whatever happens.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, tzinfo

import SpiffWorkflow.bpmn.specs.event_definitions.timer as timers
import SpiffWorkflow.task as tasks

_LOCK = threading.RLock()


class Clock:
    """What SpiffWorkflow sees instead of the world: the scenario's time, and ids that count up.

    ``firing`` says whether timers may fire now: as in our engine they fire when time passes, never in the
    turn that sets them.
    """

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.firing = False
        self._count = 0

    def count(self) -> int:
        """Give the next number; SpiffWorkflow takes it as id or as a time stamp that orders."""
        self._count += 1
        return self._count

    def time(self) -> float:
        """Stand in for ``time.time``."""
        return float(self.count())

    def moments(self) -> type[datetime]:
        """Give the class that stands in for ``datetime``: `now` is the scenario's."""
        clock = self

        class Moment(datetime):
            """A time of this clock; one that has come is in the past (Spiff asks for strictly less)."""

            @classmethod
            def now(cls, tz: tzinfo | None = None) -> "Moment":
                return cls.fromisoformat(clock.now.isoformat()).astimezone(tz or UTC)

            def __lt__(self, other: datetime) -> bool:  # type: ignore[override]  # as datetime has it
                return clock.firing and super().__le__(other)

        return Moment


@contextmanager
def virtual_time(clock: Clock) -> Iterator[None]:
    """Let SpiffWorkflow live in the time of this clock."""
    with _LOCK:
        saved = timers.datetime, timers.LOCALTZ, tasks.time, tasks.uuid4
        timers.datetime, timers.LOCALTZ = clock.moments(), UTC
        tasks.time, tasks.uuid4 = clock, clock.count
        try:
            yield
        finally:
            timers.datetime, timers.LOCALTZ, tasks.time, tasks.uuid4 = saved
