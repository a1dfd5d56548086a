"""Who does the work: a resource or an expression that finds one, not both (BPMN 2.0.2, 10.3.1)."""

from bpmn.check.notes import Notes
from bpmn.check.standard.drawing import Drawing, reference, references
from bpmn.xml_names import Xml, children, local

_ROLES = ("resourceRole", "performer", "humanPerformer", "potentialOwner")


def check_resources(notes: Notes, drawing: Drawing) -> None:
    """Check every role of an activity or process."""
    for name in _ROLES:
        for role in drawing.by_tag.get(name, []):
            _check(notes, role)
            _check_parameters(notes, drawing, role)


def _check(notes: Notes, role: Xml) -> None:
    names = {local(child) for child in children(role)}
    if {"resourceRef", "resourceAssignmentExpression"} <= names:
        message = "the role names a resource and an expression that finds one"
        hint = "keep resourceRef, or resourceAssignmentExpression"
        notes.error("resource_role", role, message, hint)
    if "resourceParameterBinding" in names and "resourceRef" not in names:
        message = "parameters are bound, and no resource is named that has them"
        notes.error("resource_role", role, message, "add resourceRef, or remove the bindings")


def _check_parameters(notes: Notes, drawing: Drawing, role: Xml) -> None:
    """Refuse a binding of another resource's parameter."""
    named = references(role, "resourceRef")
    for binding in children(role, "resourceParameterBinding"):
        parameter = drawing.by_id.get(reference(binding, "parameterRef"))
        owner = None if parameter is None else parameter.getparent()
        if owner is not None and named and owner.get("id") not in named:
            message = f"{binding.get('parameterRef')} is a parameter of {owner.get('id')}"
            notes.error("resource_role", role, message, f"bind a parameter of {named[0]}")
