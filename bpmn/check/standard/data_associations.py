"""Data associations: from what holds data to what takes it, of the same kind (BPMN 2.0.2, 10.4.2)."""

from bpmn.check.notes import Notes
from bpmn.check.standard.drawing import Drawing, references
from bpmn.check.standard.items import item_of
from bpmn.xml_names import Xml, children, local

_ENDS = {
    "dataInputAssociation": ("dataOutput", "source", "an input is read from data or from an input"),
    "dataOutputAssociation": ("dataInput", "target", "an output goes to data or to an output"),
}
"""By kind: what is not allowed at which end when it belongs to something else, and why."""


def check_data_associations(notes: Notes, drawing: Drawing) -> None:
    """Check every data association."""
    for name in _ENDS:
        for at in drawing.by_tag.get(name, []):
            _check_ends(notes, drawing, at)
            _check_sources(notes, drawing, at)


def _check_ends(notes: Notes, drawing: Drawing, at: Xml) -> None:
    wrong, end, why = _ENDS[local(at)]
    own = at.getparent()
    for each in references(at, f"{end}Ref"):
        found = drawing.by_id.get(each)
        if found is not None and local(found) == wrong:
            message = f"{each} is a {wrong}: {why}"
            notes.error("data_association_end", at, message, f"choose another {end}")
    inner, kind = ("target", "dataInput") if end == "source" else ("source", "dataOutput")
    for each in references(at, f"{inner}Ref"):
        found = drawing.by_id.get(each)
        if found is not None and local(found) == kind and own not in list(found.iterancestors()):
            message = f"{each} is the {kind} of another element"
            notes.error("data_association_end", at, message, f"choose a {kind} of this element")


def _check_sources(notes: Notes, drawing: Drawing, at: Xml) -> None:
    if next(children(at, "transformation"), None) is not None:
        return
    sources = references(at, "sourceRef")
    if len(sources) > 1:
        message = "a data association without a transformation has one source"
        hint = f"keep one of {', '.join(sources)}, or write a transformation"
        notes.error("several_sources", at, message, hint)
    for source in sources:
        for target in references(at, "targetRef"):
            first = item_of(drawing, drawing.by_id.get(source))
            second = item_of(drawing, drawing.by_id.get(target))
            if first is not None and second is not None and first.differs(second):
                message = f"{source} holds {first.id}, {target} holds {second.id}"
                hint = "give both the same item definition, or write a transformation"
                notes.error("item_mismatch", at, message, hint)
