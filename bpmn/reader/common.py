"""What the readers of all flow nodes share."""

from typing import Any

from bpmn.model import Expression
from bpmn.reader.clocks import read_statuses
from bpmn.reader.data import read_data_flow
from bpmn.reader.extension import Found, read_mappings
from bpmn.reader.source import Source
from bpmn.xml_names import XSI_TYPE, Xml, children, line_of, local, plain_reference, text_of

_FLAGS = {"true": True, "1": True, "false": False, "0": False}

_DIGITS = 9


def node_fields(source: Source, element: Xml, found: Found) -> dict[str, Any]:
    """Give the fields of `FlowNode`: id, name, line, mappings and statuses."""
    inputs, outputs = read_mappings(source, found)
    return {
        "id": element.get("id") or "",
        "name": " ".join((element.get("name") or "").split()),
        "line": line_of(element),
        "inputs": inputs,
        "outputs": outputs,
        "status": read_statuses(source, found),
        "data": read_data_flow(source, element),
    }


def flag(source: Source, element: Xml, name: str, *, default: bool) -> bool:
    """Read a boolean attribute."""
    text = element.get(name)
    if text is None:
        return default
    if text.strip() not in _FLAGS:
        message = f"{local(element)} has {name}={text!r}"
        source.error("invalid_value", element, message, "write true or false")
        return default
    return _FLAGS[text.strip()]


def number(source: Source, element: Xml, name: str, *, default: int, least: int) -> int:
    """Read a whole number attribute."""
    text = element.get(name)
    if text is None:
        return default
    digits = text.strip()
    if not digits.isdecimal() or len(digits) > _DIGITS or int(digits) < least:
        message = f"{local(element)} has {name}={text[:40]!r}"
        hint = f"write a whole number from {least}, of at most {_DIGITS} digits"
        source.error("invalid_value", element, message, hint)
        return default
    return int(digits)


def formal_expression(source: Source, element: Xml, name: str) -> Expression | None:
    """Read the child `name`, which must call itself a formal expression: anything else is prose."""
    for child in children(element, name):
        if plain_reference(child.get(XSI_TYPE) or "") != "tFormalExpression":
            message = f"the {name} is no formal expression"
            source.error(
                "informal_expression", child, message, 'write xsi:type="tFormalExpression"'
            )
        return source.expression(text_of(child), child, name)
    return None
