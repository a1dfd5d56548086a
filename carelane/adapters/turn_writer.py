"""Writes the turns of cases before their workflow tasks are reported: what `workflows.journal` asks of its worker.

A turn that is written so needs no local activity: no marker in the history, no second way through the SDK. It is
the same transaction, guarded in the same way; whatever is not quick and plain is left to the local activity.
"""

import json
import time
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import replace

from temporalio.worker import (
    Interceptor,
    WorkflowInboundInterceptor,
    WorkflowInterceptorClassInput,
)

from carelane.domain.wire import Turn, Written
from workflows.journal import WRITE_AT_ONCE

WITHIN = 0.8
"""Seconds that a workflow task may wait: the SDK takes one that computes for two for stuck, and the local activity may follow."""
REST = 5.0
"""Seconds in which nothing is written at once after a write that failed or was too slow."""
_PLAIN = Written()


class TurnWriter(Interceptor):
    """Gives workflows the function that writes a turn through ``journal``, in one of ``threads``."""

    def __init__(self, journal: Callable[[Turn], Written], threads: Executor) -> None:
        """Keep both; ``threads`` have nothing else to do, so that a turn never waits for a job."""
        self._journal = journal
        self._threads = threads
        self._rests_until = 0.0

    def workflow_interceptor_class(
        self,
        input: WorkflowInterceptorClassInput,  # noqa: A002 - Temporal's name
    ) -> type[WorkflowInboundInterceptor] | None:
        """Add the function; nothing is intercepted."""
        input.unsafe_extern_functions[WRITE_AT_ONCE] = self.write
        return None

    def write(self, turn: Turn) -> bool:
        """Say whether the turn is written and its answer is the plain one; False says nothing about the rows."""
        if time.monotonic() < self._rests_until:
            return False
        writing = self._threads.submit(self._journal, _copy(turn))
        try:
            return writing.result(WITHIN) == _PLAIN
        except Exception:  # noqa: BLE001 - a local activity tries the same again, and tells what is wrong
            writing.cancel()
            self._rests_until = time.monotonic() + REST
            return False


def _copy(turn: Turn) -> Turn:
    """Copy what belongs to the case, as an activity would get it: a slow write may outlast the turn."""
    effects = json.loads(json.dumps(turn.effects))
    return replace(turn, effects=effects, causes=list(turn.causes))
