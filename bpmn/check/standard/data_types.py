"""What data elements say of the things they hold (BPMN 2.0.2, 10.4.1 and 8.4.10, isCollection)."""

from bpmn.check.notes import Notes
from bpmn.check.standard.drawing import Drawing, is_true
from bpmn.check.standard.items import item_of
from bpmn.xml_names import children, local

_HOLDERS = ("dataObject", "dataInput", "dataOutput")


def check_data_types(notes: Notes, drawing: Drawing) -> None:
    """Refuse a holder of one thing whose kind is many, and an object and a reference that mix their parts."""
    _check_references(notes, drawing)
    for name in _HOLDERS:
        for holder in drawing.by_tag.get(name, []):
            item = item_of(drawing, holder)
            if item is not None and item.collection != is_true(holder, "isCollection"):
                said, kind = ("one", "many") if item.collection else ("many", "one")
                message = f"the {local(holder)} holds {said}, its item definition {item.id} {kind}"
                value = "true" if item.collection else "false"
                hint = f'write isCollection="{value}", as {item.id} does'
                notes.error("collection_mismatch", holder, message, hint)


def _check_references(notes: Notes, drawing: Drawing) -> None:
    """Refuse a reference with a kind of its own, and an object with a state (BPMN 2.0.2, 10.4.1)."""
    for at in drawing.by_tag.get("dataObjectReference", []):
        if at.get("itemSubjectRef"):
            message = "a data object reference holds what its data object holds"
            hint = f"write itemSubjectRef at {at.get('dataObjectRef') or 'the data object'}"
            notes.error("data_object_parts", at, message, hint)
    for at in drawing.by_tag.get("dataObject", []):
        if next(children(at, "dataState"), None) is not None:
            message = "a data object has no state: each reference to it shows one"
            notes.error("data_object_parts", at, message, "move dataState to the references")
