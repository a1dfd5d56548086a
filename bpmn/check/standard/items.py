"""Item definitions: what kind of thing a message, a data object or a data input holds (BPMN 2.0.2, 8.4.10)."""

from dataclasses import dataclass

from bpmn.check.standard.drawing import Drawing, is_true, reference
from bpmn.xml_names import Xml, local

_BEHIND = {"dataObjectReference": "dataObjectRef", "dataStoreReference": "dataStoreRef"}


@dataclass(frozen=True, slots=True)
class Item:
    """A kind of thing: its definition's id, the structure that it names, and whether it is many."""

    id: str
    structure: str
    collection: bool

    def differs(self, other: "Item", *, scalar: bool = False) -> bool:
        """Say whether the two are certainly not the same; `scalar` compares single things with many."""
        if scalar:
            return self.structure != other.structure or self.collection == other.collection
        return self.id != other.id and self.structure != other.structure


def item_of(drawing: Drawing, holder: Xml | None) -> Item | None:
    """Give the kind of what holds data; None where the file does not say."""
    if holder is None:
        return None
    behind = _BEHIND.get(local(holder))
    if behind and not holder.get("itemSubjectRef"):
        holder = drawing.by_id.get(reference(holder, behind))
    return definition(drawing, "" if holder is None else reference(holder, "itemSubjectRef"))


def definition(drawing: Drawing, item_id: str) -> Item | None:
    """Give an item definition by its id; None where there is none."""
    found = drawing.by_id.get(item_id)
    if found is None or local(found) != "itemDefinition":
        return None
    return Item(item_id, found.get("structureRef") or "", is_true(found, "isCollection"))


def item_of_message(drawing: Drawing, message_id: str) -> Item | None:
    """Give the kind of a message's payload."""
    found = drawing.by_id.get(message_id)
    return None if found is None else definition(drawing, reference(found, "itemRef"))
