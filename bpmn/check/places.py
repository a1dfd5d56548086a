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

    @property
    def is_process(self) -> bool:
        """Whether this is the body of the process itself."""
        return isinstance(self.owner, Process)


def places_of(process: Process) -> Iterator[Place]:
    """Yield the process's body and those of all its sub-processes."""
    yield _place(process, process, process.body)
    for node in process.nodes():
        if isinstance(node, SubProcess):
            yield _place(node, process, node.body)


def _place(owner: Process | SubProcess, process: Process, body: Body) -> Place:
    outgoing: dict[str, list[SequenceFlow]] = {node.id: [] for node in body.nodes}
    incoming: dict[str, list[SequenceFlow]] = {node.id: [] for node in body.nodes}
    for flow in body.flows:
        outgoing[flow.source].append(flow)
        incoming[flow.target].append(flow)
    by_id = {node.id: node for node in body.nodes}
    return Place(owner, process, body, by_id, outgoing, incoming)
