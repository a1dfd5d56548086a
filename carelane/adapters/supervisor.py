"""Keeps the parts of the product running: starts child processes, restarts the dead, ends them all.

Input: a list of `Part`s from the command line's `up`. Each part writes to its own log file. A part that dies
is started again after a pause that doubles with every quick death. The children end with their parent,
even when the parent is killed (Linux: parent-death signal).
"""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

PAUSE_FIRST = 0.25
PAUSE_MOST = 5.0
HEALTHY_AFTER = 5.0
STOP_WITHIN = 10.0
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Part:
    """One process of the product: its name, command line and extra environment.

    ``once``: it ends by itself, is not started again, and speaks to the terminal instead of a log.
    """

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    once: bool = False


def die_with_parent() -> None:
    """Ask the kernel to end this process when its parent ends (a no-op outside Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


class _Child:
    """A part that should be running."""

    def __init__(self, part: Part, logs: Path) -> None:
        self.part = part
        self.log = logs / f"{part.name}.log"
        self.pause = PAUSE_FIRST
        self.started = 0.0
        self.start_again_at = 0.0
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.started = time.monotonic()
        with self.log.open("ab") as log:
            output = None if self.part.once else log
            self.process = subprocess.Popen(  # noqa: S603 - our own command lines
                list(self.part.command),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env={**os.environ, **self.part.environment},
                preexec_fn=die_with_parent,  # noqa: PLW1509 - one prctl call, no locks taken
            )

    def died(self) -> int | None:
        """Tell the exit code once, when the process has ended; plan the restart."""
        if self.process is None or (code := self.process.poll()) is None:
            return None
        now = time.monotonic()
        self.pause = (
            PAUSE_FIRST if now - self.started > HEALTHY_AFTER else min(self.pause * 2, PAUSE_MOST)
        )
        self.process, self.start_again_at = None, now + self.pause
        return code


class Supervisor:
    """Runs parts until it is stopped.

    ``tell`` gets one line for a person each time a part dies. Use as a context manager: leaving it ends every part, last
    started first.
    """

    def __init__(self, logs: Path, tell: Callable[[str], None]) -> None:
        logs.mkdir(parents=True, exist_ok=True)
        self._logs = logs
        self._tell = tell
        self._children: list[_Child] = []
        self._stop = threading.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def add(self, part: Part) -> None:
        """Start a part and keep it running."""
        child = _Child(part, self._logs)
        child.start()
        self._children.append(child)

    def pids(self) -> dict[str, int]:
        """Give the process id of every part that runs at this moment."""
        running = [(child.part.name, child.process) for child in tuple(self._children)]
        return {name: process.pid for name, process in running if process is not None}

    def stop(self, *_: object) -> None:
        """Make `watch` return (also usable as a signal handler)."""
        self._stop.set()

    def watch(self) -> None:
        """Restart what dies, until `stop` is called."""
        while not self._stop.wait(0.1):
            for child in tuple(self._children):
                self._look_after(child)

    def _look_after(self, child: _Child) -> None:
        """Notice a death, and start the part again when its pause is over."""
        code = child.died()
        if code is not None and child.part.once:
            self._children.remove(child)
            if code:
                self._tell(f"{child.part.name} ended (code {code})")
            return
        if code is not None:
            self._tell(
                f"{child.part.name} ended (code {code}); starting it again in "
                f"{child.pause:g} s. Its log: {child.log}"
            )
        if child.process is None and time.monotonic() >= child.start_again_at:
            child.start()

    def end(self) -> None:
        """End every part: politely, then by force."""
        for child in reversed(self._children):
            if child.process is not None and child.process.poll() is None:
                child.process.terminate()
        deadline = time.monotonic() + STOP_WITHIN
        for child in reversed(self._children):
            if child.process is None:
                continue
            try:
                child.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.process.kill()
                child.process.wait()
        self._children.clear()
