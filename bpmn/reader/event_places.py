"""Which event definitions may stand where, and what is inside them."""

from typing import Literal

Place = Literal["start", "event_subprocess", "catch", "boundary", "throw", "end"]

ALLOWED: dict[Place, frozenset[str]] = {
    "start": frozenset(["message", "timer", "signal", "conditional"]),
    "event_subprocess": frozenset(
        ["message", "timer", "signal", "conditional", "error", "escalation", "compensate"]
    ),
    "catch": frozenset(["message", "timer", "signal", "conditional", "link"]),
    "boundary": frozenset(
        ["message", "timer", "signal", "conditional", "error", "escalation", "compensate", "cancel"]
    ),
    "throw": frozenset(["message", "signal", "escalation", "link", "compensate"]),
    "end": frozenset(
        ["message", "signal", "error", "escalation", "compensate", "cancel", "terminate"]
    ),
}
"""Event definitions by place; `none` is checked apart."""
NAMES: dict[Place, str] = {
    "start": "a start event of a process",
    "event_subprocess": "a start event of an event sub-process",
    "catch": "an intermediate catch event",
    "boundary": "a boundary event",
    "throw": "an intermediate throw event",
    "end": "an end event",
}
DEFINITIONS = frozenset(
    [
        "messageEventDefinition",
        "timerEventDefinition",
        "signalEventDefinition",
        "errorEventDefinition",
        "escalationEventDefinition",
        "terminateEventDefinition",
        "conditionalEventDefinition",
        "linkEventDefinition",
        "compensateEventDefinition",
        "cancelEventDefinition",
    ]
)
_UNDOING = frozenset(["link", "compensate", "cancel"])
ALONE: dict[Place, frozenset[str]] = {
    "start": frozenset(["link"]),
    "event_subprocess": _UNDOING,
    "catch": frozenset(["link"]),
    "boundary": _UNDOING,
    "throw": frozenset(["link"]),
    "end": frozenset(["link"]),
}
"""Kinds that do not stand beside others on one event: where a token would go on is not clear."""
PARTS = {
    "messageEventDefinition": frozenset(["operationRef"]),
    "timerEventDefinition": frozenset(["timeDate", "timeDuration", "timeCycle"]),
    "conditionalEventDefinition": frozenset(["condition"]),
    "linkEventDefinition": frozenset(["source", "target"]),
}
"""Children of the definitions, beside what any element may have."""
