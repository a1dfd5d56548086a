"""Reads call activities: `zeebe:calledElement`, or the attribute `calledElement` of BPMN.

The attribute names a process or global task, of this file if it has one of that id: then the version that
was deployed together with the caller is meant. A global task is done in place of the call.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal, cast

from bpmn.model import CallActivity, CalledElement, FlowNode, Static, Task
from bpmn.reader.activities import ACTIVITY_ATTRIBUTES, ON_ANY_ACTIVITY, activity_fields
from bpmn.reader.common import flag
from bpmn.reader.extension import extensions, one
from bpmn.reader.roots import Roots
from bpmn.reader.source import Source
from bpmn.reader.supported import ON_ACTIVITIES, check_attributes, check_children
from bpmn.xml_names import Xml, plain_reference

_BINDINGS = ("latest", "deployment", "versionTag")
_ATTRIBUTES = frozenset(
    [
        "processId",
        "bindingType",
        "versionTag",
        "propagateAllParentVariables",
        "propagateAllChildVariables",
    ]
)


def read_call(source: Source, roots: Roots, tasks: Mapping[str, Task], at: Xml) -> FlowNode | None:
    """Read a call activity; None where it does not say what it calls (which is noted)."""
    check_children(source, at, ON_ACTIVITIES)
    check_attributes(source, at, ACTIVITY_ATTRIBUTES | {"calledElement"})
    found = extensions(source, at, ON_ANY_ACTIVITY | {"zeebe:calledElement"})
    fields = activity_fields(source, roots, at, found)
    called = _called(source, at, one(source, found, "zeebe:calledElement"))
    if called is None:
        return None
    task = tasks.get(called.process_id.text) if isinstance(called.process_id, Static) else None
    if task is not None:
        return _in_place(task, fields)
    return CallActivity(**fields, called=called)


def _in_place(task: Task, fields: dict[str, Any]) -> Task:
    return replace(task, **{**fields, "name": fields["name"] or task.name})


def _called(source: Source, at: Xml, zeebe: Xml | None) -> CalledElement | None:
    attribute = plain_reference(at.get("calledElement") or "")
    if zeebe is None:
        if not attribute:
            hint = "name a process in zeebe:calledElement processId"
            source.error("missing_called_element", at, "the call activity calls nothing", hint)
            return None
        return CalledElement(Static(attribute), "deployment")
    check_attributes(source, zeebe, _ATTRIBUTES)
    process_id = source.needed(zeebe, "processId", "zeebe:calledElement")
    if process_id is None:
        return None
    if attribute and attribute != process_id.text:
        message = "calledElement and zeebe:calledElement name different processes"
        source.error("two_called_elements", at, message, "keep one of the two")
    return CalledElement(
        process_id,
        _binding(source, zeebe),
        zeebe.get("versionTag") or "",
        flag(source, zeebe, "propagateAllParentVariables", default=True),
        flag(source, zeebe, "propagateAllChildVariables", default=True),
    )


def _binding(source: Source, zeebe: Xml) -> Literal["latest", "deployment", "versionTag"]:
    binding = zeebe.get("bindingType") or "latest"
    if binding not in _BINDINGS:
        hint = f"write one of: {', '.join(_BINDINGS)}"
        source.error("invalid_value", zeebe, f"bindingType is {binding!r}", hint)
        return "latest"
    if (binding == "versionTag") != bool(zeebe.get("versionTag")):
        message = "bindingType versionTag and the attribute versionTag go together"
        source.error("missing_attribute", zeebe, message, "fill in both, or none")
    return cast('Literal["latest", "deployment", "versionTag"]', binding)
