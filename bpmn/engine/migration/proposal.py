"""The mapping that two versions suggest by themselves: what has the same id and is of the same kind.

What has no such counterpart is listed with what might be meant (same name, same kind), and never mapped silently.
"""

from dataclasses import dataclass
from typing import Literal

from bpmn.engine.migration.kinds import kind_of
from bpmn.engine.migration.mapping import ElementMapping
from bpmn.model import FlowNode, Process


@dataclass(frozen=True, slots=True)
class Unmatched:
    """An element of the old version without a counterpart: it is gone, or of another kind now.

    `candidates` are ids of the new version with the same name and kind that nothing else is mapped to.
    """

    element_id: str
    name: str
    kind: str
    why: Literal["gone", "other_kind"]
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """The mapping by element id, what is left over of the old version, and what is new in the new one."""

    mapping: ElementMapping
    unmatched: tuple[Unmatched, ...]
    added: tuple[str, ...]


def propose(old: Process, new: Process) -> Proposal:
    """Map every element of the old version that the new one has under the same id and in the same kind."""
    there = {node.id: node for node in new.nodes()}
    matched = {
        node.id: node.id
        for node in old.nodes()
        if node.id in there and kind_of(there[node.id]) == kind_of(node)
    }
    free = [node for node in there.values() if node.id not in matched]
    unmatched = tuple(
        _unmatched(node, there, free) for node in old.nodes() if node.id not in matched
    )
    return Proposal(ElementMapping(matched), unmatched, tuple(node.id for node in free))


def _unmatched(node: FlowNode, there: dict[str, FlowNode], free: list[FlowNode]) -> Unmatched:
    kind = kind_of(node)
    alike = tuple(
        each.id for each in free if node.name and each.name == node.name and kind_of(each) == kind
    )
    why: Literal["gone", "other_kind"] = "other_kind" if node.id in there else "gone"
    return Unmatched(node.id, node.name, kind, why, alike)
