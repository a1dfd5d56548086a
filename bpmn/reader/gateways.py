"""Reads gateways."""

from typing import Any

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
    check_attributes(source, element, allowed)
    found = extensions(source, element, frozenset(["carelane:status"]))
    default = plain_reference(element.get("default") or "")
    direction = element.get("gatewayDirection") or "Unspecified"
    fields = {
        **node_fields(source, element, found),
        "default": default,
        "direction": direction,
    }
    if name == "complexGateway":
        activation = formal_expression(source, element, "activationCondition")
        return ComplexGateway(**fields, activation=activation)
    if name == "eventBasedGateway":
        return _event_based(source, element, fields)
    return KINDS[name](**fields)


def _event_based(source: Source, element: Xml, fields: dict[str, Any]) -> EventBasedGateway:
    kind = element.get("eventGatewayType", "Exclusive")
    if kind not in ("Exclusive", "Parallel"):
        message = f"an event-based gateway is not {kind!r}"
        source.error("invalid_value", element, message, "write Exclusive or Parallel")
    instantiate = flag(source, element, "instantiate", default=False)
    return EventBasedGateway(**fields, instantiate=instantiate, parallel=kind == "Parallel")
