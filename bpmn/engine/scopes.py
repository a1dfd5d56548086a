"""Which sub-processes are around each element of a process."""

from collections.abc import Iterator
from functools import lru_cache

from bpmn.model import Body, FlowNode, Process, SubProcess


@lru_cache(maxsize=64)
def elements_of(process: Process) -> dict[str, tuple[FlowNode, tuple[SubProcess, ...]]]:
    """Give each element with the sub-processes around it, outermost first."""
    return dict(_inside(process.body, ()))


def _inside(
    body: Body, around: tuple[SubProcess, ...]
) -> Iterator[tuple[str, tuple[FlowNode, tuple[SubProcess, ...]]]]:
    for element in body.nodes:
        yield element.id, (element, around)
        if isinstance(element, SubProcess):
            yield from _inside(element.body, (*around, element))
