"""What send, receive and service tasks pass: one thing, of the message's kind (BPMN 2.0.2, 10.3.3)."""

from bpmn.check.notes import Notes
from bpmn.check.standard.drawing import Drawing, Node, reference, references
from bpmn.check.standard.items import item_of, item_of_message
from bpmn.xml_names import Xml, children, local


def check_message_data(notes: Notes, drawing: Drawing) -> None:
    """Check the data of every task that sends, receives or calls an operation."""
    for node in drawing.nodes.values():
        if node.tag == "sendTask":
            _check_message(notes, drawing, node, "Input")
        elif node.tag == "receiveTask":
            _check_message(notes, drawing, node, "Output")
        elif node.tag == "serviceTask" and reference(node.xml, "operationRef"):
            _check_operation(notes, drawing, node)


def _check_message(notes: Notes, drawing: Drawing, node: Node, side: str) -> None:
    message = reference(node.xml, "messageRef")
    for at in children(node.xml, "ioSpecification"):
        if message:
            _at_most_one(notes, node, at, f"{side.lower()}Set")
            _at_most_one(notes, node, at, f"data{side}")
        _same_kind(notes, drawing, at, side, message)


def _at_most_one(notes: Notes, node: Node, at: Xml, name: str) -> None:
    found = list(children(at, name))
    if len(found) > 1:
        message = f"a {node.tag} passes one message: it has at most one {name}, not {len(found)}"
        notes.error("several_message_data", node, message, f"keep one {name}")


def _same_kind(notes: Notes, drawing: Drawing, at: Xml, side: str, message: str) -> None:
    passed = item_of_message(drawing, message)
    holders = list(children(at, f"data{side}"))
    if passed is None or not holders:
        return
    kinds = [item_of(drawing, each) for each in holders]
    if all(kind is None or kind.differs(passed) for kind in kinds):
        text = f"the message {message} carries {passed.id}, this {local(holders[0])} does not"
        hint = f'write itemSubjectRef="{passed.id}"'
        notes.error("message_data_mismatch", holders[0], text, hint)


def _check_operation(notes: Notes, drawing: Drawing, node: Node) -> None:
    operation = drawing.by_id.get(reference(node.xml, "operationRef"))
    at = next(children(node.xml, "ioSpecification"), None)
    inputs = [] if at is None else list(children(at, "inputSet"))
    if len(inputs) != 1:
        message = f"a service task that calls an operation has one inputSet, not {len(inputs)}"
        hint = "declare what the operation is given, or remove operationRef"
        notes.error("operation_inputs", node, message, hint)
    if at is None:
        return
    if len(list(children(at, "outputSet"))) > 1:
        message = "a service task that calls an operation has at most one outputSet"
        notes.error("operation_inputs", node, message, "keep one outputSet")
    if operation is not None:
        for side, name in (("Input", "inMessageRef"), ("Output", "outMessageRef")):
            for message_id in references(operation, name):
                _same_kind(notes, drawing, at, side, message_id)
        _check_answer(notes, drawing, at, operation)


def _check_answer(notes: Notes, drawing: Drawing, at: Xml, operation: Xml) -> None:
    """Check that what the operation gives back has a place."""
    for message_id in references(operation, "outMessageRef"):
        given = item_of_message(drawing, message_id)
        if given is not None and next(children(at, "dataOutput"), None) is None:
            message = f"the operation gives {given.id} back, and no dataOutput takes it"
            hint = f'declare a dataOutput with itemSubjectRef="{given.id}"'
            notes.error("message_data_mismatch", at, message, hint)
