"""Keys of the old version's nodes and flows in the words of the new one."""

from bpmn.engine.migration.mapping import ElementMapping
from bpmn.engine.nodes import Node, Program
from bpmn.model import Body, Process, SequenceFlow, SubProcess


class Translation:
    """Answers what of the new version stands for something of the old; empty where nothing does."""

    def __init__(self, old: Program, new: Program, mapping: ElementMapping) -> None:
        self.old, self.new, self.mapping = old, new, mapping
        self.old_scopes, self.new_scopes = _scopes(old.process), _scopes(new.process)
        self._old_flows, self._new_flows = _flows(old.process), _flows(new.process)

    def element(self, element_id: str) -> str:
        """Give the id of the element."""
        if element_id == self.old.process.id:
            return self.new.process.id
        return self.mapping.elements.get(element_id) or ""

    def key(self, key: str) -> str:
        """Give the key of the node: an element, its single instances, its undoing, one of its triggers."""
        element_id, mark, rest = key.partition("#")
        found = self.element(element_id)
        translated = f"{found}{mark}{rest}"
        return translated if found and translated in self.new.nodes else ""

    def node(self, key: str) -> Node | None:
        """Give the node of the new version."""
        found = self.key(key)
        return self.new.nodes[found] if found else None

    def same_scope(self, element_id: str) -> bool:
        """Say whether the element lies in the scope that stands for the one it was in."""
        before = self.old_scopes.get(element_id, "")
        return self.element(before) == self.new_scopes.get(self.element(element_id), "")

    def incoming(self, join: Node, flow_id: str) -> str:
        """Give the flow into a join of the new version on which a token waits.

        The one that the mapping names, else the one with the same id, else the only one between the same two elements.
        """
        named = self.mapping.flows.get(flow_id)
        if named is not None:
            return named if named in join.incoming else ""
        if flow_id in join.incoming:
            return flow_id
        alike = self._between(flow_id)
        return alike if alike in join.incoming else ""

    def outgoing(self, gateway: Node, flow_id: str) -> str:
        """Give the flow out of a gateway of the new version that has been gone, found as `incoming` is."""
        leaving = [edge.id for edge in gateway.outgoing]
        named = self.mapping.flows.get(flow_id, flow_id)
        if named in leaving:
            return named
        alike = self._between(flow_id)
        return alike if flow_id not in self.mapping.flows and alike in leaving else ""

    def _between(self, flow_id: str) -> str:
        flow = self._old_flows.get(flow_id)
        if flow is None:
            return ""
        ends = (self.element(flow.source), self.element(flow.target))
        found = [each.id for each in self._new_flows.values() if (each.source, each.target) == ends]
        return found[0] if len(found) == 1 else ""


def _bodies(process: Process) -> list[tuple[str, Body]]:
    inner = [(node.id, node.body) for node in process.nodes() if isinstance(node, SubProcess)]
    return [(process.id, process.body), *inner]


def _scopes(process: Process) -> dict[str, str]:
    """Give for each element the id of the process or sub-process that it is drawn in."""
    return {node.id: scope for scope, body in _bodies(process) for node in body.nodes}


def _flows(process: Process) -> dict[str, SequenceFlow]:
    return {flow.id: flow for _, body in _bodies(process) for flow in body.flows}
