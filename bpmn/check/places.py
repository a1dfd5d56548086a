"""The bodies of a process, one after the other, with the questions that checks ask of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from bpmn.model import Body, FlowNode, Process, SequenceFlow, SubProcess


@dataclass(frozen=True, slots=True)
class Place:
    """One body with its owner."""

    owner: Process | SubProcess
    process: Process
    body: Body
    by_id: dict[str, FlowNode]
    outgoing: dict[str, list[SequenceFlow]]
    incoming: dict[str, list[SequenceFlow]]
    around: "tuple[Place, ...]" = ()
    """The bodies around this one, the nearest first."""

    @property
    def is_process(self) -> bool:
        """Whether this is the body of the process itself."""
        return isinstance(self.owner, Process)


def places_of(process: Process) -> Iterator[Place]:
    """Yield the process's body and those of all its sub-processes."""
    pending = [_place(process, process, ())]
    while pending:
        place = pending.pop()
        yield place
        inner = [node for node in place.body.nodes if isinstance(node, SubProcess)]
        around = (place, *place.around)
        pending.extend(_place(node, process, around) for node in reversed(inner))


def _place(owner: Process | SubProcess, process: Process, around: tuple[Place, ...]) -> Place:
    body = owner.body
    outgoing: dict[str, list[SequenceFlow]] = {node.id: [] for node in body.nodes}
    incoming: dict[str, list[SequenceFlow]] = {node.id: [] for node in body.nodes}
    for flow in body.flows:
        outgoing[flow.source].append(flow)
        incoming[flow.target].append(flow)
    by_id = {node.id: node for node in body.nodes}
    return Place(owner, process, body, by_id, outgoing, incoming, around)
