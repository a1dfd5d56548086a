"""DMN decisions: read a file strictly, then decide by id.

Pure: a decision sees its variables and the time it is told. Expressions are FEEL and nothing else.
"""

from bpmn.dmn.decisions import Decided, Decisions, read_decisions
from bpmn.dmn.errors import DecisionError

__all__ = ["Decided", "DecisionError", "Decisions", "read_decisions"]
