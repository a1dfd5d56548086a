"""Cases that call cases, in a process test."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bpmn.engine import Caller, answers_of, start
from bpmn.engine.effects import Effect, StartChild
from bpmn.engine.events import CancelRequested, ChildFailed
from bpmn.json_types import Variables
from bpmn.model.starts import begins_plainly

if TYPE_CHECKING:
    from bpmn.conformance.host import Host

MAX_CASES = 1_000
"""Most cases of one test: more calls than that fail."""


def call(host: "Host", place: int, asked: StartChild) -> None:
    """Start the called process for the case at this place, or tell it that there is none."""
    process = host.processes.get(asked.process_id)
    if process is None or not begins_plainly(process.body) or len(host.running) >= MAX_CASES:
        host.waiting.append((host.now, place, ChildFailed(asked.child_id, "unknown")))
        return
    caller = Caller(asked.catches, asked.depth)
    begun = start(process, asked.variables, host.now, caller=caller)
    host.add(process, begun, (place, asked))


def call_off(host: "Host", place: int, child_id: str) -> None:
    """Cancel the child of the case at this place."""
    for number, each in enumerate(host.running):
        caller, asked = each.called or (-1, None)
        if asked is not None and (caller, asked.child_id) == (place, child_id):
            host.give(number, CancelRequested("the call was cancelled"))


def tell_caller(host: "Host", place: int, before: Variables, effects: Sequence[Effect]) -> None:
    """Tell the caller what a turn of a called case means to it."""
    called = host.running[place].called
    if called is not None:
        caller, asked = called
        answers = answers_of(asked.child_id, asked.variables, before, effects)
        host.waiting.extend((host.now, caller, answer) for answer in answers)
