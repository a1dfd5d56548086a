"""What begins a process: its start events, instantiating receive tasks and event-based gateways.

BPMN 2.0.2, 10.5.2, 10.3.3 and 10.6.6. Each single trigger is one `Beginning`; a multiple event has several.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bpmn.model.activities import ReceiveTask, SubProcess
from bpmn.model.elements import FlowNode
from bpmn.model.events import (
    BoundaryEvent,
    CatchEvent,
    Link,
    MessageTrigger,
    Multiple,
    SignalTrigger,
    SingleCatch,
    StartEvent,
    triggers_in,
)
from bpmn.model.flows import Body
from bpmn.model.gateways import EventBasedGateway


@dataclass(frozen=True, slots=True)
class Beginning:
    """One trigger that begins the process.

    `key` is the element's id, with ``#`` and a number where it is one of several triggers of the element;
    `place` is that number. `gateway` is the instantiating gateway before the element, if there is one.
    """

    key: str
    element: FlowNode
    trigger: SingleCatch
    place: int = 0
    gateway: EventBasedGateway | None = None


def beginnings_of(body: Body) -> tuple[Beginning, ...]:
    """Give the beginnings of a process in the order of the file."""
    found: list[Beginning] = []
    for node in body.nodes:
        if isinstance(node, StartEvent) or (isinstance(node, ReceiveTask) and node.instantiate):
            found.extend(_of(node, None))
        elif isinstance(node, EventBasedGateway) and node.instantiate:
            for target in _behind(node, body):
                found.extend(_of(target, node))
    return tuple(found)


def companions(
    beginnings: Iterable[Beginning], kind: type[MessageTrigger | SignalTrigger], name: str
) -> tuple[Beginning, ...]:
    """Give the other beginnings of the sets that a message or signal of this name belongs to."""
    known = tuple(beginnings)
    mine = [each for each in known if isinstance(each.trigger, kind) and _name(each) == name]
    sets = {_set_of(each) for each in mine} - {""}
    return tuple(each for each in known if _set_of(each) in sets and each not in mine)


def names_in(
    beginnings: Iterable[Beginning], kind: type[MessageTrigger | SignalTrigger]
) -> tuple[str, ...]:
    """Name the messages, or the signals, among these beginnings, each once."""
    return tuple(
        dict.fromkeys(_name(each) for each in beginnings if isinstance(each.trigger, kind))
    )


def _set_of(beginning: Beginning) -> str:
    """Name what gathers the beginning with others, if anything does."""
    if beginning.gateway is not None:
        return beginning.gateway.id if beginning.gateway.parallel else ""
    whole = getattr(beginning.element, "trigger", None)
    return beginning.element.id if isinstance(whole, Multiple) and whole.parallel else ""


def _name(beginning: Beginning) -> str:
    assert isinstance(beginning.trigger, MessageTrigger | SignalTrigger)
    return beginning.trigger.name.text


def part_key(element_id: str, place: int) -> str:
    """Name one of the several triggers of an element."""
    return f"{element_id}#{place}"


def _behind(gateway: EventBasedGateway, body: Body) -> list[FlowNode]:
    targets = [flow.target for flow in body.flows if flow.source == gateway.id]
    return [node for node in body.nodes if node.id in targets]


def _of(node: FlowNode, gateway: EventBasedGateway | None) -> Iterator[Beginning]:
    if not isinstance(node, StartEvent | CatchEvent | ReceiveTask):
        return
    several = isinstance(node.trigger, Multiple)
    for place, trigger in enumerate(triggers_in(node.trigger)):
        key = part_key(node.id, place) if several else node.id
        yield Beginning(key, node, trigger, place, gateway)


def begins_plainly(body: Body) -> bool:
    """Say whether a case can begin without an event: at a none start event, or where no flow leads to."""
    starts = [each for each in body.nodes if isinstance(each, StartEvent)]
    if starts:
        return any(start.trigger is None for start in starts)
    targets = {flow.target for flow in body.flows}
    return any(each.id not in targets and _stands_alone(each) for each in body.nodes)


def _stands_alone(node: FlowNode) -> bool:
    match node:
        case BoundaryEvent() | CatchEvent(trigger=Link()) | SubProcess(by_event=True):
            return False
        case ReceiveTask(instantiate=True) | EventBasedGateway(instantiate=True):
            return False
    return True
