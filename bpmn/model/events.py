"""Events and what they wait for or throw."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from bpmn.model.elements import FlowNode
from bpmn.model.extension import JobDefinition, Sending
from bpmn.model.values import Expression, Value


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
    """Waits for, or throws, the signal `name`, which everything that waits for it hears, in any case."""

    name: Value


@dataclass(frozen=True, slots=True)
class ConditionTrigger:
    """Waits until the condition becomes true; it is looked at when a variable that it reads changes.

    `variables` narrows that to these names, `on` to variables that are new or have a new value
    (`zeebe:conditionalFilter`).
    """

    condition: Expression
    variables: tuple[str, ...] = ()
    on: tuple[Literal["create", "update"], ...] = ("create", "update")


@dataclass(frozen=True, slots=True)
class Link:
    """Goes on at, or is, the link catch event of this name in the same body."""

    name: str


@dataclass(frozen=True, slots=True)
class ErrorTrigger:
    """Catches, or throws, the error `code`; an empty code catches every error."""

    code: str


@dataclass(frozen=True, slots=True)
class EscalationTrigger:
    """Catches, or throws, the escalation `code`; an empty code catches every escalation."""

    code: str


@dataclass(frozen=True, slots=True)
class CompensationTrigger:
    """Catches compensation: of the activity it is attached to, or of the sub-process it is in."""


@dataclass(frozen=True, slots=True)
class CompensationThrow:
    """Undoes what the activity has done, or all that its scope has (BPMN 2.0, 13.5.5).

    `wait` says whether the token waits until it is undone.
    """

    activity: str = ""
    wait: bool = True


@dataclass(frozen=True, slots=True)
class CancelTrigger:
    """Catches, or throws, the cancelling of a transaction."""


@dataclass(frozen=True, slots=True)
class MessageThrow:
    """Sends a message to another case, or runs the job that sends it to the outside."""

    sending: Sending | JobDefinition


@dataclass(frozen=True, slots=True)
class Terminate:
    """Ends the scope at once."""


SingleCatch = (
    MessageTrigger
    | TimerTrigger
    | SignalTrigger
    | ConditionTrigger
    | Link
    | ErrorTrigger
    | EscalationTrigger
    | CompensationTrigger
    | CancelTrigger
)
SingleThrow = (
    MessageThrow
    | SignalTrigger
    | Link
    | ErrorTrigger
    | EscalationTrigger
    | CompensationThrow
    | CancelTrigger
    | Terminate
)


@dataclass(frozen=True, slots=True)
class Multiple:
    """Waits for the first of its triggers, or (`parallel`) until all of them have happened."""

    triggers: tuple[SingleCatch, ...]
    parallel: bool = False


@dataclass(frozen=True, slots=True)
class MultipleThrow:
    """Throws all of them."""

    throws: tuple[SingleThrow, ...]


Catch = SingleCatch | Multiple
Throw = SingleThrow | MultipleThrow


def triggers_in(trigger: Catch | None) -> tuple[SingleCatch, ...]:
    """Give the triggers of an event one by one."""
    if isinstance(trigger, Multiple):
        return trigger.triggers
    return () if trigger is None else (trigger,)


def throws_in(throw: Throw | None) -> tuple[SingleThrow, ...]:
    """Give what an event throws one by one."""
    if isinstance(throw, MultipleThrow):
        return throw.throws
    return () if throw is None else (throw,)


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
    """An event that is caught while the activity `attached_to` is open.

    `handler` is the activity that undoes it, where the trigger is compensation.
    """

    tag: ClassVar[str] = "boundaryEvent"

    attached_to: str
    trigger: Catch
    interrupting: bool = True
    handler: str = ""


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
