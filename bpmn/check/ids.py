"""Ids: every one stands once in a file."""

from bpmn.check.notes import Notes
from bpmn.findings import Finding
from bpmn.xml_names import BPMN, Xml, line_of, local


def check_ids(notes: Notes, root: Xml) -> None:
    """Refuse an id that stands twice (the diagram's own ids aside)."""
    seen: dict[str, int] = {}
    for element in root.iter(f"{{{BPMN}}}*"):
        key = element.get("id")
        if key is None:
            continue
        line = line_of(element)
        if key in seen:
            message = f"the id of this {local(element)} stands already in line {seen[key]}"
            hint = "give it an id of its own"
            finding = Finding("error", "duplicate_id", notes.file, line, key, message, hint)
            notes.findings.append(finding)
        seen.setdefault(key, line)
