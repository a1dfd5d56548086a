"""Timer start events at release: refused where no case could ever begin by them."""

from collections.abc import Iterator
from datetime import datetime

from bpmn.definition import BPMN_FILE, Definition
from bpmn.engine import Trouble, timed_start
from bpmn.findings import Finding, Refused
from bpmn.model import Process


def check_timed_starts(compiled: Definition, now: datetime) -> None:
    """Refuse timers that could never start a case: no time, no next time, nowhere to start."""
    problems = [
        Finding(
            "error", "timer_start", BPMN_FILE, each.element.line, each.element.id, message, hint
        )
        for process in compiled.processes.values()
        for each in process.beginnings
        if each.key in process.timer_starts
        for message, hint in _problems(process, each.key, now)
    ]
    if problems:
        raise Refused(problems)


def _problems(process: Process, element_id: str, now: datetime) -> Iterator[tuple[str, str]]:
    """Say what is wrong with one timer start event, and what to do."""
    if not process.pool_kind:
        message = "nothing says at which institutions this timer starts cases"
        yield message, "put carelane:pool with a kind on the process's participant"
    try:
        due = timed_start(process, element_id, now, 0)
    except Trouble as trouble:
        yield str(trouble), "a timer start event sees no variables: write the value itself"
        return
    if due is None or due < now:
        yield "the timer has no time left", "choose a moment that is still to come"
