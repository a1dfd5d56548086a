"""Data of events: one input or output for each definition, of the kind it carries (BPMN 2.0.2, 10.5.1)."""

from bpmn.check.notes import Notes
from bpmn.check.standard.drawing import CATCHING, THROWING, Drawing, Node, reference
from bpmn.check.standard.items import Item, definition, item_of, item_of_message
from bpmn.xml_names import Xml, children, local

_CARRIES = ("message", "error", "escalation", "signal")


def check_event_data(notes: Notes, drawing: Drawing) -> None:
    """Check the inputs of throw events and the outputs of catch events."""
    for node in drawing.nodes.values():
        name = "dataInput" if node.tag in THROWING else "dataOutput" if node.tag in CATCHING else ""
        holders = list(children(node.xml, name)) if name else []
        if not holders:
            continue
        definitions = list(drawing.definitions(node.xml))
        if len(holders) != len(definitions):
            message = (
                f"{len(definitions)} event definitions need as many {name}s, not {len(holders)}"
            )
            notes.error("event_data_count", node, message, f"give each definition one {name}")
            continue
        kinds = [kind for each in definitions if (kind := _carried(drawing, each)) is not None]
        for holder in holders:
            _check_kind(notes, drawing, holder, kinds)
        _check_carried(notes, drawing, node, kinds, holders)


def _check_kind(notes: Notes, drawing: Drawing, holder: Xml, carried: list[Item]) -> None:
    """Refuse a holder that fits nothing the event carries; the order of the file does not matter."""
    held = item_of(drawing, holder)
    if held is not None and carried and all(held.differs(each) for each in carried):
        names = " or ".join(each.id for each in carried)
        message = f"the event carries {names}, the {local(holder)} holds {held.id}"
        notes.error("event_data_mismatch", holder, message, f'write itemSubjectRef="{names}"')


def _check_carried(
    notes: Notes, drawing: Drawing, node: Node, carried: list[Item], holders: list[Xml]
) -> None:
    """Refuse a kind that the event carries and nothing takes."""
    held = [item_of(drawing, each) for each in holders]
    for kind in carried:
        if all(each is not None and each.differs(kind) for each in held):
            message = f"the event carries {kind.id}, and nothing of it holds that"
            hint = f'write itemSubjectRef="{kind.id}" where it belongs'
            notes.error("event_data_mismatch", node, message, hint)


def _carried(drawing: Drawing, event: Xml) -> Item | None:
    kind = local(event).removesuffix("EventDefinition")
    if kind not in _CARRIES:
        return None
    name = reference(event, f"{kind}Ref")
    if kind == "message":
        return item_of_message(drawing, name)
    found = drawing.by_id.get(name)
    return None if found is None else definition(drawing, reference(found, "structureRef"))
