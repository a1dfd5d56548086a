"""Reads the content of processes and sub-processes: nodes, flows, data."""

from collections.abc import Mapping
from dataclasses import dataclass

from bpmn.model import AdHocSubProcess, Body, FlowNode, SubProcess, Task, Transaction
from bpmn.reader.activities import (
    ACTIVITY_ATTRIBUTES,
    ON_ANY_ACTIVITY,
    READERS,
    activity_fields,
    read_task,
)
from bpmn.reader.ad_hoc import AD_HOC_ATTRIBUTES, ad_hoc_fields
from bpmn.reader.calls import read_call
from bpmn.reader.common import flag
from bpmn.reader.data import DATA, read_data
from bpmn.reader.events import read_boundary, read_catch, read_end, read_start, read_throw
from bpmn.reader.extension import extensions
from bpmn.reader.flows import read_flows
from bpmn.reader.gateways import KINDS, read_gateway
from bpmn.reader.roots import Roots
from bpmn.reader.source import Source
from bpmn.reader.supported import ON_ACTIVITIES, check_attributes, check_children
from bpmn.xml_names import Xml, children, local

EVENTS = frozenset(
    ["startEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent", "endEvent"]
)
NODES = frozenset(
    [*EVENTS, *READERS, *KINDS, "subProcess", "adHocSubProcess", "transaction", "callActivity"]
)
NOT_EXECUTED = frozenset(
    ["laneSet", "textAnnotation", "association", "group", "sequenceFlow", "artifact", *DATA]
)


_EVENTS = {
    "intermediateCatchEvent": read_catch,
    "intermediateThrowEvent": read_throw,
    "boundaryEvent": read_boundary,
    "endEvent": read_end,
}


@dataclass(frozen=True, slots=True)
class BodyReader:
    """Reads one container and those inside it."""

    source: Source
    roots: Roots
    tasks: Mapping[str, Task]
    """The global tasks of the file, by id."""

    def read(self, container: Xml, *, nested: bool = False, by_event: bool = False) -> Body:
        """Read nodes, flows and data objects."""
        nodes = [
            self._node(element, nested=nested, by_event=by_event)
            for element in children(container)
            if local(element) in NODES
        ]
        ids = frozenset(
            element.get("id") or "" for element in children(container) if local(element) in NODES
        )
        flows = read_flows(self.source, container, ids)
        kept = tuple(node for node in nodes if node is not None)
        known = frozenset(node.id for node in kept)
        return Body(
            nodes=kept,
            flows=tuple(f for f in flows if f.source in known and f.target in known),
            data=read_data(self.source, container),
        )

    def _node(self, element: Xml, *, nested: bool, by_event: bool) -> FlowNode | None:
        if not element.get("id"):
            hint = "give it an id"
            self.source.error("missing_id", element, f"{local(element)} has no id", hint)
            return None
        if local(element) == "startEvent":
            return read_start(
                self.source, self.roots, element, in_event_subprocess=by_event, nested=nested
            )
        if local(element) in EVENTS:
            return _EVENTS[local(element)](self.source, self.roots, element)
        return self._activity_or_gateway(element)

    def _activity_or_gateway(self, element: Xml) -> FlowNode | None:
        match local(element):
            case "subProcess":
                return self._subprocess(element)
            case "transaction":
                return self._transaction(element)
            case "adHocSubProcess":
                return self._ad_hoc(element)
            case "callActivity":
                return read_call(self.source, self.roots, self.tasks, element)
            case name if name in KINDS:
                return read_gateway(self.source, element)
        return read_task(self.source, self.roots, element)

    def _subprocess(self, element: Xml) -> FlowNode:
        check_children(self.source, element, ON_ACTIVITIES | NODES | NOT_EXECUTED)
        check_attributes(self.source, element, ACTIVITY_ATTRIBUTES | {"triggeredByEvent"})
        found = extensions(self.source, element, ON_ANY_ACTIVITY)
        by_event = flag(self.source, element, "triggeredByEvent", default=False)
        body = self.read(element, nested=True, by_event=by_event)
        fields = activity_fields(self.source, self.roots, element, found)
        return SubProcess(**fields, body=body, by_event=by_event)

    def _transaction(self, element: Xml) -> FlowNode:
        check_children(self.source, element, ON_ACTIVITIES | NODES | NOT_EXECUTED)
        check_attributes(self.source, element, ACTIVITY_ATTRIBUTES | {"method", "triggeredByEvent"})
        if flag(self.source, element, "triggeredByEvent", default=False):
            message = "a transaction is no event sub-process"
            self.source.error("unsupported_attribute", element, message, "remove triggeredByEvent")
        found = extensions(self.source, element, ON_ANY_ACTIVITY)
        body = self.read(element, nested=True)
        return Transaction(**activity_fields(self.source, self.roots, element, found), body=body)

    def _ad_hoc(self, element: Xml) -> FlowNode:
        inside = ON_ACTIVITIES | NODES | NOT_EXECUTED | {"completionCondition"}
        check_children(self.source, element, inside)
        check_attributes(self.source, element, ACTIVITY_ATTRIBUTES | AD_HOC_ATTRIBUTES)
        found = extensions(self.source, element, ON_ANY_ACTIVITY | {"zeebe:adHoc"})
        return AdHocSubProcess(
            **activity_fields(self.source, self.roots, element, found),
            **ad_hoc_fields(self.source, element, found),
            body=self.read(element, nested=True),
        )
