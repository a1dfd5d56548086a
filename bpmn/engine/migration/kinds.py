"""What kind an element is, in words: a token can only stay in an element of the same kind.

Camunda 8 compares type and implementation; here the kind of trigger belongs to it too.
"""

from bpmn.model import (
    Activity,
    BoundaryEvent,
    CatchEvent,
    ComplexGateway,
    EndEvent,
    EventBasedGateway,
    FlowNode,
    MultiInstance,
    Multiple,
    ReceiveTask,
    ServiceTask,
    StandardLoop,
    StartEvent,
    SubProcess,
    ThrowEvent,
    throws_in,
)
from bpmn.model.elements import Element
from bpmn.model.events import Catch, MultipleThrow, triggers_in
from bpmn.model.jobs import job_of


def kind_of(element: Element) -> str:
    """Name the kind of an element, without its loop."""
    if not isinstance(element, FlowNode):
        return "process"
    return " ".join(part for part in (element.tag, *_details(element)) if part)


def loop_of(element: Element) -> str:
    """Name the kind of the element's loop; empty where it has none."""
    match element:
        case Activity(loop=StandardLoop()):
            return "standard loop"
        case Activity(loop=MultiInstance(sequential=True)):
            return "sequential instances"
        case Activity(loop=MultiInstance()):
            return "parallel instances"
    return ""


def _details(element: FlowNode) -> tuple[str, ...]:
    if job_of(element) is not None and not isinstance(element, ServiceTask):
        return ("by a job",)
    match element:
        case SubProcess(by_event=True):
            return ("by event",)
        case EventBasedGateway(parallel=True):
            return ("for all events",)
        case ComplexGateway(activation=None):
            return ("without a condition",)
        case StartEvent() | BoundaryEvent() | CatchEvent() | ReceiveTask():
            return (_trigger(element.trigger),)
        case ThrowEvent() | EndEvent():
            names = [_name(each) for each in throws_in(element.throw)]
            return ("all of" if isinstance(element.throw, MultipleThrow) else "", *names)
    return ()


def _trigger(trigger: Catch | None) -> str:
    names = ", ".join(_name(each) for each in triggers_in(trigger))
    if not isinstance(trigger, Multiple):
        return names
    return f"all of {names}" if trigger.parallel else f"one of {names}"


def _name(trigger: object) -> str:
    return type(trigger).__name__.removesuffix("Trigger").lower()
