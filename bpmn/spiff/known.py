"""What this adapter can hand to SpiffWorkflow at all: anything else is not compared."""

from bpmn.model import (
    BoundaryEvent,
    BusinessRuleTask,
    CallActivity,
    CatchEvent,
    ConditionTrigger,
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
    Static,
    SubProcess,
    Task,
    Terminate,
    ThrowEvent,
    TimerTrigger,
    Transaction,
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
    Transaction,
    UserTask,
)
_EVENTS = (
    MessageTrigger,
    TimerTrigger,
    ConditionTrigger,
    SignalTrigger,
    ErrorTrigger,
    EscalationTrigger,
    MessageThrow,
    Terminate,
)


def not_handed_over(place: Place) -> bool:
    """Ask for what there is no translation of: other nodes and events, and the standard's data."""
    known = place.event is None or type(place.event) in _EVENTS
    node, signal = place.node, isinstance(place.event, SignalTrigger)
    data = node.data is not None or (isinstance(node, SubProcess) and bool(node.body.data))
    carries = isinstance(node, ThrowEvent) and signal and bool(node.inputs)
    named = isinstance(place.event, SignalTrigger) and not isinstance(place.event.name, Static)
    return type(node) not in _NODES or not known or data or carries or named
