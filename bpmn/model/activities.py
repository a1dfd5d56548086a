"""Tasks and sub-processes, and the loops they may carry."""

from dataclasses import dataclass, field
from typing import ClassVar, Literal

from bpmn.model.clocks import Sla
from bpmn.model.elements import FlowNode
from bpmn.model.events import EscalationTrigger, MessageTrigger, SignalTrigger
from bpmn.model.extension import (
    Assignment,
    CalledDecision,
    CalledElement,
    JobDefinition,
    Schedule,
    Script,
    Sending,
)
from bpmn.model.flows import Body
from bpmn.model.values import Expression, Value


@dataclass(frozen=True, slots=True)
class StandardLoop:
    """Repeats while `condition` holds, at most `maximum` times (0: no limit of its own)."""

    condition: Expression | None
    test_before: bool = False
    maximum: int = 0


ImplicitThrow = SignalTrigger | EscalationTrigger
"""What the instances of a multi-instance activity may throw by themselves."""


@dataclass(frozen=True, slots=True)
class InstanceEvent:
    """An event that an instance throws as it completes, where the condition holds if there is one."""

    event: ImplicitThrow
    condition: Expression | None = None


@dataclass(frozen=True, slots=True)
class MultiInstance:
    """One instance for each item of `collection`, or `cardinality` instances.

    `data_input` and `data_output` are the variables of the activity that loopDataInputRef and loopDataOutputRef
    name; they hold all items, an instance has one. `behavior` says when `events` are thrown: never, by each instance, by the first, or by condition.
    """

    sequential: bool
    collection: Expression | None = None
    cardinality: Value | None = None
    element: str = ""
    output_collection: str = ""
    output_element: Expression | None = None
    completion: Expression | None = None
    data_input: str = ""
    data_output: str = ""
    behavior: Literal["All", "None", "One", "Complex"] = "All"
    events: tuple[InstanceEvent, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(FlowNode):
    """Any task or sub-process."""

    default: str = ""
    loop: StandardLoop | MultiInstance | None = None
    sla: tuple[Sla, ...] = ()
    start_quantity: int = 1
    completion_quantity: int = 1
    for_compensation: bool = False
    """Whether it stands outside the flows and only undoes another activity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Activity):
    """An undefined task: passes at once."""

    tag: ClassVar[str] = "task"


@dataclass(frozen=True, slots=True, kw_only=True)
class ManualTask(Task):
    """Work outside the system that nobody reports back: passes at once."""

    tag: ClassVar[str] = "manualTask"


@dataclass(frozen=True, slots=True, kw_only=True)
class UserTask(Task):
    """Work of a person on a worklist; `role` is the lane's, owner unless `assignment` says more.

    Whoever completed one of the `excluded` elements in the same case may not do it (four eyes); `skippable`: people
    may decide that the case goes on without it.
    """

    tag: ClassVar[str] = "userTask"

    form_id: str = ""
    role: str = ""
    assignment: Assignment = field(default_factory=Assignment)
    schedule: Schedule = field(default_factory=Schedule)
    excluded: tuple[str, ...] = ()
    skippable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceTask(Task):
    """A job."""

    tag: ClassVar[str] = "serviceTask"

    job: JobDefinition


@dataclass(frozen=True, slots=True, kw_only=True)
class SendTask(Task):
    """Sends a message, or runs the job that does."""

    tag: ClassVar[str] = "sendTask"

    sending: Sending | JobDefinition


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveTask(Task):
    """Waits for a message; `instantiate` makes it a start."""

    tag: ClassVar[str] = "receiveTask"

    trigger: MessageTrigger
    instantiate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptTask(Task):
    """A FEEL script, or a job."""

    tag: ClassVar[str] = "scriptTask"

    script: Script | JobDefinition


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessRuleTask(Task):
    """A decision, or a job."""

    tag: ClassVar[str] = "businessRuleTask"

    decision: CalledDecision | JobDefinition


@dataclass(frozen=True, slots=True, kw_only=True)
class SubProcess(Activity):
    """An embedded sub-process; `by_event` makes it an event sub-process."""

    tag: ClassVar[str] = "subProcess"

    body: Body
    by_event: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CallActivity(Activity):
    """Runs another process as a case of its own; a call of a global task is read as that task."""

    tag: ClassVar[str] = "callActivity"

    called: CalledElement


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction(SubProcess):
    """A sub-process that can be cancelled: all it has done is undone, then its cancel event leads on."""

    tag: ClassVar[str] = "transaction"


@dataclass(frozen=True, slots=True, kw_only=True)
class AdHocSubProcess(SubProcess):
    """A sub-process whose activities need no flows (BPMN 2.0, 13.3.5).

    Begins what `active` names (a list of element ids), else all that has no incoming flow; at once or,
    `sequential`, one after the other. Ends when all that was begun has ended, or as soon as `completion`
    holds; `cancel_remaining` says whether what is still open then is taken away.
    """

    tag: ClassVar[str] = "adHocSubProcess"

    sequential: bool = False
    active: Expression | None = None
    completion: Expression | None = None
    cancel_remaining: bool = True
