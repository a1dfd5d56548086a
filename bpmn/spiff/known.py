"""What this adapter can hand to SpiffWorkflow at all: anything else is not compared."""

from bpmn.model import (
    BoundaryEvent,
    BusinessRuleTask,
    CallActivity,
    CatchEvent,
    EndEvent,
    ErrorTrigger,
    EscalationTrigger,
    EventBasedGateway,
    ExclusiveGateway,
    InclusiveGateway,
    ManualTask,
    MessageThrow,
    MessageTrigger,
    ParallelGateway,
    ReceiveTask,
    ScriptTask,
    SendTask,
    ServiceTask,
    SignalTrigger,
    StartEvent,
    SubProcess,
    Task,
    Terminate,
    ThrowEvent,
    TimerTrigger,
    UserTask,
)
from bpmn.spiff.places import Place

_NODES = (
    BoundaryEvent,
    BusinessRuleTask,
    CallActivity,
    CatchEvent,
    EndEvent,
    EventBasedGateway,
    ExclusiveGateway,
    InclusiveGateway,
    ManualTask,
    ParallelGateway,
    ReceiveTask,
    ScriptTask,
    SendTask,
    ServiceTask,
    StartEvent,
    SubProcess,
    Task,
    ThrowEvent,
    UserTask,
)
_EVENTS = (
    MessageTrigger,
    TimerTrigger,
    SignalTrigger,
    ErrorTrigger,
    EscalationTrigger,
    MessageThrow,
    Terminate,
)


def unknown(place: Place) -> bool:
    """Ask for nodes and events that this adapter knows nothing of."""
    known = place.event is None or type(place.event) in _EVENTS
    return type(place.node) not in _NODES or not known
