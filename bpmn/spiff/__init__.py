"""The second engine: SpiffWorkflow runs the cases of every scenario once more, for a second opinion.

`compare` gives each case of a scenario what our engine was given, at the same virtual time, and compares
turn by turn (`bpmn.scenarios.turns.Seen`). `LIMITS` is the list of what SpiffWorkflow cannot do.
"""

from bpmn.spiff.agreement import Agreement, compare
from bpmn.spiff.limits import LIMITS, Limit
from bpmn.spiff.plain import SecondEngine
from bpmn.spiff.replays import Replay, replay

__all__ = ["LIMITS", "Agreement", "Limit", "Replay", "SecondEngine", "compare", "replay"]
