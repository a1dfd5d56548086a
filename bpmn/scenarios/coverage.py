"""Which elements and flows of the executable processes the scenarios reached."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bpmn.model import Body, Process, SubProcess


@dataclass(slots=True)
class Coverage:
    """Elements and flows reached, by process id."""

    elements: dict[str, dict[str, int]] = field(default_factory=dict)
    flows: dict[str, dict[str, int]] = field(default_factory=dict)

    def reach_element(self, process_id: str, element_id: str) -> None:
        """Count that a token entered the element."""
        _count(self.elements, process_id, element_id, 1)

    def reach_flow(self, process_id: str, flow_id: str) -> None:
        """Count that a token took the flow."""
        _count(self.flows, process_id, flow_id, 1)

    def add(self, other: "Coverage") -> None:
        """Add what another run reached."""
        for mine, theirs in ((self.elements, other.elements), (self.flows, other.flows)):
            for process_id, counts in theirs.items():
                for key, times in counts.items():
                    _count(mine, process_id, key, times)


def _count(counts: dict[str, dict[str, int]], process_id: str, key: str, times: int) -> None:
    inner = counts.setdefault(process_id, {})
    inner[key] = inner.get(key, 0) + times


def elements_of(process: Process) -> tuple[str, ...]:
    """Give the ids of all flow nodes of a process, at any depth."""
    return tuple(node.id for node in process.nodes())


def flows_of(process: Process) -> tuple[str, ...]:
    """Give the ids of all sequence flows of a process, at any depth."""
    return tuple(flow.id for body in _bodies(process.body) for flow in body.flows)


def _bodies(body: Body) -> Iterator[Body]:
    yield body
    for node in body.nodes:
        if isinstance(node, SubProcess):
            yield from _bodies(node.body)


def missed(known: Iterable[str], reached: dict[str, int]) -> tuple[str, ...]:
    """Give what was not reached, in the order of the file."""
    return tuple(each for each in known if each not in reached)
