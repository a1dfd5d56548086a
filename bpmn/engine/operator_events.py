"""What operators do to a running case: events of `bpmn.engine.handle` like any other.

What cannot be done is found beforehand (`bpmn.engine.modification.problems`, `bpmn.engine.edits.problems`): the
durable loop refuses it, and the engine takes such an event as one that changes nothing.
"""

from dataclasses import dataclass, field
from datetime import datetime

from bpmn.json_types import Variables


@dataclass(frozen=True, slots=True)
class SuspendRequested:
    """Stop: timers do not fire, and what arrives is held until the case is resumed."""

    reason: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class ResumeRequested:
    """Go on: what is due and what was held happens now, in the order of time."""

    reason: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Activate:
    """Begin the element ``element_id``, with ``variables`` of its own.

    ``scope`` is the activation around it where several are open; empty: the only one, or a new one.
    """

    element_id: str
    scope: str = ""
    variables: Variables = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ModificationRequested:
    """Move tokens: begin these elements, then take these activations away, as one step of the case.

    ``variables`` are written to the case's root before that.
    """

    terminate: tuple[str, ...] = ()
    activate: tuple[Activate, ...] = ()
    variables: Variables = field(default_factory=dict)
    reason: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class VariablesEdited:
    """Set and remove variables of one scope: the root, or the activation with the id ``scope``."""

    scope: str = ""
    variables: Variables = field(default_factory=dict)
    remove: tuple[str, ...] = ()
    reason: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class ClockExtended:
    """Give a running SLA clock more time: it is due at ``due_at``."""

    sla_id: str
    due_at: datetime
    reason: str = ""
    by: str = ""


OperatorEvent = (
    SuspendRequested | ResumeRequested | ModificationRequested | VariablesEdited | ClockExtended
)
