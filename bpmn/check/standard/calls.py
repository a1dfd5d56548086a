"""Called processes and tasks: they take and give what the call says (BPMN 2.0.2, 10.3.6)."""

from collections import Counter
from collections.abc import Iterable

from bpmn.check.notes import Notes
from bpmn.check.standard.drawing import Drawing, reference, references
from bpmn.check.standard.items import Item, item_of, item_of_message
from bpmn.xml_names import Xml, children

_COUNTED = ("dataInput", "dataOutput", "inputSet", "outputSet")


def check_calls(notes: Notes, drawing: Drawing) -> None:
    """Check every call of something in this file, and what is offered as a service."""
    for call in drawing.by_tag.get("callActivity", []):
        called = reference(call, "calledElement")
        if called in drawing.by_id:
            _check_data(notes, drawing, call, drawing.by_id[called])
    for reference_ in drawing.by_tag.get("supportedInterfaceRef", []):
        owner = reference_.getparent()
        if owner is not None and next(children(owner, "ioBinding"), None) is None:
            message = "it offers an interface and binds no operation of it"
            hint = "add an ioBinding with operationRef, inputDataRef and outputDataRef"
            notes.error("binding_missing", owner, message, hint)
    for binding in drawing.by_tag.get("ioBinding", []):
        _check_binding(notes, drawing, binding)


def _check_data(notes: Notes, drawing: Drawing, call: Xml, called: Xml) -> None:
    here, there = _specification(call), _specification(called)
    for name in _COUNTED:
        ours, theirs = _parts(here, name), _parts(there, name)
        if len(ours) != len(theirs):
            message = f"the call has {len(ours)} {name}, {called.get('id')} has {len(theirs)}"
            hint = f"declare in the call exactly what {called.get('id')} declares"
            notes.error("call_data_differs", call, message, hint)
            return
        if not _match([item_of(drawing, e) for e in ours], [item_of(drawing, e) for e in theirs]):
            message = f"the {name}s of the call and of {called.get('id')} hold different things"
            hint = "give them the same item definitions"
            notes.error("call_data_differs", call, message, hint)


def _specification(at: Xml) -> Xml | None:
    return next(children(at, "ioSpecification"), None)


def _parts(specification: Xml | None, name: str) -> list[Xml]:
    return [] if specification is None else list(children(specification, name))


def _match(ours: Iterable[Item | None], theirs: Iterable[Item | None]) -> bool:
    """Say whether each of ours has a partner of theirs; what says nothing fits everything."""
    missing = Counter(item.structure if item else None for item in ours)
    missing.subtract(item.structure if item else None for item in theirs)
    open_ends = abs(missing.pop(None, 0))
    return sum(abs(count) for count in missing.values()) <= open_ends


def _check_binding(notes: Notes, drawing: Drawing, binding: Xml) -> None:
    """Check that an operation's messages are joined to data of their kind (BPMN 2.0.2, 10.4.1)."""
    operation = drawing.by_id.get(reference(binding, "operationRef"))
    for data, name in (("inputDataRef", "inMessageRef"), ("outputDataRef", "outMessageRef")):
        held = item_of(drawing, drawing.by_id.get(reference(binding, data)))
        for message_id in [] if operation is None else references(operation, name):
            carried = item_of_message(drawing, message_id)
            if held is not None and carried is not None and held.differs(carried):
                message = f"{data} holds {held.id}, the message {message_id} carries {carried.id}"
                hint = f"bind data of {carried.id}, or another operation"
                notes.error("binding_mismatch", binding, message, hint)
