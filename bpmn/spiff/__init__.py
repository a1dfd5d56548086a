"""The second engine: SpiffWorkflow runs the same cases, for a second opinion."""

from bpmn.spiff.limits import LIMITS, Limit
from bpmn.spiff.plain import SecondEngine
from bpmn.spiff.replay import Replay, replay

__all__ = ["LIMITS", "Limit", "Replay", "SecondEngine", "replay"]
