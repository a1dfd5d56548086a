"""Pools and processes as wholes (BPMN 2.0.2, 9.3 and 10.2)."""

from bpmn.check.notes import Notes
from bpmn.check.standard.drawing import Drawing, is_true, references
from bpmn.xml_names import BPMN, Xml, children


def check_participants(notes: Notes, drawing: Drawing) -> None:
    """Check how many a pool stands for, and what a process says of itself."""
    for multiplicity in drawing.by_tag.get("participantMultiplicity", []):
        _check_multiplicity(notes, multiplicity)
    for process in children(drawing.root, "process"):
        if process.get("processType") == "Public" and is_true(process, "isExecutable"):
            message = "a public process only shows what others see; it is not executed"
            hint = 'write processType="Private", or isExecutable="false"'
            notes.error("public_process", process, message, hint)
    _check_lanes(notes, drawing)


def _check_lanes(notes: Notes, drawing: Drawing) -> None:
    for lane in drawing.by_tag.get("lane", []):
        process = next(lane.iterancestors(f"{{{BPMN}}}process"), None)
        for name in references(lane, "flowNodeRef"):
            node = drawing.nodes.get(name)
            if node is not None and node.scope.process is not process is not None:
                message = (
                    f"{name} is in the process {node.scope.process.get('id')}, not in this one"
                )
                hint = "remove the flowNodeRef, or move the element into this pool"
                notes.error("lane_of_another_process", lane, message, hint)


def _check_multiplicity(notes: Notes, at: Xml) -> None:
    least, most = _number(at, "minimum", 0), _number(at, "maximum", 1)
    if least is None or most is None or least < 0:
        message = "the multiplicity of a pool is counted from 0"
        notes.error("participant_multiplicity", at, message, 'write minimum="0" maximum="1"')
    elif most < 1 or most < least:
        message = f"at most {most} and at least {least} participants cannot be"
        hint = f'write maximum="{max(least, 1)}" or more'
        notes.error("participant_multiplicity", at, message, hint)


def _number(at: Xml, name: str, default: int) -> int | None:
    text = (at.get(name) or str(default)).strip()
    return int(text) if text.removeprefix("-").isdecimal() and len(text) < 10 else None  # noqa: PLR2004
