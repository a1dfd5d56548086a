"""A BPMN file as drawn: every flow node and sequence flow of the tree, read or refused by the reader.

The rules of the standard in this folder ask the drawing, not the model: a rule about flows holds too
where the element itself is not executed, and nothing follows falsely from an element that was refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from bpmn.xml_names import BPMN, Xml, children, line_of, local, plain_reference

TASKS = frozenset(
    [
        "task",
        "userTask",
        "manualTask",
        "serviceTask",
        "sendTask",
        "receiveTask",
        "scriptTask",
        "businessRuleTask",
    ]
)
SUB_PROCESSES = frozenset(["subProcess", "transaction", "adHocSubProcess"])
ACTIVITIES = TASKS | SUB_PROCESSES | {"callActivity"}
CATCHING = frozenset(["startEvent", "intermediateCatchEvent", "boundaryEvent"])
THROWING = frozenset(["intermediateThrowEvent", "implicitThrowEvent", "endEvent"])
GATEWAYS = frozenset(
    [
        "exclusiveGateway",
        "parallelGateway",
        "inclusiveGateway",
        "complexGateway",
        "eventBasedGateway",
    ]
)
CHOREOGRAPHY_ACTIVITIES = frozenset(["choreographyTask", "callChoreography", "subChoreography"])
FLOW_NODES = ACTIVITIES | CATCHING | THROWING | GATEWAYS | CHOREOGRAPHY_ACTIVITIES
_SUFFIX = "EventDefinition"
_TRUE = frozenset(["true", "1"])


def is_true(at: Xml, name: str) -> bool:
    """Say whether a boolean attribute that is false by default is set."""
    return (at.get(name) or "").strip() in _TRUE


def is_false(at: Xml, name: str) -> bool:
    """Say whether a boolean attribute that is true by default is off."""
    return (at.get(name) or "").strip() in ("false", "0")


def reference(at: Xml, name: str) -> str:
    """Give the id that an attribute refers to; empty where there is none."""
    return plain_reference(at.get(name) or "")


def references(at: Xml, name: str) -> list[str]:
    """Give the ids that the child elements of a name refer to."""
    return [plain_reference(child.text or "") for child in children(at, name)]


@dataclass(eq=False, slots=True)
class Drawn:
    """Anything that has a place in the file."""

    xml: Xml

    @property
    def id(self) -> str:
        """Its id; empty where the file gives none."""
        return self.xml.get("id") or ""

    @property
    def line(self) -> int:
        """Its line in the file."""
        return line_of(self.xml)


@dataclass(eq=False, slots=True)
class Node(Drawn):
    """A flow node; `events` are its definitions (`message`, `timer` ...), shared ones included."""

    tag: str
    scope: "Scope"
    events: tuple[str, ...]
    incoming: list["Flow"] = field(default_factory=list)
    outgoing: list["Flow"] = field(default_factory=list)
    loose_in: bool = False
    loose_out: bool = False
    """Whether a flow leads here, or away, whose other end is broken: that is said once, at the flow."""

    @property
    def led_to(self) -> bool:
        """Whether some flow leads here."""
        return bool(self.incoming) or self.loose_in

    @property
    def leads_on(self) -> bool:
        """Whether some flow leads away."""
        return bool(self.outgoing) or self.loose_out

    @property
    def by_event(self) -> bool:
        """Whether it is an event sub-process."""
        return self.tag == "subProcess" and is_true(self.xml, "triggeredByEvent")

    @property
    def compensates(self) -> bool:
        """Whether it is started by compensation only: no flow leads to it or away."""
        return self.tag in ACTIVITIES and is_true(self.xml, "isForCompensation")

    @property
    def instantiates(self) -> bool:
        """Whether it begins a process without a start event."""
        kinds = ("receiveTask", "eventBasedGateway")
        return self.tag in kinds and is_true(self.xml, "instantiate")


@dataclass(eq=False, slots=True)
class Flow(Drawn):
    """A sequence flow whose two ends are nodes of one scope."""

    source: Node
    target: Node

    @property
    def conditional(self) -> bool:
        """Whether it carries a condition."""
        return next(children(self.xml, "conditionExpression"), None) is not None


@dataclass(eq=False, slots=True)
class Scope(Drawn):
    """A process, sub-process or choreography with what stands directly in it; id and line are its owner's."""

    tag: str
    process: Xml
    owner: Node | None
    nodes: list[Node] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)

    @property
    def executable(self) -> bool:
        """Whether it stands in a process that is to be executed."""
        return is_true(self.process, "isExecutable")

    @property
    def broken(self) -> bool:
        """Whether a flow in it has a broken end: what seems cut off may be that flow's other end."""
        return any(node.loose_in or node.loose_out for node in self.nodes)

    def of(self, *tags: str) -> list[Node]:
        """Give its nodes of these kinds."""
        return [node for node in self.nodes if node.tag in tags]


class Drawing:
    """The whole file."""

    def __init__(self, root: Xml) -> None:
        """Read the tree once; nothing is refused here."""
        self.root = root
        self.elements: list[Xml] = [root, *_descendants(root)]
        self.by_id: dict[str, Xml] = {}
        for element in self.elements:
            if element.get("id"):
                self.by_id.setdefault(str(element.get("id")), element)
        self.nodes: dict[str, Node] = {}
        self.scopes: list[Scope] = []
        for process in children(root, "process", "choreography"):
            self._scope(Scope(process, local(process), process, None))

    @cached_property
    def by_tag(self) -> dict[str, list[Xml]]:
        """All elements of the file by name."""
        found: dict[str, list[Xml]] = {}
        for element in self.elements:
            found.setdefault(local(element), []).append(element)
        return found

    def _scope(self, scope: Scope) -> None:
        self.scopes.append(scope)
        beside: dict[str, Node] = {}
        for child in children(scope.xml):
            if local(child) in FLOW_NODES:
                node = Node(child, local(child), scope, self._events(child))
                scope.nodes.append(node)
                self.nodes.setdefault(node.id, node)
                beside.setdefault(node.id, node)
        for child in children(scope.xml, "sequenceFlow"):
            source = beside.get(reference(child, "sourceRef"))
            target = beside.get(reference(child, "targetRef"))
            if source is not None and target is not None:
                flow = Flow(child, source, target)
                scope.flows.append(flow)
                source.outgoing.append(flow)
                target.incoming.append(flow)
            elif source is not None:
                source.loose_out = True
            elif target is not None:
                target.loose_in = True
        for node in scope.nodes:
            if node.tag in SUB_PROCESSES | {"subChoreography"}:
                self._scope(Scope(node.xml, node.tag, scope.process, node))

    def _events(self, element: Xml) -> tuple[str, ...]:
        """Give the kinds of the event definitions, those that are referred to included."""
        return tuple(local(each).removesuffix(_SUFFIX) for each in self.definitions(element))

    def definitions(self, element: Xml) -> Iterator[Xml]:
        """Yield the event definitions of an event, those that it refers to included."""
        for child in children(element):
            if local(child).endswith(_SUFFIX):
                yield child
            elif local(child) == "eventDefinitionRef":
                shared = self.by_id.get(plain_reference(child.text or ""))
                if shared is not None and local(shared).endswith(_SUFFIX):
                    yield shared


def _descendants(root: Xml) -> Iterator[Xml]:
    """Yield all elements of BPMN below, what stands in extension elements aside."""
    containers = root.iter(f"{{{BPMN}}}extensionElements")
    hidden = {inner for each in containers for inner in each.iterdescendants(f"{{{BPMN}}}*")}
    for element in root.iterdescendants(f"{{{BPMN}}}*"):
        if element not in hidden:
            yield element
