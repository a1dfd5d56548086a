"""Ids: every one stands once in a file, and is one."""

import re

from bpmn.check.notes import Notes
from bpmn.findings import Finding
from bpmn.xml_names import BPMN, Xml, line_of, local

_ID = re.compile(r"[\w.\-]{1,255}")
"""What XML Schema lets be an id (NCName), also with a digit first, of the length that the read model can hold."""


def check_ids(notes: Notes, root: Xml) -> None:
    """Refuse an id that stands twice or is no id (the diagram's own ids aside)."""
    seen: dict[str, int] = {}
    for element in root.iter(f"{{{BPMN}}}*"):
        key = element.get("id")
        if key is None:
            continue
        if not _ID.fullmatch(key):
            message = f"the id of this {local(element)} is none: {key[:40]!r}"
            hint = "use letters, digits, underscores, hyphens and dots"
            _refuse(notes, element, "invalid_id", message, hint)
        if key in seen:
            message = f"the id of this {local(element)} stands already in line {seen[key]}"
            _refuse(notes, element, "duplicate_id", message, "give it an id of its own")
        seen.setdefault(key, line_of(element))


def _refuse(notes: Notes, element: Xml, rule: str, message: str, hint: str) -> None:
    place = (notes.file, line_of(element), str(element.get("id"))[:255])
    notes.findings.append(Finding("error", rule, *place, message, hint))
