"""Reads gateways."""

from bpmn.model import (
    ComplexGateway,
    EventBasedGateway,
    ExclusiveGateway,
    FlowNode,
    Gateway,
    InclusiveGateway,
    ParallelGateway,
)
from bpmn.reader.common import flag, formal_expression, node_fields
from bpmn.reader.extension import extensions
from bpmn.reader.source import Source
from bpmn.reader.supported import ON_NODES, check_attributes, check_children
from bpmn.xml_names import Xml, local, plain_reference

KINDS: dict[str, type[Gateway]] = {
    "exclusiveGateway": ExclusiveGateway,
    "parallelGateway": ParallelGateway,
    "inclusiveGateway": InclusiveGateway,
    "eventBasedGateway": EventBasedGateway,
    "complexGateway": ComplexGateway,
}
_WITH_DEFAULT = ("exclusiveGateway", "inclusiveGateway", "complexGateway")
_EVENT_BASED = frozenset(["instantiate", "eventGatewayType"])


def read_gateway(source: Source, element: Xml) -> FlowNode:
    """Read a gateway."""
    name = local(element)
    parts = frozenset(["activationCondition"]) if name == "complexGateway" else frozenset()
    check_children(source, element, ON_NODES | parts)
    allowed = frozenset(["gatewayDirection"])
    if name in _WITH_DEFAULT:
        allowed |= {"default"}
    if name == "eventBasedGateway":
        allowed |= _EVENT_BASED
        _check_event_based(source, element)
    check_attributes(source, element, allowed)
    found = extensions(source, element, frozenset(["carelane:status"]))
    default = plain_reference(element.get("default") or "")
    direction = element.get("gatewayDirection") or "Unspecified"
    fields = node_fields(source, element, found)
    if name == "complexGateway":
        activation = formal_expression(source, element, "activationCondition")
        return ComplexGateway(**fields, default=default, direction=direction, activation=activation)
    return KINDS[name](**fields, default=default, direction=direction)


def _check_event_based(source: Source, element: Xml) -> None:
    if flag(source, element, "instantiate", default=False):
        hint = "use message start events"
        message = "an instantiating event-based gateway is not supported"
        source.error("unsupported_attribute", element, message, hint)
    if element.get("eventGatewayType", "Exclusive") != "Exclusive":
        message = "a parallel event-based gateway is not supported"
        source.error("unsupported_attribute", element, message, "use message start events")
