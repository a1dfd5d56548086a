"""Carries out the plan: kills and freezes parts at their moments, and writes down what was hit when.

A worker is chosen among the running ones by turns. A part that is dead at its moment is hit as soon as it is back: the plan's kills
are kills of something that lived.
"""

import signal
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

from carelane.chaos.clock import step
from carelane.chaos.installation import WORKERS, Installation
from carelane.chaos.plan import Fault

ALIVE_WITHIN = 30.0
_LOOK = 0.02


@dataclass(frozen=True, slots=True)
class Hit:
    """A fault that took place: the part, its process id, when (seconds since 1970)."""

    kind: str
    component: str
    part: str
    pid: int
    at: float
    seconds: float = 0.0
    apart: bool = False


class Faults:
    """Runs a plan in a thread of its own; ``hits`` is what took place."""

    def __init__(self, installation: Installation, plan: Sequence[Fault]) -> None:
        self._installation = installation
        self._plan = plan
        self._turn = 0
        self.hits: list[Hit] = []
        self.missed: list[Fault] = []
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thaws: list[threading.Thread] = []

    def start(self) -> None:
        """Begin now."""
        self._thread.start()

    def join(self) -> None:
        """Wait until the plan is done and nothing is frozen."""
        self._thread.join()
        for thaw in self._thaws:
            thaw.join()

    @property
    def running(self) -> bool:
        """Whether faults are still to come."""
        return self._thread.is_alive()

    def _run(self) -> None:
        began = time.monotonic()
        for fault in self._plan:
            time.sleep(max(0.0, began + fault.at - time.monotonic()))
            hit = self._hit(fault)
            if hit is None:
                self.missed.append(fault)
            else:
                self.hits.append(hit)

    def _hit(self, fault: Fault) -> Hit | None:
        """Wait for the part to live, and strike."""
        if fault.kind == "step":
            step(self._installation.folder, fault.seconds)
            return Hit(fault.kind, fault.component, "worker-2", 0, time.time(), fault.seconds)
        part = self._part(fault.component)
        deadline = time.monotonic() + ALIVE_WITHIN
        number = signal.SIGKILL if fault.kind == "kill" else signal.SIGSTOP
        while time.monotonic() < deadline:
            at = time.time()
            pid = self._installation.send(part, number)
            if pid is not None and not self._was_hit(fault, pid):
                if fault.kind == "freeze":
                    self._thaw(part, fault.seconds)
                return Hit(fault.kind, fault.component, part, pid, at, fault.seconds, fault.apart)
            time.sleep(_LOOK)
        return None

    def _part(self, component: str) -> str:
        if component != "worker":
            return component
        self._turn += 1
        return WORKERS[self._turn % len(WORKERS)]

    def _was_hit(self, fault: Fault, pid: int) -> bool:
        """Tell a process that was killed a moment ago, and that nobody has noticed yet."""
        return fault.kind == "kill" and any(
            hit.pid == pid and hit.kind == "kill" for hit in self.hits
        )

    def _thaw(self, part: str, seconds: float) -> None:
        """Let the part go on after its time."""

        def later() -> None:
            time.sleep(seconds)
            self._installation.send(part, signal.SIGCONT)

        thread = threading.Thread(target=later, daemon=True)
        thread.start()
        self._thaws.append(thread)
