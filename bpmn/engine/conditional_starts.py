"""Start events that a true condition begins.

Nobody runs the process yet, so the condition sees only what the host gives it (BPMN 2.0.2, 10.5.2: it must not
refer to the data of an instance). The host asks here whenever that has changed, and starts a case with
`bpmn.engine.start(..., condition=key)` when the answer has become true.
"""

from collections.abc import Mapping
from datetime import datetime

from bpmn.engine.program import program_of
from bpmn.engine.splits import is_true
from bpmn.engine.state import State
from bpmn.engine.turn import Turn
from bpmn.json_types import Json
from bpmn.model import Process


def condition_holds(
    process: Process, key: str, variables: Mapping[str, Json], now: datetime
) -> bool:
    """Say whether the condition of this key (`Process.conditional_starts`) is true of these variables.

    Raises `bpmn.engine.turn.Trouble` where it is neither true nor false.
    """
    turn = Turn(program_of(process), State(process.id), now)
    condition = process.conditional_starts[key].condition
    return is_true(turn, condition, dict(variables), "the condition")
