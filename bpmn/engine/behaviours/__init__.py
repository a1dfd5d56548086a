"""The table of behaviours: which class runs which kind of element.

A new kind is one class in one file and one line here.
"""

from bpmn.engine.behaviour import Behaviour
from bpmn.engine.behaviours.ad_hoc import Improvising
from bpmn.engine.behaviours.calling import Calling
from bpmn.engine.behaviours.catching import Beginning, Catching
from bpmn.engine.behaviours.compensating import Compensating
from bpmn.engine.behaviours.complex_gateways import Gathering
from bpmn.engine.behaviours.decisions import Deciding
from bpmn.engine.behaviours.event_based import EventBased
from bpmn.engine.behaviours.gateways import Choosing
from bpmn.engine.behaviours.jobs import Working
from bpmn.engine.behaviours.multi_instance import Repeating
from bpmn.engine.behaviours.scopes import Containing
from bpmn.engine.behaviours.scripts import Scripting
from bpmn.engine.behaviours.sending import Sending
from bpmn.engine.behaviours.standard_loop import Looping
from bpmn.engine.behaviours.throwing import Throwing
from bpmn.engine.behaviours.user_tasks import Asking
from bpmn.model import (
    AdHocSubProcess,
    BoundaryEvent,
    BusinessRuleTask,
    CallActivity,
    CatchEvent,
    ComplexGateway,
    Element,
    EndEvent,
    EventBasedGateway,
    ExclusiveGateway,
    InclusiveGateway,
    JobDefinition,
    Link,
    ManualTask,
    MultiInstance,
    ParallelGateway,
    Process,
    ReceiveTask,
    ScriptTask,
    SendTask,
    ServiceTask,
    StandardLoop,
    StartEvent,
    SubProcess,
    Task,
    ThrowEvent,
    Transaction,
    UserTask,
)
from bpmn.model import Sending as MessageSending

PASSING = Behaviour()
WORKING = Working()
SENDING = Sending()
COMPENSATING = Compensating()
"""Of no element: undoes what others have done."""

BEHAVIOURS: dict[type[Element], Behaviour] = {
    Process: Containing(),
    SubProcess: Containing(),
    AdHocSubProcess: Improvising(),
    Transaction: Containing(),
    CallActivity: Calling(),
    Task: PASSING,
    ManualTask: PASSING,
    UserTask: Asking(),
    ServiceTask: WORKING,
    SendTask: SENDING,
    ReceiveTask: Catching(),
    ScriptTask: Scripting(),
    BusinessRuleTask: Deciding(),
    ExclusiveGateway: Choosing(),
    InclusiveGateway: PASSING,
    ParallelGateway: PASSING,
    ComplexGateway: Gathering(),
    EventBasedGateway: EventBased(),
    StartEvent: Beginning(),
    BoundaryEvent: PASSING,
    CatchEvent: Catching(),
    ThrowEvent: Throwing(),
    EndEvent: Throwing(),
}
LOOPS: dict[type[StandardLoop | MultiInstance], Behaviour] = {
    StandardLoop: Looping(),
    MultiInstance: Repeating(),
}


def behaviour_of(element: Element) -> Behaviour:
    """Give the behaviour of an element; a task that is done by a job is a job whatever its kind."""
    match element:
        case ScriptTask(script=JobDefinition()) | BusinessRuleTask(decision=JobDefinition()):
            return WORKING
        case ComplexGateway(activation=None):
            return PASSING
        case CatchEvent(trigger=Link()):
            return PASSING
        case SendTask(sending=MessageSending()):
            return SENDING
        case SendTask():
            return WORKING
    return BEHAVIOURS[type(element)]


def looping_of(loop: StandardLoop | MultiInstance) -> Behaviour:
    """Give the behaviour of an activity's loop."""
    return LOOPS[type(loop)]
