"""Sequence flows, and the body (of a process or sub-process) that holds nodes and flows."""

from dataclasses import dataclass

from bpmn.model.data import DataObject
from bpmn.model.elements import Element, FlowNode
from bpmn.model.values import Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class SequenceFlow(Element):
    """The way from `source` to `target`; a flow without a condition is always open."""

    source: str
    target: str
    condition: Expression | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The content of a process or sub-process, in the order of the file."""

    nodes: tuple[FlowNode, ...] = ()
    flows: tuple[SequenceFlow, ...] = ()
    data: tuple[DataObject, ...] = ()
