"""Reads what an ad-hoc sub-process says of its order and its end."""

from typing import Any

from bpmn.model import Expression
from bpmn.reader.common import flag, formal_expression
from bpmn.reader.extension import Found, one
from bpmn.reader.source import Source
from bpmn.xml_names import Xml

AD_HOC_ATTRIBUTES = frozenset(["ordering", "cancelRemainingInstances", "triggeredByEvent"])
_ORDERINGS = ("Parallel", "Sequential")


def ad_hoc_fields(source: Source, element: Xml, found: Found) -> dict[str, Any]:
    """Give the fields of `AdHocSubProcess` that no other sub-process has."""
    ordering = element.get("ordering", "Parallel")
    if ordering not in _ORDERINGS:
        message = f"the ad-hoc sub-process has ordering={ordering!r}"
        source.error("invalid_value", element, message, "write Parallel or Sequential")
    if flag(source, element, "triggeredByEvent", default=False):
        message = "an ad-hoc sub-process is no event sub-process"
        source.error("unsupported_attribute", element, message, "remove triggeredByEvent")
    return {
        "sequential": ordering == "Sequential",
        "active": _active(source, found),
        "completion": formal_expression(source, element, "completionCondition"),
        "cancel_remaining": flag(source, element, "cancelRemainingInstances", default=True),
    }


def _active(source: Source, found: Found) -> Expression | None:
    """Read `zeebe:adHoc activeElementsCollection`; what else Zeebe may write there is refused."""
    at = one(source, found, "zeebe:adHoc")
    if at is None:
        return None
    for name in map(str, at.attrib):
        if name != "activeElementsCollection":
            message = f"zeebe:adHoc has an attribute {name} that is not supported"
            hint = f"remove {name}; activeElementsCollection says what begins"
            source.error("unsupported_attribute", at, message, hint)
    text = (at.get("activeElementsCollection") or "").strip()
    return source.expression(text, at, "activeElementsCollection") if text else None
