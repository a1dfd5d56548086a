"""Bytes -> model, strictly: whatever is not supported is refused by name, id and line.

`read_bpmn` reads and checks one file. Prefixes, the order of elements and the diagram do not matter.
"""

from bpmn.check import check_definitions, check_drawing
from bpmn.findings import Finding, Refused
from bpmn.model import Definitions
from bpmn.reader.definitions import read_definitions
from bpmn.reader.xml import read_xml


def read_bpmn(data: bytes, file: str) -> tuple[Definitions, tuple[Finding, ...]]:
    """Give the model and the warnings; raises Refused with every error that was found."""
    root = read_xml(data, file)
    definitions, findings = read_definitions(root, file)
    findings = _once(findings, check_drawing(root, file), check_definitions(definitions, root))
    findings.sort(key=lambda each: (each.severity, each.line, each.element_id, each.rule))
    if any(each.severity == "error" for each in findings):
        raise Refused(findings)
    return definitions, tuple(findings)


def _once(*sources: list[Finding]) -> list[Finding]:
    """Join what several checks found; what one said of an element, the next does not say again."""
    found: list[Finding] = []
    for source in sources:
        said = {(each.rule, each.element_id) for each in found}
        found += [each for each in source if (each.rule, each.element_id) not in said]
    return found


__all__ = ["read_bpmn", "read_xml"]
