"""The token engine: a pure function from a case's state and an event to its next state and effects.

`start` and `handle` are the whole interface (and what sets aside what they could not do); `State` dumps to JSON and loads again. Nothing here
reads a clock, a random number, the environment or a file: the same input gives the same output.
"""

from bpmn.engine.calls import Caller, answers_of
from bpmn.engine.conditional_starts import condition_holds
from bpmn.engine.due import is_far_behind
from bpmn.engine.engine import handle, handle_aside
from bpmn.engine.opening import start, start_aside
from bpmn.engine.starting import NotStartable
from bpmn.engine.state import State
from bpmn.engine.timed_starts import timed_start
from bpmn.engine.turn import Trouble

__all__ = [
    "Caller",
    "NotStartable",
    "State",
    "Trouble",
    "answers_of",
    "condition_holds",
    "handle",
    "handle_aside",
    "is_far_behind",
    "start",
    "start_aside",
    "timed_start",
]
