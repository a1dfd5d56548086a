"""Ending a case from outside: at once, or after what has completed in it was undone.

With compensation the case ends as if a compensation event were thrown at its root and waited for: what is open is
taken away, what has completed is undone the youngest first (in sub-processes too), and its handlers may take their time.
"""

from bpmn.engine.compensation import undo, unfinished
from bpmn.engine.effects import CaseCompensating
from bpmn.engine.events import CancelRequested
from bpmn.engine.lifecycle import end_case, terminate
from bpmn.engine.triggering import take_over
from bpmn.engine.turn import Turn


def cancel(turn: Turn, event: CancelRequested) -> None:
    """End the case, or begin to undo it; a case that is being undone already ends without the rest."""
    root = turn.state.root
    assert root is not None
    turn.undoes_children = event.compensate
    records = unfinished(turn, root) if event.compensate and not turn.state.compensating else []
    if not records:
        terminate(turn, root)
        end_case(turn, "cancelled", reason=event.reason)
        return
    take_over(turn, root)
    turn.undoes_children = False
    root.compensable, root.data = None, {"outcome": "cancelled", "reason": event.reason}
    turn.emit(CaseCompensating(event.reason))
    undoing = undo(turn, root, turn.program.root, records, "")
    assert undoing.data is not None
    undoing.data["cancels"] = True
