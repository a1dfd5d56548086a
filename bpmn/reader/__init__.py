"""Bytes -> model, strictly: whatever is not supported is refused by name, id and line.

`read_bpmn` reads and checks one file. Prefixes, the order of elements and the diagram do not matter.
"""

from bpmn.check import check_definitions, check_drawing
from bpmn.findings import Finding, Refused
from bpmn.model import Definitions
from bpmn.reader.definitions import read_definitions
from bpmn.reader.xml import read_xml

_FOLLOWS: dict[str, tuple[str, ...]] = {
    "invalid_expression": ("informal_expression", "expression_language"),
    "missing_cardinality": (
        "informal_expression",
        "expression_language",
        "empty_expression",
        "invalid_expression",
        "wrong_reference",
        "dangling_reference",
    ),
    "invalid_timer": ("empty_expression",),
    "missing_script": ("script_format",),
}
"""Rules that are not said of an element of which one of these is: they would only follow from it."""


def read_bpmn(data: bytes, file: str) -> tuple[Definitions, tuple[Finding, ...]]:
    """Give the model and the warnings; raises Refused with every error that was found."""
    definitions, findings = inspect_bpmn(data, file)
    if any(each.severity == "error" for each in findings):
        raise Refused(findings)
    return definitions, findings


def inspect_bpmn(data: bytes, file: str) -> tuple[Definitions, tuple[Finding, ...]]:
    """Give the model as far as it can be read, and every finding; never raises."""
    try:
        root = read_xml(data, file)
    except Refused as refused:
        return Definitions(file=file), refused.findings
    definitions, findings = read_definitions(root, file)
    found = _once(findings, check_drawing(root, file), check_definitions(definitions, root))
    found.sort(key=lambda each: (each.severity, each.line, each.element_id, each.rule))
    return definitions, tuple(found)


def read_released(data: bytes, file: str) -> Definitions:
    """Give the model of a file that was checked before; raises Refused only where it cannot be read."""
    definitions, findings = read_definitions(read_xml(data, file), file)
    if any(each.unreadable for each in findings):
        raise Refused(findings)
    return definitions


def _once(*sources: list[Finding]) -> list[Finding]:
    """Join what several checks found; what one said of an element, the next does not say again."""
    found: list[Finding] = []
    for source in sources:
        said = {(each.rule, each.element_id) for each in found}
        found += [each for each in source if (each.rule, each.element_id) not in said]
    said = {(each.rule, each.element_id) for each in found}
    return [each for each in found if not _follows(each, said)]


def _follows(finding: Finding, said: set[tuple[str, str]]) -> bool:
    causes = _FOLLOWS.get(finding.rule, ())
    return any((cause, finding.element_id) in said for cause in causes)


__all__ = ["inspect_bpmn", "read_bpmn", "read_released", "read_xml"]
