"""What data elements say of the things they hold (BPMN 2.0.2, 10.4.1 and 8.4.10, isCollection)."""

from bpmn.check.notes import Notes
from bpmn.check.standard.drawing import Drawing, is_true
from bpmn.check.standard.items import item_of
from bpmn.xml_names import local

_HOLDERS = ("dataObject", "dataInput", "dataOutput")


def check_data_types(notes: Notes, drawing: Drawing) -> None:
    """Refuse a holder of one thing whose kind is many, and the other way about."""
    for name in _HOLDERS:
        for holder in drawing.by_tag.get(name, []):
            item = item_of(drawing, holder)
            if item is not None and item.collection != is_true(holder, "isCollection"):
                said, kind = ("one", "many") if item.collection else ("many", "one")
                message = f"the {local(holder)} holds {said}, its item definition {item.id} {kind}"
                value = "true" if item.collection else "false"
                hint = f'write isCollection="{value}", as {item.id} does'
                notes.error("collection_mismatch", holder, message, hint)
