"""Events and what they wait for or throw."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from bpmn.model.elements import FlowNode
from bpmn.model.extension import JobDefinition, Sending
from bpmn.model.values import Value


@dataclass(frozen=True, slots=True)
class MessageTrigger:
    """Waits for the message `name` with the correlation key."""

    name: Value
    correlation_key: Value | None = None


@dataclass(frozen=True, slots=True)
class TimerTrigger:
    """Waits for a point in time: an ISO 8601 date-time, duration or repeating interval."""

    kind: Literal["date", "duration", "cycle"]
    value: Value


@dataclass(frozen=True, slots=True)
class SignalTrigger:
    """Waits for, or throws, the signal `name` to everything that waits in this case."""

    name: Value


@dataclass(frozen=True, slots=True)
class ErrorTrigger:
    """Catches, or throws, the error `code`; an empty code catches every error."""

    code: str


@dataclass(frozen=True, slots=True)
class EscalationTrigger:
    """Catches, or throws, the escalation `code`; an empty code catches every escalation."""

    code: str


@dataclass(frozen=True, slots=True)
class MessageThrow:
    """Sends a message to another case, or runs the job that sends it to the outside."""

    sending: Sending | JobDefinition


@dataclass(frozen=True, slots=True)
class Terminate:
    """Ends the scope at once."""


Catch = MessageTrigger | TimerTrigger | SignalTrigger | ErrorTrigger | EscalationTrigger
Throw = MessageThrow | SignalTrigger | ErrorTrigger | EscalationTrigger | Terminate


@dataclass(frozen=True, slots=True, kw_only=True)
class StartEvent(FlowNode):
    """Where a process, sub-process or event sub-process begins."""

    tag: ClassVar[str] = "startEvent"

    trigger: Catch | None = None
    interrupting: bool = True
    form_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatchEvent(FlowNode):
    """An intermediate event that a token waits in."""

    tag: ClassVar[str] = "intermediateCatchEvent"

    trigger: Catch


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryEvent(FlowNode):
    """An event that is caught while the activity `attached_to` is open."""

    tag: ClassVar[str] = "boundaryEvent"

    attached_to: str
    trigger: Catch
    interrupting: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ThrowEvent(FlowNode):
    """An intermediate event that throws, or marks a point (no throw)."""

    tag: ClassVar[str] = "intermediateThrowEvent"

    throw: Throw | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndEvent(FlowNode):
    """Where a token ends."""

    tag: ClassVar[str] = "endEvent"

    throw: Throw | None = None
