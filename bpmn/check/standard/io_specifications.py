"""Input-output specifications: who has one, and that their sets name what they declare (BPMN 2.0.2, 10.4.1)."""

from bpmn.check.notes import Notes
from bpmn.check.standard.drawing import SUB_PROCESSES, Drawing, references
from bpmn.xml_names import Xml, children, local

_EVENTS = (
    "startEvent",
    "intermediateCatchEvent",
    "boundaryEvent",
    "intermediateThrowEvent",
    "endEvent",
)


def check_io_specifications(notes: Notes, drawing: Drawing) -> None:
    """Check every specification, and the sets that stand in events directly."""
    for at in drawing.by_tag.get("ioSpecification", []):
        owner = at.getparent()
        if owner is not None and local(owner) in SUB_PROCESSES:
            message = (
                f"a {local(owner)} has no ioSpecification: its content sees the data around it"
            )
            hint = "remove it, or put the work into a process and call it"
            notes.error("io_specification_not_allowed", at, message, hint)
        _check_sides(notes, at)
    for name in _EVENTS:
        for event in drawing.by_tag.get(name, []):
            _check_sides(notes, event)


def _check_sides(notes: Notes, at: Xml) -> None:
    _check_members(notes, at, "Input")
    _check_members(notes, at, "Output")
    _check_rules(notes, at, "input", "output")
    _check_rules(notes, at, "output", "input")


def _check_members(notes: Notes, at: Xml, side: str) -> None:
    """Check that every input is in a set, and what a set calls optional or late is in that set."""
    name, small = f"data{side}", side.lower()
    sets = list(children(at, f"{small}Set"))
    members = {each for found in sets for each in references(found, f"{name}Refs")}
    for declared in children(at, name):
        if declared.get("id") not in members:
            message = f"no {small}Set names this {name}: it would never be filled or read"
            hint = f"add <{name}Refs>{declared.get('id')}</{name}Refs> to a {small}Set"
            notes.error(f"{small}_not_in_a_set", declared, message, hint)
    for found in sets:
        own = references(found, f"{name}Refs")
        for kind in (f"optional{side}Refs", f"whileExecuting{side}Refs"):
            for each in references(found, kind):
                if each not in own:
                    message = f"{kind} names {each!r}, which is not in this {small}Set"
                    hint = f"add <{name}Refs>{each}</{name}Refs> to the set"
                    notes.error(f"{small}_set_member", found, message, hint)


def _check_rules(notes: Notes, at: Xml, side: str, other: str) -> None:
    """Check that sets that belong together name each other (BPMN 2.0.2, 10.4.1)."""
    others = {each.get("id"): each for each in children(at, f"{other}Set")}
    for found in children(at, f"{side}Set"):
        for name in references(found, f"{other}SetRefs"):
            partner = others.get(name)
            if partner is None or found.get("id") in references(partner, f"{side}SetRefs"):
                continue
            message = f"{found.get('id')} names {name}, which does not name it in turn"
            hint = f"add <{side}SetRefs>{found.get('id')}</{side}SetRefs> to {name}"
            notes.error("io_rule_one_sided", found, message, hint)
